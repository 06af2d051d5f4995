package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/ingest"
	"briefly/bot"
)

// shared returns the folder of reference data, or skips; CI requires it.
func shared(t *testing.T) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			t.Fatal(err)
		}
		t.Skip("no reference data")
	}
	return dir
}

// injections are instructions that people hide in texts for programs to follow.
func injections(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, name := range []string{"text_attack_train.json", "text_attack_test.json"} {
		raw, err := os.ReadFile(filepath.Join(shared(t), "hostile", "injection", name))
		if err != nil {
			t.Fatal(err)
		}
		var groups map[string][]string
		if err := json.Unmarshal(raw, &groups); err != nil {
			t.Fatal(err)
		}
		for _, group := range groups {
			all = append(all, group...)
		}
	}
	return all
}

// naughty are strings that break programs.
func naughty(t *testing.T) []string {
	t.Helper()
	f, err := os.Open(filepath.Join(shared(t), "hostile", "text", "blns.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

// TestNothingInAnArticleComesAlive puts every injection and naughty string into
// an article's title, body and publisher and asks for it: the answer may quote
// it, and nothing else of the answer may differ from that for a plain article.
func TestNothingInAnArticleComesAlive(t *testing.T) {
	t.Parallel()
	texts := append(injections(t), naughty(t)...)
	if len(texts) < 500 {
		t.Fatalf("found %d hostile texts", len(texts))
	}
	a := &app{config: config{Data: t.TempDir(), Locale: "en"}, log: slog.New(slog.DiscardHandler), now: func() time.Time { return scriptNow }}
	err := a.withStore(t.Context(), func(store *sqlstore.Store) error {
		in := a.ingester(store, nil, nil)
		b := a.newBot(store, in, a.feeds(store, in), nil, unlimited{}, &caches{})
		quoted := 0
		for i, hostile := range texts {
			key := fmt.Sprintf("quollberry%d", i)
			r, err := in.Store(t.Context(), articles.Article{
				Key: key, Title: "The " + key + " harvest. " + hostile, Publisher: "Orchard Post " + hostile, Published: scriptNow.Add(-time.Hour),
				Body: fmt.Sprintf("The %s harvest began on Monday, the growers said. %s The %s is sold at the market until Friday.", key, hostile, key),
			})
			if err != nil {
				t.Errorf("%q is not stored: %v", hostile, err)
				continue
			}
			got := a.ask(t.Context(), b, key)
			if len(got.Lead) == 0 && len(got.Items) == 0 {
				t.Errorf("%q: no answer: %q", hostile, got.Note)
				continue
			}
			for _, s := range got.Lead {
				if len(hostile) > 12 && strings.Contains(s.Text, hostile) {
					quoted++
					break
				}
			}
			for _, s := range got.Lead {
				if len(s.Sources) == 0 || got.Sources[s.Sources[0]].Number != r.Number {
					t.Errorf("%q: a sentence without its source: %+v", hostile, s)
				}
			}
			checkActions(t, hostile, got)
		}
		t.Logf("%d texts, %d of them quoted in the answer", len(texts), quoted)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkActions allows the commands that the bot itself offers with a topic's
// answer, with nothing of a text in them.
func checkActions(t *testing.T, hostile string, got bot.Answer) {
	t.Helper()
	for _, action := range got.Actions {
		name, rest, _ := strings.Cut(action.Command, " ")
		if name != "/view" && name != "/summary" && name != "/why" || strings.ContainsFunc(rest, func(r rune) bool { return r > unicode.MaxASCII }) || action.URL != "" {
			t.Errorf("%q: the answer offers %+v", hostile, action)
		}
	}
	if strings.Contains(got.Note, hostile) && len(hostile) > 12 {
		t.Errorf("%q: the note repeats it: %q", hostile, got.Note)
	}
}

// TestNaughtyStringsAsQuestions asks every command with every naughty string:
// each is answered, none is an error inside. The short form takes a ninth.
func TestNaughtyStringsAsQuestions(t *testing.T) {
	t.Parallel()
	a := &app{config: config{Data: t.TempDir(), Locale: "en"}, now: func() time.Time { return scriptNow }}
	var logged strings.Builder
	a.log = slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelWarn}))
	err := a.withBot(t.Context(), func(b *bot.Bot, _ *sqlstore.Store, _ *ingest.Feeds) error {
		for i, text := range naughty(t) {
			if os.Getenv("BRIEFLY_LONG") == "" && i%9 != 0 || len(strings.Fields(text)) == 0 {
				continue
			}
			for _, name := range []string{"", "/summary ", "/search ", "/help ", "/remove ", "/view ", "/why "} {
				got := a.ask(t.Context(), b, name+text)
				if got.Note == "" && len(got.Lead) == 0 && len(got.Items) == 0 {
					t.Errorf("%q is not answered", name+text)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if logged.Len() > 0 {
		t.Errorf("logged: %.2000s", logged.String())
	}
}
