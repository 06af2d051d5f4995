package language

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the word in the form in which spellings are compared: lower
// case, without diacritics (é is e, ё is е, Arabic and Hebrew points go), with
// compatibility forms replaced (full-width Ａ is a) and letters that differ by
// habit only made one (ß is ss, ς is σ, ة is ه). й, ї and the voiced kana stay,
// because there the mark makes another letter. Vowel signs of the Indic scripts
// become the vowel letters they stand for, so that a folded word holds letters
// and digits alone; besides them only punctuation of ASCII is kept.
func Fold(word string) string {
	if plain(word) {
		return word
	}
	return string(appendFold(make([]byte, 0, len(word)+4), word))
}

// plain reports whether folding would change nothing.
func plain(word string) bool {
	for i := 0; i < len(word); i++ {
		if c := word[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// appendFold appends the folded word to dst.
func appendFold(dst []byte, word string) []byte {
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf {
			return appendFoldRunes(dst, word[i:])
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func appendFoldRunes(dst []byte, s string) []byte {
	if !norm.NFKC.IsNormalString(s) {
		s = norm.NFKC.String(s)
	}
	for i, r := range s {
		if r < utf8.RuneSelf {
			dst = append(dst, byte(unicode.ToLower(r)))
			continue
		}
		dst = appendFoldRune(dst, s[i:], unicode.ToLower(r))
	}
	return dst
}

// appendFoldRune folds one rune; rest begins with its unfolded form.
func appendFoldRune(dst []byte, rest string, r rune) []byte {
	switch {
	case r >= 0x0400 && r < 0x0530: // Cyrillic
		if r == 'ё' {
			r = 'е'
		}
		return appendUnmarked(dst, r)
	case r >= 0x0900 && r < 0x0D80: // the Indic blocks, laid out alike
		return appendIndic(dst, r)
	case r >= 0x3040 && r < 0xD7B0: // kana, Han, Hangul
		return appendUnmarked(dst, r)
	}
	if as, ok := alike[r]; ok {
		return append(dst, as...)
	}
	d := norm.NFKD.PropertiesString(rest).Decomposition()
	if d == nil {
		return appendUnmarked(dst, r)
	}
	for len(d) > 0 {
		r, n := utf8.DecodeRune(d)
		d = d[n:]
		r = unicode.ToLower(r)
		if as, ok := alike[r]; ok {
			dst = append(dst, as...)
			continue
		}
		dst = appendUnmarked(dst, r)
	}
	return dst
}

// appendUnmarked appends a letter, digit or byte of ASCII and leaves the rest
// out.
func appendUnmarked(dst []byte, r rune) []byte {
	if r < utf8.RuneSelf || r != tatweel && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
		return utf8.AppendRune(dst, r)
	}
	return dst
}

const tatweel = 'ـ'

// alike maps letters to what they are compared as, where Unicode does not
// decompose them.
var alike = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th",
	'ł': "l", 'ı': "i", 'ħ': "h", 'ŧ': "t", 'ŋ': "n", 'ə': "e",
	'ς': "σ",
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ې': "ي", 'ک': "ك", 'ة': "ه", 'ہ': "ه", 'ھ': "ه", 'ۃ': "ه",
}

// Places inside an Indic block, counted from its start; Unicode lays the
// blocks from Devanagari to Malayalam out in the order of ISCII.
const (
	indicNasalSigns = 0x03 // signs up to here: candrabindu, anusvara, visarga
	indicNa         = 0x28
	indicNukta      = 0x3C
	indicVowelSign  = 0x3E // the first vowel sign
	indicVirama     = 0x4D
	indicToLetter   = 0x38 // from a vowel sign to its letter
)

// appendIndic writes vowel signs as vowel letters and a nasal sign as na, and
// leaves the other signs out.
func appendIndic(dst []byte, r rune) []byte {
	if !unicode.Is(unicode.M, r) {
		return appendUnmarked(dst, r)
	}
	base := r &^ 0x7F
	switch at := r - base; {
	case at < indicNasalSigns && unicode.IsLetter(base+indicNa):
		return utf8.AppendRune(dst, base+indicNa)
	case at >= indicVowelSign && at < indicVirama && unicode.IsLetter(r-indicToLetter):
		return utf8.AppendRune(dst, r-indicToLetter)
	}
	return dst
}
