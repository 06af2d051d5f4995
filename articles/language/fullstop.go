package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxToken     = 40 // bytes of a word before a full stop that matter
	shortOpening = 3  // fewer words than this before a unit are rarely a sentence
)

// stopEnds decides about a single full stop before a space; next is what
// follows, without opening marks, and of kind k.
func (s *splitter) stopEnds(m mark, next string, k kind) bool {
	from := max(s.start, m.at-maxToken)
	token := s.text[from:m.at]
	token = token[strings.LastIndexFunc(token, func(r rune) bool { return !isTokenRune(r) })+1:]
	token = strings.TrimLeft(token, apostrophes)
	if unit := strings.TrimLeftFunc(token, unicode.IsNumber); unit != "" && !strings.Contains(token, ".") { // 5km
		token = unit
	}
	if token == "" {
		return true
	}
	f := stop{token: token, next: next, kind: k, sentence: s.text[s.start : m.at-len(token)]}
	switch {
	case f.first() && isItemMarker(token):
		return false
	case strings.HasSuffix(f.sentence, "/"): // km/h
		return true
	case isNumber(token):
		return f.inNumber() || s.rules.numberEnds(f)
	case isInitial(token):
		return s.rules.initialEnds(f)
	}
	return s.rules.wordEnds(f)
}

// stop is a full stop with what the rules look at.
type stop struct {
	token    string // letters, digits and inner dots before it
	sentence string // the sentence before the token
	next     string // what follows
	kind     kind   // of next
}

// first reports whether the token begins its sentence.
func (f stop) first() bool { return skipOpeners(f.sentence) == "" }

// short reports whether few words stand before the token.
func (f stop) short() bool {
	words := 0
	for range strings.FieldsSeq(f.sentence) {
		if words++; words >= shortOpening {
			return false
		}
	}
	return true
}

// afterNumber reports whether a number stands before the token, or a number
// and another unit: "3 млн руб.".
func (f stop) afterNumber(r rules) bool {
	before := strings.TrimRightFunc(f.sentence, unicode.IsSpace)
	if endsInNumber(before) {
		return true
	}
	before = strings.TrimSuffix(before[max(0, len(before)-maxToken):], ".")
	last := before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
	return r.abbreviation(last) == unit && endsInNumber(strings.TrimRightFunc(before[:len(before)-len(last)], unicode.IsSpace))
}

func endsInNumber(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsNumber(r)
}

// afterStop reports whether a full stop stands before the token: "Nr. 5".
func (f stop) afterStop() bool {
	return strings.HasSuffix(strings.TrimRightFunc(f.sentence, unicode.IsSpace), ".")
}

// inNumber reports whether the token is the end of a longer number: "5,5".
func (f stop) inNumber() bool {
	head := strings.TrimRight(f.sentence, ",.:/-–")
	return head != f.sentence && head != "" && isDigit(head[len(head)-1])
}

// beforeInitial reports whether another initial follows: "J. K.".
func (f stop) beforeInitial() bool {
	_, n := utf8.DecodeRuneInString(f.next)
	return n < len(f.next) && f.next[n] == '.' && isInitial(f.next[:n])
}

func isTokenRune(r rune) bool {
	return r == '.' || r == '\'' || r == '’' || isWordRune(r) || unicode.IsNumber(r)
}

// isItemMarker reports whether the token, at the start of a sentence, numbers
// an item or heading: "1", "12", "a", "IV", "2.1".
func isItemMarker(token string) bool {
	if isNumber(token) || strings.Trim(token, "0123456789.") == "" {
		return len(token) <= maxItemDigits+2 && len(token) != len("1999")
	}
	return isInitial(token) || isRoman(token)
}

// isNumber reports whether the token is digits alone.
func isNumber(token string) bool {
	for _, r := range token {
		if !unicode.IsNumber(r) {
			return false
		}
	}
	return true
}

func isRoman(token string) bool { return strings.Trim(token, "IVX") == "" }

