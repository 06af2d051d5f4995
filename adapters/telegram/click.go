package telegram

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"briefly/adapters/outgoing"
	"briefly/adapters/text"
	"briefly/bot"
	"briefly/bot/words"
)

// maxAlert is how much an alert shows (core.telegram.org/bots/api#answercallbackquery).
const maxAlert = 200 // characters

// handleClick handles the press of a button. In a group, a press by anybody but
// who asked opens the answer in their private chat, by a link: Telegram has no
// message in a group that one person alone sees.
func (t *Telegram) handleClick(ctx context.Context, id string, c *callback) error {
	w := t.speaker.In(c.From.Language)
	d := &dialogue{click: c}
	if c.Message == nil || !strings.HasPrefix(c.Data, "/") { // of an older version
		t.reply(ctx, d, alert(w.Say(words.ViewGone)))
		return nil
	}
	r := bot.Request{
		ID: id, At: c.Message.place(), Self: c.From.place(), Name: c.From.name(), Kind: kindOf(c.Message.Chat),
		Locale: c.From.Language, Text: c.Data,
		Admin: func(ctx context.Context) (bool, error) { return t.isMemberAdmin(ctx, c.Message.Chat.ID, c.From.ID) },
	}
	d.request, d.place = r, r.At
	asker, err := t.pressedByAsker(ctx, c)
	if err != nil {
		return err
	}
	if !asker {
		return t.openPrivately(ctx, d, w)
	}
	if asked := c.Message.ReplyTo; asked.isAnonymous() {
		d.request.Self, d.request.Name, _ = asked.author() // and stays it
	}
	if r.Kind != bot.Private {
		d.replyTo = c.Message.ID
		if asked := c.Message.ReplyTo; asked != nil {
			d.replyTo = asked.ID // what is answered shows whose it is
		}
	}
	return t.converse(ctx, d)
}

// pressedByAsker reports whether whoever pressed a button is the one that it was
// made for. Who cannot be told from the message counts: what is theirs alone is
// looked after by the core. An anonymous admin may be any of the admins.
func (t *Telegram) pressedByAsker(ctx context.Context, c *callback) (bool, error) {
	asked := c.Message.ReplyTo
	switch {
	case kindOf(c.Message.Chat) == bot.Private || asked == nil || asked.From == nil:
		return true, nil
	case asked.isAnonymous():
		return t.isMemberAdmin(ctx, c.Message.Chat.ID, c.From.ID)
	}
	return asked.From.ID == c.From.ID, nil
}

// openPrivately answers a press with a link to the private chat that runs the
// same command there. What only admins may do in a group concerns the group,
// and is nothing to be done elsewhere.
func (t *Telegram) openPrivately(ctx context.Context, d *dialogue, w words.Words) error {
	command := d.request.Text
	if t.forAdmins(command) {
		t.reply(ctx, d, alert(w.Say(words.AdminsOnly)))
		return nil
	}
	p, err := t.payloadFor(ctx, d.request, command)
	if err != nil {
		return err
	}
	t.reply(ctx, d, tgbotapi.Params{"url": t.link(p)})
	return nil
}

// forAdmins reports whether a command is for the admins of the place where it is
// given.
func (t *Telegram) forAdmins(command string) bool {
	name := strings.TrimPrefix(firstWord(command), "/")
	return slices.ContainsFunc(t.core.Commands(), func(c bot.Command) bool { return c.Name == name && c.Admin })
}

// payloadFor makes a deep link's payload for any command.
func (t *Telegram) payloadFor(ctx context.Context, r bot.Request, command string) (string, error) {
	if p := payload(command); p != "" {
		return p, nil
	}
	view, err := bot.AsView(ctx, t.options.Views, r, command, t.options.Now())
	return payload(view), err
}

// whisper shows an answer that is for the asker's eyes only, though it was
// asked where others read along: a short one in an alert, else in the private
// chat. When there is none yet, the place is told how to open it. It reports
// whether the answer was shown; if not, there is nobody to whisper to.
func (t *Telegram) whisper(ctx context.Context, d *dialogue, a bot.Answer) (done bool, err error) {
	w := t.speaker.In(a.Lang)
	if d.click != nil {
		if short := text.Lines(a.Note); len(a.Items)+len(a.Lead)+len(a.Actions) == 0 && a.Title == "" && text.Runes(short) <= maxAlert {
			t.reply(ctx, d, alert(short))
			return true, nil
		}
		return true, t.openPrivately(ctx, d, w)
	}
	if d.request.Self.Chat == d.request.At.Chat || shared(d.request.Self) {
		return false, nil // an anonymous admin, or a channel
	}
	// What an admin may do here would be done to the private chat there.
	a.Actions = slices.DeleteFunc(slices.Clone(a.Actions), func(x bot.Action) bool { return t.forAdmins(x.Command) })
	s := render(t.shortened(ctx, d.request, a), t.look())
	sent, err := t.send(ctx, outgoing.Job{Priority: outgoing.Answer}, target{place: d.request.Self}, s)
	if err == nil {
		d.target, d.shown = target{place: d.request.Self}, sent
		return true, nil
	}
	var refused *apiError
	if !errors.As(err, &refused) || refused.code != http.StatusForbidden && refused.code != http.StatusBadRequest {
		return false, err
	}
	p, err := t.payloadFor(ctx, d.request, text.Line(d.request.Text))
	if err != nil {
		return false, err
	}
	open := bot.Answer{Note: w.Say(words.OnlyForYou), Lang: a.Lang, Actions: []bot.Action{{Label: w.Say(words.OpenPrivately), URL: t.link(p)}}}
	sent, err = t.send(ctx, outgoing.Job{Priority: outgoing.Answer}, d.target, render(open, t.look()))
	if err == nil {
		d.shows(sent)
	}
	return true, err
}

// alert is what a press is answered with in a box.
func alert(s string) tgbotapi.Params {
	return tgbotapi.Params{"text": text.Cut(s, maxAlert, text.UTF16), "show_alert": "true"}
}

// reply answers the press of a button, once; until then it shows that it is
// busy. A press that has waited too long cannot be answered any more, and what
// it asked for does not wait for that.
func (t *Telegram) reply(ctx context.Context, d *dialogue, params tgbotapi.Params) {
	if d.click == nil || d.replied {
		return
	}
	d.replied = true
	params["callback_query_id"] = d.click.ID
	job := outgoing.Job{Priority: outgoing.Aside, Patience: t.options.Timeout}
	if err := t.request(ctx, job, "answerCallbackQuery", params, nil); err != nil {
		t.options.Log.InfoContext(ctx, "answering the press of a button", "request", d.request.ID, "error", err)
	}
}

// refusedContent reports whether Telegram does not take a message for what it
// is, not for where it goes.
func refusedContent(err error) bool {
	var e *apiError
	return errors.As(err, &e) && e.code == http.StatusBadRequest && e.migrated == 0
}

// hasMoved reports whether a request failed because its chat has another number
// now.
func hasMoved(err error) bool {
	var e *apiError
	return errors.As(err, &e) && e.migrated != 0
}
