package summarize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// signs are the facts about how a sentence is written that decide whether it
// can stand on its own.
type signs struct {
	pronoun    bool // begins by pointing back at something: "He", "This"
	connective bool // begins by continuing something: "Also", "Another"
	quotes     quoting
	digits     int // words with a digit
	names      int // words with a capital, the first aside
	question   bool
}

// quoting says how a sentence quotes.
type quoting uint8

const (
	unquoted   quoting = iota
	attributed         // somebody or something outside the quotation speaks
	orphaned           // nobody outside it does, or only a pronoun
	broken             // it begins or ends in another sentence
)

// outsideWords is the number of words up to which what stands outside a
// quotation can hardly be more than "he said on Friday".
const outsideWords = 6

// quotation reads the quotation marks of a sentence.
func quotation(text string) quoting {
	outside, quoted, ok := splitQuotes(text)
	if !ok {
		return broken
	}
	if quoted == 0 {
		return unquoted
	}
	words := strings.Fields(outside)
	if len(words) == 0 || quoted >= 4 && len(words) < 4 && !named(words) {
		return orphaned
	}
	if quoted >= 4 && len(words) <= outsideWords && !named(words) {
		return orphaned
	}
	return attributed
}

// named reports whether a word that is not the first has a capital.
func named(words []string) bool {
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(r) && (i > 0 || len(words) == 1) {
			return true
		}
	}
	return false
}

// splitQuotes returns what stands outside double quotation marks and the
// number of words inside them; ok is false when a mark has no partner.
func splitQuotes(text string) (outside string, quoted int, ok bool) {
	if !balancedApostrophes(text) {
		return "", 0, false
	}
	if !strings.ContainsAny(text, `"“”„«»「」`) {
		return text, 0, true
	}
	var b strings.Builder
	open, from := false, 0
	for i, r := range text {
		opens := strings.ContainsRune("“„«「", r)
		closes := strings.ContainsRune("”»」", r)
		if r == '"' {
			opens, closes = !open, open
		}
		if r == '“' && open { // German closes with it
			opens, closes = false, true
		}
		switch {
		case opens && open || closes && !open:
			return "", 0, false
		case opens:
			b.WriteString(text[from:i])
			b.WriteByte(' ')
			open, from = true, i+utf8.RuneLen(r)
		case closes:
			quoted = max(quoted, len(strings.Fields(text[from:i])))
			open, from = false, i+utf8.RuneLen(r)
		}
	}
	if open {
		return "", 0, false
	}
	b.WriteString(text[from:])
	return b.String(), quoted, true
}

// balancedApostrophes reports whether single marks that stand like quotation
// marks come in pairs: a quotation that runs over several sentences does not.
// A mark behind a letter may be an apostrophe, so only a sentence that begins
// with one and has no possible end, or ends with one and has no beginning, is
// told apart.
func balancedApostrophes(text string) bool {
	begins := strings.HasPrefix(text, "'") || strings.HasPrefix(text, "‘")
	trimmed := strings.TrimRight(text, ends)
	finishes := strings.HasSuffix(trimmed, "'") || strings.HasSuffix(trimmed, "’")
	if !begins && !finishes {
		return true
	}
	opens, closes := 0, 0
	runes := []rune(text)
	for i, r := range runes {
		if r != '\'' && r != '’' && r != '‘' {
			continue
		}
		before := i > 0 && !unicode.IsSpace(runes[i-1]) && !strings.ContainsRune(opening, runes[i-1])
		after := i+1 < len(runes) && (unicode.IsLetter(runes[i+1]) || unicode.IsNumber(runes[i+1]))
		switch {
		case !before && after:
			opens++
		case before && !after:
			closes++
		}
	}
	return opens == closes
}
