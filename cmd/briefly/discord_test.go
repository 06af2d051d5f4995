package main

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
	"briefly/adapters/metrics"
	"briefly/adapters/sqlstore"
	"briefly/articles/ingest"
	"briefly/bot"
)

// onDiscord runs the whole program's bot over the sample edition against a
// double of Discord while talk talks to it.
func onDiscord(t *testing.T, tune func(*config), talk func(s *discordtest.Server)) {
	t.Helper()
	s := discordtest.Start(t, discordtest.Options{})
	a := &app{config: config{Data: t.TempDir(), Locale: "en"}, now: func() time.Time { return scriptNow }}
	a.config.Discord = discordConfig{Token: bot.NewSecret(discordtest.DefaultToken), API: s.URL}
	if tune != nil {
		tune(&a.config)
	}
	var logged strings.Builder
	a.log = slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelWarn}))
	err := a.withBot(t.Context(), func(b *bot.Bot, store *sqlstore.Store, _ *ingest.Feeds) error {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		done := make(chan error, 1)
		go func() { done <- a.newDiscord(store).Run(ctx, b) }()
		talk(s)
		for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
			left, err := store.Pending(ctx, "discord")
			if err != nil || len(left) == 0 {
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

// given is an argument of a command.
func given(name string, value any) discordtest.Option {
	return discordtest.Option{Name: name, Value: value}
}

// clicked presses a button by its label.
func clicked(t *testing.T, s *discordtest.Server, who discordtest.Asker, m discordtest.Message, label string) *discordtest.Interaction {
	t.Helper()
	_, after, found := strings.Cut(m.String(), "["+label+" | ")
	custom, _, closed := strings.Cut(after, "]")
	if !found || !closed {
		t.Fatalf("no button %q under %s", label, m)
	}
	return s.Click(who, m, custom)
}

// viewKey is a view behind a button; its key comes from the ids of the double.
var viewKey = regexp.MustCompile(`/view [a-z2-7]{16}`)

// TestDiscordConversations holds whole conversations, as people see them, in
// golden files.
func TestDiscordConversations(t *testing.T) {
	for _, c := range []struct {
		name string
		talk func(t *testing.T, s *discordtest.Server, ann discordtest.Asker) string
	}{
		{"server", func(_ *testing.T, s *discordtest.Server, ann discordtest.Asker) string {
			s.Command(ann, "summary", given("topic", "dockers strike")).Answer()
			s.Command(ann, "summary", given("topic", "zeppelin races")).Answer()
			s.Command(ann, "help").Answer()
			thread := ann
			thread.Channel = s.AddThread(ann.Channel, "bridge")
			s.Command(thread, "summary", given("topic", "bridge"), given("since", "7d")).Answer()
			return s.Transcript(ann.Channel) + "in a thread:\n" + s.Transcript(thread.Channel)
		}},
		{"direct", func(_ *testing.T, s *discordtest.Server, ann discordtest.Asker) string {
			ann.Channel = s.Direct(ann.User)
			s.Command(ann, "start").Answer()
			s.Command(ann, "summary", given("topic", "#10")).Answer()
			s.Command(ann, "mydata").Answer()
			return s.Transcript(ann.Channel)
		}},
		{"visitor", func(_ *testing.T, s *discordtest.Server, ann discordtest.Asker) string {
			ann.UserInstall, ann.NoMember, ann.Locale = true, true, "ru"
			s.Command(ann, "search", given("words", "strike")).Answer()
			s.Command(ann, "forget").Answer()
			return s.Transcript(ann.Channel)
		}},
		{"summarise", func(_ *testing.T, s *discordtest.Server, ann discordtest.Asker) string {
			bo := s.AddUser("bo")
			file := discordtest.File{Name: "mill.html", MediaType: "text/html", Data: []byte(page("Old mill gets a new roof", "The end."))}
			s.OnMessage(ann, "Summarise", s.Say(bo, ann.Channel, "have a look", file)).Answer()
			s.OnMessage(ann, "Summarise", s.Say(bo, ann.Channel, "a short one")).Answer()
			long := strings.Repeat("The harbour office of Velm opened a second gate for ferries on Monday. Crews had asked for it since the storm. ", 4)
			s.OnMessage(ann, "Summarise", s.Say(bo, ann.Channel, long)).Answer()
			return s.Transcript(ann.Channel)
		}},
		{"completion", func(_ *testing.T, s *discordtest.Server, ann discordtest.Asker) string {
			shown := ""
			for _, x := range [][3]string{{"summary", "topic", ""}, {"summary", "topic", "str"}, {"summary", "topic", "elermo"}, {"why", "number", "strike"}, {"why", "number", "#3"}, {"remove", "number", ""}} {
				shown += fmt.Sprintf("/%s %s:%s\n", x[0], x[1], x[2])
				for _, c := range s.Complete(ann, x[0], x[1], x[2]).Choices() {
					shown += fmt.Sprintf("  %s (%s)\n", c.Name, c.Value)
				}
			}
			return shown
		}},
		{"paging", func(t *testing.T, s *discordtest.Server, ann discordtest.Asker) string {
			bo := discordtest.Asker{User: s.AddUser("bo"), Channel: ann.Channel}
			m := s.Command(ann, "search", given("words", "ellermouth")).Answer()
			m = clicked(t, s, ann, m, "More").Answer()
			clicked(t, s, bo, m, "Back").Answer()
			return s.Transcript(ann.Channel)
		}},
		{"admin", func(_ *testing.T, s *discordtest.Server, ann discordtest.Asker) string {
			boss := discordtest.Asker{User: s.AddUser("boss"), Channel: ann.Channel, Permissions: discordtest.ManageGuild}
			file := func(name string) discordtest.Option {
				return given("file", discordtest.File{Name: name, MediaType: "text/html", Data: []byte(page("Old mill gets a new roof", "It is "+name+"."))})
			}
			s.Command(ann, "add", file("first.html")).Answer()
			s.Command(boss, "add", file("second.html")).Answer()
			s.Command(ann, "summary", file("third.html")).Answer()
			return s.Transcript(ann.Channel)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			onDiscord(t, nil, func(s *discordtest.Server) {
				ann := discordtest.Asker{User: s.AddUser("ann"), Channel: s.AddChannel(s.AddGuild("Harbour"), "general")}
				shown := viewKey.ReplaceAllString(c.talk(t, s, ann), "/view KEY")
				adaptertest.Golden(t, "discord/"+c.name+".golden", shown)
			})
		})
	}
}

// TestServeStartsWhatHasAToken starts each chat beside the others.
func TestServeStartsWhatHasAToken(t *testing.T) {
	for want, c := range map[string]config{
		"discord":          {Discord: discordConfig{Token: bot.NewSecret("a.b.c")}},
		"telegram":         {Telegram: telegramConfig{Token: bot.NewSecret("1:a")}},
		"telegram discord": {Telegram: telegramConfig{Token: bot.NewSecret("1:a")}, Discord: discordConfig{Token: bot.NewSecret("a.b.c")}},
	} {
		a := &app{config: c, metrics: metrics.New(), log: slog.New(slog.DiscardHandler), now: time.Now}
		var names []string
		for _, p := range a.chats(nil, nil, nil) {
			names = append(names, p.name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestDiscordSettings refuses what cannot be right, without showing a token.
func TestDiscordSettings(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, value := range map[string]string{"DISCORD_TOKEN": "Bot canary.b.c", "DISCORD_API_URL": "discord.com", "DISCORD_GUILD_ID": "my server"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			_, err := readConfig("")
			if err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "canary") {
				t.Error(err)
			}
		})
	}
}
