package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"briefly/articles"
)

const (
	noteArticle = `INSERT INTO changes (shelf, number, story, made, mark) SELECT name, $1, $2, $3, random() FROM shelves WHERE id = $4`
	noteShelf   = `INSERT INTO changes (shelf, number, story, made, mark) VALUES ($1, 0, 0, $2, random())`
	trimChanges = `DELETE FROM changes WHERE seq <= (SELECT max(seq) FROM changes) - $1`

	// changeBounds asks for each end by itself: SQLite looks one up in the index,
	// but scans for both, sqlite.org/optoverview.html#minmax.
	changeBounds = `SELECT coalesce((SELECT min(seq) FROM changes), 0), coalesce((SELECT max(seq) FROM changes), 0),
		coalesce((SELECT mark FROM changes WHERE seq = (SELECT max(seq) FROM changes)), 0)`
	changesAfter = `SELECT n.seq, n.mark, n.made, n.shelf, n.number, n.story, coalesce(a.url, ''), coalesce(c.title, ''), coalesce(c.body, '')
		FROM changes n LEFT JOIN articles a ON a.number = n.number LEFT JOIN cards c ON c.place = a.place
		WHERE n.seq > $1 AND n.seq <= $2 ORDER BY n.seq`
)

const (
	// changesKept is how many changes the log remembers.
	changesKept = 10_000
	// changesRead is how many changes are told one by one: whoever has missed
	// more does better to begin anew.
	changesRead = 1_000
)

var _ articles.ChangeLog = (*Store)(nil)

// OnChange has f called after every committed change of what is stored, by
// whoever made it and before they hear of it. There is one such f; nil is none.
func (s *Store) OnChange(f func()) {
	if f == nil {
		f = func() {}
	}
	s.changed.Store(&f)
}

// note logs that an article came, went or changed.
func (t tx) note(ctx context.Context, shelf int64, n articles.Number, story articles.StoryID) error {
	*t.noted = true
	if _, err := t.exec(ctx, noteArticle, n, story, time.Now().UnixMilli(), shelf); err != nil {
		return fmt.Errorf("log a change: %w", err)
	}
	if _, err := t.exec(ctx, trimChanges, changesKept); err != nil {
		return fmt.Errorf("trim the log of changes: %w", err)
	}
	return nil
}

// noteShelf logs that all of a shelf changed.
func (t tx) noteShelf(ctx context.Context, shelf articles.Shelf) error {
	*t.noted = true
	if _, err := t.exec(ctx, noteShelf, string(shelf), time.Now().UnixMilli()); err != nil {
		return fmt.Errorf("log a change: %w", err)
	}
	return nil
}

// Changes reads the log: see articles.ChangeLog. Writers come one after the
// other, so the numbers that can be seen have no gaps.
func (s *Store) Changes(ctx context.Context, after int64) (articles.Changes, error) {
	type bounds struct{ first, last, mark int64 }
	found, err := collect(ctx, s, func(rows *sql.Rows) (b bounds, err error) {
		return b, rows.Scan(&b.first, &b.last, &b.mark)
	}, changeBounds)
	if err != nil {
		return articles.Changes{}, fmt.Errorf("read the log of changes: %w", err)
	}
	b := found[0]
	c := articles.Changes{Last: b.last, Mark: b.mark}
	if b.last == after {
		return c, nil
	}
	if b.last < after || b.first > after+1 || b.last-after > changesRead {
		c.Lost = true
		return c, nil
	}
	c.List, err = collect(ctx, s, func(rows *sql.Rows) (x articles.Change, err error) {
		var title, body string
		var made int64
		err = rows.Scan(&x.Seq, &x.Mark, &made, &x.Shelf, &x.Number, &x.Story, &x.URL, &title, &body)
		x.Made = time.UnixMilli(made)
		x.Terms = distinct(slices.Concat(split(title), split(body)))
		return x, err
	}, changesAfter, after, b.last)
	if err != nil {
		return articles.Changes{}, fmt.Errorf("read the log of changes: %w", err)
	}
	return c, nil
}

// Filled lists the shelves on which anything lies: see articles.ChangeLog.
func (s *Store) Filled(ctx context.Context) ([]articles.Shelf, error) {
	found, err := collect(ctx, s, func(rows *sql.Rows) (x articles.Shelf, err error) {
		return x, rows.Scan(&x)
	}, `SELECT name FROM shelves WHERE articles > 0`)
	if err != nil {
		return nil, fmt.Errorf("list shelves: %w", err)
	}
	return found, nil
}

// Identity tells this store from every other.
func (s *Store) Identity(ctx context.Context) (string, error) {
	found, err := collect(ctx, s, scanText, `SELECT id FROM identity`)
	if err != nil || len(found) != 1 {
		return "", fmt.Errorf("read the identity of the store (%d found): %w", len(found), err)
	}
	return found[0], nil
}
