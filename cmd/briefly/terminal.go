package main

import (
	"io"
	"os"

	"golang.org/x/term"

	"briefly/adapters/terminal"
)

// newTerminal talks to whoever is at in and standard output. It edits lines and
// draws colours only where both are a terminal.
func (a *app) newTerminal(in io.Reader) *terminal.Terminal {
	o := terminal.Options{In: in, Out: a.out, Locale: a.config.Locale, Now: a.now, First: "/start"}
	if screen, ok := a.out.(*os.File); ok && term.IsTerminal(int(screen.Fd())) {
		o.Size = func() (columns, rows int) {
			columns, rows, err := term.GetSize(int(screen.Fd()))
			if err != nil {
				return 80, 24
			}
			return columns, rows
		}
		o.Color = !a.config.NoColor
		if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
			o.Interactive = true
		}
	}
	return terminal.New(o)
}
