package bot

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"briefly/bot/words"
)

// TestEveryReasonHasWords reads the reasons from the packages that refuse.
func TestEveryReasonHasWords(t *testing.T) {
	reasonsHaveWords(t, "../articles/extract/extract.go", words.Refused)
	reasonsHaveWords(t, "../articles/ingest/fetch.go", words.Unfetched)
	reasonsHaveWords(t, "../articles/feeds/feeds.go", words.Unfed)
}

func reasonsHaveWords(t *testing.T, path string, keyOf func(string) words.Key) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "Reason" {
			return true
		}
		n++
		reason, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range words.New().Languages() {
			if key := keyOf(reason); words.New().In(lang).Say(key) == string(key) {
				t.Errorf("%s has no words for %q", lang, key)
			}
		}
		return true
	})
	if n < 8 {
		t.Errorf("found %d reasons", n)
	}
}

func answers(b *Bot, r Request) []Answer {
	var all []Answer
	for a := range b.Answer(context.Background(), r) {
		all = append(all, a)
	}
	return all
}

func TestWhatGoesWrongInsideIsSaidOnceAndSafely(t *testing.T) {
	b := tableOnly()
	for name, run := range map[string]func(context.Context, *call, func(Answer) bool) error{
		"error": func(context.Context, *call, func(Answer) bool) error {
			return errors.New("secret: token 12345 in /var/lib/x")
		},
		"panic": func(context.Context, *call, func(Answer) bool) error { panic("secret") },
		"panic after an answer": func(_ context.Context, _ *call, say func(Answer) bool) error {
			say(Answer{Note: "fine"})
			panic("secret")
		},
	} {
		b.commands = []Command{{Name: "x", run: run}}
		all := answers(b, Request{Text: "/x"})
		last := all[len(all)-1]
		if last.Note != b.speaker.In("").Say(words.Sorry) || !last.Private || strings.Contains(last.Note, "secret") {
			t.Errorf("%s: %+v", name, all)
		}
	}
}

func TestAConsumerThatStopsIsNotCalledAgain(t *testing.T) {
	b := tableOnly()
	b.commands = []Command{{Name: "x", run: func(_ context.Context, _ *call, say func(Answer) bool) error {
		if say(Answer{Note: "first"}) {
			t.Error("say reports that the consumer goes on")
		}
		return errors.New("broken")
	}}}
	for range b.Answer(t.Context(), Request{Text: "/x"}) {
		break
	}
}
