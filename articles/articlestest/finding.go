package articlestest

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"briefly/articles"
)

func testMatch(t *testing.T, f fixture) {
	mentions := f.put(entry(articles.Common, "Weather", "storm over the coast and a harbour")).Number
	about := f.put(entry(articles.Common, "Storm harbour", "boats stay in")).Number
	other := f.put(entry(articles.Common, "Market", "prices in the harbour")).Number

	ask := func(all, newest bool, words ...[]string) []articles.Number {
		return f.match(articles.Match{Query: articles.Query{Shelves: common, Limit: 10}, Words: words, All: all, Newest: newest})
	}
	tests := []struct {
		name      string
		got, want []articles.Number
		ordered   bool
	}{
		{"all", ask(true, false, []string{"storm"}, []string{"harbour"}), []articles.Number{about, mentions}, false},
		{"any", ask(false, false, []string{"storm"}, []string{"prices"}), []articles.Number{about, mentions, other}, false},
		{"alternatives", ask(true, false, []string{"tempest", "storm"}, []string{"port", "harbour"}), []articles.Number{about, mentions}, false},
		{"none", ask(true, false, []string{"storm"}, []string{"prices"}), []articles.Number{}, false},
		{"unknown", ask(false, false, []string{"volcano"}), []articles.Number{}, false},
		{"newest", ask(false, true, []string{"harbour"}), []articles.Number{other, about, mentions}, true},
	}
	for _, test := range tests {
		if !test.ordered {
			slices.Sort(test.got)
			slices.Sort(test.want)
		}
		if !slices.Equal(test.got, test.want) {
			t.Errorf("%s: found %v, want %v", test.name, test.got, test.want)
		}
	}
	for _, all := range []bool{true, false} {
		got := f.match(articles.Match{Query: articles.Query{Shelves: common, Limit: 1}, Words: [][]string{{"storm"}, {"harbour"}}, All: all})
		if !slices.Equal(got, []articles.Number{about}) {
			t.Errorf("the best guess is %v, want %d", got, about)
		}
	}
	found, err := f.Candidates(t.Context(), articles.Match{Query: articles.Query{Shelves: common, Limit: 1}, Words: [][]string{{"boats"}}})
	f.check(err)
	want := articles.Candidate{
		Number: about, Story: found[0].Story, Lang: "en", Published: noon, Added: noon,
		Terms: articles.Terms{Title: []string{"storm", "harbour"}, Body: []string{"boats", "stay", "in"}},
	}
	found[0].Published, found[0].Added = found[0].Published.UTC(), found[0].Added.UTC()
	if found[0].Story == 0 || !reflect.DeepEqual(found[0], want) {
		t.Errorf("candidate %+v\nwant %+v", found[0], want)
	}
}

func testWindow(t *testing.T, f fixture) {
	var ns []articles.Number
	for i := range 40 { // one an hour, oldest first; every other one undated
		e := entry(articles.Common, "Report", "word "+string(rune('a'+i)))
		at := noon.Add(time.Duration(i) * time.Hour)
		e.Article.Added, e.Article.Published = at, at
		if i%2 == 1 {
			e.Article.Published = time.Time{}
		}
		ns = append(ns, f.put(e).Number)
	}
	hour := func(i int) time.Time { return noon.Add(time.Duration(i) * time.Hour) }
	tests := []struct {
		name         string
		since, until time.Time
		limit        int
		want         []articles.Number // oldest first
	}{
		{"all", time.Time{}, time.Time{}, 100, ns},
		{"since is in, until is not", hour(3), hour(6), 100, ns[3:6]},
		{"within a second", hour(3).Add(time.Millisecond), hour(6).Add(time.Millisecond), 100, ns[4:7]},
		{"old ones are found among many newer", time.Time{}, hour(2), 2, ns[:2]},
		{"newest first under a limit", hour(1), time.Time{}, 3, ns[37:]},
		{"empty", hour(50), time.Time{}, 100, nil},
	}
	for _, test := range tests {
		q := articles.Query{Shelves: common, Since: test.since, Until: test.until, Limit: test.limit}
		want := slices.Clone(test.want)
		slices.Reverse(want)
		if got := f.newest(q); !slices.Equal(got, want) {
			t.Errorf("%s: newest %v, want %v", test.name, got, want)
		}
		if got := f.match(articles.Match{Query: q, Words: [][]string{{"word"}}, All: true, Newest: true}); !slices.Equal(got, want) {
			t.Errorf("%s: found %v, want %v", test.name, got, want)
		}
		stories, err := f.Stories(t.Context(), q)
		f.check(err)
		if len(stories) != len(want) {
			t.Errorf("%s: %d stories, want %d", test.name, len(stories), len(want))
		}
	}
}

func testStats(t *testing.T, f fixture) {
	f.put(entry(articles.Common, "Storm", "rain and wind"))
	f.put(entry(articles.Common, "Calm", "no wind wind wind"))
	stats, err := f.Stats(t.Context(), common, []string{"wind", "rain", "snow", "wind"})
	f.check(err)
	want := articles.Stats{Articles: 2, Length: 4.5, With: map[string]int{"wind": 2, "rain": 1, "snow": 0}}
	if !reflect.DeepEqual(stats, want) {
		t.Errorf("stats %+v, want %+v", stats, want)
	}
}

func testVocabulary(t *testing.T, f fixture) {
	f.put(entry(articles.Common, "Storm over Stockholm", "one"))
	f.put(entry(articles.Common, "Storm again, storm-proof", "two"))
	f.put(entry(articles.Common, "Шторм", "three"))
	f.put(entry(articles.Common, "Calm", "So said Zephyr once. And Zephyr again, but Boreas once."))
	first := func(prefix string) articles.Word {
		words := f.words(common, prefix)
		if len(words) == 0 {
			return articles.Word{}
		}
		return words[0]
	}
	for prefix, want := range map[string]articles.Word{
		"sto": {Text: "Storm", Articles: 2}, "STOC": {Text: "Stockholm", Articles: 1},
		"шт": {Text: "Шторм", Articles: 1}, "": {Text: "Storm", Articles: 2}, "x": {},
		"zeph": {Text: "Zephyr", Articles: 1}, "bor": {},
	} {
		if got := first(prefix); got != want {
			t.Errorf("%q: %+v, want %+v", prefix, got, want)
		}
	}
	words, err := f.Vocabulary(t.Context(), common, "", 2)
	f.check(err)
	if len(words) != 2 {
		t.Errorf("%d words, want 2", len(words))
	}
}
