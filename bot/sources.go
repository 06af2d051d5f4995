package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"briefly/articles"
	"briefly/bot/words"
)

func (b *Bot) sourcesCommand() Command {
	return Command{Name: "sources", Help: words.HelpSources, run: b.sources}
}

// sources lists the feeds that are read for the asker, with how that goes, and
// who wrote what the asker can see.
func (b *Bot) sources(ctx context.Context, c *call, say func(Answer) bool) error {
	found, err := b.Library.Publishers(ctx, c.shelves)
	if err != nil {
		return fmt.Errorf("list the publishers: %w", err)
	}
	read, err := b.Feeds.Feeds(ctx, c.shelves)
	if err != nil {
		return fmt.Errorf("list the feeds: %w", err)
	}
	if len(found) == 0 && len(read) == 0 {
		return problem(words.NothingYet).with(Action{Label: "/add", Command: "/add"})
	}
	a := Answer{Title: c.words.Say(words.SourcesTitle)}
	for _, f := range unwellFirst(read) {
		a.Items = append(a.Items, feedItem(c, f))
	}
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
	if len(found) > 0 && found[0].Shelf == articles.Sample {
		a.Note += "\n" + c.words.Say(words.SampleNote)
	}
	say(a)
	return nil
}

// feedItem shows a feed. Its address is for those who share its shelf, and so
// is what can be done about it.
func feedItem(c *call, f articles.Feed) Item {
	it := Item{Title: feedTitle(c, f), Gist: feedLine(c, f)}
	if f.Shelf == c.At.Shelf() {
		it.URL = f.URL
		it.Actions = []Action{{Label: c.words.Say(words.FeedName, "id", f.ID), Command: fmt.Sprintf("/feed %d", f.ID)}}
	}
	return it
}

// unwellFirst puts the feeds that somebody should look after first.
func unwellFirst(all []articles.Feed) []articles.Feed {
	rank := func(f articles.Feed) int {
		switch {
		case f.Health.Parked != "":
			return 0
		case f.Health.Error != "":
			return 1
		case f.Health.Moved != "":
			return 2
		}
		return 3
	}
	slices.SortStableFunc(all, func(x, y articles.Feed) int { return cmp.Compare(rank(x), rank(y)) })
	return all
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
