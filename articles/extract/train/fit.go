package main

import (
	"math"
	"math/rand/v2"
	"sync"

	"briefly/articles/extract/internal/lines"
)

// sequence is an example ready for training.
type sequence struct {
	rows   [][]uint16
	states []lines.State
	weight float64
}

func prepare(e example, weight float64) sequence {
	return sequence{rows: lines.Rows(e.lines), states: states(e.body), weight: weight}
}

// states names the place of every line from whether it is of the article.
func states(body []bool) []lines.State {
	first, last := len(body), -1
	for i, b := range body {
		if b {
			first, last = min(first, i), i
		}
	}
	out := make([]lines.State, len(body))
	for i, b := range body {
		switch {
		case b:
			out[i] = lines.Body
		case i < first:
			out[i] = lines.Before
		case i > last:
			out[i] = lines.After
		default:
			out[i] = lines.Between
		}
	}
	return out
}

// settings of the training.
type settings struct {
	epochs int
	rate   float64 // of Adam
	decay  float64 // weight of the squared weights
	batch  int
}

// fit maximises the likelihood of the states, each sequence counted by its
// weight, with Adam.
func fit(seqs []sequence, s settings) *lines.Model {
	m := &lines.Model{Weights: make([][lines.States]float32, lines.Features)}
	size := (lines.Features + int(lines.States)) * int(lines.States)
	first, second := make([]float64, size), make([]float64, size)
	rng := rand.New(rand.NewPCG(1, 2))
	order := rng.Perm(len(seqs))
	steps := 0
	sum, counted := make([]float64, size), 0.0
	for epoch := range s.epochs {
		rate := s.rate * (1 - .9*float64(epoch)/float64(s.epochs))
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for at := 0; at < len(order); at += s.batch {
			batch := order[at:min(at+s.batch, len(order))]
			g := gradient(m, seqs, batch)
			tie(g)
			steps++
			c1, c2 := 1-math.Pow(.9, float64(steps)), 1-math.Pow(.999, float64(steps))
			for i := range g {
				w := param(m, i)
				d := g[i]/float64(len(batch)) + s.decay*float64(*w)
				first[i] = .9*first[i] + .1*d
				second[i] = .999*second[i] + .001*d*d
				*w -= float32(rate * (first[i] / c1) / (math.Sqrt(second[i]/c2) + 1e-8))
				if epoch*2 >= s.epochs {
					sum[i] += float64(*w)
				}
			}
			if epoch*2 >= s.epochs {
				counted++
			}
		}
	}
	for i := range sum { // the mean of the second half varies less than the last
		*param(m, i) = float32(sum[i] / counted)
	}
	return m
}

// param is the i-th number of a model: weights first, steps last.
func param(m *lines.Model, i int) *float32 {
	row, col := i/int(lines.States), i%int(lines.States)
	if row < lines.Features {
		return &m.Weights[row][col]
	}
	return &m.Steps[row-lines.Features][col]
}

// workers is how many sequences are looked at at once.
const workers = 2

// gradient is the slope of the loss over a batch.
func gradient(m *lines.Model, seqs []sequence, batch []int) []float64 {
	parts := make([][]float64, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			g := make([]float64, (lines.Features+int(lines.States))*int(lines.States))
			for k := w; k < len(batch); k += workers {
				slope(m, seqs[batch[k]], g)
			}
			parts[w] = g
		})
	}
	wg.Wait()
	for _, p := range parts[1:] {
		for i := range p {
			parts[0][i] += p[i]
		}
	}
	return parts[0]
}

// slope adds the slope of one sequence: what the model expects less what is.
func slope(m *lines.Model, q sequence, g []float64) {
	scores := make([]lines.Score, len(q.rows))
	for i, row := range q.rows {
		scores[i] = m.Score(row)
	}
	p, pairs := m.Chain(scores)
	n := int(lines.States)
	w := q.weight / math.Sqrt(float64(len(q.rows)+1))
	for i, row := range q.rows {
		d := p[i]
		d[q.states[i]]--
		for _, f := range row {
			for k := range d {
				g[int(f)*n+k] += w * d[k]
			}
		}
	}
	for i := 1; i < len(q.states); i++ {
		pairs[q.states[i-1]][q.states[i]]--
	}
	for a := range pairs {
		for b := range pairs[a] {
			g[(lines.Features+a)*n+b] += w * pairs[a][b]
		}
	}
}

// tie makes features that say nothing about the place count alike for the
// three states outside the article.
func tie(g []float64) {
	n := int(lines.States)
	for f := range lines.Features {
		if lines.Placed(f) {
			continue
		}
		row := g[f*n : (f+1)*n]
		sum := row[lines.Before] + row[lines.Between] + row[lines.After]
		row[lines.Before], row[lines.Between], row[lines.After] = sum/3, sum/3, sum/3
	}
}
