// Package rediscache keeps values in Redis, for every process: the far level of
// the cache, the news that something has changed, and shared limits on asking.
// Redis may be slow, full, frozen or gone at any moment: every call then fails
// within a few milliseconds, and after a few failures at once, until Redis
// answers a probe that no user waits for. Nothing true lives only there.
package rediscache

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
	"github.com/sony/gobreaker/v2"

	"briefly/articles"
)

const (
	// patience is how long Redis may take to do anything.
	patience = 20 * time.Millisecond
	// failures in a row after which Redis is left alone.
	failures = 3
	// probeEvery is how often Redis is asked whether it is back; probeSeldom, how
	// often at least when it did not stay for long: until it is calm.
	probeEvery, probeSeldom, calm = time.Second, 4 * time.Second, 10 * time.Second
	// mostBytes bounds a value: what is larger may take longer than patience lasts.
	mostBytes = 256 << 10
	// logEvery is how often trouble with Redis is logged.
	logEvery = time.Minute
)

// ErrDown is returned at once while Redis is left alone.
var ErrDown = errors.New("redis is not answering")

// Options says which Redis to use.
type Options struct {
	URL   string // redis://, rediss:// or unix://; it may hold a password
	Store string // tells this store's values from another's, in letters and digits
	Log   *slog.Logger
	// Failed is called for each error; nil when nobody counts them.
	Failed func()
}

// Cache is an articles.Far. Its methods may be called from many goroutines.
type Cache struct {
	Options
	client  *redis.Client
	codec   *codec
	breaker *gobreaker.CircuitBreaker[struct{}]
	prefix  string // of every key

	news    chan struct{} // something is to be announced
	drops   chan struct{} // what is kept is to be dropped
	logged  atomic.Int64  // when trouble was logged last, in Unix nanoseconds
	stop    context.CancelFunc
	running sync.WaitGroup
}

var _ articles.Far = (*Cache)(nil)

// Open returns a Cache; Redis need not be there. Close it at the end. The error
// does not show the URL.
func Open(o Options) (*Cache, error) {
	settings, err := parse(o.URL)
	if err != nil {
		return nil, err
	}
	codec, err := newCodec()
	if err != nil {
		return nil, err
	}
	redis.SetLogger(logger{o.Log}) // the library knows no logger of one client
	c := &Cache{Options: o, client: redis.NewClient(settings), codec: codec, prefix: "briefly:v1:" + o.Store + ":", news: make(chan struct{}, 1), drops: make(chan struct{}, 1)}
	c.breaker = gobreaker.NewCircuitBreaker[struct{}](gobreaker.Settings{
		Name: "redis", Timeout: probeEvery / 2,
		ReadyToTrip:  func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= failures },
		IsSuccessful: answered,
		IsExcluded:   func(err error) bool { return errors.Is(err, context.Canceled) },
	})
	ctx, stop := context.WithCancel(context.Background())
	c.stop = stop
	c.running.Go(func() { c.probe(ctx) })
	c.running.Go(func() { c.announce(ctx) })
	c.running.Go(func() { c.dropping(ctx) })
	return c, nil
}

// parse reads a URL. go-redis would wait for seconds by itself.
func parse(address string) (*redis.Options, error) {
	s, err := redis.ParseURL(address)
	if err != nil { // it shows the address, and with it the password
		return nil, errors.New("want redis://user:password@host:port/number, rediss://… or unix:///path?db=number")
	}
	s.DialTimeout, s.ReadTimeout, s.WriteTimeout, s.PoolTimeout = patience, patience, patience, patience
	s.MaxRetries, s.DialerRetries = -1, 1
	s.ContextTimeoutEnabled = true
	s.DisableIdentity = true
	s.Protocol = 2
	s.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	return s, nil
}

// Check reports whether an address can be used; empty is none.
func Check(address string) error {
	if address == "" {
		return nil
	}
	_, err := parse(address)
	return err
}

// answered reports whether Redis did its part: it has no such key, it is full
// and still reads, or somebody else has put something under the key.
func answered(err error) bool {
	return err == nil || errors.Is(err, redis.Nil) || redis.HasErrorPrefix(err, "OOM") ||
		redis.HasErrorPrefix(err, "READONLY") || redis.HasErrorPrefix(err, "WRONGTYPE")
}

// Close ends what the cache does on its own.
func (c *Cache) Close() error {
	c.stop()
	c.running.Wait()
	if err := c.client.Close(); err != nil {
		return fmt.Errorf("close redis: %w", err)
	}
	return nil
}

// probe asks Redis whether it is back, so that no user has to wait for that. One
// that comes back and fails again before long, because it answers nothing but
// this, is asked less and less often: each return costs a few users a wait.
func (c *Cache) probe(ctx context.Context) {
	pause, back := probeEvery, time.Time{}
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		if !c.Down() {
			continue
		}
		_, err := c.breaker.Execute(func() (struct{}, error) { return struct{}{}, c.client.Ping(ctx).Err() })
		switch {
		case err != nil || time.Since(back) > calm:
			pause = probeEvery
		default:
			pause = min(2*pause, probeSeldom)
		}
		if err == nil {
			back = time.Now()
		}
	}
}

// Down reports whether Redis is left alone.
func (c *Cache) Down() bool { return c.breaker.State() != gobreaker.StateClosed }

// do runs one command. Its error is counted and logged once in a while; that
// there is no such key is none of them.
func (c *Cache) do(ctx context.Context, command func() error) error {
	if c.Down() {
		return c.failed(ctx, ErrDown)
	}
	_, err := c.breaker.Execute(func() (struct{}, error) { return struct{}{}, command() })
	if err == nil || errors.Is(err, redis.Nil) {
		return err
	}
	return c.failed(ctx, err)
}

// failed counts and logs an error.
func (c *Cache) failed(ctx context.Context, err error) error {
	if c.Failed != nil {
		c.Failed()
	}
	now, last := time.Now().UnixNano(), c.logged.Load()
	if now-last > int64(logEvery) && ctx.Err() == nil && c.logged.CompareAndSwap(last, now) {
		c.Log.WarnContext(ctx, "redis fails; going on without it", "error", err)
	}
	return fmt.Errorf("redis: %w", err)
}

// Get implements articles.Far. What another version wrote is not there, nor what
// was not written under this key.
func (c *Cache) Get(ctx context.Context, key string, v any) (found bool, err error) {
	var data []byte
	err = c.do(ctx, func() (err error) {
		data, err = c.client.Get(ctx, c.prefix+key).Bytes()
		return err
	})
	if errors.Is(err, redis.Nil) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	err = c.codec.decode(key, data, v)
	if errors.Is(err, errOther) {
		return false, nil
	}
	if err != nil {
		return false, c.failed(ctx, err)
	}
	return true, nil
}

// Set implements articles.Far. Values of more than 256 KB are not kept.
func (c *Cache) Set(ctx context.Context, key string, v any, lifetime time.Duration) error {
	data, err := c.codec.encode(key, v)
	if err != nil {
		return c.failed(ctx, err)
	}
	if len(data) > mostBytes {
		return nil
	}
	return c.do(ctx, func() error { return c.client.Set(ctx, c.prefix+key, data, lifetime).Err() })
}

// logger takes what go-redis would write to standard error. What matters of it
// comes back as errors too.
type logger struct{ *slog.Logger }

// Printf implements the library's logger.
func (l logger) Printf(ctx context.Context, format string, v ...any) {
	if l.Enabled(ctx, slog.LevelDebug) {
		l.DebugContext(ctx, "go-redis", "message", strings.TrimSpace(fmt.Sprintf(format, v...)))
	}
}
