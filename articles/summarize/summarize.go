// Package summarize chooses the sentences that tell what one article says, or
// what several articles about one thing say together.
//
// It only ever quotes: each sentence of a summary is a sentence of an article,
// at most without a named, harmless part (see trim.go), and carries its range
// of bytes. Words that are added stand apart, in the prefix. Storing, grouping
// and showing summaries are the business of others.
package summarize

import (
	"context"
	"fmt"

	"briefly/articles"
	"briefly/articles/language"
)

// Summarizer makes summaries. It holds nothing that changes, so one may be
// shared by any number of goroutines.
type Summarizer struct {
	stats    allStats
	lexicons map[string]*lexicon
	weights  Weights
}

// New returns a Summarizer with the weights that the program ships with.
func New() *Summarizer { return NewWeighted(shippedWeights) }

// NewWeighted returns a Summarizer with other weights; training needs it.
func NewWeighted(w Weights) *Summarizer {
	return &Summarizer{stats: readStats(frequencies), lexicons: newLexicons(), weights: w}
}

// Summarize returns sentences of the request's articles in the order in which
// they should be read. Without any limit a summary has three sentences. The
// summary of articles without text is empty. The only error is that of ctx.
func (s *Summarizer) Summarize(ctx context.Context, r articles.SummaryRequest) (articles.Summary, error) {
	if err := ctx.Err(); err != nil {
		return articles.Summary{}, fmt.Errorf("summarize: %w", err)
	}
	var p picker
	b := newBudget(r)
	switch len(r.Articles) {
	case 0:
		return articles.Summary{}, nil
	case 1:
		p = s.one(r, b)
	default:
		p = s.several(r)
	}
	p.pick(b)
	var sum articles.Summary
	for k, i := range p.taken {
		u := &p.units[i]
		prefix := u.names.given
		if p.named(p.taken[:k], u.names.opens) {
			prefix = ""
		}
		sum.Sentences = append(sum.Sentences, articles.Sentence{
			Prefix:  prefix,
			Text:    u.text,
			Sources: []articles.Source{{Article: u.article, Span: u.span}},
		})
	}
	return sum, nil
}

// oneRepeat is what being like a sentence that was taken speaks against another
// one of the same article.
const oneRepeat = 0.1

// one prepares the choice from one article.
func (s *Summarizer) one(r articles.SummaryRequest, b *budget) picker {
	a := r.Articles[0]
	rd := s.reader(a)
	units := rd.read(0, a.Body)
	if b.sentences != 1 { // the weights of a single sentence were fitted with captions in their place
		units = rd.lexicon.withoutCaptions(units)
	}
	doc := newDocument(rd.vocabulary, units, rd.vector(a.Title), rd.vector(r.Topic))
	doc.titleWords = rd.vocabulary.words(a.Title)
	var openings []float64
	if r.MaxWords <= 0 && b.sentences > 1 {
		openings = freeOpenings
	}
	return picker{units: units, cost: oneRepeat, depths: []int{maxUnits}, scores: doc.scores(rd.vocabulary, s.weights.of(b.sentences), openings)}
}

// reader returns a reader for an article and what stands around it.
func (s *Summarizer) reader(a articles.Article) *reader {
	lang := language.Detect(a.Body[:min(len(a.Body), maxBody)], a.Lang)
	return &reader{lang: lang, vocabulary: newVocabulary(s.stats.of(lang)), lexicon: s.lexicon(lang)}
}

// another returns a reader for another article that shares the words of rd.
func (s *Summarizer) another(rd *reader, a articles.Article) *reader {
	lang := language.Detect(a.Body[:min(len(a.Body), maxBody)], a.Lang)
	return &reader{lang: lang, vocabulary: rd.vocabulary, lexicon: s.lexicon(lang), pairs: rd.pairs}
}

func (s *Summarizer) lexicon(lang string) *lexicon {
	if l, ok := s.lexicons[lang]; ok {
		return l
	}
	return s.lexicons[""]
}

// vector reads a text that is no part of an article: a title, a topic.
func (rd *reader) vector(text string) []term {
	return rd.vocabulary.vector(rd.vocabulary.words(text))
}
