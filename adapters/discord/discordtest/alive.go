package discordtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Live is a piece of text that Discord shows as something else than itself.
type Live struct {
	Kind string // everyone, user, role, channel, command, emoji, timestamp, guide, link, masked link, markup, code
	Text string // as it stands in the message
	At   string // the field; empty from Alive
}

func (l Live) String() string { return strings.TrimPrefix(l.At+": ", ": ") + l.Kind + " " + l.Text }

// pieces are what Discord's apps look for, most specific first. Inside of code
// nothing else is looked for. discord.com/developers/docs/reference#message-formatting
var pieces = []struct {
	kind string
	form *regexp.Regexp
}{
	{"code", regexp.MustCompile("^```[\\s\\S]+?```")},
	{"code", regexp.MustCompile("^``[^`](?:[\\s\\S]*?[^`])??``")},
	{"code", regexp.MustCompile("^`[^`]+`")},
	{"everyone", regexp.MustCompile(`^@(?:everyone|here)`)},
	{"user", regexp.MustCompile(`^<@!?\d+>`)},
	{"role", regexp.MustCompile(`^<@&\d+>`)},
	{"channel", regexp.MustCompile(`^<#\d+>`)},
	{"command", regexp.MustCompile(`^</[^\n:<>]+:\d+>`)},
	{"emoji", regexp.MustCompile(`^<a?:\w+:\d+>`)},
	{"timestamp", regexp.MustCompile(`^<t:-?\d+(?::[tTdDfFRsS])?>`)},
	{"guide", regexp.MustCompile(`^<id:(?:customize|browse|guide|linked-roles(?::\d+)?)>`)},
	{"masked link", regexp.MustCompile(`^\[[^\n\]]+\]\(\s*<?(?i:https?|discord)://[^\s>)]+[^\n)]*\)`)},
	{"link", regexp.MustCompile(`^<(?i:https?|discord|mailto|tel|sms):[^\s<>]+>`)},
	{"link", regexp.MustCompile(`^<[^\s<>@:]+@[^\s<>]+\.\w+>`)},
	{"link", regexp.MustCompile(`^(?i:https?|discord)://[^\s<>]+`)},
	{"markup", regexp.MustCompile(`^\*\*[\s\S]+?\*\*|^__[\s\S]+?__|^~~[\s\S]+?~~|^\|\|[\s\S]+?\|\|`)},
	{"markup", regexp.MustCompile(`^\*[^\s*](?:[^*]*[^\s*])?\*|^_[^_\s](?:[^_]*[^_\s])?_`)},
}

// lines are what Discord's apps look for where a line begins.
var lines = regexp.MustCompile(`^(?:#{1,3} +\S|-# +\S|>{1} +\S|>>> +\S|[-*] +\S|\d+\. +\S)`)

// Alive returns what in a text, shown as a message's content, an embed's
// description or a text display, would come alive. A backslash before a sign
// that could begin something takes its meaning.
func Alive(text string) []Live {
	var all []Live
	for at := 0; at < len(text); {
		rest := text[at:]
		if rest[0] == '\\' && len(rest) > 1 && strings.IndexByte("\\`*_~|<>[]()#@:-+.!{}/", rest[1]) >= 0 {
			at += 2
			continue
		}
		if lineStart(text, at) {
			if m := lines.FindString(rest); m != "" {
				all = append(all, Live{Kind: "markup", Text: m})
			}
		}
		kind, found := piece(text, at)
		if found == "" {
			at++
			continue
		}
		all = append(all, Live{Kind: kind, Text: found})
		switch kind {
		case "markup", "masked link": // more may be alive inside
			at += len(found) - len(strings.TrimLeft(found, "*_~|["))
		default:
			at += len(found)
		}
	}
	return slices.CompactFunc(all, func(a, b Live) bool { return a == b })
}

func lineStart(text string, at int) bool {
	begin := strings.LastIndexByte(text[:at], '\n') + 1
	return strings.TrimLeft(text[begin:at], " \t") == ""
}

func piece(text string, at int) (kind, found string) {
	rest := text[at:]
	if strings.IndexByte("`@<[hHdD*_~|", rest[0]) < 0 {
		return "", ""
	}
	if rest[0] == '_' && at > 0 && word(text[at-1]) {
		return "", "" // snake_case is plain
	}
	for _, p := range pieces {
		if m := p.form.FindString(rest); m != "" {
			return p.kind, m
		}
	}
	return "", ""
}

func word(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
}

// Alive returns what in the message comes alive, the bot's own markup too, and
// in fields that show no markup (titles of embeds show it; footers, authors,
// labels and placeholders do not).
func (m Message) Alive() []Live {
	var all []Live
	m.eachText(func(at, text string) {
		for _, l := range Alive(text) {
			l.At = at
			all = append(all, l)
		}
	})
	return all
}

// eachText calls f for every text of the message that is shown with markup.
func (m Message) eachText(f func(at, text string)) {
	say := func(v any, at string) {
		if s := text(v); s != "" {
			f(at, s)
		}
	}
	say(m.Body["content"], "content")
	for i, e := range list(m.Body["embeds"]) {
		e, at := object(e), fmt.Sprintf("embeds.%d", i)
		say(e["title"], at+".title")
		say(e["description"], at+".description")
		for j, field := range list(e["fields"]) {
			say(object(field)["name"], fmt.Sprintf("%s.fields.%d.name", at, j))
			say(object(field)["value"], fmt.Sprintf("%s.fields.%d.value", at, j))
		}
	}
	eachDisplay(list(m.Body["components"]), "components", func(at string, c map[string]any) { say(c["content"], at+".content") })
}

// eachDisplay calls f for every text display among components.
func eachDisplay(components []any, at string, f func(at string, c map[string]any)) {
	for i, c := range components {
		c, at := object(c), fmt.Sprintf("%s.%d", at, i)
		if integer(c["type"]) == textDisplay {
			f(at, c)
		}
		eachDisplay(list(c["components"]), at+".components", f)
	}
}

// Pings returns whom the message would notify: the mentions that come alive in
// its content or text displays (embeds notify nobody) and that its
// allowed_mentions let through; without allowed_mentions, all of them.
func (m Message) Pings() []string {
	allowed, limited := m.Body["allowed_mentions"].(map[string]any)
	var all []string
	for _, l := range m.Alive() {
		group := map[string]string{"everyone": "everyone", "user": "users", "role": "roles"}[l.Kind]
		if group == "" || strings.HasPrefix(l.At, "embeds.") {
			continue
		}
		listed := slices.Contains(list(allowed[group]), any(strings.Trim(l.Text, "<@!&>")))
		if !limited || slices.Contains(list(allowed["parse"]), any(group)) || listed {
			all = append(all, l.Text)
		}
	}
	return all
}
