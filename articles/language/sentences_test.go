package language

import (
	"strings"
	"testing"
)

// border marks in the cases where a sentence ends.
const border = "‖"

func TestSentences(t *testing.T) {
	languages := map[string]bool{}
	count := 0
	for _, c := range hardCases {
		languages[c.lang] = true
		for _, marked := range c.texts {
			count++
			text := strings.ReplaceAll(marked, border, "")
			var got []string
			for _, s := range Sentences(text, c.lang) {
				got = append(got, text[s.Start:s.End])
			}
			var want []string
			for s := range strings.SplitSeq(marked, border) {
				want = append(want, strings.TrimSpace(s))
			}
			if g, w := strings.Join(got, border), strings.Join(want, border); g != w {
				t.Errorf("%s:\n got %s\nwant %s", c.lang, g, w)
			}
			checkCover(t, text, c.lang)
		}
	}
	if count < 120 || len(languages) < 10 {
		t.Errorf("%d cases in %d languages, want at least 120 in 10", count, len(languages))
	}
}
