package httpd

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start runs a server on a port of its own; stop ends it and returns its error.
func start(t *testing.T, s *Server) (url string, stop func() error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.serve(ctx, listener) }()
	stop = func() error { cancel(); return <-done }
	t.Cleanup(cancel)
	return "http://" + listener.Addr().String(), stop
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	reply, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply.StatusCode, string(body)
}

func TestHealth(t *testing.T) {
	var trouble error
	s := New("", slog.New(slog.DiscardHandler), Check{"database", func(context.Context) error { return trouble }})
	url, stop := start(t, s)
	if code, body := get(t, url+"/healthz"); code != http.StatusOK || body != "ok\n" {
		t.Errorf("%d %q", code, body)
	}
	trouble = errors.New("postgres://user:canary@host is down")
	if code, body := get(t, url+"/healthz"); code != http.StatusServiceUnavailable || body != "database fails\n" {
		t.Errorf("%d %q", code, body)
	}
	if code, _ := get(t, url+"/nothing"); code != http.StatusNotFound {
		t.Errorf("an unknown path: %d", code)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// TestDrains holds that a request that is under way at the end is finished, and
// that handlers can be mounted while the server runs.
func TestDrains(t *testing.T) {
	s := New("", slog.New(slog.DiscardHandler))
	url, stop := start(t, s)
	began, finish := make(chan struct{}), make(chan struct{})
	s.Handle("/slow", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(began)
		<-finish
		_, _ = io.WriteString(w, "done")
	}))
	answered := make(chan string, 1)
	go func() {
		_, body := get(t, url+"/slow")
		answered <- body
	}()
	<-began
	time.AfterFunc(50*time.Millisecond, func() { close(finish) })
	if err := stop(); err != nil {
		t.Error(err)
	}
	if body := <-answered; body != "done" {
		t.Errorf("answered %q", body)
	}
}

func TestAddressInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	err = New(taken.Addr().String(), slog.New(slog.DiscardHandler)).Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), taken.Addr().String()) {
		t.Errorf("error %v does not name the address", err)
	}
}
