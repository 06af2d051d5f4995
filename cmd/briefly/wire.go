package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"

	"briefly/adapters/fetch"
	"briefly/adapters/sandbox"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/briefing"
	"briefly/articles/ingest"
	"briefly/articles/sample"
	"briefly/articles/search"
	"briefly/articles/stories"
	"briefly/articles/summarize"
	"briefly/bot"
)

// withStore runs do over the data file and closes it.
func (a *app) withStore(ctx context.Context, do func(*sqlstore.Store) error) (err error) {
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return do(store)
}

// ingester is the way into a store. What is only to be stored needs neither
// reader nor fetcher.
func (a *app) ingester(store *sqlstore.Store, reader ingest.Reader, fetcher ingest.Fetcher) *ingest.Ingester {
	return ingest.New(ingest.Options{
		Reader: reader, Fetcher: fetcher, Summarizer: summarize.New(), Grouper: stories.New(store),
		Writer: store, Links: store, Now: a.now,
	})
}

// feeds is what reads feeds into a store.
func (a *app) feeds(store *sqlstore.Store, in *ingest.Ingester) *ingest.Feeds {
	return ingest.NewFeeds(in, ingest.FeedOptions{Store: store, Log: a.log, Random: rand.Float64})
}

// withIngester runs do with all of the way in: the network, and what reads
// documents and feeds.
func (a *app) withIngester(store *sqlstore.Store, do func(*ingest.Ingester, *ingest.Feeds) error) error {
	fetcher, err := fetch.New(a.config.Fetch)
	if err != nil {
		return usageError{fmt.Errorf("FETCH_ALLOW: %w", err)}
	}
	return a.withReader(func(reader *sandbox.Pool) error {
		in := a.ingester(store, reader, fetcher)
		return do(in, a.feeds(store, in))
	})
}

// withBot runs do with the bot over the data file. An empty store gets the
// sample edition first.
func (a *app) withBot(ctx context.Context, do func(*bot.Bot, *sqlstore.Store, *ingest.Feeds) error) error {
	return a.withStore(ctx, func(store *sqlstore.Store) error {
		return a.withIngester(store, func(in *ingest.Ingester, f *ingest.Feeds) error {
			if err := a.loadSample(ctx, store, in); err != nil {
				return err
			}
			return a.withCaches(ctx, store, func(c *caches) error {
				return a.withRefresher(ctx, in, func(r bot.Refresher) error {
					return do(a.newBot(store, in, f, r, c.limiter(a.now), c), store, f)
				})
			})
		})
	})
}

// withRefresher runs do with what reads known pages again, which ends with it.
func (a *app) withRefresher(ctx context.Context, in *ingest.Ingester, do func(bot.Refresher) error) error {
	r := ingest.NewRefresher(in, a.log)
	ctx, stop := context.WithCancel(ctx)
	var run sync.WaitGroup
	run.Go(func() { r.Run(ctx) })
	defer run.Wait()
	defer stop()
	return do(r)
}

// newBot is the core over a store and its caches.
func (a *app) newBot(store *sqlstore.Store, in *ingest.Ingester, f *ingest.Feeds, r bot.Refresher, limiter bot.Limiter, c *caches) *bot.Bot {
	searcher := search.New(store)
	briefer := briefing.New(store, searcher, summarize.New())
	o := bot.Options{
		Library:    store,
		Briefer:    briefer,
		Searcher:   searcher,
		Summarizer: summarize.New(),
		Links:      store,
		Adder:      in,
		Refresher:  r,
		Remover:    store,
		Feeder:     feeder{f},
		Feeds:      store,
		Views:      store,
		Traces:     store,
		Limiter:    limiter,
		Allow:      a.config.Allow,
		Log:        a.log,
		Now:        a.now,
	}
	if a.metrics != nil {
		o.Answered, o.Waited = a.metrics.Answered, a.metrics.Waited
	}
	if c.Cache != nil {
		o.Library = articles.NewCachedLibrary(store, c.Cache)
		o.Briefer = briefing.NewCached(briefer, c.Cache)
		o.Searcher = search.NewCached(searcher, c.Cache)
	}
	return bot.New(o)
}

// feeder adds feeds for people who wait for an answer: what brings articles by
// itself brings the first ones, too.
type feeder struct{ *ingest.Feeds }

// Add implements bot.Feeder.
func (f feeder) Add(ctx context.Context, r ingest.FeedRequest) (ingest.FeedSeen, error) {
	seen, err := f.Feeds.Add(ctx, r)
	if err != nil || !seen.Fresh {
		return seen, err
	}
	return seen, f.Leave(ctx, seen)
}

// loadSample fills an empty store.
func (a *app) loadSample(ctx context.Context, store *sqlstore.Store, in *ingest.Ingester) error {
	empty, err := store.Empty(ctx)
	if err != nil || !empty {
		return err
	}
	edition, err := sample.Edition(a.now())
	if err != nil {
		return fmt.Errorf("read the sample edition: %w", err)
	}
	for _, x := range edition {
		x.Shelf = articles.Sample
		if _, err := in.Store(ctx, x); err != nil {
			return fmt.Errorf("store the sample edition: %w", err)
		}
	}
	return nil
}
