package articles

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Lookup finds a value and says what it depends on.
type Lookup[V any] func(ctx context.Context) (V, []Tag, error)

// Kept is a value as the far level keeps it.
type Kept[V any] struct {
	Value   V
	Missing bool  // there is no such thing
	Seq     int64 // the last change that was known before it was looked up
	Mark    int64 // of that change
	Tags    []Tag // what it depends on
	Made    time.Time
}

// entry is a value as the near level keeps it.
type entry[V any] struct {
	Kept[V]
	checked    atomic.Int64 // the last change after which it was found untouched
	refreshing atomic.Bool
}

// Cached remembers the values of one kind of look-up. Values are shared: whoever
// gets one must not change what it points to. A value is served while nothing
// that it depends on has changed, and looked up again behind the scenes once it
// has reached a certain age. Of many who ask for the same value at once, one
// looks it up. What goes wrong with the cache costs a look-up and nothing else.
type Cached[V any] struct {
	*Cache
	kind    string
	mu      sync.Mutex
	flights map[string]*flight[V]
}

// flight is a look-up that others may be waiting for.
type flight[V any] struct {
	done  chan struct{}
	found *entry[V] // nil when it failed
	err   error
	alone bool // it ended for a reason of its own: the others try again
}

// NewCached returns a Cached for a kind of look-up.
func NewCached[V any](c *Cache, kind string) *Cached[V] {
	return &Cached[V]{Cache: c, kind: kind, flights: map[string]*flight[V]{}}
}

// Get returns the value of a key on some shelves, by looking it up if need be.
// An error of the look-up is returned as it is; of errors, only ErrNotFound is
// remembered, and that briefly.
func (c *Cached[V]) Get(ctx context.Context, shelves []Shelf, rest string, look Lookup[V]) (V, error) {
	key := Key{Kind: c.kind, Shelves: shelves, Rest: rest}
	name := key.String()
	start := time.Now()
	if e, ok := c.near(name); ok {
		c.Meter.Looked(c.kind, LevelNear, Hit, time.Since(start))
		c.age(key, name, e, look)
		return e.get()
	}
	c.Meter.Looked(c.kind, LevelNear, Miss, time.Since(start))
	return c.join(ctx, key, name, look)
}

func (e *entry[V]) get() (V, error) {
	if e.Missing {
		return e.Value, ErrNotFound
	}
	return e.Value, nil
}

// near is what the process knows under a name and may be served.
func (c *Cached[V]) near(name string) (*entry[V], bool) {
	v, ok := c.Near.Get(name)
	if !ok {
		return nil, false
	}
	e, ok := v.(*entry[V])
	return e, ok && c.valid(e)
}

// valid reports whether an entry may be served.
func (c *Cached[V]) valid(e *entry[V]) bool {
	if age := c.Now().Sub(e.Made); age >= c.life(e) || age < -missingAge { // clocks differ
		return false
	}
	now := c.Journal.seq.Load()
	if e.checked.Load() == now {
		return true
	}
	if !c.Journal.untouched(e.Seq, e.Tags) {
		return false
	}
	e.checked.Store(now)
	return true
}

// age looks an entry up again behind the scenes when it is old.
func (c *Cached[V]) age(key Key, name string, e *entry[V], look Lookup[V]) {
	if c.Now().Sub(e.Made) < refreshAge || e.refreshing.Swap(true) {
		return
	}
	if !c.behind(c.refresh, func(ctx context.Context) {
		defer e.refreshing.Store(false)
		if _, err := c.look(ctx, key, name, look); err != nil && ctx.Err() == nil {
			c.Log.WarnContext(ctx, "refreshing what is cached", "kind", c.kind, "error", err)
		}
	}) {
		e.refreshing.Store(false)
	}
}

