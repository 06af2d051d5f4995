package main

import (
	"regexp"
	"strings"
)

// width is the length of a shingle in words.
const width = 4

var word = regexp.MustCompile(`[\pL\pN_\p{Mn}]+`)

func tokens(s string) []string { return word.FindAllString(s, -1) }

// shingles counts the runs of four words of s; a shorter text is one shingle.
func shingles(s string) map[string]int {
	t := tokens(s)
	m := map[string]int{}
	for i := 0; i < max(1, len(t)-width+1); i++ {
		if k := strings.Join(t[i:min(i+width, len(t))], " "); k != "" {
			m[k]++
		}
	}
	return m
}

// tally averages precision and recall over pages.
type tally struct {
	p, r     float64
	np, nr   int
	exact, n int
}

// add counts one page; the metric is that of the article extraction benchmark.
func (t *tally) add(truth, got string) (f1 float64) {
	a, b := shingles(truth), shingles(got)
	tp, fp, fn := 0.0, 0.0, 0.0
	for k, x := range a {
		tp += float64(min(x, b[k]))
		fn += float64(max(0, x-b[k]))
	}
	for k, y := range b {
		fp += float64(max(0, y-a[k]))
	}
	p, r := 0.0, 0.0
	if tp+fp > 0 {
		p = tp / (tp + fp)
		t.p += p
		t.np++
	}
	if tp+fn > 0 {
		r = tp / (tp + fn)
		t.r += r
		t.nr++
	}
	t.n++
	if strings.Join(tokens(truth), " ") == strings.Join(tokens(got), " ") {
		t.exact++
	}
	return harmonic(p, r)
}

func (t *tally) values() (f1, p, r, exact float64) {
	p, r = t.p/float64(max(1, t.np)), t.r/float64(max(1, t.nr))
	return harmonic(p, r), p, r, float64(t.exact) / float64(max(1, t.n))
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
