package telegram

import (
	"strings"
	"unicode"
)

// stiller is put behind a character that would begin something live: WORD
// JOINER, which shows as nothing and takes part in no name, tag or address.
const stiller = "\u2060"

// still keeps a plain text from coming alive. Telegram and its apps turn @names,
// #tags, $TAGS, /commands, addresses of sites and mail, tg:// links and numbers
// of phones and bank cards in a text into links by themselves; each of them is
// broken where it begins, numbers all along. Nothing of the text is lost, and
// what looks like none of them stays as it is: 3.5, #12, and/or, 2026.
func still(s string) string { return divided(joined(s)) }

// joined is still for all but numbers.
func joined(s string) string {
	if !strings.ContainsAny(s, "@#$/.:") {
		return s
	}
	runes := []rune(s)
	at := func(i int) rune {
		if i < 0 || i >= len(runes) {
			return ' '
		}
		return runes[i]
	}
	var b strings.Builder
	for i, r := range runes {
		b.WriteRune(r)
		if begins(r, at(i-1), at(i+1)) || r == '#' && isTag(runes[i+1:]) || r == '$' && isTicker(runes[i+1:]) || r == '.' && isAddress(runes, i) {
			b.WriteString(stiller)
		}
	}
	return b.String()
}

// begins reports whether r, between two characters, begins something live.
func begins(r, before, after rune) bool {
	switch r {
	case '@':
		return wordy(after)
	case '/':
		return wordy(after) && !(unicode.IsLetter(before) || unicode.IsDigit(before))
	case ':':
		return after == '/' || unicode.IsLetter(before) && wordy(after)
	}
	return false
}

// wordy reports whether a character may go on with a name. Beyond ASCII that
// is taken to be any: fonts and tables of letters change.
func wordy(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > unicode.MaxASCII && !unicode.IsSpace(r)
}

// isTicker reports whether what follows $ makes it the tag of a share. One that
// is known to Telegram begins with a digit.
func isTicker(rest []rune) bool {
	return len(rest) > 0 && rest[0] >= 'A' && rest[0] <= 'Z' || strings.HasPrefix(string(rest[:min(len(rest), 5)]), "1INCH")
}

// isTag reports whether what follows # makes it a tag. Digits alone do not.
func isTag(rest []rune) bool {
	for _, r := range rest {
		if r < '0' || r > '9' {
			return wordy(r) || r == '@'
		}
	}
	return false
}

// isAddress reports whether the dot at i stands inside what may be the name or
// number of a host. Decimals and dates have digits around at most two dots.
func isAddress(runes []rune, i int) bool {
	hosty := func(r rune) bool { return r == '-' || wordy(r) }
	if i == 0 || i+1 >= len(runes) || !hosty(runes[i-1]) || !hosty(runes[i+1]) {
		return false
	}
	from, to := i, i
	for from > 0 && (runes[from-1] == '.' || unicode.IsDigit(runes[from-1])) {
		from--
	}
	for to+1 < len(runes) && (runes[to+1] == '.' || unicode.IsDigit(runes[to+1])) {
		to++
	}
	number := (from == 0 || !hosty(runes[from-1])) && (to+1 == len(runes) || !hosty(runes[to+1]))
	return !number || strings.Count(string(runes[from:to+1]), ".") > 2
}
