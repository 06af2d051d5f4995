package rediscache

import (
	"context"
	"fmt"
	"time"
)

// lateSets is for how long another process may still keep what it looked up
// before it knew of a change.
const lateSets = 3 * time.Second

// Drop drops every value of the store, so that nothing of what was removed from
// it stays readable in Redis: none of them would be served any more anyway. It
// does not wait; while Redis does not answer, what it holds stays until Redis
// does, or until its lifetime ends.
func (c *Cache) Drop() {
	select {
	case c.drops <- struct{}{}:
	default:
	}
}

// dropping drops what is kept when it is told to, until the context ends: at
// once, and again when no process keeps anything from before.
func (c *Cache) dropping(ctx context.Context) {
	pause := func(d time.Duration) {
		select {
		case <-ctx.Done():
		case <-time.After(d):
		}
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.drops:
		}
		for range 2 {
			for c.drop(ctx) != nil && ctx.Err() == nil {
				pause(probeEvery)
			}
			pause(lateSets)
		}
	}
}

// drop drops what is kept, some keys at a time, so that Redis is held up by none
// of it. What counts how much is asked stays.
func (c *Cache) drop(ctx context.Context) error {
	const some = 500
	lookups := c.prefix + `*\[*`
	var cursor uint64
	for {
		var keys []string
		err := c.do(ctx, func() (err error) {
			keys, cursor, err = c.client.Scan(ctx, cursor, lookups, some).Result()
			return err
		})
		if err != nil {
			return fmt.Errorf("list what is kept: %w", err)
		}
		if len(keys) > 0 {
			if err := c.do(ctx, func() error { return c.client.Unlink(ctx, keys...).Err() }); err != nil {
				return fmt.Errorf("drop what is kept: %w", err)
			}
		}
		if cursor == 0 {
			return nil
		}
	}
}
