package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// layout tells what the line breaks of a text mean. A text wrapped by hand has
// no long line, and most of its lines could not have taken the first word of
// the next; there a break at the end of a full line means nothing. In every
// other text somebody chose each break.
type layout struct {
	known   bool
	wrapped bool
	width   int // of the longest line, in characters
}

const (
	minWrap = 40  // narrower texts are lists or verse
	maxWrap = 120 // wider ones are not wrapped

	maxItemDigits = 3 // a longer number at the start of a line is no item's
)

// measure reads the layout of a text, once.
func (l *layout) measure(text string) {
	if l.known {
		return
	}
	l.known = true
	for line := range strings.Lines(text) {
		w := utf8.RuneCountInString(strings.TrimSpace(line))
		if l.width = max(l.width, w); l.width > maxWrap {
			return
		}
	}
	if l.width < minWrap {
		return
	}
	breaks, full := 0, 0
	before := 0 // characters of the line before, 0 after a blank one
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if before > 0 && line != "" {
			breaks++
			if l.full(before, line) {
				full++
			}
		}
		before = utf8.RuneCountInString(line)
	}
	l.wrapped = breaks >= 2 && 5*full >= 3*breaks
}

// full reports whether a line of so many characters had no room for the first
// word of the next.
func (l *layout) full(chars int, next string) bool {
	return chars+1+firstWordLen(next) > l.width
}

func firstWordLen(line string) int {
	n := 0
	for _, r := range line {
		if unicode.IsSpace(r) {
			break
		}
		n++
		if r >= 0x2E80 { // Han, kana: a line may break anywhere
			break
		}
	}
	return n
}

// lineEnds reports whether the single line break at i, before next, ends a
// sentence.
func (s *splitter) lineEnds(i, next int) bool {
	after := s.text[next:]
	if after == "" || isListItem(after) {
		return true
	}
	s.layout.measure(s.text)
	before := strings.TrimSpace(s.text[s.line:i])
	if s.layout.wrapped && s.layout.full(utf8.RuneCountInString(before), after[:lineLen(after)]) {
		return false
	}
	if kindAt(after) != small {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return last == ':' || last == ';' || isTerminator(last)
}

// lineLen bounds a look at the next line: only its first word matters.
func lineLen(s string) int { return min(len(s), 4*maxWrap) }

// isListItem reports whether the line begins with a bullet, a dash or a number.
func isListItem(line string) bool {
	r, n := utf8.DecodeRuneInString(line)
	rest := line[n:]
	switch {
	case strings.ContainsRune("-*+–—·", r):
		return startsWithSpace(rest)
	case strings.ContainsRune("•●○◦▪■□►▶‣⁃∙✓✔➤→", r):
		return true
	}
	digits := 0
	for digits < min(len(line), maxItemDigits+1) && isDigit(line[digits]) {
		digits++
	}
	switch {
	case digits > maxItemDigits || digits == len(line):
		return false
	case digits > 0:
		return (line[digits] == '.' || line[digits] == ')') && startsWithSpace(line[digits+1:])
	}
	return unicode.IsLetter(r) && strings.HasPrefix(rest, ")") && startsWithSpace(rest[1:])
}

func startsWithSpace(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && unicode.IsSpace(r)
}
