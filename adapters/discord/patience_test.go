package discord

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
	"briefly/bot"
)

// TestWaitBeyondTheEnd has Discord put an answer off for longer than it may
// still be sent: nobody in the channel waits for that.
func TestWaitBeyondTheEnd(t *testing.T) {
	for name, f := range map[string]adaptertest.Fault{
		"bucket": discordtest.TooMany(time.Hour, "user"),
		"page":   discordtest.TooManyHTML(time.Hour),
	} {
		core, next := slowly(note("fine"))
		r := start(t, discordtest.Options{}, core)
		i := r.double.Command(someone(r.double, "ann"), "summary")
		i.Acked()
		r.double.Faults.Add(1, to(http.MethodPatch, "/webhooks"), f)
		next <- struct{}{}
		r.settle(t)
		if n := len(core.Requests()); n != 1 {
			t.Errorf("%s: asked %d times", name, n)
		}
	}
}

// TestSilentUpload gives up a file that does not come.
func TestSilentUpload(t *testing.T) {
	for name, begin := range map[string]bool{"no reply": false, "no body": true} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if begin {
				w.(http.Flusher).Flush()
			}
			<-r.Context().Done()
		}))
		transport := &http.Transport{}
		d := New(Options{Token: bot.NewSecret("a.b.c"), APIURL: s.URL, Client: &http.Client{Transport: transport}, Timeout: 100 * time.Millisecond, Log: logger(&logged{})})
		ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
		in, err := d.file(attachment{Name: "a.txt", URL: s.URL + "/a.txt"}).Open(ctx)
		if err == nil {
			_, err = io.ReadAll(in)
			_ = in.Close()
		}
		if err == nil || ctx.Err() != nil {
			t.Errorf("%s: %v", name, err)
		}
		stop()
		transport.CloseIdleConnections()
		s.Close()
	}
}

// TestOutOfReach says that it waits for Discord, and ends when asked to.
func TestOutOfReach(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	transport, log := &http.Transport{}, &logged{}
	const token = "MTAw.reach.canary"
	d := New(Options{Token: bot.NewSecret(token), APIURL: s.URL, Client: &http.Client{Transport: transport}, Log: logger(log)})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx, adaptertest.Says()) }()
	eventually(t, "a word about it", func() bool { return strings.Contains(log.String(), "level=WARN") })
	stop()
	if err := <-done; !errors.Is(err, context.Canceled) || strings.Contains(err.Error()+log.String(), "canary") {
		t.Errorf("%v, log %s", err, log)
	}
}

// TestRepeatedInSilence repeats an interaction that the core left unanswered:
// nobody is told to wait for an answer.
func TestRepeatedInSilence(t *testing.T) {
	core := &adaptertest.Core{Answers: func(context.Context, bot.Request, func(bot.Answer) bool) {}}
	r := start(t, discordtest.Options{}, core)
	r.double.Ready()
	i := r.double.Command(someone(r.double, "ann"), "summary")
	eventually(t, "the question", func() bool { return len(core.Requests()) == 1 })
	r.settle(t)
	r.double.Script(discordtest.GatewayScript{RepeatOnResume: 100})
	r.double.Cut()
	time.Sleep(deferAfter + 300*time.Millisecond)
	if m, there := i.Original(); there || len(core.Requests()) != 1 {
		t.Errorf("left waiting: %v, asked %d times", m, len(core.Requests()))
	}
	r.tickets.mu.Lock()
	defer r.tickets.mu.Unlock()
	if n := len(r.tickets.open); n != 0 {
		t.Errorf("%d tickets are kept", n)
	}
}
