package language

import "testing"

func TestMonth(t *testing.T) {
	for _, tt := range []struct {
		word, lang string
		want       int
	}{
		{"January", "en", 1}, {"Feb.", "", 2}, {"März", "de", 3}, {"Mrz", "de", 3}, {"mrt", "nl", 3}, {"avril", "fr", 4},
		{"мая", "ru", 5}, {"juin", "fr", 6}, {"juil.", "fr", 7}, {"août", "fr", 8}, {"setembro", "pt", 9}, {"Οκτ", "el", 10},
		{"ekim", "tr", 10}, {"ноя", "ru", 11}, {"diciembre", "es", 12}, {"toukokuuta", "fi", 5},
		{"listopada", "pl", 11}, {"listopada", "hr", 10}, {"listopada", "", 11}, {"lip", "pl", 7}, {"lipnja", "hr", 6}, {"srpna", "cs", 8}, {"srpnja", "", 7},
		{"ma", "", 0}, {"Tuesday", "en", 0}, {"", "", 0}, {"marvellous", "", 0},
	} {
		if got := Month(tt.word, tt.lang); int(got) != tt.want {
			t.Errorf("%q in %q: got %d, want %d", tt.word, tt.lang, got, tt.want)
		}
	}
}
