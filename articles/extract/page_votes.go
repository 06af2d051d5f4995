package extract

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// gram is how many words in a row make two texts the same.
const gram = 3

// grams calls yield with a number for each run of three words in text, or for
// the whole of a shorter one. Signs of scripts that do not separate words
// count as words.
func grams(text string, yield func(uint64)) {
	var last [gram]uint64
	n := 0
	word := func(h uint64) {
		last[n%gram] = h
		if n++; n >= gram {
			yield(last[n%gram]*31*31 + last[(n+1)%gram]*31 + last[(n+2)%gram])
		}
	}
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h := uint64(offset)
	for _, r := range text {
		switch {
		case r >= utf8.RuneSelf && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			if h != offset {
				word(h)
				h = offset
			}
			word((offset ^ uint64(r)) * prime)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			h = (h ^ uint64(unicode.ToLower(r))) * prime
		case h != offset:
			word(h)
			h = offset
		}
	}
	if h != offset {
		word(h)
	}
	if n > 0 && n < gram {
		yield(last[0]*7 + last[1]*5 + uint64(n))
	}
}

// gramSet is what is said in a text.
type gramSet map[uint64]struct{}

// said collects what the blocks of a tree say.
func said(root *html.Node) gramSet {
	set := gramSet{}
	if root == nil {
		return set
	}
	for _, b := range blocks(root) {
		set.add(b.text)
	}
	return set
}

func (s gramSet) add(text string) {
	grams(text, func(g uint64) { s[g] = struct{}{} })
}

// share returns which part of text, 0 to 1, is in the set.
func (s gramSet) share(text string) float64 {
	in, all := 0, 0
	grams(text, func(g uint64) {
		all++
		if _, ok := s[g]; ok {
			in++
		}
	})
	if all == 0 {
		return 0
	}
	return float64(in) / float64(all)
}
