package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefly/bot"
	"briefly/bot/words"
)

// Codes of refusals (discord.com/developers/docs/topics/opcodes-and-status-codes#json).
const (
	unknownChannel     = 10003
	unknownMessage     = 10008
	unknownWebhook     = 10015
	unknownInteraction = 10062
	acknowledged       = 40060
	followUpsOver      = 40094
	missingAccess      = 50001
	cannotDM           = 50007
	missingPermissions = 50013
	tokenOver          = 50027
)

// ackTime is how long Discord waits for the first reply to an interaction.
const ackTime = 3 * time.Second

// mostFollowUps is how many messages may follow the first where only the person
// installed the app (discord.com/developers/docs/interactions/receiving-and-responding#followup-messages).
const mostFollowUps = 5

// original is the message that the first reply to an interaction made, or the
// one that was clicked when the reply was to change it.
const original = "@original"

// errGone says that nothing can be sent for an interaction any more.
var errGone = errors.New("the interaction is over")

// announce says "is thinking" for an interaction that is not answered within
// deferAfter.
func (d *Discord) announce(t *ticket) {
	d.beside.Go(func() {
		timer := time.NewTimer(deferAfter)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-t.done:
			return
		case <-d.work.Done():
			return
		}
		if err := d.postpone(d.work, t); err != nil {
			d.options.Log.InfoContext(d.work, "announcing an answer", "interaction", t.ID, "error", err)
		}
	})
}

// postpone acknowledges an interaction without an answer.
func (d *Discord) postpone(ctx context.Context, t *ticket) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.acked {
		return nil
	}
	kind, own, ephemeral := discordgo.InteractionResponseDeferredChannelMessageWithSource, true, t.apart()
	if t.turnsPage() {
		kind, own = discordgo.InteractionResponseDeferredMessageUpdate, false
		ephemeral = t.Message.ephemeral()
	}
	body := map[string]any{"type": kind}
	if own && ephemeral {
		body["data"] = map[string]any{"flags": discordgo.MessageFlagsEphemeral}
	}
	err := d.first(ctx, t, t.callback(body))
	switch {
	case refusedWith(err, acknowledged): // the reply to an attempt was lost
		t.acked = true
		return d.adopt(ctx, t)
	case err == nil:
		t.message, t.own, t.ephemeral = original, own, ephemeral
	}
	return err
}

// first sends the first reply to an interaction.
func (d *Discord) first(ctx context.Context, t *ticket, r request) error {
	ctx, stop := context.WithTimeout(ctx, ackTime)
	defer stop()
	err := d.api.send(ctx, answering(), r, nil)
	if err == nil {
		t.acked = true
	}
	return err
}

// show shows one answer: in the reply, or in the place of the last one. When
// those who see it are others than before, the last one goes and this follows.
func (d *Discord) show(ctx context.Context, t *ticket, r bot.Request, a bot.Answer) error {
	a = d.shortened(ctx, r, a)
	t.mu.Lock()
	defer t.mu.Unlock()
	try := func(a bot.Answer) error {
		return d.place(ctx, t, render(a, d.look()), a.Replace || t.turns(a), r.Kind != bot.Private && (a.Private || t.apart()))
	}
	err := try(a)
	for _, less := range []bot.Answer{plainer(a), {Note: d.speaker.In(a.Lang).Say(words.Sorry), Lang: a.Lang, Private: true}} {
		if !refusesContent(err) {
			break
		}
		d.options.Log.ErrorContext(ctx, "discord refuses an answer", "request", r.ID, "error", err)
		err = try(less)
	}
	switch {
	case err == nil:
		t.shown = true
	case refusedWith(err, unknownInteraction, unknownWebhook, followUpsOver, tokenOver):
		err = errors.Join(errGone, err)
	case d.options.Now().Add(waitOf(err)).After(t.at.Add(tokenTime)):
		err = errors.Join(errGone, err) // by then nothing can be sent any more
	}
	return err
}

// refusesContent reports whether an error is about what a message says.
func refusesContent(err error) bool {
	var e *apiError
	return errors.As(err, &e) && (e.status == http.StatusBadRequest || e.status == http.StatusRequestEntityTooLarge) && e.code != followUpsOver
}

