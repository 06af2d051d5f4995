package summarize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// trim applies the named safe trims to a sentence on one line. Nothing else is
// ever cut, so attribution, negation, hedges and numbers stay.
func (l *lexicon) trim(text string) string {
	return l.dropParentheses(l.dropConnective(text))
}

// dropConnective cuts off a leading "But", "And" or "However,", which
// continues a sentence that the summary may not have. "But for" means
// something else and stays.
func (l *lexicon) dropConnective(text string) string {
	word := opensWith(text, l.droppable)
	if word == "" {
		return text
	}
	rest := strings.TrimLeft(text[len(word):], " ,")
	first, size := utf8.DecodeRuneInString(rest)
	if !unicode.IsLetter(first) && !unicode.IsNumber(first) || strings.HasPrefix(rest, "for ") {
		return text
	}
	return string(unicode.ToUpper(first)) + rest[size:]
}

// Parentheses up to these sizes are an aside; longer ones are part of what is
// said.
const (
	asideWords = 6
	asideShare = 5 // one in so many words of the sentence
)

// dropParentheses cuts out asides in parentheses: without digits, quotations
// or words that must be kept, and not inside a quotation, where parentheses
// hold what the speaker left unsaid.
func (l *lexicon) dropParentheses(text string) string {
	if l.kept == nil || strings.Count(text, "(") != strings.Count(text, ")") || strings.ContainsAny(text, `"“”«»„‘`) {
		return text
	}
	total := len(strings.Fields(text))
	for from := 0; ; {
		open := strings.Index(text[from:], " (")
		if open < 0 {
			return text
		}
		open += from
		size := strings.IndexByte(text[open:], ')')
		if size < 0 {
			return text
		}
		end := open + size + 1
		if words := strings.Fields(text[open+2 : end-1]); l.aside(words, total) && (end == len(text) || strings.IndexByte(" ,.;:!?", text[end]) >= 0) {
			text = text[:open] + text[end:]
			total -= len(words)
		} else {
			open = end
		}
		from = open
	}
}

func (l *lexicon) aside(words []string, total int) bool {
	if len(words) == 0 || len(words) > asideWords || len(words)*asideShare > total {
		return false
	}
	for _, w := range words {
		if strings.ContainsAny(w, "(0123456789") || l.kept[strings.ToLower(strings.TrimFunc(w, notWord))] {
			return false
		}
	}
	return true
}
