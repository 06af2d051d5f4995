package text

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefly/bot"
)

// plain is a renderer as simple as can be: its size is what Fit has to keep
// within bounds.
func plain(a bot.Answer) string {
	var b strings.Builder
	b.WriteString(a.Title + "\n")
	for _, s := range a.Lead {
		fmt.Fprintf(&b, "%s%s %v\n", s.Prefix, s.Text, s.Sources)
	}
	for _, i := range a.Items {
		fmt.Fprintf(&b, "%s: %s %v\n", i.Title, i.Gist, i.Sources)
	}
	for _, s := range a.Sources {
		fmt.Fprintf(&b, "%s %s %s\n", s.Publisher, s.Title, s.URL)
	}
	b.WriteString(a.Note)
	return b.String()
}

func size(a bot.Answer) int { return UTF16(plain(a)) }

func harbour() bot.Answer {
	return bot.Answer{
		Title: "Harbour",
		Lead: []bot.Sentence{
			{Text: "The harbour opens on Monday.", Sources: []int{0}},
			{Text: "Two ferries wait outside.", Sources: []int{1, 2}},
		},
		Items: []bot.Item{
			{Title: "Ferries", Gist: "They wait.", Sources: []int{2}},
			{Title: "Prices", Gist: "They rise.", Sources: []int{3}},
		},
		Sources: []bot.Source{{Title: "A", URL: "u0"}, {Title: "B", URL: "u1"}, {Title: "C", URL: "u2"}, {Title: "D", URL: "u3"}},
		Note:    "From 4 articles.",
	}
}

func TestFit(t *testing.T) {
	whole := size(harbour())
	for _, c := range []struct {
		name  string
		limit int
		want  string
	}{
		{"whole", whole, plain(harbour())},
		{"last item and its source go", whole - 1,
			"Harbour\nThe harbour opens on Monday. [0]\nTwo ferries wait outside. [1 2]\nFerries: They wait. [2]\n A u0\n B u1\n C u2\nFrom 4 articles."},
		{"a source stays with its last sentence", 110,
			"Harbour\nThe harbour opens on Monday. [0]\nTwo ferries wait outside. [1 2]\n A u0\n B u1\n C u2\nFrom 4 articles."},
		{"then sentences", 80, "Harbour\nThe harbour opens on Monday. [0]\n A u0\nFrom 4 articles."},
		{"then words of the longest", 50, "Harbour\nThe harbour… [0]\n A u0\nFrom 4 articles."},
		{"then all but the title", 8, "Harbour\n"},
		{"then the title", 6, "Harb…\n"},
	} {
		got := Fit(harbour(), c.limit, size)
		if plain(got) != c.want {
			t.Errorf("%s: within %d:\n%s\nwant:\n%s", c.name, c.limit, plain(got), c.want)
		}
	}
}

func TestFitKeepsOneItemOfAList(t *testing.T) {
	list := harbour()
	list.Lead, list.Items[0].Sources, list.Sources = nil, []int{3}, list.Sources[:4]
	got := Fit(list, 80, size)
	if len(got.Items) != 1 || got.Items[0].Title != "Ferries" || got.Basis.LeftOut != 1 {
		t.Errorf("a list within 80: %s, left out %d", plain(got), got.Basis.LeftOut)
	}
}

// TestFitContinues holds that what is cut off a list is what the button for more
// shows next, and that what no button shows is known to be missing.
func TestFitContinues(t *testing.T) {
	more := func(from int) bot.Action { return bot.Action{Label: "More", Command: fmt.Sprint("/view k ", from)} }
	why := bot.Action{Label: "Why", Command: "/why #1"}
	for _, c := range []struct {
		name    string
		actions []bot.Action
		paged   bool
		limit   int
		want    []bot.Action
		missing int
	}{
		{"all fits", []bot.Action{more(2), why}, true, 1000, []bot.Action{more(2), why}, 0},
		{"one is cut", []bot.Action{more(2), why}, true, size(harbour()) - 1, []bot.Action{more(1), why}, 0},
		{"all are cut", []bot.Action{more(2), why}, true, 110, []bot.Action{more(0), why}, 0},
		{"the last page", []bot.Action{why}, true, size(harbour()) - 1, []bot.Action{why, more(1)}, 0},
		{"no list", []bot.Action{why}, false, 110, []bot.Action{why}, 2},
	} {
		a := harbour()
		a.Actions = c.actions
		for i := range a.Items {
			if c.paged {
				a.Items[i].From = more(i)
			}
		}
		got := Fit(a, c.limit, size)
		if !reflect.DeepEqual(got.Actions, c.want) || Missing(a, got) != c.missing {
			t.Errorf("%s: %d items, actions %v, want %v; missing %d", c.name, len(got.Items), got.Actions, c.want, Missing(a, got))
		}
	}
}

func TestFitLeavesTheAnswerAlone(t *testing.T) {
	a := harbour()
	Fit(a, 20, size)
	if !reflect.DeepEqual(a, harbour()) {
		t.Errorf("the answer was changed: %+v", a)
	}
}

func TestFitHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAnswer(t)
		limit := rapid.IntRange(1, 400).Draw(t, "limit")
		got := Fit(a, limit, size)
		if size(got) > limit {
			t.Fatalf("measures %d, limit %d:\n%s", size(got), limit, plain(got))
		}
		for _, s := range got.Lead {
			checkCitations(t, a, got, s.Sources)
		}
		for _, i := range got.Items {
			checkCitations(t, a, got, i.Sources)
		}
		if len(a.Sources) > 0 && len(got.Sources) > len(cited(got))+len(a.Sources)-len(cited(a)) {
			t.Fatalf("a source outlived what cited it: %+v", got)
		}
	})
}

// checkCitations checks that citations still point at sources of a.
func checkCitations(t *rapid.T, a, got bot.Answer, sources []int) {
	for _, i := range sources {
		if i >= len(got.Sources) {
			t.Fatalf("citation %d of %d sources", i, len(got.Sources))
		}
		found := false
		for _, s := range a.Sources {
			found = found || s.URL == got.Sources[i].URL
		}
		if !found {
			t.Fatalf("source %q was not there before", got.Sources[i].URL)
		}
	}
}

func anyAnswer(t *rapid.T) bot.Answer {
	word := rapid.StringN(0, 30, -1)
	sources := rapid.IntRange(0, 5).Draw(t, "sources")
	cites := rapid.Just[[]int](nil)
	if sources > 0 {
		cites = rapid.SliceOfN(rapid.IntRange(0, sources-1), 0, 3)
	}
	a := bot.Answer{Title: word.Draw(t, "title"), Note: word.Draw(t, "note")}
	for i := range sources {
		a.Sources = append(a.Sources, bot.Source{Title: word.Draw(t, "source"), URL: fmt.Sprint("u", i)})
	}
	for range rapid.IntRange(0, 4).Draw(t, "sentences") {
		a.Lead = append(a.Lead, bot.Sentence{Text: word.Draw(t, "text"), Prefix: word.Draw(t, "prefix"), Sources: cites.Draw(t, "cites")})
	}
	for range rapid.IntRange(0, 6).Draw(t, "items") {
		a.Items = append(a.Items, bot.Item{Title: word.Draw(t, "item"), Gist: word.Draw(t, "gist"), Sources: cites.Draw(t, "cites")})
	}
	return a
}
