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
	stops    wordSet
	stems    map[string]string // folded -> term, for this text
	out      []string
	buf      []byte
	shouting bool // capitals say nothing in this text
}

func (t *termer) text(text string) {
	run, runEnd := 0, -1 // of a script that is cut into n-grams
	for it := words.FromString(text); it.Next(); {
		word := it.Value()
		if run >= runEnd && isPlainWord(word) { // most words of most texts
			t.part(word, false)
			continue
		}
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

// isPlainWord reports whether the word is letters and digits of ASCII.
func isPlainWord(word string) bool {
	for i := 0; i < len(word); i++ {
		if !isASCIIWord(word[i]) {
			return false
		}
	}
	return true
}

// word adds the terms of one word of annex 29.
func (t *termer) word(w string) {
	for {
		i, n := apostrophe(w)
		if i < 0 {
			break
		}
		left, right := w[:i], w[i+n:]
		if right == "s" || right == "S" {
			w = left
			break
		}
		if !elides(left) { // don't, O'Brien, п'ять
			w = withoutApostrophes(w)
			break
		}
		t.parts(left)
		w = right
	}
	t.parts(w)
}

// parts adds the terms of a word without apostrophes.
func (t *termer) parts(w string) {
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
		_, n := utf8.DecodeRuneInString(w[i:])
		start, joined = i+n, false
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
	if i == start || r != '.' && r != ',' {
		return false
	}
	rest := w[i+1:]
	if isDigit(w[start]) {
		return threeDigits(rest)
	}
	return r == '.' && singleLetter(w[start+lastDot(w[start:i]):i]) && singleLetter(beforeDot(rest))
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

const apostrophes = "'’ʼ＇"

// apostrophe returns where the first apostrophe of the word stands, or -1, and
// its length.
func apostrophe(w string) (i, n int) {
	i = strings.IndexAny(w, apostrophes)
	if i >= 0 {
		_, n = utf8.DecodeRuneInString(w[i:])
	}
	return i, n
}

func withoutApostrophes(w string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(apostrophes, r) {
			return -1
		}
		return r
	}, w)
}

// elides reports whether the word loses its vowel before an apostrophe, in
// French, Italian and Catalan: l', qu', dell'. O' begins Irish names.
func elides(word string) bool {
	switch folded := Fold(word); folded {
	case "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "all", "dall", "dell", "nell", "sull", "un", "quest", "quell":
		return true
	case "o":
		return false
	default:
		return len(folded) == 1
	}
}

// maxTerm bounds a term, in bytes of the text: what is longer is no word.
const maxTerm = 100

// cut returns the largest border of a rune of s that is at most n.
func cut(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// part adds the term of a run of letters and digits; joined ones have dots or
// separators of thousands inside, which go.
func (t *termer) part(w string, joined bool) {
	if w == "" {
		return
	}
	t.buf = onlyTermBytes(appendFold(t.buf[:0], w[:cut(w, maxTerm)]))
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
		if !hasDigit(folded) {
			term = Stem(folded, t.lang)
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
