// Package httpd is the one HTTP server of the program: /healthz, and whatever
// other adapters mount, such as webhooks. It knows of none of them.
package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Bounds on what a client may do to the server.
const (
	headerTime  = 5 * time.Second
	readTime    = 15 * time.Second
	writeTime   = 60 * time.Second
	idleTime    = 2 * time.Minute
	headerBytes = 64 << 10
	checkTime   = 2 * time.Second // for all checks of /healthz together
	drainTime   = 5 * time.Second // for requests that are under way at the end
)

// Check says whether a part of the program works.
type Check struct {
	Name string // shown to whoever asks
	Run  func(context.Context) error
}

// Server is the server. Handlers may be mounted while it runs.
type Server struct {
	address string
	log     *slog.Logger
	checks  []Check
	mux     *http.ServeMux
}

// New returns a server for an address such as ":8080" or "127.0.0.1:8080".
func New(address string, log *slog.Logger, checks ...Check) *Server {
	s := &Server{address: address, log: log, checks: checks, mux: http.NewServeMux()}
	s.Handle("GET /healthz", http.HandlerFunc(s.health))
	return s
}

// Handle mounts a handler at a pattern of http.ServeMux.
func (s *Server) Handle(pattern string, h http.Handler) { s.mux.Handle(pattern, h) }

// Run serves until the context ends, and then finishes what is under way.
func (s *Server) Run(ctx context.Context) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.address)
	if err != nil {
		return fmt.Errorf("serve HTTP: %w", err)
	}
	return s.serve(ctx, listener)
}

func (s *Server) serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler: s.mux, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime,
		IdleTimeout: idleTime, MaxHeaderBytes: headerBytes, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	s.log.InfoContext(ctx, "serving HTTP", "address", listener.Addr().String())
	select {
	case err := <-ended:
		return fmt.Errorf("serve HTTP: %w", err)
	case <-ctx.Done():
	}
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer stop()
	err := server.Shutdown(last)
	if err != nil {
		err = errors.Join(err, server.Close())
	}
	<-ended //nolint:errcheck // it is http.ErrServerClosed
	if err != nil {
		return fmt.Errorf("stop serving HTTP: %w", err)
	}
	return nil
}

// health answers "ok" when every check passes, and otherwise 503 with the names
// of those that do not; why is for the log.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	ctx, stop := context.WithTimeout(r.Context(), checkTime)
	defer stop()
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	failed := ""
	for _, c := range s.checks {
		if err := c.Run(ctx); err != nil {
			s.log.WarnContext(ctx, "a health check fails", "check", c.Name, "error", err)
			failed += c.Name + " fails\n"
		}
	}
	if failed != "" {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprint(w, failed) //nolint:errcheck // who asked has gone
		return
	}
	fmt.Fprintln(w, "ok")
}
