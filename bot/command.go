package bot

import (
	"context"

	"briefly/bot/words"
)

// Command is one row of the command table, from which Discord's slash
// commands, Telegram's menu, /help and completion are all made.
type Command struct {
	Name   string // lower-case letters
	Help   words.Key
	Params []Param
	// Admin says that in groups and channels only an admin may use it.
	Admin bool
	// Hidden commands stand behind buttons and are not listed.
	Hidden bool

	run func(ctx context.Context, c *call, say func(Answer) bool) error
}

// ParamKind says what a parameter takes.
type ParamKind int

const (
	Words  ParamKind = iota // the rest of the line
	Option                  // name:value, one of Choices
	Upload                  // a file
)

// Param is one parameter of a command.
type Param struct {
	Name     string
	Help     words.Key
	Kind     ParamKind
	Choices  []string
	Required bool

	complete func(ctx context.Context, c *call, prefix string) ([]Choice, error)
}

// Completes reports whether Core.Complete proposes values for the parameter.
func (p Param) Completes() bool { return p.complete != nil || len(p.Choices) > 0 }
