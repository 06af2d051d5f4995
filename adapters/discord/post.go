package discord

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"

	"briefly/adapters/outgoing"
	"briefly/bot"
)

// directs remembers the channels of people's direct messages for an hour, so
// that what is posted in a row asks for them once.
type directs = otter.Cache[string, string] // of user id to channel id

const (
	mostDirects = 10_000
	directsTime = time.Hour
)

func newDirects() *directs {
	return otter.Must(&otter.Options[string, string]{
		MaximumSize: mostDirects, ExpiryCalculator: otter.ExpiryWriting[string, string](directsTime),
	})
}

// Post implements bot.Poster. The nonce has Discord show a delivery once when it
// is posted again within a few minutes, as after a reply that was lost
// (discord.com/developers/docs/resources/message#create-message).
func (d *Discord) Post(ctx context.Context, delivery bot.Delivery) (bot.Ref, error) {
	if err := d.started(ctx); err != nil {
		return bot.Ref{}, err
	}
	channel, err := d.channel(ctx, delivery.Place)
	if err != nil {
		return bot.Ref{}, d.postError(ctx, delivery.Place, fmt.Errorf("post %s: %w", delivery.Key, err))
	}
	var sent struct {
		ID string `json:"id"`
	}
	err = d.posted(ctx, delivery.Place, delivery.Answer, func(s screen) error {
		message := struct {
			screen
			Nonce   string `json:"nonce"`
			Enforce bool   `json:"enforce_nonce"`
		}{s, nonce(delivery), true}
		return d.api.send(ctx, d.posting(), s.in(inChannel(http.MethodPost, channel, "", message)), &sent)
	})
	if err != nil {
		return bot.Ref{}, d.postError(ctx, delivery.Place, fmt.Errorf("post %s: %w", delivery.Key, err))
	}
	return bot.Ref{Place: delivery.Place, Message: sent.ID}, nil
}

// Edit implements bot.Poster.
func (d *Discord) Edit(ctx context.Context, r bot.Ref, a bot.Answer) error {
	if err := d.started(ctx); err != nil {
		return err
	}
	channel, err := d.channel(ctx, r.Place)
	if err == nil {
		err = d.posted(ctx, r.Place, a, func(s screen) error {
			return d.api.send(ctx, d.posting(), s.in(inChannel(http.MethodPatch, channel, "/"+r.Message, s)), nil)
		})
	}
	if err != nil {
		return d.postError(ctx, r.Place, fmt.Errorf("edit a post: %w", err))
	}
	return nil
}

// posted sends an answer as a message that nobody asked for: without links and
// pictures when Discord refuses it with them, or the bot may not attach files.
func (d *Discord) posted(ctx context.Context, at bot.Place, a bot.Answer, send func(screen) error) error {
	a = d.shortened(ctx, bot.Request{At: at, Self: at}, a)
	s := render(a, d.look())
	err := send(s)
	if refusesContent(err) || s.picture != nil && refusedWith(err, missingPermissions) {
		d.options.Log.WarnContext(ctx, "discord refuses a post", "place", at.String(), "error", err)
		err = send(render(plainer(a), d.look()))
	}
	return err
}

// posting is a post in the queue: it waits for its turn, but a wait that is
// longer than its patience is handed back.
func (d *Discord) posting() outgoing.Job {
	return outgoing.Job{Priority: outgoing.Post, Patience: d.options.Patience}
}

// nonce names a delivery in the 25 characters that Discord allows.
func nonce(d bot.Delivery) string {
	sum := sha256.Sum256([]byte(d.Key + " " + d.Place.String() + " " + d.Place.Thread))
	return base64.RawURLEncoding.EncodeToString(sum[:18])
}

// inChannel is a request about the messages of a channel.
func inChannel(method, channel, message string, body any) request {
	return request{
		method: method, path: "/channels/" + channel + "/messages" + message,
		route: method + " /channels/messages", lane: channel, body: body,
	}
}

// channel is the channel of a place; that of a person is opened first.
func (d *Discord) channel(ctx context.Context, p bot.Place) (string, error) {
	person, personal := strings.CutPrefix(p.Chat, "@")
	switch {
	case p.Thread != "":
		return p.Thread, nil
	case !personal:
		return p.Chat, nil
	}
	if known, ok := d.directs.GetIfPresent(person); ok {
		return known, nil
	}
	var opened struct {
		ID string `json:"id"`
	}
	body := map[string]string{"recipient_id": person}
	ask := request{method: http.MethodPost, path: "/users/@me/channels", route: "POST /users/@me/channels", body: body}
	if err := d.api.send(ctx, d.posting(), ask, &opened); err != nil {
		return "", err
	}
	d.directs.Set(person, opened.ID)
	return opened.ID, nil
}

// started waits until Run knows its core.
func (d *Discord) started(ctx context.Context) error {
	select {
	case <-d.ready:
		return nil
	case <-ctx.Done():
		return &bot.PostError{Reason: bot.Unavailable, Err: ctx.Err()}
	}
}

// postError says what a failed request means to who wanted to post. A channel
// that is gone is told to the core.
func (d *Discord) postError(ctx context.Context, at bot.Place, err error) error {
	e := &bot.PostError{Reason: bot.Unavailable, Err: err}
	var delay *outgoing.Delay
	var refused *apiError
	switch {
	case errors.As(err, &delay):
		e.After = delay.After
	case refusedWith(err, unknownChannel, missingAccess, cannotDM):
		e.Reason = bot.ChatGone
		if at.Thread == "" { // of a thread that is gone, the channel may be there
			d.changed(ctx, bot.Gone, []string{at.Chat})
		}
	case refusedWith(err, missingPermissions):
		e.Reason = bot.NotAllowed
	case errors.As(err, &refused) && refused.passing():
		e.After = refused.after
	case errors.As(err, &refused):
		e.Reason = bot.Refused
	}
	return e
}
