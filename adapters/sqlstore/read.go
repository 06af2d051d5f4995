package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"

	"briefly/articles"
)

// headColumns are an article without its body.
const headColumns = `a.number, a.revision, s.name, coalesce(a.key, ''), coalesce(a.url, ''), a.title, a.author,
	a.publisher, a.published, a.added, a.changed, a.lang, a.quality, a.summary, a.placement, c.story, a.added_by,
	a.claimed, a.checked`

const headTables = ` FROM articles a JOIN shelves s ON s.id = a.shelf JOIN cards c ON c.place = a.place `

// head scans an article without its body.
func head(rows *sql.Rows) (articles.Article, error) { return scanArticle(rows) }

// fromRow scans an article with its body behind the other columns.
func fromRow(rows *sql.Rows) (articles.Article, error) {
	var body string
	a, err := scanArticle(rows, &body)
	a.Body = body
	return a, err
}

func scanArticle(rows *sql.Rows, more ...any) (a articles.Article, err error) {
	var (
		published                   sql.NullInt64
		added, changed, checked     int64
		quality, summary, placement []byte
	)
	columns := []any{
		&a.Number, &a.Revision, &a.Shelf, &a.Key, &a.URL, &a.Title, &a.Author, &a.Publisher,
		&published, &added, &changed, &a.Lang, &quality, &summary, &placement, &a.Story, &a.AddedBy,
		&a.Claimed, &checked,
	}
	if err := rows.Scan(append(columns, more...)...); err != nil {
		return a, err
	}
	a.Published, a.Added, a.Changed = optional(published), moment(added), moment(changed)
	if checked != 0 {
		a.Checked = moment(checked)
	}
	if err := json.Unmarshal(quality, &a.Quality); err != nil {
		return a, fmt.Errorf("decode quality: %w", err)
	}
	if err := json.Unmarshal(summary, &a.Summary); err != nil {
		return a, fmt.Errorf("decode summary: %w", err)
	}
	if err := json.Unmarshal(placement, &a.Placement); err != nil {
		return a, fmt.Errorf("decode placement: %w", err)
	}
	return a, nil
}

// where reads whole articles on the given shelves that meet a condition, whose
// parameters come first.
func (s *Store) where(ctx context.Context, names []articles.Shelf, condition string, args ...any) ([]articles.Article, error) {
	if len(names) == 0 {
		return nil, nil
	}
	query := `SELECT ` + headColumns + `, r.body` + headTables +
		`JOIN revisions r ON r.number = a.number AND r.revision = a.revision
		WHERE ` + condition + ` AND s.name IN (` + marks(len(args)+1, len(names)) + `) ORDER BY a.number`
	for _, name := range names {
		args = append(args, string(name))
	}
	return collect(ctx, s, fromRow, query, args...)
}

// one is the first of the articles found.
func one(found []articles.Article, err error) (articles.Article, error) {
	if err != nil {
		return articles.Article{}, fmt.Errorf("read article: %w", err)
	}
	if len(found) == 0 {
		return articles.Article{}, articles.ErrNotFound
	}
	return found[0], nil
}

// Article returns article n: see articles.Reader.
func (s *Store) Article(ctx context.Context, shelves []articles.Shelf, n articles.Number) (articles.Article, error) {
	return one(s.where(ctx, shelves, `a.number = $1`, n))
}

// ByURL returns the article with a canonical URL: see articles.Reader.
func (s *Store) ByURL(ctx context.Context, shelves []articles.Shelf, url string) (articles.Article, error) {
	return one(s.where(ctx, shelves, `a.url = $1 AND a.claimed = 0`, url))
}

// Articles returns articles in the order asked for: see articles.Reader.
func (s *Store) Articles(ctx context.Context, shelves []articles.Shelf, ns []articles.Number) ([]articles.Article, error) {
	if len(ns) == 0 {
		return nil, nil
	}
	args := make([]any, len(ns))
	for i, n := range ns {
		args[i] = n
	}
	found, err := s.where(ctx, shelves, `a.number IN (`+marks(1, len(ns))+`)`, args...)
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	byNumber := make(map[articles.Number]articles.Article, len(found))
	for _, a := range found {
		byNumber[a.Number] = a
	}
	ordered := make([]articles.Article, 0, len(found))
	for _, n := range ns {
		if a, ok := byNumber[n]; ok {
			ordered = append(ordered, a)
		}
	}
	return ordered, nil
}

