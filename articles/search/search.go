// Package search turns what somebody typed into ranked articles, and proposes
// what they may have meant. It asks an articles.Index for candidates and ranks
// them itself, so that every store answers alike; what a shelf is, which
// sentences answer and what is said about the result is left to others.
package search

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"briefly/articles"
	"briefly/articles/language"
)

// Request is a search.
type Request struct {
	Text    string // what was typed; "quoted words" must stand together
	Lang    string // the asker's language, BCP 47; empty when unknown
	Shelves []articles.Shelf
	// Since and Until bound what is searched, as in articles.Query.
	Since, Until time.Time
	Limit        int  // at most this many hits; must be positive
	News         bool // newer articles are worth more
	// Strict leaves out what holds much less of the topic than others do, what
	// only speaks like the articles that hold the topic's words, and the time
	// that finding it takes.
	Strict bool
	Now    time.Time // for News
}

// Hit is an article that was found.
type Hit struct {
	articles.Candidate
	Score float64 // comparable within one result only
}

// Result is what a search found.
type Result struct {
	Hits []Hit // best first
	// Known tells that the hits are about the topic: its telling words stand
	// together in some of them.
	Known bool
	// As are other names under which the topic was looked for and found, as
	// people write them: "China" for "Китай".
	As []string
	// Suggestions are searches that would find something, for a word that
	// nothing has: with another word instead of it, or without it.
	Suggestions []string
	// Terms are the search terms of the topic, folded and stemmed.
	Terms []string
	// Needs says what else would be found.
	Needs Needs
}

// Searcher searches an index. Its methods may be called from many goroutines.
type Searcher struct{ index articles.Index }

// New returns a searcher of an index.
func New(index articles.Index) *Searcher { return &Searcher{index} }

// How many articles are ranked for each hit that is wanted: with all of the
// words, with any of them, and with words of the feedback.
const (
	firstLook, secondLook, thirdLook = 4, 3, 2
	// leastLook is how many hits are looked for when fewer are wanted.
	leastLook = 50
)

// Search finds articles. A topic of no words finds nothing.
func (s *Searcher) Search(ctx context.Context, r Request) (Result, error) {
	topic := variants(r.Text, r.Lang)
	result := Result{Terms: topic[0].terms()}
	if len(topic[0].words) == 0 || r.Limit < 1 {
		return result, nil
	}
	m, err := s.match(ctx, r, topic)
	if err != nil {
		return result, fmt.Errorf("search: %w", err)
	}
	result.Hits, result.Known, result.As, result.Needs = m.hits, m.known, m.as, m.needs
	switch {
	case m.known && r.Strict:
	case m.known:
		var asked []string
		result.Hits, asked, err = s.expand(ctx, r, m.best, m.hits)
		result.Needs.alone(asked)
	default:
		result.Suggestions, err = s.suggest(ctx, r)
	}
	if err != nil {
		return result, fmt.Errorf("search: %w", err)
	}
	result.Hits = quoted(topic[0].query, result.Hits)
	if r.News {
		freshen(result.Hits, r.Now)
	}
	if len(result.Hits) > r.Limit {
		result.Hits = result.Hits[:r.Limit]
	}
	return result, nil
}

// matched is what the words of a topic find, without feedback.
type matched struct {
	hits  []Hit
	known bool
	as    []string
	best  *matcher // of the topic as it was typed
	needs Needs
}

// match searches for every variant of a topic. An article is worth what the
// variant that suits it best says.
func (s *Searcher) match(ctx context.Context, r Request, topic []variant) (matched, error) {
	var (
		out   matched
		found []articles.Candidate
		terms []string
	)
	for _, v := range topic {
		more, err := s.candidates(ctx, r, v.query)
		if err != nil {
			return out, err
		}
		found = unite(found, more)
		terms = append(terms, v.all()...)
	}
	stats, err := s.index.Stats(ctx, r.Shelves, terms)
	if err != nil {
		return out, err
	}
	score := make(map[articles.Number]float64, len(found))
	share := make(map[articles.Number]float64, len(found))
	told := make(map[string]bool)
	all := make([]*matcher, len(topic))
	for i, v := range topic {
		m := newMatcher(v.query, stats)
		all[i] = m
		hits := m.rank(found)
		covered := m.covered(hits)
		weight := otherName
		if i == 0 {
			out.best, weight = m, 1
		}
		for _, h := range hits {
			score[h.Number] = max(score[h.Number], weight*h.Score)
			share[h.Number] = max(share[h.Number], m.share(h.Candidate))
		}
		out.known = out.known || covered
		for _, name := range v.names {
			if covered && !told[name.lang] && holds(stats, name.words) {
				out.as = append(out.as, name.text)
				told[name.lang] = true // one name a language is enough
			}
		}
	}
	for _, c := range found {
		out.hits = append(out.hits, Hit{Candidate: c, Score: score[c.Number]})
	}
	out.needs.Terms = make(map[string]float64, len(terms))
	if !r.Strict {
		out.needs.alone(terms)
	} else {
		fullest := fullest(share)
		enough := strictShare * share[fullest]
		out.needs.strict(all, enough, out.known)
		out.needs.Beside = []articles.Number{fullest}
		out.hits = slices.DeleteFunc(out.hits, func(h Hit) bool { return share[h.Number] < enough })
	}
	best(out.hits)
	return out, nil
}

