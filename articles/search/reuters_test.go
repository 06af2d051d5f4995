package search

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"briefly/articles"
)

var long = flag.Bool("long", os.Getenv("BRIEFLY_LONG") != "", "search 13,476 articles")

// nobodyWrote are topics that no paper of 1987 wrote about, many of them made
// of words that all of them used.
var nobodyWrote = []string{
	"electric scooter rental rules", "mars rover landing", "video game console launch",
	"climate change protest by students", "online dating app safety", "drone delivery permits",
	"reality show winner", "mobile phone roaming charges", "plastic bag ban in supermarkets",
	"marathon world record", "asylum seekers crossing the channel", "opera festival opening night",
	"search engine privacy lawsuit", "volcano eruption closes airspace", "artificial intelligence chip exports",
	"same-sex marriage vote", "vegan restaurant guide", "gravitational waves discovery",
	"chess championship match", "royal wedding dress", "football transfer window",
	"tennis grand slam final", "password leak at social network", "cruise ship virus quarantine",
	"brexit referendum campaign", "genome editing babies", "solar panel subsidies for homeowners",
	"film festival best actress award", "high speed rail tunnel under the mountains",
	"cyber attack on hospital computers", "museum returns looted bronze statues", "avian influenza outbreak at poultry farms",
}

// TestUnknownTopics asks for topics that were judged, which must be known, and
// for ones that cannot be. Measured: 104 of 104 known, 12 of 12 and 31 of 32
// admitted.
func TestUnknownTopics(t *testing.T) {
	if !*long {
		t.Skip("reads 13,476 articles: -long")
	}
	x := newIndex()
	lines(t, "reuters/corpus.jsonl", func(r struct{ Title, Text string }) { x.add("", "en", r.Title, r.Text) })
	s := New(x)
	known := func(text string) bool {
		r, err := s.Search(t.Context(), Request{Text: text, Shelves: []articles.Shelf{articles.Common}, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		return r.Known
	}
	var asked, answered, unknown, admitted int
	lines(t, "reuters/queries.jsonl", func(q struct{ ID, Text string }) {
		asked++
		if known(q.Text) {
			answered++
		} else {
			t.Log("not answered:", q.ID)
		}
	})
	lines(t, "unknown.jsonl", func(q struct{ Text string }) {
		unknown++
		if !known(q.Text) {
			admitted++
		}
	})
	for _, topic := range nobodyWrote {
		unknown++
		if !known(topic) {
			admitted++
		} else {
			t.Log("not admitted:", topic)
		}
	}
	t.Logf("known %d of %d, admitted %d of %d", answered, asked, admitted, unknown)
	if answered*100 < asked*98 || admitted*100 < unknown*90 {
		t.Error("too few")
	}
}

// lines decodes the lines of a file of the shared data.
func lines[T any](t *testing.T, name string, do func(T)) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "retrieve", name))
	if err != nil {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			t.Fatal(err)
		}
		t.Skip("the shared data is not here")
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var one T
		if err := json.Unmarshal(in.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		do(one)
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
}
