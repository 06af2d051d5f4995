package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"briefly/articles/language"
)

var (
	dayFirst   = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})(?:\.|º|er|st|nd|rd|th|-an|-е|-го)?\s*(?:de|di|ta'|d’|d'|of|tháng)?\s*[ .\-/]?([\pL\pM]{3,15}|\d{1,2})\.?,?\s*(?:de[l]?\s+|[ .\-/,]\s*|năm\s+)((?:19|20)\d\d)(?:[^\d]|\d\d:\d\d|$)`)
	monthFirst = regexp.MustCompile(`([\pL\pM]{3,15})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?:[^\d]|\d\d:\d\d|$)`)
	yearFirst  = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})(?:[^\d]|$)`)
	numeric    = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})\s*[./|-]\s*(\d{1,2})\s*[./|-]\s*((?:19|20)\d\d)(?:[^\d]|\d\d:\d\d|$)`)
)

// writtenDate finds the first date that is written in s. lang decides what
// 3/4/2020 means.
func writtenDate(s, lang string) (time.Time, bool) {
	s = latinDigits(s)
	if t, from, _ := dateIn(s, lang); from >= 0 {
		return t, true
	}
	return persianDate(s)
}

// dateIn is writtenDate with the place of the date in s, -1 without one.
func dateIn(s, lang string) (t time.Time, from, to int) {
	from = -1
	for _, p := range [...]struct {
		pattern *regexp.Regexp
		read    func(m [3]string, mark string, lang string) (year, month, day string)
	}{
		{yearFirst, func(m [3]string, _ string, _ string) (string, string, string) { return m[0], m[1], m[2] }},
		{numeric, numericDate},
		{monthFirst, func(m [3]string, _ string, lang string) (string, string, string) {
			return m[2], monthNumber(m[0], lang), m[1]
		}},
		{dayFirst, func(m [3]string, _ string, lang string) (string, string, string) {
			return m[2], monthNumber(m[1], lang), m[0]
		}},
	} {
		at := p.pattern.FindStringSubmatchIndex(s)
		if at == nil || from >= 0 && at[2] >= from {
			continue
		}
		parts := [3]string{s[at[2]:at[3]], s[at[4]:at[5]], s[at[6]:at[7]]}
		year, month, day := p.read(parts, s[at[3]:at[4]], lang)
		if u, ok := date(year, month, day, time.FixedZone("", 0)); ok {
			t, from, to = u, at[2], at[7]
		}
	}
	return t, from, to
}

// numericDate reads 3/4/2020.
func numericDate(m [3]string, mark string, lang string) (year, month, day string) {
	day, month = m[0], m[1]
	a, _ := strconv.Atoi(day)
	b, _ := strconv.Atoi(month)
	american := strings.TrimSpace(mark) == "/" && (lang == "" || lang == "en" || lang == "en-US")
	if american && a <= 12 || b > 12 {
		day, month = month, day
	}
	return m[2], month, day
}

// monthNumber is the number of the month that a word of that language names,
// "0" when it names none.
func monthNumber(word, lang string) string { return strconv.Itoa(int(language.Month(word, lang))) }

func date(year, month, day string, zone *time.Location) (time.Time, bool) {
	return clock(numbers([]string{year, month, day, "", "", ""}), zone)
}
