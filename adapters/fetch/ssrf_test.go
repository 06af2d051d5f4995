package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"briefly/articles/ingest"
)

const ssrfTable = "../../../shared/data/hostile/ssrf.tsv"

// servedKind is how rows begin that tell what a server answers.
var servedKind = regexp.MustCompile(`^[A-Z]+(-[A-Z0-9]+)+$`)

type ssrfRow struct{ id, verdict, class, url string }

func ssrfRows(t testing.TB) []ssrfRow {
	t.Helper()
	data, err := os.ReadFile(ssrfTable)
	if err != nil {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	var rows []ssrfRow
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(fields) != 5 {
			continue
		}
		link, err := strconv.Unquote(`"` + strings.ReplaceAll(fields[4], `"`, `\"`) + `"`)
		if err != nil {
			t.Fatalf("row %s: %v", fields[0], err)
		}
		rows = append(rows, ssrfRow{fields[0], fields[1], fields[2], link})
	}
	return rows
}

// Every row of the table: no socket to what is blocked, no look-up for what is
// rejected, a socket for what is allowed.
func TestSSRFTable(t *testing.T) {
	counts := map[string]int{}
	for _, row := range ssrfRows(t) {
		counts[row.verdict]++
		t.Run(row.id, func(t *testing.T) {
			if kind, target, _ := strings.Cut(row.url, " "); servedKind.MatchString(kind) {
				checkServed(t, kind, target)
				return
			}
			checkVerdict(t, row.verdict, row.url)
		})
	}
	t.Logf("rows by verdict: %v", counts)
}

func checkVerdict(t *testing.T, verdict, link string) {
	t.Helper()
	for _, asked := range []bool{true, false} {
		c := newClient(t, Options{})
		var n traffic
		n.watch(c)
		_, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: link, Asked: asked})
		if err == nil {
			t.Errorf("%q: fetched", link)
		}
		lookUps, sockets := n.lookUps.Load(), n.sockets.Load()
		switch {
		case verdict == "ALLOW" && sockets == 0:
			t.Errorf("%q: not allowed: %v", link, err)
		case verdict != "ALLOW" && sockets != 0:
			t.Errorf("%q: %d sockets", link, sockets)
		case verdict == "REJECT" && lookUps != 0:
			t.Errorf("%q: %d look-ups", link, lookUps)
		}
	}
}

// checkServed has a server lead to a blocked target, by a redirect or by what
// is written in the page, and sees that nothing goes there.
func checkServed(t *testing.T, kind, target string) {
	t.Helper()
	want := ingest.Reason("")
	hops := 0
	c, url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch status, _ := strings.CutPrefix(kind, "REDIRECT-"); {
		case status == "LOOP":
			http.Redirect(w, r, "/", http.StatusFound)
		case strings.HasPrefix(status, "CHAIN-"):
			hops++
			http.Redirect(w, r, fmt.Sprintf("/%d", hops), http.StatusFound)
		case status != kind:
			code, _ := strconv.Atoi(status)
			w.Header().Set("Location", target)
			w.WriteHeader(code)
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `<meta http-equiv="refresh" content="0;url=%[1]s"><link rel="alternate" href="%[1]s"><a href="%[1]s">x</a>`, target)
		}
	}, Limits{})
	n := traffic{own: strings.TrimPrefix(url, "http://")}
	n.watch(c)
	_, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: url, Asked: true})
	switch {
	case strings.HasSuffix(kind, "LOOP"), strings.Contains(kind, "CHAIN"):
		want = ingest.ReasonTooManyHops
	case strings.HasPrefix(kind, "REDIRECT"):
		if want = ingest.ReasonBlocked; reasonOfFetch(err) == ingest.ReasonBadLink {
			want = ingest.ReasonBadLink
		}
	default: // the page is harmless; following its links by hand is not
		if _, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: target, Asked: true}); err == nil {
			t.Errorf("%s: fetched", target)
		}
	}
	if got := reasonOfFetch(err); got != want {
		t.Errorf("%s %s: %v, want %q", kind, target, err, want)
	}
	if got := n.sockets.Load(); got != 0 {
		t.Errorf("%s %s: %d sockets", kind, target, got)
	}
}

