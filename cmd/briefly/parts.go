package main

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"briefly/adapters/jobs"
	"briefly/adapters/sqlstore"
	"briefly/articles/ingest"
)

// part is something that serve runs beside the others: a chat, the HTTP server,
// work that is done in the background. run blocks until ctx ends and everything
// taken is drained.
type part struct {
	name string // for errors
	run  func(ctx context.Context) error
}

// background is what runs beside the chats, and beside the terminal chat when
// that is all there is.
func (a *app) background(ctx context.Context, store *sqlstore.Store, f *ingest.Feeds) ([]part, error) {
	runner, err := jobs.New(ctx, jobs.Options{
		DB: store.Writer(), Claimer: store, Visitor: f, Log: a.log, Now: a.now,
	})
	if err != nil {
		return nil, err
	}
	return []part{{"jobs", runner.Run}}, nil
}

// together runs parts side by side until ctx ends or one of them does, whether
// it failed or is done, and waits until all have drained.
func together(ctx context.Context, parts []part) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var running errgroup.Group
	for _, p := range parts {
		running.Go(func() error {
			defer stop()
			err := p.run(ctx)
			if err == nil || ctx.Err() != nil && errors.Is(err, ctx.Err()) {
				return nil // done, or asked to end
			}
			return fmt.Errorf("%s: %w", p.name, err)
		})
	}
	return running.Wait()
}
