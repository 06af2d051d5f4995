package bot

import (
	"context"
	"fmt"

	"briefly/bot/words"
)

// sure is what makes /forget act: deleting asks first.
const sure = "yes"

func (b *Bot) forgetCommand() Command {
	return Command{
		Name:   "forget",
		Help:   words.HelpForget,
		Admin:  true,
		Params: []Param{{Name: "sure", Help: words.HelpSure, Kind: Words, Choices: []string{sure}}},
		run:    b.forget,
	}
}

// forget deletes the shelf of the place and everything kept about it, once the
// asker has said so twice.
func (b *Bot) forget(ctx context.Context, c *call, say func(Answer) bool) error {
	if c.Args["sure"] != sure {
		return problem(words.ForgetSure).with(Action{Label: c.words.Say(words.ForgetYes), Command: "/forget " + sure})
	}
	if err := b.Traces.Forget(ctx, c.At); err != nil {
		return fmt.Errorf("forget %s: %w", c.At, err)
	}
	say(Answer{Note: c.words.Say(words.Forgotten), Private: true})
	return nil
}
