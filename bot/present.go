package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefly/articles"
	"briefly/articles/briefing"
	"briefly/bot/words"
)

// present turns a briefing into an answer.
func present(c *call, title string, br briefing.Briefing) Answer {
	a := Answer{Title: title, Note: note(c, br)}
	for _, s := range br.Sources {
		a.Sources = append(a.Sources, source(c, s))
	}
	for _, s := range br.Lead {
		a.Lead = append(a.Lead, Sentence{Text: s.Text, Prefix: prefix(c, s), Sources: s.Sources})
	}
	for _, s := range br.Stories {
		a.Items = append(a.Items, storyItem(c, s))
	}
	a.Basis = Basis{
		Articles: br.Articles, Publishers: br.Publishers,
		From: br.From, To: br.To, Newest: br.Newest, LeftOut: br.LeftOut,
	}
	return a
}

func source(c *call, s briefing.Source) Source {
	return Source{
		Number: s.Number, Revision: s.Revision, Key: s.Key, Title: s.Title, Publisher: s.Publisher,
		URL: s.URL, Published: s.Published, Added: s.Added, Language: c.words.Foreign(s.Lang), Span: s.Span,
	}
}

// prefix is what stands before a lead's sentence: that it is another account of
// the same fact, the day it was written when the lead spans several, and words
// that the summary added.
func prefix(c *call, s briefing.Sentence) string {
	var parts []string
	if s.Differs {
		parts = append(parts, c.words.Say(words.OtherAccount))
	}
	if !s.On.IsZero() {
		parts = append(parts, c.words.Say(words.OnDay, "date", c.words.Date(s.On, c.now)))
	}
	if s.Prefix != "" {
		parts = append(parts, strings.TrimSuffix(s.Prefix, " "))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, " ") + " "
}

func storyItem(c *call, s briefing.Story) Item {
	return Item{
		Number: s.Number, Title: s.Headline, Gist: s.Gist, Sources: s.Sources,
		URL: s.URL, Published: s.Published, Added: s.Added, Language: c.words.Foreign(s.Lang),
	}
}

// articleItem shows one article in a list.
func articleItem(c *call, a articles.Article, source int) Item {
	it := Item{
		Number: a.Number, Title: a.Title, Sources: []int{source},
		URL: a.URL, Published: a.Published, Added: a.Added, Language: c.words.Foreign(a.Lang),
	}
	if len(a.Summary.Sentences) > 0 {
		it.Gist = a.Summary.Sentences[0].Text
	}
	return it
}

// note says in one line each what stands behind a briefing and what was done
// to find it.
func note(c *call, br briefing.Briefing) string {
	var lines []string
	add := func(key words.Key, args ...any) { lines = append(lines, c.words.Say(key, args...)) }
	if len(br.As) > 0 {
		add(words.SearchedAs, "names", strings.Join(br.As, ", "))
	}
	if br.Widened {
		if br.Back == 0 {
			add(words.WidenedAll)
		} else {
			add(words.Widened, "n", int(br.Back/(24*time.Hour)))
		}
	}
	if br.Partial != "" {
		add(words.Partial, "n", br.Paragraphs)
	}
	if br.Articles > 0 {
		key := words.BasisLine
		if br.Publishers == 0 {
			key = words.BasisUnsigned
		}
		add(key,
			"articles", c.words.Say(words.Articles, "n", br.Articles),
			"publishers", c.words.Say(words.Publishers, "n", br.Publishers),
			"days", days(c, br.From, br.To),
			"ago", c.words.Ago(br.To, c.now))
	}
	if br.Sample {
		add(words.SampleNote)
	}
	return strings.Join(lines, "\n")
}

// days is "14 Nov" or "14 Nov – 16 Nov".
func days(c *call, from, to time.Time) string {
	first, last := c.words.Date(from, c.now), c.words.Date(to, c.now)
	if first == last {
		return first
	}
	return first + " – " + last
}

// remember saves the list behind an answer, and offers the rest of it.
func (b *Bot) remember(ctx context.Context, c *call, a *Answer, order []articles.Number) error {
	if len(order) <= len(a.Items) {
		return nil
	}
	v := newView(c.Request, c.Text, a.Title, order, c.now)
	if err := b.Views.SaveView(ctx, v); err != nil {
		return fmt.Errorf("save a view: %w", err)
	}
	a.View = v.Key
	a.continued(c, order)
	a.Actions = append(a.Actions, moreAction(c, v.Key, len(a.Items)))
	return nil
}

// continued tells of each item of a view where the list goes on from it.
func (a *Answer) continued(c *call, order []articles.Number) {
	for i := range a.Items {
		if at := slices.Index(order, a.Items[i].Number); at >= 0 {
			a.Items[i].From = moreAction(c, a.View, at)
		}
	}
}

// moreAction opens a view from its item number from on, counted from 0.
func moreAction(c *call, key string, from int) Action {
	return Action{Label: c.words.Say(words.More), Command: fmt.Sprintf("/view %s %d", key, from)}
}
