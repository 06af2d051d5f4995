package telegram

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"briefly/adapters/outgoing"
	"briefly/adapters/text"
	"briefly/bot"
)

const (
	maxPhoto = 10 << 20 // bytes (core.telegram.org/bots/api#sendphoto)
	// photoTime is how long a picture is tried for; then its text says the same.
	photoTime = 2 * time.Minute
)

// picture is that of an answer, unless Telegram would refuse it for its size.
func picture(a bot.Answer) *bot.Picture {
	if p := a.Picture; p != nil && len(p.Data) > 0 && len(p.Data) <= maxPhoto {
		return p
	}
	return nil
}

// withShortPicture cuts what a picture says to what a caption has room for.
func withShortPicture(a bot.Answer) bot.Answer {
	if a.Picture == nil {
		return a
	}
	p := *a.Picture
	p.Text = text.Cut(p.Text, maxCaption/2, text.UTF16)
	a.Picture = &p
	return a
}

// send sends an answer, its picture with it: with the text as its caption, or
// before the text when that is too long. A picture that Telegram does not take is
// left out.
func (t *Telegram) send(ctx context.Context, j outgoing.Job, to target, s screen) (shown, error) {
	if s.Picture == nil {
		return t.sendText(ctx, j, to, s)
	}
	caption := s
	if !s.isCaption() {
		caption = screen{Picture: s.Picture}
	}
	photo, err := t.sendPhoto(ctx, j, to, caption)
	switch {
	case err == nil && s.isCaption():
		return photo, nil
	case err == nil:
		if photo.place != to.place {
			to = target{place: photo.place}
		}
		sent, err := t.sendText(ctx, j, to, s)
		sent.aside = photo.id
		return sent, err
	case ctx.Err() != nil || errors.Is(err, errGone):
		return photo, err
	}
	t.options.Log.WarnContext(ctx, "telegram takes no picture", "place", to.place.String(), "error", err)
	return t.sendText(ctx, j, to, s)
}

// sendPhoto sends the picture of an answer with its text as the caption.
func (t *Telegram) sendPhoto(ctx context.Context, j outgoing.Job, to target, s screen) (shown, error) {
	params := tgbotapi.Params{"chat_id": to.place.Chat}
	if s.HTML != "" {
		params["caption"], params["parse_mode"] = s.HTML, tgbotapi.ModeHTML
	}
	if err := s.addKeyboard(params); err != nil {
		return shown{}, err
	}
	sent, err := t.sendMessage(ctx, t.shortly(j), to, params, func(ctx context.Context, sent *message) error {
		return t.api.callWith(ctx, s.file("photo"), "sendPhoto", params, sent)
	})
	sent.photo = true
	return sent, err
}

// shortly is a job that waits for no longer than a picture does.
func (t *Telegram) shortly(j outgoing.Job) outgoing.Job {
	if j.Patience == 0 || j.Patience > photoTime {
		j.Patience = photoTime
	}
	return j
}

// file is the picture as the part of a form.
func (s screen) file(field string) upload {
	return upload{field: field, name: "picture", mediaType: s.Picture.MediaType, data: s.Picture.Data}
}

// editPhoto puts another picture and caption in the place of a message.
func (t *Telegram) editPhoto(ctx context.Context, j outgoing.Job, old shown, s screen) error {
	const part = "picture"
	params := tgbotapi.Params{"chat_id": old.place.Chat, "message_id": strconv.Itoa(old.id)}
	media := map[string]any{"type": "photo", "media": "attach://" + part}
	if s.HTML != "" {
		media["caption"], media["parse_mode"] = s.HTML, tgbotapi.ModeHTML
	}
	if err := params.AddInterface("media", media); err != nil {
		return fmt.Errorf("edit a picture: %w", err)
	}
	if err := s.addKeyboard(params); err != nil {
		return err
	}
	return t.change(ctx, t.shortly(j), old.place, func(ctx context.Context) error {
		return t.api.callWith(ctx, s.file(part), "editMessageMedia", params, nil)
	})
}

// replace shows another answer in the place of one that is shown: by an edit
// where Telegram has one, else by a new message that goes to the target and the
// removal of the old. A text can become a picture, but no picture a text.
func (t *Telegram) replace(ctx context.Context, j outgoing.Job, old shown, to target, s screen) (shown, error) {
	if old.aside == 0 && !old.photo && s.Picture == nil {
		return old, t.edit(ctx, j, old, s)
	}
	if old.aside == 0 && s.isCaption() {
		err := t.editPhoto(ctx, j, old, s)
		switch {
		case err == nil:
			old.photo = true
			return old, nil
		case ctx.Err() != nil || errors.Is(err, errGone) || hasMoved(err):
			return old, err
		case !old.photo:
			return old, t.edit(ctx, j, old, s)
		}
	}
	sent, err := t.send(ctx, j, to, s)
	if err == nil {
		t.remove(ctx, old)
	}
	return sent, err
}

// remove deletes what another message has taken the place of. What cannot be
// deleted stays: it says nothing wrong.
func (t *Telegram) remove(ctx context.Context, old shown) {
	for _, id := range []int{old.aside, old.id} {
		if id == 0 {
			continue
		}
		params := tgbotapi.Params{"chat_id": old.place.Chat, "message_id": strconv.Itoa(id)}
		job := outgoing.Job{Chat: old.place.Chat, Priority: outgoing.Aside, Patience: t.options.Timeout}
		if err := t.request(ctx, job, "deleteMessage", params, nil); err != nil {
			t.options.Log.InfoContext(ctx, "removing what was replaced", "place", old.place.String(), "error", err)
		}
	}
}
