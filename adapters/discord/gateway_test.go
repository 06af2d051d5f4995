package discord

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
	"briefly/adapters/outgoing"
	"briefly/bot"
)

// answered asks once and fails unless the answer comes.
func (r *running) answered(t *testing.T, at discordtest.Asker) *discordtest.Interaction {
	t.Helper()
	i := r.double.Command(at, "summary", topic("bridge"))
	if m := i.Answer(); description(m) != "fine" {
		t.Fatalf("answered %v", m)
	}
	return i
}

// TestGatewayTrouble makes the gateway misbehave in every way that passes, and
// wants each question answered once afterwards.
func TestGatewayTrouble(t *testing.T) {
	for _, c := range []struct {
		name    string
		o       discordtest.Options
		trouble func(s *discordtest.Server)
		identifies,
		resumes int // that the trouble must lead to; below 0: any number
	}{
		{"cut", discordtest.Options{}, func(s *discordtest.Server) { s.Cut() }, 1, 1},
		{"op 7", discordtest.Options{}, func(s *discordtest.Server) { s.Reconnect() }, 1, 1},
		{"op 9, not resumable", discordtest.Options{}, func(s *discordtest.Server) { s.Invalidate(false) }, 2, 0},
		{"op 9, resumable", discordtest.Options{}, func(s *discordtest.Server) { s.Invalidate(true) }, 1, 1},
		{"op 1", discordtest.Options{}, func(s *discordtest.Server) { s.AskForHeartbeat() }, 1, 0},
		{"4000", discordtest.Options{}, func(s *discordtest.Server) { s.Disconnect(discordtest.CloseUnknown) }, 1, 1},
		{"4007", discordtest.Options{}, func(s *discordtest.Server) { s.Disconnect(discordtest.CloseInvalidSeq) }, 2, 0},
		{"4009", discordtest.Options{}, func(s *discordtest.Server) { s.Disconnect(discordtest.CloseSessionTimedOut) }, 2, 0},
		{"1001 and a session that is gone", discordtest.Options{}, func(s *discordtest.Server) { s.Disconnect(1001) }, 2, 1},
		{"refused connections", discordtest.Options{}, func(s *discordtest.Server) { s.RefuseConnections(3); s.Cut() }, 1, 1},
		{"events repeated", discordtest.Options{}, func(s *discordtest.Server) {
			s.Script(discordtest.GatewayScript{RepeatOnResume: 100})
			s.Cut()
		}, 1, 1},
		{"silence after RESUME", discordtest.Options{}, func(s *discordtest.Server) {
			s.Script(discordtest.GatewayScript{SilentOnResume: true})
			s.Cut()
			s.Await(func() bool { return s.Gateway().Resumes == 2 })
		}, 2, 2},
		{"silence after connecting", discordtest.Options{}, func(s *discordtest.Server) {
			s.Script(discordtest.GatewayScript{NoHello: true})
			s.Cut()
			s.Await(func() bool { return s.Gateway().Connections >= 2 })
			s.Script(discordtest.GatewayScript{})
		}, 1, 1},
		{"lost ACK", discordtest.Options{Heartbeat: 60 * time.Millisecond}, func(s *discordtest.Server) {
			s.Script(discordtest.GatewayScript{DropAcks: true})
			s.Await(func() bool { return s.Gateway().Resumes >= 1 })
			s.Script(discordtest.GatewayScript{})
		}, 1, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			core := adaptertest.Says(note("fine"))
			r := start(t, c.o, core, func(d *Discord) { d.clocks.answer = 200 * time.Millisecond })
			ann := someone(r.double, "ann")
			r.answered(t, ann)
			c.trouble(r.double)
			if !r.double.Await(func() bool {
				n := r.double.Gateway()
				return n.Identifies >= c.identifies && n.Resumes >= c.resumes
			}) {
				t.Fatalf("%v, log %s", r.double.Gateway(), r.log)
			}
			r.double.Ready()
			r.answered(t, ann)
			r.settle(t)
			n := r.double.Gateway()
			if n.Identifies != c.identifies || c.resumes >= 0 && n.Resumes != c.resumes {
				t.Errorf("%v, want %d identifies and %d resumes", n, c.identifies, c.resumes)
			}
			if asked, shown := len(core.Requests()), len(r.double.Messages(ann.Channel)); asked != 2 || shown != 2 {
				t.Errorf("asked %d times, %d messages", asked, shown)
			}
		})
	}
}

// TestMissedEvents asks while the connection is down: RESUME brings it.
func TestMissedEvents(t *testing.T) {
	core := adaptertest.Says(note("fine"))
	r := start(t, discordtest.Options{}, core, func(d *Discord) { d.clocks.first = 300 * time.Millisecond })
	ann := someone(r.double, "ann")
	r.answered(t, ann)
	r.double.RefuseConnections(1)
	r.double.Cut()
	eventually(t, "the connection to end", func() bool { return strings.Contains(r.log.String(), "has ended") })
	r.answeredLate(t, ann)
}

