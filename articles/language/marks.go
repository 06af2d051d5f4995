package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark is a run of sentence-ending punctuation with what closes after it.
type mark struct {
	rune    rune // the first one
	at      int  // where it stands
	end     int  // after the closing marks
	dots    int  // full stops after the first, or an ellipsis
	strong  bool // has "!" or "?", of any script
	quote   bool // a quotation mark closes after it
	bracket bool // a bracket that opened inside the sentence closes after it
}

// isTerminator reports whether r may end a sentence.
func isTerminator(r rune) bool {
	switch {
	case r == '.' || r == '!' || r == '?' || r == '…':
		return true
	case r < 0x0589, r >= 0x3040 && r < 0xA4FF, r >= 0xAC00 && r < 0xD7B0:
		return false
	}
	return unicode.Is(unicode.Sentence_Terminal, r)
}

// needsSpace reports whether the mark ends a sentence only before white space;
// those of scripts that write none, or where it is no part of words, do not.
func needsSpace(r rune) bool { return r < utf8.RuneSelf || r == '…' }

// moreTerminators takes the run of terminators that goes on at i.
func (s *splitter) moreTerminators(m *mark, i int) int {
	m.strong = isStrong(m.rune)
	if m.rune == '…' {
		m.dots++
	}
	for i < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		if !isTerminator(r) {
			break
		}
		if r == '.' || r == '…' {
			m.dots++
		}
		m.strong = m.strong || isStrong(r)
		if !needsSpace(r) {
			m.rune = r
		}
		i += n
	}
	m.end = i
	return i
}

func isStrong(r rune) bool {
	switch r {
	case '!', '?', '！', '？', '؟', '‼', '⁇', '⁈', '⁉', '。', '।', '۔':
		return true
	}
	return false
}

// closers takes what closes after the terminators: brackets, quotation marks
// (French ones after a space, straight ones after a space when one is open),
// references to notes.
func (s *splitter) closers(m *mark) int {
	i := m.end
	for i < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		switch {
		case r == '"':
			if !s.quoted && s.wordAt(i+n) {
				return i
			}
			s.quoted, m.quote = false, true
		case r == ')' || r == '）':
			m.bracket = s.depth == 1 && s.bracket > s.start
			s.depth = max(0, s.depth-1)
		case isClosingQuote(r):
			m.quote = true
		case r == '“' || r == '«' || r == '‘': // closing in German, opening elsewhere
			if s.wordAt(i + n) {
				return i
			}
			m.quote = true
		case r == '[':
			if n = noteLen(s.text[i:]); n == 0 {
				return i
			}
		case r == ' ' || r == '\u00A0' || r == '\u202F':
			if n = s.spacedQuote(i + n); n == 0 {
				return i
			}
			m.quote = true
			n -= i
		case !unicode.In(r, unicode.Pe, unicode.Pf) && !isSuperscript(r):
			return i
		}
		i += n
	}
	return i
}

func isClosingQuote(r rune) bool {
	switch r {
	case '\'', '”', '’', '»', '›', '」', '』', '＂':
		return true
	}
	return false
}

func isSuperscript(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r == '⁰' || r >= '⁴' && r <= '⁹'
}

// noteLen returns the length of a reference such as "[12]" or "[a]" at the
// start of s, 0 for anything else.
func noteLen(s string) int {
	end := strings.IndexByte(s[:min(len(s), 6)], ']')
	if end < 2 {
		return 0
	}
	for _, c := range []byte(s[1:end]) {
		if !isDigit(c) && (end > 2 || !isASCIIWord(c)) {
			return 0
		}
	}
	return end + 1
}

// spacedQuote returns where the closing quotation mark at i, after a space,
// ends, or 0 when there is none.
func (s *splitter) spacedQuote(i int) int {
	switch rest := s.text[i:]; {
	case strings.HasPrefix(rest, "»") && !s.rules.pointsIn:
		return i + len("»")
	case strings.HasPrefix(rest, `"`) && s.quoted && !s.wordAt(i+1):
		s.quoted = false
		return i + 1
	}
	return 0
}

// wordAt reports whether a letter or digit stands at i.
func (s *splitter) wordAt(i int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// greekBefore reports whether the rune before i is a Greek letter, after which
// a semicolon is a question mark.
func (s *splitter) greekBefore(i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s.text[:i])
	return unicode.Is(unicode.Greek, r)
}
