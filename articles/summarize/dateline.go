package summarize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// datelineBytes and datelineWords bound what may stand in front of a story's
// first sentence: a place or two, an agency, a date.
const (
	datelineBytes = 90
	datelineWords = 10
)

// dateline returns the length of the place, date and agency at the beginning
// of a story's first sentence, 0 when there is none. Three forms are known:
// "PLACE (AGENCY) - ", where the dash may be missing when the agency is in
// capitals or nothing stands in front of it, "PLACE, Country - " with the place
// in capitals, and "Agency - " with at most two words in front of a long dash.
func dateline(text string) int {
	head := text[:min(len(text), datelineBytes)]
	if i := strings.IndexAny(head, ".!?\"“"); i >= 0 && !strings.Contains(head[:i], "(") && !abbreviated(head[:i+1]) {
		head = head[:i]
	}
	if n := agencyLine(head); n > 0 {
		return n
	}
	return placeLine(head)
}

// abbreviated reports whether a text ends in an initial or a short form such
// as "St." or "D.C.".
func abbreviated(text string) bool {
	word := text[strings.LastIndexByte(text, ' ')+1:]
	return len(word) <= 5 && strings.HasSuffix(word, ".")
}

// agencyLine matches what ends with an agency in parentheses.
func agencyLine(head string) int {
	open := strings.IndexByte(head, '(')
	if open < 0 || len(strings.Fields(head[:open])) > datelineWords-2 {
		return 0
	}
	size := strings.IndexByte(head[open:], ')')
	if size < 0 {
		return 0
	}
	agency, rest := head[open+1:open+size], head[open+size+1:]
	if r, _ := utf8.DecodeRuneInString(agency); !unicode.IsUpper(r) && !strings.Contains(agency, ".") {
		return 0
	}
	n := open + size + 1
	if d := dash(rest); d > 0 {
		return n + d
	}
	// "The Board (NSB) said" is no dateline: a sentence begins behind one.
	story := strings.TrimLeft(rest, ": ")
	if next, _ := utf8.DecodeRuneInString(strings.TrimLeft(story, opening)); capitals(agency) && titled(head[:open]) && !unicode.IsLower(next) {
		return n + len(rest) - len(story)
	}
	return 0
}

// placeLine matches what ends with a dash and begins in capitals.
func placeLine(head string) int {
	for i, r := range head {
		if r != '-' && r != '–' && r != '—' {
			continue
		}
		d := dash(head[i:])
		place := strings.Fields(head[:i])
		if d == 0 || len(place) == 0 || len(place) > datelineWords || i > 0 && head[i-1] != ' ' && r == '-' {
			continue
		}
		if capitals(place[0]) && titled(head[:i]) && utf8.RuneCountInString(place[0]) > 1 {
			return i + d
		}
		return 0
	}
	return 0
}

// dash returns the length of a dash with the space around it at the beginning
// of a text, 0 when there is none.
func dash(s string) int {
	bare := strings.TrimLeft(s, " \u00a0")
	rest := strings.TrimLeft(bare, "-–—")
	if len(rest) == len(bare) {
		return 0
	}
	after := strings.TrimLeft(rest, " \u00a0")
	if len(after) == len(rest) && strings.HasPrefix(bare, "-") && !strings.HasPrefix(bare, "--") {
		return 0 // a hyphen
	}
	return len(s) - len(after)
}

// capitals reports whether every letter is a capital and there is one.
func capitals(s string) bool {
	some := false
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		some = some || unicode.IsUpper(r)
	}
	return some
}

// titled reports whether every word begins with a capital or a digit, as the
// words of places and dates do; particles of up to three letters are let pass.
func titled(s string) bool {
	for _, w := range strings.Fields(s) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, opening))
		if unicode.IsLower(r) && utf8.RuneCountInString(w) > 3 {
			return false
		}
	}
	return true
}
