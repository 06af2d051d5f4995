package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Wrap breaks s into lines of at most width cells: at spaces, between the
// characters of scripts that write without them, and inside a word only when
// it is wider than a line. Line breaks of s are kept; other white space at the
// ends of lines goes. A single character wider than width gets a line of its
// own. The result has at least one line.
func Wrap(s string, width int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapLine(paragraph, width)...)
	}
	return lines
}

// wrapLine goes over s once, remembering where the line may break.
func wrapLine(s string, width int) []string {
	var lines []string
	start, filled, chance := 0, 0, 0 // of the line: its first byte, its cells, its last place to break
	previous := ""
	for g := graphemes.FromString(s); g.Next(); {
		cluster, at := g.Value(), g.Start()
		if previous != "" && mayBreak(previous, cluster) {
			chance = at
		}
		previous = cluster
		cells := Width(cluster)
		for at > start && filled+cells > width && !isSpace(cluster) {
			end := at
			if chance > start {
				end = chance
			}
			lines = append(lines, strings.TrimRightFunc(s[start:end], unicode.IsSpace))
			start, filled = end, Width(s[end:at])
		}
		filled += cells
	}
	return append(lines, strings.TrimRightFunc(s[start:], unicode.IsSpace))
}

// isSpace reports whether a cluster is white space and nothing else: a mark
// may sit on a space.
func isSpace(cluster string) bool { return strings.TrimSpace(cluster) == "" }

// breaks lists the byte offsets inside s at which a line may break.
func breaks(s string) []int {
	var out []int
	previous := ""
	for g := graphemes.FromString(s); g.Next(); {
		if previous != "" && mayBreak(previous, g.Value()) {
			out = append(out, g.Start())
		}
		previous = g.Value()
	}
	return out
}

// mayBreak reports whether a line may break between two grapheme clusters:
// after white space, and beside a character of a script that writes without
// spaces, unless that would put closing punctuation first or opening
// punctuation last.
func mayBreak(before, after string) bool {
	last, _ := utf8.DecodeRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case isSpace(after):
		return false
	case isSpace(before):
		return last != '\u00A0' && last != '\u202F' // the no-break spaces
	case opens(last) || closes(next):
		return false
	}
	return spaceless(last) || spaceless(next)
}

// spaceless reports whether r belongs to a script that is written without
// spaces between words, and whose characters may each start a line.
func spaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func opens(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }

// closes reports whether r must not start a line: punctuation other than the
// opening kind, and the marks of length and repetition of Japanese.
func closes(r rune) bool {
	return unicode.Is(unicode.P, r) && !opens(r) || strings.ContainsRune("ー々ゝヽ", r)
}
