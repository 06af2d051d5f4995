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
)

// generated makes articles as a store meets them: a title of 8 words, a body of
// 150 from a vocabulary of 200,000 in which word number k is about 1/(20+k) as
// frequent as the first (Zipf), one article every ten minutes, 25 publishers,
// every fourth of the article before it.
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

func (g *generated) words(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", g.zipf.Uint64())
	}
	return words
}

func (g *generated) next() articles.Entry {
	g.n++
	title, body := g.words(8), g.words(150)
	e := articles.Entry{
		Article: articles.Article{
			Key: fmt.Sprint(g.n), Title: strings.Join(title, " "), Body: strings.Join(body, " "), Lang: "en",
			Publisher: fmt.Sprint("Publisher ", g.random.IntN(25)),
			Published: time.Date(2026, 1, 1, 0, 10*g.n, 0, 0, time.UTC),
		},
		Terms: articles.Terms{Title: title, Body: body},
	}
	if g.n%4 == 0 {
		e.Story = g.story
	}
	return e
}

// TestSpeed adds 100,000 articles, one transaction each, and asks for
// candidates of two words, frequent ones among them. It measures; what must
// hold is loose enough for a busy machine.
func TestSpeed(t *testing.T) {
	if !*long {
		t.Skip("takes minutes: -long")
	}
	const count = 100_000
	s := openTest(t, t.TempDir())
	g := generate()
	start := time.Now()
	for range count {
		stored, err := s.Put(t.Context(), g.next())
		if err != nil {
			t.Fatal(err)
		}
		g.story = stored.Story
	}
	rate := float64(count) / time.Since(start).Seconds()
	t.Logf("%d articles, %.0f/s", count, rate)
	if rate < 100 {
		t.Errorf("%.0f articles a second", rate)
	}
	shelves := []articles.Shelf{articles.Common}
	for _, pair := range [][2]int{{1, 3}, {20, 40}, {200, 500}, {1, 2000}} {
		words := [][]string{{fmt.Sprint("w", pair[0])}, {fmt.Sprint("w", pair[1])}}
		for _, all := range []bool{true, false} {
			m := articles.Match{Query: articles.Query{Shelves: shelves, Limit: 300}, Words: words, All: all}
			found := 0
			took := measure(t, func() error {
				c, err := s.Candidates(t.Context(), m)
				found = len(c)
				return err
			})
			t.Logf("candidates of %v, all %-5v: %3d in %s", words, all, found, took)
		}
		took := measure(t, func() error {
			_, err := s.Stats(t.Context(), shelves, []string{words[0][0], words[1][0]})
			return err
		})
		t.Logf("statistics of %v: %s", words, took)
	}
	for _, prefix := range []string{"", "w", "w1", "w12"} {
		t.Logf("vocabulary of %q: %s", prefix, measure(t, func() error {
			_, err := s.Vocabulary(t.Context(), shelves, prefix, 10)
			return err
		}))
	}
	for days := range 3 {
		q := articles.Query{Shelves: shelves, Limit: 20, Since: time.Date(2026, 1, 1, 0, 10*count, 0, 0, time.UTC).AddDate(0, 0, -30*days)}
		t.Logf("stories of %d days: %s", 30*days, measure(t, func() error { _, err := s.Stories(t.Context(), q); return err }))
	}
	t.Logf("publishers: %s", measure(t, func() error { _, err := s.Publishers(t.Context(), shelves); return err }))
	t.Logf("resident: %s", resident())
}

// measure is the median of several runs.
func measure(t *testing.T, f func() error) time.Duration {
	t.Helper()
	times := make([]time.Duration, 9)
	for i := range times {
		start := time.Now()
		if err := f(); err != nil {
			t.Fatal(err)
		}
		times[i] = time.Since(start)
	}
	slices.Sort(times)
	return times[len(times)/2].Round(10 * time.Microsecond)
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
