package discord

import (
	"fmt"
	"testing"

	"briefly/adapters/adaptertest"
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
	for _, f := range adaptertest.Fixtures() {
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

func BenchmarkRender(b *testing.B) {
	for _, f := range adaptertest.Fixtures() {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				render(f.Answer, fixtureLook())
			}
		})
	}
}
