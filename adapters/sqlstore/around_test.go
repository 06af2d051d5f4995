package sqlstore

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"briefly/articles"
)

// TestAround: what grouping reads stays on its shelf, within its numbers and
// its time.
func TestAround(t *testing.T) {
	s := openTest(t, t.TempDir())
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for i := range 6 {
		e := articles.Entry{Article: articles.Article{
			Key: fmt.Sprint(i), Title: fmt.Sprint("t", i), Lang: "en", Published: day.Add(time.Duration(i) * time.Hour),
		}, Terms: articles.Terms{Title: []string{fmt.Sprint("t", i)}}}
		if i%3 == 2 {
			e.Article.Shelf = "chat"
		}
		if _, err := s.Put(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if last, err := s.Last(t.Context()); err != nil || last != 6 {
		t.Errorf("last #%d, %v", last, err)
	}
	check := func(name string, found []articles.Candidate, err error, want ...articles.Number) {
		t.Helper()
		var got []articles.Number
		for _, c := range found {
			got = append(got, c.Number)
			if c.Terms.Title[0] != fmt.Sprint("t", c.Number-1) || c.Story == 0 {
				t.Errorf("%s: %+v", name, c)
			}
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	found, err := s.Numbered(t.Context(), articles.Common, 2, 5)
	check("numbered", found, err, 2, 4)
	found, err = s.Numbered(t.Context(), "chat", 1, 7)
	check("numbered in chat", found, err, 3, 6)
	found, err = s.Within(t.Context(), articles.Common, day.Add(time.Hour), day.Add(4*time.Hour), 9)
	check("within", found, err, 4, 2)
	found, err = s.Within(t.Context(), articles.Common, day, day.Add(4*time.Hour), 1)
	check("newest within", found, err, 4)
	found, err = s.Within(t.Context(), "nowhere", day, day.Add(4*time.Hour), 9)
	check("on no shelf", found, err)
}
