package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dateLang is the language that decides how a page writes days in digits: where
// English is spoken outside the United States, the day comes first.
func dateLang(lang, address string) string {
	if lang != "" && lang != "en" {
		return lang
	}
	h := host(address)
	switch tld := h[strings.LastIndexByte(h, '.')+1:]; tld {
	case "us", "co", "io", "ai", "tv", "me", "fm", "ly", "cc", "ph": // of the States, or of everybody
	default:
		if len(tld) == 2 {
			return "en-GB"
		}
	}
	return lang
}

// local is the time t, declared in universal time, as the page's own clock
// shows it, if the page has stamps that tell its offset; other otherwise.
func (c *claims) local(t, other time.Time) time.Time {
	offset, ok := offsetOf(c.source)
	if !ok {
		return other
	}
	return t.In(time.FixedZone("", offset))
}

// offsetOf is the offset from universal time, in seconds, that nearly all
// stamps of a page have which name one.
func offsetOf(page string) (int, bool) {
	const few, nearly = 2, .8
	counts := map[int]int{}
	all := 0
	for at := 0; ; {
		i := strings.IndexByte(page[at:], ':')
		if i < 0 {
			break
		}
		at += i + 1
		if offset, ok := stampOffset(page[at:]); ok && offset != 0 {
			counts[offset]++
			all++
		}
	}
	for offset, n := range counts {
		if n >= few && float64(n) >= nearly*float64(all) {
			return offset, true
		}
	}
	return 0, false
}

// stampOffset reads the offset at the end of a stamp of which s follows the
// first colon: "30:00+02:00", "30:00.000 -0400".
func stampOffset(s string) (int, bool) {
	s, minutes := cutDigits(s)
	s, colon := strings.CutPrefix(s, ":")
	s, seconds := cutDigits(s)
	if !minutes || !colon || !seconds {
		return 0, false // "18:30-20:00" has no offset
	}
	if fraction, ok := strings.CutPrefix(s, "."); ok {
		s = strings.TrimLeft(fraction, "0123456789")
	}
	s = strings.TrimPrefix(s, " ")
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	m := zonePattern.FindStringSubmatch(s[:min(len(s), 7)])
	if m == nil {
		return 0, false
	}
	return zoneSeconds(m[1]), true
}

// zonePattern is the offset of a zone that exists.
var zonePattern = regexp.MustCompile(`^([+-](?:0\d|1[0-4]):?(?:00|30|45))(?:\D|$)`)

// zoneSeconds is the offset that "+02:00" or "+0200" names, in seconds.
func zoneSeconds(z string) int {
	h, _ := strconv.Atoi(z[1:3])
	min, _ := strconv.Atoi(z[len(z)-2:])
	if z[0] == '-' {
		return -h*3600 - min*60
	}
	return h*3600 + min*60
}

// cutDigits takes two digits from the beginning of s.
func cutDigits(s string) (string, bool) {
	if len(s) < 2 || strings.Trim(s[:2], "0123456789") != "" {
		return s, false
	}
	return s[2:], true
}
