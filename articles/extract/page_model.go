package extract

// A forest of small decision trees tells the blocks of an article from the
// rest. page_weights.go holds what it learned; page_train_test.go teaches it.

// split asks whether a feature is at most a threshold. A branch that is
// negative is a leaf, counted from -1.
type split struct {
	feature   uint8
	threshold float32
	yes, no   int8
}

// tree is a decision tree; it has at least one split.
type tree struct {
	splits []split
	leaves []float32
}

func (t *tree) value(x *[featureCount]float32) float32 {
	at := int8(0)
	for at >= 0 {
		s := t.splits[at]
		if x[s.feature] <= s.threshold {
			at = s.yes
		} else {
			at = s.no
		}
	}
	return t.leaves[-1-at]
}

// score says how surely block i belongs to the article: the logarithm of the
// odds.
func (p *page) score(i int, forest []tree) float32 {
	var x [featureCount]float32
	p.features(i, func(feature int, value float64) { x[feature] = float32(value) })
	var sum float32
	for k := range forest {
		sum += forest[k].value(&x)
	}
	return sum
}
