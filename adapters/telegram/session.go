package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"briefly/adapters/outgoing"
	"briefly/adapters/text"
	"briefly/bot"
	"briefly/bot/words"
)

// Telegram shows "typing…" for about 5 s (core.telegram.org/bots/api#sendchataction).
const (
	typingAfter = 500 * time.Millisecond
	typingAgain = 4500 * time.Millisecond
)

// handle is what the inbox hands out.
func (t *Telegram) handle(ctx context.Context, taken bot.Update) error {
	var u update
	if err := json.Unmarshal(taken.Payload, &u); err != nil {
		t.options.Log.ErrorContext(ctx, "an update cannot be read", "update", taken.ID, "error", err)
		return nil
	}
	ctx = t.work
	switch {
	case u.Message != nil:
		return t.handleMessage(ctx, taken.ID, u.Message)
	case u.Post != nil:
		return t.handleMessage(ctx, taken.ID, u.Post)
	case u.Callback != nil:
		return t.handleClick(ctx, taken.ID, u.Callback)
	case u.Inline != nil:
		return t.handleInline(ctx, taken.ID, u.Inline)
	case u.Member != nil:
		t.handleMember(ctx, u.Member)
	}
	return nil
}

// handleMember takes note of being let in or shut out.
func (t *Telegram) handleMember(ctx context.Context, m *memberChange) {
	event := bot.Back
	switch m.New.Status {
	case "left", "kicked":
		event = bot.Gone
	case "restricted":
		if !m.New.IsMember {
			event = bot.Gone
		}
	}
	t.changed(ctx, bot.Change{Place: bot.Place{Platform: platform, Chat: formatID(m.Chat.ID)}, Event: event})
}

func (t *Telegram) handleMessage(ctx context.Context, id string, m *message) error {
	if m.MigrateTo != 0 {
		t.moved(ctx, m.place(), m.MigrateTo)
		return nil
	}
	q, ours := m.read(t.me, t.knows)
	if !ours {
		return nil
	}
	self, name, locale := m.author()
	r := bot.Request{
		ID: id, At: m.place(), Self: self, Name: name, Kind: kindOf(m.Chat), Locale: locale,
		Text: opened(q.text), Quoted: q.quoted, Admin: t.isAdmin(m),
	}
	if m.Date > 0 {
		r.Asked = time.Unix(m.Date, 0)
	}
	for _, d := range q.files {
		r.Files = append(r.Files, t.file(d))
	}
	d := &dialogue{request: r, target: target{place: r.At}}
	if r.Kind != bot.Private {
		d.replyTo = m.ID
	}
	return t.converse(ctx, d)
}

// file is an upload that is downloaded when it is opened.
func (t *Telegram) file(d document) bot.File {
	size := d.Size
	if size == 0 {
		size = -1
	}
	return bot.File{Name: d.Name, MediaType: d.MediaType, Size: size, Open: func(ctx context.Context) (io.ReadCloser, error) {
		return t.api.open(ctx, d.ID)
	}}
}

// dialogue is one question and the message that answers it.
type dialogue struct {
	target
	request bot.Request
	click   *callback // the button that was pressed; nil: a message asked
	replied bool      // the press was answered, which can be done once
	shown   shown     // what holds the answer
}

// converse asks the core and shows each answer in the place of the last.
func (t *Telegram) converse(ctx context.Context, d *dialogue) error {
	stopTyping := t.typing(ctx, d.place)
	defer stopTyping()
	for a := range t.core.Answer(ctx, d.request) {
		stopTyping()
		err := t.show(ctx, d, a)
		switch {
		case errors.Is(err, errGone):
			return nil // nobody is there to be answered
		case err != nil && d.shown.id != 0:
			// The first answer stands; handling the update anew would repeat it.
			t.options.Log.WarnContext(ctx, "replacing an answer", "request", d.request.ID, "error", err)
			return nil
		case err != nil:
			return err
		}
	}
	t.reply(ctx, d, tgbotapi.Params{})
	return nil
}

