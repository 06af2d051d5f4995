package discord

import (
	"fmt"
	"strings"
	"unicode"

	"briefly/adapters/text"
)

// still writes a plain text, of one line, so that Discord shows it as it is. A
// backslash takes the meaning of every character that could begin a mention, a
// link, an emoji, a time, or markup
// (discord.com/developers/docs/reference#message-formatting). What stands at its
// beginning may come to stand where a line begins, so what is alive there alone
// is written so too.
func still(s string) string {
	var b strings.Builder
	runes := []rune(s)
	list := listMark(runes)
	for i, r := range runes {
		next := ' '
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		if begins(r, next) || i == list {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// begins reports whether r, before another character, may begin something live.
func begins(r, next rune) bool {
	switch r {
	case '\\', '`', '*', '_', '~', '|', '<', '[', ']', '@':
		return true
	case ':': // links, and :smile:
		return next == '/' || next == '+' || next == '_' || unicode.IsLetter(next) || unicode.IsDigit(next)
	}
	return false
}

// listMark returns where in a text that begins a line the mark of a heading, a
// quotation, a list or a subtext ends; below 0: nowhere.
func listMark(s []rune) int {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i > 0 {
		if i < len(s) && (s[i] == '.' || s[i] == ')') {
			return i
		}
		return -1
	}
	if len(s) > 0 && strings.ContainsRune("#>-+", s[0]) {
		return 0
	}
	return -1
}

// plain is a text from outside as one line that can do nothing but be read.
func plain(s string) string { return text.Isolate(still(text.Line(s))) }

// plainLines is plain for a text of several lines.
func plainLines(s string) string {
	lines := strings.Split(text.Lines(s), "\n")
	for i, line := range lines {
		lines[i] = text.Isolate(still(line))
	}
	return strings.Join(lines, "\n")
}

// cut is plain within so many characters.
func cut(s string, limit int) string {
	return plain(text.Cut(text.Line(s), limit, func(s string) int { return text.UTF16(plain(s)) }))
}

// maxLink is the longest link that is shown; those of trackers would fill a
// message.
const maxLink = 512

// link is a link that can stand in parentheses, with what might end it or begin
// markup percent-encoded; empty for what Discord does not take.
func link(s string) string {
	s = text.WebURL(s)
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		inside := i > 0 && (s[i-1] >= '0' && s[i-1] <= '9' || s[i-1]|0x20 >= 'a' && s[i-1]|0x20 <= 'z')
		if strings.IndexByte("()*~", c) >= 0 || c == '_' && !inside {
			fmt.Fprintf(&b, "%%%X", c)
		} else {
			b.WriteByte(c)
		}
	}
	if b.Len() > maxLink {
		return ""
	}
	return b.String()
}

// linked is a text that leads somewhere. Brackets in it would end it.
func linked(address, s string) string {
	if address = link(address); address == "" || s == "" {
		return plain(s)
	}
	s = strings.NewReplacer("[", "(", "]", ")").Replace(s)
	return "[" + plain(s) + "](" + address + ")"
}
