package briefing

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"briefly/articles"
	"briefly/articles/language"
)

const (
	// leadAim is how many sentences a lead has when there is enough to say: one
	// more is taken only to set a differing account beside another.
	leadAim = 3
	// leadArticles is how many articles are read for a lead, best first.
	leadArticles = 12
	// sentenceWords is what is kept free for each sentence that is still to come.
	sentenceWords = 23
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
	about    bool // holds a word of the question
	differs  bool // says the same as the one before it with another number
}

// topicLead writes the lead: a sentence each of the best articles, chosen for
// the question, no statement twice.
func (b *Briefer) topicLead(ctx context.Context, bd *build, best []ranked) error {
	question := termSet(bd.Text, bd.Lang)
	var chosen, spare []statement
	words := leadWords - leadAim*dateWords
	take := func(s statement) {
		if s.words <= words && len(chosen) < leadAim && !repeats(s, chosen) {
			chosen = append(chosen, s)
			words -= s.words
		}
	}
	for _, a := range best[:min(len(best), leadArticles)] {
		if len(chosen) >= leadAim {
			break
		}
		most, room := 2, words-sentenceWords*(leadAim-1-len(chosen))
		if len(best) < leadAim { // these few must say it all
			most, room = leadAim, words
		}
		said, err := b.statements(ctx, bd, a, question, most, room)
		if err != nil {
			return err
		}
		if len(said) == 0 {
			continue
		}
		spare = append(spare, said[1:]...)
		if said[0].about {
			take(said[0])
		} else {
			spare = append(spare, said[0])
		}
	}
	for _, s := range spare {
		take(s)
	}
	bd.say(withDifferences(chosen, best, words))
	return nil
}

// statements chooses up to most sentences of an article for the question, each
// of at most so many words, the best one first.
func (b *Briefer) statements(ctx context.Context, bd *build, a ranked, question map[string]bool, most, words int) ([]statement, error) {
	var said []statement
	for n := 1; n <= most; n++ {
		s, err := b.summarizer.Summarize(ctx, articles.SummaryRequest{
			Articles: []articles.Article{a.Article}, Topic: bd.Text, Lang: bd.Lang, MaxSentences: n, MaxWords: n * words,
		})
		if err != nil {
			return nil, fmt.Errorf("choose a sentence of article %d: %w", a.Number, err)
		}
		for _, x := range s.Sentences {
			st := statement{ranked: a, sentence: x, terms: termSet(x.Text, a.Lang), words: len(strings.Fields(x.Prefix + x.Text))}
			if st.words > words || slices.ContainsFunc(said, func(o statement) bool { return o.sentence.Text == x.Text }) {
				continue
			}
			for t := range question {
				st.about = st.about || st.terms[t]
			}
			said = append(said, st)
		}
	}
	return said, nil
}

// termSet is what a text says, as the set of its terms.
func termSet(text, lang string) map[string]bool {
	set := map[string]bool{}
	for _, t := range language.Terms(text, lang) {
		set[t] = true
	}
	return set
}

// repeats reports whether a statement says what a chosen one says already.
func repeats(s statement, chosen []statement) bool {
	return slices.ContainsFunc(chosen, func(c statement) bool { return likeness(s.terms, c.terms) >= sameStatement })
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
		if x.differs || y.differs { // stays beside what it differs from
			return 0
		}
		return x.When().Compare(y.When())
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
