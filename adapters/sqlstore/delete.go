package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"briefly/articles"
)

// doomed is an article that is being removed.
type doomed struct {
	number articles.Number
	shelf  int64
	place  int64
}

func scanDoomed(rows *sql.Rows) (d doomed, err error) {
	return d, rows.Scan(&d.number, &d.shelf, &d.place)
}

const selectDoomed = `SELECT a.number, a.shelf, a.place FROM articles a JOIN shelves s ON s.id = a.shelf WHERE `

// offers are the words that an article offers as it stands now.
func (t tx) offers(ctx context.Context, n articles.Number) ([]string, error) {
	var title, body, lang string
	err := t.row(ctx, `SELECT a.title, r.body, a.lang FROM articles a
		JOIN revisions r ON r.number = a.number AND r.revision = a.revision WHERE a.number = $1`, n).Scan(&title, &body, &lang)
	if err != nil {
		return nil, fmt.Errorf("read text: %w", err)
	}
	return proposable(title, body, lang), nil
}

// remove removes the articles that a condition selects and says how many.
func (t tx) remove(ctx context.Context, condition string, args ...any) (int, error) {
	all, err := collect(ctx, t, scanDoomed, selectDoomed+condition, args...)
	if err != nil {
		return 0, fmt.Errorf("select articles: %w", err)
	}
	stories := make(map[articles.StoryID]bool)
	for _, d := range all {
		c, err := t.unindex(ctx, d.place)
		if err != nil {
			return 0, err
		}
		stories[c.story] = true
		words, err := t.offers(ctx, d.number)
		if err != nil {
			return 0, err
		}
		if err := t.words(ctx, d.shelf, words, -1); err != nil {
			return 0, err
		}
		for _, statement := range []string{`DELETE FROM revisions WHERE number = $1`, `DELETE FROM links WHERE number = $1`, `DELETE FROM articles WHERE number = $1`} {
			if _, err := t.exec(ctx, statement, d.number); err != nil {
				return 0, fmt.Errorf("delete article: %w", err)
			}
		}
	}
	for id := range stories {
		if err := t.refresh(ctx, id); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

// Delete removes an article from a shelf: see articles.Writer. One that is not
// there is articles.ErrNotFound.
func (s *Store) Delete(ctx context.Context, shelf articles.Shelf, n articles.Number) error {
	removed := 0
	err := s.update(ctx, func(t tx) (err error) {
		removed, err = t.remove(ctx, `a.number = $1 AND s.name = $2`, n, string(shelf))
		return err
	})
	if err != nil {
		return fmt.Errorf("delete article: %w", err)
	}
	if removed == 0 {
		return articles.ErrNotFound
	}
	return nil
}

// Clear empties a shelf and forgets it: see articles.Writer.
func (s *Store) Clear(ctx context.Context, shelf articles.Shelf) (int, error) {
	removed := 0
	err := s.update(ctx, func(t tx) (err error) {
		if removed, err = t.remove(ctx, `s.name = $1`, string(shelf)); err != nil {
			return err
		}
		if err := t.dropFeeds(ctx, `shelf = $1`, string(shelf)); err != nil {
			return err
		}
		if _, err = t.exec(ctx, `DELETE FROM shelves WHERE name = $1`, string(shelf)); err != nil {
			return err
		}
		return t.noteShelf(ctx, shelf)
	})
	if err != nil {
		return 0, fmt.Errorf("clear shelf: %w", err)
	}
	return removed, nil
}

// pruneBatch bounds how long pruning keeps others from writing.
const pruneBatch = 500

// Prune removes what was added before a time: see articles.Writer. It works in
// batches, each of them a transaction.
func (s *Store) Prune(ctx context.Context, before time.Time) (int, error) {
	total := 0
	for {
		removed := 0
		err := s.update(ctx, func(t tx) (err error) {
			removed, err = t.remove(ctx, `a.added < $1 ORDER BY a.added LIMIT $2`, before.Unix(), pruneBatch)
			return err
		})
		total += removed
		if err != nil {
			return total, fmt.Errorf("prune: %w", err)
		}
		if removed < pruneBatch {
			return total, nil
		}
	}
}
