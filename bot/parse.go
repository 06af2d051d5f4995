package bot

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefly/articles"
	"briefly/articles/language"
	"briefly/bot/words"
)

// maxText is the longest question that is read, in runes; what people ask about
// is far shorter, and a pasted article is an upload.
const maxText = 1000

// maxQuoted is the most that is read of a forwarded text, in runes.
const maxQuoted = 20_000

// parse finds the command that r asks for and its arguments. Text without a
// command is a topic or a link for /summary, and files alone are added.
func (b *Bot) parse(r Request) (*call, error) {
	text := firstWords(oneLine(r.Text), maxText)
	r.Quoted = firstRunes(r.Quoted, maxQuoted)
	name, rest := "summary", text
	switch {
	case strings.HasPrefix(text, "/"):
		name, rest, _ = strings.Cut(text[1:], " ")
		name = strings.ToLower(name)
	case len(r.Files) > 0: // the caption is the topic
		name = "add"
	case text == "" && len(linksIn(r.Quoted)) > 0: // a forwarded message
	case text == "":
		name = "help"
	}
	command, ok := b.command(name)
	if !ok {
		return nil, b.unknown(name)
	}
	return &call{Request: r, Command: command, Args: b.parseArgs(command, rest)}, nil
}

// check refuses an option's value that is none of its choices.
func (c *call) check() error {
	for _, p := range c.Command.Params {
		value, given := c.Args[p.Name]
		if given && p.Kind == Option && !slices.Contains(p.Choices, value) {
			return problem(words.BadOption, "value", printable(value), "name", p.Name, "choices", strings.Join(p.Choices, ", "))
		}
	}
	return nil
}

// firstRunes is the beginning of a text, in whole runes.
func firstRunes(s string, most int) string {
	for i := range s {
		if most--; most < 0 {
			return s[:i]
		}
	}
	return s
}

// firstWords is the beginning of one line, in whole words where it has any: half
// a word is another word.
func firstWords(line string, most int) string {
	first := firstRunes(line, most)
	if len(first) == len(line) || line[len(first)] == ' ' {
		return first
	}
	if i := strings.LastIndexByte(first, ' '); i > 0 {
		return first[:i]
	}
	return first
}

// oneLine turns every run of white space into one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// command finds a command by its name, in any language.
func (b *Bot) command(name string) (Command, bool) {
	for _, c := range b.commands {
		if b.speaker.Means(name, c.Name) {
			return c, true
		}
	}
	return Command{}, false
}

// parseArgs takes name:value options out of the text, also those with a space
// before one of their choices; what is left is the command's Words parameter. A
// name without a value is a word like any other, before a colon.
func (b *Bot) parseArgs(c Command, text string) map[string]string {
	args := map[string]string{}
	var left []string
	all := strings.Fields(text)
	for i := 0; i < len(all); i++ {
		p, value, ok := b.option(c, all[i])
		if ok && value == "" && i+1 < len(all) && slices.Contains(p.Choices, strings.ToLower(all[i+1])) {
			args[p.Name] = strings.ToLower(all[i+1])
			i++
			continue
		}
		if value == "" {
			left = append(left, all[i])
			continue
		}
		args[p.Name] = value
	}
	for _, p := range c.Params {
		if p.Kind == Words && len(left) > 0 {
			args[p.Name] = strings.Join(left, " ")
		}
	}
	return args
}

// option reads a word as name:value for one of the command's options.
func (b *Bot) option(c Command, word string) (Param, string, bool) {
	name, value, ok := strings.Cut(word, ":")
	if !ok {
		return Param{}, "", false
	}
	for _, p := range c.Params {
		if p.Kind == Option && b.speaker.Means(strings.ToLower(name), p.Name) {
			return p, strings.ToLower(value), true
		}
	}
	return Param{}, "", false
}

// unknown proposes the commands whose names are nearest to a name that is none.
func (b *Bot) unknown(name string) error {
	p := problem(words.UnknownCommand, "command", "/"+printable(name))
	for _, c := range b.commands {
		if called, ok := b.nearest(name, c.Name); ok && !c.Hidden {
			p = p.with(Action{Label: "/" + called, Command: "/" + c.Name})
		}
	}
	return p.with(Action{Label: "/help", Command: "/help"})
}

// nearest is what a command is called in the language in which that is near to
// what was typed.
func (b *Bot) nearest(typed, name string) (called string, ok bool) {
	for _, lang := range b.speaker.Languages() {
		if called = b.speaker.In(lang).Name(name); near(typed, called) {
			return called, true
		}
	}
	return "", false
}

// printable drops what could do more than be read, and shortens.
func printable(s string) string {
	const most = 32
	var out []rune
	for _, r := range s {
		if unicode.IsGraphic(r) && len(out) < most {
			out = append(out, r)
		}
	}
	return string(out)
}

// near reports whether a typed name could mean a command: a beginning of it, or
// at most two letters wrong (one in a short name).
func near(typed, name string) bool {
	if utf8.RuneCountInString(typed) >= 2 && strings.HasPrefix(name, typed) {
		return true
	}
	most := 2
	if utf8.RuneCountInString(name) <= 4 {
		most = 1
	}
	return language.Distance(typed, name, most) <= most
}

// number reads "#12" or "12" as an article's number; sure says that it can mean
// nothing else.
func number(text string) (n articles.Number, sure, ok bool) {
	digits, sure := strings.CutPrefix(text, "#")
	v, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || v < 1 {
		return 0, false, false
	}
	return articles.Number(v), sure, true
}
