package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a text goes on with.
type kind int

const (
	nothing  kind = iota
	small         // a small letter
	capital       // a capital
	caseless      // a letter of a script without case
	digit
	sign // anything else
)

// lookAhead bounds, in bytes, how far behind a mark the rules look.
const lookAhead = 160

// kindAt returns what s begins with, after opening marks and dashes.
func kindAt(s string) kind { return kindOf(skipOpeners(s)) }

func kindOf(s string) kind {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case n == 0:
		return nothing
	case unicode.IsLower(r):
		if next, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(next) { // iPhone
			return capital
		}
		return small
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		return capital
	case unicode.IsLetter(r):
		return caseless
	case unicode.IsNumber(r):
		return digit
	}
	return sign
}

// skipOpeners returns s, at most lookAhead bytes of it, behind opening
// quotation marks, brackets, dashes and the spaces between them.
func skipOpeners(s string) string {
	s = s[:min(len(s), lookAhead)]
	return strings.TrimLeftFunc(s, func(r rune) bool {
		switch r {
		case '"', '\'', '¿', '¡', '-', '–', '—', '―', '*', '•':
			return true
		}
		return unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pf)
	})
}

// ends reports whether the mark ends its sentence.
func (s *splitter) ends(m mark) bool {
	rest := s.text[m.end:]
	if rest == "" {
		return true
	}
	spaced := startsWithSpace(rest)
	if !spaced {
		if needsSpace(m.rune) {
			return s.missingSpace(m)
		}
		return s.endsUnspaced(m)
	}
	if s.depth > 0 && closesSoon(rest) {
		return false
	}
	after := strings.TrimLeftFunc(rest[:min(len(rest), lookAhead)], unicode.IsSpace)
	if after != "" && isTerminator(first(after)) { // ". . ."
		return false
	}
	next := skipOpeners(after)
	k := kindOf(next)
	if k == small && !s.capitals.in(s.text) {
		k = capital
	}
	switch {
	case k == small:
		return false
	case m.strong:
		return !(m.quote && s.rules.says(next))
	case m.dots > 0:
		return k == capital || k == caseless
	default:
		return s.stopEnds(m, next, k)
	}
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// closesSoon reports whether a round bracket closes on this line, nearby.
func closesSoon(rest string) bool {
	i := strings.IndexAny(rest[:min(len(rest), lookAhead)], ")\n")
	return i >= 0 && rest[i] == ')'
}

// endsUnspaced decides about a mark of a script that writes no space after it.
// A quotation goes on when the words that report it follow: 「…。」と言った,
// “……。”他说.
func (s *splitter) endsUnspaced(m mark) bool {
	next := first(s.text[m.end:])
	switch {
	case s.depth > 0 && closesSoon(s.text[m.end:]):
		return false
	case strings.ContainsRune("，、,;；:：", next), m.bracket, m.rune == '．' && unicode.IsNumber(next):
		return false
	case !m.quote:
		return true
	case unicode.Is(unicode.Hiragana, next):
		return false
	}
	return !(s.opened == s.start && reportsChinese(s.text[m.end:]))
}

// reportsChinese reports whether a verb of saying follows within a few
// characters, before any punctuation.
func reportsChinese(rest string) bool {
	count := 0
	for _, r := range rest {
		if count++; count > 8 || !unicode.Is(unicode.Han, r) {
			return false
		}
		if strings.ContainsRune("说說道问問喊叫称稱", r) {
			return true
		}
	}
	return false
}

// missingSpace decides about a mark with a letter right behind it: scraped
// texts lose spaces ("he said.The court"), names and addresses never had any.
func (s *splitter) missingSpace(m mark) bool {
	rest := s.text[m.end:min(len(s.text), m.end+maxToken)]
	k := kindAt(rest)
	if k != capital && !(k == caseless && unicode.Is(unicode.Arabic, first(rest))) {
		return false
	}
	if m.quote {
		return true
	}
	if quote := strings.ContainsRune("\"“«„", first(rest)); !quote && !s.rules.startsUnspaced(rest) {
		return false
	}
	before := s.text[max(s.start, m.at-maxToken):m.at]
	return endsWord(before[strings.LastIndexFunc(before, isUnjoined)+1:])
}

// isUnjoined reports whether r stands between words that a lost space would
// join, rather than inside a name or an address.
func isUnjoined(r rune) bool {
	if r < utf8.RuneSelf {
		return strings.IndexByte(" \t\n\r\v\f\"'([{-", byte(r)) >= 0
	}
	return r == '’' || unicode.IsSpace(r) || unicode.In(r, unicode.Pi, unicode.Ps, unicode.Pd)
}

// endsWord reports whether s is a whole word or year: two small letters or
// capitals at its end, or digits.
func endsWord(s string) bool {
	last, n := utf8.DecodeLastRuneInString(s)
	before, k := utf8.DecodeLastRuneInString(s[:len(s)-n])
	switch {
	case k == 0:
		return n > 0 && strings.ContainsRune("\"'’", last)
	case isNumber(s):
		return true
	case unicode.Is(unicode.Arabic, last):
		return utf8.RuneCountInString(s) > 2
	case strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) }) >= 0:
		return false
	}
	return unicode.IsUpper(before) == unicode.IsUpper(last)
}

// startsUnspaced reports whether s begins with a capitalised word, followed by
// a space or a comma: no part of a name that is written together.
func (r rules) startsUnspaced(s string) bool {
	word := s[:len(s)-len(strings.TrimLeftFunc(s, isWordRune))]
	rest := s[len(word):]
	letter, n := utf8.DecodeRuneInString(word)
	switch {
	case unicode.Is(unicode.Arabic, letter):
		return n < len(word) && startsWithSpace(rest)
	case n == len(word) && strings.HasPrefix(rest, "."):
		return r.abbreviation(word) == title
	case n == len(word):
		if !contains(r.stops, Fold(word)) {
			return false
		}
	case kindOf(word[n:]) != small || topLevel[strings.ToLower(word)]:
		return false
	}
	rest = strings.TrimLeft(rest, "-,:;'’\")”»")
	return rest == "" || startsWithSpace(rest) || len(rest) < len(s)-len(word) && kindOf(rest) != digit
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// topLevel are ends of names of hosts and programs, written with a capital in
// titles ("Booking.Com", "Node.Js").
var topLevel = map[string]bool{"com": true, "net": true, "org": true, "info": true, "js": true, "co": true, "io": true, "tv": true}
