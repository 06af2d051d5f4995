package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefly/adapters/text"
	"briefly/bot"
)

// Clocks of interactions (discord.com/developers/docs/interactions/receiving-and-responding#followup-messages).
const (
	deferAfter = time.Second                    // an answer that takes longer is announced; refused after 3 s
	tokenTime  = 15*time.Minute - 5*time.Second // that something may be sent, less what sending takes
	answerTime = tokenTime - 25*time.Second     // that the core may take, so that it can say that it was too long
)

// Completions: those that come more than so many at once, or take longer, are
// of no use any more.
const (
	mostCompletions = 32
	completionTime  = 2500 * time.Millisecond
)

// taken is an interaction in the inbox.
type taken struct {
	At    time.Time       `json:"at"` // when it came; its token lives from then on
	Event json.RawMessage `json:"event"`
}

// take takes an interaction. What asks nothing is dropped; a completion is
// answered at once; the rest goes through the inbox.
func (d *Discord) take(ctx context.Context, raw json.RawMessage) error {
	var i interaction
	if err := json.Unmarshal(raw, &i); err != nil {
		d.options.Log.WarnContext(ctx, "an interaction cannot be read", "interaction", i.ID, "error", err)
		return nil
	}
	if _, asks := i.ask(d.isOption); !asks || i.ID == "" || i.person().ID == "" || i.place().Console() {
		d.options.Log.InfoContext(ctx, "an interaction asks nothing", "interaction", i.ID, "type", int(i.Type))
		return nil
	}
	d.stray(&i)
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		d.complete(&i)
		return nil
	}
	now := d.options.Now()
	payload, err := json.Marshal(taken{now, raw})
	if err != nil {
		return fmt.Errorf("keep an interaction: %w", err)
	}
	t, first := d.tickets.get(&i, now)
	d.announce(t)
	fresh, err := d.drain.Take(ctx, bot.Update{ID: i.ID, Chat: i.place().Chat, Payload: payload})
	if err == nil && first && !fresh {
		d.tickets.close(t) // repeated after RESUME, and dealt with before
	}
	return err
}

// isOption reports whether a command's parameter is typed as name:value.
func (d *Discord) isOption(command, param string) bool {
	for _, c := range d.core.Commands() {
		if c.Name == command {
			return slices.ContainsFunc(c.Params, func(p bot.Param) bool { return p.Name == param && p.Kind == bot.Option })
		}
	}
	return false
}

// request is what an interaction asks the core.
func (d *Discord) request(i *interaction, q question) bot.Request {
	r := bot.Request{
		ID: i.ID, At: i.place(), Self: personal(i.person().ID), Name: i.personName(), Kind: i.kind(), Locale: i.Locale,
		Text: q.text, Quoted: q.quoted,
		Admin: func(context.Context) (bool, error) { return i.admin(), nil },
	}
	for _, a := range q.files {
		r.Files = append(r.Files, d.file(a))
	}
	return r
}

