package sample

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/language"
	"briefly/articles/stories"
)

var now = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

func load(t *testing.T) []articles.Article {
	t.Helper()
	as, err := Edition(now)
	if err != nil {
		t.Fatal(err)
	}
	return as
}

func TestEveryArticleIsWhole(t *testing.T) {
	for _, a := range load(t) {
		if a.Shelf != articles.Sample || a.Title == "" || a.Publisher == "" || a.Key == "" {
			t.Errorf("%s: incomplete", a.Key)
		}
		if words := len(strings.Fields(a.Body)); words < 90 || words > 180 {
			t.Errorf("%s: %d words", a.Key, words)
		}
		if age := now.Sub(a.Published); age <= 0 || age > 72*time.Hour {
			t.Errorf("%s: published %s before now", a.Key, age)
		}
		if got := language.Detect(a.Title+"\n"+a.Body, ""); got != a.Lang {
			t.Errorf("%s: is declared %q and reads as %q", a.Key, a.Lang, got)
		}
		// RFC 2606 reserves the top-level domain "example".
		if u, err := url.Parse(a.URL); err != nil || u.Scheme != "https" || !strings.HasSuffix(u.Host, ".example") {
			t.Errorf("%s: address %q", a.Key, a.URL)
		}
	}
}

func TestEveryArticleIsOneOfItsKind(t *testing.T) {
	seen := map[string]string{}
	for _, a := range load(t) {
		for _, v := range []string{a.Key, a.URL, a.Title, a.Body} {
			if other, ok := seen[v]; ok {
				t.Errorf("%s and %s share %.40q", a.Key, other, v)
			}
			seen[v] = a.Key
		}
	}
}

func TestStoriesAreToldBySeveralPublishers(t *testing.T) {
	records, err := read()
	if err != nil {
		t.Fatal(err)
	}
	publishers, tellers, russian := map[string]bool{}, map[string]map[string]bool{}, 0
	for _, r := range records {
		publishers[r.Publisher] = true
		if tellers[r.Story] == nil {
			tellers[r.Story] = map[string]bool{}
		}
		tellers[r.Story][r.Publisher] = true
		if r.Lang == "ru" {
			russian++
		}
	}
	if len(records) < 24 || len(publishers) != 4 || len(tellers) != 9 || russian < 5 {
		t.Errorf("%d articles, %d publishers, %d stories, %d in Russian", len(records), len(publishers), len(tellers), russian)
	}
	for story, who := range tellers {
		if len(who) < 2 {
			t.Errorf("only one publisher tells of the %s", story)
		}
	}
}

// TestStoriesAreGroupedRightly places the articles in the order in which they
// appeared: those of one story and language must meet, and nobody else.
func TestStoriesAreGroupedRightly(t *testing.T) {
	records, err := read()
	if err != nil {
		t.Fatal(err)
	}
	slices.SortStableFunc(records, func(a, b record) int { return cmp.Compare(b.Hours, a.Hours) })
	index := stories.NewMemory()
	grouper := stories.New(index)
	first := map[string]articles.StoryID{}
	for i, r := range records {
		a := r.article(now)
		terms := articles.Terms{Title: language.Terms(a.Title, a.Lang), Body: language.Terms(a.Body, a.Lang)}
		m, err := grouper.Place(context.Background(), articles.Entry{Article: a, Terms: terms})
		if err != nil {
			t.Fatal(err)
		}
		name := r.Story + " in " + r.Lang
		if m.Story != first[name] {
			t.Errorf("%s (%s): story %d, want %d: %s", r.Key, name, m.Story, first[name], m.Reason)
		}
		if m.Duplicate {
			t.Errorf("%s: %s", r.Key, m.Reason)
		}
		story := cmp.Or(m.Story, articles.StoryID(i+1))
		if first[name] == 0 {
			first[name] = story
		}
		index.Add(articles.Candidate{
			Number: articles.Number(i + 1), Shelf: a.Shelf, Story: story, Published: a.Published, Terms: terms,
		})
	}
}
