package sqlstore

import (
	"context"
	"sync"
	"time"

	"briefly/articles"
)

// quietFor is for how long nothing to be told is taken to be nothing to be told
// still. What this process has to tell itself is told at once.
const quietFor = time.Second

// quiet remembers that nothing is to be told on any shelf, as nearly always:
// every answer asks, and most of them need nothing else of the database.
type quiet struct {
	asking sync.Mutex // held by whoever asks the database

	mu    sync.Mutex
	since time.Time // when that was found; zero: it is not known
	state int       // goes up when there may be something
}

// end says that there may be something to tell.
func (q *quiet) end() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.since = time.Time{}
	q.state++
}

// holds reports whether nothing is to be told. Whoever gets false calls again
// with what the database says. While one asks anew, the others go by what was
// known.
func (q *quiet) holds(now time.Time) (holds bool, again func(nothing bool)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	age, known, state := now.Sub(q.since), !q.since.IsZero(), q.state
	if known && age >= 0 && age < quietFor {
		return true, nil
	}
	if !q.asking.TryLock() {
		return known, func(bool) {}
	}
	return false, func(nothing bool) {
		q.mu.Lock()
		defer q.mu.Unlock()
		defer q.asking.Unlock()
		q.since = time.Time{}
		if nothing && state == q.state {
			q.since = now
		}
	}
}

const anyUntold = `SELECT count(*) FROM (SELECT 1 FROM feeds WHERE trouble <> '' AND told = 0 LIMIT 1) AS any_untold`

// TakeNotices returns what was not told yet on a shelf: see articles.Feeds.
func (s *Store) TakeNotices(ctx context.Context, shelf articles.Shelf) ([]articles.FeedNotice, error) {
	const untold = `WHERE shelf = $1 AND trouble <> '' AND told = 0`
	if s.hush(ctx) {
		return nil, nil
	}
	waiting, err := collect(ctx, s, scanFeed, selectFeed+untold, string(shelf))
	if err != nil || len(waiting) == 0 { // as nearly always: nothing is written
		return nil, wrapFeed("read notices", err)
	}
	err = s.update(ctx, func(t tx) (err error) {
		if waiting, err = collect(ctx, t, scanFeed, selectFeed+untold+` ORDER BY troubled, id`, string(shelf)); err != nil {
			return err
		}
		_, err = t.exec(ctx, `UPDATE feeds SET told = $2 `+untold, string(shelf), s.now().Unix())
		return err
	})
	if err != nil {
		return nil, wrapFeed("take notices", err)
	}
	return waiting, nil
}

// hush reports whether nothing is to be told on any shelf.
func (s *Store) hush(ctx context.Context) bool {
	holds, again := s.quiet.holds(time.Now())
	if holds {
		return true
	}
	found, err := collect(ctx, s, scanCount, anyUntold)
	nothing := err == nil && len(found) == 1 && found[0] == 0
	again(nothing)
	return nothing
}