// file is an upload that is downloaded when it is opened, from where Discord
// keeps uploads and nowhere else.
func (d *Discord) file(a attachment) bot.File {
	return bot.File{Name: a.Name, MediaType: a.MediaType, Size: a.Size, Open: func(ctx context.Context) (io.ReadCloser, error) {
		u, err := url.Parse(a.URL)
		if err != nil || !d.holdsUploads(u) {
			return nil, errors.New("discord: an upload lies somewhere else")
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
		if err != nil {
			return nil, errors.New("discord: an upload has no address")
		}
		client := *d.api.session.Client
		client.Timeout = d.api.limit // the chat waits behind it
		reply, err := client.Do(r)
		if err != nil {
			return nil, fmt.Errorf("discord upload: %w", withoutURL(err))
		}
		if reply.StatusCode != http.StatusOK {
			_ = reply.Body.Close()
			return nil, &apiError{route: "upload", status: reply.StatusCode, text: http.StatusText(reply.StatusCode)}
		}
		return reply.Body, nil
	}}
}

func (d *Discord) holdsUploads(u *url.URL) bool {
	if api, err := url.Parse(d.options.APIURL); err == nil && d.options.APIURL != APIURL && u.Host == api.Host {
		return true
	}
	return u.Scheme == "https" && slices.Contains([]string{"cdn.discordapp.com", "media.discordapp.net"}, u.Host)
}

// handle is what the inbox hands out.
func (d *Discord) handle(_ context.Context, u bot.Update) error {
	ctx := d.work
	var kept taken
	var i interaction
	err := json.Unmarshal(u.Payload, &kept)
	if err == nil {
		err = json.Unmarshal(kept.Event, &i)
	}
	if err != nil {
		d.options.Log.ErrorContext(ctx, "an interaction cannot be read", "interaction", u.ID, "error", err)
		return nil
	}
	t, _ := d.tickets.get(&i, kept.At)
	err = d.converse(ctx, t)
	switch {
	case errors.Is(err, errGone):
		d.options.Log.InfoContext(ctx, "an interaction can no longer be answered", "interaction", i.ID, "reason", err)
	case err != nil:
		return err
	}
	d.tickets.close(t)
	return nil
}

// converse asks the core and shows each answer in the place of the last.
func (d *Discord) converse(ctx context.Context, t *ticket) error {
	q, asks := t.ask(d.isOption)
	left := t.at.Add(answerTime).Sub(d.options.Now())
	if !asks || left <= 0 {
		return errGone
	}
	ctx, end := context.WithTimeout(ctx, t.at.Add(tokenTime).Sub(d.options.Now()))
	defer end()
	asking, stop := context.WithTimeout(ctx, left)
	defer stop()
	r := d.request(t.interaction, q)
	r.Asked = t.at
	for a := range d.core.Answer(asking, r) {
		if err := d.show(ctx, t, r, a); err != nil {
			if !errors.Is(err, errGone) && t.shownOnce() {
				// The first answer stands; handling the update anew would ask again.
				d.options.Log.WarnContext(ctx, "replacing an answer", "request", r.ID, "error", err)
				return nil
			}
			return err
		}
	}
	return d.leave(ctx, t)
}

// complete proposes values to somebody who types.
func (d *Discord) complete(i *interaction) {
	select {
	case d.completions <- struct{}{}:
	default:
		return
	}
	d.beside.Go(func() {
		defer func() { <-d.completions }()
		ctx, stop := context.WithTimeout(d.work, completionTime)
		defer stop()
		if err := d.propose(ctx, i); err != nil {
			d.options.Log.InfoContext(ctx, "proposing while somebody types", "interaction", i.ID, "error", err)
		}
	})
}

// Limits of choices (discord.com/developers/docs/interactions/receiving-and-responding#autocomplete).
const (
	mostChoices = 25
	maxChoice   = 100 // characters
)

func (d *Discord) propose(ctx context.Context, i *interaction) error {
	q, _ := i.ask(d.isOption)
	at := slices.IndexFunc(i.Data.Options, func(o option) bool { return o.Focused })
	choices := []*discordgo.ApplicationCommandOptionChoice{}
	proposed := map[string]bool{}
	if at >= 0 {
		for _, c := range d.core.Complete(ctx, d.request(i, q), i.Data.Options[at].Name) {
			value, label := strings.TrimSpace(c.Value), text.Line(c.Label)
			if value == "" || text.UTF16(value) > maxChoice || proposed[value] || len(choices) == mostChoices {
				continue // half a value is another value
			}
			if label == "" {
				label = text.Line(value)
			}
			if label == "" {
				continue // nothing to see
			}
			proposed[value] = true
			choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: text.Cut(label, maxChoice, text.UTF16), Value: value})
		}
	}
	answer := map[string]any{"type": discordgo.InteractionApplicationCommandAutocompleteResult, "data": map[string]any{"choices": choices}}
	return d.api.send(ctx, answering(), i.callback(answer), nil)
}

// look is how answers are shown.
func (d *Discord) look() look { return look{d.speaker} }

// shortened is an answer whose commands fit buttons. What cannot be shortened
// has no button.
func (d *Discord) shortened(ctx context.Context, r bot.Request, a bot.Answer) bot.Answer {
	a, err := text.Shorten(a, func(command string) (string, error) {
		return bot.Shorten(ctx, d.options.Views, r, command, maxCommand, d.options.Now())
	})
	if err != nil {
		d.options.Log.WarnContext(ctx, "shortening a command", "request", r.ID, "error", err)
	}
	return a
}
