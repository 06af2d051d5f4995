package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Terms returns what an index should hold for the text, in text order, with
// repeats: every word folded and stemmed by the language (a BCP 47 base
// language; unknown ones are folded only).
//
//   - Function words (IsStop) are left out, unless they are written in capitals
//     in a text that is not ("US", "IT"), or the text has nothing else.
//   - What is joined is searched in parts, hyphens, slashes and dots alike:
//     "well-known", "example.com", "3.14". Dots inside acronyms ("U.S.") and
//     separators of thousands ("1,000") go. English 's goes, as do the articles
//     before an apostrophe in Romance languages ("l'eau").
//   - Han, kana and Hangul runs become overlapping pairs of characters; Thai,
//     Lao, Khmer and Burmese runs, which have no spaces either, triples of
//     letters.
//
// A term consists of letters and digits that case folding and removing
// diacritics leave as they are, so a store may index the terms joined with
// spaces.
func Terms(text, lang string) []string {
	t := termer{
		lang:     lang,
		stops:    stopwords(lang),
		stem:     stemmer(lang),
		stems:    make(map[string]string, 64),
		out:      make([]string, 0, len(text)/8+1),
		shouting: shouting(text),
	}
	t.text(text)
	if len(t.out) == 0 && t.stops != nil {
		t.stops = nil
		t.text(text)
	}
	return t.out
}

// termer turns one text into terms.
type termer struct {
	lang     string
	stops    []string
	stem     stemFunc
	stems    map[string]string // folded -> term, for this text
	out      []string
	buf      []byte
	shouting bool // capitals say nothing in this text
}

func (t *termer) text(text string) {
	run, runEnd := 0, -1 // of a script that is cut into n-grams
	for it := words.FromString(text); it.Next(); {
		word := it.Value()
		if !hasWord(word) {
			continue
		}
		if n := gramSize(word); n > 0 {
			if it.Start() != runEnd {
				t.grams(text[run:max(run, runEnd)])
				run = it.Start()
			}
			runEnd = it.End()
			continue
		}
		t.grams(text[run:max(run, runEnd)])
		run, runEnd = 0, -1
		t.word(word)
	}
	t.grams(text[run:max(run, runEnd)])
}

// word adds the terms of one word of annex 29.
func (t *termer) word(w string) {
	if i := apostrophe(w); i >= 0 {
		t.apostrophised(w, i)
		return
	}
	start, joined := 0, false
	for i, r := range w {
		if isTermRune(r) {
			continue
		}
		if joins(w, start, i, r) {
			joined = true
			continue
		}
		t.part(w[start:i], joined)
		start, joined = i+utf8.RuneLen(r), false
	}
	t.part(w[start:], joined)
}

func isTermRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isASCIIWord(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == zwj || r == zwnj
}

const (
	zwnj = '\u200C'
	zwj  = '\u200D'
)

// joins reports whether the rune r at w[i], which is no letter or digit, stands
// inside a number or an acronym that begins at start.
func joins(w string, start, i int, r rune) bool {
	rest := w[i+utf8.RuneLen(r):]
	switch r {
	case '.', ',', '\'', '’':
		if isDigit(w[start]) {
			return r != '\'' && threeDigits(rest)
		}
		return r == '.' && singleLetter(w[lastDot(w[start:i])+start:i]) && singleLetter(beforeDot(rest))
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// threeDigits reports whether s begins with three digits and no fourth.
func threeDigits(s string) bool {
	if len(s) < 3 || !isDigit(s[0]) || !isDigit(s[1]) || !isDigit(s[2]) {
		return false
	}
	return len(s) == 3 || !isDigit(s[3])
}

func lastDot(s string) int { return strings.LastIndexByte(s, '.') + 1 }

func beforeDot(s string) string {
	if i := strings.IndexByte(s, '.'); i >= 0 {
		return s[:i]
	}
	return s
}

func singleLetter(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && n == len(s) && unicode.IsLetter(r)
}

// apostrophe returns where the first apostrophe of the word stands, or -1.
func apostrophe(w string) int {
	return strings.IndexFunc(w, func(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '＇' })
}

// elided are the words besides single letters that lose their vowel before an
// apostrophe, folded: French, Italian, Catalan.
var elided = map[string]bool{
	"qu": true, "jusqu": true, "lorsqu": true, "puisqu": true, "quoiqu": true,
	"all": true, "dall": true, "dell": true, "nell": true, "sull": true, "un": true, "quest": true, "quell": true,
}

// apostrophised adds the terms of a word with an apostrophe at i.
func (t *termer) apostrophised(w string, i int) {
	_, n := utf8.DecodeRuneInString(w[i:])
	left, right := w[:i], w[i+n:]
	switch {
	case right == "s" || right == "S":
		t.word(left)
	case singleLetter(left) && left != "O" && left < "\u0100" || elided[Fold(left)]:
		t.word(left)
		t.word(right)
	default: // don't, O'Brien, п'ять
		t.word(left + right)
	}
}

// part adds the term of a run of letters and digits; joined ones have dots or
// separators of thousands inside, which go.
func (t *termer) part(w string, joined bool) {
	if w == "" {
		return
	}
	t.buf = appendFold(t.buf[:0], w)
	if joined {
		t.buf = onlyTermBytes(t.buf)
	}
	if len(t.buf) == 0 {
		return
	}
	if contains(t.stops, t.buf) && !joined && (t.shouting || !acronym(w)) {
		return
	}
	term, ok := t.stems[string(t.buf)]
	if !ok {
		folded := string(t.buf)
		term = folded
		if t.stem != nil && !hasDigit(folded) {
			term = t.stem.of(folded)
		}
		t.stems[folded] = term
	}
	if term != "" {
		t.out = append(t.out, term)
	}
}

// onlyTermBytes removes ASCII punctuation, in place.
func onlyTermBytes(b []byte) []byte {
	out := b[:0]
	for _, c := range b {
		if c >= utf8.RuneSelf || isASCIIWord(c) {
			out = append(out, c)
		}
	}
	return out
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// acronym reports whether w is at least two capitals of ASCII.
func acronym(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < 'A' || w[i] > 'Z' {
			return false
		}
	}
	return len(w) > 1
}

// shouting reports whether the text is written in capitals.
func shouting(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; 'a' <= c && c <= 'z' {
			return false
		}
	}
	return true
}
