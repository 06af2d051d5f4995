package summarize

import "math"

// The features of a sentence. All of them are facts about its place, its
// length and its words that mean the same in every language; those marked z
// are standard scores within the article.
const (
	fBias       = iota
	fFirst      // the article's first sentence
	fSecond     //
	fThird      //
	fReciprocal // 1/(1+index)
	fIndex      // log(1+index)
	fRelative   // index / sentences
	fParaFirst  // first of its paragraph
	fParaAlone  // alone in its paragraph
	fParaReciprocal
	fLast       // the article's last sentence
	fShort      // log sentences, for the first sentence
	fLength     // log words
	fLengthZ    // z
	fBrief      // fewer than 9 words
	fLong       // more than 35 words
	fCentroid   // cosine with the whole article
	fCentroidZ  // z
	fDegreeZ    // mean cosine with the other sentences, z
	fLead       // cosine with the first sentences, itself aside
	fTitle      // cosine with the title
	fTitleShare // share of the title's weight that it holds
	fNoTitle    // there is no title
	fIDF        // mean idf, z
	fFrequencyZ // mean frequency of its words in the article, z
	fNovelty    // share of its words that nobody used before
	fRepeated   // share of its words that come up later
	fDigits     // words with digits, log
	fNames      // share of words with a capital, z
	fQuoted     // holds a quotation
	fOrphan     // a quotation whose speaker is elsewhere
	fQuestion   //
	fPronoun    // begins by pointing back
	fConnective // begins by going on
	fPrevious   // cosine with the sentence before
	fNext       // cosine with the sentence behind
	fTopic      // cosine with the topic
	fPairs      // share of its pairs of words that come up elsewhere
	fPairsZ     // how often they do, z
	fPairsLead  // how many of them the other first sentences hold
	fTitlePairs // share of the title's pairs that it holds
	fOpening    // cosine with the first sentence, itself aside
	fPreviousZ  // cosine of the sentence before with the whole article, z
	fNextZ      // cosine of the sentence behind with the whole article, z
	features    // how many there are
)

// vector is the features of one sentence.
type vector [features]float64

// leadUnits is how many sentences count as an article's beginning.
const leadUnits = 3

// article is what features look at besides the sentence itself.
type document struct {
	units []unit
	title []term
	// titleWords are the words of the title in order.
	titleWords []int32
	topic      []term
	centroid   []float64 // by word id, of unit length
	degree     []float64 // the sum of the sentences' vectors, by word id
	lead       []float64 // the sum of the first sentences' vectors, by word id
	count      []int     // by word id: occurrences
	holders    []int     // by word id: sentences that hold it
}

// newDocument prepares an article's sentences.
func newDocument(v *vocabulary, units []unit, title, topic []term) *document {
	n := len(v.idf)
	d := &document{
		units: units, title: title, topic: topic,
		centroid: make([]float64, n), degree: make([]float64, n), lead: make([]float64, n),
		count: make([]int, n), holders: make([]int, n),
	}
	for i := range units {
		u := &units[i]
		for _, w := range u.words {
			d.count[w]++
		}
		for _, t := range u.terms {
			d.holders[t.id]++
			d.degree[t.id] += t.weight
			if i < leadUnits {
				d.lead[t.id] += t.weight
			}
		}
	}
	square := 0.0
	for id, c := range d.count {
		w := float64(c) * v.idf[id]
		d.centroid[id] = w
		square += w * w
	}
	if square > 0 {
		inv := 1 / math.Sqrt(square)
		for id := range d.centroid {
			d.centroid[id] *= inv
		}
	}
	return d
}

// dotDense is the product of a sentence with a vector by word id.
func dotDense(terms []term, dense []float64) float64 {
	sum := 0.0
	for _, t := range terms {
		sum += t.weight * dense[t.id]
	}
	return sum
}

// vectors returns the features of every sentence.
func (d *document) vectors(v *vocabulary) []vector {
	xs := make([]vector, len(d.units))
	seen := make([]int, len(v.idf))
	for i := range d.units {
		x, u := &xs[i], &d.units[i]
		d.place(x, u)
		d.likeness(x, i)
		d.vocabulary(x, u, v, seen)
		written(x, u)
	}
	d.pairs(xs, v)
	for i := range xs {
		if i > 0 {
			xs[i][fOpening] = dot(d.units[i].terms, d.units[0].terms)
			xs[i][fPreviousZ] = xs[i-1][fCentroid]
		}
		if i+1 < len(xs) {
			xs[i][fNextZ] = xs[i+1][fCentroid]
		}
	}
	for _, f := range []int{fPairsZ, fPreviousZ, fNextZ, fLengthZ, fCentroidZ, fDegreeZ, fIDF, fFrequencyZ, fNames} {
		standardise(xs, f)
	}
	return xs
}

