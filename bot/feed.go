package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"briefly/articles"
	"briefly/articles/ingest"
	"briefly/bot/words"
)

// Feeder reads feeds that people ask for.
type Feeder interface {
	// Check reads a feed and stores nothing.
	Check(ctx context.Context, r ingest.FeedRequest) (ingest.FeedSeen, error)
	// Add reads a feed and keeps it, to be read again and again.
	Add(ctx context.Context, r ingest.FeedRequest) (ingest.FeedSeen, error)
}

// What /feed does with a feed.
const (
	feedRetry  = "retry"
	feedFollow = "follow"
	feedStay   = "stay"
	feedRemove = "remove"
	feedUndo   = "undo" // removes it with what it brought
)

func (b *Bot) feedCommand() Command {
	return Command{
		Name:  "feed",
		Help:  words.HelpFeed,
		Admin: true,
		Params: []Param{
			{Name: "number", Help: words.HelpFeedNumber, Kind: Words, Required: true, complete: b.completeFeed},
			{Name: "do", Help: words.HelpFeedDo, Kind: Option, Choices: []string{feedRetry, feedFollow, feedStay, feedRemove, feedUndo}},
		},
		run: b.feed,
	}
}

// feed shows a feed of the place, or changes what is done with it. Those of the
// common shelf are the operator's to change, at the console.
func (b *Bot) feed(ctx context.Context, c *call, say func(Answer) bool) error {
	n, _, ok := number(c.Args["number"])
	if !ok {
		return problem(words.FeedWhich).with(Action{Label: "/sources", Command: "/sources"})
	}
	id := articles.FeedID(n)
	done, err := b.changeFeed(ctx, c, id)
	if err != nil {
		return notFound(err, words.FeedNotHere, "id", id)
	}
	if done != "" {
		say(Answer{Note: done})
		return nil
	}
	f, err := b.feedHere(ctx, c, id)
	if err != nil {
		return notFound(err, words.FeedNotHere, "id", id)
	}
	say(Answer{
		Title:   c.words.Say(words.FeedName, "id", id),
		Items:   []Item{{Title: feedTitle(c, f), Gist: feedLine(c, f), URL: f.URL}},
		Actions: feedActions(c, f),
	})
	return nil
}

// changeFeed does what the asker wants done and says so; nothing is asked for
// when it says nothing.
func (b *Bot) changeFeed(ctx context.Context, c *call, id articles.FeedID) (string, error) {
	var change articles.FeedChange
	var key words.Key
	switch c.Args["do"] {
	case feedRetry:
		change, key = articles.FeedChange{Retry: true}, words.FeedReadNow
	case feedFollow:
		change, key = articles.FeedChange{Follow: true}, words.FeedFollowed
	case feedStay:
		change, key = articles.FeedChange{Stay: true}, words.FeedStayed
	case feedRemove, feedUndo:
		return b.removeFeed(ctx, c, id, c.Args["do"] == feedUndo)
	default:
		return "", nil
	}
	switch err := b.Feeds.ChangeFeed(ctx, c.At.Shelf(), id, change); {
	case errors.Is(err, articles.ErrFeedKnown):
		return "", problem(words.FeedKnownToo)
	case errors.Is(err, articles.ErrNotMoved):
		return "", problem(words.FeedNotMoved, "id", id)
	case err != nil:
		return "", fmt.Errorf("change feed %d: %w", id, err)
	}
	return c.words.Say(key, "id", id), nil
}

func (b *Bot) removeFeed(ctx context.Context, c *call, id articles.FeedID, withArticles bool) (string, error) {
	n, err := b.Feeds.RemoveFeed(ctx, c.At.Shelf(), id, withArticles)
	if err != nil {
		return "", fmt.Errorf("remove feed %d: %w", id, err)
	}
	if !withArticles {
		return c.words.Say(words.FeedRemoved, "id", id), nil
	}
	return c.words.Say(words.FeedUndone, "id", id, "articles", c.words.Say(words.Articles, "n", n)), nil
}

