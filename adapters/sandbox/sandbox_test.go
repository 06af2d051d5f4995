package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefly/articles/extract"
	"briefly/articles/feeds"
)

// The test program is its own child.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && strings.HasPrefix(os.Args[1], "reader-") {
		read := fake
		if os.Args[1] == "reader-real" {
			read = reader{page: extract.Page, text: extract.Text, feed: feeds.Parse}
		}
		if err := serve(context.Background(), os.Stdin, os.Stdout, read); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// fake misbehaves as the document's address says.
var fake = reader{page: misbehave, text: misbehave, feed: misbehaveFeed}

func misbehaveFeed(ctx context.Context, in feeds.Input) (feeds.Feed, error) {
	if in.URL == "refuse" {
		return feeds.Feed{}, &feeds.Refusal{Reason: feeds.Broken, Detail: "detail", Line: 3}
	}
	_, err := misbehave(ctx, extract.Input(in))
	return feeds.Feed{Title: in.ContentType, Entries: []feeds.Entry{{GUID: in.URL, Content: string(in.Data)}}}, err
}

func misbehave(_ context.Context, in extract.Input) (extract.Document, error) {
	switch in.URL {
	case "hang":
		for i := 0; ; i++ {
			runtime.KeepAlive(i)
		}
	case "eat":
		var held [][]byte
		for {
			held = append(held, bytes.Repeat([]byte{1}, 1<<20))
			runtime.KeepAlive(held)
		}
	case "overflow":
		return extract.Document{Title: fmt.Sprint(deeper(1))}, nil
	case "panic":
		panic("a bad document")
	case "exit":
		os.Exit(0)
	case "refuse":
		return extract.Document{}, &extract.Refusal{Reason: extract.Paywall, Detail: "detail", Title: "title"}
	case "error":
		return extract.Document{}, errors.New("something else")
	case "environment":
		return extract.Document{Text: strings.Join(os.Environ(), "\n")}, nil
	case "some": // as much of a page as is text
		return extract.Document{Text: string(in.Data[:8_000])}, nil
	}
	return extract.Document{Title: in.ContentType, URL: in.URL, Text: string(in.Data), Published: time.Unix(1e9, 0).UTC()}, nil
}

func deeper(n int) int { return deeper(n+1) + deeper(n+2) } //nolint:staticcheck // without end is the point

