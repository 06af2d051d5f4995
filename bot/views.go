package bot

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"briefly/articles"
)

// View is a list or a command that was shown and can be opened again: its next
// page continues the same list after news arrived and after a restart. It
// stands for the same command in other hands too, but its articles are always
// looked up on the opener's own shelves.
type View struct {
	Key     string // 16 of [a-z2-7], a function of the rest
	At      Place  // where it was shown
	Self    Place  // to whom
	Command string // what makes it anew
	Title   string
	Items   []articles.Number // the list, in its order; empty: running Command is all there is
	Made    time.Time
}

// Views remembers views. Saving one twice is saving it once.
type Views interface {
	SaveView(ctx context.Context, v View) error
	// View returns articles.ErrNotFound for a key that is not known.
	View(ctx context.Context, key string) (View, error)
}

// newView makes a view of what r's answer showed.
func newView(r Request, command, title string, items []articles.Number, now time.Time) View {
	v := View{At: r.At, Self: r.Self, Command: command, Title: title, Items: items, Made: now}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %v", v.At, v.Self, v.Command, v.Title, v.Items))
	v.Key = strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
	return v
}

// Shorten returns a command of at most limit bytes that does what command does:
// itself when it fits, else one that opens a view of it.
func Shorten(ctx context.Context, views Views, r Request, command string, limit int, now time.Time) (string, error) {
	if len(command) <= limit {
		return command, nil
	}
	short, err := AsView(ctx, views, r, command, now)
	if err == nil && len(short) > limit {
		err = fmt.Errorf("%d bytes are not enough for a view", limit)
	}
	if err != nil {
		return "", fmt.Errorf("shorten a command: %w", err)
	}
	return short, nil
}

// AsView returns a command that opens a view of command.
func AsView(ctx context.Context, views Views, r Request, command string, now time.Time) (string, error) {
	v := newView(r, command, "", nil, now)
	if err := views.SaveView(ctx, v); err != nil {
		return "", fmt.Errorf("make a view of a command: %w", err)
	}
	return "/view " + v.Key, nil
}
