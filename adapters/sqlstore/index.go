package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"briefly/articles"
)

const (
	insertTerms = `INSERT INTO terms (rowid, tokens) VALUES ($1, $2)`
	deleteTerms = `DELETE FROM terms WHERE rowid = $1`

	// countMatched counts the places that match, up to a limit.
	countMatched = `SELECT count(*) FROM (SELECT 1 FROM terms WHERE terms MATCH $1 AND rowid >= $2 AND rowid < $3 LIMIT $4)`

	// matched reads the cards of the newest places that match. The range of
	// places is part of the match: SQLite walks the index in their order.
	matched = `SELECT ` + cardColumns + ` FROM cards WHERE place IN (SELECT rowid FROM terms
		WHERE terms MATCH $1 AND rowid >= $2 AND rowid < $3 ORDER BY rowid DESC LIMIT $4) ORDER BY place DESC`
)

// Each term of an article is indexed once or twice, its shelf's number in
// front: as there, and as strong when it stands in the title or at least
// strongCount times in the body. Terms of one shelf are thus words that no
// other shelf has, which keeps shelves apart inside the match and in every
// count; strong terms let the index offer what is about a word before what
// only mentions it, without frequencies of its own.
const (
	there       = 'a'
	strong      = 's'
	strongCount = 3
)

// tokens lists what the index holds of an article.
func tokens(shelf int64, title, body []string) string {
	const seenInTitle = strongCount
	count := make(map[string]int, len(title)+len(body))
	order := make([]string, 0, len(title)+len(body))
	see := func(term string, n int) {
		if count[term] == 0 {
			order = append(order, term)
		}
		count[term] += n
	}
	for _, term := range title {
		see(term, seenInTitle)
	}
	for _, term := range body {
		see(term, 1)
	}
	var b []byte
	for _, term := range order {
		b = append(appendToken(b, shelf, there, term), ' ')
		if count[term] >= strongCount {
			b = append(appendToken(b, shelf, strong, term), ' ')
		}
	}
	return string(b)
}

// appendToken appends one term as the index knows it: one word to unicode61,
// whatever the term is made of. Runes that unicode61 might take for separators
// are spelled out.
func appendToken(b []byte, shelf int64, kind byte, term string) []byte {
	b = append(strconv.AppendInt(b, shelf, 10), kind)
	for _, r := range term {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || settled(r) {
			b = append(b, string(r)...)
			continue
		}
		b = append(strconv.AppendInt(append(b, 'x'), int64(r), 16), 'x')
	}
	return b
}

// settled tells letters of scripts that unicode61, which knows the Unicode of
// 2012, takes for letters too.
func settled(r rune) bool {
	return r >= 0x80 && r < 0x10000 && unicode.IsLetter(r) &&
		unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew,
			unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// Candidates finds by terms: see articles.Index. When there are more than
// wanted, those with strong terms are preferred, then newer ones.
func (s *Store) Candidates(ctx context.Context, m articles.Match) ([]articles.Candidate, error) {
	shelves, err := s.shelves(ctx, m.Shelves)
	if err != nil {
		return nil, fmt.Errorf("find candidates: %w", err)
	}
	if len(shelves) == 0 || len(m.Words) == 0 || m.Limit < 1 {
		return nil, nil
	}
	x := matcher{store: s, match: m, shelves: shelves, left: m.Limit}
	x.from, x.to = window(m.Since, m.Until)
	if err := x.run(ctx); err != nil {
		return nil, fmt.Errorf("find candidates: %w", err)
	}
	return x.found, nil
}

func scanCount(rows *sql.Rows) (n int, err error) { return n, rows.Scan(&n) }

// matcher collects the candidates of one match, in tiers.
type matcher struct {
	store    *Store
	match    articles.Match
	shelves  map[int64]articles.Shelf
	from, to int64
	left     int
	found    []articles.Candidate
}

func (x *matcher) run(ctx context.Context) error {
	op := " OR "
	if x.match.All {
		op = " AND "
	}
	every := x.expression(op, there)
	if every == "" {
		return nil
	}
	if x.match.Newest {
		return x.tier(ctx, every)
	}
	if x.match.All { // any of many words are seldom few
		few, err := x.fits(ctx, every)
		if err != nil || few {
			return errors.Join(err, x.tier(ctx, every))
		}
	}
	about := x.expression(op, strong)
	some := x.expression(" OR ", strong)
	tiers := []string{about, "(" + every + ") NOT (" + about + ")"}
	if x.match.All {
		tiers = []string{
			about,
			"((" + every + ") AND (" + some + ")) NOT (" + about + ")",
			"(" + every + ") NOT (" + some + ")",
		}
	}
	for _, tier := range tiers {
		if err := x.tier(ctx, tier); err != nil || x.left == 0 {
			return err
		}
	}
	return nil
}

// fits tells that all that matches can be returned, so that it need not be
// sorted out.
func (x *matcher) fits(ctx context.Context, expression string) (bool, error) {
	counts, err := collect(ctx, x.store, scanCount, countMatched, expression, x.from, x.to, x.left+1)
	return len(counts) == 1 && counts[0] <= x.left, err
}

// tier adds what matches an expression, newest first.
func (x *matcher) tier(ctx context.Context, expression string) error {
	found, err := collect(ctx, x.store, candidate(x.shelves), matched, expression, x.from, x.to, x.left)
	x.found = append(x.found, found...)
	x.left -= len(found)
	return err
}

// expression asks for the words in the query language of FTS5. A word without
// a term asks for nothing.
func (x *matcher) expression(op string, kind byte) string {
	var words []string
	for _, alternatives := range x.match.Words {
		var word []string
		for _, term := range alternatives {
			for shelf := range x.shelves {
				word = append(word, `"`+string(appendToken(nil, shelf, kind, term))+`"`)
			}
		}
		if len(word) > 0 {
			words = append(words, "("+strings.Join(word, " OR ")+")")
		}
	}
	return strings.Join(words, op)
}
