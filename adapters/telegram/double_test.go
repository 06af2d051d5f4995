package telegram

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefly/adapters/adaptertest"
	"briefly/adapters/outgoing"
	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// running is an adapter that runs against a double.
type running struct {
	*Telegram
	double *telegramtest.Double
	core   *adaptertest.Core
	memory *adaptertest.Memory
	end    func() error // stops it and returns what Run did
}

// start runs the adapter until the test ends. Without other options there are
// no limits on what goes out.
func start(t testing.TB, d *telegramtest.Double, core *adaptertest.Core, tune ...func(*Options)) *running {
	t.Helper()
	m := adaptertest.NewMemory()
	transport := &http.Transport{MaxIdleConnsPerHost: 32}
	o := Options{
		Token: bot.NewSecret(d.Token), APIURL: d.URL, Client: &http.Client{Transport: transport},
		Inbox: m, Views: m, Limits: &outgoing.Limits{}, Timeout: 5 * time.Second,
		Log: slog.New(slog.DiscardHandler), Now: adaptertest.Now,
	}
	for _, f := range tune {
		f(&o)
	}
	ctx, stop := context.WithCancel(context.Background())
	r := &running{Telegram: New(o), double: d, core: core, memory: m}
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
	})
	return r
}

// settle waits until everything that was taken is answered.
func (r *running) settle(t testing.TB) {
	t.Helper()
	eventually(t, "every update to be done", func() bool { return r.double.Pending() == 0 && r.memory.Waiting() == 0 })
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

// note is an answer of one line.
func note(text string) bot.Answer { return bot.Answer{Note: text, Lang: "en"} }
