package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
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
	sent, err := t.send(ctx, t.posting(), target{place: d.Place}, s)
	if err != nil {
		return bot.Ref{}, postError(fmt.Errorf("post %s: %w", d.Key, err))
	}
	return sent.ref(), nil
}

// Edit implements bot.Poster. A post keeps what it is, a text or a picture: a
// picture that comes later is told by its text, and a post that is a picture
// takes no answer without one.
func (t *Telegram) Edit(ctx context.Context, r bot.Ref, a bot.Answer) error {
	if err := t.started(ctx); err != nil {
		return err
	}
	old, ok := posted(r)
	if !ok {
		return &bot.PostError{Reason: bot.Refused, Err: fmt.Errorf("edit: %q is no message", r.Message)}
	}
	a = t.shortened(ctx, bot.Request{At: r.Place, Self: r.Place}, a)
	if err := t.editPost(ctx, old, a); err != nil {
		if moved := (*apiError)(nil); errors.As(err, &moved) && moved.migrated != 0 {
			t.moved(ctx, old.place, moved.migrated) // the message stays behind
		}
		return postError(fmt.Errorf("edit a post: %w", err))
	}
	return nil
}

// errPicture says that a post is a picture.
var errPicture = errors.New("a picture cannot become a text")

func (t *Telegram) editPost(ctx context.Context, old shown, a bot.Answer) error {
	if old.photo {
		s := renderWithin(a, t.look(), maxCaption)
		if s.Picture == nil {
			return errPicture
		}
		return t.editPhoto(ctx, t.posting(), old, s)
	}
	s := render(a, t.look())
	if err := t.edit(ctx, t.posting(), old, s); err != nil {
		return err
	}
	aside := shown{place: old.place, id: old.aside}
	switch {
	case aside.id == 0:
	case s.Picture == nil:
		t.remove(ctx, aside)
	default:
		return t.editPhoto(ctx, t.posting(), aside, screen{Picture: s.Picture})
	}
	return nil
}

// Marks in a bot.Ref: "12" is a text, "12p" a picture with its caption, "12+11" a
// text with its picture before it.
var refPattern = regexp.MustCompile(`^([1-9][0-9]{0,17})(p|\+([1-9][0-9]{0,17}))?$`)

// ref names a post.
func (s shown) ref() bot.Ref {
	message := strconv.Itoa(s.id)
	switch {
	case s.photo:
		message += "p"
	case s.aside != 0:
		message += "+" + strconv.Itoa(s.aside)
	}
	return bot.Ref{Place: s.place, Message: message}
}

// posted finds what a ref names; false when it names nothing.
func posted(r bot.Ref) (shown, bool) {
	m := refPattern.FindStringSubmatch(r.Message)
	if m == nil {
		return shown{}, false
	}
	s := shown{place: r.Place, photo: m[2] == "p"}
	s.id, _ = strconv.Atoi(m[1]) // digits, as many as fit
	s.aside, _ = strconv.Atoi(m[3])
	return s, true
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
	case errors.As(err, &refused), errors.Is(err, errPicture):
		e.Reason = bot.Refused
	}
	return e
}
