package summarize_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/summarize"
)

const ferry = `PORT ANNE, Norland (WIRE) -- The ferry to Holm ran aground on Monday with 210 people on board, the coast guard said.

Photo: The ferry on the rocks near Holm.

Captain Anne Berg ordered everybody into the boats within ten minutes.

Click here to sign up for our newsletter about the sea.

He had never seen anything like it in his life.

"We heard a bang and then there was silence," one passenger said.

Berg told the coast guard that the steering had failed near the lighthouse.

The ferry to Holm ran aground on Monday with 210 people on board, the coast guard said.

The shipping company said it would check the steering of all its ferries.`

func summary(t *testing.T, r articles.SummaryRequest) articles.Summary {
	t.Helper()
	sum, err := summarize.New().Summarize(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	check(t, r, sum)
	return sum
}

func TestOneArticle(t *testing.T) {
	r := articles.SummaryRequest{Articles: []articles.Article{{Body: ferry, Lang: "en"}}, MaxSentences: 5}
	sum := summary(t, r)
	if len(sum.Sentences) < 3 {
		t.Fatalf("only %d sentences", len(sum.Sentences))
	}
	if want := "The ferry to Holm ran aground"; !strings.HasPrefix(sum.Sentences[0].Text, want) {
		t.Errorf("begins with %q, want %q", sum.Sentences[0].Text, want)
	}
	text := sum.Text()
	for _, never := range []string{"WIRE", "Photo", "Click here", "He had never"} {
		if strings.Contains(text, never) {
			t.Errorf("holds %q: %s", never, text)
		}
	}
	if strings.Count(text, "ran aground") != 1 {
		t.Errorf("says twice that the ferry ran aground: %s", text)
	}
	if again := summary(t, r); !reflect.DeepEqual(sum, again) {
		t.Error("a second run differs")
	}
}

// A surname that opens a sentence gets the first name in front unless a
// sentence before gives it.
func TestFullName(t *testing.T) {
	body := strings.Replace(ferry, "Captain Anne Berg ordered", "The crew of Anne Berg, said to be good, ordered", 1)
	var named bool
	for words := 10; words <= 80; words += 5 {
		sum := summary(t, articles.SummaryRequest{Articles: []articles.Article{{Body: body, Lang: "en"}}, MaxWords: words})
		full := false
		for _, s := range sum.Sentences {
			if strings.HasPrefix(s.Text, "Berg told") {
				named = true
				if want := map[bool]string{true: "", false: "Anne "}[full]; s.Prefix != want {
					t.Errorf("%d words: prefix %q, want %q", words, s.Prefix, want)
				}
			}
			full = full || strings.Contains(s.Text, "Anne Berg")
		}
	}
	if !named {
		t.Error("no summary holds the sentence")
	}
}

func TestSeveralArticles(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 5, d, 0, 0, 0, 0, time.UTC) }
	r := articles.SummaryRequest{MaxSentences: 3, Articles: []articles.Article{
		{Lang: "en", Published: day(4), Body: "The ferry to Holm was towed back to Port Anne on Tuesday. Divers found a hole in the hull."},
		{Lang: "en", Published: day(3), Body: "The ferry to Holm ran aground near the lighthouse on Monday. The coast guard brought everybody ashore."},
		{Lang: "en", Published: day(5), Body: "The ferry to Holm ran aground near the lighthouse on Monday. A court in Port Anne opened an inquiry into the ferry company."},
	}}
	sum := summary(t, r)
	var days []int
	for _, s := range sum.Sentences {
		days = append(days, r.Articles[s.Sources[0].Article].Published.Day())
	}
	if len(days) != 3 {
		t.Fatalf("%d sentences, want 3", len(days))
	}
	for i := 1; i < len(days); i++ {
		if days[i] < days[i-1] {
			t.Errorf("not in the order of days: %v", days)
		}
	}
	if strings.Count(sum.Text(), "ran aground") > 1 {
		t.Errorf("one statement twice: %s", sum.Text())
	}
}

// TestLongRunning: of an event of half a year the summary tells how it began; of
// the same articles within a week, what they have in common.
func TestLongRunning(t *testing.T) {
	bodies := []string{
		"A tanker with oil broke in two off Port Onsa in a winter storm.",
		"Oil from the tanker reached the beaches of Port Onsa and the harbour of Lantry.",
		"Volunteers cleaned the beaches of Port Onsa of oil from the tanker.",
		"Fishermen of Port Onsa and Lantry were paid for the oil on the beaches.",
		"The owner went to court over its insurance.",
	}
	for _, c := range []struct {
		name  string
		apart time.Duration
		long  bool
	}{{"half a year", 40 * 24 * time.Hour, true}, {"a week", 24 * time.Hour, false}} {
		r := articles.SummaryRequest{MaxSentences: 1}
		for i, b := range bodies {
			at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * c.apart)
			r.Articles = append(r.Articles, articles.Article{Lang: "en", Body: b, Published: at})
		}
		text := summary(t, r).Text()
		if began := strings.Contains(text, "broke in two"); began != c.long {
			t.Errorf("%s: %s", c.name, text)
		}
	}
}

// TestReadsOn: of two equal sentences that one is taken which follows what was
// taken already.
func TestReadsOn(t *testing.T) {
	r := articles.SummaryRequest{MaxSentences: 2, Articles: []articles.Article{
		{Lang: "en", Body: "Divers of the coast guard looked for the ferry to Holm. Nobody knew the depth of the water there."},
		{Lang: "en", Body: "The ferry to Holm sank near the lighthouse, the coast guard of Port Anne said. Nobody saw the light of the tower there."},
	}}
	if text := summary(t, r).Text(); !strings.Contains(text, "sank") || !strings.Contains(text, "the light of the tower") {
		t.Errorf("does not read on: %s", text)
	}
}

func TestTopic(t *testing.T) {
	r := articles.SummaryRequest{Articles: []articles.Article{{Body: ferry, Lang: "en"}}, MaxSentences: 1, Topic: "steering of the company's ferries"}
	if got := summary(t, r).Text(); !strings.Contains(got, "steering") {
		t.Errorf("the topic does not steer: %s", got)
	}
}

func TestEmpty(t *testing.T) {
	for _, r := range []articles.SummaryRequest{{}, {Articles: []articles.Article{{}}}, {Articles: []articles.Article{{}, {Body: "\n\n"}}}} {
		if sum := summary(t, r); len(sum.Sentences) != 0 {
			t.Errorf("%d sentences of nothing", len(sum.Sentences))
		}
	}
}

// Ten megabytes without an end must not cost more than a long article.
func TestBounded(t *testing.T) {
	for name, body := range map[string]string{
		"one word":      strings.Repeat("a", 10<<20),
		"one sentence":  strings.Repeat("a ferry ", 1<<20),
		"many the same": strings.Repeat("The ferry came in late on Monday. ", 1<<18),
		"quotes":        strings.Repeat(`"('`, 3<<20),
	} {
		start := time.Now()
		summary(t, articles.SummaryRequest{Articles: []articles.Article{{Body: body}}, MaxWords: 1 << 20})
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: %v", name, d)
		}
	}
}
