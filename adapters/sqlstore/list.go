package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"briefly/articles"
)

// Newest lists the newest articles: see articles.Lister.
func (s *Store) Newest(ctx context.Context, q articles.Query) ([]articles.Article, error) {
	shelves, err := s.shelves(ctx, q.Shelves)
	if err != nil || len(shelves) == 0 || q.Limit < 1 {
		return nil, err
	}
	// The newest of each shelf, from its index, then the newest of these.
	from, to := window(q.Since, q.Until)
	args := []any{from, to, q.Limit}
	var parts []string
	for shelf := range shelves {
		args = append(args, shelf)
		parts = append(parts, `SELECT place FROM (SELECT place FROM articles WHERE shelf = $`+strconv.Itoa(len(args))+
			` AND place >= $1 AND place < $2 ORDER BY place DESC LIMIT $3)`)
	}
	found, err := collect(ctx, s, head, `SELECT `+headColumns+` FROM cards c
		JOIN articles a ON a.number = c.number JOIN shelves s ON s.id = a.shelf
		WHERE c.place IN (`+strings.Join(parts, " UNION ALL ")+`) ORDER BY c.place DESC LIMIT $3`, args...)
	if err != nil {
		return nil, fmt.Errorf("list newest articles: %w", err)
	}
	return found, nil
}

// Stories lists the weightiest stories: see articles.Lister.
func (s *Store) Stories(ctx context.Context, q articles.Query) ([]articles.Story, error) {
	shelves, err := s.shelves(ctx, q.Shelves)
	if err != nil || len(shelves) == 0 || q.Limit < 1 {
		return nil, err
	}
	from, to := window(q.Since, q.Until)
	args := append([]any{from, to, q.Limit, from >> placeBits, to >> placeBits}, ids(shelves)...)
	found, err := collect(ctx, s, story, `SELECT `+storyColumns+` FROM stories t
		WHERE t.shelf IN (`+marks(6, len(shelves))+`) AND t.last >= $4 AND t.first <= $5
		AND EXISTS (SELECT 1 FROM cards c WHERE c.story = t.id AND c.place >= $1 AND c.place < $2)
		ORDER BY t.voices DESC, t.articles DESC, t.last DESC, t.id DESC LIMIT $3`, args...)
	if err != nil {
		return nil, fmt.Errorf("list stories: %w", err)
	}
	return found, s.members(ctx, found)
}

// Publishers lists who wrote what lies on the shelves: see articles.Lister.
func (s *Store) Publishers(ctx context.Context, names []articles.Shelf) ([]articles.Publisher, error) {
	shelves, err := s.shelves(ctx, names)
	if err != nil || len(shelves) == 0 {
		return nil, err
	}
	found, err := collect(ctx, s, func(rows *sql.Rows) (p articles.Publisher, err error) {
		var shelf, newest int64
		err = rows.Scan(&p.Name, &shelf, &p.Articles, &newest, &p.AddedBy)
		p.Shelf, p.Newest = shelves[shelf], moment(newest)
		return p, err
	}, `SELECT publisher, shelf, count(*) AS n, max(happened), max(added_by) FROM articles
		WHERE shelf IN (`+marks(1, len(shelves))+`) GROUP BY shelf, publisher ORDER BY n DESC, publisher`, ids(shelves)...)
	if err != nil {
		return nil, fmt.Errorf("list publishers: %w", err)
	}
	return found, nil
}

// Count counts articles: see articles.Lister.
func (s *Store) Count(ctx context.Context, names []articles.Shelf) (int, error) {
	stats, err := s.Stats(ctx, names, nil)
	return stats.Articles, err
}
