package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"golang.org/x/term"

	"briefly/adapters/sqlstore"
	"briefly/adapters/terminal"
	"briefly/bot"
)

// serveCmd starts every adapter that is configured; without any, it talks to
// whoever started it.
type serveCmd struct{}

// Run opens the terminal chat on a terminal and answers piped lines; with
// neither there is nobody to talk to.
func (serveCmd) Run(ctx context.Context, a *app) error {
	if a.onTerminal() {
		return a.serve(ctx, a.console)
	}
	in := bufio.NewReader(interruptibly(ctx, a.in))
	_, err := in.Peek(1)
	if ctx.Err() != nil {
		return nil //nolint:nilerr // asked to leave before the first question
	}
	if err != nil {
		return usageError{errors.New("nobody to talk to: start it on a terminal, or pipe questions to it, a line each")}
	}
	return a.chat(ctx, in)
}

// serve runs the places where people talk, and what runs beside them.
func (a *app) serve(ctx context.Context, places func(*bot.Bot, *sqlstore.Store) ([]part, error)) error {
	return a.withBot(ctx, func(b *bot.Bot, store *sqlstore.Store) error {
		talking, err := places(b, store)
		if err != nil {
			return err
		}
		beside, err := a.background(b, store)
		if err != nil {
			return err
		}
		return together(ctx, append(talking, beside...))
	})
}

// console is the terminal chat as the only place where people talk.
func (a *app) console(b *bot.Bot, _ *sqlstore.Store) ([]part, error) {
	return []part{{"chat", func(ctx context.Context) error { return a.newTerminal(a.in).Run(ctx, b) }}}, nil
}

// chatCmd is the terminal chat.
type chatCmd struct{}

// Run talks on standard input and output until the input ends.
func (chatCmd) Run(ctx context.Context, a *app) error { return a.chat(ctx, a.in) }

func (a *app) onTerminal() bool { return term.IsTerminal(int(a.in.Fd())) }

func (a *app) chat(ctx context.Context, in io.Reader) error {
	return a.withBot(ctx, func(b *bot.Bot, _ *sqlstore.Store) error {
		if err := a.newTerminal(in).Run(ctx, b); err != nil {
			return fmt.Errorf("chat: %w", err)
		}
		return nil
	})
}

var _ bot.Adapter = (*terminal.Terminal)(nil)
