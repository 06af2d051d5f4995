package extract

import (
	"math"
	"slices"
	"sort"
)

// growth says how a forest is grown: by gradient boosting of the logistic
// loss.
type growth struct {
	metaWeight float64 // of pages that have snippets only
	rate       float64 // how much of its answer each tree gives
	lambda     float64 // pulls leaves towards 0
	least      float64 // the least weight (second derivatives) on either side of a split
	depth      int
	rounds     int
}

// bins is into how many ranges the values of a feature are sorted.
const bins = 32

// sample is a block whose place is known.
type sample struct {
	x      [featureCount]float32
	in     float64 // 1: it belongs to the article
	weight float64
	sum    float64 // the answer of the trees so far
	slope  float64 // first and second derivative of the loss
	curve  float64
}

// nursery grows trees from samples.
type nursery struct {
	growth
	samples []sample
	cuts    [featureCount][]float32
	bin     [featureCount][]uint8 // of each sample
}

// grow learns a forest from the pages that use selects.
func grow(pages []*lesson, use func(int) bool, g growth) []tree {
	n := nursery{growth: g}
	for i, l := range pages {
		if use(i) {
			n.take(l)
		}
	}
	for f := range featureCount {
		n.sortInto(f)
	}
	var forest []tree
	for range g.rounds {
		var all []int
		for i := range n.samples {
			s := &n.samples[i]
			p := 1 / (1 + math.Exp(-s.sum))
			s.slope, s.curve = (p-s.in)*s.weight, p*(1-p)*s.weight
			all = append(all, i)
		}
		var t tree
		if n.branch(&t, all, g.depth); len(t.splits) > 0 {
			forest = append(forest, t)
		}
	}
	return forest
}

func (n *nursery) take(l *lesson) {
	for i, b := range l.page.blocks {
		if !l.known[i] {
			continue
		}
		s := sample{weight: math.Sqrt(float64(b.words))}
		if l.truth == "" {
			const snippet = 4 // a known snippet is worth a block of 16 words
			s.weight = snippet * n.metaWeight
		}
		if l.in[i] {
			s.in = 1
		}
		l.page.features(i, func(f int, v float64) { s.x[f] = float32(v) })
		n.samples = append(n.samples, s)
	}
}

// sortInto finds the cuts between the ranges of a feature.
func (n *nursery) sortInto(f int) {
	var values []float32
	for i := range n.samples {
		values = append(values, n.samples[i].x[f])
	}
	slices.Sort(values)
	values = slices.Compact(values)
	var cuts []float32
	if len(values) <= bins {
		for i := 1; i < len(values); i++ {
			cuts = append(cuts, (values[i-1]+values[i])/2)
		}
	} else {
		for q := 1; q < bins; q++ {
			cuts = append(cuts, values[q*len(values)/bins])
		}
		cuts = slices.Compact(cuts)
	}
	n.cuts[f] = cuts
	n.bin[f] = make([]uint8, len(n.samples))
	for i := range n.samples {
		x := n.samples[i].x[f]
		n.bin[f][i] = uint8(sort.Search(len(cuts), func(k int) bool { return x <= cuts[k] }))
	}
}

// branch grows the part of a tree that decides about some samples and returns
// how a split refers to it.
func (n *nursery) branch(t *tree, some []int, depth int) int8 {
	feature, cut := n.bestSplit(some, depth)
	if feature < 0 {
		return n.leaf(t, some)
	}
	var yes, no []int
	for _, i := range some {
		if int(n.bin[feature][i]) <= cut {
			yes = append(yes, i)
		} else {
			no = append(no, i)
		}
	}
	at := len(t.splits)
	t.splits = append(t.splits, split{feature: uint8(feature), threshold: n.cuts[feature][cut]})
	a := n.branch(t, yes, depth-1)
	b := n.branch(t, no, depth-1)
	t.splits[at].yes, t.splits[at].no = a, b
	return int8(at)
}

func (n *nursery) leaf(t *tree, some []int) int8 {
	var slope, curve float64
	for _, i := range some {
		slope += n.samples[i].slope
		curve += n.samples[i].curve
	}
	v := -slope / (curve + n.lambda) * n.rate
	for _, i := range some {
		n.samples[i].sum += v
	}
	t.leaves = append(t.leaves, float32(v))
	return int8(-len(t.leaves))
}

// bestSplit returns the feature and cut that explain most, -1 when none does.
func (n *nursery) bestSplit(some []int, depth int) (feature, cut int) {
	feature = -1
	if depth == 0 {
		return
	}
	var slope, curve float64
	for _, i := range some {
		slope += n.samples[i].slope
		curve += n.samples[i].curve
	}
	gain := func(s, c float64) float64 { return s * s / (c + n.lambda) }
	best := 1e-9
	for f := range featureCount {
		var slopes, curves [bins + 1]float64
		bin := n.bin[f]
		for _, i := range some {
			slopes[bin[i]] += n.samples[i].slope
			curves[bin[i]] += n.samples[i].curve
		}
		var s, c float64
		for k := range n.cuts[f] {
			s += slopes[k]
			c += curves[k]
			if c < n.least || curve-c < n.least {
				continue
			}
			if g := gain(s, c) + gain(slope-s, curve-c) - gain(slope, curve); g > best {
				feature, cut, best = f, k, g
			}
		}
	}
	return feature, cut
}
