package main

import (
	"context"
	"time"

	"briefly/adapters/httpd"
	"briefly/adapters/sqlstore"
)

// newServer is the HTTP server, which answers for the health of the store. It is
// made before the chats run, so that it sees what an earlier process left.
func (a *app) newServer(ctx context.Context, store *sqlstore.Store) *httpd.Server {
	web := httpd.New(a.config.HTTP, a.log, httpd.Check{Name: "database", Run: func(ctx context.Context) error {
		_, err := store.Empty(ctx)
		return err
	}})
	waiting := func() (int, time.Time) {
		ctx, stop := context.WithTimeout(context.Background(), time.Second)
		defer stop()
		n, since, err := store.Inboxed(ctx)
		if err != nil {
			a.log.Warn("counting waiting updates", "error", err)
		}
		return n, since
	}
	left, err := store.InboxedChats(ctx)
	if err != nil {
		a.log.Warn("counting what was left unanswered", "error", err)
	}
	a.metrics.Add("briefly_inbox_repeats_total", "Answers that may have come twice: each of another chat, left by an earlier process without a note.", left)
	a.metrics.Gauge("briefly_inbox_updates", "Updates that wait to be answered.", func() float64 {
		n, _ := waiting()
		return float64(n)
	})
	a.metrics.Gauge("briefly_inbox_lag_seconds", "For how long the oldest waiting update has waited.", func() float64 {
		_, since := waiting()
		if since.IsZero() {
			return 0
		}
		return a.now().Sub(since).Seconds()
	})
	web.Handle("GET /metrics", a.metrics.Handler())
	return web
}