// show shows one answer.
func (t *Telegram) show(ctx context.Context, d *dialogue, a bot.Answer) error {
	if d.shown.id == 0 && a.Private && d.request.Kind != bot.Private {
		if done, err := t.whisper(ctx, d, a); done || err != nil {
			return err
		}
	}
	s := render(t.shortened(ctx, d.request, a), t.look())
	t.reply(ctx, d, tgbotapi.Params{})
	old := d.shown
	if old.id == 0 && a.Replace && d.click != nil {
		old = shown{place: d.place, id: d.click.Message.ID, photo: d.click.Message.Photo != nil}
	}
	if old.id != 0 {
		now, err := t.replace(ctx, outgoing.Job{Priority: outgoing.Answer}, old, d.target, s)
		switch {
		case err == nil:
			d.shows(now)
			return nil
		case d.shown.id != 0 || !refusedContent(err) && !hasMoved(err): // a new message goes the same way
			return err
		}
	}
	return t.showAnew(ctx, d, a, s)
}

// showAnew shows an answer as a message of its own.
func (t *Telegram) showAnew(ctx context.Context, d *dialogue, a bot.Answer, s screen) error {
	answer := outgoing.Job{Priority: outgoing.Answer}
	sent, err := t.send(ctx, answer, d.target, s)
	if refusedContent(err) {
		t.options.Log.ErrorContext(ctx, "telegram refuses an answer", "request", d.request.ID, "error", err)
		sorry := bot.Answer{Note: t.speaker.In(a.Lang).Say(words.Sorry), Lang: a.Lang}
		sent, err = t.send(ctx, answer, d.target, render(sorry, t.look()))
		if refusedContent(err) {
			return nil // not even that can be said there
		}
	}
	if err == nil {
		d.shows(sent)
	}
	return err
}

// shows notes what holds the answer now, and that the chat has moved if it has.
func (d *dialogue) shows(now shown) {
	if now.place != d.place {
		d.target = target{place: now.place} // numbers of messages do not move along
	}
	d.shown = now
}

func (t *Telegram) look() look { return look{speaker: t.speaker, now: t.options.Now()} }

// shortened is an answer whose commands fit buttons. What cannot be shortened
// has no button.
func (t *Telegram) shortened(ctx context.Context, r bot.Request, a bot.Answer) bot.Answer {
	a, err := text.Shorten(a, func(command string) (string, error) {
		return bot.Shorten(ctx, t.options.Views, r, command, maxCommand, t.options.Now())
	})
	if err != nil {
		t.options.Log.WarnContext(ctx, "shortening a command", "request", r.ID, "error", err)
	}
	if p := payload(a.Share); p != "" {
		share := "https://t.me/share/url?url=" + url.QueryEscape(t.link(p)) // core.telegram.org/api/links#share-links
		a.Actions = append(a.Actions, bot.Action{Label: t.speaker.In(a.Lang).Say(words.Share), URL: share})
	}
	return a
}

// typing shows "typing…" while an answer takes its time. The function returned
// ends that, and may be called again.
func (t *Telegram) typing(ctx context.Context, at bot.Place) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	params := tgbotapi.Params{"chat_id": at.Chat, "action": tgbotapi.ChatTyping}
	params.AddNonEmpty("message_thread_id", at.Thread)
	var shown sync.WaitGroup
	shown.Go(func() {
		timer := time.NewTimer(typingAfter)
		defer timer.Stop()
		for {
			select {
			case <-timer.C:
			case <-ctx.Done():
				return
			}
			job := outgoing.Job{Chat: at.Chat, Group: shared(at), Priority: outgoing.Aside}
			if err := t.request(ctx, job, "sendChatAction", params, nil); err != nil {
				return // the answer will meet whatever is wrong
			}
			timer.Reset(typingAgain)
		}
	})
	return func() {
		cancel()
		shown.Wait()
	}
}
