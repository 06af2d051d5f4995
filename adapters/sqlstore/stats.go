package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"briefly/articles"
	"briefly/articles/language"
)

const (
	countWord = `INSERT INTO vocabulary (shelf, folded, word, articles) VALUES ($1, $2, $3, 1)
		ON CONFLICT (shelf, folded, word) DO UPDATE SET articles = articles + 1`
	uncountWord = `UPDATE vocabulary SET articles = articles - 1 WHERE shelf = $1 AND folded = $2 AND word = $3`
	dropWord    = `DELETE FROM vocabulary WHERE shelf = $1 AND folded = $2 AND word = $3 AND articles < 1`
)

// marks are the parameters $from, $from+1, … of an IN list.
func marks(from, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("$" + strconv.Itoa(from+i))
	}
	return b.String()
}

// shelves returns the shelves that exist, by their number.
func (s *Store) shelves(ctx context.Context, names []articles.Shelf) (map[int64]articles.Shelf, error) {
	if len(names) == 0 {
		return nil, nil
	}
	args := make([]any, len(names))
	for i, name := range names {
		args[i] = string(name)
	}
	type shelf struct {
		id   int64
		name articles.Shelf
	}
	found, err := collect(ctx, s, func(rows *sql.Rows) (x shelf, err error) {
		return x, rows.Scan(&x.id, &x.name)
	}, `SELECT id, name FROM shelves WHERE name IN (`+marks(1, len(names))+`)`, args...)
	if err != nil {
		return nil, fmt.Errorf("find shelves: %w", err)
	}
	byID := make(map[int64]articles.Shelf, len(found))
	for _, x := range found {
		byID[x.id] = x.name
	}
	return byID, nil
}

// ids are the numbers of shelves, as arguments of a statement.
func ids(shelves map[int64]articles.Shelf) []any {
	args := make([]any, 0, len(shelves))
	for id := range shelves {
		args = append(args, id)
	}
	return args
}

// Vocabulary lists words of titles: see articles.Index.
func (s *Store) Vocabulary(ctx context.Context, names []articles.Shelf, prefix string, limit int) ([]articles.Word, error) {
	shelves, err := s.shelves(ctx, names)
	if err != nil || len(shelves) == 0 {
		return nil, err
	}
	if prefix == "" {
		return s.topical(ctx, shelves, limit)
	}
	n := len(shelves)
	query := `SELECT word, sum(articles) AS n FROM vocabulary WHERE shelf IN (` + marks(1, n) + `)
		AND folded >= $` + strconv.Itoa(n+1) + ` AND folded < $` + strconv.Itoa(n+2) + `
		GROUP BY word ORDER BY n DESC, word LIMIT $` + strconv.Itoa(n+3)
	prefix = language.Fold(prefix)
	words, err := collect(ctx, s, func(rows *sql.Rows) (w articles.Word, err error) {
		return w, rows.Scan(&w.Text, &w.Articles)
	}, query, append(ids(shelves), prefix, prefix+"\U0010FFFF", limit)...)
	if err != nil {
		return nil, fmt.Errorf("read vocabulary: %w", err)
	}
	return words, nil
}

// topical are the words of the newest titles, most frequent first: what to
// propose to somebody who has typed nothing yet.
func (s *Store) topical(ctx context.Context, shelves map[int64]articles.Shelf, limit int) ([]articles.Word, error) {
	const newest = 300 // titles of each shelf
	counts := make(map[string]int)
	for shelf := range shelves {
		type title struct{ text, lang string }
		titles, err := collect(ctx, s, func(rows *sql.Rows) (x title, err error) {
			return x, rows.Scan(&x.text, &x.lang)
		}, `SELECT title, lang FROM articles WHERE shelf = $1 ORDER BY place DESC LIMIT $2`, shelf, newest)
		if err != nil {
			return nil, fmt.Errorf("read newest titles: %w", err)
		}
		for _, x := range titles {
			for _, word := range titleWords(x.text, x.lang) {
				counts[word]++
			}
		}
	}
	words := make([]articles.Word, 0, len(counts))
	for text, n := range counts {
		words = append(words, articles.Word{Text: text, Articles: n})
	}
	slices.SortFunc(words, func(a, b articles.Word) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), strings.Compare(a.Text, b.Text))
	})
	return words[:min(len(words), limit)], nil
}

// words counts words of an article in (by +1) or out (by -1).
func (t tx) words(ctx context.Context, shelf int64, words []string, by int) error {
	statements := []string{countWord}
	if by < 0 {
		statements = []string{uncountWord, dropWord}
	}
	for _, word := range words {
		folded := language.Fold(word)
		for _, statement := range statements {
			if _, err := t.exec(ctx, statement, shelf, folded, word); err != nil {
				return fmt.Errorf("count words: %w", err)
			}
		}
	}
	return nil
}
