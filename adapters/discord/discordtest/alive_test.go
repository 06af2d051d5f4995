package discordtest

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"briefly/adapters/adaptertest"
)

func TestAlive(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Plain text, 3 * 4 = 12, snake_case_name and a-b.", nil},
		{"@everyone and @here", []string{"everyone @everyone", "everyone @here"}},
		{"@\u200beveryone, \uff20everyone", nil},
		{"<@1> <@!2> <@&3> <#4>", []string{"user <@1>", "user <@!2>", "role <@&3>", "channel <#4>"}},
		{"</airhorn:816437322781949972>", []string{"command </airhorn:816437322781949972>"}},
		{"<t:1618953630:d> <t:1>", []string{"timestamp <t:1618953630:d>", "timestamp <t:1>"}},
		{"<:a:1> <a:b:2> <id:customize>", []string{"emoji <:a:1>", "emoji <a:b:2>", "guide <id:customize>"}},
		{"see https://evil.example/x_y.", []string{"link https://evil.example/x_y."}},
		{"[click](https://evil.example)", []string{"masked link [click](https://evil.example)", "link https://evil.example)"}},
		{"[click](javascript:alert(1))", nil},
		{"**bold @here**", []string{"markup **bold @here**", "everyone @here"}},
		{"`@here <@1>`", []string{"code `@here <@1>`"}},
		{"```\n# x\n```", []string{"code ```\n# x\n```"}},
		{"# head\n> quote\n-# small\n- item\n1. one", []string{"markup # h", "markup > q", "markup -# s", "markup - i", "markup 1. o"}},
		{"5 > 3, no # head", nil},
		{`\*\*bold\*\* \<@1> \[a](b) \_x\_ \# head`, nil},
		{`\\*it*`, []string{"markup *it*"}},
		{"<email@example.com>", []string{"link <email@example.com>"}},
	} {
		var got []string
		for _, l := range Alive(c.text) {
			got = append(got, l.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestAliveInHostileTexts finds the mentions and markup in cases of others,
// and nothing once every sign is escaped and no mention or scheme is whole.
func TestAliveInHostileTexts(t *testing.T) {
	if !described(t) {
		t.Skip("no reference data")
	}
	dead := 0
	for _, c := range injections(t) {
		if c.Class == "mention" && strings.Contains(c.Input, "<@") && len(Alive(c.Input)) == 0 {
			t.Errorf("%q: the mention is not seen", c.Input)
		}
		if len(Alive(c.Input)) == 0 {
			dead++
		}
		if l := Alive(defuse(c.Input)); len(l) > 0 {
			t.Errorf("%q: %v alive after escaping", c.Input, l)
		}
	}
	t.Logf("%d cases show as they are: unclosed markup, full-width signs", dead)
}

type injection struct{ Class, Input string }

func injections(t *testing.T) []injection {
	t.Helper()
	data := hostileFile(t)
	var all []injection
	for line := range strings.Lines(string(data)) {
		var one injection
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	if len(all) < 50 {
		t.Fatalf("%d cases only", len(all))
	}
	return all
}

func hostileFile(t *testing.T) []byte {
	t.Helper()
	for up := "../../../.."; ; up = filepath.Join("..", up) {
		data, err := os.ReadFile(filepath.Join(up, "shared", "data", "hostile", "discord", "injection.jsonl"))
		if err == nil {
			return data
		}
		if !errors.Is(err, fs.ErrNotExist) || len(up) > 60 {
			t.Fatal(err)
		}
	}
}

// defuse is the plainest way to show a text as it is.
func defuse(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < unicode.MaxASCII && unicode.IsPunct(r) || strings.ContainsRune("`|~<>+=$^", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		if r == '@' || r == ':' {
			b.WriteRune('\u200b')
		}
	}
	return b.String()
}

// TestMessageAlive looks into every place that holds text, and at who would be
// notified.
func TestMessageAlive(t *testing.T) {
	m := Message{Body: object(generic(o{
		"content": "@everyone <@7>", "allowed_mentions": o{"parse": l{}, "users": l{"7"}},
		"embeds":     l{o{"title": "**t**", "description": "@here", "fields": l{o{"name": "<#1>", "value": "<@&9>"}}, "footer": o{"text": "@here"}}},
		"components": l{o{"type": 17, "components": l{o{"type": 10, "content": "<@8>"}}}},
	}))}
	var got []string
	for _, l := range m.Alive() {
		got = append(got, l.String())
	}
	want := []string{"content: everyone @everyone", "content: user <@7>", "embeds.0.title: markup **t**", "embeds.0.description: everyone @here",
		"embeds.0.fields.0.name: channel <#1>", "embeds.0.fields.0.value: role <@&9>", "components.0.components.0.content: user <@8>"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if p := m.Pings(); !slices.Equal(p, []string{"<@7>"}) {
		t.Errorf("pings %v", p)
	}
	delete(m.Body, "allowed_mentions")
	if p := m.Pings(); !slices.Equal(p, []string{"@everyone", "<@7>", "<@8>"}) {
		t.Errorf("pings %v without allowed_mentions", p)
	}
}

// TestTranscript shows a message with all that one holds.
func TestTranscript(t *testing.T) {
	s := Start(t, Options{})
	c := s.AddChannel(s.AddGuild("Harbour"), "general")
	s.Say(s.AddUser("ada"), c, "what is new?")
	if got := do(t, s, "POST", "/channels/"+c.ID+"/messages", o{
		"content":    "two lines\nof text",
		"embeds":     l{o{"title": "Title", "url": "https://a.example/", "color": 255, "description": "about\nit", "fields": l{o{"name": "n", "value": "v"}}, "footer": o{"text": "end"}}},
		"components": l{row(push("more"), o{"type": 2, "style": 5, "label": "site", "url": "https://a.example/"})},
	}); got.status != 200 {
		t.Fatal(got.raw)
	}
	if got := do(t, s, "POST", "/channels/"+c.ID+"/messages", o{"flags": 1 << 15, "components": l{
		o{"type": 17, "accent_color": 1, "components": l{o{"type": 10, "content": "in a box"}, o{"type": 14}, row(push("go"))}}}}); got.status != 200 {
		t.Fatal(got.raw)
	}
	adaptertest.Golden(t, "transcript.txt", s.Transcript(c))
}
