package articlestest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/articles"
)

func testStories(t *testing.T, f fixture) {
	put := func(shelf articles.Shelf, title, publisher string, hours int, story articles.StoryID) articles.Stored {
		e := entry(shelf, title, title+publisher)
		e.Article.Publisher, e.Story = publisher, story
		e.Article.Published = noon.Add(time.Duration(hours) * time.Hour)
		return f.put(e)
	}
	late := put(articles.Common, "Bridge closed after storm", "Gazette", 2, 0)
	early := put(articles.Common, "Storm damages bridge", "Herald", 0, late.Story)
	again := put(articles.Common, "Ferries instead", "Gazette", 1, late.Story)
	alone := put(articles.Common, "Elections", "Herald", 3, 0)
	if early.Story != late.Story || alone.Story == late.Story {
		t.Fatalf("stories %+v %+v %+v", late, early, alone)
	}
	s, err := f.Story(t.Context(), common, late.Story)
	f.check(err)
	if !slices.Equal(s.Articles, []articles.Number{early.Number, again.Number, late.Number}) ||
		!slices.Equal(s.Publishers, []string{"Gazette", "Herald"}) ||
		!s.First.Equal(noon) || !s.Last.Equal(noon.Add(2*time.Hour)) || !strings.Contains(strings.ToLower(s.Headline), "storm") {
		t.Errorf("story %+v", s)
	}
	list, err := f.Stories(t.Context(), articles.Query{Shelves: common, Limit: 10})
	f.check(err)
	if len(list) != 2 || list[0].ID != late.Story || list[1].ID != alone.Story {
		t.Errorf("stories %+v", list)
	}

	private := put("chat:a", "Bridge closed", "Mine", 0, late.Story)
	if private.Story == late.Story {
		t.Error("a story spans shelves")
	}
	if _, err := f.Story(t.Context(), common, private.Story); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("a private story: %v", err)
	}
	f.check(f.Delete(t.Context(), articles.Common, early.Number))
	s, err = f.Story(t.Context(), common, late.Story)
	f.check(err)
	if len(s.Articles) != 2 || !slices.Equal(s.Publishers, []string{"Gazette"}) || !s.First.Equal(noon.Add(time.Hour)) {
		t.Errorf("after a delete: %+v", s)
	}
	f.check(f.Delete(t.Context(), articles.Common, alone.Number))
	if _, err := f.Story(t.Context(), common, alone.Story); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("a story without articles: %v", err)
	}
}

func testLists(t *testing.T, f fixture) {
	for i, publisher := range []string{"Gazette", "Herald", "Gazette", ""} {
		e := entry(articles.Common, "Title", fmt.Sprint(i))
		e.Article.Publisher, e.Article.Published = publisher, noon.Add(time.Duration(i)*time.Hour)
		f.put(e)
	}
	mine := entry("chat:a", "Title", "mine")
	mine.Article.Publisher, mine.Article.AddedBy = "Gazette", "Kim"
	f.put(mine)
	list, err := f.Publishers(t.Context(), []articles.Shelf{articles.Common, "chat:a"})
	f.check(err)
	want := []articles.Publisher{
		{Name: "Gazette", Articles: 2, Newest: noon.Add(2 * time.Hour)},
		{Name: "", Articles: 1, Newest: noon.Add(3 * time.Hour)},
		{Name: "Gazette", Shelf: "chat:a", Articles: 1, Newest: noon, AddedBy: "Kim"},
		{Name: "Herald", Articles: 1, Newest: noon.Add(time.Hour)},
	}
	for i := range list {
		list[i].Newest = list[i].Newest.UTC()
	}
	if !slices.Equal(list, want) {
		t.Errorf("publishers %+v\nwant %+v", list, want)
	}
}

func testDelete(t *testing.T, f fixture) {
	n := f.put(entry(articles.Common, "Storm", "rain")).Number
	if err := f.Delete(t.Context(), "chat:a", n); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("deleted from another shelf: %v", err)
	}
	f.check(f.Delete(t.Context(), articles.Common, n))
	if err := f.Delete(t.Context(), articles.Common, n); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("deleted twice: %v", err)
	}
	nothing(t, f, common, n)
	if again := f.put(entry(articles.Common, "Storm", "rain")); again.Outcome != articles.Added || again.Number <= n {
		t.Errorf("put again: %+v", again)
	}
}

