package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/fetch"
	"briefly/adapters/sqlstore"
	"briefly/adapters/telegram/telegramtest"
	"briefly/articles/ingest"
	"briefly/bot"
)

// onTelegram runs the whole program's bot over the sample edition against a
// double of Telegram while talk talks to it.
func onTelegram(t *testing.T, tune func(*config), talk func(d *telegramtest.Double)) {
	t.Helper()
	d := telegramtest.New(t, telegramtest.Config{Now: func() time.Time { return scriptNow }})
	a := &app{config: config{Data: t.TempDir(), Locale: "en"}, now: func() time.Time { return scriptNow }}
	a.config.Telegram = telegramConfig{Token: bot.NewSecret(d.Token), API: d.URL}
	if tune != nil {
		tune(&a.config)
	}
	var logged strings.Builder
	a.log = slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelWarn}))
	err := a.withBot(t.Context(), func(b *bot.Bot, store *sqlstore.Store, _ *ingest.Feeds) error {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		done := make(chan error, 1)
		go func() { done <- a.newTelegram(store, nil).Run(ctx, b) }()
		talk(d)
		for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
			left, err := store.Pending(ctx, "telegram")
			if err != nil || len(left) == 0 && d.Pending() == 0 {
				break
			}
		}
		stop()
		return <-done
	})
	if err != nil {
		t.Error(err)
	}
	if logged.Len() > 0 {
		t.Errorf("logged: %s", logged.String())
	}
}

// pressed presses a button by its label and returns the query's id.
func pressed(t *testing.T, d *telegramtest.Double, u telegramtest.User, m telegramtest.Message, label string) string {
	t.Helper()
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Text == label {
				return d.Click(u, m, b.Data)
			}
		}
	}
	t.Fatalf("no button %q under %q: %v", label, m.Text.Text, m.Buttons)
	return ""
}

// TestTelegramConversations holds whole conversations, as people see them, in
// golden files.
func TestTelegramConversations(t *testing.T) {
	for _, c := range []struct {
		name string
		talk func(d *telegramtest.Double) *telegramtest.Chat
	}{
		{"private", func(d *telegramtest.Double) *telegramtest.Chat {
			ann := d.Person("Ann", "en")
			chat := d.Private(ann)
			for i, text := range []string{"/start", "dockers strike", "/sumary bridge", "zeppelin races", "/start a10", "#10", "/mydata"} {
				chat.Say(ann, text)
				chat.Await(i + 1)
			}
			return chat
		}},
		{"russian", func(d *telegramtest.Double) *telegramtest.Chat {
			ann := d.Person("Аня", "ru")
			chat := d.Private(ann)
			for i, text := range []string{"/start", "/search strike", "/help add"} {
				chat.Say(ann, text)
				chat.Await(i + 1)
			}
			return chat
		}},
		{"group", func(d *telegramtest.Double) *telegramtest.Chat {
			ann, bo := d.Person("Ann", "en"), d.Person("Bo", "en")
			group := d.Supergroup("Group")
			group.Say(ann, "the strike again")
			group.Say(ann, d.Command("/summary strike"))
			m := group.Await(1)
			group.Say(bo, "and the bridge?", telegramtest.ReplyTo(m.ID))
			group.Await(2)
			group.Say(bo, "/weather@other_bot")
			group.Say(bo, "@"+d.Bot.Username+" coast cup")
			group.Await(3)
			return group
		}},
		{"topic", func(d *telegramtest.Double) *telegramtest.Chat {
			ann := d.Person("Ann", "en")
			forum := d.Forum("Forum", 7)
			forum.Say(ann, d.Command("/summary bridge"), telegramtest.InTopic(7))
			forum.Await(1)
			return forum
		}},
		{"paging", func(d *telegramtest.Double) *telegramtest.Chat {
			ann, bo := d.Person("Ann", "en"), d.Person("Bo", "en")
			group := d.Supergroup("Group")
			group.Say(ann, d.Command("/search ellermouth"))
			m := group.Await(1)
			pressed(t, d, ann, m, "More")
			d.Wait("the second page", func() bool { return group.Messages()[0].Edits == 1 })
			click := pressed(t, d, bo, group.Messages()[0], "Back")
			d.Wait("an answer to somebody else", func() bool { return d.Answered(click) != nil })
			link, _ := d.Answered(click)["url"].(string)
			_, payload, _ := strings.Cut(link, "?start=")
			private := d.Private(bo)
			private.Say(bo, "/start "+payload)
			private.Await(1)
			group.Say(bo, "[the press of Bo leads to start="+payload+"]")
			return group
		}},
		{"admin", func(d *telegramtest.Double) *telegramtest.Chat {
			boss, bo := d.Person("Boss", "en"), d.Person("Bo", "en")
			group := d.Supergroup("Group")
			group.SetRole(boss, "administrator")
			group.SetRole(bo, "member")
			private := d.Private(bo)
			file := func(name string) func(map[string]any) {
				return d.Document(name, "text/html", []byte(page("Old mill gets a new roof", "It is "+name+".")))
			}
			group.Say(bo, d.Command("/add"), file("first.html"))
			private.Await(1)
			group.Say(boss, d.Command("/add"), file("second.html"))
			group.Await(1)
			group.Say(boss, "[told to Bo alone: "+private.Messages()[0].Text.Text+"]")
			return group
		}},
		{"upload", func(d *telegramtest.Double) *telegramtest.Chat {
			ann := d.Person("Ann", "en")
			chat := d.Private(ann)
			chat.Say(ann, "", d.Document("mill.html", "text/html", []byte(page("Old mill gets a new roof", "The end."))))
			chat.Await(1)
			chat.Say(ann, "", d.Document("photo.png", "image/png", []byte("\x89PNG\r\n\x1a\n")))
			chat.Await(2)
			chat.Say(ann, "mill roof")
			chat.Await(3)
			return chat
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			onTelegram(t, nil, func(d *telegramtest.Double) {
				chat := c.talk(d)
				adaptertest.Golden(t, "telegram/"+c.name+".golden", chat.Transcript())
			})
		})
	}
}

