package summarize

import (
	"math"

	"briefly/articles"
)

// Weights says how much each feature speaks for taking a sentence; the order
// is that of the features. A sentence that has to say everything alone is
// another one than the best part of a summary, so there are two tables.
type Weights struct {
	Alone [features]float64 // for a summary of one sentence
	Part  [features]float64 // for longer ones
}

// of returns the table for a summary of at most so many sentences.
func (w *Weights) of(sentences int) *[features]float64 {
	if sentences == 1 {
		return &w.Alone
	}
	return &w.Part
}

// Observation is a sentence as training sees it.
type Observation struct {
	Text     string
	Features []float64
}

// Observe returns the sentences of an article with their features.
func (s *Summarizer) Observe(a articles.Article) []Observation {
	rd := s.reader(a)
	units := rd.read(0, a.Body)
	doc := newDocument(rd.vocabulary, units, rd.vector(a.Title), nil)
	doc.titleWords = rd.vocabulary.words(a.Title)
	var out []Observation
	for i, x := range doc.vectors(rd.vocabulary) {
		out = append(out, Observation{Text: units[i].text, Features: x[:]})
	}
	return out
}

// topicWeight is what likeness to the topic speaks for a sentence; no set of
// summaries is large enough to fit it.
const topicWeight = 3

// freeOpenings is what more speaks for an article's first sentences when a
// summary of several sentences has no limit of words. The weights are fitted
// to summaries with one, where room is dear; people who are free to write as
// much as they like keep closer to how the article begins.
var freeOpenings = []float64{0.5, 0.3, 0.3}

// scores returns the probability of each sentence to belong in the summary;
// openings is what more speaks for the first ones.
func (d *document) scores(v *vocabulary, w *[features]float64, openings []float64) []float64 {
	scores := make([]float64, len(d.units))
	for i, x := range d.vectors(v) {
		z := 0.0
		for f := range x {
			z += w[f] * x[f]
		}
		z += topicWeight * x[fTopic]
		if i < len(openings) {
			z += openings[i]
		}
		scores[i] = 1 / (1 + math.Exp(-z))
	}
	return scores
}

// Stems returns the words of a text as sentences are compared by, for counting
// how frequent they are.
func Stems(text string) []string {
	v := newVocabulary(wordStats{})
	ids := v.words(text)
	names := make([]string, len(v.ids))
	for w, id := range v.ids {
		names[id] = w
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = names[id]
	}
	return out
}

// FeatureNames returns the names of the features in their order.
func FeatureNames() []string {
	return []string{
		"fBias",
		"fFirst",
		"fSecond",
		"fThird",
		"fReciprocal",
		"fIndex",
		"fRelative",
		"fParaFirst",
		"fParaAlone",
		"fParaReciprocal",
		"fLast",
		"fShort",
		"fLength",
		"fLengthZ",
		"fBrief",
		"fLong",
		"fCentroid",
		"fCentroidZ",
		"fDegreeZ",
		"fLead",
		"fTitle",
		"fTitleShare",
		"fNoTitle",
		"fIDF",
		"fFrequencyZ",
		"fNovelty",
		"fRepeated",
		"fDigits",
		"fNames",
		"fQuoted",
		"fOrphan",
		"fQuestion",
		"fPronoun",
		"fConnective",
		"fPrevious",
		"fNext",
		"fTopic",
		"fPairs",
		"fPairsZ",
		"fPairsLead",
		"fTitlePairs",
		"fOpening",
		"fPreviousZ",
		"fNextZ",
	}
}
