package text

import (
	"errors"
	"testing"

	"briefly/bot"
)

func TestShorten(t *testing.T) {
	a := bot.Answer{
		Actions: []bot.Action{{Label: "long", Command: "/summary\n a long one"}, {Label: "link", URL: "https://velm.example"}, {Command: "/lost"}},
		Items:   []bot.Item{{Actions: []bot.Action{{Command: "/lost"}, {Command: "/why #1"}}}},
	}
	short, err := Shorten(a, func(command string) (string, error) {
		if command == "/lost" {
			return "", errors.New("nowhere to keep it")
		}
		return command[:min(len(command), 11)], nil
	})
	if err == nil {
		t.Error("what was left out is not told")
	}
	if len(short.Actions) != 2 || short.Actions[0].Command != "/summary a " || short.Actions[1].URL != "https://velm.example" {
		t.Errorf("actions %+v", short.Actions)
	}
	if len(short.Items[0].Actions) != 1 || len(a.Items[0].Actions) != 2 || a.Actions[0].Command != "/summary\n a long one" {
		t.Errorf("items %+v of %+v", short.Items, a)
	}
}
