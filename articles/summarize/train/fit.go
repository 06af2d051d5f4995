package main

import (
	"math"

	"briefly/articles/summarize"
)

// sample is a row with one of its labels and its weight in the fit.
type sample struct {
	x      []float64
	y      float64
	weight float64
}

// perCorpus is what a corpus weighs in all, so that the larger ones do not
// drown the others.
const perCorpus = 1000

// fit returns the weights fitted to the articles that use selects.
func fit(sets []corpus, use func(i int) bool) summarize.Weights {
	var w summarize.Weights
	copy(w.Alone[:], regress(samples(sets, use, func(r row) float64 { return r.alone }, func(c corpus) float64 { return c.alone })))
	copy(w.Part[:], regress(samples(sets, use, func(r row) float64 { return r.part }, func(c corpus) float64 { return c.part })))
	return w
}

func samples(sets []corpus, use func(i int) bool, label func(row) float64, weight func(corpus) float64) []sample {
	var out []sample
	for _, c := range sets {
		n := 0
		for i := range c.rows {
			if use(i) {
				n++
			}
		}
		for i, rows := range c.rows {
			if !use(i) {
				continue
			}
			for _, r := range rows {
				out = append(out, sample{r.features, label(r), weight(c) * perCorpus / float64(n*len(rows))})
			}
		}
	}
	return out
}

const (
	ridge  = 0.01 // keeps weights small
	rounds = 20
	enough = 1e-5 // a step that changes nothing any more
)

// regress is logistic regression by Newton's method.
func regress(samples []sample) []float64 {
	w := make([]float64, len(samples[0].x))
	for range rounds {
		most := 0.0
		for i, step := range solve(newton(samples, w)) {
			w[i] += step
			most = max(most, math.Abs(step))
		}
		if most < enough {
			break
		}
	}
	return w
}

// newton returns the equations of the next step: the Hessian with the gradient
// as its last column.
func newton(samples []sample, w []float64) [][]float64 {
	n := len(w)
	h := make([][]float64, n)
	for i := range h {
		h[i] = make([]float64, n+1)
		h[i][i] = ridge
		h[i][n] = -ridge * w[i]
	}
	for _, s := range samples {
		z := 0.0
		for i, x := range s.x {
			z += w[i] * x
		}
		p := 1 / (1 + math.Exp(-z))
		gradient, curvature := s.weight*(s.y-p), s.weight*p*(1-p)
		for i, x := range s.x {
			if x == 0 {
				continue
			}
			h[i][n] += gradient * x
			for j := range i + 1 {
				h[i][j] += curvature * x * s.x[j]
			}
		}
	}
	for i := range h {
		for j := range i {
			h[j][i] = h[i][j]
		}
	}
	return h
}

// solve solves linear equations, right side last, by elimination.
func solve(a [][]float64) []float64 {
	n := len(a)
	for i := range n {
		p := i
		for k := i + 1; k < n; k++ {
			if math.Abs(a[k][i]) > math.Abs(a[p][i]) {
				p = k
			}
		}
		a[i], a[p] = a[p], a[i]
		for k := i + 1; k < n; k++ {
			f := a[k][i] / a[i][i]
			for j := i; j <= n; j++ {
				a[k][j] -= f * a[i][j]
			}
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = a[i][n]
		for j := i + 1; j < n; j++ {
			x[i] -= a[i][j] * x[j]
		}
		x[i] /= a[i][i]
	}
	return x
}
