package telegram

import (
	"context"
	"errors"
	"fmt"
	"slices"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"briefly/adapters/text"
)

// Limits of the command menu (core.telegram.org/bots/api#botcommand).
const (
	maxMenu        = 100
	maxDescription = 256 // characters
)

// menuEntry is a BotCommand.
type menuEntry struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// scope is a kind of chat that has a menu of its own
// (core.telegram.org/bots/api#botcommandscope).
type scope struct {
	name   string
	admins bool // whether it shows what only admins may do
}

var scopes = []scope{
	{"all_private_chats", true}, // there everybody is
	{"all_group_chats", false},
	{"all_chat_administrators", true},
}

// setMenu sets the menus of all scopes and languages that are not as they
// should be. The bot works without, so what is refused is only logged.
func (t *Telegram) setMenu(ctx context.Context) error {
	for _, s := range scopes {
		for i, lang := range t.speaker.Languages() {
			menu := t.menu(s, lang)
			if i == 0 {
				lang = "" // the first is spoken to all whose own there is none for
			}
			if err := t.setOneMenu(ctx, s, lang, menu); err != nil && ctx.Err() == nil {
				t.options.Log.WarnContext(ctx, "setting the command menu", "scope", s.name, "language", lang, "error", err)
			}
		}
	}
	return nil
}

// menu lists the commands of a scope in a language.
func (t *Telegram) menu(s scope, lang string) []menuEntry {
	w := t.speaker.In(lang)
	var menu []menuEntry
	for _, c := range t.core.Commands() {
		if c.Hidden || c.Admin && !s.admins || len(menu) == maxMenu {
			continue
		}
		menu = append(menu, menuEntry{c.Name, text.Cut(w.Say(c.Help), maxDescription, text.UTF16)})
	}
	return menu
}

func (t *Telegram) setOneMenu(ctx context.Context, s scope, lang string, menu []menuEntry) error {
	params := tgbotapi.Params{}
	params.AddNonEmpty("language_code", lang)
	err := params.AddInterface("scope", map[string]string{"type": s.name})
	var set []menuEntry
	if err = errors.Join(err, t.quietly(ctx, "getMyCommands", params, &set)); err != nil {
		return err
	}
	if slices.Equal(set, menu) {
		return nil
	}
	if err := params.AddInterface("commands", menu); err != nil {
		return fmt.Errorf("set the menu: %w", err)
	}
	return t.quietly(ctx, "setMyCommands", params, nil)
}

// quietly is patiently for a request that belongs to no chat.
func (t *Telegram) quietly(ctx context.Context, method string, params tgbotapi.Params, result any) error {
	return t.patiently(ctx, method, func(ctx context.Context) error { return t.api.call(ctx, method, params, result) })
}
