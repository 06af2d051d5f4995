package telegram

import (
	"regexp"
	"strings"
	"unicode"
)

// divider is put into numbers that an app may dial: INVISIBLE SEPARATOR, which
// shows as nothing. The joiner would not do: libphonenumber, by which apps find
// numbers, takes it for a part of one, like everything that is dialled.
const divider = "\u2063"

// dialled reports whether a character may stand between the digits of a phone
// number (github.com/google/libphonenumber, PhoneNumberUtil.java,
// VALID_PUNCTUATION).
func dialled(r rune) bool {
	return r >= '\u2010' && r <= '\u2015' || r >= '\uff0d' && r <= '\uff0f' ||
		strings.ContainsRune("-x\u2212\u30fc \u00a0\u00ad\u200b\u2060\u3000()（）［］.[]/~\u2053\u223c\uff5e", r)
}

const (
	// leastDialled is how many digits may be a phone number: what has fewer is
	// none but a short code, which apps leave alone.
	leastDialled = 6
	mostTogether = 4 // digits that stay together, in years and the like
)

// dates are days and spans of years, which nobody dials, however many digits
// they have.
var dates = regexp.MustCompile(`^(?:\d{1,2}([./-])\d{1,2}([./-])(?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2}|(?:1\d|20)\d\d ?[-–—/] ?(?:(?:1\d|20)\d\d|\d\d))$`)

// divided breaks what may be the number of a phone or a bank card. Amounts with
// commas, decimals, dates, scores and years stay as they are.
func divided(s string) string {
	if strings.IndexFunc(s, unicode.IsDigit) < 0 {
		return s
	}
	var b strings.Builder
	for s != "" {
		from := strings.IndexFunc(s, unicode.IsDigit)
		if from < 0 {
			break
		}
		b.WriteString(s[:from])
		to, digits := number(s[from:])
		found := s[from : from+to]
		called := strings.HasSuffix(s[:from], "+") || strings.HasSuffix(s[:from], "＋")
		if digits >= leastDialled && (called || !dates.MatchString(found)) {
			found = divide(found)
		}
		b.WriteString(found)
		s = s[from+to:]
	}
	return b.String() + s
}

// number measures the number that s begins with, up to its last digit.
func number(s string) (bytes, digits int) {
	for i, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
			bytes = i + len(string(r))
		case !dialled(r):
			return bytes, digits
		}
	}
	return bytes, digits
}

// divide divides a number.
func divide(number string) string {
	var b strings.Builder
	together := 0
	for _, r := range number {
		if unicode.IsDigit(r) {
			if together++; together > mostTogether {
				b.WriteString(divider)
				together = 1
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// leading counts the digits with which s may go on with a number.
func leading(s string) int {
	from := strings.IndexFunc(s, func(r rune) bool { return !dialled(r) })
	if from < 0 {
		return 0
	}
	_, digits := number(s[from:])
	return digits
}

// trailing counts the digits of a number that may go on behind s; all tells that
// s holds nothing else.
func trailing(s string) (digits int, all bool) {
	runes := []rune(s)
	for i := len(runes) - 1; i >= 0; i-- {
		switch {
		case unicode.IsDigit(runes[i]):
			digits++
		case !dialled(runes[i]):
			return digits, false
		}
	}
	return digits, true
}
