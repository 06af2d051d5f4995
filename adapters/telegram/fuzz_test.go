package telegram

import (
	"flag"
	"strings"
	"testing"
	"unicode"

	"briefly/adapters/adaptertest"
	"briefly/adapters/telegram/telegramtest"
	"briefly/adapters/text"
)

var long = flag.Bool("long", false, "run the long forms of the tests")

// FuzzRender renders hostile titles, bodies and names. Telegram must take every
// message; nothing in it may be alive; links lead where they led; and no text
// is lost but where the message is cut.
func FuzzRender(f *testing.F) {
	for _, s := range adaptertest.Hostile() {
		f.Add(s, s, "https://evil.example/"+s, uint8(3))
	}
	f.Add("+1 (555) 123-4567", "4111 1111 1111 1111 in 2026", "none", uint8(2))
	f.Add("a.b@c.d", "1.2.3.4:80/x", "http://user@host.example:8080/?a=b&c=<d>#e", uint8(40))
	f.Fuzz(func(t *testing.T, title, body, link string, n uint8) { checkRender(t, title, body, link, int(n)) })
}

// TestRenderHostile is FuzzRender over random combinations of hostile pieces:
// 100,000 of them with -long.
func TestRenderHostile(t *testing.T) {
	renders := 2_000
	if *long {
		renders = 100_000
	}
	r := adaptertest.NewRandom(1)
	for range renders {
		checkRender(t, dialling(r), dialling(r), "https://evil.example/"+r.Text(), r.Count())
		if t.Failed() {
			return
		}
	}
}

// dialling is a hostile text that numbers of phones may stand in.
func dialling(r *adaptertest.Random) string {
	pieces := []string{"1", "22", "4321", "55555", "+", "(0)", " ", "-", ".", "/", "x", "–", "[1]", "~", "\u00a0", "٣٣٣", "+1 555 123 4567", "4111 1111 1111 1111", "26.11.2026", "1999-2005", ", ", "1,200"}
	s := r.Text()
	for range r.IntN(8) {
		s += pieces[r.IntN(len(pieces))]
	}
	return s + r.Text()
}

func checkRender(t *testing.T, title, body, link string, n int) {
	t.Helper()
	n %= 60
	a := adaptertest.Filled(title, body, link, n, func(command string) string { return text.Cut(text.Line(command), maxCommand, text.Bytes) })
	s := render(a, fixtureLook())
	got, err := telegramtest.ParseHTML(s.HTML)
	if err != nil {
		t.Fatalf("refused: %v\n%q", err, s.HTML)
	}
	if units := telegramtest.Len(got.Text); units > maxUnits || len(s.HTML) > maxBytes+maxBytes/10 || len(got.Entities) > maxEntities {
		t.Fatalf("%d units, %d bytes, %d entities", units, len(s.HTML), len(got.Entities))
	}
	if strings.TrimSpace(got.Text) == "" {
		t.Fatalf("empty: %q", s.HTML)
	}
	for _, alive := range got.Alive() {
		t.Fatalf("alive: %s %q in %.300q", alive.Type, got.Of(alive), got.Text)
	}
	want := text.WebURL(link)
	for _, e := range got.Entities {
		switch {
		case e.Type == "text_mention":
			t.Fatalf("a mention: %+v", e)
		case e.Type == "text_link" && (want == "" || !sameLink(e.URL, want)):
			t.Fatalf("a link leads to %q, not %q", e.URL, want)
		}
	}
	checkNothingLost(t, got.Text, title, body, n)
}

// sameLink compares a link with what Telegram makes of it: it spells the host
// in small letters and adds the slash that a bare host lacks.
func sameLink(got, want string) bool {
	return strings.EqualFold(strings.TrimSuffix(got, "/"), strings.TrimSuffix(want, "/")) || strings.EqualFold(got, strings.Replace(want, "?", "/?", 1)) ||
		strings.EqualFold(got, strings.Replace(want, "#", "/#", 1))
}

// checkNothingLost looks for the texts in what is shown, unless it was cut.
func checkNothingLost(t *testing.T, shown, title, body string, n int) {
	t.Helper()
	if strings.Contains(shown, text.Ellipsis) || n > 2 {
		return
	}
	shown = bare(shown)
	for _, s := range []string{title, body} {
		if !strings.Contains(shown, bare(text.Line(s))) {
			t.Fatalf("%q is lost in %.600q", s, shown)
		}
	}
}

// bare is a text without what shows as nothing, and without spaces.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u2060' || r == '\u2063' || r == '\u2068' || r == '\u2069' {
			return -1
		}
		return r
	}, s)
}
