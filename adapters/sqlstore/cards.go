package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"briefly/articles"
)

const (
	nextPlace   = `SELECT coalesce(max(place) + 1, $1) FROM cards WHERE place >= $1 AND place < $2`
	cardColumns = `place, number, shelf, story, lang, published, added, title, body`
	insertCard  = `INSERT INTO cards (` + cardColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	selectCard  = `SELECT ` + cardColumns + ` FROM cards WHERE place = $1`
	deleteCard  = `DELETE FROM cards WHERE place = $1`
)

// A place is a time in seconds and, in the lower bits, a serial number within
// that second.
const (
	placeBits = 20
	placeTop  = math.MaxInt64 >> placeBits
)

// card is a row of cards.
type card struct {
	place     int64
	number    articles.Number
	shelf     int64
	story     articles.StoryID
	lang      string
	published sql.NullInt64
	added     int64
	title     string
	body      string
}

// placeAt is the first place of a second.
func placeAt(second int64) int64 { return max(-placeTop, min(second, placeTop)) << placeBits }

// window is the range of places, [from, to), whose times t are
// since <= t < until; a zero time is no bound. Times are kept to the second,
// so a bound within one stands for the next.
func window(since, until time.Time) (from, to int64) {
	bound := func(t time.Time, none int64) int64 {
		if t.IsZero() {
			return none
		}
		if t.Nanosecond() > 0 {
			return placeAt(t.Unix() + 1)
		}
		return placeAt(t.Unix())
	}
	return bound(since, math.MinInt64), bound(until, math.MaxInt64)
}

// place returns a free place in a second, behind those that are taken.
func (t tx) place(ctx context.Context, second int64) (int64, error) {
	var place int64
	err := t.row(ctx, nextPlace, placeAt(second), placeAt(second+1)).Scan(&place)
	if err != nil {
		return 0, fmt.Errorf("find a place: %w", err)
	}
	return place, nil
}

// index stores a card and its terms.
func (t tx) index(ctx context.Context, c card) error {
	_, err := t.exec(ctx, insertCard, c.place, c.number, c.shelf, c.story, c.lang, c.published, c.added, c.title, c.body)
	if err != nil {
		return fmt.Errorf("insert card: %w", err)
	}
	title, body := split(c.title), split(c.body)
	if _, err := t.exec(ctx, insertTerms, c.place, tokens(c.shelf, title, body)); err != nil {
		return fmt.Errorf("index terms: %w", err)
	}
	if err := t.note(ctx, c.shelf, c.number, c.story); err != nil {
		return err
	}
	return t.count(ctx, c.shelf, title, body, +1)
}

// card reads the card at a place.
func (t tx) card(ctx context.Context, place int64) (c card, err error) {
	err = t.row(ctx, selectCard, place).Scan(&c.place, &c.number, &c.shelf, &c.story, &c.lang,
		&c.published, &c.added, &c.title, &c.body)
	if err != nil {
		return c, fmt.Errorf("read card: %w", err)
	}
	return c, nil
}

// unindex removes a card and its terms and returns it.
func (t tx) unindex(ctx context.Context, place int64) (card, error) {
	c, err := t.card(ctx, place)
	if err != nil {
		return c, err
	}
	if _, err := t.exec(ctx, deleteCard, place); err != nil {
		return c, fmt.Errorf("delete card: %w", err)
	}
	if _, err := t.exec(ctx, deleteTerms, place); err != nil {
		return c, fmt.Errorf("forget terms: %w", err)
	}
	if err := t.note(ctx, c.shelf, c.number, c.story); err != nil {
		return c, err
	}
	return c, t.count(ctx, c.shelf, split(c.title), split(c.body), -1)
}

// count counts an article of a shelf in (by +1) or out (by -1).
func (t tx) count(ctx context.Context, shelf int64, title, body []string, by int) error {
	d := delta{shelf: shelf, by: by, terms: distinct(slices.Concat(title, body))}
	if err := t.row(ctx, countIn, by, by*(len(title)+len(body)), shelf).Scan(&d.changes); err != nil {
		return fmt.Errorf("count article: %w", err)
	}
	*t.deltas = append(*t.deltas, d)
	return nil
}

// candidate scans a card into what ranking sees of it.
func candidate(names map[int64]articles.Shelf) func(*sql.Rows) (articles.Candidate, error) {
	return func(rows *sql.Rows) (x articles.Candidate, err error) {
		var c card
		err = rows.Scan(&c.place, &c.number, &c.shelf, &c.story, &c.lang, &c.published, &c.added, &c.title, &c.body)
		x = articles.Candidate{
			Number: c.number, Shelf: names[c.shelf], Story: c.story, Lang: c.lang,
			Published: optional(c.published), Added: moment(c.added),
			Terms: articles.Terms{Title: split(c.title), Body: split(c.body)},
		}
		return x, err
	}
}

func moment(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }

func optional(seconds sql.NullInt64) time.Time {
	if !seconds.Valid {
		return time.Time{}
	}
	return moment(seconds.Int64)
}

func join(terms []string) string { return strings.Join(terms, " ") }

func split(terms string) []string {
	if terms == "" {
		return nil
	}
	return strings.Split(terms, " ")
}
