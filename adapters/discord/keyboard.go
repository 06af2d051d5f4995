package discord

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"briefly/adapters/text"
	"briefly/bot"
)

// Limits of buttons (discord.com/developers/docs/components/reference#button).
const (
	maxCommand = 100 // characters of a custom_id; commands are held to as many bytes
	maxRows    = 5
	rowButtons = 5
	maxLabel   = 80  // characters of a label
	labelCells = 40  // of it that phones show
	maxURL     = 512 // of a button
)

// keyboard makes the buttons of an answer: a number for each item, which opens
// it, what else can be done with an item, and the actions of the answer, which
// keep their place when there are too many.
func keyboard(a bot.Answer) []discordgo.ActionsRow {
	k := keys{seen: map[string]bool{}}
	var numbers, ofItems, actions []discordgo.MessageComponent
	for _, action := range a.Actions {
		actions = k.add(actions, action)
	}
	for _, item := range a.Items {
		name := fmt.Sprintf("#%d", item.Number)
		if item.Number > 0 && len(a.Items) > 1 {
			numbers = k.add(numbers, bot.Action{Label: name, Command: "/summary " + name})
		}
		for _, action := range item.Actions {
			if item.Number > 0 {
				action.Label += " " + name
			}
			ofItems = k.add(ofItems, action)
		}
	}
	last := rows(actions, maxRows)
	first := rows(numbers, maxRows-len(last))
	return append(append(first, rows(ofItems, maxRows-len(last)-len(first))...), last...)
}

// keys makes buttons, each once: Discord wants unlike ids.
type keys struct{ seen map[string]bool }

// add adds an action's button, if it leads anywhere.
func (k *keys) add(to []discordgo.MessageComponent, a bot.Action) []discordgo.MessageComponent {
	b := discordgo.Button{Label: text.Line(a.Label), CustomID: text.Line(a.Command), Style: discordgo.SecondaryButton}
	if b.CustomID == "" {
		b.URL, b.Style = text.WebURL(a.URL), discordgo.LinkButton
	}
	target := b.CustomID + b.URL
	if target == "" || len(b.CustomID) > maxCommand || len(b.URL) > maxURL || k.seen[target] {
		return to
	}
	k.seen[target] = true
	if b.Label == "" {
		b.Label = target
	}
	// Emoji and letters with marks take many characters for few cells.
	b.Label = text.Cut(text.Cut(b.Label, labelCells, text.Width), maxLabel, func(s string) int { return text.UTF16(text.Isolate(s)) })
	b.Label = text.Isolate(b.Label)
	return append(to, b)
}

// rows lays buttons out in at most so many rows.
func rows(buttons []discordgo.MessageComponent, most int) []discordgo.ActionsRow {
	all := []discordgo.ActionsRow{}
	for len(buttons) > 0 && len(all) < most {
		n := min(rowButtons, len(buttons))
		all = append(all, discordgo.ActionsRow{Components: buttons[:n]})
		buttons = buttons[n:]
	}
	return all
}
