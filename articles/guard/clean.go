package guard

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks may follow each other: more than any
// language stacks, fewer than it takes to cover the lines above and below.
const maxMarks = 6

// Clean returns s in NFC without what changes the text around it or hides in
// it: control characters (line breaks and tabs aside), zero-width characters,
// directional controls, tags, noncharacters and towers of combining marks.
// Joiners stay where a script or an emoji needs them: between two letters,
// marks or symbols that are not ASCII.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var last rune // the last one written
	joiner := rune(0)
	marks := 0
	for _, r := range s {
		switch {
		case r == zwnj || r == zwj:
			joiner = r
			continue
		case r == '\u2028' || r == '\u2029':
			r = '\n'
		case drop(r):
			continue
		}
		if unicode.In(r, unicode.Mn, unicode.Me) {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			marks = 0
		}
		if joiner != 0 && joins(last) && joins(r) {
			b.WriteRune(joiner)
		}
		joiner = 0
		b.WriteRune(r)
		last = r
	}
	return norm.NFC.String(b.String())
}

const (
	zwnj = '\u200c' // zero-width non-joiner
	zwj  = '\u200d' // zero-width joiner
)

// plain reports whether s is printable ASCII with line breaks and tabs.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < ' ' && c != '\n' && c != '\t') || c > '~' {
			return false
		}
	}
	return true
}

func drop(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.IsControl(r), unicode.In(r, unicode.Cf):
		return true
	case r == '\u034f' || r == '\u115f' || r == '\u1160' || r == '\u17b4' || r == '\u17b5' || r == '\u3164' || r == '\uffa0':
		return true // invisible, though not of the category
	case r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef:
		return true // noncharacters
	}
	return false
}

func joins(r rune) bool {
	return r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsSymbol(r))
}
