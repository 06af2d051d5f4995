package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"briefly/articles"
)

const (
	lastNumber    = `SELECT coalesce(max(number), 0) FROM articles`
	theShelf      = `(SELECT id FROM shelves WHERE name = $1)`
	numberedCards = `SELECT c.number, c.story, c.lang, c.published, c.added, c.title, c.body
		FROM articles a JOIN cards c ON c.place = a.place
		WHERE a.number >= $2 AND a.number < $3 AND +a.shelf = ` + theShelf + ` ORDER BY a.number`
	cardsWithin = `SELECT number, story, lang, published, added, title, body
		FROM cards WHERE place >= $2 AND place < $3 AND shelf = ` + theShelf + ` ORDER BY place DESC LIMIT $4`
)

// Last returns the highest number given so far: see stories.Index.
func (s *Store) Last(ctx context.Context) (articles.Number, error) {
	last, err := collect(ctx, s, func(rows *sql.Rows) (n articles.Number, err error) {
		return n, rows.Scan(&n)
	}, lastNumber)
	if err != nil {
		return 0, fmt.Errorf("read the last number: %w", err)
	}
	return last[0], nil
}

// Numbered lists what is known of articles by number: see stories.Index.
func (s *Store) Numbered(ctx context.Context, shelf articles.Shelf, from, to articles.Number) ([]articles.Candidate, error) {
	found, err := collect(ctx, s, ofShelf(shelf), numberedCards, string(shelf), from, to)
	if err != nil {
		return nil, fmt.Errorf("read cards by number: %w", err)
	}
	return found, nil
}

// Within lists what is known of the articles of a time: see stories.Index.
func (s *Store) Within(ctx context.Context, shelf articles.Shelf, since, until time.Time, limit int) ([]articles.Candidate, error) {
	from, to := window(since, until)
	found, err := collect(ctx, s, ofShelf(shelf), cardsWithin, string(shelf), from, to, limit)
	if err != nil {
		return nil, fmt.Errorf("read cards by time: %w", err)
	}
	return found, nil
}

// ofShelf scans the card of an article on a shelf.
func ofShelf(shelf articles.Shelf) func(*sql.Rows) (articles.Candidate, error) {
	return func(rows *sql.Rows) (x articles.Candidate, err error) {
		var (
			published   sql.NullInt64
			added       int64
			title, body string
		)
		err = rows.Scan(&x.Number, &x.Story, &x.Lang, &published, &added, &title, &body)
		x.Shelf, x.Published, x.Added = shelf, optional(published), moment(added)
		x.Terms = articles.Terms{Title: split(title), Body: split(body)}
		return x, err
	}
}
