package text

import (
	"sort"
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Ellipsis marks where something was cut.
const Ellipsis = "…"

// Cut returns s when it measures at most limit, and otherwise its beginning
// followed by Ellipsis, measuring at most limit together. It cuts between
// words, or inside one when that word would take more than half of what fits;
// never inside a grapheme cluster. Invalid UTF-8 becomes U+FFFD on the way. When
// not even Ellipsis fits, the result is empty.
func Cut(s string, limit int, measure Measure) string {
	if measure(s) <= limit {
		return s
	}
	room := limit - measure(Ellipsis)
	if room < 0 {
		return ""
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	ends := clusterEnds(s)
	n := sort.Search(len(ends), func(i int) bool { return measure(s[:ends[i]]) > room })
	if n == 0 {
		return Ellipsis
	}
	return atWord(s, ends[n-1]) + Ellipsis
}

// clusterEnds lists the byte offsets at which the grapheme clusters of s end.
func clusterEnds(s string) []int {
	var ends []int
	for g := graphemes.FromString(s); g.Next(); {
		ends = append(ends, g.End())
	}
	return ends
}

// atWord returns the longest beginning of s[:end] that ends with a word,
// without the space and the comma after it. When that would drop more than
// half, it returns s[:end] as it is.
func atWord(s string, end int) string {
	whole := 0
	for _, b := range breaks(s) {
		if b > end {
			break
		}
		whole = b
	}
	kept := strings.TrimRightFunc(s[:whole], dangling)
	if 2*len(kept) < end {
		return strings.TrimRightFunc(s[:end], unicode.IsSpace)
	}
	return kept
}

// dangling reports whether r looks lost before an ellipsis.
func dangling(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",;:-–—(«„“¡¿、，；：（「『", r)
}
