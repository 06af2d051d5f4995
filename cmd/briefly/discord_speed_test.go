package main

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"briefly/adapters/discord/discordtest"
	"briefly/adapters/sqlstore"
	"briefly/articles/ingest"
	"briefly/bot"
)

// TestDiscordCompletionSpeed has somebody type topics on Discord over 100,000
// articles, every fifth with a slip, and measures from the event at the gateway
// to Discord's getting the proposals.
func TestDiscordCompletionSpeed(t *testing.T) {
	if !*long {
		t.Skip("takes minutes: -long")
	}
	s := discordtest.Start(t, discordtest.Options{Unchecked: true})
	a := &app{config: config{Data: t.TempDir(), Locale: "en"}, now: time.Now, log: slog.New(slog.DiscardHandler)}
	a.config.Discord = discordConfig{Token: bot.NewSecret(discordtest.DefaultToken), API: s.URL}
	err := a.withBot(t.Context(), func(b *bot.Bot, store *sqlstore.Store, _ *ingest.Feeds) error {
		next := news()
		var typed []string
		for n := range 100_000 {
			e := next()
			e.Terms.Title, e.Terms.Body = lettered(e.Terms.Title), lettered(e.Terms.Body)
			e.Article.Title, e.Article.Body = strings.Join(e.Terms.Title, " "), strings.Join(e.Terms.Body, " ")
			if _, err := store.Put(t.Context(), e); err != nil {
				return err
			}
			if n%100 == 0 {
				typed = append(typed, beginning(e.Terms.Body[n/100%200], n/100))
			}
		}
		done := make(chan error, 1)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go func() { done <- a.newDiscord(store).Run(ctx, b) }()
		ann := discordtest.Asker{User: s.AddUser("ann"), Channel: s.AddChannel(s.AddGuild("Harbour"), "general")}
		var took []time.Duration
		some := 0
		for _, text := range typed {
			i := s.Complete(ann, "summary", "topic", text)
			if len(i.Choices()) > 0 {
				some++
			}
			took = append(took, i.Took())
		}
		slices.Sort(took)
		p50, p99 := took[len(took)/2], took[len(took)*99/100]
		t.Logf("%d words typed, proposals for %d: p50 %v, p99 %v", len(typed), some, p50, p99)
		if some < len(typed)/2 || p99 > 100*time.Millisecond { // 30 on a quiet machine
			t.Error("too few or too slow")
		}
		stop()
		return <-done
	})
	if err != nil {
		t.Error(err)
	}
}

// lettered spells words that are numbers, w17, in syllables, the last digit first,
// so that as many begin with each letter.
func lettered(words []string) []string {
	const consonants, vowels = "bcdfghjklmnpqrstvwxz", "aeiou"
	all := make([]string, len(words))
	for i, w := range words {
		for j := len(w) - 1; j > 0; j-- {
			d := int(w[j] - '0')
			all[i] += consonants[2*d:2*d+1] + vowels[d%5:d%5+1]
		}
	}
	return all
}

// beginning is what has been typed of a word: some of it, or, every fifth time,
// all of it with two letters exchanged.
func beginning(word string, n int) string {
	if n%5 == 0 && len(word) > 4 {
		return word[:2] + word[3:4] + word[2:3] + word[4:]
	}
	return word[:min(len(word), 1+n%4)]
}
