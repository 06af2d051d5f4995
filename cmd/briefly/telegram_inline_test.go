package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"briefly/adapters/metrics"
	"briefly/adapters/sqlstore"
	"briefly/adapters/telegram/telegramtest"
	"briefly/articles"
	"briefly/articles/ingest"
	"briefly/bot"
)

// inlineWorld is a program over one data folder that ends and starts again, and
// the double that it talks to.
type inlineWorld struct {
	*app
	double *telegramtest.Double
	cold   bool // nothing that was looked up is remembered
}

func newInlineWorld(t *testing.T) inlineWorld {
	t.Helper()
	d := telegramtest.New(t, telegramtest.Config{Keep: 10})
	a := &app{config: config{Data: t.TempDir(), Locale: "en", Cache: cacheConfig{Lifetime: time.Minute, Bytes: 64 << 20}}, now: time.Now}
	a.log = slog.New(slog.DiscardHandler)
	a.config.Telegram = telegramConfig{Token: bot.NewSecret(d.Token), API: d.URL}
	return inlineWorld{app: a, double: d}
}

// live runs the program while talk talks to it; put adds an article.
func (w inlineWorld) live(t *testing.T, talk func(put func(title, body string))) {
	t.Helper()
	w.metrics = metrics.New()
	err := w.withStore(t.Context(), func(store *sqlstore.Store) error {
		in := w.ingester(store, nil, nil)
		return w.withCaches(t.Context(), store, func(c *caches) error {
			if w.cold {
				c = &caches{}
			}
			b := w.newBot(store, in, w.feeds(store, in), ingest.NewRefresher(in, w.log), unlimited{}, c)
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			done := make(chan error, 1)
			go func() { done <- w.newTelegram(store, nil).Run(ctx, b) }()
			talk(func(title, body string) {
				t.Helper()
				if _, err := in.Store(t.Context(), articles.Article{Title: title, Body: body, Publisher: "Town Crier", Published: time.Now()}); err != nil {
					t.Fatal(err)
				}
			})
			stop()
			return <-done
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// page asks for a page of a topic's stories and returns their numbers and where
// the list goes on.
func (w inlineWorld) page(t *testing.T, u telegramtest.User, topic, offset string) (numbers []string, next string) {
	t.Helper()
	query := w.double.Inline(u, topic, offset, "group")
	w.double.Wait("results", func() bool { return w.double.Answered(query) != nil })
	for _, result := range w.double.Results(query) {
		numbers = append(numbers, fmt.Sprint(result["id"]))
		if description, _ := result["description"].(string); description == "" {
			t.Errorf("%v has no summary", result["title"])
		}
	}
	next, _ = w.double.Answered(query)["next_offset"].(string)
	return numbers, next
}

// tale is an article that is a story of its own about a common topic.
func tale(n int) (title, body string) {
	own := spelled(n)
	return fmt.Sprintf("Lantern feast in %s", own),
		fmt.Sprintf("The lantern feast of %s began with %s and %s, the elders of %s told visitors. Nobody from %s had seen %s before.", own, spelled(n+1000), spelled(n+2000), own, spelled(n+3000), spelled(n+4000))
}

// spelled spells a number as a word that no other number has.
func spelled(n int) string {
	var b strings.Builder
	for n += 1000; n > 0; n /= 100 {
		fmt.Fprintf(&b, "%c%c", "bcdfghjklmnpqrstvwxz"[n%100/5], "aeiou"[n%5])
	}
	return b.String()
}

// TestTelegramInlinePages turns the pages of a list over some 60 stories, of a topic
// and of the day, while articles arrive and over a restart: nothing is left out,
// nothing comes twice.
func TestTelegramInlinePages(t *testing.T) {
	for _, topic := range []string{"lantern", ""} {
		t.Run("topic "+topic, func(t *testing.T) {
			w := newInlineWorld(t)
			ann := w.double.Person("Ann", "en")
			var first, second, again []string
			var next, end string
			w.live(t, func(put func(title, body string)) {
				for n := range 60 {
					put(tale(n))
				}
				first, next = w.page(t, ann, topic, "")
				for n := range 5 {
					put(tale(100 + n))
				}
			})
			w.live(t, func(put func(title, body string)) {
				put(tale(200))
				second, end = w.page(t, ann, topic, next)
				key, _, _ := strings.Cut(next, " ")
				again, _ = w.page(t, ann, topic, key+" 0")
			})
			seen := map[string]bool{}
			for _, number := range slices.Concat(first, second) {
				if seen[number] {
					t.Errorf("#%s comes twice", number)
				}
				seen[number] = true
			}
			if len(first) != 50 || len(second) < 5 || end != "" || !slices.Equal(first, again) {
				t.Errorf("%d and %d stories, it goes on at %q, the first page was %v and is %v", len(first), len(second), end, first, again)
			}
			for number := range seen {
				if len(number) > 2 || len(number) == 2 && number > "60" {
					t.Errorf("#%s came after the list was made", number)
				}
			}
		})
	}
}

// TestTelegramInlineSpeed measures fifty stories at once over 10,000 articles,
// from the query that comes in to the answer that goes out, with nothing
// remembered of earlier ones. The short form is over 300.
func TestTelegramInlineSpeed(t *testing.T) {
	stored, rounds := 300, 5
	if *long {
		stored, rounds = 10_000, 500
	}
	const themes = 5
	w := newInlineWorld(t)
	w.cold = true
	ann := w.double.Person("Ann", "en")
	random := rand.New(rand.NewPCG(1, 2))
	words := func(n int) string {
		var all []string
		for range n {
			all = append(all, spelled(random.IntN(100_000)))
		}
		return strings.Join(all, " ")
	}
	w.live(t, func(put func(title, body string)) {
		for n := range stored {
			put(fmt.Sprintf("%s theme%d", words(7), n%themes), fmt.Sprintf("The theme%d is %s. It was %s. They said %s.", n%themes, words(20), words(20), words(20)))
		}
		for name, topic := range map[string]func(int) string{
			"a topic": func(n int) string { return fmt.Sprint("theme", n%themes) },
			"the day": func(int) string { return "" },
		} {
			var took []time.Duration
			for n := range rounds {
				began := time.Now()
				numbers, _ := w.page(t, ann, topic(n), "")
				took = append(took, time.Since(began))
				if len(numbers) != 50 {
					t.Fatalf("%s: %d stories", topic(n), len(numbers))
				}
			}
			slices.Sort(took)
			p50, p99 := took[len(took)/2], took[len(took)*99/100]
			t.Logf("%d articles, 50 stories of %s, %d times: p50 %s, p99 %s", stored, name, rounds, p50, p99)
			if *long && p99 > time.Second {
				t.Errorf("p99 is %s", p99)
			}
		}
	})
}
