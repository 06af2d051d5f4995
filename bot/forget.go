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
		// Asked where it was said: answered anywhere else, it would delete there.
		say(Answer{
			Note:    c.words.Say(words.ForgetSure),
			Actions: []Action{{Label: c.words.Say(words.ForgetYes), Command: "/forget " + sure}},
		})
		return nil
	}
	for _, place := range c.traced() {
		if err := b.Traces.Forget(ctx, place); err != nil {
			return fmt.Errorf("forget %s: %w", place, err)
		}
	}
	key := words.Forgotten
	if c.At.Console() {
		key = words.ForgottenConsole
	}
	say(Answer{Note: c.words.Say(key), Private: true})
	return nil
}

// traced lists the places whose traces a request is about: where it was asked,
// and in a private chat the person too, who may be known by another address.
func (c *call) traced() []Place {
	if c.Kind == Private && c.Self != c.At {
		return []Place{c.At, c.Self}
	}
	return []Place{c.At}
}
