package lines

import "slices"

// Choose tells which lines to keep so that the F measure to be expected - of
// the text kept against the text of the article - is the highest: a line is
// worth its length, and where everything is doubtful the doubtful is kept.
func Choose(ls []string, p []float64) []bool {
	order := make([]int, len(ls))
	size := make([]float64, len(ls))
	expected := 0.0
	for i, l := range ls {
		order[i] = i
		size[i] = Units(l)
		expected += p[i] * size[i]
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] > p[b]:
			return -1
		case p[a] < p[b]:
			return 1
		}
		return 0
	})
	hit, taken, best, cut := 0.0, 0.0, 0.0, 0
	for n, i := range order {
		hit += p[i] * size[i]
		taken += size[i]
		if f := 2 * hit / (taken + expected); f > best {
			best, cut = f, n+1
		}
	}
	keep := make([]bool, len(ls))
	for _, i := range order[:cut] {
		keep[i] = true
	}
	return keep
}