// feedHere returns a feed of the place's shelf.
func (b *Bot) feedHere(ctx context.Context, c *call, id articles.FeedID) (articles.Feed, error) {
	all, err := b.Feeds.Feeds(ctx, []articles.Shelf{c.At.Shelf()})
	if err != nil {
		return articles.Feed{}, fmt.Errorf("list the feeds: %w", err)
	}
	i := slices.IndexFunc(all, func(f articles.Feed) bool { return f.ID == id })
	if i < 0 {
		return articles.Feed{}, articles.ErrNotFound
	}
	return all[i], nil
}

// completeFeed proposes the feeds of the place.
func (b *Bot) completeFeed(ctx context.Context, c *call, prefix string) ([]Choice, error) {
	all, err := b.Feeds.Feeds(ctx, []articles.Shelf{c.At.Shelf()})
	if err != nil {
		return nil, fmt.Errorf("list the feeds: %w", err)
	}
	var choices []Choice
	for _, f := range all {
		id, title := strconv.FormatInt(int64(f.ID), 10), feedTitle(c, f)
		if len(choices) < mostChoices && (strings.HasPrefix(id, prefix) || strings.Contains(strings.ToLower(title), strings.ToLower(prefix))) {
			choices = append(choices, Choice{Label: id + " " + title, Value: id})
		}
	}
	return choices, nil
}

func feedTitle(c *call, f articles.Feed) string {
	switch {
	case f.Title != "":
		return f.Title
	case hostOf(f.Site) != "":
		return hostOf(f.Site)
	case hostOf(f.URL) != "":
		return hostOf(f.URL)
	}
	return c.words.Say(words.FeedUnnamed)
}

// feedLine says how reading a feed goes.
func feedLine(c *call, f articles.Feed) string {
	var parts []string
	add := func(key words.Key, args ...any) { parts = append(parts, c.words.Say(key, args...)) }
	h := f.Health
	add(words.FeedName, "id", f.ID)
	if h.Articles > 0 {
		add(words.Articles, "n", h.Articles)
	}
	if h.Read.IsZero() {
		add(words.FeedUnread)
	} else {
		add(words.FeedRead, "ago", c.words.Ago(h.Read, c.now))
	}
	if !h.New.IsZero() {
		add(words.FeedNews, "ago", c.words.Ago(h.New, c.now))
	}
	if h.Left > 0 {
		add(words.FeedLeftOut, "n", h.Left)
	}
	switch {
	case h.Parked != "":
		add(words.FeedStopped, "reason", feedFault(c, h.Parked))
	case h.Error != "":
		add(words.FeedFails, "reason", feedFault(c, h.Error), "ago", c.words.Ago(h.Failing, c.now))
		add(words.FeedNext, "when", c.words.Until(h.Next, c.now))
	default:
		add(words.FeedNext, "when", c.words.Until(h.Next, c.now))
	}
	if h.Moved != "" && f.Shelf == c.At.Shelf() { // an address may hold a reader's key
		add(words.FeedMovedTo, "url", h.Moved)
	}
	if f.AddedBy != "" {
		add(words.AddedBy, "name", printable(f.AddedBy))
	}
	return strings.Join(parts, "; ")
}

// feedActions are what can be done about a feed as it is.
func feedActions(c *call, f articles.Feed) []Action {
	action := func(label words.Key, do string) Action {
		return Action{Label: c.words.Say(label), Command: fmt.Sprintf("/feed %d do:%s", f.ID, do)}
	}
	var all []Action
	if f.Health.Moved != "" {
		all = append(all, action(words.FeedFollowButton, feedFollow), action(words.FeedStayButton, feedStay))
	}
	if f.Health.Parked != "" || f.Health.Error != "" {
		all = append(all, action(words.FeedRetryButton, feedRetry))
	}
	return append(all, action(words.FeedRemoveButton, feedRemove))
}

// feedFault says in words why a feed cannot be read, for a reason of package
// ingest or feeds.
func feedFault(c *call, reason string) string {
	for _, key := range []words.Key{words.Unfetched(reason), words.Unfed(reason)} {
		if text := c.words.Say(key); text != string(key) {
			return text
		}
	}
	return reason
}
