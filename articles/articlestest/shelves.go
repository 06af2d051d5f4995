package articlestest

import (
	"errors"
	"slices"
	"testing"

	"briefly/articles"
)

// testShelves asks every method for chat B about what lies on chat A's shelf.
func testShelves(t *testing.T, f fixture) {
	const a, b = articles.Shelf("chat:a"), articles.Shelf("chat:b")
	secret := entry(a, "Secret merger", "merger talks")
	secret.Article.Key, secret.Article.URL, secret.Article.Publisher = "k", "https://example.org/secret", "Leaks"
	hidden := f.put(secret)
	own := f.put(entry(b, "Picnic", "sandwiches"))
	public := f.put(entry(articles.Common, "Weather", "rain"))
	sees := []articles.Shelf{articles.Common, b}

	if got := f.find(sees, false, "merger", "secret", "rain", "sandwiches"); len(got) != 2 ||
		!slices.Contains(got, own.Number) || !slices.Contains(got, public.Number) {
		t.Errorf("found %v", got)
	}
	if got := f.newest(articles.Query{Shelves: sees, Limit: 9}); len(got) != 2 || slices.Contains(got, hidden.Number) {
		t.Errorf("listed %v", got)
	}
	if n := f.with(sees, "merger"); n != 0 {
		t.Errorf("counted %d", n)
	}
	if n := f.count(sees...); n != 2 {
		t.Errorf("counted %d articles", n)
	}
	stats, err := f.Stats(t.Context(), sees, nil)
	f.check(err)
	if stats.Articles != 2 || stats.Length != 2 {
		t.Errorf("statistics span shelves: %+v", stats)
	}
	for _, prefix := range []string{"", "sec", "mer"} {
		for _, w := range f.words(sees, prefix) {
			if w.Text == "Secret" || w.Text == "merger" {
				t.Errorf("%q proposes %q", prefix, w.Text)
			}
		}
	}
	stories, err := f.Stories(t.Context(), articles.Query{Shelves: sees, Limit: 9})
	f.check(err)
	publishers, err := f.Publishers(t.Context(), sees)
	f.check(err)
	if len(stories) != 2 || slices.ContainsFunc(publishers, func(p articles.Publisher) bool { return p.Name == "Leaks" }) {
		t.Errorf("stories %v, publishers %v", stories, publishers)
	}
	_, err1 := f.Article(t.Context(), sees, hidden.Number)
	_, err2 := f.ByURL(t.Context(), sees, secret.Article.URL)
	_, err3 := f.Revisions(t.Context(), sees, hidden.Number)
	_, err4 := f.Story(t.Context(), sees, hidden.Story)
	for _, err := range []error{err1, err2, err3, err4} {
		if !errors.Is(err, articles.ErrNotFound) {
			t.Errorf("not hidden: %v", err)
		}
	}
	if got, err := f.Articles(t.Context(), sees, []articles.Number{hidden.Number, own.Number}); err != nil || len(got) != 1 {
		t.Errorf("read %v, %v", got, err)
	}

	// The same article on B's shelf is another article.
	secret.Article.Shelf = b
	twin := f.put(secret)
	if twin.Outcome != articles.Added || twin.Number == hidden.Number || twin.Story == hidden.Story {
		t.Errorf("twin %+v of %+v", twin, hidden)
	}
	f.check(f.Delete(t.Context(), b, twin.Number))
	if _, err := f.Article(t.Context(), []articles.Shelf{a}, hidden.Number); err != nil {
		t.Errorf("gone with its twin: %v", err)
	}
	for _, shelves := range [][]articles.Shelf{nil, {"chat:nobody"}} {
		if f.count(shelves...) != 0 || len(f.find(shelves, false, "rain")) != 0 || len(f.words(shelves, "")) != 0 ||
			len(f.newest(articles.Query{Shelves: shelves, Limit: 9})) != 0 {
			t.Errorf("%v is not empty", shelves)
		}
	}
}
