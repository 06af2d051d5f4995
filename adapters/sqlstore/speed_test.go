package sqlstore

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/briefing"
	"briefly/articles/language"
	"briefly/articles/search"
	"briefly/articles/summarize"
)

// generated makes articles as a store meets them: a title of 8 words, a body of
// ten sentences of 15 words from a vocabulary of 200,000 in which word number k
// is about 20/(20+k) as frequent as the first (Zipf, exponent 1.07), one
// article every ten minutes, 25 publishers, every fourth in the story of the
// one before it. Words are spelt in syllables, so that they begin with every
// letter.
type generated struct {
	random *rand.Rand
	zipf   *rand.Zipf
	n      int
	story  articles.StoryID
}

func generate() *generated {
	r := rand.New(rand.NewPCG(1, 2))
	return &generated{random: r, zipf: rand.NewZipf(r, 1.07, 20, 200_000)}
}

// spell spells a word by its number, the lowest digit first.
func spell(n int) string {
	const consonants, vowels = "bcdfghjklmnpqrstvwxz", "aeiou"
	var b []byte
	for n += 100; n > 0; n /= 100 {
		b = append(b, consonants[n%100/5], vowels[n%5])
	}
	return string(b)
}

func (g *generated) words(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = spell(int(g.zipf.Uint64()))
	}
	return words
}

func (g *generated) at(n int) time.Time { return time.Date(2026, 1, 1, 0, 10*n, 0, 0, time.UTC) }

func (g *generated) next() articles.Entry {
	g.n++
	title := g.words(8)
	var sentences []string
	for range 10 {
		words := g.words(15)
		sentences = append(sentences, strings.ToUpper(words[0][:1])+strings.Join(words, " ")[1:]+".")
	}
	e := articles.Entry{Article: articles.Article{
		Key: fmt.Sprint(g.n), Title: strings.Join(title, " "), Body: strings.Join(sentences, " "), Lang: "und",
		Publisher: fmt.Sprint("Publisher ", g.random.IntN(25)), Published: g.at(g.n), Added: g.at(g.n),
	}}
	e.Terms = articles.Terms{Title: language.Terms(e.Article.Title, "und"), Body: language.Terms(e.Article.Body, "und")}
	if g.n%4 == 0 {
		e.Story = g.story
	}
	return e
}

// TestSpeed adds articles, one transaction each, then answers topics and
// completes words, none of them cached. It measures; what must hold is loose
// enough for a busy machine.
func TestSpeed(t *testing.T) {
	if !*long {
		t.Skip("takes minutes: -long")
	}
	s := openTest(t, t.TempDir())
	g := generate()
	for _, count := range []int{10_000, 100_000} {
		before, start := g.n, time.Now()
		for g.n < count {
			stored, err := s.Put(t.Context(), g.next())
			if err != nil {
				t.Fatal(err)
			}
			g.story = stored.Story
		}
		rate := float64(count-before) / time.Since(start).Seconds()
		t.Logf("%d articles, %.0f added a second", count, rate)
		if rate < 100 {
			t.Errorf("%.0f articles a second", rate)
		}
		t.Run(fmt.Sprint(count), func(t *testing.T) { ask(t, s, g) })
	}
}

// ask measures questions about words that stand together in some title.
func ask(t *testing.T, s *Store, g *generated) {
	const questions = 300
	shelves := []articles.Shelf{articles.Common}
	searcher := search.New(s)
	briefer := briefing.New(s, searcher, summarize.New())
	now := g.at(g.n)
	topics := make([]string, questions)
	for i := range topics {
		n := articles.Number(1 + g.random.IntN(g.n))
		a, err := s.Article(t.Context(), shelves, n)
		if err != nil {
			t.Fatal(err)
		}
		words := strings.Fields(a.Title)
		topics[i] = strings.Join(words[:1+g.random.IntN(3)], " ")
	}
	measure(t, "search, all of time", topics, func(topic string) error {
		_, err := searcher.Search(t.Context(), search.Request{Text: topic, Shelves: shelves, Limit: 60})
		return err
	})
	measure(t, "topic answer", topics, func(topic string) error {
		_, err := briefer.Topic(t.Context(), briefing.Question{Text: topic, Lang: "en", Shelves: shelves, Now: now, Stories: 5})
		return err
	})
	measure(t, "completion", topics, func(topic string) error {
		_, err := searcher.Complete(t.Context(), shelves, topic[:1+len(topic)%3], 10)
		return err
	})
	measure(t, "completion, misspelt", topics, func(topic string) error {
		word, _, _ := strings.Cut(topic, " ")
		_, err := searcher.Complete(t.Context(), shelves, word[:1]+"q"+word[1:], 25)
		return err
	})
	measure(t, "stories of a week", topics[:50], func(string) error {
		_, err := s.Stories(t.Context(), articles.Query{Shelves: shelves, Limit: 20, Since: now.AddDate(0, 0, -7)})
		return err
	})
	measure(t, "publishers", topics[:20], func(string) error {
		_, err := s.Publishers(t.Context(), shelves)
		return err
	})
	t.Logf("resident: %s", resident())
}

// measure times f for each topic.
func measure(t *testing.T, what string, topics []string, f func(topic string) error) {
	t.Helper()
	times := make([]time.Duration, len(topics))
	for i, topic := range topics {
		start := time.Now()
		if err := f(topic); err != nil {
			t.Fatal(err)
		}
		times[i] = time.Since(start)
	}
	slices.Sort(times)
	rounded := func(share int) time.Duration { return times[(len(times)-1)*share/100].Round(10 * time.Microsecond) }
	t.Logf("%-20s p50 %8s  p95 %8s  p99 %8s", what, rounded(50), rounded(95), rounded(99))
}

// resident is this process's memory, on Linux.
func resident() string {
	runtime.GC()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(status)) {
		if v, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			return strings.TrimSpace(v)
		}
	}
	return "unknown"
}
