package bot

import (
	"context"
	"fmt"
	"math"

	"briefly/articles"
	"briefly/bot/words"
)

func (b *Bot) whyCommand() Command {
	return Command{
		Name:   "why",
		Help:   words.HelpWhy,
		Params: []Param{{Name: "number", Help: words.HelpNumber, Kind: Words, Required: true, complete: b.completeArticle}},
		run:    b.why,
	}
}

// why lays open what an article's summary and its place rest on: how it was
// read, why it is in its story, which bytes each sentence stands for, and which
// texts it has had.
func (b *Bot) why(ctx context.Context, c *call, say func(Answer) bool) error {
	n, _, ok := number(c.Args["number"])
	if !ok {
		return problem(words.WhyWhich)
	}
	name := fmt.Sprintf("#%d", n)
	a, err := b.Library.Article(ctx, c.shelves, n)
	if err != nil {
		return notFound(err, words.NoArticle, "number", name)
	}
	revisions, err := b.Library.Revisions(ctx, c.shelves, n)
	if err != nil {
		return notFound(err, words.NoArticle, "number", name)
	}
	answer := Answer{
		Title: c.words.Say(words.WhyTitle, "number", name, "title", a.Title),
		Items: []Item{
			{Title: c.words.Say(words.WhyRead), Gist: howRead(c, a.Quality)},
			{Title: c.words.Say(words.WhyStory), Gist: whyThere(c, a.Placement)},
		},
		Actions: []Action{{Label: name, Command: "/summary " + name}},
	}
	for _, s := range a.Summary.Sentences {
		for _, src := range s.Sources {
			answer.Items = append(answer.Items, Item{Title: c.words.Say(words.WhyBytes, "start", src.Start, "end", src.End), Gist: s.Text})
		}
	}
	for _, r := range revisions {
		answer.Items = append(answer.Items, Item{
			Title: c.words.Say(words.WhyRevision, "revision", r.Revision),
			Gist:  c.words.Say(words.WhyStored, "ago", c.words.Ago(r.Stored, c.now)),
		})
	}
	say(answer)
	return nil
}

// howRead says the facts of a quality in words.
func howRead(c *call, q articles.Quality) string {
	key := words.WhyRecord
	switch q.Form {
	case articles.FormPage:
		key = words.WhyPage
	case articles.FormText:
		key = words.WhyText
	case articles.FormRecord:
	}
	text := c.words.Say(key,
		"words", c.words.Say(words.WordsLong, "n", q.Words),
		"paragraphs", c.words.Say(words.ParagraphsLong, "n", q.Paragraphs),
		"agreement", percent(q.Agreement), "links", percent(q.LinkShare))
	if q.Partial != "" {
		text += " " + c.words.Say(words.WhyPartial, "reason", c.words.Say(words.Refused(q.Partial)))
	}
	return text
}

// whyThere says in words why an article is in its story.
func whyThere(c *call, p articles.Placement) string {
	key := words.WhyNew
	switch {
	case p.Duplicate:
		key = words.WhyRepeats
	case p.Joined:
		key = words.WhyJoined
	case p.Nearest != 0:
		key = words.WhyApart
	}
	return c.words.Say(key, "number", fmt.Sprintf("#%d", p.Nearest), "likeness", percent(p.Likeness))
}

func percent(share float64) int { return int(math.Round(100 * share)) }
