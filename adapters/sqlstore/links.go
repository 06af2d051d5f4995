package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"briefly/articles"
)

var _ articles.Links = (*Store)(nil)

// Link returns the article behind a link: see articles.Links.
func (s *Store) Link(ctx context.Context, names []articles.Shelf, spellings ...string) (articles.Number, error) {
	if len(names) == 0 || len(spellings) == 0 {
		return 0, articles.ErrNotFound
	}
	var args []any
	for _, url := range spellings {
		args = append(args, url)
	}
	for _, name := range names {
		args = append(args, string(name))
	}
	urls, shelves := marks(1, len(spellings)), marks(len(spellings)+1, len(names))
	found, err := collect(ctx, s, func(rows *sql.Rows) (n articles.Number, err error) {
		return n, rows.Scan(&n)
	}, `SELECT number FROM (
			SELECT l.url AS url, a.number AS number, a.checked AS checked FROM links l JOIN articles a ON a.number = l.number
				JOIN shelves s ON s.id = a.shelf WHERE l.url IN (`+urls+`) AND s.name IN (`+shelves+`)
			UNION ALL
			SELECT a.url, a.number, a.checked FROM articles a JOIN shelves s ON s.id = a.shelf
				WHERE a.url IN (`+urls+`) AND a.claimed = 0 AND s.name IN (`+shelves+`)
		) AS leads ORDER BY CASE WHEN url = $1 THEN 0 ELSE 1 END, checked DESC, number DESC LIMIT 1`, args...)
	if err != nil {
		return 0, fmt.Errorf("find link: %w", err)
	}
	if len(found) == 0 {
		return 0, articles.ErrNotFound
	}
	return found[0], nil
}

// AskAgain notes that the page of article n is asked for: see articles.Links.
func (s *Store) AskAgain(ctx context.Context, n articles.Number, before, now time.Time) (due bool, err error) {
	err = s.update(ctx, func(t tx) error {
		changed, err := t.exec(ctx, `UPDATE articles SET checked = $1 WHERE number = $2 AND checked <= $3`,
			now.Unix(), n, before.Unix())
		due = changed == 1
		return err
	})
	if err != nil {
		return false, fmt.Errorf("check link: %w", err)
	}
	return due, nil
}

// noteLink notes a link that led to an article.
func (t tx) noteLink(ctx context.Context, url string, n articles.Number) error {
	if _, err := t.exec(ctx, `INSERT INTO links (url, number) VALUES ($1, $2) ON CONFLICT (url, number) DO NOTHING`, url, n); err != nil {
		return fmt.Errorf("note link: %w", err)
	}
	return nil
}

// lead notes the links that led to a stored article, and when its page was asked
// for.
func (t tx) lead(ctx context.Context, e articles.Entry, n articles.Number) error {
	for _, url := range e.Links {
		if err := t.noteLink(ctx, url, n); err != nil {
			return err
		}
	}
	if e.Article.Checked.IsZero() {
		return nil
	}
	if _, err := t.exec(ctx, `UPDATE articles SET checked = $1 WHERE number = $2`, e.Article.Checked.Unix(), n); err != nil {
		return fmt.Errorf("note when a page was asked for: %w", err)
	}
	return nil
}
