package articlestest

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"briefly/articles"
)

func testArticle(t *testing.T, f fixture) {
	e := entry(articles.Common, "Ferry back in service", "The ferry runs again.\n\nTickets cost less.")
	e.Article.Key, e.Article.URL = "k1", "https://example.org/ferry"
	e.Article.Author, e.Article.Publisher, e.Article.AddedBy = "A. Writer", "The Harbour", "Kim"
	e.Article.Added = noon.Add(time.Hour)
	e.Article.Quality = articles.Quality{Form: articles.FormPage, Words: 7, Paragraphs: 2, Partial: "paywall", LinkShare: .25, Agreement: .5}
	e.Article.Summary = articles.Summary{Sentences: []articles.Sentence{{
		Text: "The ferry runs again.", Prefix: "On 23 Nov: ", Sources: []articles.Source{{Article: 0, Span: articles.Span{Start: 0, End: 21}}},
	}}}
	stored := f.put(e)
	if stored.Number < 1 || stored.Revision != 1 || stored.Story == 0 || stored.Outcome != articles.Added {
		t.Fatalf("stored %+v", stored)
	}
	want := e.Article
	want.Number, want.Revision, want.Story, want.Changed = stored.Number, 1, stored.Story, want.Added
	got, err := f.Article(t.Context(), common, stored.Number)
	f.check(err)
	same(t, "Article", got, want)
	got, err = f.ByURL(t.Context(), common, want.URL)
	f.check(err)
	same(t, "ByURL", got, want)
	several, err := f.Articles(t.Context(), common, []articles.Number{99, stored.Number})
	f.check(err)
	if len(several) != 1 {
		t.Fatalf("Articles found %d", len(several))
	}
	same(t, "Articles", several[0], want)
	want.Body = ""
	list, err := f.Newest(t.Context(), articles.Query{Shelves: common, Limit: 1})
	f.check(err)
	same(t, "Newest", list[0], want)

	undated := entry(articles.Common, "No date", "Nothing.")
	undated.Article.Published, undated.Article.Added = time.Time{}, time.Time{}
	got, err = f.Article(t.Context(), common, f.put(undated).Number)
	f.check(err)
	if !got.Published.IsZero() || time.Since(got.Added) > time.Minute {
		t.Errorf("undated: published %v, added %v", got.Published, got.Added)
	}
	if _, err := f.Article(t.Context(), common, 99); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("an article that is not there: %v", err)
	}
}

// same compares articles; times are the same when they are the same moment.
func same(t *testing.T, what string, got, want articles.Article) {
	t.Helper()
	for _, a := range []*articles.Article{&got, &want} {
		a.Published, a.Added, a.Changed = a.Published.UTC(), a.Added.UTC(), a.Changed.UTC()
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s\n got %+v\nwant %+v", what, got, want)
	}
}

func testIdentity(t *testing.T, f fixture) {
	type id struct{ key, url, text string }
	tests := []struct {
		name          string
		first, second id
		want          articles.Outcome
	}{
		{"same key and text", id{"k", "", "x"}, id{"k", "", "x"}, articles.Same},
		{"same key, other text", id{"k", "", "x"}, id{"k", "", "y"}, articles.Changed},
		{"key beats url", id{"k", "u", "x"}, id{"l", "u", "x"}, articles.Added},
		{"key beats text", id{"k", "", "x"}, id{"l", "", "x"}, articles.Added},
		{"same key, moved", id{"k", "u", "x"}, id{"k", "v", "x"}, articles.Same},
		{"same url and text", id{"", "u", "x"}, id{"", "u", "x"}, articles.Same},
		{"same url, other text", id{"", "u", "x"}, id{"", "u", "y"}, articles.Changed},
		{"url found by key", id{"", "u", "x"}, id{"k", "u", "x"}, articles.Same},
		{"key found by url", id{"k", "u", "x"}, id{"", "u", "x"}, articles.Same},
		{"url beats text", id{"", "u", "x"}, id{"", "v", "x"}, articles.Added},
		{"same text", id{"", "", "x"}, id{"", "", "x"}, articles.Same},
		{"other text", id{"", "", "x"}, id{"", "", "y"}, articles.Added},
		{"text found by url", id{"", "", "x"}, id{"", "u", "x"}, articles.Same},
	}
	for i, test := range tests {
		shelf := articles.Shelf(rune('a' + i))
		t.Run(test.name, func(t *testing.T) {
			put := func(x id) articles.Stored {
				e := entry(shelf, "Title", x.text)
				e.Article.Key, e.Article.URL = x.key, x.url
				return f.put(e)
			}
			first, second := put(test.first), put(test.second)
			if second.Outcome != test.want {
				t.Fatalf("outcome %s, want %s", second.Outcome, test.want)
			}
			if test.want != articles.Added && (second.Number != first.Number || second.Story != first.Story) {
				t.Errorf("first %+v, then %+v", first, second)
			}
			if again := put(test.second); again.Outcome != articles.Same || again.Number != second.Number {
				t.Errorf("once more: %+v, want %d and same", again, second.Number)
			}
		})
	}
}

