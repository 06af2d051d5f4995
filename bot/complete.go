package bot

import (
	"context"
	"strings"
)

// Complete implements Core. A proposal that cannot be made is no proposal: the
// person goes on typing.
func (b *Bot) Complete(ctx context.Context, r Request, param string) []Choice {
	if !b.welcome(r) {
		return nil
	}
	c, err := b.parse(r)
	if err != nil {
		return nil
	}
	c.words, c.now, c.shelves = b.speaker.In(r.Locale), b.Now(), shelves(r)
	for _, p := range c.Command.Params {
		if p.Name != param {
			continue
		}
		choices, err := c.propose(ctx, p)
		if err != nil {
			b.Log.WarnContext(ctx, "completing", "command", c.Command.Name, "param", param, "error", err)
		}
		return choices
	}
	return nil
}

func (c *call) propose(ctx context.Context, p Param) ([]Choice, error) {
	if p.complete != nil {
		return p.complete(ctx, c, c.Args[p.Name])
	}
	var choices []Choice
	for _, value := range p.Choices {
		if strings.HasPrefix(value, c.Args[p.Name]) {
			choices = append(choices, Choice{Label: value, Value: value})
		}
	}
	return choices, nil
}
