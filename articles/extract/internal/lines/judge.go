package lines

import "strings"

// Sentence reports whether a line is long enough for a sentence and ends as
// sentences do, or has several of them.
func Sentence(l string) bool {
	c := look(l)
	return c.closed() && c.units >= 24 || c.sentences > 0 && c.units >= 120
}

// Notice reports whether a line speaks to the reader about the page itself: a
// request, a condition, an offer.
func Notice(l string) bool {
	c := look(l)
	return c.kinds&(reader|we|polite) != 0 && c.kinds&(privacy|follow|give|account|talk|advert) != 0 &&
		(c.units < 120 || share(c.voice, c.words) >= .05)
}

// About names what the notices of a text are about.
type About int

const (
	AboutNothing About = iota
	AboutPrivacy       // cookies, consent
	AboutAccount       // log in, register
	AboutPaying        // subscribe, donate
)

// Topic tells what most of the notices among some lines are about.
func Topic(ls []string) About {
	var count [AboutPaying + 1]int
	for _, l := range ls {
		c := look(l)
		for about, k := range map[About]kind{AboutPrivacy: privacy, AboutAccount: account, AboutPaying: follow | give} {
			if c.kinds&k != 0 {
				count[about]++
			}
		}
	}
	best := AboutNothing
	for about, n := range count {
		if n > count[best] {
			best = About(about)
		}
	}
	return best
}

// Worded counts the words of a line and says which share of them belongs to
// what a page says of itself.
func Worded(l string) (words int, page float64) {
	c := look(l)
	return int(c.words), share(c.spoken, c.words)
}

// Shared is the share of the words of a line, little ones aside, that stand
// among the lines of a text; 0 when it has none.
func Shared(l string, text map[string]bool) float64 {
	all, hit := 0, 0
	eachWord(l, func(w string) bool {
		if content(w) {
			all++
			if text[stem(w)] {
				hit++
			}
		}
		return true
	})
	return share(hit, all)
}

// Vocabulary is the words of some lines, little ones aside, up to most.
func Vocabulary(ls []string, most int) map[string]bool {
	v := map[string]bool{}
	for _, l := range ls {
		eachWord(l, func(w string) bool {
			if content(w) {
				v[stem(w)] = true
			}
			return len(v) < most
		})
	}
	return v
}

// stem is the beginning of a word in lower case, which most of its forms share.
func stem(w string) string {
	w = strings.ToLower(w)
	n := 0
	for i := range w {
		if n++; n > 5 {
			return w[:i]
		}
	}
	return w
}
