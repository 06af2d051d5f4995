package lines

import "math"

// State is where a line stands.
type State uint8

const (
	Before  State = iota // what the page shows above the article
	Body                 // the article
	Between              // what stands between two parts of the article
	After                // what the page shows below it
	States
)

// follows tells which state may come after which.
var follows = [States][States]bool{
	Before:  {Before: true, Body: true},
	Body:    {Body: true, Between: true, After: true},
	Between: {Between: true, Body: true},
	After:   {After: true},
}

// A text begins before or in its article and ends in or after it. Whether it
// has one is not asked of the chain: a page without an article looks all alike,
// and would teach it that a long page with a short article has none.
var (
	starts  = [States]bool{Before: true, Body: true}
	finishs = [States]bool{Body: true, After: true}
)

// Model is the weights of the chain.
type Model struct {
	Weights [][States]float32       // by feature
	Steps   [States][States]float32 // by state and the state that follows
}

// Score is how well each state fits a line.
type Score [States]float64

// Rows returns, for every line, the numbers of the features that hold for it.
// Training needs all of them at once; Label does not keep them.
func Rows(ls []string) [][]uint16 {
	t := newText(ls)
	rows := make([][]uint16, len(ls))
	for i := range rows {
		rows[i] = t.features(i, nil)
	}
	return rows
}

// Score adds up the weights of a line's features.
func (m *Model) Score(row []uint16) Score {
	var s Score
	for _, f := range row {
		for k, w := range m.Weights[f] {
			s[k] += float64(w)
		}
	}
	return s
}

// Label returns for every line how likely it is part of the article, 0 to 1,
// provided that there is one.
func Label(ls []string) []float64 {
	t := newText(ls)
	scores := make([]Score, len(ls))
	row := make([]uint16, 0, 128)
	for i := range scores {
		row = t.features(i, row[:0])
		scores[i] = trained.Score(row)
	}
	return trained.Body(scores)
}

// Body is Label for lines whose scores are known.
func (m *Model) Body(scores []Score) []float64 {
	p, _ := m.Chain(scores)
	body := make([]float64, len(p))
	for i := range p {
		body[i] = p[i][Body]
	}
	return body
}

// Chain returns the probability of every state at every line, and how often
// each step between two states is to be expected, by the forward-backward
// algorithm.
func (m *Model) Chain(scores []Score) (p []Score, steps [States][States]float64) {
	n := len(scores)
	if n == 0 {
		return nil, steps
	}
	fwd, bwd := m.forward(scores), m.backward(scores)
	var sum logSum
	for k := range States {
		sum.add(fwd[n-1][k] + bwd[n-1][k])
	}
	total := sum.value()
	for i := 1; i < n; i++ {
		for from := range States {
			for to := range States {
				if follows[from][to] {
					steps[from][to] += math.Exp(fwd[i-1][from] + float64(m.Steps[from][to]) + scores[i][to] + bwd[i][to] - total)
				}
			}
		}
	}
	for i := range fwd {
		for k := range States {
			fwd[i][k] = math.Exp(fwd[i][k] + bwd[i][k] - total)
		}
	}
	return fwd, steps
}

// forward sums over all ways to reach a state at a line.
func (m *Model) forward(scores []Score) []Score {
	fwd := make([]Score, len(scores))
	for k := range States {
		fwd[0][k] = gate(starts[k], scores[0][k])
	}
	for i := 1; i < len(fwd); i++ {
		for to := range States {
			var sum logSum
			for from := range States {
				if follows[from][to] {
					sum.add(fwd[i-1][from] + float64(m.Steps[from][to]))
				}
			}
			fwd[i][to] = sum.value() + scores[i][to]
		}
	}
	return fwd
}

// backward sums over all ways to go on from a state at a line.
func (m *Model) backward(scores []Score) []Score {
	n := len(scores)
	bwd := make([]Score, n)
	for k := range States {
		bwd[n-1][k] = gate(finishs[k], 0)
	}
	for i := n - 2; i >= 0; i-- {
		for from := range States {
			var sum logSum
			for to := range States {
				if follows[from][to] {
					sum.add(bwd[i+1][to] + float64(m.Steps[from][to]) + scores[i+1][to])
				}
			}
			bwd[i][from] = sum.value()
		}
	}
	return bwd
}

func gate(open bool, x float64) float64 {
	if open {
		return x
	}
	return math.Inf(-1)
}

// logSum adds numbers given by their logarithms.
type logSum struct {
	top, sum float64
	any      bool
}

func (s *logSum) add(x float64) {
	switch {
	case math.IsInf(x, -1):
	case !s.any:
		s.top, s.sum, s.any = x, 1, true
	case x <= s.top:
		s.sum += math.Exp(x - s.top)
	default:
		s.sum = s.sum*math.Exp(s.top-x) + 1
		s.top = x
	}
}

func (s *logSum) value() float64 {
	if !s.any {
		return math.Inf(-1)
	}
	return s.top + math.Log(s.sum)
}
