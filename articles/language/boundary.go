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
	switch k := kindOf(next); {
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
	case strings.ContainsRune("，、,;；:：", next):
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
	if kindOf(s.text[m.end:]) != capital || m.dots > 0 {
		return false
	}
	if m.quote {
		return true
	}
	if m.end != m.at+1 {
		return false
	}
	before := s.text[max(s.start, m.at-maxToken):m.at]
	before = before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
	rest := s.text[m.end:min(len(s.text), m.end+maxToken)]
	word := rest[:len(rest)-len(strings.TrimLeftFunc(rest, isWordRune))]
	rest = strings.TrimLeft(rest[len(word):], ",:;'’\")”»")
	return len(word) > 1 && kindOf(word[1:]) == small && !topLevel[strings.ToLower(word)] &&
		(rest == "" || startsWithSpace(rest)) && isLowerWord(before)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// isLowerWord reports whether s is a word of at least three letters that ends
// in small ones.
func isLowerWord(s string) bool {
	s = skipOpeners(s)
	if utf8.RuneCountInString(s) < 3 || strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) }) >= 0 {
		return false
	}
	last, n := utf8.DecodeLastRuneInString(s)
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-n])
	return unicode.IsLower(last) && unicode.IsLower(before)
}

// topLevel are ends of names of hosts and programs, written with a capital in
// titles ("Booking.Com", "Node.Js").
var topLevel = map[string]bool{"com": true, "net": true, "org": true, "info": true, "js": true, "co": true, "io": true, "tv": true}
