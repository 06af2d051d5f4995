package bot

import (
	"context"
	"fmt"
	"strings"

	"briefly/articles"
	"briefly/bot/words"
)

// telling wraps say so that what has to be told in a place is told with the
// first answer there that everybody sees.
func (b *Bot) telling(ctx context.Context, c *call, say func(Answer) bool) func(Answer) bool {
	var lines []string
	var actions []Action
	asked := false
	return func(a Answer) bool {
		if a.Private {
			return say(a)
		}
		if !asked { // each answer replaces the last, so all of them tell it
			asked = true
			lines, actions = b.notices(ctx, c)
		}
		if len(lines) > 0 {
			a.Note = strings.TrimPrefix(a.Note+"\n"+strings.Join(lines, "\n"), "\n")
			a.Actions = append(a.Actions[:len(a.Actions):len(a.Actions)], actions...)
		}
		return say(a)
	}
}

// notices takes what is to be told in the place of a request. That an answer
// comes is worth more than what is told with it.
func (b *Bot) notices(ctx context.Context, c *call) (lines []string, actions []Action) {
	all, err := b.Feeds.TakeNotices(ctx, c.At.Shelf())
	if err != nil {
		b.Log.WarnContext(ctx, "reading what is to be told", "error", err)
		return nil, nil
	}
	const most = 3 // the others are in /sources
	for _, n := range all[:min(len(all), most)] {
		f, key := n.Feed, words.NoticeFailing
		fault := f.Health.Error
		switch n.Trouble {
		case articles.FeedGone:
			key = words.NoticeGone
		case articles.FeedParked:
			key, fault = words.NoticeParked, f.Health.Parked
		case articles.FeedMoved:
			key = words.NoticeMoved
		case articles.FeedFailing:
		}
		name := c.words.Say(words.FeedName, "id", f.ID)
		lines = append(lines, c.words.Say(key,
			"name", "“"+feedTitle(c, f)+"” ("+name+")", "reason", feedFault(c, fault), "url", f.Health.Moved))
		actions = append(actions, Action{Label: name, Command: fmt.Sprintf("/feed %d", f.ID)})
	}
	if len(all) > most {
		lines = append(lines, c.words.Say(words.LeftOut, "n", len(all)-most))
		actions = append(actions, Action{Label: "/sources", Command: "/sources"})
	}
	return lines, actions
}
