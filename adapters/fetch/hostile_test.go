package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"go.uber.org/goleak"

	"briefly/articles/ingest"
)

const (
	mostMemory = 24 << 20 // of the whole process, the server in it included
	mostTime   = 20 * time.Second
)

// scaled returns limits of a twentieth of the real time, or the real ones with
// -long. The race detector makes bodies so slow that they are scaled too.
func scaled() Limits {
	var l Limits
	if !*long {
		l = Limits{Total: mostTime / 20, Connect: time.Second}
	}
	if raceEnabled {
		l.BodyBytes = 1 << 20
	}
	return l.orUsual()
}

// rawServer answers each connection with talk, which gets a context that ends
// with the test and the connection after its request was read.
func rawServer(t testing.TB, talk func(ctx context.Context, conn net.Conn)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	finished := make(chan struct{})
	talks := make(chan struct{}, 1000)
	go func() {
		defer close(finished)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			talks <- struct{}{}
			go func() {
				defer func() { <-talks }()
				defer conn.Close()
				stop := context.AfterFunc(ctx, func() { conn.Close() })
				defer stop()
				if _, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
					talk(ctx, conn)
				}
			}()
		}
	}()
	t.Cleanup(func() {
		cancel()
		listener.Close()
		<-finished
		for range cap(talks) {
			talks <- struct{}{}
		}
	})
	return listener.Addr().String()
}

const okHead = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

// drip writes what it is given byte by byte, 20 a second.
func drip(ctx context.Context, conn net.Conn, next func() byte) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if _, err := conn.Write([]byte{next()}); err != nil {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// flood writes the same piece n times, for ever when n is negative.
func flood(conn net.Conn, piece []byte, n int) {
	for ; n != 0; n-- {
		if _, err := conn.Write(piece); err != nil {
			return
		}
	}
}

// gzipBomb is a head and a piece of one deflate stream; the piece stands for
// 1 MB of zeros and can be repeated.
func gzipBomb(t testing.TB) (head, piece []byte) {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(make([]byte, 1<<20)); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"), out.Bytes()
}

func compressed(t testing.TB, w io.WriteCloser, out *bytes.Buffer, size int) []byte {
	t.Helper()
	zeros := make([]byte, 1<<20)
	for range size >> 20 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bombSize is more than a body may have.
func bombSize() int { return int(scaled().BodyBytes) + 2<<20 }

func brotliBomb(t testing.TB, bits int) []byte {
	var out bytes.Buffer
	return compressed(t, brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: 2, LGWin: bits}), &out, bombSize())
}

func zstdBomb(t testing.TB, window int) []byte {
	var out bytes.Buffer
	w, err := zstd.NewWriter(&out, zstd.WithWindowSize(window), zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		t.Fatal(err)
	}
	return compressed(t, w, &out, bombSize())
}

