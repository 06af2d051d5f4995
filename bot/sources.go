package bot

import (
	"context"
	"fmt"

	"briefly/articles"
	"briefly/bot/words"
)

func (b *Bot) sourcesCommand() Command {
	return Command{Name: "sources", Help: words.HelpSources, run: b.sources}
}

// sources lists who wrote what the asker can see, and who added it.
func (b *Bot) sources(ctx context.Context, c *call, say func(Answer) bool) error {
	found, err := b.Library.Publishers(ctx, c.shelves)
	if err != nil {
		return fmt.Errorf("list the publishers: %w", err)
	}
	if len(found) == 0 {
		return problem(words.NothingYet).with(Action{Label: "/add", Command: "/add"})
	}
	a := Answer{Title: c.words.Say(words.SourcesTitle)}
	total := 0
	for _, p := range found {
		total += p.Articles
		a.Items = append(a.Items, Item{Title: publisherName(c, p), Gist: publisherLine(c, p)})
	}
	const most = 30
	if len(a.Items) > most {
		a.Basis.LeftOut = len(a.Items) - most
		a.Items = a.Items[:most]
	}
	a.Basis.Articles, a.Basis.Publishers = total, len(found)
	a.Note = c.words.Say(words.SourcesNote,
		"articles", c.words.Say(words.Articles, "n", total),
		"publishers", c.words.Say(words.Publishers, "n", len(found)))
	if a.Basis.LeftOut > 0 {
		a.Note += "\n" + c.words.Say(words.LeftOut, "n", a.Basis.LeftOut)
	}
	if found[0].Shelf == articles.Sample {
		a.Note += "\n" + c.words.Say(words.SampleNote)
	}
	say(a)
	return nil
}

func publisherName(c *call, p articles.Publisher) string {
	if p.Name == "" {
		return c.words.Say(words.NoPublisher)
	}
	return p.Name
}

func publisherLine(c *call, p articles.Publisher) string {
	line := c.words.Say(words.PublisherLine,
		"articles", c.words.Say(words.Articles, "n", p.Articles),
		"ago", c.words.Ago(p.Newest, c.now))
	if p.AddedBy != "" {
		line += "; " + c.words.Say(words.AddedBy, "name", printable(p.AddedBy))
	}
	return line
}
