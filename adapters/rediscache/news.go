package rediscache

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

// Changes are announced to the other processes so that they look into the
// store's log at once. An announcement that is lost costs them a second: they
// look then anyway.

// Announce tells the other processes that something has changed. It does not
// wait; many announcements at once become one.
func (c *Cache) Announce() {
	select {
	case c.news <- struct{}{}:
	default:
	}
}

// announce sends announcements until the context ends.
func (c *Cache) announce(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.news:
		}
		c.do(ctx, func() error { return c.client.Publish(ctx, c.channel(), "").Err() }) //nolint:errcheck // counted and logged
	}
}

func (c *Cache) channel() string { return c.prefix + "changes" }

// Listen calls heard after announcements until the context ends, whatever
// becomes of Redis.
func (c *Cache) Listen(ctx context.Context, heard func()) {
	for ctx.Err() == nil {
		if !c.Down() {
			c.listen(ctx, heard)
		}
		select {
		case <-ctx.Done():
		case <-time.After(probeEvery):
		}
	}
}

// listen listens until the connection is lost.
func (c *Cache) listen(ctx context.Context, heard func()) {
	const quiet = 5 * time.Second // after which the connection is looked at
	sub := c.client.Subscribe(ctx, c.channel())
	defer sub.Close()                                      //nolint:errcheck // it only listened
	stop := context.AfterFunc(ctx, func() { sub.Close() }) //nolint:errcheck // it only listened
	defer stop()
	pinged := false
	for ctx.Err() == nil {
		message, err := sub.ReceiveTimeout(ctx, quiet)
		if err != nil {
			if pinged || sub.Ping(ctx) != nil {
				return
			}
			pinged = true
			continue
		}
		pinged = false
		if _, pong := message.(*redis.Pong); !pong {
			heard() // a subscription too: something may have been missed before
		}
	}
}
