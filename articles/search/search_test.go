package search

import (
	"slices"
	"strings"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/language"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

const private = articles.Shelf("chat:a")

// edition is a handful of articles about invented events.
func edition() *shelfIndex {
	x := newIndex()
	x.add("", "en", "Harbour bridge reopens", "The old harbour bridge carries cars again after a year of repairs.")      // 1
	x.add("", "en", "Trade talks with China resume", "Delegations met in the capital to discuss tariffs on steel.")      // 2
	x.add("", "en", "Bridge players meet", "The harbour hotel hosts a tournament of card players for a week.")           // 3
	x.add("", "ru", "Южная Корея и мост", "Южная Корея строит новый мост через пролив, сообщили власти.")                // 4
	x.add("", "en", "Dutch farmers protest", "Tractors blocked the motorway near Utrecht for hours.")                    // 5
	x.add("", "en", "Petrov elected mayor", "Ivan Petrov won the vote by a narrow margin, officials said.")              // 6
	x.add("", "en", "United States lowers tariffs", "The United States will lower tariffs on paper from next month on.") // 7
	x.add(private, "en", "Zeppelin over the harbour", "A zeppelin was seen in the evening.")                             // 8
	return x
}

func find(t *testing.T, r Request) Result {
	t.Helper()
	if r.Shelves == nil {
		r.Shelves = []articles.Shelf{articles.Common}
	}
	r.Limit = max(r.Limit, 5)
	got, err := New(edition()).Search(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func numbers(r Result) []articles.Number {
	ns := []articles.Number{}
	for _, h := range r.Hits {
		ns = append(ns, h.Number)
	}
	return ns
}

func TestSearch(t *testing.T) {
	tests := []struct {
		name  string
		r     Request
		first articles.Number // 0: nothing
		all   int             // how many are found
		known bool
	}{
		{"one word", Request{Text: "tournament"}, 3, 1, true},
		{"the whole phrase on top", Request{Text: "harbour bridge"}, 1, 2, true},
		{"any when all finds too little", Request{Text: "farmers tournament"}, 5, 2, false},
		{"quoted words stand together", Request{Text: `"harbour bridge"`}, 1, 1, true},
		{"a quote in the middle", Request{Text: `old "harbour bridge" cars`}, 1, 1, true},
		{"an open quote is none", Request{Text: `"harbour bridge`}, 1, 2, true},
		{"function words do not matter", Request{Text: "the bridge of the harbour"}, 1, 2, true},
		{"capitals do not matter", Request{Text: "THE BRIDGE OF THE HARBOUR"}, 1, 2, true},
		{"other forms of a word", Request{Text: "farmer protesting"}, 5, 1, true},
		{"a window", Request{Text: "bridge", Until: noon.AddDate(0, 0, -2)}, 3, 1, true},
		{"words, but no topic", Request{Text: "tournament tariffs"}, 7, 3, false},
		{"nobody wrote about it", Request{Text: "volcano"}, 0, 0, false},
		{"another shelf", Request{Text: "zeppelin"}, 0, 0, false},
		{"one's own shelf", Request{Text: "zeppelin", Shelves: []articles.Shelf{articles.Common, private}}, 8, 1, true},
		{"no words", Request{Text: ` "" !? `}, 0, 0, false},
		{"only function words", Request{Text: "of the"}, 0, 0, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := find(t, test.r)
			ns := numbers(got)
			if len(ns) != test.all || test.all > 0 && ns[0] != test.first || got.Known != test.known {
				t.Errorf("found %v, known %v; want %d first of %d, known %v", ns, got.Known, test.first, test.all, test.known)
			}
		})
	}
}

// TestShortTitles: what is too short to tell its language is found all the
// same, in other forms of its words too.
func TestShortTitles(t *testing.T) {
	x := newIndex()
	x.add("", "en", "Harbour bridge reopens", "The old harbour bridge carries cars again after a year of repairs.")
	for _, test := range []struct{ title, topic, lang string }{
		{"Volcano erupts near Quito", "volcano", "en"},
		{"Volcano erupts near Quito", "Quito volcanoes", "ru"},
		{"Storm closes port", "storms", "en"},
		{"Storm closes port", "port closing", ""},
		{"Fed holds rates", "fed rate", "de"},
		{"Apple unveils iPhone", "apple iphones", "en"},
		{"Пожар на складе в Дунморе", "пожары", "ru"},
		{"Извержение вулкана в Эквадоре", "вулкан", "ru"},
		{"Извержение вулкана в Эквадоре", "извержения", "en"},
		{"Vulkanausbruch bei Quito", "Vulkanausbruch", "de"},
		{"Vulcão entra em erupção perto de Quito", "VULCÃO", "pt"},
		{"Tulivuori purkautui", "tulivuori", "fi"},
		{"基多附近火山爆发", "火山", "zh"},
	} {
		n := x.add(private, "", test.title, "")
		r := Request{Text: test.topic, Lang: test.lang, Shelves: []articles.Shelf{articles.Common, private}, Limit: 3}
		got, err := New(x).Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(numbers(got), n) || !got.Known || len(got.Suggestions) > 0 {
			t.Errorf("%q in %q: found %v, known %v, suggestions %q", test.topic, test.title, numbers(got), got.Known, got.Suggestions)
		}
	}
}

func TestOtherNames(t *testing.T) {
	tests := []struct {
		text, lang string
		first      articles.Number
		as         []string
	}{
		{"Китай", "ru", 2, []string{"China"}},
		{"китае", "ru", 2, []string{"China"}},
		{"Китай", "en", 2, []string{"China"}},
		{"China", "en", 2, nil},
		{"торговля Китай", "ru", 2, nil}, // of two words one is not covered
		{"США", "ru", 7, []string{"United States"}},
		{"соединенные штаты", "ru", 7, []string{"United States"}},
		{"USA", "en", 7, nil},
		{"South Korea", "ru", 4, []string{"Южная Корея"}},
		{"Netherlands", "en", 5, nil},
		{"Нидерланды", "ru", 5, nil},
		{"Петров", "ru", 6, []string{"Petrov"}},
	}
	for _, test := range tests {
		got := find(t, Request{Text: test.text, Lang: test.lang})
		if ns := numbers(got); len(ns) == 0 || ns[0] != test.first || !slices.Equal(got.As, test.as) {
			t.Errorf("%s for %s: found %v as %q, want %d as %q", test.text, test.lang, ns, got.As, test.first, test.as)
		}
	}
}

func TestRomanized(t *testing.T) {
	for text, want := range map[string]string{
		"Петров": "Petrov", "Достоевский": "Dostoyevsky", "Ельцин": "Yeltsin", "Хрущёв": "Khrushchyov", "Чайковский": "Chaykovsky",
	} {
		if got, ok := romanized(text); !ok || got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if _, ok := romanized("Petrov"); ok {
		t.Error("nothing to romanize")
	}
}

func TestNews(t *testing.T) {
	x := newIndex()
	x.add("", "en", "Storm closes port", "Ships wait.")
	for range 20 {
		x.add("", "en", "Calm", "Nothing.")
	}
	x.add("", "en", "Storm closes port", "Ships wait.")
	for _, news := range []bool{false, true} {
		r := Request{Text: "storm port", Shelves: []articles.Shelf{articles.Common}, Limit: 5, News: news, Now: noon}
		got, err := New(x).Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Hits) != 2 || got.Hits[0].Number != 1 || news != (got.Hits[0].Score > 1.1*got.Hits[1].Score) {
			t.Errorf("news %v: %+v", news, got.Hits)
		}
	}
}

func TestSuggestions(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"chna", []string{"China"}},
		{"chian", []string{"China"}},
		{"trade talks chna", []string{"trade talks China"}},
		{"farmrs prtest", []string{"farmers protest"}},
		{"zepplin", nil}, // on another shelf
		{"qqqq", nil},
		{"visit to the harbour bridge", []string{"harbour bridge"}},
		{"visit to China", nil},                  // one word is not what was asked
		{"visit to the tournament tariffs", nil}, // no topic without the word either
		{"qqqq chian trade", nil},                // two words at once are too much
		{"china", nil},
	}
	for _, test := range tests {
		if got := find(t, Request{Text: test.text}).Suggestions; !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestComplete(t *testing.T) {
	s := New(edition())
	for prefix, want := range map[string]string{"har": "Harbour", "trade ta": "trade talks", "Юж": "Южная", "zep": "", "china ": "china Harbour", "harbuor": "Harbour", "hrbour": "Harbour", "zeppe": ""} {
		got, err := s.Complete(t.Context(), []articles.Shelf{articles.Common}, prefix, 1)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Join(got, "") != want {
			t.Errorf("%q: %q, want %q", prefix, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"china", "china", 0}, {"chna", "china", 1}, {"chian", "china", 1}, {"цена", "цены", 1},
		{"", "ab", 2}, {"harbour", "harbor", 1}, {"bridge", "fridges", 2}, {"a", "abcdef", 3},
	} {
		if got := language.Distance(test.a, test.b, 2); got != test.want {
			t.Errorf("%s %s: %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

// TestPlaces checks that the tables are sound.
func TestPlaces(t *testing.T) {
	all := places()
	if len(all) < 5000 {
		t.Errorf("%d names", len(all))
	}
	for _, table := range []map[string]string{shortNames, adjectives} {
		for code := range table {
			if len((place{code: code}).names([]string{"en"})) == 0 {
				t.Errorf("%s has no name", code)
			}
		}
	}
	for name, code := range map[string]string{
		"en:china": "CN", "ru:" + language.Stem("китай", "ru"): "CN", "zh:" + strings.Join(language.Terms("俄罗斯", "zh"), " "): "RU",
	} {
		if all[name] != code {
			t.Errorf("%s is %q, want %s", name, all[name], code)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, text := range []string{"harbour bridge", `"harbour" "`, "США", "\x00\xff", "«мост»", strings.Repeat("a ", 300)} {
		f.Add(text, "en")
	}
	s := New(edition())
	f.Fuzz(func(t *testing.T, text, lang string) {
		r, err := s.Search(t.Context(), Request{Text: text, Lang: lang, Shelves: []articles.Shelf{articles.Common}, Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Hits) > 3 || len(r.Suggestions) > mostSuggestions {
			t.Errorf("%d hits, %d suggestions", len(r.Hits), len(r.Suggestions))
		}
		for _, h := range r.Hits {
			if h.Shelf != articles.Common || h.Score != h.Score {
				t.Errorf("hit %+v", h)
			}
		}
	})
}

func TestStrictLeavesOutWhatHoldsLittleOfTheTopic(t *testing.T) {
	request := Request{Text: "harbour bridge repairs", Limit: 10}
	if got := numbers(find(t, request)); !slices.Contains(got, 3) {
		t.Fatalf("found %v, want the card players among them", got)
	}
	request.Strict = true
	if got := numbers(find(t, request)); !slices.Equal(got, []articles.Number{1}) {
		t.Errorf("strictly found %v, want only the bridge that was repaired", got)
	}
}
