package fetch

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"briefly/articles/ingest"
)

// 200 fetches at once by 50 callers, half of them of servers that never answer:
// the fast ones do not wait behind the slow, and what it takes is bounded.
func TestManyAtOnce(t *testing.T) {
	const callers, each = 50, 4
	limits := scaled()
	if !*long {
		limits.Total = 3 * time.Second // a busy machine needs some of it for 200 at once
	}
	quick, fast := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		html(w)
		fmt.Fprint(w, page)
	}, limits)
	_, port, err := net.SplitHostPort(fast[len("http://"):])
	if err != nil {
		t.Fatal(err)
	}
	silent := rawServer(t, func(ctx context.Context, _ net.Conn) { <-ctx.Done() })
	quick.guard.allowed = append(quick.guard.allowed, allowance{network: netip.MustParsePrefix("127.0.0.0/8")}, allowance{name: ".example"})
	quick.guard.lookUp = func(context.Context, string, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	_, silentPort, _ := net.SplitHostPort(silent)

	goroutines, files := runtime.NumGoroutine(), openFiles()
	var mu sync.Mutex
	var took []time.Duration
	reasons := map[ingest.Reason]int{}
	peak := watchPeak(t)
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			var own sync.WaitGroup
			for i := range each {
				own.Go(func() {
					slow := i%2 == 1
					link := fmt.Sprintf("http://fast%d.example:%s/%d", caller, port, i)
					if slow {
						link = fmt.Sprintf("http://slow%d.example:%s/%d", caller%10, silentPort, i)
					}
					began := time.Now()
					_, err := quick.Fetch(t.Context(), ingest.FetchRequest{URL: link, Asked: true})
					mu.Lock()
					defer mu.Unlock()
					reasons[reasonOfFetch(err)]++
					if !slow {
						took = append(took, time.Since(began))
					}
				})
			}
			own.Wait()
		})
	}
	all.Wait()
	mostGoroutines, mostFiles := peak()
	slices.Sort(took)
	if last := took[len(took)-1]; last > limits.Total/2 {
		t.Errorf("the last fast one took %v", last)
	}
	if reasons[""] != callers*each/2 || reasons[ingest.ReasonTimedOut] != callers*each/2 {
		t.Errorf("outcomes: %v", reasons)
	}
	// Each fetch has its caller's goroutine; each connection has two on this
	// side, and one or two and a file on the server's.
	if grown := mostGoroutines - goroutines; grown > 200+6*200 {
		t.Errorf("%d goroutines more", grown)
	}
	if grown := mostFiles - files; grown > 2*(callers*2+10*2)+10 {
		t.Errorf("%d files more", grown)
	}
	t.Logf("fast: median %v, last %v; at most %d goroutines and %d files more", took[len(took)/2], took[len(took)-1],
		mostGoroutines-goroutines, mostFiles-files)
}

func openFiles() int {
	entries, _ := os.ReadDir("/proc/self/fd")
	return len(entries)
}

// watchPeak notes the most goroutines and open files until it is asked.
func watchPeak(t *testing.T) func() (goroutines, files int) {
	t.Helper()
	stop, stopped := make(chan struct{}), make(chan struct{})
	var goroutines, files int
	go func() {
		defer close(stopped)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			goroutines, files = max(goroutines, runtime.NumGoroutine()), max(files, openFiles())
			select {
			case <-tick.C:
			case <-stop:
				return
			}
		}
	}()
	return func() (int, int) {
		close(stop)
		<-stopped
		return goroutines, files
	}
}

// Many large bodies at once take their turns, so that all of them together need
// less than each by itself.
func TestManyLargeBodies(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("reads 400 MB and measures memory")
	}
	const size = 159 << 16
	block := bytes.Repeat([]byte("rain"), 16<<10)
	address := rawServer(t, func(_ context.Context, conn net.Conn) {
		_, _ = conn.Write([]byte(okHead + "Connection: close\r\n\r\n"))
		flood(conn, block, size/len(block))
	})
	_, port, _ := net.SplitHostPort(address)
	c := newClient(t, Options{Allow: []string{".example"}})
	c.guard.lookUp = func(context.Context, string, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	runtime.GC()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600)
	before := procStatus("VmRSS")
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			f, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: fmt.Sprintf("http://h%d.example:%s/", i, port), Asked: true})
			if err != nil || len(f.Data) != size {
				t.Errorf("%d bytes, %v", len(f.Data), err)
			}
		})
	}
	all.Wait()
	// Each takes its size twice, in pieces and as a whole. All of them may not
	// even take it once, garbage that was not collected yet included.
	grown := procStatus("VmHWM") - before
	if grown > 40*size {
		t.Errorf("took %d MB", grown>>20)
	}
	t.Logf("40 bodies of 10 MB at once: %d MB more", grown>>20)
}
