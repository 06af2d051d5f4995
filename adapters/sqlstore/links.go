package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"briefly/articles"
)

var _ articles.Links = (*Store)(nil)

// Link returns the article behind a link: see articles.Links. An article that
// has the link for its own address counts as read when it was stored.
func (s *Store) Link(ctx context.Context, names []articles.Shelf, url string) (articles.Number, time.Time, error) {
	if len(names) == 0 {
		return 0, time.Time{}, articles.ErrNotFound
	}
	args := []any{url}
	for _, name := range names {
		args = append(args, string(name))
	}
	in := marks(2, len(names))
	type lead struct {
		number articles.Number
		read   time.Time
	}
	found, err := collect(ctx, s, func(rows *sql.Rows) (l lead, err error) {
		var read int64
		err = rows.Scan(&l.number, &read)
		l.read = moment(read)
		return l, err
	}, `SELECT number, read FROM (
			SELECT l.number AS number, l.read AS read FROM links l JOIN articles a ON a.number = l.number
				JOIN shelves s ON s.id = a.shelf WHERE l.url = $1 AND s.name IN (`+in+`)
			UNION ALL
			SELECT a.number, a.changed FROM articles a JOIN shelves s ON s.id = a.shelf
				WHERE a.url = $1 AND s.name IN (`+in+`)
		) AS leads ORDER BY read DESC LIMIT 1`, args...)
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("find link: %w", err)
	}
	if len(found) == 0 {
		return 0, time.Time{}, articles.ErrNotFound
	}
	return found[0].number, found[0].read, nil
}

// SaveLink notes where a link led: see articles.Links.
func (s *Store) SaveLink(ctx context.Context, url string, n articles.Number, read time.Time) error {
	err := s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `INSERT INTO links (url, number, read) VALUES ($1, $2, $3)
			ON CONFLICT (url, number) DO UPDATE SET read = excluded.read`, url, n, read.Unix())
		return err
	})
	if err != nil {
		return fmt.Errorf("save link: %w", err)
	}
	return nil
}