// Keys returns the outside keys of those of the articles that have one.
func (s *Store) Keys(ctx context.Context, shelves []articles.Shelf, ns []articles.Number) (map[articles.Number]string, error) {
	keys := make(map[articles.Number]string, len(ns))
	if len(shelves) == 0 || len(ns) == 0 {
		return keys, nil
	}
	args := make([]any, 0, len(ns)+len(shelves))
	for _, n := range ns {
		args = append(args, n)
	}
	for _, name := range shelves {
		args = append(args, string(name))
	}
	type pair struct {
		number articles.Number
		key    string
	}
	found, err := collect(ctx, s, func(rows *sql.Rows) (p pair, err error) {
		return p, rows.Scan(&p.number, &p.key)
	}, `SELECT a.number, a.key FROM articles a JOIN shelves s ON s.id = a.shelf WHERE a.key IS NOT NULL
		AND a.number IN (`+marks(1, len(ns))+`) AND s.name IN (`+marks(len(ns)+1, len(shelves))+`)`, args...)
	if err != nil {
		return nil, fmt.Errorf("read keys: %w", err)
	}
	for _, p := range found {
		keys[p.number] = p.key
	}
	return keys, nil
}

// Revisions lists the texts of article n: see articles.Reader.
func (s *Store) Revisions(ctx context.Context, shelves []articles.Shelf, n articles.Number) ([]articles.Revision, error) {
	if len(shelves) == 0 {
		return nil, articles.ErrNotFound
	}
	args := []any{n}
	for _, name := range shelves {
		args = append(args, string(name))
	}
	found, err := collect(ctx, s, func(rows *sql.Rows) (r articles.Revision, err error) {
		var stored int64
		err = rows.Scan(&r.Number, &r.Revision, &stored, &r.Title, &r.Body)
		r.Stored = moment(stored)
		return r, err
	}, `SELECT r.number, r.revision, r.stored, r.title, r.body
		FROM revisions r JOIN articles a ON a.number = r.number JOIN shelves s ON s.id = a.shelf
		WHERE r.number = $1 AND s.name IN (`+marks(2, len(shelves))+`) ORDER BY r.revision`, args...)
	if err != nil {
		return nil, fmt.Errorf("read revisions: %w", err)
	}
	if len(found) == 0 {
		return nil, articles.ErrNotFound
	}
	return found, nil
}

const storyColumns = `t.id, t.headline, t.publishers, t.first, t.last`

func story(rows *sql.Rows) (x articles.Story, err error) {
	var (
		names       []byte
		first, last int64
	)
	if err := rows.Scan(&x.ID, &x.Headline, &names, &first, &last); err != nil {
		return x, err
	}
	x.First, x.Last = moment(first), moment(last)
	if err := json.Unmarshal(names, &x.Publishers); err != nil {
		return x, fmt.Errorf("decode publishers: %w", err)
	}
	return x, nil
}

// Story returns a story: see articles.Reader.
func (s *Store) Story(ctx context.Context, shelves []articles.Shelf, id articles.StoryID) (articles.Story, error) {
	byID, err := s.shelves(ctx, shelves)
	if err != nil || len(byID) == 0 {
		return articles.Story{}, notFound(err)
	}
	found, err := collect(ctx, s, story, `SELECT `+storyColumns+` FROM stories t
		WHERE t.shelf IN (`+marks(1, len(byID))+`) AND t.id = $`+strconv.Itoa(len(byID)+1), append(ids(byID), id)...)
	if err != nil || len(found) == 0 {
		return articles.Story{}, notFound(err)
	}
	if err := s.members(ctx, found); err != nil {
		return articles.Story{}, err
	}
	return found[0], nil
}

func notFound(err error) error {
	if err != nil {
		return fmt.Errorf("read story: %w", err)
	}
	return articles.ErrNotFound
}

// members fills in the articles of stories.
func (s *Store) members(ctx context.Context, stories []articles.Story) error {
	for i := range stories {
		numbers, err := collect(ctx, s, func(rows *sql.Rows) (n articles.Number, err error) {
			return n, rows.Scan(&n)
		}, `SELECT number FROM cards WHERE story = $1 ORDER BY place`, stories[i].ID)
		if err != nil {
			return fmt.Errorf("read the articles of a story: %w", err)
		}
		stories[i].Articles = numbers
	}
	return nil
}
