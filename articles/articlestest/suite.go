// Package articlestest is the suite that every store of articles must pass:
// what the interfaces of package articles promise, shelves above all. It knows
// no store and leaves how one is opened, killed or backed up to the store's
// own tests.
package articlestest

import (
	"context"
	"strings"
	"testing"
	"time"

	"briefly/articles"
)

// Store is everything that a store implements.
type Store interface {
	articles.Reader
	articles.Lister
	articles.Index
	articles.Writer
}

// Run runs the suite. open returns an empty store, which is closed by the
// test's own clean-up.
func Run(t *testing.T, open func(t *testing.T) Store) {
	tests := []struct {
		name string
		run  func(*testing.T, fixture)
	}{
		{"article", testArticle},
		{"identity", testIdentity},
		{"claims", testClaims},
		{"revisions", testRevisions},
		{"numbers", testNumbers},
		{"match", testMatch},
		{"window", testWindow},
		{"stats", testStats},
		{"vocabulary", testVocabulary},
		{"stories", testStories},
		{"lists", testLists},
		{"shelves", testShelves},
		{"delete", testDelete},
		{"clear", testClear},
		{"prune", testPrune},
		{"odd input", testOdd},
		{"concurrency", testConcurrency},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.run(t, fixture{t, open(t)})
		})
	}
}

// fixture is a store in a test: what fails ends the test.
type fixture struct {
	*testing.T
	Store
}

// noon is when the articles of the suite happen.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// common is what most tests look at.
var common = []articles.Shelf{articles.Common}

// entry is an article whose terms are its words.
func entry(shelf articles.Shelf, title, body string) articles.Entry {
	return articles.Entry{
		Article: articles.Article{
			Shelf: shelf, Title: title, Body: body, Lang: "en", Published: noon, Added: noon,
			Quality: articles.Quality{Form: articles.FormText, Words: len(strings.Fields(body))},
		},
		Terms: articles.Terms{
			Title: strings.Fields(strings.ToLower(title)),
			Body:  strings.Fields(strings.ToLower(body)),
		},
	}
}

func (f fixture) put(e articles.Entry) articles.Stored {
	f.Helper()
	got, err := f.Put(f.Context(), e)
	f.check(err)
	return got
}

func (f fixture) check(err error) {
	f.Helper()
	if err != nil {
		f.Fatal(err)
	}
}

// find returns the numbers of the articles with all, or any, of the words.
func (f fixture) find(shelves []articles.Shelf, all bool, words ...string) []articles.Number {
	f.Helper()
	m := articles.Match{Query: articles.Query{Shelves: shelves, Limit: 100}, All: all}
	for _, w := range words {
		m.Words = append(m.Words, []string{w})
	}
	return f.match(m)
}

func (f fixture) match(m articles.Match) []articles.Number {
	f.Helper()
	found, err := f.Candidates(f.Context(), m)
	f.check(err)
	ns := []articles.Number{}
	for _, c := range found {
		ns = append(ns, c.Number)
	}
	return ns
}

func (f fixture) newest(q articles.Query) []articles.Number {
	f.Helper()
	found, err := f.Newest(f.Context(), q)
	f.check(err)
	ns := []articles.Number{}
	for _, a := range found {
		ns = append(ns, a.Number)
	}
	return ns
}

func (f fixture) count(shelves ...articles.Shelf) int {
	f.Helper()
	n, err := f.Count(f.Context(), shelves)
	f.check(err)
	return n
}

func (f fixture) with(shelves []articles.Shelf, term string) int {
	f.Helper()
	stats, err := f.Stats(context.WithoutCancel(f.Context()), shelves, []string{term})
	f.check(err)
	return stats.With[term]
}

func (f fixture) words(shelves []articles.Shelf, prefix string) []articles.Word {
	f.Helper()
	words, err := f.Vocabulary(f.Context(), shelves, prefix, 100)
	f.check(err)
	return words
}
