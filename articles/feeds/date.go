package feeds

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"briefly/articles/language"
)

// maxDate is how long a date may be, in bytes: the longest names of days and
// months, in scripts of three bytes a letter, and some words between them.
const maxDate = 160

// date reads a date as feeds give it: those of RFC 3339, RFC 822 and what people
// make of them, the names in any language of the news. lang says what 3/4/2024
// means. A date without a zone is taken for UTC, a month without a day for its
// first day. The zero time stands for one that cannot be read.
func date(s, lang string) time.Time {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxDate {
		return time.Time{}
	}
	for _, layout := range [...]string{time.RFC3339, time.RFC1123Z, "Mon, 02 Jan 2006 15:04:05 GMT"} { // most are like these
		if t, err := time.Parse(layout, s); err == nil {
			return sane(t)
		}
	}
	s = strings.TrimSpace(western(withoutComments(s)))
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return isoTime(m)
	}
	return writtenTime(s, lang)
}

// sane returns t when something can have been published then.
func sane(t time.Time) time.Time {
	if t.Year() < 1970 || t.Year() >= 2100 {
		return time.Time{}
	}
	return t
}

// western writes digits as Europe does, whatever the script, and what looks
// like a space as one.
func western(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r <= unicode.MaxASCII:
			return r
		case unicode.IsDigit(r): // the digits of a script follow each other from a multiple of ten on or of sixteen plus six
			zero := r
			for unicode.IsDigit(zero-1) && r-zero < 9 {
				zero--
			}
			return '0' + (r - zero)
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
			return ' '
		case r == '：':
			return ':'
		}
		return r
	}, s)
}

