package briefing

import (
	"time"

	"briefly/articles"
)

// build collects a briefing: sources are numbered in the order in which they
// are first cited.
type build struct {
	Briefing
	cited      map[citation]int
	seen       map[articles.Number]bool
	publishers map[string]bool
}

type citation struct {
	number articles.Number
	span   articles.Span
}

func newBuild(q Question) *build {
	return &build{
		Briefing:   Briefing{Question: q},
		cited:      map[citation]int{},
		seen:       map[articles.Number]bool{},
		publishers: map[string]bool{},
	}
}

// cite returns the index of a source, which it adds when it is new.
func (b *build) cite(a articles.Article, span articles.Span) int {
	c := citation{a.Number, span}
	if i, ok := b.cited[c]; ok {
		return i
	}
	b.cited[c] = len(b.Sources)
	b.Sources = append(b.Sources, Source{
		Number: a.Number, Revision: a.Revision, Key: a.Key, Title: a.Title, Publisher: a.Publisher,
		URL: a.URL, Lang: a.Lang, Published: a.Published, Added: a.Added, Span: span,
	})
	b.count(a)
	return len(b.Sources) - 1
}

// count takes note that an article stands behind the briefing.
func (b *build) count(a articles.Article) {
	if b.seen[a.Number] {
		return
	}
	b.seen[a.Number] = true
	b.Articles++
	if a.Publisher != "" && !b.publishers[a.Publisher] {
		b.publishers[a.Publisher] = true
		b.Publishers++
	}
	when := a.When()
	if b.From.IsZero() || when.Before(b.From) {
		b.From = when
	}
	if when.After(b.To) {
		b.To = when
	}
	if when.After(b.Newest) {
		b.Newest = when
	}
	b.Sample = b.Sample || a.Shelf == articles.Sample
	b.Own = b.Own || a.Shelf != articles.Sample && a.Shelf != articles.Common
}

// lead adds the sentences of a summary of the given articles.
func (b *build) lead(from []articles.Article, s articles.Summary) {
	for _, x := range s.Sentences {
		sentence := Sentence{Text: x.Text, Prefix: x.Prefix}
		for _, src := range x.Sources {
			sentence.Sources = append(sentence.Sources, b.cite(from[src.Article], src.Span))
		}
		b.Lead = append(b.Lead, sentence)
	}
}

// dateLead says of each sentence of the lead when it was written, if the lead
// spans several days of dated articles.
func (b *build) dateLead() {
	zone := b.Now.Location()
	day := func(s Sentence) time.Time {
		if len(s.Sources) == 0 {
			return time.Time{}
		}
		return b.Sources[s.Sources[0]].Published
	}
	several := false
	for _, s := range b.Lead {
		first, d := day(b.Lead[0]), day(s)
		several = several || !sameDay(first, d, zone)
	}
	if !several {
		return
	}
	var last time.Time
	for i := range b.Lead {
		d := day(b.Lead[i])
		if b.Lead[i].Differs || d.IsZero() || !last.IsZero() && sameDay(last, d, zone) {
			continue // beside another account, undated, or of the same day as the sentence before
		}
		b.Lead[i].On, last = d, d
	}
}

func sameDay(a, b time.Time, zone *time.Location) bool {
	ay, am, ad := a.In(zone).Date()
	by, bm, bd := b.In(zone).Date()
	return ay == by && am == bm && ad == bd
}

// story adds a story as told by its articles, the first of which speaks for it.
func (b *build) story(id articles.StoryID, headline string, told []articles.Article) {
	const mostSources = 3
	first := told[0]
	if headline == "" {
		headline = first.Title
	}
	s := Story{
		ID: id, Number: first.Number, Headline: headline, Gist: firstSentence(first),
		URL: first.URL, Lang: first.Lang, Published: first.Published, Added: first.Added,
	}
	for i, a := range told {
		if i < mostSources {
			s.Sources = append(s.Sources, b.cite(a, articles.Span{}))
		} else {
			b.count(a)
		}
	}
	b.Stories = append(b.Stories, s)
}

// firstSentence is what an article says in one sentence.
func firstSentence(a articles.Article) string {
	if len(a.Summary.Sentences) == 0 {
		return ""
	}
	return a.Summary.Sentences[0].Prefix + a.Summary.Sentences[0].Text
}
