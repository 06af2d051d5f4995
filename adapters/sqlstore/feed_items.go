package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"briefly/articles"
)

// Waiting returns entries that wait to become articles: see articles.FeedItems.
func (s *Store) Waiting(ctx context.Context, id articles.FeedID, now time.Time, limit int) ([]articles.FeedItem, error) {
	found, err := collect(ctx, s, func(rows *sql.Rows) (articles.FeedItem, error) {
		var it articles.FeedItem
		var data string
		var entry int64
		var tries int
		var number articles.Number
		if err := rows.Scan(&entry, &tries, &number, &data); err != nil {
			return it, err
		}
		err := json.Unmarshal([]byte(data), &it)
		it.ID, it.Feed, it.Tries, it.Number = entry, id, tries, number
		return it, err
	}, `SELECT id, tries, CASE WHEN own = 1 THEN number ELSE 0 END, item FROM feed_entries
		WHERE feed = $1 AND due > 0 AND due <= $2 ORDER BY published, id LIMIT $3`, id, now.Unix(), limit)
	if err != nil {
		return nil, fmt.Errorf("read the waiting entries of feed %d: %w", id, err)
	}
	return found, nil
}

// SaveItem stores what became of an entry: see articles.FeedItems.
func (s *Store) SaveItem(ctx context.Context, r articles.FeedItemReport) error {
	err := s.update(ctx, func(t tx) error {
		if r.Own && r.Item.Number == 0 && r.Text != nil {
			if doubled, err := t.isDoubled(ctx, r); err != nil || doubled {
				return cmp.Or(err, articles.ErrDoubled)
			}
		}
		var n int64
		var err error
		switch {
		case r.Number != 0:
			n, err = t.exec(ctx, `UPDATE feed_entries SET number = $1, own = $2, text = $3, due = 0, item = NULL, tries = 0, reason = '' WHERE id = $4`,
				r.Number, r.Own, r.Text, r.Item.ID)
			if err == nil && n > 0 && r.Link != "" {
				err = t.noteLink(ctx, r.Link, r.Number)
			}
		case r.Again.IsZero():
			n, err = t.exec(ctx, `UPDATE feed_entries SET due = 0, item = NULL, tries = tries + 1, reason = $1 WHERE id = $2`, r.Reason, r.Item.ID)
		default:
			n, err = t.exec(ctx, `UPDATE feed_entries SET due = $1, tries = tries + 1, reason = $2 WHERE id = $3`, r.Again.Unix(), r.Reason, r.Item.ID)
		}
		if err != nil {
			return err
		}
		if n == 0 {
			return articles.ErrNotFound
		}
		return t.setWaiting(ctx, r.Item.Feed)
	})
	return wrapFeed("save an entry of a feed", err)
}

// sameText selects the articles that other feeds of a feed's shelf have brought
// with a text.
const sameText = `SELECT e.number FROM feed_entries e JOIN feeds f ON f.id = e.feed JOIN articles a ON a.number = e.number
	WHERE e.text = $1 AND e.own = 1 AND f.id <> $2 AND f.shelf = (SELECT shelf FROM feeds WHERE id = $2) ORDER BY e.number`

func scanNumber(rows *sql.Rows) (n articles.Number, err error) { return n, rows.Scan(&n) }

// isDoubled reports whether another feed has brought the text of an article.
func (t tx) isDoubled(ctx context.Context, r articles.FeedItemReport) (bool, error) {
	found, err := collect(ctx, t, scanNumber, sameText, r.Text, r.Item.Feed)
	return slices.ContainsFunc(found, func(n articles.Number) bool { return n != r.Number }), err
}

// SameText returns the article that another feed brought with the same text: see
// articles.FeedItems.
func (s *Store) SameText(ctx context.Context, id articles.FeedID, text []byte) (articles.Number, error) {
	found, err := collect(ctx, s, scanNumber, sameText, text, id)
	if err != nil {
		return 0, fmt.Errorf("look for the same text: %w", err)
	}
	if len(found) == 0 {
		return 0, articles.ErrNotFound
	}
	return found[0], nil
}

// Compared notes what comparing an entry with its page showed: see
// articles.FeedItems.
func (s *Store) Compared(ctx context.Context, id articles.FeedID, whole bool, decide func(whole, all int) articles.FeedTexts) (texts articles.FeedTexts, err error) {
	err = s.update(ctx, func(t tx) error {
		var wholes, all int
		err := t.row(ctx, `UPDATE feeds SET compared = compared + 1, whole = whole + $1 WHERE id = $2 RETURNING whole, compared`, whole, id).Scan(&wholes, &all)
		if errors.Is(err, sql.ErrNoRows) {
			return articles.ErrNotFound
		}
		if err != nil {
			return err
		}
		texts = decide(wholes, all)
		_, err = t.exec(ctx, `UPDATE feeds SET texts = $1 WHERE id = $2`, string(texts), id)
		return err
	})
	return texts, wrapFeed("note a comparison", err)
}

// Origins returns where an article was seen: see articles.Origins.
func (s *Store) Origins(ctx context.Context, shelves []articles.Shelf, n articles.Number) ([]articles.Origin, error) {
	if len(shelves) == 0 {
		return nil, nil
	}
	args := []any{n}
	for _, shelf := range shelves {
		args = append(args, string(shelf))
	}
	found, err := collect(ctx, s, func(rows *sql.Rows) (o articles.Origin, err error) {
		var published int64
		err = rows.Scan(&o.Publisher, &o.URL, &published)
		o.Published = some(published)
		return o, err
	}, `SELECT CASE WHEN e.publisher <> '' THEN e.publisher WHEN f.given <> '' THEN f.given ELSE f.title END, e.link, e.published
		FROM feed_entries e JOIN feeds f ON f.id = e.feed WHERE e.number = $1 AND f.shelf IN (`+marks(2, len(shelves))+`)
		ORDER BY e.own DESC, e.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("read the origins of article %d: %w", n, err)
	}
	return found, nil
}
