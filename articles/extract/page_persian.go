package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// persianMonths are the months of the solar calendar of Iran, from spring on;
// Arabic keyboards write ي where Persian ones write ی.
var persianMonths = [12]string{
	"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
}

var persianPattern = regexp.MustCompile(`(?:^|\D)(\d{1,2})\s+(?:ماه\s+)?(` + strings.Join(persianMonths[:], "|") + `)(?:\s+ماه)?\s+(1[34]\d\d)(?:\D|$)`)

// persianDate finds a day of the calendar of Iran, as in "2 تیر 1399", in a text
// whose digits are Latin.
func persianDate(s string) (time.Time, bool) {
	m := persianPattern.FindStringSubmatch(strings.ReplaceAll(s, "ي", "ی"))
	if m == nil {
		return time.Time{}, false
	}
	day, _ := strconv.Atoi(m[1])
	year, _ := strconv.Atoi(m[3])
	for i, name := range persianMonths {
		if name == m[2] && day >= 1 && day <= 31 {
			newYear := time.Date(2020, time.March, 20, 0, 0, 0, 0, time.FixedZone("", 0)) // 1 Farvardin 1399
			t := newYear.AddDate(0, 0, persianDay(year, i, day)-persianDay(1399, 0, 1))
			return t, sane(t)
		}
	}
	return time.Time{}, false
}

// persianDay numbers the days: six months of 31 days, then months of 30; eight
// leap years in 33, as in all of our time.
func persianDay(year, month, day int) int {
	y := year + 1595
	return 365*y + y/33*8 + (y%33+3)/4 + 30*month + min(month, 6) + day
}

// latinDigits writes the digits of Arabic and Persian as 0 to 9.
func latinDigits(s string) string {
	if !strings.ContainsAny(s, "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹") {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case '٠' <= r && r <= '٩':
			return r - '٠' + '0'
		case '۰' <= r && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, s)
}
