// Command train fits the weights of articles/summarize and prints how well
// they do on articles that they have not seen.
//
//	go run ./articles/summarize/train -data ../shared/data/summarise [-write articles/summarize] [-count]
//
// It reads cnn.jsonl, orangesum-fr.jsonl and vietnews-vi.jsonl: articles with
// the summaries that editors wrote. -count counts the word frequencies anew
// before; the program must then be built again before training.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"briefly/articles"
	"briefly/articles/summarize"
)

// corpus is a set of articles with their reference summaries.
type corpus struct {
	name   string
	file   string
	limits articles.SummaryRequest
	alone  float64 // its share in fitting summaries of one sentence
	part   float64 // its share in fitting longer ones
	items  []item
	rows   [][]row // by item
}

type item struct {
	Title     string `json:"title"`
	Text      string `json:"text"`
	Reference string `json:"reference"`
	Lang      string `json:"lang"`
}

func (it item) article() articles.Article {
	return articles.Article{Title: it.Title, Body: it.Text, Lang: it.Lang}
}

func corpora() []corpus {
	return []corpus{
		{name: "cnn", file: "cnn.jsonl", limits: articles.SummaryRequest{MaxSentences: 3, MaxWords: 70}, alone: 0.5, part: 1},
		{name: "fr", file: "orangesum-fr.jsonl", limits: articles.SummaryRequest{MaxSentences: 1}, alone: 1, part: 0.1},
		{name: "vi", file: "vietnews-vi.jsonl", limits: articles.SummaryRequest{MaxSentences: 1}, alone: 2, part: 0.1},
	}
}

func main() {
	data := flag.String("data", "../shared/data/summarise", "folder with the corpora")
	write := flag.String("write", "", "folder of the package; empty: write nothing")
	count := flag.Bool("count", false, "count word frequencies instead of training")
	folds := flag.Int("folds", 5, "folds of the cross-validation")
	flag.Parse()
	if err := run(context.Background(), os.Stdout, *data, *write, *count, *folds); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, data, write string, count bool, folds int) error {
	sets := corpora()
	for i := range sets {
		items, err := load(filepath.Join(data, sets[i].file))
		if err != nil {
			return err
		}
		sets[i].items = items
	}
	if count {
		return writeFrequencies(sets, write)
	}
	s := summarize.New()
	for k := range sets {
		for _, it := range sets[k].items {
			sets[k].rows = append(sets[k].rows, observe(s, it))
		}
	}
	if err := crossValidate(ctx, out, sets, folds); err != nil {
		return err
	}
	if write == "" {
		return nil
	}
	return writeWeights(fit(sets, func(int) bool { return true }), write)
}

func load(path string) ([]item, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open corpus: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	var items []item
	for dec := json.NewDecoder(f); ; {
		var it item
		if err := dec.Decode(&it); errors.Is(err, io.EOF) {
			return items, nil
		} else if err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		items = append(items, it)
	}
}
