package bot

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"briefly/articles"
	"briefly/articles/feeds"
	"briefly/articles/ingest"
	"briefly/bot/words"
)

// headlines is how many of a feed's newest entries an answer shows.
const headlines = 3

// addLink adds what is behind a link: a feed, to be read again and again, the
// feed of a site, or a page.
func (b *Bot) addLink(ctx context.Context, c *call, u string, say func(Answer) bool) error {
	if feeds.Likely(u) {
		return b.addFeed(ctx, c, u, func(error) error { return b.summaryOfLink(ctx, c, u, say) }, say)
	}
	return b.summaryOfLink(ctx, c, u, say)
}

// addFeed adds the feed behind a link. What else is there is left to otherwise,
// unless it names feeds: one is added in its place, of several the asker has
// the choice.
func (b *Bot) addFeed(ctx context.Context, c *call, u string, otherwise func(error) error, say func(Answer) bool) error {
	request := b.feedRequest(c, u)
	seen, err := b.Feeder.Add(ctx, request)
	var other *ingest.NotFeedError
	if errors.As(err, &other) && len(other.Found) == 1 {
		seen, err = b.Feeder.Add(ctx, request.For(other.Found[0].URL))
	}
	switch {
	case errors.As(err, &other) && len(other.Found) > 1:
		say(choiceOfFeeds(c, other.Found))
		return nil
	case errors.As(err, &other):
		return otherwise(err)
	case err != nil:
		return feedProblem(c, err)
	}
	say(taken(c, seen))
	return nil
}

// taken shows a feed that was added, or was there before.
func taken(c *call, seen ingest.FeedSeen) Answer {
	a := feedAnswer(c, seen)
	key := words.FeedKnown
	if seen.Fresh {
		key = words.FeedTaken
		a.Actions = []Action{{Label: c.words.Say(words.Undo), Command: fmt.Sprintf("/feed %d do:%s", seen.Feed.ID, feedUndo)}}
	}
	a.Note += c.words.Say(key, "id", seen.Feed.ID)
	return a
}

// feedOfLine says in one line of several that there is a feed behind a link, and
// adds it when that was the command. Without a feed the line stays as it is.
func (b *Bot) feedOfLine(ctx context.Context, c *call, u string, line *Item) {
	add := c.Command.Name == "add"
	read := b.Feeder.Check
	if add {
		read = b.Feeder.Add
	}
	seen, err := read(ctx, b.feedRequest(c, u))
	if err != nil {
		return
	}
	a := b.offer(ctx, c, u, seen)
	if add {
		a = taken(c, seen)
	}
	*line = Item{Title: a.Title, Gist: strings.TrimSpace(a.Note), Actions: a.Actions}
}

func (b *Bot) feedRequest(c *call, u string) ingest.FeedRequest {
	return ingest.FeedRequest{URL: u, Shelf: c.At.Shelf(), AddedBy: c.Name}
}

// feedAnswer shows a feed's name and newest headlines.
func feedAnswer(c *call, seen ingest.FeedSeen) Answer {
	a := Answer{Title: feedTitle(c, seen.Feed)}
	for _, e := range seen.Newest[:min(len(seen.Newest), headlines)] {
		it := Item{Title: e.Title, URL: e.Link, Published: e.Published}
		if it.Title == "" {
			it.Title = hostOf(e.Link)
		}
		a.Items = append(a.Items, it)
	}
	if len(seen.Newest) == 0 {
		a.Note = c.words.Say(words.FeedNoneNew) + "\n"
	}
	return a
}

// choiceOfFeeds offers the feeds of a site.
func choiceOfFeeds(c *call, found []feeds.Found) Answer {
	const most = 8
	a := Answer{Note: c.words.Say(words.FeedsFound)}
	for _, f := range found[:min(len(found), most)] {
		label := f.Title
		if label == "" {
			label = f.URL
		}
		a.Actions = append(a.Actions, Action{Label: label, Command: "/add " + f.URL})
	}
	return a
}

// feedProblem says why a feed could not be read.
func feedProblem(c *call, err error) error {
	var fetched *ingest.FetchError
	var refused *feeds.Refusal
	switch {
	case errors.As(err, &fetched):
		return problem(words.LinkUnread, "reason", feedFault(c, string(fetched.Reason)))
	case errors.As(err, &refused):
		return problem(words.LinkUnread, "reason", feedFault(c, string(refused.Reason)))
	}
	return fmt.Errorf("add a feed: %w", err)
}

// isList reports whether an upload is a list of feeds.
func isList(f File) bool {
	return strings.EqualFold(path.Ext(f.Name), ".opml") || strings.Contains(f.MediaType, "opml")
}

// addList adds the feeds of a list. They are read by themselves, soon.
func (b *Bot) addList(ctx context.Context, c *call, f File, say func(Answer) bool) error {
	name := printable(f.Name)
	data, err := readAll(ctx, f)
	if err != nil {
		return fmt.Errorf("read upload %q: %w", f.Name, err)
	}
	list, left, err := feeds.ReadOPML(feeds.Input{Data: data, ContentType: f.MediaType})
	var refused *feeds.Refusal
	if errors.As(err, &refused) {
		return problem(words.FileRefused, "name", name, "reason", feedFault(c, string(refused.Reason)))
	}
	if err != nil {
		return fmt.Errorf("read a list of feeds: %w", err)
	}
	n := 0
	for _, o := range list {
		_, fresh, err := b.Feeds.AddFeed(ctx, articles.Feed{
			Shelf: c.At.Shelf(), URL: o.XMLURL, Title: o.Title, Site: o.HTMLURL, AddedBy: c.Name, Added: c.now,
		}, articles.Secret{}, c.now)
		if err != nil {
			return fmt.Errorf("add a feed of a list: %w", err)
		}
		if fresh {
			n++
		}
	}
	say(listAnswer(c, name, n, left))
	return nil
}

// listAnswer says what became of a list of feeds.
func listAnswer(c *call, name string, added int, left []feeds.LineError) Answer {
	const most = 10
	lines := []string{c.words.Say(words.FeedsListed, "n", added)}
	for _, e := range left[:min(len(left), most)] {
		lines = append(lines, c.words.Say(words.FeedsLine, "line", e.Line, "reason", e.Reason))
	}
	if rest := len(left) - most; rest > 0 {
		lines = append(lines, c.words.Say(words.LeftOut, "n", rest))
	}
	return Answer{Title: name, Note: strings.Join(lines, "\n"), Actions: []Action{{Label: "/sources", Command: "/sources"}}}
}
