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

// shown is the message that holds an answer.
type shown struct {
	place bot.Place
	id    int  // 0: there is none yet
	photo bool // it is a picture with a caption
	aside int  // picture that was sent before it, because the text fits no caption; 0: none
}

// request sends one request when its turn has come, and again while it fails
// for a reason that passes.
func (t *Telegram) request(ctx context.Context, j outgoing.Job, method string, params tgbotapi.Params, result any) error {
	return t.queued(ctx, j, func(ctx context.Context) error { return t.api.call(ctx, method, params, result) })
}

// queued is request for one that do sends.
func (t *Telegram) queued(ctx context.Context, j outgoing.Job, do func(context.Context) error) error {
	j.Send = func(ctx context.Context) error { return delayed(do(ctx), j.Chat) }
	return t.queue.Do(ctx, j)
}

// sendText sends an answer as a message of text. It may go to another chat when
// this one has moved.
func (t *Telegram) sendText(ctx context.Context, j outgoing.Job, to target, s screen) (shown, error) {
	params, err := s.params(to.place)
	if err != nil {
		return shown{}, err
	}
	return t.sendMessage(ctx, j, to, params, func(ctx context.Context, sent *message) error {
		return t.api.call(ctx, "sendMessage", params, sent)
	})
}

// sendMessage sends a message into its chat, or where that has moved, with what do
// does with the parameters.
func (t *Telegram) sendMessage(ctx context.Context, j outgoing.Job, to target, params tgbotapi.Params, do func(context.Context, *message) error) (shown, error) {
	params.AddNonEmpty("message_thread_id", to.place.Thread)
	if to.replyTo != 0 {
		reply := map[string]any{"message_id": to.replyTo, "allow_sending_without_reply": true}
		if err := params.AddInterface("reply_parameters", reply); err != nil {
			return shown{}, fmt.Errorf("send: %w", err)
		}
	}
	var sent message
	send := func(ctx context.Context) error { return do(ctx, &sent) }
	err := t.message(ctx, j, to.place, send)
	var refused *apiError
	if errors.As(err, &refused) && refused.migrated != 0 {
		to.place = t.moved(ctx, to.place, refused.migrated)
		params["chat_id"] = to.place.Chat
		delete(params, "reply_parameters") // numbers of messages do not move along
		err = t.message(ctx, j, to.place, send)
	}
	return shown{place: to.place, id: sent.ID}, err
}

// edit puts another text in the place of one that was sent. That it shows the
// same already is no error.
func (t *Telegram) edit(ctx context.Context, j outgoing.Job, old shown, s screen) error {
	params, err := s.params(old.place)
	if err != nil {
		return err
	}
	params["message_id"] = strconv.Itoa(old.id)
	return t.change(ctx, j, old.place, func(ctx context.Context) error { return t.api.call(ctx, "editMessageText", params, nil) })
}

// change is message for an edit.
func (t *Telegram) change(ctx context.Context, j outgoing.Job, at bot.Place, do func(context.Context) error) error {
	err := t.message(ctx, j, at, do)
	if refusedIn(err, http.StatusBadRequest, "message is not modified") {
		return nil
	}
	return err
}

// message is queued for what counts as a message of a chat. A chat that has
// shut the bot out is told to the core.
func (t *Telegram) message(ctx context.Context, j outgoing.Job, to bot.Place, do func(context.Context) error) error {
	j.Chat, j.Group = to.Chat, shared(to)
	err := t.queued(ctx, j, do)
	var refused *apiError
	if !errors.As(err, &refused) || refused.code != http.StatusForbidden {
		return err
	}
	if !refusedIn(err, http.StatusForbidden, "can't initiate") { // somebody who never spoke to it
		t.changed(ctx, bot.Change{Place: to, Event: bot.Gone})
	}
	return errors.Join(errGone, err)
}

// params are those of a message of text.
func (s screen) params(to bot.Place) (tgbotapi.Params, error) {
	params := tgbotapi.Params{"chat_id": to.Chat, "text": s.HTML, "parse_mode": tgbotapi.ModeHTML}
	preview := map[string]any{"is_disabled": true}
	if s.Preview != "" {
		preview = map[string]any{"url": s.Preview, "prefer_small_media": true}
	}
	if err := params.AddInterface("link_preview_options", preview); err != nil {
		return nil, fmt.Errorf("send: %w", err)
	}
	return params, s.addKeyboard(params)
}

func (s screen) addKeyboard(params tgbotapi.Params) error {
	if len(s.Keyboard) == 0 {
		return nil
	}
	if err := params.AddInterface("reply_markup", map[string]any{"inline_keyboard": s.Keyboard}); err != nil {
		return fmt.Errorf("send: %w", err)
	}
	return nil
}

// moved tells the core that a chat has another number, and returns the place
// there.
func (t *Telegram) moved(ctx context.Context, from bot.Place, to int64) bot.Place {
	there := bot.Place{Platform: platform, Chat: formatID(to)}
	t.changed(ctx, bot.Change{Place: bot.Place{Platform: platform, Chat: from.Chat}, Event: bot.Moved, To: there})
	there.Thread = from.Thread
	return there
}

// changed tells the core what happened to a chat.
func (t *Telegram) changed(ctx context.Context, c bot.Change) {
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
