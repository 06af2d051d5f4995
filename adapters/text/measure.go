// Package text measures, cuts, wraps and neutralises plain text for whatever
// renders answers. It knows no platform: a renderer brings its limit and the
// unit that its platform counts in. Escaping and marking up stay with the
// renderers, and happen after everything here.
package text

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/mattn/go-runewidth"
)

// Measure says how long a string is in some unit. What is added never makes it
// shorter, and two strings together measure at most their sum.
type Measure func(s string) int

// Bytes measures in bytes of UTF-8.
func Bytes(s string) int { return len(s) }

// Runes measures in code points.
func Runes(s string) int { return utf8.RuneCountInString(s) }

// UTF16 measures in UTF-16 code units, surrogates counted each.
func UTF16(s string) int {
	n := 0
	for _, r := range s {
		if r > 0xFFFF {
			n++
		}
		n++
	}
	return n
}

// Graphemes measures in what people take for characters (extended grapheme
// clusters, UAX #29).
func Graphemes(s string) int {
	n := 0
	for g := graphemes.FromString(s); g.Next(); {
		n++
	}
	return n
}

// Width measures in terminal cells: 2 for Chinese, Japanese, Korean and emoji,
// 0 for combining marks and invisible characters. Characters of ambiguous
// width count 1, whatever the locale of the process.
func Width(s string) int {
	cells := runewidth.Condition{StrictEmojiNeutral: true}
	return cells.StringWidth(s)
}