// Principles of our own, so that the guard is tested without the table too.
func TestVerdicts(t *testing.T) {
	for verdict, links := range map[string][]string{
		"BLOCK": {
			"http://127.0.0.2/", "http://[::1]/", "http://10.1.2.3/", "https://[::ffff:10.1.2.3]/", "http://168.63.129.16/",
			"http://[2600:db8::5efe:a01:203]/", "http://[2600:db8::200:5efe:8.8.8.8]/", "http://[2002:7f00:1::]/",
			"http://10.0.0.1.dns.example/", "http://two-8.8.8.8-10.0.0.1.dns.example/", "http://printer/", "http://nas.LOCAL/",
			"http://metadata.cloud.example/", "http://①⑦②.16.0.1/", "http://1.1/", "http://3232235777/", "http://0x7f.0.0.1/",
			"http://127.0.0.1.:80/", "http://news.example./", "http://news..example/",
		},
		"REJECT": {
			"", " ", "http://", "http:/news.example", "news.example", "ftp://news.example/", "HTTPS:news.example", "https:///news.example",
			"http://news.example:8080/", "http://news.example:/", "http://news.example:080/", "http://me@news.example/",
			"http://news.example\\@inside.example/", "http://news.example\t/", "http://news.example/a\r\nb", "http://news.example/%0D%0aX",
			"http://" + strings.Repeat("a", 64) + ".example/", "http://news.example/" + strings.Repeat("a", 2048),
			"http://[news.example]/", "http://[::1%25eth0]/", "http://-a.example/", "http://a b.example/", "http://ｎews.example/",
		},
		"ALLOW": {"http://9.255.255.255/", "https://128.0.0.1:443/", "HTTP://8.8.4.4:80/", "http://[2a00:1450::1]/", "http://8-8-4-4.dns.example/"},
	} {
		for _, link := range links {
			t.Run(verdict, func(t *testing.T) { checkVerdict(t, verdict, link) })
		}
	}
}

// 80 redirects: every status to every kind of blocked target.
func TestRedirectsToBlockedTargets(t *testing.T) {
	targets := []string{
		"http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
		"http://2130706433/", "http://0x7f.1/", "//127.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1.dns.example/",
		"http://me:secret@127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x", "http://127.0.0.1:6379/",
		"https://metadata.google.internal/", "http://168.63.129.16/",
	}
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, target := range targets {
			checkServed(t, fmt.Sprintf("REDIRECT-%d", status), target)
		}
	}
}

// The real dialer asks the guard about the very address it connects to, even
// when the look-up was answered with another one.
func TestControlJudgesTheSocket(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	c := newClient(t, Options{Ports: []uint16{80, listener.Addr().(*net.TCPAddr).AddrPort().Port()}})
	c.guard.lookUp = func(context.Context, string, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("8.8.8.8")}, nil
	}
	c.guard.connect = func(ctx context.Context, d *net.Dialer, _ netip.AddrPort) (net.Conn, error) {
		return connect(ctx, d, netip.MustParseAddrPort(listener.Addr().String()))
	}
	_, err = c.Fetch(t.Context(), ingest.FetchRequest{URL: "http://rebound.example/", Asked: true})
	if reasonOfFetch(err) != ingest.ReasonBlocked {
		t.Errorf("connected to loopback: %v", err)
	}
}

