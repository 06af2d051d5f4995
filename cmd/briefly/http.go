package main

import (
	"context"

	"briefly/adapters/httpd"
	"briefly/adapters/sqlstore"
)

// newServer is the HTTP server, which answers for the health of the store.
func (a *app) newServer(store *sqlstore.Store) *httpd.Server {
	web := httpd.New(a.config.HTTP, a.log, httpd.Check{Name: "database", Run: func(ctx context.Context) error {
		_, err := store.Empty(ctx)
		return err
	}})
	web.Handle("GET /metrics", a.metrics.Handler())
	return web
}
