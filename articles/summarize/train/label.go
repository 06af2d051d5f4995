package main

import (
	"slices"

	"briefly/articles/summarize"
)

// sharePart is the part label of the best sentence that the greedy choice
// left out: it is a second best rather than a mistake.
const sharePart = 0.3

// row is a sentence: its features and how much it deserves to be taken, 0 to
// 1, alone and as a part of a longer summary.
type row struct {
	features    []float64
	alone, part float64
}

// observe reads an article's sentences and labels them.
func observe(s *summarize.Summarizer, it item) []row {
	reference := tokens(it.Reference, it.Lang)
	var rows []row
	var texts [][]string
	for _, o := range s.Observe(it.article()) {
		rows = append(rows, row{features: o.Features})
		texts = append(texts, tokens(o.Text, it.Lang))
	}
	labelAlone(rows, texts, reference)
	labelParts(rows, texts, reference)
	return rows
}

// worth is how well a text stands for the reference. Pairs count twice: they
// are fewer, and tell statements from words.
func worth(text, reference []string) float64 {
	return rouge(text, reference, 1) + 2*rouge(text, reference, 2)
}

// labelAlone labels sentences by their worth relative to the best one, squared
// so that the best ones stand out.
func labelAlone(rows []row, texts [][]string, reference []string) {
	best := 0.0
	for i := range rows {
		rows[i].alone = worth(texts[i], reference)
		best = max(best, rows[i].alone)
	}
	for i := range rows {
		if best > 0 {
			rows[i].alone = (rows[i].alone / best) * (rows[i].alone / best)
		}
	}
}

// labelParts labels the sentences of the summary that a greedy choice with the
// reference in hand would make.
func labelParts(rows []row, texts [][]string, reference []string) {
	const most = 3
	var summary []string
	score := 0.0
	for i := range rows {
		rows[i].part = sharePart * rows[i].alone
	}
	for range most {
		at := -1
		for i := range rows {
			if rows[i].part == 1 {
				continue
			}
			longer := slices.Concat(summary, texts[i])
			if w := worth(longer, reference); w > score {
				score, at = w, i
			}
		}
		if at < 0 {
			return
		}
		rows[at].part = 1
		summary = append(summary, texts[at]...)
	}
}
