package articles

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode"
)

// Near keeps decoded values in the process. What is kept may go at any time.
type Near interface {
	Get(key string) (any, bool)
	Set(key string, value any)
}

// Far keeps values outside the process, in bytes, for every process. An error
// is one of the cache and never of the look-up: it costs a miss.
type Far interface {
	// Get reads what is kept under a key into v, a pointer.
	Get(ctx context.Context, key string, v any) (found bool, err error)
	Set(ctx context.Context, key string, v any, lifetime time.Duration) error
}

// Level is one of the places where a look-up may be answered.
type Level string

const (
	LevelNear  Level = "process"
	LevelFar   Level = "redis"
	LevelStore Level = "store" // the look-up itself
)

// Effect is how a look-up at a level ended.
type Effect string

const (
	Hit    Effect = "hit"
	Miss   Effect = "miss"
	Failed Effect = "error"
)

// Meter takes note of look-ups.
type Meter interface {
	Looked(kind string, at Level, effect Effect, took time.Duration)
}

// CacheOptions is what a Cache works with. Far may be nil; Meter too.
type CacheOptions struct {
	Near    Near
	Far     Far
	Journal *Journal
	Meter   Meter
	// Lifetime is the age that no value outlives.
	Lifetime time.Duration
	Log      *slog.Logger
	Now      func() time.Time
}

const (
	// refreshAge is the age from which on a value is looked up again behind the
	// scenes when it is asked for.
	refreshAge = 30 * time.Second
	// missingAge is the age that "there is no such thing" does not outlive.
	missingAge = 5 * time.Second
	// behindAtOnce bounds what is looked up behind the scenes at a time: under
	// load there is always something, and those who wait come first.
	behindAtOnce = 1
	// farAtOnce bounds how many values are on their way to the far level.
	farAtOnce = 16
	// behindTime bounds one look-up behind the scenes.
	behindTime = 10 * time.Second
)

// Cache is what all cached look-ups of a process share. Close it at the end.
type Cache struct {
	CacheOptions
	ctx     context.Context //nolint:containedctx // of what goes on behind the scenes, ended by Close
	stop    context.CancelFunc
	running sync.WaitGroup
	refresh chan struct{} // a place for each look-up behind the scenes
	saving  chan struct{} // a place for each value on its way out
}

// NewCache returns a Cache.
func NewCache(o CacheOptions) *Cache {
	c := &Cache{CacheOptions: o, refresh: make(chan struct{}, behindAtOnce), saving: make(chan struct{}, farAtOnce)}
	if c.Meter == nil {
		c.Meter = unmetered{}
	}
	c.ctx, c.stop = context.WithCancel(context.Background())
	return c
}

// Close ends what goes on behind the scenes and waits for it. Nothing may be
// looked up any more.
func (c *Cache) Close() {
	c.stop()
	c.running.Wait()
}

// behind runs f behind the scenes if one of the places is free, and reports
// whether it was. A panic of f ends there.
func (c *Cache) behind(places chan struct{}, f func(context.Context)) bool {
	select {
	case places <- struct{}{}:
	default:
		return false
	}
	c.running.Go(func() {
		defer func() {
			<-places
			if p := recover(); p != nil {
				c.Log.Error("panic behind a cache", "panic", p)
			}
		}()
		ctx, stop := context.WithTimeout(c.ctx, behindTime)
		defer stop()
		f(ctx)
	})
	return true
}

type unmetered struct{}

func (unmetered) Looked(string, Level, Effect, time.Duration) {}

// Key names a value. What is on other shelves has no part in it.
type Key struct {
	Kind    string // which look-up
	Shelves []Shelf
	Rest    string // whatever else the value is a function of
}

// mostKey bounds the part of a key that people type, in bytes.
const mostKey = 200

// String is "topic[*,telegram:42] en china": readable, and different for
// different keys. The common shelf is "*". What would be long, or is no line of
// text, is told by its beginning and a hash: "topic[*]~en china… 3f0a…".
func (k Key) String() string {
	var b strings.Builder
	b.Grow(len(k.Kind) + min(len(k.Rest), mostKey) + 24*len(k.Shelves) + 3)
	b.WriteString(k.Kind)
	b.WriteByte('[')
	for i, s := range k.Shelves {
		if i > 0 {
			b.WriteByte(',')
		}
		if s == Common {
			b.WriteByte('*')
		} else {
			b.WriteString(url.PathEscape(string(s)))
		}
	}
	if plain(k.Rest) {
		b.WriteString("] ")
		b.WriteString(k.Rest)
		return b.String()
	}
	b.WriteString("]~")
	beginning := strings.ToValidUTF8(k.Rest[:min(len(k.Rest), mostKey)], "")
	b.WriteString(strings.Join(strings.FieldsFunc(beginning, unicode.IsControl), " "))
	sum := sha256.Sum256([]byte(k.Rest))
	b.WriteString("… ")
	b.WriteString(hex.EncodeToString(sum[:16]))
	return b.String()
}

// plain reports whether a text is a short line.
func plain(text string) bool {
	if len(text) > mostKey {
		return false
	}
	for i := range len(text) {
		if text[i] < ' ' || text[i] == 0x7f {
			return false
		}
	}
	return true
}

// shared reports whether everybody sees the shelves. What lies on a chat's own
// never leaves the process.
func (k Key) shared() bool {
	for _, s := range k.Shelves {
		if !shared(s) {
			return false
		}
	}
	return true
}

// shared reports whether everybody sees a shelf.
func shared(s Shelf) bool { return s == Common || s == Sample }
