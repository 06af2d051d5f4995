package stories

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"briefly/articles"
)

const (
	// figureShare is the share of a report's terms that its figures must be for
	// them to be what it tells: results, draws, quakes and closing prices are
	// written to a pattern, and nothing but the figures is new.
	figureShare = 1.0 / 8
	// fewFigures is how many figures in the same places must differ: a magnitude
	// or a price alone may have been corrected.
	fewFigures = 3
	// sameFigures is the share of those that may be equal all the same: an index
	// keeps its 50 stocks.
	sameFigures = 0.25
	// revised is how far a figure may fall and still be the same one, better
	// measured.
	revised = 0.9
)

// figure is a number of a text and the place where it stands: between which
// words, and how many numbers there are before it in that place.
type figure struct {
	place uint64
	value float64
}

// figures returns the numbers of a text by place.
func figures(t articles.Terms) []figure {
	var out []figure
	for _, terms := range [][]string{t.Title, t.Body} {
		for from := 0; from < len(terms); from++ {
			to := from
			for to < len(terms) && isNumber(terms[to]) {
				to++
			}
			if to > from {
				out = appendFigures(out, terms, from, to)
				from = to
			}
		}
	}
	slices.SortStableFunc(out, func(a, b figure) int { return cmp.Compare(a.place, b.place) })
	return out
}

// appendFigures adds a run of numbers. Two are one with its decimals, a time or
// a score, as terms do not tell; more are a list.
func appendFigures(out []figure, terms []string, from, to int) []figure {
	place := uint64(hashOffset)
	if from > 0 {
		place = pair(place, hash(terms[from-1]))
	}
	if to < len(terms) {
		place = pair(place, hash(terms[to]))
	}
	if to-from == 2 {
		return append(out, figure{place, value(terms[from] + "." + terms[from+1])})
	}
	for i, term := range terms[from:to] {
		out = append(out, figure{pair(place, uint64(i)), value(term)})
	}
	return out
}

func isNumber(term string) bool {
	for i := 0; i < len(term); i++ {
		if term[i] < '0' || term[i] > '9' {
			return false
		}
	}
	return term != ""
}

// value reads a number; one that is too large is infinite.
func value(digits string) float64 {
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return math.Inf(1)
	}
	return v
}

// otherFigures reports whether two reports made of figures tell different ones.
// What only grew since the first, as counts of the dead and of votes do, may
// be the same. ordered is whether the first is known to have come first.
func otherFigures(first, second text, ordered bool) bool {
	if !first.ofFigures() || !second.ofFigures() {
		return false
	}
	same, grown, fallen := changes(first.figures, second.figures)
	differ := grown + fallen
	if differ < fewFigures || float64(same) > sameFigures*float64(same+differ) {
		return false
	}
	return fallen > 0 && (ordered || grown > 0)
}

// changes compares the figures that stand in the same places of two texts.
func changes(a, b []figure) (same, grown, fallen int) {
	for len(a) > 0 && len(b) > 0 {
		if c := cmp.Compare(a[0].place, b[0].place); c < 0 {
			a = a[1:]
			continue
		} else if c > 0 {
			b = b[1:]
			continue
		}
		switch was, is := a[0].value, b[0].value; {
		case was == is:
			same++
		case is < revised*was:
			fallen++
		case was < revised*is:
			grown++
		}
		a, b = a[1:], b[1:]
	}
	return same, grown, fallen
}

// ofFigures reports whether much of a text is figures.
func (t text) ofFigures() bool {
	return float64(len(t.figures)) >= figureShare*float64(t.words)
}
