package stories_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"briefly/articles"
	"briefly/articles/stories"
)

// entries draws articles of few different terms, so that they are often alike,
// on two shelves, some undated.
func entries(t *rapid.T) []articles.Entry {
	terms := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "1", "2", "дом", "橋"}), 0, 30)
	out := make([]articles.Entry, rapid.IntRange(0, 25).Draw(t, "articles"))
	for i := range out {
		out[i].Article.Number = articles.Number(i + 1)
		out[i].Article.Shelf = rapid.SampledFrom([]articles.Shelf{articles.Common, "chat"}).Draw(t, "shelf")
		if hours := rapid.IntRange(0, 200).Draw(t, "hours"); hours > 0 {
			out[i].Article.Published = time.Unix(1_000_000_000, 0).Add(time.Duration(hours) * time.Hour)
		}
		out[i].Terms = articles.Terms{Title: terms.Draw(t, "title"), Body: terms.Draw(t, "body")}
	}
	return out
}

// placed places articles one after the other.
func placed(t *rapid.T, ix *stories.Memory, entries []articles.Entry) []stories.Match {
	grouper := stories.New(ix)
	out := make([]stories.Match, len(entries))
	for i, e := range entries {
		m, err := grouper.Place(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = m
		story := m.Story
		if story == 0 {
			story = articles.StoryID(e.Article.Number)
		}
		ix.Add(candidate(e, story))
	}
	return out
}

func TestPlaceKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		es := entries(t)
		ix := stories.NewMemory()
		got := placed(t, ix, es)
		if again := placed(t, stories.NewMemory(), es); !reflect.DeepEqual(got, again) {
			t.Fatalf("placed twice:\n%v\n%v", got, again)
		}
		for i, m := range got {
			checkMatch(t, es, i, m)
		}
	})
}

func checkMatch(t *rapid.T, es []articles.Entry, i int, m stories.Match) {
	if m.Similarity < 0 || m.Similarity > 1 || m.Reason == "" {
		t.Fatalf("%+v", m)
	}
	if m.Nearest == 0 {
		if m.Story != 0 || m.Duplicate {
			t.Fatalf("a story without an article like it: %+v", m)
		}
		return
	}
	other := es[m.Nearest-1].Article
	if int(m.Nearest) > i || other.Shelf != es[i].Article.Shelf {
		t.Fatalf("#%d is near to #%d: later, itself or on another shelf", i+1, m.Nearest)
	}
	a, b := es[i].Article.Published, other.Published
	if !a.IsZero() && !b.IsZero() && a.Sub(b).Abs() > 72*time.Hour {
		t.Fatalf("#%d and #%d are %s apart", i+1, m.Nearest, a.Sub(b))
	}
}

// TestPlaceTellsAnotherTimeApart: the same words a week later are another
// event, the same words on another shelf nobody's business.
func TestPlaceTellsAnotherTimeApart(t *testing.T) {
	ix := stories.NewMemory()
	day := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	terms := articles.Terms{Title: []string{"quake", "shakes", "island"}, Body: []string{"quake", "of", "magnitude", "5", "shook", "island"}}
	ix.Add(articles.Candidate{Number: 1, Story: 1, Published: day, Terms: terms})
	ix.Add(articles.Candidate{Number: 2, Story: 2, Published: day, Shelf: "chat", Terms: articles.Terms{Title: []string{"other"}}})
	for _, c := range []struct {
		name  string
		shelf articles.Shelf
		at    time.Time
		story articles.StoryID
	}{
		{"an hour later", articles.Common, day.Add(time.Hour), 1},
		{"a week later", articles.Common, day.Add(7 * 24 * time.Hour), 0},
		{"on another shelf", "chat", day, 0},
	} {
		e := articles.Entry{Article: articles.Article{Shelf: c.shelf, Published: c.at}, Terms: terms}
		m, err := stories.New(ix).Place(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		if m.Story != c.story || m.Duplicate != (c.story != 0) {
			t.Errorf("%s: %+v", c.name, m)
		}
	}
}
