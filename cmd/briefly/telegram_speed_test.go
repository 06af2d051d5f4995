package main

import (
	"context"
	"log/slog"
	"runtime"
	"slices"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/outgoing"
	"briefly/adapters/sqlstore"
	"briefly/adapters/telegram"
	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

// TestTelegramSpeed measures the time from an update that comes in to its message
// that goes out, with the inbox in its data file, a core that answers at once and
// no limits on what goes out: p99 at most 5 ms, and memory that does not grow. The
// double checks everything on the way. The long form takes 200,000 updates, of
// which the first 10,000 are timed.
func TestTelegramSpeed(t *testing.T) {
	const chats, keep = 200, 8
	timed, updates := 1_000, 4_000
	if *long {
		timed, updates = 10_000, 200_000
	}
	sent := make(chan telegramtest.Request, 1)
	d := telegramtest.New(t, telegramtest.Config{Keep: keep, Accepted: func(r telegramtest.Request) {
		if r.Method == "sendMessage" {
			sent <- r
		}
	}})
	a := &app{config: config{Data: t.TempDir()}, log: slog.New(slog.DiscardHandler), now: time.Now}
	core := adaptertest.Says(bot.Answer{Note: "An answer.", Lang: "en"})
	var rooms [chats]*telegramtest.Chat
	ask := func(n int) time.Duration {
		u := telegramtest.User{ID: int64(5000 + n%chats), FirstName: "Ann", Language: "en"}
		if n < chats {
			rooms[n] = d.Private(u)
		}
		began := time.Now()
		rooms[n%chats].Say(u, "china")
		took := (<-sent).At.Sub(began)
		core.Forget()
		return took
	}
	err := a.withStore(t.Context(), func(store *sqlstore.Store) error {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		client := a.chatClient()
		defer client.CloseIdleConnections()
		adapter := telegram.New(telegram.Options{
			Token: bot.NewSecret(d.Token), APIURL: d.URL, Client: client, Inbox: store, Views: store, Limits: &outgoing.Limits{}, Log: a.log,
		})
		done := make(chan error, 1)
		go func() { done <- adapter.Run(ctx, core) }()
		d.Wait("the menus to be set", func() bool { return len(d.Menu("all_chat_administrators ru")) > 0 })
		measureTelegram(t, timed, updates, ask)
		stop()
		return <-done
	})
	if err != nil {
		t.Fatal(err)
	}
}

// measureTelegram asks so often, times the first questions, and holds that the heap
// does not grow from a quarter of them on, when the double is full.
func measureTelegram(t *testing.T, timed, updates int, ask func(n int) time.Duration) {
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / 1e6
	}
	var took []time.Duration
	var before float64
	for n := range updates {
		if one := ask(n); n < timed {
			took = append(took, one)
		}
		if n == updates/4 {
			before = heap()
		}
	}
	after := heap()
	slices.Sort(took)
	p50, p99 := took[len(took)/2], took[len(took)*99/100]
	t.Logf("update in to message out, %d times: p50 %s, p99 %s", timed, p50, p99)
	t.Logf("heap after %d updates %.1f MB, after %d %.1f MB", updates/4, before, updates, after)
	if limit := 5 * time.Millisecond; *long && p99 > limit {
		t.Errorf("p99 is %s, beyond %s", p99, limit)
	}
	if after > 1.25*before+4 {
		t.Errorf("the heap grew from %.1f to %.1f MB", before, after)
	}
}