func newPool(t testing.TB, o Options) *Pool {
	t.Helper()
	if o.Args == nil {
		o.Args = []string{"reader-fake"}
	}
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// well checks that the pool still serves.
func well(t *testing.T, p *Pool) {
	t.Helper()
	d, err := p.Text(context.Background(), extract.Input{URL: "u", ContentType: "c", Data: []byte("text")})
	if err != nil || d.Text != "text" || d.Title != "c" || d.URL != "u" || d.Published.Unix() != 1e9 {
		t.Fatalf("got %+v, %v", d, err)
	}
}

func TestPoolSurvives(t *testing.T) {
	p := newPool(t, Options{Size: 1, Timeout: 2 * time.Second, Memory: 128 << 20})
	for _, tt := range []struct {
		url  string
		want extract.Reason
	}{
		{"hang", extract.TimedOut},
		{"eat", extract.TooMuchMemory},
		{"panic", extract.Crashed},
		{"exit", extract.Crashed},
		{"refuse", extract.Paywall},
		{"hang", extract.TimedOut},
	} {
		well(t, p)
		start := time.Now()
		_, err := p.Page(context.Background(), extract.Input{URL: tt.url})
		var r *extract.Refusal
		if !errors.As(err, &r) || r.Reason != tt.want {
			t.Errorf("%s: got %v, want %q", tt.url, err, tt.want)
		}
		if d := time.Since(start); d > 15*time.Second {
			t.Errorf("%s: answered after %v", tt.url, d)
		}
	}
	well(t, p)
}

// A stack that overflows cannot be recovered from. It takes the runtime a
// gigabyte of stack, or our limit on memory, to notice.
func TestPoolSurvivesAStackOverflow(t *testing.T) {
	p := newPool(t, Options{Size: 1, Timeout: 20 * time.Second, Memory: 128 << 20})
	_, err := p.Page(context.Background(), extract.Input{URL: "overflow"})
	var r *extract.Refusal
	if !errors.As(err, &r) || (r.Reason != extract.Crashed && r.Reason != extract.TooMuchMemory) {
		t.Errorf("got %v", err)
	}
	well(t, p)
}

func TestPoolPassesErrorsOn(t *testing.T) {
	p := newPool(t, Options{Size: 1})
	_, err := p.Text(context.Background(), extract.Input{URL: "refuse"})
	var r *extract.Refusal
	if !errors.As(err, &r) || *r != (extract.Refusal{Reason: extract.Paywall, Detail: "detail", Title: "title"}) {
		t.Errorf("got %v", err)
	}
	if _, err := p.Text(context.Background(), extract.Input{URL: "error"}); err == nil || err.Error() != "something else" {
		t.Errorf("got %v", err)
	}
	well(t, p)
}

func TestPoolReadsFeeds(t *testing.T) {
	p := newPool(t, Options{Size: 1, Timeout: 2 * time.Second, Memory: 128 << 20})
	for url, want := range map[string]feeds.Refusal{
		"hang":   {Reason: feeds.TimedOut, Detail: "after 2s"},
		"eat":    {Reason: feeds.TooMuchMemory},
		"panic":  {Reason: feeds.Crashed, Detail: "a bad document"},
		"refuse": {Reason: feeds.Broken, Detail: "detail", Line: 3},
	} {
		f, err := p.Feed(context.Background(), feeds.Input{URL: "u", ContentType: "c", Data: []byte("text")})
		if err != nil || f.Title != "c" || len(f.Entries) != 1 || f.Entries[0].GUID != "u" || f.Entries[0].Content != "text" {
			t.Fatalf("got %+v, %v", f, err)
		}
		_, err = p.Feed(context.Background(), feeds.Input{URL: url})
		var r *feeds.Refusal
		if !errors.As(err, &r) || *r != want {
			t.Errorf("%s: got %v, want %v", url, err, &want)
		}
	}
	if _, err := p.Feed(context.Background(), feeds.Input{URL: "error"}); err == nil || err.Error() != "something else" {
		t.Errorf("got %v", err)
	}
}

func TestPoolStopsWithItsCaller(t *testing.T) {
	p := newPool(t, Options{Size: 1, Timeout: time.Minute})
	well(t, p)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := p.Page(ctx, extract.Input{URL: "hang"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	well(t, p)
}

func TestPoolInParallel(t *testing.T) {
	p := newPool(t, Options{Size: 2, Timeout: 500 * time.Millisecond})
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			in := extract.Input{URL: "u", Data: fmt.Appendf(nil, "text %d", i)}
			if i%20 == 7 {
				in.URL = "hang"
			}
			d, err := p.Text(context.Background(), in)
			switch {
			case in.URL == "hang" && err == nil:
				t.Error("a hanging document was read")
			case in.URL != "hang" && (err != nil || d.Text != string(in.Data)):
				t.Errorf("got %q, %v", d.Text, err)
			}
		})
	}
	wg.Wait()
}

func TestChildHasNoEnvironment(t *testing.T) {
	t.Setenv("TELEGRAM_TOKEN", "canary")
	d, err := newPool(t, Options{Size: 1}).Text(context.Background(), extract.Input{URL: "environment"})
	if err != nil || strings.Contains(d.Text, "canary") || (runtime.GOOS != "windows" && d.Text != "") {
		t.Errorf("got %q, %v", d.Text, err)
	}
}

func TestCloseEndsEverything(t *testing.T) {
	p := newPool(t, Options{Size: 2})
	well(t, p)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Text(context.Background(), extract.Input{}); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
}

func TestProgramThatDoesNotServe(t *testing.T) {
	p := newPool(t, Options{Size: 1, Path: "/nonexistent/program"})
	for range 2 {
		if _, err := p.Text(context.Background(), extract.Input{}); err == nil {
			t.Error("got no error")
		}
	}
}

// A child goes when its parent does, even while a document keeps it busy.
func TestServeEndsWithItsInput(t *testing.T) {
	p := newPool(t, Options{Size: 1, Timeout: time.Minute})
	c, err := p.take(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.enc.Encode(request{Kind: text, Input: extract.Input{URL: "hang"}}); err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond) // let it begin
	if err := c.in.Close(); err != nil {
		t.Fatal(err)
	}
	if !c.ended() {
		t.Error("it went on")
	}
	c.stop()
	if code := c.command.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	p.free <- nil
}

// What the hop costs for a page of 100 KB with an article of 8 KB.
func BenchmarkHop(b *testing.B) {
	p := newPool(b, Options{Size: 1})
	in := extract.Input{URL: "some", Data: bytes.Repeat([]byte("0123456789"), 10_000)}
	for b.Loop() {
		if _, err := p.Text(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
}
