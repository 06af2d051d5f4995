package guard

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean returns s in NFC, without control characters (line breaks and tabs
// aside), zero-width characters and the bidirectional marks whose effect
// would spill over what follows.
func Clean(s string) string {
	return norm.NFC.String(strings.Map(keep, s))
}

func keep(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r':
		return -1
	case unicode.IsControl(r):
		return -1
	}
	return r
}