func testRevisions(t *testing.T, f fixture) {
	e := entry(articles.Common, "Old title", "oldword stays")
	e.Article.Key = "k"
	first := f.put(e)
	changed := entry(articles.Common, "New title", "newword stays")
	changed.Article.Key, changed.Article.Added = "k", noon.Add(time.Hour)
	changed.Article.Published = noon.Add(-time.Hour)
	second := f.put(changed)
	if second.Number != first.Number || second.Revision != 2 || second.Outcome != articles.Changed || second.Story != first.Story {
		t.Fatalf("first %+v, then %+v", first, second)
	}
	a, err := f.Article(t.Context(), common, first.Number)
	f.check(err)
	if a.Title != "New title" || a.Revision != 2 || !a.Added.Equal(noon) || !a.Changed.Equal(noon.Add(time.Hour)) {
		t.Errorf("now %+v", a)
	}
	revisions, err := f.Revisions(t.Context(), common, first.Number)
	f.check(err)
	if len(revisions) != 2 || revisions[0].Title != "Old title" || revisions[1].Body != "newword stays" {
		t.Errorf("revisions %+v", revisions)
	}
	if got := f.find(common, true, "oldword"); len(got) != 0 {
		t.Errorf("the old text is still found: %v", got)
	}
	if got := f.find(common, true, "newword", "stays"); len(got) != 1 {
		t.Errorf("the new text is not found: %v", got)
	}
	if n := f.with(common, "stays"); n != 1 || f.with(common, "oldword") != 0 {
		t.Errorf("counted %d", n)
	}
	if len(f.words(common, "old")) != 0 || len(f.words(common, "new")) != 1 {
		t.Errorf("vocabulary %v", f.words(common, ""))
	}
	if n := f.count(articles.Common); n != 1 {
		t.Errorf("count %d", n)
	}
	s, err := f.Story(t.Context(), common, first.Story)
	f.check(err)
	if s.Headline != "New title" || !s.First.Equal(noon.Add(-time.Hour)) {
		t.Errorf("story %+v", s)
	}
}

func testNumbers(t *testing.T, f fixture) {
	var last articles.Number
	for _, text := range []string{"one", "two", "three"} {
		stored := f.put(entry(articles.Common, "Title", text))
		if stored.Number <= last {
			t.Fatalf("number %d follows %d", stored.Number, last)
		}
		last = stored.Number
		f.check(f.Delete(t.Context(), articles.Common, last))
	}
	a := f.put(entry("chat:a", "Title", "a"))
	b := f.put(entry("chat:b", "Title", "a"))
	if b.Number == a.Number || a.Number <= last {
		t.Errorf("numbers %d and %d after %d", a.Number, b.Number, last)
	}
}

