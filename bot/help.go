package bot

import (
	"context"
	"strings"

	"briefly/bot/words"
)

func (b *Bot) helpCommand() Command {
	return Command{
		Name:   "help",
		Help:   words.HelpHelp,
		Params: []Param{{Name: "command", Help: words.HelpCommand, Kind: Words, complete: b.completeCommand}},
		run:    b.help,
	}
}

// help lists the commands, or explains one.
func (b *Bot) help(_ context.Context, c *call, say func(Answer) bool) error {
	name := strings.ToLower(strings.TrimPrefix(c.Args["command"], "/"))
	if name != "" {
		command, ok := b.command(name)
		if !ok {
			return b.unknown(name)
		}
		say(explainCommand(c, command))
		return nil
	}
	a := Answer{Title: c.words.Say(words.HelpTitle), Note: c.words.Say(words.HelpNote)}
	for _, command := range b.commands {
		if !command.Hidden {
			a.Items = append(a.Items, Item{Title: usage(c.words, command), Gist: c.words.Say(command.Help)})
		}
	}
	say(a)
	return nil
}

func explainCommand(c *call, command Command) Answer {
	a := Answer{Title: usage(c.words, command), Note: c.words.Say(command.Help)}
	if command.Admin {
		a.Note += "\n" + c.words.Say(words.AdminNote)
	}
	for _, p := range command.Params {
		gist := c.words.Say(p.Help)
		if len(p.Choices) > 0 {
			gist += ": " + strings.Join(p.Choices, ", ")
		}
		a.Items = append(a.Items, Item{Title: p.Name, Gist: gist})
	}
	return a
}

// usage is how a command is typed: "/summary [TOPIC] [since:24h|7d|30d|all]", and
// what it is called in the reader's language, where that is something else.
func usage(w words.Words, command Command) string {
	parts := []string{"/" + command.Name}
	for _, p := range command.Params {
		text := strings.ToUpper(w.Name(p.Name))
		if p.Kind == Option {
			text = p.Name + ":" + strings.Join(p.Choices, "|")
		}
		if !p.Required {
			text = "[" + text + "]"
		}
		parts = append(parts, text)
	}
	if own := w.Name(command.Name); own != command.Name {
		parts = append(parts, "· /"+own)
	}
	return strings.Join(parts, " ")
}

func (b *Bot) completeCommand(_ context.Context, _ *call, prefix string) ([]Choice, error) {
	var choices []Choice
	for _, command := range b.commands {
		if !command.Hidden && strings.HasPrefix(command.Name, strings.TrimPrefix(prefix, "/")) {
			choices = append(choices, Choice{Label: command.Name, Value: command.Name})
		}
	}
	return choices, nil
}
