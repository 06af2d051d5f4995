package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var stampPattern = regexp.MustCompile(`^\s*(\d{4})-?(\d{1,2})-?(\d{1,2})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{1,2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`)

// parseStamp reads a date made for machines, or one that is written in lang.
func parseStamp(s, lang string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if m := stampPattern.FindStringSubmatch(s); m != nil {
		zone := time.UTC
		if z := m[7]; len(z) >= 5 {
			zone = time.FixedZone("", zoneSeconds(z))
		} else if z == "" {
			zone = time.FixedZone("", 0) // unlike UTC: nobody said so
		}
		n := numbers(m[1:7])
		return clock(n, zone)
	}
	for _, layout := range []string{time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, time.UnixDate, time.RubyDate, "Mon, 2 Jan 2006 15:04:05 -0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, sane(t)
		}
	}
	if len(s) <= 60 {
		return writtenDate(s, lang)
	}
	return time.Time{}, false
}

func numbers(s []string) [6]int {
	var n [6]int
	for i := range n {
		n[i], _ = strconv.Atoi(s[i])
	}
	return n
}

// clock makes a time of year, month, day, hour, minute and second.
func clock(n [6]int, zone *time.Location) (time.Time, bool) {
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, zone)
	return t, t.Year() == n[0] && int(t.Month()) == n[1] && t.Day() == n[2] && sane(t)
}

// sane reports whether something on the web can have been published then. The
// far future is nobody's date; the clock is not asked, so that the same page
// always reads the same.
func sane(t time.Time) bool { return t.Year() >= 1990 && t.Year() < 2100 }

var urlDatePattern = regexp.MustCompile(`[/_-]((?:19|20)\d\d)(?:[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])|/(\d{1,2})/(\d{1,2}))(?:\D|$)`)

// urlDate is the date in an address.
func urlDate(address string) time.Time {
	m := urlDatePattern.FindStringSubmatch(address)
	if m == nil {
		return time.Time{}
	}
	t, ok := clock(numbers([]string{m[1], m[2] + m[4], m[3] + m[5], "", "", ""}), time.FixedZone("", 0))
	if !ok {
		return time.Time{}
	}
	return t
}
