package briefing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefly/articles"
	"briefly/articles/language"
)

const (
	// leadAim is how many sentences a lead has when there is enough to say: one
	// more is taken only to set a differing account beside another.
	leadAim = 3
	// leadArticles is how many articles are read for a lead, best first.
	leadArticles = 8
	// shortSentence is the room in words that is kept for each sentence that is
	// still to come.
	shortSentence = 23
	// dateWords is what a sentence's date takes of the lead's words.
	dateWords = 3
)

// ranked is an article that may speak in a lead.
type ranked struct {
	articles.Article
	story int // index of its story, best first
}

// statement is a sentence that a lead may take.
type statement struct {
	ranked
	sentence articles.Sentence
	terms    map[string]bool // of its text: what it says
	words    int
	value    float64
	about    bool      // it or its title holds a word of the question
	at       time.Time // its place within its story
	differs  bool      // says the same as the one before it with another number
}

// topicLead writes the lead: a sentence each of the articles that answer the
// question best, no statement twice.
func (b *Briefer) topicLead(ctx context.Context, bd *build, best []ranked) error {
	said, err := b.statements(ctx, bd, best)
	if err != nil {
		return err
	}
	c := chooser{words: leadWords - leadAim*dateWords, best: best}
	if len(best) > 0 && len(best) < leadAim {
		c.choose(gist(best[0]), func(statement) bool { return true }) // what the few say altogether
	}
	// A sentence each of different articles; then more of the same, if they are
	// few; then what goes on in a story that is told already. What does not
	// speak of the question comes only in the last case.
	c.choose(said, func(s statement) bool {
		return s.about && !c.has(func(x statement) bool { return x.Number == s.Number })
	})
	c.choose(said, func(s statement) bool { return s.about })
	c.choose(said, func(s statement) bool {
		return len(c.chosen) == 0 || c.has(func(x statement) bool { return x.story == s.story })
	})
	bd.say(c.chosen)
	return nil
}

// chooser takes statements while there is room in the lead.
type chooser struct {
	words  int // left
	best   []ranked
	chosen []statement
}

func (c *chooser) has(f func(statement) bool) bool { return slices.ContainsFunc(c.chosen, f) }

// choose takes what fits and says nothing twice, each with the first differing
// account beside it.
func (c *chooser) choose(said []statement, fits func(statement) bool) {
	for _, s := range said {
		room := c.words - c.reserve()*shortSentence
		if len(c.chosen) >= leadAim || s.words > room || !fits(s) || repeats(s, c.chosen) {
			continue
		}
		c.take(s)
		if c.has(func(x statement) bool { return x.differs }) {
			continue
		}
		if other, ok := otherAccount(s, c.best); ok && other.words <= c.words {
			other.at = s.at // beside what it differs from
			c.take(other)
		}
	}
}

// reserve is for how many sentences room is kept: none when the articles are
// few, which have no choice of short ones.
func (c *chooser) reserve() int {
	if len(c.best) < leadAim {
		return 0
	}
	return leadAim - 1 - len(c.chosen)
}

// gist is what an article says in one sentence, as a statement.
func gist(a ranked) []statement {
	for _, x := range a.Summary.Sentences {
		words := len(strings.Fields(x.Prefix + x.Text))
		return []statement{{ranked: a, at: a.When(), sentence: x, terms: termSet(x.Text, a.Lang), words: words}}
	}
	return nil
}

func (c *chooser) take(s statement) {
	c.chosen = append(c.chosen, s)
	c.words -= s.words
}

