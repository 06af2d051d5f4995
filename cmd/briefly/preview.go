package main

import (
	"fmt"
	"strings"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord"
	"briefly/adapters/telegram"
	"briefly/adapters/terminal"
	"briefly/bot/words"
)

// previewCmd shows the fixture answers that every renderer is tested with, so
// that a change of a renderer can be looked at without any articles.
type previewCmd struct {
	As    string `default:"terminal" enum:"terminal,telegram,discord" help:"Platform: terminal, telegram or discord." placeholder:"PLATFORM"`
	Width int    `default:"80" help:"Columns of the terminal." placeholder:"N"`
	Color bool   `help:"Use colours and bold."`
}

// widest is more columns than any screen has.
const widest = 1000

// Run prints every fixture under a line with its name.
func (c previewCmd) Run(a *app) error {
	if c.Width < 1 || c.Width > widest {
		return usageError{fmt.Errorf("--width wants a number from 1 to %d", widest)}
	}
	speaker := words.New()
	for _, f := range append(adaptertest.Fixtures(), adaptertest.Pictured()...) {
		rule := strings.Repeat("─", max(c.Width-len(f.Name)-4, 0))
		var shown string
		switch c.As {
		case "telegram":
			shown = telegram.Preview(f.Answer, speaker, adaptertest.Now())
		case "discord":
			shown = discord.Preview(f.Answer, speaker)
		default:
			shown = terminal.Render(f.Answer, terminal.Look{
				Width: c.Width, Color: c.Color, Speaker: speaker, Locale: a.config.Locale, Now: adaptertest.Now(),
			})
		}
		if _, err := fmt.Fprintf(a.out, "── %s %s\n%s\n", f.Name, rule, shown); err != nil {
			return fmt.Errorf("write preview: %w", err)
		}
	}
	return nil
}
