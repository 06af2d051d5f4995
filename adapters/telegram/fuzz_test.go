package telegram

import (
	"encoding/json"
	"flag"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"briefly/adapters/adaptertest"
	"briefly/adapters/telegram/telegramtest"
	"briefly/adapters/text"
	"briefly/bot"
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

// FuzzRead reads hostile updates: whatever Telegram hands on of people must be
// read or left alone.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{"update_id":1,"message":{"message_id":1,"from":{"id":5,"first_name":"A"},"chat":{"id":-5,"type":"group"},"text":"@b x","entities":[{"type":"mention","offset":0,"length":2}]}}`,
		`{"update_id":1,"message":{"chat":{"type":"private"},"caption":"🏟 y","caption_entities":[{"type":"text_link","offset":-1,"length":9223372036854775807,"url":"https://x.y"},{"type":"text_link","offset":1,"length":1}],"reply_to_message":{"text":"/a@b"},"quote":{}}}`,
		`{"update_id":1,"channel_post":{"text":"/start vx","sender_chat":{},"chat":{"type":"channel"}},"callback_query":{"from":{}},"my_chat_member":{}}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		var u update
		if json.Unmarshal([]byte(raw), &u) != nil {
			return
		}
		u.lane()
		for _, m := range []*message{u.Message, u.Post} {
			if m == nil {
				continue
			}
			m.place()
			m.author()
			q, ours := m.read(user{ID: 1, Username: "b"}, func(string) bool { return true })
			if ours && kindOf(m.Chat) != bot.Private && m.Origin != nil && q.text != "" {
				t.Errorf("what was forwarded asks %q", q.text)
			}
		}
	})
}

// FuzzDeepLink holds that a link opens what it was made for, and that Telegram
// takes it.
func FuzzDeepLink(f *testing.F) {
	for _, s := range []string{"/summary #12", "/view abcdefghijklmnop 5", "/summary мост since:7d", "/summary a:b", "/forget", "/summary  x"} {
		f.Add(s)
	}
	valid := regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	f.Fuzz(func(t *testing.T, command string) {
		p := payload(command)
		if p == "" {
			opened("/start " + command)
			return
		}
		if got := opened("/start " + p); !valid.MatchString(p) || got != command {
			t.Errorf("%q is %q, which opens %q", command, p, got)
		}
	})
}
