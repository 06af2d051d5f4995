package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"briefly/adapters/outgoing"
	"briefly/bot"
)

// Post implements bot.Poster. Telegram knows no keys: a delivery whose
// acceptance was not heard of may appear twice.
func (t *Telegram) Post(ctx context.Context, d bot.Delivery) (bot.Ref, error) {
	if err := t.started(ctx); err != nil {
		return bot.Ref{}, err
	}
	s := render(t.shortened(ctx, bot.Request{At: d.Place, Self: d.Place}, d.Answer), t.look())
	id, place, err := t.send(ctx, t.posting(), target{place: d.Place}, s)
	if err != nil {
		return bot.Ref{}, postError(fmt.Errorf("post %s: %w", d.Key, err))
	}
	return bot.Ref{Place: place, Message: strconv.Itoa(id)}, nil
}

// Edit implements bot.Poster.
func (t *Telegram) Edit(ctx context.Context, r bot.Ref, a bot.Answer) error {
	if err := t.started(ctx); err != nil {
		return err
	}
	id, err := strconv.Atoi(r.Message)
	if err != nil {
		return &bot.PostError{Reason: bot.Refused, Err: fmt.Errorf("edit: %q is no message", r.Message)}
	}
	s := render(t.shortened(ctx, bot.Request{At: r.Place, Self: r.Place}, a), t.look())
	if err := t.edit(ctx, t.posting(), r.Place, id, s); err != nil {
		return postError(fmt.Errorf("edit a post: %w", err))
	}
	return nil
}

// posting is a post in the queue: it waits for its turn, but a wait that is
// longer than its patience is handed back.
func (t *Telegram) posting() outgoing.Job {
	return outgoing.Job{Priority: outgoing.Post, Patience: t.options.Patience}
}

// started waits until Run knows its core.
func (t *Telegram) started(ctx context.Context) error {
	select {
	case <-t.ready:
		return nil
	case <-ctx.Done():
		return &bot.PostError{Reason: bot.Unavailable, Err: ctx.Err()}
	}
}

// postError says what a failed request means to who wanted to post.
func postError(err error) error {
	e := &bot.PostError{Reason: bot.Unavailable, Err: err}
	var delay *outgoing.Delay
	var refused *apiError
	switch {
	case errors.As(err, &delay):
		e.After = delay.After
	case errors.Is(err, errGone) && !refusedIn(err, http.StatusForbidden, "not enough rights"):
		e.Reason = bot.ChatGone
	case refusedIn(err, http.StatusBadRequest, "chat not found"):
		e.Reason = bot.ChatGone
	case refusedIn(err, http.StatusBadRequest, "not enough rights"), refusedIn(err, http.StatusForbidden, "not enough rights"),
		refusedIn(err, http.StatusBadRequest, "topic_closed"), refusedIn(err, http.StatusBadRequest, "message thread not found"):
		e.Reason = bot.NotAllowed
	case errors.As(err, &refused):
		e.Reason = bot.Refused
	}
	return e
}
