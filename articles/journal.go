package articles

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Journal follows a store's log of changes for the caches of one process: it
// knows what was touched lately, and on which shelves anything lies at all. Its
// methods may be called from many goroutines.
type Journal struct {
	// Learned is called with each change that was read from the log one by one;
	// nil when nobody wants to know. It is set before anything is read.
	Learned func(Change)
	// Gone is called when something on a shelf that everybody sees may have
	// gone; nil as above.
	Gone func()

	log     ChangeLog
	reading sync.Mutex // held by whoever reads the log
	seq     atomic.Int64
	read    atomic.Int64 // when the log was last read, in Unix nanoseconds

	mu sync.RWMutex
	// floor is the change from which on everything is known: what was touched
	// last by an earlier one is not.
	floor, next   int64            // next is the floor once older is let go
	recent, older map[uint64]int64 // the last change that touched what a tag is of
	marks         map[int64]int64  // of the changes from the floor on
	filled        map[Shelf]bool
}

// tagsKept bounds how many tags each half of a journal's memory holds: about
// 30 bytes each, and a thousand articles.
const tagsKept = 150_000

// pollEvery is how often the log is read when nobody says that it has grown.
const pollEvery = time.Second

// NewJournal opens a journal of a store.
func NewJournal(ctx context.Context, log ChangeLog) (*Journal, error) {
	j := &Journal{log: log, recent: map[uint64]int64{}, older: map[uint64]int64{}, filled: map[Shelf]bool{}}
	// What changes between the two readings is read again: it is known twice.
	now, err := log.Changes(ctx, 0)
	if err != nil {
		return nil, fmt.Errorf("open the journal: %w", err)
	}
	if err := j.restart(ctx, now); err != nil {
		return nil, fmt.Errorf("open the journal: %w", err)
	}
	return j, nil
}

// restart forgets everything known and goes on after the last change.
func (j *Journal) restart(ctx context.Context, now Changes) error {
	filled, err := j.log.Filled(ctx)
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	clear(j.recent)
	clear(j.older)
	j.fill(filled)
	j.marks = map[int64]int64{now.Last: now.Mark}
	j.floor, j.next = now.Last, now.Last
	j.seq.Store(now.Last)
	j.read.Store(time.Now().UnixNano())
	return nil
}

// CatchUp reads what has changed since it was last called.
func (j *Journal) CatchUp(ctx context.Context) error {
	j.reading.Lock()
	defer j.reading.Unlock()
	news, err := j.log.Changes(ctx, j.seq.Load())
	if err != nil {
		return fmt.Errorf("read what has changed: %w", err)
	}
	if news.Lost {
		if err := j.restart(ctx, news); err != nil {
			return fmt.Errorf("begin to follow anew: %w", err)
		}
		j.gone(true)
		return nil
	}
	j.read.Store(time.Now().UnixNano())
	if len(news.List) == 0 {
		return nil
	}
	j.learn(news.List)
	gone := false
	for _, c := range news.List {
		gone = gone || len(c.Terms) == 0 && shared(c.Shelf)
		if j.Learned != nil {
			j.Learned(c)
		}
	}
	j.gone(gone)
	if !slices.ContainsFunc(news.List, func(c Change) bool { return c.Number == 0 }) {
		return nil
	}
	filled, err := j.log.Filled(ctx)
	if err != nil {
		return fmt.Errorf("list the shelves: %w", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.fill(filled)
	return nil
}

func (j *Journal) gone(something bool) {
	if something && j.Gone != nil {
		j.Gone()
	}
}

func (j *Journal) fill(shelves []Shelf) {
	clear(j.filled)
	for _, s := range shelves {
		j.filled[s] = true
	}
}

func (j *Journal) learn(list []Change) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, c := range list {
		if len(j.recent) > tagsKept {
			j.floor, j.next = j.next, j.seq.Load()
			j.older, j.recent = j.recent, make(map[uint64]int64, tagsKept)
			maps.DeleteFunc(j.marks, func(seq, _ int64) bool { return seq < j.floor })
		}
		for _, t := range c.tags() {
			j.recent[t.Of] = c.Seq
		}
		if c.Number != 0 {
			j.filled[c.Shelf] = true
		}
		j.marks[c.Seq] = c.Mark
		j.seq.Store(c.Seq)
	}
}

// Read is when the log was last read.
func (j *Journal) Read() time.Time { return time.Unix(0, j.read.Load()) }

// last is the last change that is known, and its mark.
func (j *Journal) last() (seq, mark int64) {
	j.mu.RLock()
	defer j.mu.RUnlock()
	seq = j.seq.Load()
	return seq, j.marks[seq]
}

// ours reports whether a change is one of this store, and none of a copy that
// has had changes of its own.
func (j *Journal) ours(seq, mark int64) bool {
	j.mu.RLock()
	defer j.mu.RUnlock()
	m, ok := j.marks[seq]
	return ok && m == mark
}

// Follow catches up every second until the context ends, so that no change
// stays unknown for longer, whoever made it.
func (j *Journal) Follow(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := j.CatchUp(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			log.WarnContext(ctx, "following changes", "error", err)
		}
		failing = err != nil
	}
}

// Filled returns those of the shelves on which anything lies.
func (j *Journal) Filled(shelves []Shelf) []Shelf {
	j.mu.RLock()
	defer j.mu.RUnlock()
	filled := make([]Shelf, 0, len(shelves))
	for _, s := range shelves {
		if j.filled[s] {
			filled = append(filled, s)
		}
	}
	return filled
}

// untouched reports whether what has changed after a change is less than it
// takes. What cannot be told counts as touched.
func (j *Journal) untouched(since int64, tags []Tag) bool {
	j.mu.RLock()
	defer j.mu.RUnlock()
	if since < j.floor || since > j.seq.Load() {
		return false
	}
	var sum float32
	for _, t := range tags {
		if j.recent[t.Of] > since || j.older[t.Of] > since {
			sum += t.Share
		}
	}
	return sum < enough
}
