package telegram

import (
	"strings"
	"testing"

	"briefly/adapters/telegram/telegramtest"
)

// TestNumbersAreNotDialled holds that nothing can be dialled, that nothing else
// changes, and that nobody sees either.
func TestNumbersAreNotDialled(t *testing.T) {
	for s, divided := range map[string]bool{
		"+1 555 123 4567":                 true,
		"call (555) 123-4567 today":       true,
		"8-800-555-35-35":                 true,
		"tel. 0301234567.":                true,
		"+4930123456":                     true,
		"4111 1111 1111 1111":             true,
		"4111-1111-1111-1111 and 5":       true,
		"٠١٢٣٤٥٦٧":                        true,
		"1 200 000":                       true, // looks like one, in some country
		"+1999-2005":                      true,
		"in 2026":                         false,
		"1,200,000 crowns, 3.5 %, 12,500": false,
		"12500 people":                    false,
		"26.11.2026":                      false,
		"on 26/11/26, 2026-11-26":         false,
		"1999-2005 and 2024/25":           false,
		"2:1, 25-23, 6-4":                 false,
		"10:30-12:45":                     false,
		"9 to 5, 24/7, 4x4":               false,
		"articles #12, #13":               false,
		"":                                false,
	} {
		got := still(s)
		if strings.Contains(got, divider) != divided || !divided && got != s || readable(got) != s {
			t.Errorf("%q becomes %+q", s, got)
		}
		for _, alive := range telegramtest.FindAlive(got) {
			t.Errorf("%q: %s is alive", s, alive.Type)
		}
	}
}

// TestNumbersDoNotGrowTogether holds that a number of ours and the article's
// beside it make none that can be dialled.
func TestNumbersDoNotGrowTogether(t *testing.T) {
	p := &page{}
	for _, s := range []string{"#12", " ", "3456 ships in 2026", " ", "[1]", " ", "[12]", "\n", "12345", "", "-6"} {
		p.write(s)
	}
	if got, want := p.html.String(), "#12 "+divider+"3456 ships in 2026 [1] "+divider+"[12]\n12345"+divider+"-6"; got != want {
		t.Errorf("%+q, want %+q", got, want)
	}
	if alive := telegramtest.FindAlive(p.html.String()); len(alive) > 0 {
		t.Errorf("alive: %v", alive)
	}
}

func FuzzStill(f *testing.F) {
	for _, s := range []string{"+1 555 123 4567", "a.b@c.d $AAPL #x /y", "1.2.3.4 5", "12-13-2026x7"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		got := still(s)
		if readable(got) != readable(s) {
			t.Fatalf("%q becomes %q", s, got)
		}
		for _, r := range telegramtest.FindAlive(got) {
			if r.Type == "phone_number" {
				t.Fatalf("%q: %+v is alive in %+q", s, r, got)
			}
		}
	})
}
