// Package memcache keeps decoded values in the process, up to a number of
// megabytes. How long a value may be served is decided by articles.Cached.
package memcache

import (
	"fmt"
	"math"

	"github.com/maypok86/otter/v2"

	"briefly/articles"
)

// Cache is an articles.Near. Its methods may be called from many goroutines.
type Cache struct{ kept *otter.Cache[string, any] }

var _ articles.Near = (*Cache)(nil)

// perEntry is what keeping a value takes besides the value, in bytes.
const perEntry = 200

// New returns a Cache of so many bytes. What is asked for seldom goes first.
func New(bytes int64) (*Cache, error) {
	kept, err := otter.New(&otter.Options[string, any]{
		MaximumWeight: uint64(max(bytes, 1)),
		Weigher: func(key string, value any) uint32 {
			return uint32(min(perEntry+len(key)+size(value), math.MaxUint32))
		},
	})
	if err != nil {
		return nil, fmt.Errorf("make a cache of %d bytes: %w", bytes, err)
	}
	return &Cache{kept}, nil
}

// Get implements articles.Near.
func (c *Cache) Get(key string) (any, bool) { return c.kept.GetIfPresent(key) }

// Set implements articles.Near.
func (c *Cache) Set(key string, value any) { c.kept.Set(key, value) }

// Bytes is about how much is kept.
func (c *Cache) Bytes() uint64 { return c.kept.WeightedSize() }

// Close ends what the cache does on its own.
func (c *Cache) Close() { c.kept.StopAllGoroutines() }