// withoutComments takes out what stands in parentheses, which mean nothing in
// RFC 822.
func withoutComments(s string) string {
	if !strings.Contains(s, "(") {
		return s
	}
	var b strings.Builder
	depth := 0
	for i, r := range s {
		switch {
		case i > 0 && s[i-1] == '\\': // it is quoted
		case r == '(':
			depth++
			b.WriteByte(' ')
			continue
		case r == ')' && depth > 0:
			depth--
			continue
		}
		if depth == 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isoDate is ISO 8601 with the liberties that people take: spaces, no dashes,
// no seconds, a month or a year alone.
var isoDate = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|(\d\d)(\d\d))?(?:\s*[Tt\s]\s*(\d{1,2}):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*([Zz]|UTC|GMT|[A-Z]{3,4}|[+-]\d\d:?\d\d|[+-]\d\d)?)?$`)

func isoTime(m []string) time.Time {
	month, day := or(m[2]+m[4], "1"), or(m[3]+m[5], "1")
	offset, known := zone(m[9])
	if !known {
		return time.Time{}
	}
	return clock(m[1], month, day, [3]string{m[6], m[7], m[8]}, offset)
}

// clock makes a time of its parts, the zero time of those that do not exist.
func clock(year, month, day string, hms [3]string, offset int) time.Time {
	number := func(s string) int {
		n, _ := strconv.Atoi(s) // nothing is 0
		return n
	}
	y, m, d := number(year), number(month), number(day)
	h, minute, second := number(hms[0]), number(hms[1]), number(hms[2])
	if m < 1 || m > 12 || d < 1 || h > 24 || minute > 59 || second > 60 {
		return time.Time{}
	}
	if time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Day() != d {
		return time.Time{}
	}
	place := time.UTC
	if offset != 0 {
		place = time.FixedZone("", offset)
	}
	return sane(time.Date(y, time.Month(m), d, h, minute, second, 0, place))
}

var (
	timeOfDay = regexp.MustCompile(`(?i)(?:^|[^\d:])(\d{1,2})(?:[:h](\d\d)(?:[:'](\d\d)(?:[.,]\d+)?)?|時(\d\d)分(?:(\d\d)秒)?|시\s?(\d\d)분(?:\s?(\d\d)초)?)(?:\s*([ap])\.?m\b\.?)?`)
	afternoon = regexp.MustCompile(`오후|下午|午後|μμ|du\.`)
	morning   = regexp.MustCompile(`오전|上午|午前|πμ|de\.`)
	offsetOf  = regexp.MustCompile(`(?:^|[^\d-])(?:GMT|UTC)?([+-]\d\d:?\d\d|[+-]\d\d)\s*$`)
	zoneName  = regexp.MustCompile(`(?i)\b([A-Z]{1,5})\b\s*$`)
	spelled   = regexp.MustCompile(`\d+|[\pL\pM]+`)
	numeric   = regexp.MustCompile(`(?:^|\D)(\d{1,4})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{2,4})(?:\D|$)`)
	eastern   = regexp.MustCompile(`(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]`)
)

// writtenTime reads a date that is written for people: first the time of the
// day, then the zone behind it, then the day from what is left.
func writtenTime(s, lang string) time.Time {
	var hms [3]string
	rest, offset := s, 0
	if at := timeOfDay.FindStringSubmatchIndex(s); at != nil {
		part := func(i int) string {
			if at[2*i] < 0 {
				return ""
			}
			return s[at[2*i]:at[2*i+1]]
		}
		hms = [3]string{part(1), part(2) + part(4) + part(6), part(3) + part(5) + part(7)}
		hms[0] = hourOf(hms[0], part(8), s)
		behind := s[at[1]:]
		rest = s[:at[2]] + " " + behind
		var known bool
		var used int
		if offset, used, known = zoneBehind(behind); !known {
			return time.Time{}
		}
		rest = strings.TrimSpace(rest[:len(rest)-used])
	}
	year, month, day := dayOf(rest, lang)
	return clock(year, month, day, hms, offset)
}

// hourOf is the hour of the day of one that may be counted to twelve.
func hourOf(hour, half, s string) string {
	n, err := strconv.Atoi(hour)
	half = strings.ToLower(half)
	switch {
	case err != nil:
	case (half == "p" || afternoon.MatchString(s)) && n < 12:
		n += 12
	case (half == "a" || half == "" && morning.MatchString(s)) && n == 12:
		n = 0
	}
	return strconv.Itoa(n)
}

// zoneBehind reads the zone at the end of what follows a time, in seconds, and
// returns how many bytes of it are used up.
func zoneBehind(s string) (offset, used int, known bool) {
	if at := offsetOf.FindStringSubmatchIndex(s); at != nil {
		offset, known = zone(s[at[2]:at[3]])
		return offset, len(s) - at[0], known
	}
	if at := zoneName.FindStringSubmatchIndex(s); at != nil {
		if offset, known = zone(s[at[2]:at[3]]); known {
			return offset, len(s) - at[0], true
		}
	}
	return 0, 0, true // a year, or a word
}

// zones are the zones that people name, in minutes from UTC. The names of
// America are those of RFC 822.
var zones = map[string]int{
	"": 0, "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0,
	"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
	"AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180, "BRT": -180, "ART": -180,
	"BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "MET": 60, "CEST": 120, "MESZ": 120, "MEST": 120, "EET": 120, "SAST": 120, "EEST": 180,
	"MSK": 180, "TRT": 180, "IST": 330, "WIB": 420, "ICT": 420, "HKT": 480, "SGT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}

// zone is the offset of a zone in seconds. A single letter is UTC: RFC 822 had
// their signs the wrong way round, so they mean nothing (RFC 2822, 4.3).
func zone(s string) (seconds int, known bool) {
	s = strings.ToUpper(s)
	if len(s) == 1 && s >= "A" {
		return 0, true
	}
	if minutes, ok := zones[s]; ok {
		return minutes * 60, true
	}
	if len(s) < 3 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	hours, _ := strconv.Atoi(digits[:2])
	minutes, _ := strconv.Atoi(digits[2:])
	seconds = (hours*60 + minutes) * 60
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, hours < 15 && minutes < 60
}

// dayOf reads year, month and day as numbers; month "0" when there is none.
func dayOf(s, lang string) (year, month, day string) {
	if m := eastern.FindStringSubmatch(s); m != nil {
		return m[1], m[2], m[3]
	}
	if m := numeric.FindStringSubmatch(s); m != nil {
		return numericDay(m, lang)
	}
	return spelledDay(s, lang)
}

// numericDay reads 2024/3/4, 4.3.2024 and 3/4/2024.
func numericDay(m []string, lang string) (year, month, day string) {
	if len(m[1]) == 4 {
		return m[1], m[3], m[4]
	}
	day, month, year = m[1], m[3], fullYear(m[4])
	first, _ := strconv.Atoi(day)
	second, _ := strconv.Atoi(month)
	lang = strings.ToLower(lang)
	american := m[2] == "/" && (lang == "" || lang == "en" || lang == "en-us")
	if len(m[1]) <= 2 && (american && first <= 12 || second > 12) {
		day, month = month, day
	}
	return year, month, day
}

// spelledDay reads a date with the name of the month: the last word that is
// one, for the names of days come first, and some begin like a month. The
// number before it is the day when there is one, else the one behind it.
func spelledDay(s, lang string) (year, month, day string) {
	words := spelled.FindAllString(s, -1)
	at := -1
	month = "0"
	for i, w := range words {
		if m := language.Month(w, lang); m != 0 {
			at, month = i, strconv.Itoa(int(m))
		}
	}
	if at < 0 {
		return vietnameseDay(words)
	}
	for i, w := range words {
		switch {
		case w[0] < '0' || w[0] > '9':
		case len(w) == 4 && year == "":
			year = w
		case len(w) > 2:
			return "", "0", ""
		case day == "" || i < at && at-i <= 2 && year == "": // of two before the month the nearer one
			day = w
		case year == "":
			year = fullYear(w)
		}
	}
	return year, month, day
}

// vietnameseDay reads months that have numbers: "5 tháng 3 2024".
func vietnameseDay(words []string) (year, month, day string) {
	for i, w := range words {
		if strings.EqualFold(w, "tháng") && i > 0 && i+1 < len(words) {
			return words[len(words)-1], words[i+1], words[i-1]
		}
	}
	return "", "0", ""
}

// fullYear completes a year of two digits: feeds are younger than 1970.
func fullYear(s string) string {
	switch {
	case len(s) != 2:
		return s
	case s < "70":
		return "20" + s
	}
	return "19" + s
}
