package main

import "time"

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
