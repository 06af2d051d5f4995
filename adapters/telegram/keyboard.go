package telegram

import (
	"fmt"

	"briefly/adapters/text"
	"briefly/bot"
)

// Limits of buttons (core.telegram.org/bots/api#inlinekeyboardbutton). Those on
// labels and rows are what phones show.
const (
	maxCommand = 64 // bytes of callback data
	maxButtons = 100
	maxLabel   = 40 // cells; longer labels are cut by the apps
	rowWidth   = 34 // cells
	rowButtons = 8
)

// button is an InlineKeyboardButton.
type button struct {
	Label   string `json:"text"`
	Command string `json:"callback_data,omitempty"`
	URL     string `json:"url,omitempty"`
}

// keyboard makes the buttons of an answer: a number for each item, which opens
// it, and the actions.
func keyboard(a bot.Answer) [][]button {
	var k keys
	for _, item := range a.Items {
		if item.Number > 0 && len(a.Items) > 1 {
			name := fmt.Sprintf("#%d", item.Number)
			k.add(button{Label: name, Command: "/summary " + name})
		}
	}
	k.endRow()
	for _, item := range a.Items {
		for _, action := range item.Actions {
			if item.Number > 0 {
				action.Label += fmt.Sprintf(" #%d", item.Number)
			}
			k.action(action)
		}
	}
	for _, action := range a.Actions {
		k.action(action)
	}
	k.endRow()
	return k.rows
}

// keys lays buttons out in rows.
type keys struct {
	rows  [][]button
	row   []button
	width int
	count int
}

// action adds an action's button, if it leads anywhere.
func (k *keys) action(a bot.Action) {
	b := button{Command: text.Line(a.Command), Label: text.Line(a.Label)}
	if b.Command == "" {
		b.URL = text.WebURL(a.URL)
	}
	if b.Command == "" && b.URL == "" || len(b.Command) > maxCommand {
		return
	}
	if b.Label == "" {
		b.Label = b.Command + b.URL
	}
	b.Label = text.Isolate(text.Cut(b.Label, maxLabel, text.Width))
	k.add(b)
}

func (k *keys) add(b button) {
	if k.count == maxButtons {
		return
	}
	width := text.Width(b.Label) + 2
	if len(k.row) == rowButtons || len(k.row) > 0 && k.width+width > rowWidth {
		k.endRow()
	}
	k.row = append(k.row, b)
	k.width += width
	k.count++
}

func (k *keys) endRow() {
	if len(k.row) > 0 {
		k.rows = append(k.rows, k.row)
	}
	k.row, k.width = nil, 0
}
