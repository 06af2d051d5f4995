package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefly/articles"
)

// Sentences returns the sentences of the text in order, trimmed. They never
// overlap, and all bytes outside them are white space. The language (a BCP 47
// base language) chooses abbreviations and the words that begin sentences;
// without one the English rules hold.
//
// A blank line always ends a sentence. A single line break ends one before a
// list item, after a heading and wherever the text is not wrapped by hand (see
// layout). Closing quotation marks and brackets belong to the sentence that they
// close; a quotation of several sentences is several sentences; a bracket is
// kept whole.
//
// The rules are our own and not those of annex 29, which breaks after every
// abbreviation before a capital and at every line break, and which continues
// after "1999. 12 men fell" because a small letter follows somewhere.
func Sentences(text, lang string) []articles.Span {
	s := splitter{
		text:  text,
		start: -1,
		rules: rulesFor(lang),
		spans: make([]articles.Span, 0, len(text)/100+1),
	}
	s.split()
	return s.spans
}

// splitter walks over a text once and collects sentences.
type splitter struct {
	text     string
	rules    rules
	layout   layout
	capitals capitals
	spans    []articles.Span

	paragraph int  // index of the first span of this paragraph
	start     int  // of the sentence; -1 before its first byte
	line      int  // start of the line
	quoted    bool // inside "…"; straight marks only
	opened    int  // where the last directed quotation mark of the sentence opened
	depth     int  // unclosed round brackets of this sentence
	bracket   int  // where the outermost of them opened
}

// capitals knows whether a text has any: in one without, small letters begin
// sentences.
type capitals struct{ known, found bool }

func (c *capitals) in(text string) bool {
	if !c.known {
		c.known, c.found = true, strings.IndexFunc(text, unicode.IsUpper) >= 0
	}
	return c.found
}

// ordinary marks the bytes of ASCII that never matter to the splitter by themselves.
var ordinary = func() (t [utf8.RuneSelf]bool) {
	for i := range t {
		t[i] = !strings.ContainsRune(".!?;\"()\n\r\v\f\t", rune(i))
	}
	return t
}()

func (s *splitter) split() {
	for i := 0; i < len(s.text); {
		c := s.text[i]
		switch {
		case c == ' ':
			i++
		case c < utf8.RuneSelf && ordinary[c]:
			if s.start < 0 {
				s.begin(i)
			}
			i++
		default:
			i = s.step(i)
		}
	}
	s.end(len(s.text))
}

// step handles the rune at i, which may matter, and returns where to go on.
func (s *splitter) step(i int) int {
	r, n := utf8.DecodeRuneInString(s.text[i:])
	if unicode.IsSpace(r) {
		return s.space(i, r, n)
	}
	if s.start < 0 {
		s.begin(i)
	}
	switch r {
	case '"':
		s.quoted = !s.quoted
	case '(', '（':
		if s.depth++; s.depth == 1 {
			s.bracket = i
		}
	case ')', '）':
		s.depth = max(0, s.depth-1)
	case '“', '「', '『', '„', '«':
		s.opened = i
	case ';', '\u037E':
		if !s.greekBefore(i) {
			return i + n
		}
		return s.terminator(i, i+n, '?')
	default:
		if isTerminator(r) {
			return s.terminator(i, i+n, r)
		}
	}
	return i + n
}

func (s *splitter) begin(i int) {
	s.start, s.opened, s.depth = i, -1, 0
}

// space handles the run of white space that begins at i with r of n bytes.
func (s *splitter) space(i int, r rune, n int) int {
	if !isLineBreak(r) {
		return i + n
	}
	next, breaks := skipSpace(s.text, i)
	switch {
	case breaks > 1:
		s.end(i)
		s.paragraph, s.quoted = len(s.spans), false
	case s.start >= 0 && s.lineEnds(i, next):
		s.end(i)
	}
	s.line = next
	return next
}

// terminator handles the sentence-ending rune r at text[at:after] and what
// belongs to it, and returns where to go on.
func (s *splitter) terminator(at, after int, r rune) int {
	m := mark{at: at, rune: r}
	m.end = s.moreTerminators(&m, after)
	m.end = s.closers(&m)
	if s.ends(m) {
		s.end(m.end)
	}
	return m.end
}

// end ends the sentence before i. Bare punctuation is no sentence beside
// others of its paragraph: it goes with the one before.
func (s *splitter) end(i int) {
	if s.start < 0 {
		return
	}
	sentence := strings.TrimRightFunc(s.text[s.start:i], unicode.IsSpace)
	span := articles.Span{Start: s.start, End: s.start + len(sentence)}
	if len(s.spans) > s.paragraph && !hasWord(sentence) {
		s.spans[len(s.spans)-1].End = span.End
	} else {
		s.spans = append(s.spans, span)
	}
	s.start = -1
}

// skipSpace returns where the white space at i ends and how many lines it
// breaks; a paragraph separator or form feed counts twice.
func skipSpace(text string, i int) (next, breaks int) {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) {
			break
		}
		switch {
		case r == '\r' && strings.HasPrefix(text[i+1:], "\n"):
		case r == '\f' || r == '\v' || r == '\u2029':
			breaks += 2
		case isLineBreak(r):
			breaks++
		}
		i += n
	}
	return i, breaks
}

func isLineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}
