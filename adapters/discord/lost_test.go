package discord

import (
	"context"
	"net/http"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
	"briefly/bot"
)

// TestReplacementRefused takes an answer for everybody away and fails to send the
// private one in its place: it is sent when asked for again.
func TestReplacementRefused(t *testing.T) {
	secret := note("only you")
	secret.Private = true
	r := start(t, discordtest.Options{}, adaptertest.Says(note("quick"), secret))
	ann := someone(r.double, "ann")
	r.double.Ready()
	r.double.Faults.Add(1, to(http.MethodPost, "/webhooks"), adaptertest.Fault{Status: 403, Body: `{"code":50013,"message":"Missing Permissions"}`})
	i := r.double.Command(ann, "summary")
	i.Acked()
	r.settle(t)
	all := r.double.Messages(ann.Channel)
	if len(all) != 1 || description(all[0]) != "only you" {
		t.Errorf("%v", all)
	}
}

// TestPrivateFaults makes each request fail of a private answer to what was
// announced to all: it follows once, and the announcement goes.
func TestPrivateFaults(t *testing.T) {
	soon := discordtest.TooMany(300*time.Millisecond, "user")
	for name, c := range map[string]struct {
		match func(*discordtest.Request) bool
		fault adaptertest.Fault
	}{
		"announced, reply lost":  {to(http.MethodPost, "/callback"), lost()},
		"announced later":        {to(http.MethodPost, "/callback"), adaptertest.BadGateway()},
		"taken away, reply lost": {to(http.MethodDelete, "/webhooks"), lost()},
		"taken away, cut":        {to(http.MethodDelete, "/webhooks"), adaptertest.Fault{Reset: true, Taken: true}},
		"taken away later":       {to(http.MethodDelete, "/webhooks"), soon},
		"follows later":          {to(http.MethodPost, "/webhooks"), soon},
		"follows, 502":           {to(http.MethodPost, "/webhooks"), adaptertest.BadGateway()},
		"follows, 429 in HTML":   {to(http.MethodPost, "/webhooks"), discordtest.TooManyHTML(time.Second)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			secret := note("only you")
			secret.Private = true
			core, next := slowly(secret)
			r := start(t, discordtest.Options{}, core)
			ann := someone(r.double, "ann")
			r.double.Ready()
			r.double.Faults.Add(1, c.match, c.fault)
			r.double.Command(ann, "summary").Acked()
			next <- struct{}{}
			r.settle(t)
			if all := r.double.Messages(ann.Channel); len(all) != 1 || !all[0].Ephemeral() || description(all[0]) != "only you" {
				t.Errorf("%v", all)
			}
		})
	}
}

// TestLostFollowUp loses the reply to a private answer that follows: the asker is
// not left without, and nobody else sees it.
func TestLostFollowUp(t *testing.T) {
	secret := note("only you")
	secret.Private = true
	r := start(t, discordtest.Options{}, adaptertest.Says(note("quick"), secret))
	ann := someone(r.double, "ann")
	r.double.Ready()
	r.double.Faults.Add(1, to(http.MethodPost, "/webhooks"), lost())
	r.double.Command(ann, "summary").Acked()
	r.settle(t)
	all := r.double.Messages(ann.Channel)
	if len(all) == 0 || len(all) > 2 {
		t.Errorf("%v", all)
	}
	for _, m := range all {
		if description(m) != "only you" || !m.Ephemeral() {
			t.Errorf("%v", m)
		}
	}
}

// TestSilentAfterLostReply leaves nobody waiting when the core says nothing, and
// the reply to the announcement was lost.
func TestSilentAfterLostReply(t *testing.T) {
	core := &adaptertest.Core{Answers: func(ctx context.Context, _ bot.Request, _ func(bot.Answer) bool) {
		select {
		case <-time.After(deferAfter + 1500*time.Millisecond):
		case <-ctx.Done():
		}
	}}
	r := start(t, discordtest.Options{}, core)
	r.double.Ready()
	r.double.Faults.Add(1, to(http.MethodPost, "/callback"), lost())
	i := r.double.Command(someone(r.double, "ann"), "summary")
	i.Acked()
	r.settle(t)
	if m, there := i.Original(); there {
		t.Errorf("left waiting: %v", m)
	}
}

// TestStrayFaults takes left-over commands away though Discord does not let it at
// once, and answers meanwhile.
func TestStrayFaults(t *testing.T) {
	for name, f := range map[string]adaptertest.Fault{
		"429": discordtest.TooMany(300*time.Millisecond, "user"),
		"502": adaptertest.BadGateway(),
	} {
		t.Run(name, func(t *testing.T) {
			s := discordtest.Start(t, discordtest.Options{})
			ann := someone(s, "ann")
			r := startOn(t, s, adaptertest.Says(note("fine")), adaptertest.NewMemory(), func(d *Discord) { d.options.Guild = ann.Channel.Guild })
			r.double.Command(ann, "summary").Answer()
			if err := r.end(); err != nil {
				t.Fatal(err)
			}
			r = startOn(t, s, adaptertest.Says(note("fine")), adaptertest.NewMemory())
			eventually(t, "the commands, and a session", func() bool { return len(s.Commands("")) > 0 && s.Identifies() == 2 })
			r.double.Ready()
			s.Faults.Add(1, to(http.MethodPut, "/guilds"), f)
			for range 2 {
				if took := r.double.Command(ann, "summary").Took(); took > 200*time.Millisecond {
					t.Errorf("answered after %v", took)
				}
			}
			eventually(t, "the server's own commands to go", func() bool { return len(s.Commands(ann.Channel.Guild)) == 0 })
			r.settle(t)
		})
	}
}

// TestNowhere takes nothing from a server without a channel: a place without one
// is the operator's console.
func TestNowhere(t *testing.T) {
	core := adaptertest.Says(note("fine"))
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	r.double.Ready()
	r.double.Raw(ann, 2, map[string]any{"channel_id": nil, "channel": nil, "data": map[string]any{"id": "1", "type": 1, "name": "summary"}})
	r.double.Command(ann, "summary").Answer()
	r.settle(t)
	for _, q := range core.Requests() {
		if q.At.Console() {
			t.Errorf("asked %+v", q)
		}
	}
}
