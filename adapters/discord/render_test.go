package discord

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"briefly/adapters/adaptertest"
	"briefly/adapters/text"
	"briefly/articles"
	"briefly/bot"
	"briefly/bot/words"
)

func fixtureLook() look { return look{words.New()} }

// shortEnough makes views of the commands that do not fit a button, as the
// session does before.
func shortEnough(a bot.Answer) bot.Answer {
	for i, x := range a.Actions {
		if len(x.Command) > maxCommand {
			a.Actions[i].Command = fmt.Sprintf("/view %016d", i)
		}
	}
	return a
}

func TestGolden(t *testing.T) {
	for _, f := range append(adaptertest.Fixtures(), adaptertest.Pictured()...) {
		t.Run(f.Name, func(t *testing.T) {
			adaptertest.Golden(t, f.Name+".golden", Preview(shortEnough(f.Answer), words.New()))
		})
	}
}

func TestStill(t *testing.T) {
	for in, want := range map[string]string{
		"plain, 3.5 at 12:30":     "plain, 3.5 at 12\\:30",
		"# heading":               "\\# heading",
		"12. point":               "12\\. point",
		"- point":                 "\\- point",
		"@everyone <@1> ":         "\\@everyone \\<\\@1>",
		"https://a.b [x](y)":      "https\\://a.b \\[x\\](y)",
		"a_b *c* ~~d~~ ||e|| `f`": "a\\_b \\*c\\* \\~\\~d\\~\\~ \\|\\|e\\|\\| \\`f\\`",
		":smile: ¯\\_":            "\\:smile: ¯\\\\\\_",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestLabels takes many characters for the few cells of a button.
func TestLabels(t *testing.T) {
	for _, label := range []string{strings.Repeat("a\u0301\u0302\u0303\u0304", 60), strings.Repeat("👨\u200d👩\u200d👧", 40), strings.Repeat("\u05d0\u05b0\u05b1", 60)} {
		a := bot.Answer{Actions: []bot.Action{{Label: label, Command: "/help"}}}
		got := keyboard(a)[0].Components[0].(discordgo.Button).Label
		if n := text.UTF16(got); n > 80 || n < 40 || !utf8.ValidString(got) || strings.Contains(got, "\u2068") != strings.Contains(got, "\u2069") {
			t.Errorf("%d characters: %q", n, got)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	for _, f := range adaptertest.Fixtures() {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				render(f.Answer, fixtureLook())
			}
		})
	}
}

// TestLongLinks gives links up before the sentence that has them.
func TestLongLinks(t *testing.T) {
	a := bot.Answer{Title: "Ferries", Lang: "en", Lead: []bot.Sentence{{Text: "The ferry waits."}}}
	for i := range 6 {
		a.Lead[0].Sources = append(a.Lead[0].Sources, i)
		a.Sources = append(a.Sources, bot.Source{Number: articles.Number(i + 1), Title: "Ferries wait", Publisher: "Velm Post", URL: "https://velm.example/" + string(rune('a'+i)) + strings.Repeat("x", 460)})
	}
	s := render(a, look{words.New()})
	if !strings.Contains(s.Embeds[0].Description, "ferry") {
		t.Errorf("%+v", s.Embeds[0])
	}
}
