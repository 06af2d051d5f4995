package bot

import (
	"context"
	"errors"
	"net/url"

	"briefly/articles/ingest"
	"briefly/bot/words"
)

func (b *Bot) checkCommand() Command {
	return Command{
		Name:   "check",
		Help:   words.HelpCheck,
		Params: []Param{{Name: "link", Help: words.HelpLink, Kind: Words, Required: true}},
		run:    b.check,
	}
}

// check says what there is to read behind a link as a feed, or why there is
// nothing. It stores nothing.
func (b *Bot) check(ctx context.Context, c *call, say func(Answer) bool) error {
	links := linksIn(c.Text)
	if len(links) == 0 {
		return problem(words.CheckWhat)
	}
	seen, err := b.Feeder.Check(ctx, b.feedRequest(c, links[0]))
	var other *ingest.NotFeedError
	switch {
	case errors.As(err, &other) && len(other.Found) > 0:
		say(choiceOfFeeds(c, other.Found))
		return nil
	case errors.As(err, &other):
		return problem(words.CheckNoFeed, "reason", feedFault(c, string(other.Cause.Reason))).
			with(Action{Label: "/summary", Command: "/summary " + links[0]})
	case err != nil:
		return feedProblem(c, err)
	}
	say(b.offer(ctx, c, links[0], seen))
	return nil
}

// offer shows a feed to who may want it read.
func (b *Bot) offer(ctx context.Context, c *call, link string, seen ingest.FeedSeen) Answer {
	a := feedAnswer(c, seen)
	a.Note += c.words.Say(words.FeedEntries, "n", seen.Entries, "format", seen.Format)
	add, ok := b.command("add")
	if u, err := url.Parse(link); err != nil || u.User != nil {
		ok = false // a button would keep the password, and show it
	}
	if ok && b.mayRun(ctx, add, c.Request) == nil {
		a.Actions = []Action{{Label: c.words.Say(words.FeedAddButton), Command: "/add " + link}}
	}
	return a
}