// TestTelegramForwardedLink forwards a post whose link is hidden.
func TestTelegramForwardedLink(t *testing.T) {
	s := newSite(t)
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	onTelegram(t, func(c *config) {
		c.Fetch = fetch.Options{Allow: []string{"127.0.0.1:" + port}, Ports: []uint16{80, 443}, UserAgent: "test"}
	}, func(d *telegramtest.Double) {
		ann := d.Person("Ann", "en")
		chat := d.Private(ann)
		chat.Say(ann, "x", telegramtest.Forwarded("Mill news"), telegramtest.Marked(`The mill <a href="`+s.URL+`/mill">gets a roof</a>.`))
		chat.Await(1)
		shown := strings.ReplaceAll(chat.Transcript(), "127.0.0.1:"+port, "mill.example")
		shown = strings.ReplaceAll(shown, "127.0.0.1%3A"+port, "mill.example")
		adaptertest.Golden(t, "telegram/forwarded.golden", shown)
	})
}

// TestTelegramInline asks in inline mode, before and after somebody adds an
// article for herself, which nobody else must be offered.
func TestTelegramInline(t *testing.T) {
	onTelegram(t, nil, func(d *telegramtest.Double) {
		ann := d.Person("Ann", "en")
		var shown strings.Builder
		ask := func(text string) {
			query := d.Inline(ann, text, "", "group")
			d.Wait("results", func() bool { return d.Answered(query) != nil })
			fmt.Fprintf(&shown, "@bot %s\n", text)
			for _, result := range d.Results(query) {
				fmt.Fprintf(&shown, "  %v: %v — %v\n", result["id"], result["title"], result["description"])
			}
		}
		for _, text := range []string{"ellermouth port", "", "zeppelin"} {
			ask(text)
		}
		chat := d.Private(ann)
		chat.Say(ann, "", d.Document("mill.html", "text/html", []byte(page("Ellermouth port opens a mill", "The end."))))
		if m := chat.Await(1); !strings.Contains(m.Text.Text, "Added as") {
			t.Errorf("not added: %q", m.Text.Text)
		}
		ask("ellermouth port")
		adaptertest.Golden(t, "telegram/inline.golden", shown.String())
		if strings.Contains(shown.String(), "opens a mill") {
			t.Error("what Ann added for herself is offered to another chat")
		}
	})
}

func TestDoctorChecksTelegram(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	for token, want := range map[string]string{
		d.Token:   "ok   telegram: the token is that of @" + d.Bot.Username,
		"1:wrong": "FAIL telegram: the token is not accepted (401 Unauthorized); take a new one from @BotFather",
	} {
		var out strings.Builder
		a := &app{config: config{Data: t.TempDir(), Locale: "en"}, now: func() time.Time { return scriptNow }, out: &out}
		a.config.Telegram = telegramConfig{Token: bot.NewSecret(token), API: d.URL}
		if err := (doctorCmd{}).Run(t.Context(), a); (err != nil) != strings.HasPrefix(want, "FAIL") {
			t.Errorf("doctor: %v", err)
		}
		if !strings.Contains(out.String(), want) || strings.Contains(out.String(), token) {
			t.Errorf("doctor says %q, want %q", out.String(), want)
		}
	}
}
