package telegramtest

import (
	"fmt"
	"strings"
)

// Transcript is the chat as its people see it, for golden files: who said
// what, marked up where the bot marked it up, with its buttons. Times and
// numbers that change from run to run are left out.
func (c *Chat) Transcript() string {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	var out strings.Builder
	for _, m := range c.messages {
		fmt.Fprintf(&out, "%s", m.From.FirstName)
		if m.Thread != 0 {
			fmt.Fprintf(&out, " (topic %d)", m.Thread)
		}
		if m.ReplyTo != 0 {
			fmt.Fprintf(&out, " (reply to %d)", m.ReplyTo)
		}
		if m.Edits > 0 {
			fmt.Fprintf(&out, " (edited %dx)", m.Edits)
		}
		if m.Deleted {
			out.WriteString(" (deleted)")
		}
		out.WriteString(":\n")
		if m.File != "" {
			fmt.Fprintf(&out, "    [file %s]\n", m.File)
		}
		if m.Photo != nil {
			fmt.Fprintf(&out, "    [picture %dx%d]\n", m.Photo.Width, m.Photo.Height)
		}
		for line := range strings.Lines(m.Text.Marked()) {
			out.WriteString("    " + strings.TrimRight(line, "\n") + "\n")
		}
		for _, row := range m.Buttons {
			out.WriteString("   ")
			for _, b := range row {
				fmt.Fprintf(&out, " [%s → %s%s]", b.Text, b.Data, b.URL)
			}
			out.WriteString("\n")
		}
	}
	return out.String()
}

// Marked spells a text's entities out, for people: <bold>so</bold>.
func (t Text) Marked() string {
	var out strings.Builder
	unit := 0
	for _, r := range t.Text + "\x00" {
		for i := len(t.Entities) - 1; i >= 0; i-- {
			if e := t.Entities[i]; e.Offset+e.Length == unit {
				out.WriteString("</" + e.Type + ">")
			}
		}
		for _, e := range t.Entities {
			if e.Offset == unit {
				out.WriteString("<" + strings.TrimSpace(e.Type+" "+e.URL+e.Language) + ">")
			}
		}
		if r != 0 {
			out.WriteRune(r)
		}
		unit += Len(string(r))
	}
	return out.String()
}
