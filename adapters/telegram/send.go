package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"briefly/adapters/outgoing"
	"briefly/bot"
)

// target is where a message goes.
type target struct {
	place   bot.Place
	replyTo int // message that it answers; 0: none
}

// shared reports whether several people read there. Groups and channels have
// negative numbers (core.telegram.org/bots/api#chat).
func shared(p bot.Place) bool { return strings.HasPrefix(p.Chat, "-") }

// errGone says that the bot may no longer speak in a chat.
var errGone = errors.New("the chat is gone")

// request sends one request when its turn has come, and again while it fails
// for a reason that passes.
func (t *Telegram) request(ctx context.Context, j outgoing.Job, method string, params tgbotapi.Params, result any) error {
	j.Send = func(ctx context.Context) error {
		return delayed(t.api.call(ctx, method, params, result), j.Chat)
	}
	return t.queue.Do(ctx, j)
}

// send sends a message and returns its number and where it went, which is
// another chat when this one has moved.
func (t *Telegram) send(ctx context.Context, j outgoing.Job, to target, s screen) (int, bot.Place, error) {
	params, err := s.params(to.place)
	if err != nil {
		return 0, to.place, err
	}
	if to.place.Thread != "" {
		params["message_thread_id"] = to.place.Thread
	}
	if to.replyTo != 0 {
		reply := map[string]any{"message_id": to.replyTo, "allow_sending_without_reply": true}
		if err := params.AddInterface("reply_parameters", reply); err != nil {
			return 0, to.place, fmt.Errorf("send: %w", err)
		}
	}
	var sent struct {
		ID int `json:"message_id"`
	}
	err = t.message(ctx, j, to.place, "sendMessage", params, &sent)
	var refused *apiError
	if errors.As(err, &refused) && refused.migrated != 0 {
		to.place = t.moved(ctx, to.place, refused.migrated)
		params["chat_id"] = to.place.Chat
		delete(params, "reply_parameters") // numbers of messages do not move along
		err = t.message(ctx, j, to.place, "sendMessage", params, &sent)
	}
	return sent.ID, to.place, err
}

// edit puts another answer in the place of one that was sent. That it shows
// the same already is no error.
func (t *Telegram) edit(ctx context.Context, j outgoing.Job, at bot.Place, id int, s screen) error {
	params, err := s.params(at)
	if err != nil {
		return err
	}
	params["message_id"] = strconv.Itoa(id)
	err = t.message(ctx, j, at, "editMessageText", params, nil)
	if refusedIn(err, http.StatusBadRequest, "message is not modified") {
		return nil
	}
	return err
}

// message is request for what counts as a message of a chat. A chat that has
// shut the bot out is told to the core.
func (t *Telegram) message(ctx context.Context, j outgoing.Job, to bot.Place, method string, params tgbotapi.Params, result any) error {
	j.Chat, j.Group = to.Chat, shared(to)
	err := t.request(ctx, j, method, params, result)
	var refused *apiError
	if !errors.As(err, &refused) || refused.code != http.StatusForbidden {
		return err
	}
	if !refusedIn(err, http.StatusForbidden, "can't initiate") { // somebody who never spoke to it
		t.change(ctx, bot.Change{Place: to, Event: bot.Gone})
	}
	return errors.Join(errGone, err)
}

// params are those of the message itself.
func (s screen) params(to bot.Place) (tgbotapi.Params, error) {
	params := tgbotapi.Params{"chat_id": to.Chat, "text": s.HTML, "parse_mode": tgbotapi.ModeHTML}
	preview := map[string]any{"is_disabled": true}
	if s.Preview != "" {
		preview = map[string]any{"url": s.Preview, "prefer_small_media": true}
	}
	if err := params.AddInterface("link_preview_options", preview); err != nil {
		return nil, fmt.Errorf("send: %w", err)
	}
	if len(s.Keyboard) == 0 {
		return params, nil
	}
	if err := params.AddInterface("reply_markup", map[string]any{"inline_keyboard": s.Keyboard}); err != nil {
		return nil, fmt.Errorf("send: %w", err)
	}
	return params, nil
}

// moved tells the core that a chat has another number, and returns the place
// there.
func (t *Telegram) moved(ctx context.Context, from bot.Place, to int64) bot.Place {
	there := bot.Place{Platform: platform, Chat: formatID(to)}
	t.change(ctx, bot.Change{Place: bot.Place{Platform: platform, Chat: from.Chat}, Event: bot.Moved, To: there})
	there.Thread = from.Thread
	return there
}

// change tells the core what happened to a chat.
func (t *Telegram) change(ctx context.Context, c bot.Change) {
	if err := t.core.Changed(ctx, c); err != nil {
		t.options.Log.ErrorContext(ctx, "telling that a chat has changed", "place", c.Place.String(), "error", err)
	}
}

// link is a deep link that opens the bot's private chat.
func (t *Telegram) link(payload string) string {
	link := "https://t.me/" + t.me.Username
	if payload == "" {
		return link
	}
	return link + "?start=" + payload
}
