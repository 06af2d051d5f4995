package telegramtest

import (
	"strings"
	"testing"
)

func TestFindAlive(t *testing.T) {
	for text, want := range map[string]string{
		"ask @anna now":                  "mention:@anna",
		"mail x@anna":                    "",
		"(@anna_b)":                      "mention:@anna_b",
		"vote #Wendle2026, #12":          "hashtag:#Wendle2026",
		"#мост":                          "hashtag:#мост",
		"a#b":                            "",
		"buy $TSLA or $tsla, $5":         "cashtag:$TSLA",
		"US$AAPL":                        "",
		"type /help, and/or km/h </b>":   "bot_command:/help",
		"/help@briefly_test_bot x":       "bot_command:/help@briefly_test_bot",
		"see example.com/a?b=1 or x.md.": "url:example.com/a?b=1 url:x.md",
		"http://localhost/x":             "url:http://localhost/x",
		"tg://resolve?domain=x":          "url:tg://resolve?domain=x",
		"вести.рф":                       "url:вести.рф",
		"U.S. 3.5 e.g. v1.2.3 a.b":       "",
		"write to a.b@velm.org.":         "email:a.b@velm.org",
		"@\u2060anna #\u2060tag":         "",
		"call +1 (555) 123-4567 now":     "phone_number:+1 (555) 123-4567",
		"card 4111 1111 1111 1111.":      "phone_number:4111 1111 1111 1111",
		"a1234567b, 555\u2060123":        "phone_number:1234567 phone_number:555\u2060123",
		"1234\u2063567 and 1,200,000":    "",
		"26.11.2026, 2026-11-26 or 1999–2005, 12500, 2:1": "",
		"🏟 @anna": "mention:@anna",
	} {
		var got []string
		for _, e := range FindAlive(text) {
			got = append(got, e.Type+":"+Text{Text: text}.Of(e))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestMarkedUpTextDoesNotComeAlive(t *testing.T) {
	text, err := ParseHTML(`<code>/help</code> <a href="https://a.example/">@anna</a> <b>#tag</b>`)
	if err != nil {
		t.Fatal(err)
	}
	alive := text.Alive()
	if len(alive) != 1 || text.Of(alive[0]) != "#tag" {
		t.Errorf("alive: %+v", alive)
	}
}

func FuzzFindAlive(f *testing.F) {
	for _, seed := range []string{"@anna", "a.b@c.de", "x.com/й?#", "$A /b #c", "tg://\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, e := range FindAlive(s) {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > Len(s) {
				t.Errorf("%q: %+v lies outside", s, e)
			}
		}
	})
}
