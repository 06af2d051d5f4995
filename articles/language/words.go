package language

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"briefly/articles"
)

// Words returns the words of the text in order, as Unicode's annex 29 sees
// them, without the spaces and punctuation between them: "don't", "3.14" and
// "U.S" are one word each; every Han and Hiragana character is one of its own.
func Words(text string) []articles.Span {
	spans := make([]articles.Span, 0, len(text)/6+1)
	for it := words.FromString(text); it.Next(); {
		if hasWord(it.Value()) {
			spans = append(spans, articles.Span{Start: it.Start(), End: it.End()})
		}
	}
	return spans
}

// hasWord reports whether s has a letter or a digit.
func hasWord(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return hasWordRune(s[i:])
		}
		if isASCIIWord(c) {
			return true
		}
	}
	return false
}

func hasWordRune(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return true
		}
	}
	return false
}

func isASCIIWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
