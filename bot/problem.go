package bot

import "briefly/bot/words"

// Problem is an error that the asker may read: what is wrong, in the bot's own
// words, and what to do instead. Every other error is for operators only.
type Problem struct {
	Key     words.Key
	Args    []any // names and values, as Words.Say takes them
	Actions []Action
}

// problem makes a Problem without actions.
func problem(key words.Key, args ...any) *Problem { return &Problem{Key: key, Args: args} }

// with adds actions to a problem.
func (p *Problem) with(actions ...Action) *Problem {
	p.Actions = append(p.Actions, actions...)
	return p
}

// Error is for logs; people read the words of the key.
func (p *Problem) Error() string { return "problem: " + string(p.Key) }
