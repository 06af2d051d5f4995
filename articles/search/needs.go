package search

import "briefly/articles"

// Needs says what an article must hold to be found that was not, or to change
// what is suggested.
type Needs struct {
	// Terms are the terms of the topic, under all its names, and of what goes
	// with it, each with the part of the need that it fills: an article whose
	// terms come to less than 1 is not found.
	Terms map[string]float64
	// Beside are the articles by which the need was measured.
	Beside []articles.Number
}

// growth is by how much of a topic an article may come to hold more, or another
// to need less, while what was found is remembered and only what it does not
// need arrives: words become alike in rarity as a shelf grows. A shelf that
// grows by half moves a share by about as much.
const growth = 0.05

// alone lets each of some terms fill the need by itself.
func (n Needs) alone(terms []string) {
	for _, term := range terms {
		n.Terms[term] = 1
	}
}

// strict sets the need of a strict search. It shows what holds enough of the
// topic under one of its names, and, when it is not known, what would make it
// known.
func (n Needs) strict(names []*matcher, enough float64, known bool) {
	for _, m := range names {
		need := enough
		if cover, _ := m.cover(); !known && (need == 0 || cover < need) {
			need = cover
		}
		need -= growth
		total := 0.0
		for _, x := range m.idf {
			total += x
		}
		for term, words := range m.word {
			held := 0.0
			for _, w := range words {
				held += m.idf[w]
			}
			part := 1.0
			if held < need*total {
				part = held / (need * total)
			}
			n.Terms[term] = max(n.Terms[term], part)
		}
	}
}

// Join makes the needs of two searches one.
func (n Needs) Join(other Needs) Needs {
	both := Needs{Terms: make(map[string]float64, len(n.Terms))}
	both.Beside = append(append(both.Beside, n.Beside...), other.Beside...)
	for _, terms := range []map[string]float64{n.Terms, other.Terms} {
		for term, part := range terms {
			both.Terms[term] = max(both.Terms[term], part)
		}
	}
	return both
}

// Tags are the tags of what would be found besides. When nothing is known of the
// topic, any of its words may change what is suggested.
func (r Result) Tags(shelves []articles.Shelf) []articles.Tag {
	tags := make([]articles.Tag, 0, len(r.Needs.Terms)*len(shelves)+len(r.Needs.Beside))
	for _, s := range shelves {
		for term, part := range r.Needs.Terms {
			if !r.Known {
				part = 1
			}
			tags = append(tags, articles.TermTag(s, term).Part(part))
		}
	}
	for _, n := range r.Needs.Beside {
		tags = append(tags, articles.ArticleTag(n))
	}
	return tags
}
