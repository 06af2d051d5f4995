package terminal

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"briefly/adapters/adaptertest"
	"briefly/adapters/text"
	"briefly/bot"
	"briefly/bot/words"
)

var speaker = words.New()

func look(width int, color bool) Look {
	return Look{Width: width, Color: color, Speaker: speaker, Locale: "en", Now: adaptertest.Now()}
}

func TestRenderGolden(t *testing.T) {
	for _, f := range adaptertest.Fixtures() {
		t.Run(f.Name, func(t *testing.T) {
			adaptertest.Golden(t, f.Name+".txt", Render(f.Answer, look(80, false)))
			adaptertest.Golden(t, f.Name+".color.txt", Render(f.Answer, look(80, true)))
		})
	}
}

func TestRenderHolds(t *testing.T) {
	for _, f := range adaptertest.Fixtures() {
		for _, width := range []int{24, 40, 80, 120} {
			t.Run(fmt.Sprintf("%s/%d", f.Name, width), func(t *testing.T) { checkDrawn(t, f.Answer, width) })
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, s := range adaptertest.Hostile() {
		f.Add(s, s, 40)
	}
	f.Fuzz(func(t *testing.T, a, b string, width int) {
		answer := bot.Answer{
			Title: a, Note: b, Lang: a,
			Lead:    []bot.Sentence{{Text: a, Prefix: b, Sources: []int{0, width}}},
			Items:   []bot.Item{{Number: 1, Title: a, Gist: b, URL: "https://" + a, Sources: []int{0}, Actions: []bot.Action{{Label: a, Command: b}}}},
			Sources: []bot.Source{{Title: b, Publisher: a, URL: "http:" + b}},
			Actions: []bot.Action{{Label: b, Command: a}, {Label: a, URL: b}},
		}
		checkDrawn(t, answer, min(max(width, 24), 200))
	})
}

var sgr = regexp.MustCompile("\x1b\\[(0|1|2|36)m")

// checkDrawn checks what must hold of every drawn answer.
func checkDrawn(t *testing.T, a bot.Answer, width int) {
	drawn := Render(a, look(width, false))
	if uncolored := sgr.ReplaceAllString(Render(a, look(width, true)), ""); uncolored != drawn {
		t.Errorf("colours change the text:\n%q\n%q", uncolored, drawn)
	}
	if !utf8.ValidString(drawn) {
		t.Errorf("invalid UTF-8: %q", drawn)
	}
	for line := range strings.SplitSeq(drawn, "\n") {
		if strings.ContainsFunc(line, unsafe) {
			t.Errorf("a control character reached the terminal: %q", line)
		}
		if text.Width(line) > width && !strings.Contains(strings.ToLower(line), "http") {
			t.Errorf("%d cells, limit %d: %q", text.Width(line), width, line)
		}
		if line != strings.TrimRight(line, " ") {
			t.Errorf("space at the end: %q", line)
		}
	}
}

// unsafe reports whether r may act on a terminal: controls, and the direction
// marks other than the isolates that the renderer sets.
func unsafe(r rune) bool {
	return r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r == 0x2066 || r == 0x2067 ||
		r == 0x200E || r == 0x200F || r == 0x061C || r == 0x2028 || r == 0x2029
}
