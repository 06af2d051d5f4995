package telegram

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"briefly/adapters/adaptertest"
	"briefly/bot"
	"briefly/bot/words"
)

func fixtureLook() look { return look{speaker: words.New(), now: adaptertest.Now()} }

// shortEnough drops the commands that do not fit a button, as the session makes
// views of them before.
func shortEnough(a bot.Answer) bot.Answer {
	for i, x := range a.Actions {
		if len(x.Command) > maxCommand {
			a.Actions[i].Command = fmt.Sprintf("/view %016d", i)
		}
	}
	return a
}

// golden is a screen as people read it in a golden file.
func golden(s screen) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", s.HTML)
	fmt.Fprintf(&b, "---- preview: %s\n", s.Preview)
	for _, row := range s.Keyboard {
		line, _ := json.Marshal(row)
		fmt.Fprintf(&b, "%s\n", line)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, f := range adaptertest.Fixtures() {
		t.Run(f.Name, func(t *testing.T) {
			adaptertest.Golden(t, f.Name+".golden", golden(render(shortEnough(f.Answer), fixtureLook())))
		})
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