// isInitial reports whether the token is one letter, with its marks.
func isInitial(token string) bool {
	r, n := utf8.DecodeRuneInString(token)
	if !unicode.IsLetter(r) {
		return false
	}
	return strings.TrimLeftFunc(token[n:], isDiacritic) == ""
}

// isDiacritic leaves the vowel signs of the Indic scripts out, which make a
// syllable, and often a word, of a letter.
func isDiacritic(r rune) bool { return r >= 0x0300 && r < 0x0370 }

// numberEnds decides about a number: in languages that write ordinals with a
// full stop ("3. Oktober"), a small one goes on, unless a word follows that
// begins sentences.
func (r rules) numberEnds(f stop) bool {
	if !r.ordinals || len(f.token) > 2 || f.kind != capital || f.afterStop() {
		return true
	}
	return r.starts(f.next)
}

// initialEnds decides about a single letter.
func (r rules) initialEnds(f stop) bool {
	if f.beforeInitial() {
		return false
	}
	if c := r.abbreviation(f.compound()); c != 0 {
		return r.ends(f, c)
	}
	if unicode.IsLower(first(f.token)) {
		return r.ends(f, max(r.abbreviation(f.token), within))
	}
	if c := r.abbreviations[f.token]; c != 0 {
		return r.ends(f, c)
	}
	if f.token == "I" && r.firstPersonI && f.kind == capital && !f.first() {
		return f.afterSmall()
	}
	return r.starts(f.next)
}

// compound returns the token with the abbreviated letter before it, if any:
// "z. B", "т. е", "EE. UU" become "z.b", "т.е".
func (f stop) compound() string {
	before := strings.TrimRightFunc(f.sentence, unicode.IsSpace)
	head, dotted := strings.CutSuffix(before, ".")
	if !dotted {
		return ""
	}
	head = head[strings.LastIndexFunc(head, func(r rune) bool { return !isTokenRune(r) })+1:]
	if head == "" || len(head) > 8 {
		return ""
	}
	return strings.ToLower(head + "." + f.token)
}

// afterSmall reports whether the word before the token begins with a small
// letter.
func (f stop) afterSmall() bool {
	before := strings.TrimRightFunc(f.sentence, unicode.IsSpace)
	return kindOf(before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]) == small
}

// wordEnds decides about a word of several letters.
func (r rules) wordEnds(f stop) bool {
	elided := f.token[strings.LastIndexAny(f.token, apostrophes)+1:] // l'on.
	if c := r.abbreviation(strings.TrimLeft(elided, apostrophes)); c != 0 {
		return r.ends(f, c)
	}
	if c := r.abbreviation(f.compound()); c != 0 {
		return r.ends(f, c)
	}
	switch {
	case strings.Contains(f.token, "."):
		return !isDotted(f.token) || r.ends(f, within)
	case r.ordinals && isRoman(f.token) && f.kind == capital:
		return r.starts(f.next)
	case r.clipped(f.token):
		if f.afterNumber(r) { // 5 km. Police
			return r.ends(f, unit)
		}
		return r.ends(f, within)
	}
	return true
}

// isDotted reports whether the token is an acronym with dots: its parts are
// short and hold no digits.
func isDotted(token string) bool {
	for part := range strings.SplitSeq(token, ".") {
		if utf8.RuneCountInString(part) > 3 || strings.IndexFunc(part, unicode.IsNumber) >= 0 {
			return false
		}
	}
	return true
}

// ends decides about an abbreviation of class c.
func (r rules) ends(f stop, c class) bool {
	switch c {
	case title:
		return false
	case number:
		return f.kind != digit && !isRoman(firstToken(f.next))
	case closing:
		return f.kind == capital || f.kind == caseless
	case unit:
		if !f.afterNumber(r) {
			return false
		}
		return r.starts(f.next) || f.kind == capital && !f.short()
	case within:
	}
	return r.starts(f.next)
}

func firstToken(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) && r != '\'' && r != '’' })
	if end < 0 {
		return s
	}
	return s[:end]
}