// answeredLate asks a bot that is away.
func (r *running) answeredLate(t *testing.T, at discordtest.Asker) {
	t.Helper()
	if m := r.double.Command(at, "summary", topic("bridge")).Answer(); description(m) != "fine" {
		t.Errorf("answered %v", m)
	}
}

// TestZombie gives up a connection after one heartbeat without ACK.
func TestZombie(t *testing.T) {
	const beat = 300 * time.Millisecond
	r := start(t, discordtest.Options{Heartbeat: beat}, adaptertest.Says(note("fine")))
	r.double.Ready()
	begun := time.Now()
	r.double.Script(discordtest.GatewayScript{DropAcks: true})
	if !r.double.Await(func() bool { return r.double.Gateway().Resumes == 1 }) {
		t.Fatal(r.double.Gateway())
	}
	if took := time.Since(begun); took > 3*beat {
		t.Errorf("noticed after %v", took)
	}
	r.double.Script(discordtest.GatewayScript{})
}

// TestFatal ends with one clear line when Discord will not have the bot.
func TestFatal(t *testing.T) {
	for _, c := range []struct {
		code int
		says string
	}{
		{discordtest.CloseAuthentication, "DISCORD_TOKEN"},
		{discordtest.CloseDisallowedIntents, "4014"},
		{discordtest.CloseInvalidIntents, "4013"},
		{discordtest.CloseInvalidVersion, "4012"},
	} {
		r := startDying(t, discordtest.Start(t, discordtest.Options{}), discordtest.DefaultToken)
		r.double.Ready()
		r.double.Disconnect(c.code)
		err := r.wait(t)
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%d: %v", c.code, err)
		}
	}
}

// TestWrongToken says what to do, in one line, and not the token.
func TestWrongToken(t *testing.T) {
	const wrong = "MTAwMDAwMDAwMDAwMDAwMDAx.wrong.token-canary"
	err := startDying(t, discordtest.Start(t, discordtest.Options{}), wrong).wait(t)
	if err == nil || !strings.Contains(err.Error(), "DISCORD_TOKEN") || strings.Contains(err.Error(), "canary") {
		t.Error(err)
	}
}

// dying is an adapter that ends by itself.
type dying struct {
	double *discordtest.Server
	done   chan error
}

func startDying(t *testing.T, s *discordtest.Server, token string) *dying {
	t.Helper()
	transport := &http.Transport{}
	m, log := adaptertest.NewMemory(), &logged{}
	d := New(Options{Token: bot.NewSecret(token), APIURL: s.URL, Client: &http.Client{Transport: transport}, Inbox: m, Views: m,
		Limits: &outgoing.Limits{}, Log: logger(log)})
	ctx, stop := context.WithCancel(context.Background())
	r := &dying{s, make(chan error, 1)}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r.done <- d.Run(ctx, adaptertest.Says(note("fine")))
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		transport.CloseIdleConnections()
		if strings.Contains(log.String(), token) {
			t.Errorf("the token was logged: %s", log)
		}
	})
	return r
}

func (r *dying) wait(t *testing.T) error {
	t.Helper()
	select {
	case err := <-r.done:
		return err
	case <-time.After(10 * time.Second):
		t.Fatal("it goes on")
		return nil
	}
}

// TestEndInSilence ends at once while Discord says nothing.
func TestEndInSilence(t *testing.T) {
	for _, script := range []discordtest.GatewayScript{{NoHello: true}, {SilentOnIdentify: true}} {
		s := discordtest.Start(t, discordtest.Options{})
		s.Script(script)
		r := startOn(t, s, adaptertest.Says(), adaptertest.NewMemory(), func(d *Discord) { d.clocks.answer = time.Hour })
		s.Await(func() bool { return s.Gateway().Connections == 1 })
		begun := time.Now()
		if err := r.end(); err != nil {
			t.Error(err)
		}
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
	}
}

// TestChanges tells the core of what is gone and what is back.
func TestChanges(t *testing.T) {
	core := adaptertest.Says(note("fine"))
	s := discordtest.Start(t, discordtest.Options{})
	g := s.AddGuild("Harbour")
	one, two := s.AddChannel(g, "one"), s.AddChannel(g, "two")
	r := startOn(t, s, core, adaptertest.NewMemory())
	eventually(t, "the server to be known", func() bool {
		r.guilds.mu.Lock()
		defer r.guilds.mu.Unlock()
		return len(r.guilds.channels[g.ID]) == 2
	})
	expect := func(what string, event bot.Event, channels ...string) {
		t.Helper()
		eventually(t, what, func() bool { return len(core.Changes()) >= len(channels) })
		got := core.Changes()[len(core.Changes())-len(channels):]
		for i, c := range channels {
			if got[i].Event != event || got[i].Place != (bot.Place{Platform: "discord", Chat: c}) {
				t.Errorf("%s: %+v", what, got)
			}
		}
	}
	s.GuildUnavailable(g)
	s.DeleteChannel(two)
	expect("a channel deleted", bot.Gone, two.ID)
	s.RemoveGuild(g)
	eventually(t, "the server's removal", func() bool { return len(core.Changes()) == 2 })
	expect("a server left", bot.Gone, one.ID)
}
