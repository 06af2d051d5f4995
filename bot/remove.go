package bot

import (
	"context"
	"fmt"

	"briefly/bot/words"
)

func (b *Bot) removeCommand() Command {
	return Command{
		Name:   "remove",
		Help:   words.HelpRemove,
		Admin:  true,
		Params: []Param{{Name: "number", Help: words.HelpNumber, Kind: Words, Required: true, complete: b.completeOwn}},
		run:    b.remove,
	}
}

// remove takes an article off the shelf of the place. What lies on the common
// shelf is the operator's to remove, at the console.
func (b *Bot) remove(ctx context.Context, c *call, say func(Answer) bool) error {
	n, _, ok := number(c.Args["number"])
	if !ok {
		return problem(words.RemoveWhat)
	}
	if err := b.Remover.Delete(ctx, c.At.Shelf(), n); err != nil {
		return notFound(err, words.NotYours, "number", fmt.Sprintf("#%d", n))
	}
	say(Answer{Note: c.words.Say(words.Removed, "number", fmt.Sprintf("#%d", n))})
	return nil
}
