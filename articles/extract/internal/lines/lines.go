// Package lines tells which lines of a saved text are the article and which
// are what stood around it on the page: navigation, captions, appeals,
// teasers, comments.
//
// It sees a text as a sequence. Every line is described by what it looks like
// - its length, how it begins and ends, its capitals, digits and little words
// - and by what stands near it; a linear chain over four states (before the
// article, in it, between two parts of it, after it) weighs these together.
// The weights in weights.go are trained by articles/extract/train. Which line
// is the title, and what a byline says, is left to the caller.
package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Max is how many lines with text are looked at: far more than any page has,
// and little enough that a hostile text costs no noticeable time or memory.
const Max = 20_000

// Split returns the lines of s that hold anything readable, trimmed and with
// single spaces, at most one more than Max. Paragraphs that were wrapped to a
// fixed width are whole again.
func Split(s string) []string {
	raw := strings.Split(s, "\n")
	width := wrapWidth(raw)
	var out []string
	joined := false // whether the next line goes on with the last one
	for i, r := range raw {
		if len(out) > Max {
			break
		}
		l := strings.Join(strings.Fields(r), " ")
		if !readable(l) {
			joined = false
			continue
		}
		if joined {
			out[len(out)-1] = glue(out[len(out)-1], l)
		} else {
			out = append(out, l)
		}
		joined = width > 0 && i+1 < len(raw) && wrapped(r, raw[i+1], width)
	}
	return out
}

// maxWrap is the widest line, in columns, that a text wrapped by hand or by a
// mail program has.
const maxWrap = 100

// wrapWidth returns the width that the paragraphs of a text were wrapped to, 0
// when they were not: then its longest line is too long, or most lines end
// long before they had to.
func wrapWidth(raw []string) int {
	width := 0
	for _, l := range raw {
		if len(l) > 4*maxWrap {
			return 0
		}
		width = max(width, int(Units(strings.TrimRight(l, " \t\r"))))
	}
	if width > maxWrap || width < 40 {
		return 0
	}
	breaks, full := 0, 0
	for i := 1; i < len(raw); i++ {
		if strings.TrimSpace(raw[i-1]) == "" || strings.TrimSpace(raw[i]) == "" {
			continue
		}
		breaks++
		if wrapped(raw[i-1], raw[i], width) {
			full++
		}
	}
	if breaks == 0 || full*10 < breaks*8 {
		return 0
	}
	return width
}

// wrapped reports whether the break between two lines was made because the
// next word did not fit.
func wrapped(line, next string, width int) bool {
	line, next = strings.TrimSpace(line), strings.TrimSpace(next)
	if line == "" || next == "" {
		return false
	}
	first, _, _ := strings.Cut(next, " ")
	if r, n := utf8.DecodeRuneInString(first); wide(r) > 1 {
		first = first[:n]
	}
	return int(Units(line)+1+Units(first)) > width-1
}

// glue joins two halves of a paragraph: with a space where its script has
// spaces.
func glue(a, b string) string {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	if wide(x) > 1 && wide(y) > 1 {
		return a + b
	}
	return a + " " + b
}

// readable reports whether a line has a letter or a digit.
func readable(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// Units is the length of s in letters of an alphabet: a character that stands
// for a syllable or a word counts for more.
func Units(s string) float64 {
	n := 0.0
	for _, r := range s {
		n += wide(r)
	}
	return n
}

// wide is how many letters of an alphabet say as much as r does: about two and
// a half for Chinese characters, two for syllables and kana.
func wide(r rune) float64 {
	switch {
	case r < 0x1100:
		return 1
	case unicode.Is(unicode.Han, r):
		return 2.5
	case unicode.In(r, unicode.Hangul, unicode.Hiragana, unicode.Katakana):
		return 2
	case r >= 0x3000 && r <= 0x303f, r >= 0xff00 && r <= 0xff60:
		return 2
	}
	return 1
}
