package main

import (
	"testing"
	"time"
)

func TestParseLocalDate(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2013, 11, d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		in, lang string
		want     time.Time
	}{
		{"04/11/2013", "vi", day(4)},
		{"4/11/2013", "vi", day(4)},
		{"23/11/2013", "en", day(23)},
		{"4/11/2013", "en", time.Time{}}, // or the eleventh of April
		{"2013-11-04", "en", day(4)},
		{"soon", "vi", time.Time{}},
	} {
		if got := parseLocalDate(c.in, c.lang); !got.Equal(c.want) {
			t.Errorf("%q in %s: %v, want %v", c.in, c.lang, got, c.want)
		}
	}
}
