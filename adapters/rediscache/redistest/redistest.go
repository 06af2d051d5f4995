// Package redistest runs real Redis servers for tests, each on a port and with
// memory of its own, and does to them what happens to servers.
package redistest

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// startTime bounds how long a server may take to answer first.
const startTime = 10 * time.Second

// Server is a Redis server of a test.
type Server struct {
	Addr    string
	t       testing.TB
	args    []string
	process *exec.Cmd
	stopped chan struct{} // closed when the process has ended
}

// Start starts a server with more arguments for it; it ends with the test.
// Without redis-server the test is skipped.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Skip("no redis-server")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Addr: addr, t: t, args: append([]string{
		"--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir(),
	}, args...)}
	t.Cleanup(s.Kill)
	s.Again()
	return s
}

// URL is the server's address as the setting takes it, with a password when
// there is one.
func (s *Server) URL(password string) string {
	if password != "" {
		password = ":" + password + "@"
	}
	return "redis://" + password + s.Addr
}

// Again starts the server after it was killed, and waits until it answers.
func (s *Server) Again() {
	s.t.Helper()
	s.Launch()
	deadline := time.Now().Add(startTime)
	for {
		conn, err := net.DialTimeout("tcp", s.Addr, time.Second)
		if err == nil {
			conn.Close() //nolint:errcheck // it was only opened
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("redis-server does not start: %v", err)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// Launch starts the server without waiting for it.
func (s *Server) Launch() {
	s.t.Helper()
	s.process = exec.Command("redis-server", s.args...) //nolint:gosec // arguments of the test itself
	if err := s.process.Start(); err != nil {
		s.t.Fatal(err)
	}
	stopped := make(chan struct{})
	s.stopped = stopped
	go func(p *exec.Cmd) {
		p.Wait() //nolint:errcheck // it is killed
		close(stopped)
	}(s.process)
}

// Pause freezes the server: it keeps its connections and says nothing.
func (s *Server) Pause() { s.signal(syscall.SIGSTOP) }

// Resume lets a frozen server go on.
func (s *Server) Resume() { s.signal(syscall.SIGCONT) }

// Kill ends the server at once.
func (s *Server) Kill() {
	if s.process == nil {
		return
	}
	s.process.Process.Kill() //nolint:errcheck // it may have ended
	<-s.stopped
}

func (s *Server) signal(x syscall.Signal) {
	s.t.Helper()
	if err := s.process.Process.Signal(x); err != nil {
		s.t.Fatal(err)
	}
}

// Client is a plain client of the server.
func (s *Server) Client(password string) *redis.Client {
	s.t.Helper()
	c := redis.NewClient(&redis.Options{Addr: s.Addr, Password: password, Protocol: 2})
	s.t.Cleanup(func() { c.Close() }) //nolint:errcheck // the test is over
	return c
}

// Do runs a command on the server.
func (s *Server) Do(ctx context.Context, args ...any) {
	s.t.Helper()
	if err := s.Client("").Do(ctx, args...).Err(); err != nil {
		s.t.Fatal(fmt.Errorf("%v: %w", args, err))
	}
}