// join looks a value up, or waits for somebody who is doing so.
func (c *Cached[V]) join(ctx context.Context, key Key, name string, look Lookup[V]) (V, error) {
	known := c.Journal.seq.Load()
	for {
		c.mu.Lock()
		f, ok := c.flights[name]
		if !ok {
			f = &flight[V]{done: make(chan struct{})}
			c.flights[name] = f
			c.mu.Unlock()
			return c.lead(ctx, f, key, name, look)
		}
		c.mu.Unlock()
		select {
		case <-ctx.Done():
			var none V
			return none, fmt.Errorf("wait for %s: %w", c.kind, ctx.Err())
		case <-f.done:
			// What began before a change that was known when this was asked is looked
			// up anew. What has changed since costs nobody who waits another look-up:
			// there would be no end to it while much is added.
			if f.found != nil && (f.found.Seq >= known || c.valid(f.found)) {
				return f.found.get()
			}
			if f.found == nil && !f.alone {
				var none V
				return none, f.err
			}
		}
	}
}

// errPanic is what those get who waited for a look-up that panicked.
var errPanic = errors.New("the look-up panicked")

// lead looks a value up for everybody who waits for it.
func (c *Cached[V]) lead(ctx context.Context, f *flight[V], key Key, name string, look Lookup[V]) (V, error) {
	f.err = fmt.Errorf("look up %s: %w", c.kind, errPanic)
	defer func() {
		f.alone = f.err != nil && ctx.Err() != nil
		c.mu.Lock()
		delete(c.flights, name)
		c.mu.Unlock()
		close(f.done)
	}()
	f.found, f.err = c.find(ctx, key, name, look)
	if f.err != nil {
		var none V
		return none, f.err
	}
	return f.found.get()
}

// find asks one level after the other.
func (c *Cached[V]) find(ctx context.Context, key Key, name string, look Lookup[V]) (*entry[V], error) {
	if e, ok := c.near(name); ok { // found by whoever led before
		return e, nil
	}
	if e, ok := c.far(ctx, key, name); ok {
		c.Near.Set(name, e)
		c.age(key, name, e, look)
		return e, nil
	}
	return c.look(ctx, key, name, look)
}

// far is what other processes may know.
func (c *Cached[V]) far(ctx context.Context, key Key, name string) (*entry[V], bool) {
	if c.Far == nil || !key.shared() {
		return nil, false
	}
	start := time.Now()
	e := &entry[V]{}
	found, err := c.Far.Get(ctx, name, &e.Kept)
	effect := Miss
	switch {
	case err != nil:
		effect = Failed
	case found && c.Journal.ours(e.Seq, e.Mark) && c.valid(e):
		effect = Hit
	}
	c.Meter.Looked(c.kind, LevelFar, effect, time.Since(start))
	return e, effect == Hit
}

// look looks a value up and keeps it.
func (c *Cached[V]) look(ctx context.Context, key Key, name string, look Lookup[V]) (*entry[V], error) {
	e := &entry[V]{}
	e.Seq, e.Mark = c.Journal.last()
	e.Made = c.Now()
	start := time.Now()
	value, tags, err := look(ctx)
	e.Missing = errors.Is(err, ErrNotFound)
	effect := Hit
	switch {
	case e.Missing:
		effect = Miss
	case err != nil:
		effect = Failed
	}
	c.Meter.Looked(c.kind, LevelStore, effect, time.Since(start))
	if effect == Failed {
		return nil, err
	}
	e.Value, e.Tags = value, tags
	for _, s := range key.Shelves {
		e.Tags = append(e.Tags, wholeTag(s))
	}
	c.Near.Set(name, e)
	c.save(key, name, e)
	return e, nil
}

// life is the age that an entry does not outlive.
func (c *Cached[V]) life(e *entry[V]) time.Duration {
	if e.Missing {
		return min(c.Lifetime, missingAge)
	}
	return c.Lifetime
}

// save sends an entry to the far level, unless too many are on their way.
func (c *Cached[V]) save(key Key, name string, e *entry[V]) {
	if c.Far == nil || !key.shared() {
		return
	}
	c.behind(c.saving, func(ctx context.Context) {
		start := time.Now()
		if err := c.Far.Set(ctx, name, &e.Kept, c.life(e)); err != nil {
			c.Meter.Looked(c.kind, LevelFar, Failed, time.Since(start))
		}
	})
}