// nothing checks that article n, "Storm" with "rain", left no trace.
func nothing(t *testing.T, f fixture, shelves []articles.Shelf, n articles.Number) {
	t.Helper()
	if _, err := f.Article(t.Context(), shelves, n); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("article: %v", err)
	}
	if _, err := f.Revisions(t.Context(), shelves, n); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("revisions: %v", err)
	}
	if got := f.find(shelves, false, "storm", "rain"); len(got) > 0 {
		t.Errorf("found %v", got)
	}
	if got := f.with(shelves, "rain"); got > 0 {
		t.Errorf("counted %d", got)
	}
	if got := f.words(shelves, ""); len(got) > 0 {
		t.Errorf("vocabulary %v", got)
	}
	if got := f.newest(articles.Query{Shelves: shelves, Limit: 9}); len(got) > 0 || f.count(shelves...) > 0 {
		t.Errorf("listed %v", got)
	}
	stories, err := f.Stories(t.Context(), articles.Query{Shelves: shelves, Limit: 9})
	publishers, err2 := f.Publishers(t.Context(), shelves)
	if err != nil || err2 != nil || len(stories)+len(publishers) > 0 {
		t.Errorf("stories %v, publishers %v", stories, publishers)
	}
}

func testClear(t *testing.T, f fixture) {
	kept := f.put(entry(articles.Common, "Calm", "rain")).Number
	gone := f.put(entry("chat:a", "Storm", "rain")).Number
	f.put(entry("chat:a", "Storm again", "rain"))
	removed, err := f.Clear(t.Context(), "chat:a")
	f.check(err)
	if removed != 2 {
		t.Errorf("removed %d", removed)
	}
	nothing(t, f, []articles.Shelf{"chat:a"}, gone)
	if got := f.find(common, true, "rain"); !slices.Equal(got, []articles.Number{kept}) {
		t.Errorf("found %v on the shelf that stayed", got)
	}
	if removed, err = f.Clear(t.Context(), "chat:a"); err != nil || removed != 0 {
		t.Errorf("cleared again: %d, %v", removed, err)
	}
	f.put(entry("chat:a", "Storm", "rain"))
	if n := f.count("chat:a"); n != 1 {
		t.Errorf("%d articles on a shelf that is used again", n)
	}
}

func testPrune(t *testing.T, f fixture) {
	for i, shelf := range []articles.Shelf{articles.Common, "chat:a", articles.Common} {
		e := entry(shelf, "Storm", fmt.Sprint("rain ", i))
		e.Article.Added = noon.Add(time.Duration(i) * time.Hour)
		e.Article.Published = noon.Add(-1000 * time.Hour) // when it happened does not count
		f.put(e)
	}
	removed, err := f.Prune(t.Context(), noon.Add(2*time.Hour))
	f.check(err)
	if removed != 2 || f.count(articles.Common) != 1 || f.count("chat:a") != 0 {
		t.Errorf("removed %d", removed)
	}
	if removed, err = f.Prune(t.Context(), noon.Add(2*time.Hour)); err != nil || removed != 0 {
		t.Errorf("pruned again: %d, %v", removed, err)
	}
}

func testConcurrency(t *testing.T, f fixture) {
	const writers, each = 4, 15
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each { // every article is put by two writers
				e := entry(articles.Common, "Storm", fmt.Sprint("rain ", w/2, i))
				e.Article.Key = fmt.Sprint(w/2, "-", i)
				if _, err := f.Put(t.Context(), e); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range each {
				found, err := f.Candidates(t.Context(), articles.Match{Query: articles.Query{Shelves: common, Limit: 99}, Words: [][]string{{"rain"}}})
				stats, err2 := f.Stats(t.Context(), common, []string{"rain"})
				if err != nil || err2 != nil || len(found) > stats.With["rain"] {
					t.Error(err, err2, len(found), stats)
				}
			}
		})
	}
	wg.Wait()
	if n := f.count(articles.Common); n != writers/2*each {
		t.Errorf("%d articles, want %d", n, writers/2*each)
	}
}