// A name is looked up as it stands. A resolver's own NAT64 address beside a
// public one is no trap; where NAT64 is allowed, what lies behind it is judged.
func TestResolve(t *testing.T) {
	const port = ":80"
	for _, c := range []struct {
		allow, host, found, want string
	}{
		{"", "news.example", "8.8.8.8 2a00::1", "8.8.8.8 2a00::1"},
		{"", "news.example", "::ffff:8.8.8.8", "8.8.8.8"},
		{"", "news.example", "8.8.8.8 10.0.0.1", ""},
		{"", "news.example", "2a00::1 fe80::1%eth0", ""},
		{"", "news.example", "64:ff9b::808:808 8.8.8.8", "8.8.8.8"},
		{"", "news.example", "64:ff9b::808:808", ""},
		{"64:ff9b::/96", "news.example", "64:ff9b::808:808", "64:ff9b::808:808"},
		{"64:ff9b::/96", "news.example", "64:ff9b::a00:1", ""},
		{"", "news.example", "", ""},
		{"", "news.example", "8.8.8.1 8.8.8.2 8.8.8.3 8.8.8.4 8.8.8.5", "8.8.8.1 8.8.8.2 8.8.8.3 8.8.8.4"},
		{"wiki", "wiki", "10.0.0.1", "10.0.0.1"},
	} {
		o := Options{}
		if c.allow != "" {
			o.Allow = []string{c.allow}
		}
		g := newClient(t, o).guard
		g.lookUp = func(_ context.Context, _, host string) ([]netip.Addr, error) {
			if rooted := strings.HasSuffix(host, "."); rooted == (c.allow == c.host) {
				t.Errorf("%q is looked up", host)
			}
			var ips []netip.Addr
			for _, s := range strings.Fields(c.found) {
				ips = append(ips, netip.MustParseAddr(s))
			}
			return ips, nil
		}
		addresses, _, err := g.resolve(t.Context(), c.host+port)
		var got []string
		for _, a := range addresses {
			got = append(got, a.Addr().String())
		}
		if strings.Join(got, " ") != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%q at %q with %q: %q, %v", c.host, c.found, c.allow, got, err)
		}
	}
}

func TestAllow(t *testing.T) {
	for _, c := range []struct {
		entry, link string
		reached     bool
	}{
		{"10.0.0.0/8", "http://10.2.3.4:8080/", true},
		{"10.0.0.0/8", "http://11.2.3.4:8080/", false},
		{"10.0.0.0/8", "http://127.0.0.1/", false},
		{"10.0.0.0/8", "http://10.2.3.4.dns.example/", true},
		{"10.0.0.0/8:8080", "http://10.2.3.4:8080/", true},
		{"10.0.0.0/8:8080", "http://10.2.3.4/", false},
		{"127.0.0.1", "http://127.0.0.1/", true},
		{"127.0.0.1", "http://127.0.0.1.dns.example/", true},
		{"127.0.0.1", "http://localhost/", false}, // a name inside wants an entry of its own
		{"127.0.0.1", "http://0x7f.1/", false},
		{"127.0.0.1", "http://127.0.0.2/", false},
		{"[::1]:8080", "http://[::1]:8080/", true},
		{"fd00::/8", "http://[fd12::1]/", true},
		{"[fd00::/8]:81", "http://[fd12::1]:81/", true},
		{"wiki.corp", "http://wiki.corp/", true},
		{"WIKI.corp:8080", "http://wiki.corp:8080/", true},
		{"wiki.corp:8080", "http://wiki.corp/", false},
		{".corp", "http://a.b.corp/", true},
		{"*.corp", "http://a.corp/", true},
		{".corp", "http://a.acorp/", false},
		{"wiki", "http://wiki/", true},
	} {
		client := newClient(t, Options{Allow: []string{c.entry}})
		var n traffic
		n.watch(client)
		_, err := client.Fetch(t.Context(), ingest.FetchRequest{URL: c.link, Asked: true})
		if reached := n.sockets.Load() > 0; reached != c.reached {
			t.Errorf("%s allows %s: %v, want %v (%v)", c.entry, c.link, reached, c.reached, err)
		}
	}
	for _, wrong := range []string{"", "10.0.0.0/33", "a b", "http://wiki.corp", "wiki.corp:port", "wiki.corp:0", "127.1", "fe80::1%eth0", "*"} {
		if _, err := New(Options{Allow: []string{wrong}}); err == nil {
			t.Errorf("entry %q is taken", wrong)
		}
	}
}
