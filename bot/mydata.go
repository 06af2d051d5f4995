package bot

import (
	"context"
	"fmt"

	"briefly/bot/words"
)

func (b *Bot) mydataCommand() Command {
	return Command{Name: "mydata", Help: words.HelpMyData, run: b.mydata}
}

// mydata lists what is kept about the place, for the asker's eyes.
func (b *Bot) mydata(ctx context.Context, c *call, say func(Answer) bool) error {
	var kept Kept
	for _, place := range c.traced() {
		k, err := b.Traces.Kept(ctx, place)
		if err != nil {
			return fmt.Errorf("count what is kept about %s: %w", place, err)
		}
		kept.Articles += k.Articles
		kept.Feeds += k.Feeds
		kept.Views += k.Views
		kept.Updates += k.Updates
	}
	say(Answer{
		Title: c.words.Say(words.MyDataTitle),
		Note: c.words.Say(words.MyDataNote,
			"articles", c.words.Say(words.Articles, "n", kept.Articles),
			"feeds", c.words.Say(words.FeedsKept, "n", kept.Feeds),
			"views", c.words.Say(words.ViewsKept, "n", kept.Views),
			"updates", c.words.Say(words.UpdatesKept, "n", kept.Updates)),
		Actions: []Action{{Label: c.words.Say(words.ForgetAll), Command: "/forget"}},
		Private: true,
	})
	return nil
}