// place fills in where a sentence stands.
func (d *document) place(x *vector, u *unit) {
	n := float64(len(d.units))
	i := float64(u.index)
	x[fBias] = 1
	x[fFirst] = is(u.index == 0)
	x[fSecond] = is(u.index == 1)
	x[fThird] = is(u.index == 2)
	x[fReciprocal] = 1 / (1 + i)
	x[fIndex] = math.Log1p(i)
	x[fRelative] = i / n
	x[fParaFirst] = is(u.inPara == 0)
	x[fParaAlone] = is(u.paraSize == 1)
	x[fParaReciprocal] = 1 / (1 + float64(u.para))
	x[fLast] = is(u.index == len(d.units)-1)
	x[fShort] = math.Log1p(n)
	x[fLength] = math.Log1p(float64(len(u.words)))
	x[fLengthZ] = float64(len(u.words))
	x[fBrief] = is(len(u.words) < 9)
	x[fLong] = is(len(u.words) > 35)
}

// likeness fills in what a sentence has in common with the others.
func (d *document) likeness(x *vector, i int) {
	u := &d.units[i]
	x[fCentroid] = dotDense(u.terms, d.centroid)
	x[fCentroidZ] = x[fCentroid]
	x[fDegreeZ] = dotDense(u.terms, d.degree)
	lead := dotDense(u.terms, d.lead)
	others := float64(min(leadUnits, len(d.units)))
	if i < leadUnits && len(u.terms) > 0 {
		lead--
		others--
	}
	if others > 0 {
		x[fLead] = lead / others
	}
	x[fTitle] = dot(u.terms, d.title)
	x[fTitleShare] = share(d.title, u.terms)
	x[fTopic] = dot(u.terms, d.topic)
	x[fNoTitle] = is(len(d.title) == 0)
	if i > 0 {
		x[fPrevious] = dot(u.terms, d.units[i-1].terms)
	}
	if i+1 < len(d.units) {
		x[fNext] = dot(u.terms, d.units[i+1].terms)
	}
}

// share is how much of a vector's weight the words of another hold.
func share(of, by []term) float64 {
	sum, all := 0.0, 0.0
	j := 0
	for _, t := range of {
		all += t.weight
		for j < len(by) && by[j].id < t.id {
			j++
		}
		if j < len(by) && by[j].id == t.id {
			sum += t.weight
		}
	}
	if all == 0 {
		return 0
	}
	return sum / all
}

// vocabulary fills in what kind of words a sentence has; seen counts the
// sentences so far that hold a word.
func (d *document) vocabulary(x *vector, u *unit, v *vocabulary, seen []int) {
	n := float64(len(u.terms))
	if n == 0 {
		return
	}
	var idf, frequency, fresh, repeated float64
	for _, t := range u.terms {
		idf += v.idf[t.id]
		frequency += float64(d.count[t.id])
		if seen[t.id] == 0 {
			fresh++
		}
		seen[t.id]++
		if d.holders[t.id] > seen[t.id] {
			repeated++
		}
	}
	x[fIDF] = idf / n
	x[fFrequencyZ] = math.Log(frequency / n)
	x[fNovelty] = fresh / n
	x[fRepeated] = repeated / n
}

// written fills in how a sentence is written.
func written(x *vector, u *unit) {
	x[fDigits] = math.Log1p(float64(u.signs.digits))
	x[fNames] = float64(u.signs.names) / float64(max(1, u.length))
	x[fQuoted] = is(u.signs.quotes != unquoted)
	x[fOrphan] = is(u.signs.quotes == orphaned || u.signs.quotes == broken)
	x[fQuestion] = is(u.signs.question)
	x[fPronoun] = is(u.signs.pronoun)
	x[fConnective] = is(u.signs.connective)
}

// standardise turns a feature into its standard score.
func standardise(xs []vector, f int) {
	n := float64(len(xs))
	if n == 0 {
		return
	}
	var sum, square float64
	for i := range xs {
		sum += xs[i][f]
	}
	mean := sum / n
	for i := range xs {
		square += (xs[i][f] - mean) * (xs[i][f] - mean)
	}
	deviation := math.Sqrt(square / n)
	for i := range xs {
		if deviation < 1e-9 {
			xs[i][f] = 0
			continue
		}
		xs[i][f] = (xs[i][f] - mean) / deviation
	}
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
