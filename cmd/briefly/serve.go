package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"golang.org/x/term"

	"briefly/adapters/httpd"
	"briefly/adapters/sqlstore"
	"briefly/adapters/terminal"
	"briefly/articles/ingest"
	"briefly/bot"
)

// serveCmd starts every adapter that is configured; without any, it talks to
// whoever started it.
type serveCmd struct{}

// Run serves the chats that have a token. Without any, it opens the terminal
// chat on a terminal and answers piped lines; with neither there is nobody to
// talk to.
func (serveCmd) Run(ctx context.Context, a *app) error {
	switch {
	case !a.config.Telegram.Token.Empty(), !a.config.Discord.Token.Empty():
		return a.serve(ctx, a.chats)
	case a.onTerminal():
		return a.serve(ctx, a.console)
	}
	in := bufio.NewReader(interruptibly(ctx, a.in))
	_, err := in.Peek(1)
	if ctx.Err() != nil {
		return nil //nolint:nilerr // asked to leave before the first question
	}
	if err != nil {
		return usageError{errors.New("nobody to talk to: set TELEGRAM_TOKEN or DISCORD_TOKEN, start it on a terminal, or pipe questions to it, a line each")}
	}
	return a.chat(ctx, in)
}

// serve runs the places where people talk, and what runs beside them.
func (a *app) serve(ctx context.Context, places func(*bot.Bot, *sqlstore.Store, *httpd.Server) []part) error {
	return a.withBot(ctx, func(b *bot.Bot, store *sqlstore.Store, f *ingest.Feeds) error {
		web := a.newServer(ctx, store)
		parts, err := a.background(ctx, store, f)
		if err != nil {
			return err
		}
		parts = append(parts, places(b, store, web)...)
		if a.config.HTTP != "" {
			parts = append(parts, part{"http", web.Run})
		}
		return together(ctx, parts)
	})
}

// console is the terminal chat as the only place where people talk.
func (a *app) console(b *bot.Bot, _ *sqlstore.Store, _ *httpd.Server) []part {
	return []part{{"chat", func(ctx context.Context) error { return a.newTerminal(a.in).Run(ctx, b) }}}
}

// chats are the places where people talk that have a token.
func (a *app) chats(b *bot.Bot, store *sqlstore.Store, web *httpd.Server) []part {
	var all []part
	if !a.config.Telegram.Token.Empty() {
		t := a.newTelegram(store, web)
		a.metrics.Queue("telegram", t.Outgoing)
		all = append(all, part{"telegram", func(ctx context.Context) error { return t.Run(ctx, b) }})
	}
	if !a.config.Discord.Token.Empty() {
		d := a.newDiscord(store)
		a.metrics.Queue("discord", d.Outgoing)
		all = append(all, part{"discord", func(ctx context.Context) error { return d.Run(ctx, b) }})
	}
	return all
}

// chatCmd is the terminal chat.
type chatCmd struct{}

// Run talks on standard input and output until the input ends. Whoever talks on
// a terminal stays a while, and sees arrive what is added.
func (chatCmd) Run(ctx context.Context, a *app) error {
	if !a.onTerminal() {
		return a.chat(ctx, interruptibly(ctx, a.in))
	}
	return a.withBot(ctx, func(b *bot.Bot, store *sqlstore.Store, f *ingest.Feeds) error {
		parts, err := a.background(ctx, store, f)
		if err != nil {
			return err
		}
		return together(ctx, append(parts, a.console(b, store, nil)...))
	})
}

func (a *app) onTerminal() bool { return term.IsTerminal(int(a.in.Fd())) }

func (a *app) chat(ctx context.Context, in io.Reader) error {
	return a.withBot(ctx, func(b *bot.Bot, _ *sqlstore.Store, _ *ingest.Feeds) error {
		if err := a.newTerminal(in).Run(ctx, b); err != nil {
			return fmt.Errorf("chat: %w", err)
		}
		return nil
	})
}

var _ bot.Adapter = (*terminal.Terminal)(nil)
