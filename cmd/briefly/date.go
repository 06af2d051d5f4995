package main

import (
	"time"

	"briefly/articles/language"
)

// dateLayouts are the forms in which records give their dates.
var dateLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
}

// parseDate reads the date of a record. One that cannot be read means undated:
// the zero time.
func parseDate(v string) time.Time {
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, v); err == nil {
			return t
		}
	}
	return time.Time{}
}

// parseLocalDate also reads 23/10/2013 and 4/11/2013. The day stands first
// everywhere but in the United States, so where the month may stand first, in
// English and in an unknown language, only a day that cannot be a month is read.
func parseLocalDate(v, lang string) time.Time {
	t, err := time.Parse("2/1/2006", v)
	switch {
	case err != nil:
		return parseDate(v)
	case t.Day() <= 12 && (lang == "en" || lang == language.Unknown):
		return time.Time{}
	}
	return t
}
