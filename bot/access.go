package bot

import (
	"context"
	"fmt"
	"slices"

	"briefly/bot/words"
)

// welcome reports whether the allow-list lets the asker in: by the person, or
// by the chat it was asked in. The console is always let in.
func (b *Bot) welcome(r Request) bool {
	if len(b.Allow) == 0 || r.At.Console() {
		return true
	}
	return slices.Contains(b.Allow, r.At.String()) ||
		!r.Self.Console() && slices.Contains(b.Allow, r.Self.String())
}

// mayRun reports, as a Problem, that the asker may not run a command. In a
// private chat the person is its admin.
func (b *Bot) mayRun(ctx context.Context, c Command, r Request) error {
	if !c.Admin || r.Kind == Private {
		return nil
	}
	if r.Admin == nil {
		return problem(words.AdminsOnly)
	}
	admin, err := r.Admin(ctx)
	if err != nil {
		return fmt.Errorf("ask whether %s is an admin of %s: %w", r.Self, r.At, err)
	}
	if !admin {
		return problem(words.AdminsOnly)
	}
	return nil
}