// hostileServers are servers that misbehave, each with the reasons that a fetch
// may give for having given up; none: it gets through unharmed.
func hostileServers(t testing.TB) []hostileServer {
	head, piece := gzipBomb(t)
	bombs := map[string][]byte{"br": brotliBomb(t, 24), "br22": brotliBomb(t, 22), "zstd": zstdBomb(t, 8<<20)}
	wideZstd := zstdBomb(t, 64<<20)
	zeros := make([]byte, 64<<10)
	silent := func(ctx context.Context, _ net.Conn) { <-ctx.Done() }
	send := func(parts ...string) func(context.Context, net.Conn) {
		return func(_ context.Context, conn net.Conn) { _, _ = io.WriteString(conn, strings.Join(parts, "")) }
	}
	reset := func(_ context.Context, conn net.Conn) {
		_, _ = io.WriteString(conn, okHead+"Content-Length: 1000000\r\n\r\n"+strings.Repeat("x", 5000))
		time.Sleep(200 * time.Millisecond) // for the header to be read
		_ = conn.(*net.TCPConn).SetLinger(0)
	}
	manyHeaders := okHead
	for i := range 10000 {
		manyHeaders += fmt.Sprintf("X-%d: %d\r\n", i, i)
	}
	coded := func(coding string, data []byte) func(context.Context, net.Conn) {
		return send(okHead, "Content-Encoding: ", coding, "\r\nConnection: close\r\n\r\n", string(data))
	}
	return []hostileServer{
		{"gzip bomb of 2 GB", func(_ context.Context, conn net.Conn) {
			_, _ = io.WriteString(conn, okHead+"Content-Encoding: gzip\r\nConnection: close\r\n\r\n"+string(head))
			flood(conn, piece, 2<<10)
		}, []ingest.Reason{ingest.ReasonTooLarge}},
		{"brotli bomb", coded("br", bombs["br"]), []ingest.Reason{ingest.ReasonTooLarge}},
		{"brotli bomb of a small window", coded("br", bombs["br22"]), []ingest.Reason{ingest.ReasonTooLarge}},
		{"zstd bomb", coded("zstd", bombs["zstd"]), []ingest.Reason{ingest.ReasonTooLarge}},
		{"zstd window of 64 MB", coded("zstd", wideZstd), []ingest.Reason{ingest.ReasonGarbled}},
		{"gzip of nothing for ever", func(_ context.Context, conn net.Conn) {
			_, _ = io.WriteString(conn, okHead+"Content-Encoding: gzip\r\nConnection: close\r\n\r\n"+string(head))
			flood(conn, bytes.Repeat([]byte{0, 0, 0, 0xff, 0xff}, 10000), -1) // empty stored blocks
		}, []ingest.Reason{ingest.ReasonTooLarge, ingest.ReasonTimedOut}},
		{"stacked codings", coded("gzip, gzip", []byte("x")), []ingest.Reason{ingest.ReasonGarbled}},
		{"coding that lies", coded("gzip", []byte("<html>plain</html>")), []ingest.Reason{ingest.ReasonGarbled}},
		{"endless body", func(_ context.Context, conn net.Conn) {
			_, _ = io.WriteString(conn, okHead+"Connection: close\r\n\r\n")
			flood(conn, zeros, -1)
		}, []ingest.Reason{ingest.ReasonTooLarge}},
		{"endless chunks of one byte", func(_ context.Context, conn net.Conn) {
			_, _ = io.WriteString(conn, okHead+"Transfer-Encoding: chunked\r\n\r\n")
			flood(conn, []byte(strings.Repeat("1\r\nx\r\n", 5000)), -1)
		}, []ingest.Reason{ingest.ReasonTooLarge, ingest.ReasonTimedOut, ingest.ReasonGarbled}},
		{"20 bytes a second", func(ctx context.Context, conn net.Conn) {
			_, _ = io.WriteString(conn, okHead+"Content-Length: 1000000\r\n\r\n")
			drip(ctx, conn, func() byte { return 'x' })
		}, []ingest.Reason{ingest.ReasonTimedOut}},
		{"10,000 headers", send(manyHeaders, "\r\n<html>"), []ingest.Reason{ingest.ReasonGarbled}},
		{"a header of 1 MB", send(okHead, "X: ", strings.Repeat("x", 1<<20), "\r\n\r\n<html>"), []ingest.Reason{ingest.ReasonGarbled, ingest.ReasonUnreachable}},
		{"endless interim answers", func(_ context.Context, conn net.Conn) {
			flood(conn, []byte(strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 100)), -1)
		}, []ingest.Reason{ingest.ReasonGarbled, ingest.ReasonTimedOut}},
		{"length that promises too much", send(okHead, "Content-Length: 5000\r\n\r\n<html>"), []ingest.Reason{ingest.ReasonCutOff}},
		{"length of 1 TB", send(okHead, "Content-Length: 1099511627776\r\n\r\n<html>"), []ingest.Reason{ingest.ReasonTooLarge}},
		{"length below nothing", send(okHead, "Content-Length: -5\r\n\r\n<html>"), []ingest.Reason{ingest.ReasonGarbled}},
		{"two lengths", send(okHead, "Content-Length: 5\r\nContent-Length: 6\r\n\r\n<html>"), []ingest.Reason{ingest.ReasonGarbled}},
		{"length that promises too little", send(okHead, "Content-Length: 6\r\n\r\n<html> and more"), nil},
		{"silence", silent, []ingest.Reason{ingest.ReasonTimedOut}},
		{"a header, slowly", func(ctx context.Context, conn net.Conn) {
			_, _ = io.WriteString(conn, okHead+"X: ")
			drip(ctx, conn, func() byte { return 'x' })
		}, []ingest.Reason{ingest.ReasonTimedOut}},
		{"silence after the header", func(ctx context.Context, conn net.Conn) {
			_, _ = io.WriteString(conn, okHead+"Content-Length: 10\r\n\r\n")
			<-ctx.Done()
		}, []ingest.Reason{ingest.ReasonTimedOut}},
		{"garbage for a status line", send("\x00\xffSSH-2.0-x\r\n\r\n"), []ingest.Reason{ingest.ReasonGarbled}},
		{"status of five digits", send("HTTP/1.1 99999 Oops\r\n\r\n"), []ingest.Reason{ingest.ReasonGarbled}},
		{"status that no standard has", send("HTTP/1.1 999 Go away\r\n\r\n"), []ingest.Reason{ingest.ReasonGarbled}},
		{"nothing at all", send(""), []ingest.Reason{ingest.ReasonUnreachable}},
		{"reset in the middle", reset, []ingest.Reason{ingest.ReasonCutOff}},
		{"redirect to nowhere", send("HTTP/1.1 302 Found\r\n\r\n"), []ingest.Reason{ingest.ReasonGarbled}},
		{"redirect to 1,000 letters of noise", send("HTTP/1.1 302 Found\r\nLocation: http://", strings.Repeat("\xff%", 500), "\r\n\r\n"), []ingest.Reason{ingest.ReasonBadLink}},
		{"not modified, though nobody asked", send("HTTP/1.1 304 Not Modified\r\n\r\n"), []ingest.Reason{ingest.ReasonGarbled}},
		{"change of protocol", send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"), []ingest.Reason{ingest.ReasonGarbled, ingest.ReasonUnreachable}},
	}
}