func testOdd(t *testing.T, f fixture) {
	terms := []string{
		`"`, `'`, `a"b`, "c++", "u.s.", "5.81", "-", "not", "or", "and", "near", "*", "col:umn", "(", "^x",
		"日本", "東京", "हिन्दी", "ไทย", "ʻokina", "𝔘𝔫𝔦", "👍", "é", "e\u0301", "ж", "ⲁⲃ", "x0",
		strings.Repeat("long", 500),
	}
	e := entry(articles.Common, "", "")
	e.Terms.Body = terms
	n := f.put(e).Number
	f.put(entry(articles.Common, "Other", "other"))
	for _, term := range terms {
		if got := f.find(common, true, term); !slices.Equal(got, []articles.Number{n}) {
			t.Errorf("%q finds %v", term, got)
		}
		if got := f.with(common, term); got != 1 {
			t.Errorf("%q is counted %d times", term, got)
		}
	}
	found, err := f.Candidates(t.Context(), articles.Match{Query: articles.Query{Shelves: common, Limit: 1}, Words: [][]string{{"c++"}}})
	f.check(err)
	if !slices.Equal(found[0].Terms.Body, terms) || len(found[0].Terms.Title) != 0 {
		t.Errorf("terms came back as %q", found[0].Terms)
	}
	for _, words := range [][][]string{nil, {{}}, {nil, {"other"}}} {
		if _, err := f.Candidates(t.Context(), articles.Match{Query: articles.Query{Shelves: common, Limit: 1}, Words: words}); err != nil {
			t.Errorf("%q: %v", words, err)
		}
	}
	for _, title := range []string{"", "\x00", "a\x00b", "'; DROP TABLE articles; --", string([]byte{0xff, 0xfe})} {
		if got := f.put(entry(articles.Common, title, "body of "+title)); got.Outcome != articles.Added {
			t.Errorf("%q: %+v", title, got)
		}
	}
}

// What a file says of itself is no fetched article's identity: it neither
// revises one nor is found for its URL, whichever came first.
func testClaims(t *testing.T, f fixture) {
	const url = "https://example.org/storm"
	fetched, claimed := entry(articles.Common, "Storm", "rain"), entry(articles.Common, "Calm", "sun")
	fetched.Article.URL, claimed.Article.URL = url, url
	claimed.Article.Claimed = true
	file := f.put(claimed)
	if _, err := f.ByURL(t.Context(), common, url); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("a claim is found by its URL: %v", err)
	}
	page := f.put(fetched)
	if page.Outcome != articles.Added || page.Number == file.Number {
		t.Errorf("a fetched article became a file's: %+v", page)
	}
	claimed.Article.Body = "snow"
	if again := f.put(claimed); again.Outcome != articles.Added {
		t.Errorf("another file with the same claim: %+v", again)
	}
	got, err := f.ByURL(t.Context(), common, url)
	f.check(err)
	if got.Number != page.Number || got.Revision != 1 || got.Claimed || got.Body != "rain" {
		t.Errorf("by the URL: %+v", got)
	}
	got, err = f.Article(t.Context(), common, file.Number)
	f.check(err)
	if !got.Claimed || got.URL != url {
		t.Errorf("the file: %+v", got)
	}

	// The file of a page that is there says nothing new and changes nothing.
	saved := fetched
	saved.Article.Claimed, saved.Article.URL, saved.Article.Publisher = true, "https://other.example/", "Forged"
	if same := f.put(saved); same.Outcome != articles.Same || same.Number != page.Number {
		t.Errorf("the file of a page: %+v", same)
	}
	got, err = f.Article(t.Context(), common, page.Number)
	f.check(err)
	if got.URL != url || got.Publisher != "" || got.Claimed {
		t.Errorf("after the file of it: %+v", got)
	}
	// A page whose text a file had is fetched for the first time.
	first, again := entry(articles.Common, "Hail", "ice"), entry(articles.Common, "Hail", "ice")
	first.Article.Claimed, first.Article.Publisher = true, "Forged"
	again.Article.URL = "https://example.org/hail"
	if a, b := f.put(first), f.put(again); a.Number == b.Number {
		t.Errorf("a file stands in for a page: %+v", b)
	}
}
