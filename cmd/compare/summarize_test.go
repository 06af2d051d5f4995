package compare_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	textrank "github.com/DavidBelicza/TextRank/v2"
	"github.com/JesusIslam/tldr"

	"briefly/articles"
	"briefly/articles/summarize"
)

// compared is how many articles a comparison takes.
const compared = 300

// rounds is how often each is timed: the fastest counts, because whatever else
// the machine does only ever adds.
const rounds = 3

// TestSummarizeSpeed times three sentences of each article by three libraries
// in turn. Briefly must be no slower than TextRank at the median and at the
// 95th percentile.
func TestSummarizeSpeed(t *testing.T) {
	texts := readTexts(t)
	ours := summarize.New()
	libraries := []struct {
		name      string
		summarize func(text string)
	}{
		{"briefly", func(text string) { summarizeOurs(t, ours, text) }},
		{"TextRank", textRank},
		{"tldr", func(text string) {
			if _, err := tldr.New().Summarize(text, 3); err != nil {
				t.Log("tldr:", err)
			}
		}},
	}
	times := make([][]time.Duration, len(libraries))
	for _, text := range texts {
		for i, l := range libraries {
			times[i] = append(times[i], fastest(func() { l.summarize(text) }))
		}
	}
	for i, l := range libraries {
		slices.Sort(times[i])
		t.Logf("%-8s  p50 %-10v p95 %v", l.name, percentile(times[i], 50), percentile(times[i], 95))
	}
	for _, p := range []int{50, 95} {
		if a, b := percentile(times[0], p), percentile(times[1], p); a > b {
			t.Errorf("p%d: briefly %v, TextRank %v", p, a, b)
		}
	}
}

// fastest is the shortest time of several that do took.
func fastest(do func()) time.Duration {
	var best time.Duration
	for i := range rounds {
		start := time.Now()
		do()
		if took := time.Since(start); i == 0 || took < best {
			best = took
		}
	}
	return best
}

func summarizeOurs(t *testing.T, s articles.Summarizer, text string) {
	_, err := s.Summarize(context.Background(), articles.SummaryRequest{
		Articles:     []articles.Article{{Body: text, Lang: "en"}},
		MaxSentences: 3,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func textRank(text string) {
	tr := textrank.NewTextRank()
	tr.Populate(text, textrank.NewDefaultLanguage(), textrank.NewDefaultRule())
	tr.Ranking(textrank.NewDefaultAlgorithm())
	textrank.FindSentencesByRelationWeight(tr, 3)
}

func percentile(sorted []time.Duration, p int) time.Duration {
	return sorted[(len(sorted)-1)*p/100]
}

// readTexts reads English articles kept beside the project; without them the
// test is skipped unless BRIEFLY_REQUIRE_SHARED=1.
func readTexts(t *testing.T) []string {
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "summarise", "cnn.jsonl"))
	if err != nil {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	defer f.Close()
	var texts []string
	for dec := json.NewDecoder(f); len(texts) < compared; {
		var item struct{ Text string }
		if err := dec.Decode(&item); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, item.Text)
	}
	return texts
}
