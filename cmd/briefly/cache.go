package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"briefly/adapters/memcache"
	"briefly/adapters/rediscache"
	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/bot"
)

// cacheConfig is what is remembered of look-ups, and where.
type cacheConfig struct {
	Redis    string        // its address, which may hold a password; empty: none
	Lifetime time.Duration // nothing is remembered for longer; 0: nothing is at all
	Bytes    int64         // in the process
}

// caches are the two levels of the cache over a store.
type caches struct {
	*articles.Cache                   // nil when nothing is to be remembered
	redis           *rediscache.Cache // nil without Redis
}

// withCaches runs do with the caches over a store, and with whatever keeps them
// fresh.
func (a *app) withCaches(ctx context.Context, store *sqlstore.Store, do func(*caches) error) (err error) {
	c := &caches{}
	if c.redis, err = a.openRedis(ctx, store); err != nil {
		return err
	}
	if c.redis != nil {
		defer func() { err = errors.Join(err, c.redis.Close()) }()
	}
	if a.config.Cache.Lifetime == 0 {
		return do(c)
	}
	near, err := memcache.New(a.config.Cache.Bytes)
	if err != nil {
		return err
	}
	defer near.Close()
	journal, err := a.openJournal(ctx, store)
	if err != nil {
		return err
	}
	options := articles.CacheOptions{
		Near: near, Journal: journal, Meter: a.metrics, Lifetime: a.config.Cache.Lifetime, Log: a.log, Now: a.now,
	}
	if c.redis != nil {
		options.Far = c.redis
		journal.Gone = c.redis.Drop
	}
	a.metrics.Gauge("briefly_cache_bytes", "About how much the process remembers.", func() float64 { return float64(near.Bytes()) })
	c.Cache = articles.NewCache(options)
	defer c.Cache.Close()
	stop := c.keepFresh(ctx, store, a)
	defer stop()
	return do(c)
}

// openJournal opens the journal of a store's changes.
func (a *app) openJournal(ctx context.Context, store *sqlstore.Store) (*articles.Journal, error) {
	journal, err := articles.NewJournal(ctx, store)
	if err != nil {
		return nil, err
	}
	journal.Learned = func(c articles.Change) { a.metrics.Learned(time.Since(c.Made)) }
	a.metrics.Gauge("briefly_changes_unread_seconds", "How long ago the log of changes was last read; caches may be wrong since then.",
		func() float64 { return time.Since(journal.Read()).Seconds() })
	return journal, nil
}

// openRedis opens the far level; nil when none is configured.
func (a *app) openRedis(ctx context.Context, store *sqlstore.Store) (*rediscache.Cache, error) {
	if a.config.Cache.Redis == "" {
		return nil, nil //nolint:nilnil // none is configured
	}
	id, err := store.Identity(ctx)
	if err != nil {
		return nil, err
	}
	c, err := rediscache.Open(rediscache.Options{URL: a.config.Cache.Redis, Store: id, Log: a.log, Failed: a.metrics.RedisFailed})
	if err != nil {
		return nil, usageError{fmt.Errorf("REDIS_URL: %w", err)}
	}
	a.metrics.Gauge("briefly_redis_down", "Whether Redis is left alone: 1, or 0.", func() float64 {
		if c.Down() {
			return 1
		}
		return 0
	})
	return c, nil
}

// keepFresh lets the caches know of every change: of those of this process
// before anybody hears of them, of others' when Redis announces them, and
// otherwise within a second. It returns what ends that.
func (c *caches) keepFresh(ctx context.Context, store *sqlstore.Store, a *app) (stop func()) {
	following, end := context.WithCancel(context.WithoutCancel(ctx))
	var running sync.WaitGroup
	catchUp := func() {
		if err := c.Journal.CatchUp(following); err != nil && following.Err() == nil {
			a.log.Warn("following changes", "error", err)
		}
	}
	store.OnChange(func() {
		catchUp()
		if c.redis != nil {
			c.redis.Announce()
		}
	})
	running.Go(func() { c.Journal.Follow(following, a.log) })
	if c.redis != nil {
		running.Go(func() { c.redis.Listen(following, catchUp) })
	}
	return func() {
		store.OnChange(nil)
		end()
		running.Wait()
	}
}

// limiter bounds how much is asked: in all processes together when they share
// a Redis.
func (c *caches) limiter(now func() time.Time) bot.Limiter {
	own := bot.NewLimits(now)
	if c.redis == nil {
		return own
	}
	return rediscache.NewLimits(c.redis, own, now)
}

// parseLifetime reads "10m"; "0" is not at all.
func parseLifetime(v string) (time.Duration, error) {
	if v == "0" {
		return 0, nil
	}
	d, err := time.ParseDuration(v)
	if err != nil || d < time.Second || d > 24*time.Hour {
		return 0, errors.New(`want a time from 1s to 24h such as "10m", or "0" to remember nothing`)
	}
	return d, nil
}

// parseMegabytes reads a number of megabytes, and returns bytes.
func parseMegabytes(v string) (int64, error) {
	n, err := strconv.ParseInt(v, 10, 32)
	if err != nil || n < 1 || n > 100_000 {
		return 0, errors.New("want a number of megabytes from 1 to 100000")
	}
	return n << 20, nil
}
