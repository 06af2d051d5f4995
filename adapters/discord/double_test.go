package discord

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
	"briefly/adapters/outgoing"
	"briefly/bot"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// running is an adapter that runs against a double.
type running struct {
	*Discord
	double *discordtest.Server
	memory *adaptertest.Memory
	log    *logged
	end    func() error // stops it and returns what Run did
}

// logged keeps what was logged. At the end of a test the token must not be in it.
type logged struct {
	mu     sync.Mutex
	text   bytes.Buffer
	silent bool
}

// silence keeps nothing more, for long runs.
func (l *logged) silence() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.silent = true
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.silent {
		return len(p), nil
	}
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func logger(l *logged) *slog.Logger {
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// start runs the adapter until the test ends, over a double with a server, a
// channel and a person. Without other options there are no limits on what goes
// out, and pauses are short.
func start(t testing.TB, o discordtest.Options, core *adaptertest.Core, tune ...func(*Discord)) *running {
	t.Helper()
	return startOn(t, discordtest.Start(t, o), core, adaptertest.NewMemory(), tune...)
}

func startOn(t testing.TB, s *discordtest.Server, core *adaptertest.Core, m *adaptertest.Memory, tune ...func(*Discord)) *running {
	t.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: 32}
	log := &logged{}
	r := &running{double: s, memory: m, log: log}
	r.Discord = New(Options{
		Token: bot.NewSecret(discordtest.DefaultToken), APIURL: s.URL, Client: &http.Client{Transport: transport},
		Inbox: m, Views: m, Limits: &outgoing.Limits{}, Timeout: 5 * time.Second,
		Log: logger(log),
	})
	r.clocks = clocks{answer: time.Second, first: 5 * time.Millisecond, last: 20 * time.Millisecond, invalid: 5 * time.Millisecond, invalidMay: time.Millisecond, drain: 2 * time.Second}
	for _, f := range tune {
		f(r.Discord)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx, core) }()
	var once sync.Once
	var result error
	r.end = func() error {
		once.Do(func() {
			stop()
			result = <-done
			transport.CloseIdleConnections()
		})
		return result
	}
	t.Cleanup(func() {
		if err := r.end(); err != nil {
			t.Errorf("run: %v", err)
		}
		if strings.Contains(log.String(), discordtest.DefaultToken) {
			t.Errorf("the token was logged: %s", log)
		}
	})
	return r
}

// settle waits until everything that was taken is answered.
func (r *running) settle(t testing.TB) {
	t.Helper()
	eventually(t, "every interaction to be done", func() bool { return r.memory.Waiting() == 0 })
}

// eventually waits for what changes outside of the double.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// someone is a person in a channel of a new server.
func someone(s *discordtest.Server, name string) discordtest.Asker {
	return discordtest.Asker{User: s.AddUser(name), Channel: s.AddChannel(s.AddGuild("Harbour"), "general")}
}

// note is an answer of one line.
func note(text string) bot.Answer { return bot.Answer{Note: text, Lang: "en"} }