// statements lists what the best articles say about the question, the best
// statement first: of each article its best sentences, and its best short one.
func (b *Briefer) statements(ctx context.Context, bd *build, best []ranked) ([]statement, error) {
	asked := strings.Join(append([]string{bd.Text}, bd.As...), " ")
	best = best[:min(len(best), leadArticles)]
	long := leadWords - leadAim*dateWords - (leadAim-1)*shortSentence
	wanted := []wish{{1, long}, {1, shortSentence}}
	if len(best) < leadAim {
		wanted = []wish{{1, long}, {2, 2 * long}, {leadAim, leadWords - leadAim*dateWords}}
	}
	var said []statement
	for rank, a := range best {
		question := termSet(asked, a.Lang) // as an article in that language would say it
		for i, w := range wanted {
			s, err := b.summarizer.Summarize(ctx, articles.SummaryRequest{
				Articles: []articles.Article{a.Article}, Topic: bd.Text, Lang: bd.Lang, MaxSentences: w.sentences, MaxWords: w.words,
			})
			if err != nil {
				return nil, fmt.Errorf("choose a sentence of article %d: %w", a.Number, err)
			}
			for _, x := range s.Sentences {
				if slices.ContainsFunc(said, func(o statement) bool { return o.Number == a.Number && o.sentence.Text == x.Text }) {
					continue
				}
				st := statement{ranked: a, at: a.When(), sentence: x, terms: termSet(x.Text, a.Lang), words: len(strings.Fields(x.Prefix + x.Text))}
				st.value, st.about = value(st, question, rank)
				st.value -= wishWeight * float64(i)
				said = append(said, st)
			}
			if len(best) >= leadAim && len(s.Sentences) > 0 && said[len(said)-1].words <= shortSentence {
				break // it is short already
			}
		}
	}
	slices.SortStableFunc(said, func(x, y statement) int { return cmp.Compare(y.value, x.value) })
	return said, nil
}

// wish is how much is asked of an article.
type wish struct{ sentences, words int }

// value is how well a statement answers the question: how many of the
// question's words it and its title hold, and how high its article was found;
// and whether they hold any.
func value(s statement, question map[string]bool, rank int) (v float64, about bool) {
	if len(question) == 0 {
		return -float64(rank), true
	}
	title := termSet(s.Title, s.Lang)
	inText, inBoth := 0, 0
	for t := range question {
		if s.terms[t] {
			inText++
		}
		if s.terms[t] || title[t] {
			inBoth++
		}
	}
	n := float64(len(question))
	return textWeight*float64(inText)/n + bothWeight*float64(inBoth)/n - rankWeight*float64(rank), inBoth > 0
}

// What a statement's value is made of.
const (
	textWeight = 0.3
	bothWeight = 0.1
	rankWeight = 0.1
	wishWeight = 0.3 // what is not an article's first choice
)

// termSet is what a text says, as the set of its terms.
func termSet(text, lang string) map[string]bool {
	set := map[string]bool{}
	for _, t := range language.Terms(text, lang) {
		set[t] = true
	}
	return set
}

// repeats reports whether a statement says what a chosen one says already. Of
// two stories, sentences to one pattern that count differently say two things.
func repeats(s statement, chosen []statement) bool {
	return slices.ContainsFunc(chosen, func(c statement) bool {
		return likeness(s.terms, c.terms) >= sameStatement && (s.story == c.story || !countsOtherwise(s, c))
	})
}

// sameStatement is the share of the shorter one's terms from which two
// sentences say the same.
const sameStatement = 0.55

// likeness is the share of the smaller set that the other has too.
func likeness(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	shared := 0
	for t := range a {
		if b[t] {
			shared++
		}
	}
	return float64(shared) / float64(len(a))
}

// say writes the statements into the lead: stories in their order, each told
// from its beginning.
func (b *build) say(chosen []statement) {
	slices.SortStableFunc(chosen, func(x, y statement) int {
		if x.story != y.story {
			return x.story - y.story
		}
		return x.at.Compare(y.at)
	})
	for _, s := range chosen {
		src := s.sentence.Sources[0]
		b.Lead = append(b.Lead, Sentence{
			Text: s.sentence.Text, Prefix: s.sentence.Prefix, Differs: s.differs,
			Sources: []int{b.cite(s.Article, src.Span)},
		})
	}
	b.dateLead()
}
