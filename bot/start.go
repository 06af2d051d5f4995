package bot

import (
	"context"
	"fmt"
	"time"

	"briefly/articles"
	"briefly/bot/words"
)

func (b *Bot) startCommand() Command {
	return Command{
		Name:   "start",
		Help:   words.HelpStart,
		Params: []Param{{Name: "payload", Help: words.HelpPayload, Kind: Words}},
		run:    b.start,
	}
}

// start welcomes with live topics.
func (b *Bot) start(ctx context.Context, c *call, say func(Answer) bool) error {
	live, err := b.liveTopics(ctx, c)
	if err != nil {
		return err
	}
	a := Answer{Title: c.words.Say(words.Welcome), Note: c.words.Say(words.WelcomeNote), Actions: live}
	sample, err := b.Library.Count(ctx, []articles.Shelf{articles.Sample})
	if err != nil {
		return fmt.Errorf("count the sample articles: %w", err)
	}
	if sample > 0 {
		a.Note = c.words.Say(words.SampleNote) + "\n" + a.Note
	}
	a.Actions = append(a.Actions,
		Action{Label: c.words.Say(words.TodayButton), Command: "/summary"},
		Action{Label: "/help", Command: "/help"})
	say(a)
	return nil
}

// liveTopics are the stories that most publishers tell, recent ones if there
// are any, as buttons.
func (b *Bot) liveTopics(ctx context.Context, c *call) ([]Action, error) {
	const most, recent = 3, 7 * 24 * time.Hour
	var found []articles.Story
	for _, since := range []time.Time{c.now.Add(-recent), {}} {
		var err error
		found, err = b.Library.Stories(ctx, articles.Query{Shelves: c.shelves, Since: since, Limit: most})
		if err != nil {
			return nil, fmt.Errorf("list stories: %w", err)
		}
		if len(found) > 0 {
			break
		}
	}
	var live []Action
	for _, s := range found {
		if len(s.Articles) == 0 || s.Headline == "" {
			continue
		}
		newest := s.Articles[len(s.Articles)-1]
		live = append(live, Action{Label: s.Headline, Command: fmt.Sprintf("/summary #%d", newest)})
	}
	return live, nil
}