// fullest is the article with the greatest share; 0 when there is none.
func fullest(share map[articles.Number]float64) (number articles.Number) {
	for n, x := range share {
		if x > share[number] {
			number = n
		}
	}
	return number
}

// holds tells that some article may have all of the words.
func holds(stats articles.Stats, words [][]string) bool {
	for _, word := range words {
		if !slices.ContainsFunc(word, func(term string) bool { return stats.With[term] > 0 }) {
			return false
		}
	}
	return len(words) > 0
}

// look is how many hits are looked for.
func (r Request) look() int { return max(r.Limit, leastLook) }

// candidates asks for what has all words, then, when that is little, for what
// has any.
func (s *Searcher) candidates(ctx context.Context, r Request, q query) ([]articles.Candidate, error) {
	m := articles.Match{
		Query: articles.Query{Shelves: r.Shelves, Since: r.Since, Until: r.Until, Limit: firstLook * r.look()},
		Words: q.words, All: true,
	}
	found, err := s.index.Candidates(ctx, m)
	if err != nil || len(q.words) == 1 || len(found) >= 2*r.look() {
		return found, err
	}
	m.All, m.Limit = false, secondLook*r.look()
	more, err := s.index.Candidates(ctx, m)
	if err != nil {
		return nil, err
	}
	return unite(found, more), nil
}

// unite adds the candidates that are not there yet.
func unite(found, more []articles.Candidate) []articles.Candidate {
	have := make(map[articles.Number]bool, len(found))
	for _, c := range found {
		have[c.Number] = true
	}
	for _, c := range more {
		if !have[c.Number] {
			found = append(found, c)
		}
	}
	return found
}

const (
	// fresh is after how long the news in an article has lost half of what
	// newness adds to it.
	fresh = 3 * 24 * time.Hour
	// freshShare is the part of an article's worth that is newness.
	freshShare = 0.3
)

// freshen makes newer articles worth more than older ones.
func freshen(hits []Hit, now time.Time) {
	for i, h := range hits {
		age := max(0, now.Sub(h.When()))
		hits[i].Score *= 1 - freshShare + freshShare*math.Exp2(-age.Hours()/fresh.Hours())
	}
	best(hits)
}

// best sorts hits, best first; equals newest first.
func best(hits []Hit) {
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), b.When().Compare(a.When()), cmp.Compare(b.Number, a.Number))
	})
}

// Complete proposes words of titles on the shelves that continue what is being
// typed: the whole text with its last word completed, most frequent first.
func (s *Searcher) Complete(ctx context.Context, shelves []articles.Shelf, prefix string, limit int) ([]string, error) {
	head, last := lastWord(prefix)
	words, err := s.index.Vocabulary(ctx, shelves, last, limit)
	if err != nil {
		return nil, fmt.Errorf("complete: %w", err)
	}
	proposals := make([]string, 0, len(words))
	for _, w := range words {
		proposals = append(proposals, head+w.Text)
	}
	const enough = 4 // of a word, to tell a slip from another word
	if len(proposals) > 0 || utf8.RuneCountInString(last) < enough {
		return proposals, nil
	}
	mended, err := s.begins(ctx, shelves, language.Fold(last))
	if err != nil {
		return nil, fmt.Errorf("complete: %w", err)
	}
	for _, w := range mended[:min(len(mended), limit)] {
		proposals = append(proposals, head+w)
	}
	return proposals, nil
}
