package telegram

import (
	"fmt"
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

func TestGolden(t *testing.T) {
	for _, f := range append(adaptertest.Fixtures(), adaptertest.Pictured()...) {
		t.Run(f.Name, func(t *testing.T) {
			adaptertest.Golden(t, f.Name+".golden", Preview(shortEnough(f.Answer), words.New(), adaptertest.Now()))
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
