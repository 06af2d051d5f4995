package summarize

import (
	"slices"
	"strings"
)

// picker chooses sentences.
type picker struct {
	units   []unit    // in reading order, those of one article together
	scores  []float64 // by unit
	several bool      // the units are of several articles
	cost    float64   // of being like what was taken, against the score
	next    float64   // what speaks for the sentence behind one that was taken
	depths  []int     // how far into each article to look, one pick after the other
	taken   []int     // places in units, ascending
	barred  []bool    // by unit: taken, or said already
	like    []float64 // by unit: the greatest cosine with a sentence taken
}

// The guards of the pick.
const (
	// sameWords is the number of words that a sentence must have at least to
	// be compared by their overlap with another's.
	sameWords = 4
	// sameOne and sameSeveral are the overlap from which two sentences say the
	// same. Several articles have more to say and use the same words for it.
	sameOne     = 0.5
	sameSeveral = 0.7
	// sameRun is the number of words in a row that no two sentences share.
	sameRun = 6
	// mostTaken bounds the work where a request names no limit.
	mostTaken = 100
)

// pick takes the best sentences that fit, each allowed next to the others.
func (p *picker) pick(b *budget) {
	p.barred = make([]bool, len(p.units))
	p.like = make([]float64, len(p.units))
	for _, depth := range p.depths {
		for len(p.taken) < mostTaken {
			at := p.best(b, depth)
			if at < 0 {
				break
			}
			b.spend(p.length(at))
			p.take(at)
		}
	}
}

// best returns the best sentence among the first ones of each article, -1 when
// none can be taken.
func (p *picker) best(b *budget, depth int) int {
	best, at := 0.0, -1
	for i := range p.units {
		if p.barred[i] || p.units[i].index >= depth || !b.fits(p.length(i)) || !p.stands(i) {
			continue
		}
		if score := p.value(i)*p.readiness(i) - p.cost*p.like[i]; at < 0 || score > best {
			best, at = score, i
		}
	}
	return at
}

// value is what speaks for a sentence next to those taken.
func (p *picker) value(i int) float64 {
	if p.next > 0 && p.follows(i) {
		return p.scores[i] + p.next
	}
	return p.scores[i]
}

// take adds a sentence and bars those that say the same.
func (p *picker) take(at int) {
	k, _ := slices.BinarySearch(p.taken, at)
	p.taken = slices.Insert(p.taken, k, at)
	p.barred[at] = true
	runs := runsOf(p.units[at].words)
	for i := range p.units {
		if p.barred[i] {
			continue
		}
		p.like[i] = max(p.like[i], dot(p.units[i].terms, p.units[at].terms))
		p.barred[i] = p.same(&p.units[i], &p.units[at]) || runs.shared(p.units[i].words)
	}
}

// length is the number of words that taking a sentence costs.
func (p *picker) length(i int) int {
	return p.units[i].length + len(strings.Fields(p.units[i].names.given))
}

// stands reports whether a sentence can stand in the summary as it is now.
func (p *picker) stands(i int) bool {
	u := &p.units[i]
	if u.signs.quotes == broken {
		return false
	}
	dangling := u.signs.pronoun && (p.several || u.index > 0) || u.signs.connective || u.signs.quotes == orphaned
	return !dangling || p.follows(i)
}

// follows reports whether the sentence before stands in the summary too, with
// nothing between them in the article.
func (p *picker) follows(i int) bool {
	if i == 0 || !slices.Contains(p.taken, i-1) {
		return false
	}
	const space = 2 // line breaks between paragraphs
	before, u := &p.units[i-1], &p.units[i]
	return before.article == u.article && u.span.Start-before.span.End <= space
}

// What a sentence is worth that leaves something open, but less than one that
// points at what is missing.
const (
	opensWithPronoun = 0.7 // the article itself begins with it
	unknownName      = 0.6 // a surname whose full name the summary lacks
)

// readiness is how well a sentence can be understood next to those taken, 0 to
// 1.
func (p *picker) readiness(i int) float64 {
	u := &p.units[i]
	ready := 1.0
	if u.signs.pronoun && !p.follows(i) {
		ready *= opensWithPronoun
	}
	if !p.known(u) {
		ready *= unknownName
	}
	return ready
}

// known reports whether the sentences taken give the full name of everybody
// whom a sentence calls by the surname alone.
func (p *picker) known(u *unit) bool {
	for _, name := range u.names.bare {
		if slices.Contains(u.names.full, name) {
			continue
		}
		if !p.named(p.taken, name) {
			return false
		}
	}
	return true
}

// named reports whether one of the sentences gives somebody's full name.
func (p *picker) named(among []int, surname string) bool {
	return slices.ContainsFunc(among, func(i int) bool {
		return slices.Contains(p.units[i].names.full, surname)
	})
}

// same reports whether two sentences say the same.
func (p *picker) same(a, b *unit) bool {
	limit := sameOne
	if p.several {
		limit = sameSeveral
	}
	if a.text == b.text {
		return true
	}
	share, size := overlap(a.terms, b.terms)
	return size >= sameWords && share >= limit
}

// runs are the rows of sameRun words of a sentence.
type runs map[[sameRun]int32]bool

func runsOf(words []int32) runs {
	r := runs{}
	for i := 0; i+sameRun <= len(words); i++ {
		r[[sameRun]int32(words[i:])] = true
	}
	return r
}

// shared reports whether other words hold one of the rows.
func (r runs) shared(words []int32) bool {
	for i := 0; i+sameRun <= len(words); i++ {
		if r[[sameRun]int32(words[i:])] {
			return true
		}
	}
	return false
}
