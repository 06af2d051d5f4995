package stories_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/stories"
)

// told places an article and adds it to the index, as the way in does.
func told(t *testing.T, ix *stories.Memory, n int, at time.Time, title, body string) (stories.Match, articles.StoryID) {
	t.Helper()
	terms := articles.Terms{Title: strings.Fields(title), Body: strings.Fields(body)}
	e := articles.Entry{Article: articles.Article{Number: articles.Number(n), Published: at}, Terms: terms}
	m, err := stories.New(ix).Place(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	story := m.Story
	if story == 0 {
		story = articles.StoryID(n)
	}
	ix.Add(articles.Candidate{Number: articles.Number(n), Story: story, Published: at, Terms: terms})
	return m, story
}

func TestPlaceJoinsTheStoryThatIsAlreadyTold(t *testing.T) {
	ix := stories.NewMemory()
	day := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	_, bridge := told(t, ix, 1, day, "old bridge over the wend opens again", "the old bridge over the wend opened to trams on monday after two years of repairs")
	_, cup := told(t, ix, 2, day, "rovers win the valley cup", "rovers beat harbour two to one in the final of the valley cup on monday")
	m, third := told(t, ix, 3, day.Add(time.Hour), "trams cross the wend bridge again", "trams crossed the old bridge over the wend on monday for the first time in two years of repairs")
	if third != bridge || third == cup {
		t.Errorf("story %d, want %d: %s", third, bridge, m.Reason)
	}
	if m.Nearest != 1 {
		t.Errorf("nearest #%d, want #1", m.Nearest)
	}
}

func TestHeadlineIsTheMostCentralTitle(t *testing.T) {
	for _, c := range []struct {
		titles []string
		want   string
	}{
		{nil, ""},
		{[]string{""}, ""},
		{[]string{"", "Bridge opens"}, "Bridge opens"},
		{[]string{"Weather", "Old bridge opens", "The old bridge opens again"}, "Old bridge opens"},
		{[]string{"Same", "Same"}, "Same"},
	} {
		if got := stories.Headline(c.titles...); got != c.want {
			t.Errorf("Headline(%q) = %q, want %q", c.titles, got, c.want)
		}
	}
}

// emptied is an index from which an article was deleted.
type emptied struct {
	*stories.Memory
	gone articles.Number
}

func (e *emptied) Numbered(ctx context.Context, shelf articles.Shelf, from, to articles.Number) ([]articles.Candidate, error) {
	found, err := e.Memory.Numbered(ctx, shelf, from, to)
	return slices.DeleteFunc(found, func(c articles.Candidate) bool { return c.Number == e.gone }), err
}

// TestPlaceAsksAgain: what was deleted since the grouper read it is near to
// nothing any more.
func TestPlaceAsksAgain(t *testing.T) {
	ix := &emptied{Memory: stories.NewMemory()}
	day := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	terms := articles.Terms{Title: strings.Fields("old bridge opens"), Body: strings.Fields("the old bridge over the wend opened to trams again")}
	ix.Add(articles.Candidate{Number: 1, Story: 1, Published: day, Terms: terms})
	grouper := stories.New(ix)
	for _, c := range []struct {
		gone articles.Number
		want articles.StoryID
	}{{0, 1}, {1, 0}} {
		ix.gone = c.gone
		m, err := grouper.Place(t.Context(), articles.Entry{Article: articles.Article{Published: day}, Terms: terms})
		if err != nil {
			t.Fatal(err)
		}
		if m.Story != c.want || m.Nearest != articles.Number(c.want) {
			t.Errorf("without #%d: %+v", c.gone, m)
		}
	}
}

// placedAmong places b after a and so many articles about other things, the
// given time later, and reports whether it joined a.
func placedAmong(t *testing.T, a, b string, others int, later time.Duration) (stories.Match, bool) {
	t.Helper()
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	ix := stories.NewMemory()
	for i := range others + 1 {
		text := a
		if i > 0 {
			text = fmt.Sprintf("w%d x%d y%d z%d and the", i, i, i%97, i%89)
		}
		ix.Add(articles.Candidate{Number: articles.Number(i + 1), Story: articles.StoryID(i + 1), Published: day,
			Terms: articles.Terms{Body: strings.Fields(text)}})
	}
	e := articles.Entry{Article: articles.Article{Published: day.Add(later)}, Terms: articles.Terms{Body: strings.Fields(b)}}
	m, err := stories.New(ix).Place(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return m, m.Story == 1
}

// TestPlaceAsksMoreOfWhatMayBeChance: the same two texts are one story or two,
// by how many others there are and how far apart they lie.
func TestPlaceAsksMoreOfWhatMayBeChance(t *testing.T) {
	const (
		a = "old bridge over wend reopened trams repairs after two years mayor said monday"
		b = "trams cross bridge at wend since monday while builders slowly finish western ramp"
		// word shares a single word with a, however often.
		word = "bridge bridge bridge bridge players meet card club evening cups tea"
	)
	for _, c := range []struct {
		name   string
		b      string
		others int
		later  time.Duration
		joins  bool
	}{
		{"soon among few", b, 120, time.Hour, true},
		{"among many", b, 1900, time.Hour, false},
		{"three days later", b, 120, 71 * time.Hour, false},
		{"one word", word, 120, time.Hour, false},
	} {
		if m, joins := placedAmong(t, a, c.b, c.others, c.later); joins != c.joins {
			t.Errorf("%s: %+v", c.name, m)
		}
	}
}