// place puts a message where an answer belongs. Everything it sends can be sent
// twice and done once, but a message that follows: webhooks know no nonce, list
// no messages, and channels do not list those that one person alone sees. One
// whose reply was lost, or behind which the process was killed, follows again:
// better the asker sees an answer twice than never
// (discord.com/developers/docs/resources/webhook#execute-webhook).
func (d *Discord) place(ctx context.Context, t *ticket, s screen, replace, ephemeral bool) error {
	if !t.acked {
		done, err := d.reply(ctx, t, s, replace, ephemeral)
		if done || err != nil {
			return err
		}
	}
	changes := t.own || replace
	if t.message != "" && t.ephemeral == ephemeral && changes {
		err := d.api.send(ctx, answering(), s.in(t.webhook(http.MethodPatch, t.message, s)), nil)
		if !refusedWith(err, unknownMessage) {
			return err
		}
		t.message = "" // somebody deleted it
	}
	if t.visiting() && t.followUps >= mostFollowUps {
		return fmt.Errorf("%w: no more messages may follow", errGone)
	}
	if t.message != "" && t.own {
		err := d.api.send(ctx, answering(), t.webhook(http.MethodDelete, t.message, nil), nil)
		if err != nil && !refusedWith(err, unknownMessage) {
			return err
		}
		t.message, t.shown = "", false
	}
	var sent struct {
		ID string `json:"id"`
	}
	if err := d.api.send(ctx, answering(), s.in(t.webhook(http.MethodPost, "", s.with(ephemeral))), &sent); err != nil {
		return err
	}
	t.message, t.own, t.ephemeral = sent.ID, true, ephemeral
	t.followUps++
	return nil
}

// reply answers an interaction with its first reply. It reports whether that
// was it; if not, an earlier process, or a reply that was not heard of, came
// before, and what it left is known now.
func (d *Discord) reply(ctx context.Context, t *ticket, s screen, replace, ephemeral bool) (done bool, err error) {
	if replace && t.Message != nil && !t.strange() {
		err = d.first(ctx, t, s.in(t.callback(map[string]any{"type": discordgo.InteractionResponseUpdateMessage, "data": s})))
		if err == nil {
			t.message, t.own, t.ephemeral = original, false, t.Message.ephemeral()
		}
	} else {
		err = d.first(ctx, t, s.in(t.callback(map[string]any{"type": discordgo.InteractionResponseChannelMessageWithSource, "data": s.with(ephemeral)})))
		if err == nil {
			t.message, t.own, t.ephemeral = original, true, ephemeral
		}
	}
	if !refusedWith(err, acknowledged) {
		return err == nil, err
	}
	t.acked = true
	return false, d.adopt(ctx, t)
}

// adopt finds out what stands where an interaction was acknowledged before.
func (d *Discord) adopt(ctx context.Context, t *ticket) error {
	var found message
	err := d.api.send(ctx, answering(), t.webhook(http.MethodGet, original, nil), &found)
	if refusedWith(err, unknownMessage) {
		return nil
	}
	if err != nil {
		return err
	}
	t.message, t.ephemeral = original, found.ephemeral()
	t.own = t.Message == nil || found.ID != t.Message.ID
	return nil
}

// leave ends what was announced and got no answer: nobody is to be kept waiting.
func (d *Discord) leave(ctx context.Context, t *ticket) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.shown || !t.acked || !t.own || t.message == "" {
		return nil
	}
	err := d.api.send(ctx, answering(), t.webhook(http.MethodDelete, t.message, nil), nil)
	if err != nil && !refusedWith(err, unknownMessage, unknownWebhook, tokenOver) {
		return err
	}
	t.message = ""
	return nil
}

// callback is the request that replies to an interaction first.
func (i *interaction) callback(body any) request {
	const route = "POST /interactions/callback"
	return request{
		method: http.MethodPost, path: "/interactions/" + i.ID + "/" + i.Token + "/callback", route: route, lane: i.ID,
		body: body, free: true,
	}
}

// webhook is a request about one of the messages that answer an interaction,
// or, without one, for another.
func (t *ticket) webhook(method, message string, body any) request {
	path := "/webhooks/" + t.Application + "/" + t.Token
	if message != "" {
		path += "/messages/" + message
	}
	return request{method: method, path: path, route: method + " /webhooks", lane: t.ID, body: body, free: true}
}