type hostileServer struct {
	name string
	talk func(context.Context, net.Conn)
	want []ingest.Reason
}

// Each hostile server costs bounded time and memory, gets the reason it
// deserves, and leaves no goroutine behind.
func TestHostileServers(t *testing.T) {
	for _, s := range hostileServers(t) {
		t.Run(s.name, func(t *testing.T) {
			others := goleak.IgnoreCurrent()
			t.Cleanup(func() { goleak.VerifyNone(t, others) })
			address := rawServer(t, s.talk)
			c := newClient(t, Options{Allow: []string{address}, Limits: scaled()})
			spent, memory, err := measure(c, "http://"+address+"/")
			checkHostile(t, s.want, spent, memory, err)
		})
	}
}

func checkHostile(t *testing.T, want []ingest.Reason, spent time.Duration, memory int64, err error) {
	t.Helper()
	got := reasonOfFetch(err)
	ok := len(want) == 0 && err == nil
	for _, w := range want {
		ok = ok || got == w
	}
	if !ok {
		t.Errorf("%v, want one of %q", err, want)
	}
	limit := mostTime
	if !*long {
		limit = 2 * scaled().Total // a busy machine is late by more than a twentieth
	}
	if spent > limit {
		t.Errorf("took %v of %v", spent, limit)
	}
	if memory > mostMemory && !raceEnabled {
		t.Errorf("took %.1f MB", float64(memory)/(1<<20))
	}
	t.Logf("%-14v %6.2f s %6.1f MB", got, spent.Seconds(), float64(memory)/(1<<20))
}

// measure fetches, and says how long it took and by how much the process grew
// at most meanwhile.
func measure(c *Client, link string) (time.Duration, int64, error) {
	runtime.GC()
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600) // resets VmHWM (man 5 proc)
	before := procStatus("VmRSS")
	began := time.Now()
	_, err := c.Fetch(context.Background(), ingest.FetchRequest{URL: link, Asked: true})
	return time.Since(began), max(procStatus("VmHWM")-before, 0), err
}

// procStatus returns a size out of /proc/self/status in bytes, 0 where there is none.
func procStatus(key string) int64 {
	data, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, key+":"); ok {
			kb, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kb << 10
		}
	}
	return 0
}

func TestWrongCertificate(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	c := newClient(t, Options{Allow: []string{s.Listener.Addr().String()}, Limits: scaled()})
	spent, memory, err := measure(c, s.URL)
	checkHostile(t, []ingest.Reason{ingest.ReasonCertificate}, spent, memory, err)
	spent, memory, err = measure(c, strings.Replace(s.URL, "https", "http", 1))
	checkHostile(t, []ingest.Reason{ingest.ReasonRefused}, spent, memory, err)
	plain := rawServer(t, func(context.Context, net.Conn) {})
	c = newClient(t, Options{Allow: []string{plain}, Limits: scaled()})
	spent, memory, err = measure(c, "https://"+plain)
	checkHostile(t, []ingest.Reason{ingest.ReasonUnreachable}, spent, memory, err)
}

// Robots files can be hostile, too: what concerns us of one is small, whatever
// its size.
func TestHostileRobots(t *testing.T) {
	agents := strings.Repeat("User-agent: *\nUser-agent: briefly\nUser-agent: a\n", 1000)
	for name, body := range map[string]string{
		"wildcards": "User-agent: *\n" + strings.Repeat("Disallow: /*a*b*c$\n", 50000),
		"agents":    agents + strings.Repeat("Disallow: /a\n", 50000),
		"bytes":     strings.Repeat("\xff\x00", 1<<19),
		"one line":  "User-agent: *\nDisallow: /" + strings.Repeat("*a", 1<<19),
		"delay":     "User-agent: *\nCrawl-delay: 1e300\nCrawl-delay: -5\nCrawl-delay: NaN\nCrawl-delay: 0.01\n",
		"no agent":  strings.Repeat("Disallow: /\n", 1000),
		"page":      "<html><body>User-agent: none</body></html>",
	} {
		t.Run(name, func(t *testing.T) {
			c, url := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/plain")
				if r.URL.Path == "/robots.txt" {
					_, _ = io.WriteString(w, body)
				}
			}, Limits{Gap: time.Millisecond})
			runtime.GC()
			debug.FreeOSMemory()
			_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600)
			before, began := procStatus("VmRSS"), time.Now()
			_, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: url + "/page"})
			checkHostile(t, nil, time.Since(began), procStatus("VmHWM")-before, err)
		})
	}
}
