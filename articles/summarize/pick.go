package summarize

import "slices"

// picker chooses sentences of one article.
type picker struct {
	units  []unit
	scores []float64
	taken  []int // places in units, ascending
}

// The guards of the pick.
const (
	// sameShare is the overlap of the words of two sentences from which they
	// say the same, given that the shorter one has sameWords at least.
	sameShare = 0.5
	sameWords = 4
	// sameRun is the number of words in a row that no two sentences share.
	sameRun = 6
)

// pick takes the best sentences that fit, each allowed next to the others.
func (p *picker) pick(b *budget) {
	for {
		best, at := 0.0, -1
		for i := range p.units {
			if b.fits(p.units[i].length) && !slices.Contains(p.taken, i) && p.allowed(i) {
				if at < 0 || p.scores[i] > best {
					best, at = p.scores[i], i
				}
			}
		}
		if at < 0 {
			return
		}
		b.spend(p.units[at].length)
		k, _ := slices.BinarySearch(p.taken, at)
		p.taken = slices.Insert(p.taken, k, at)
	}
}

// allowed reports whether a sentence can stand in the summary as it is now.
func (p *picker) allowed(i int) bool {
	u := &p.units[i]
	if u.signs.quotes == broken {
		return false
	}
	if (u.signs.pronoun && u.index > 0 || u.signs.connective || u.signs.quotes == orphaned) && !p.follows(i) {
		return false
	}
	for _, j := range p.taken {
		if same(u, &p.units[j]) {
			return false
		}
	}
	return true
}

// follows reports whether the sentence before stands in the summary too, with
// nothing between them in the article.
func (p *picker) follows(i int) bool {
	if i == 0 || !slices.Contains(p.taken, i-1) {
		return false
	}
	const space = 2 // line breaks between paragraphs
	return p.units[i].span.Start-p.units[i-1].span.End <= space
}

// same reports whether two sentences say the same.
func same(a, b *unit) bool {
	if share, size := overlap(a.terms, b.terms); size >= sameWords && share >= sameShare {
		return true
	}
	return sharedRun(a.words, b.words, sameRun)
}

// sharedRun reports whether n words in a row stand in both.
func sharedRun(a, b []int32, n int) bool {
	for i := 0; i+n <= len(a); i++ {
		for j := 0; j+n <= len(b); j++ {
			if a[i] == b[j] && slices.Equal(a[i:i+n], b[j:j+n]) {
				return true
			}
		}
	}
	return false
}
