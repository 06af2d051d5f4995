package terminal

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"briefly/adapters/text"
	"briefly/bot"
	"briefly/bot/words"
)

// Look is how answers are drawn.
type Look struct {
	Width   int            // cells of a line; 0: 80
	Color   bool           // colours and bold, by escape codes (ECMA-48, SGR)
	Speaker *words.Speaker // of the words that the renderer adds
	Locale  string         // BCP 47, for answers that do not say their language
	Now     time.Time      // dates of its year are shown without the year
}

// Render draws an answer as lines that end with "\n". No line is wider than
// the look's width, lines with a link aside: links stay whole, so that they can
// be clicked and copied. The only escape codes are the look's own.
func Render(a bot.Answer, look Look) string {
	p := draw(a, look)
	return p.out.String()
}

// SGR parameters (ECMA-48, 8.3.117).
const (
	plain  = ""
	bold   = "1"
	faint  = "2"
	accent = "36"
)

const (
	usualWidth = 80
	leastWidth = 8 // of a text beside its number
)

// page is an answer being drawn.
type page struct {
	out      strings.Builder
	look     Look
	words    words.Words
	rows     int      // of the window, that it takes
	commands []string // what the numbered actions do, the first is :1
}

func draw(a bot.Answer, look Look) *page {
	if look.Width <= 0 {
		look.Width = usualWidth
	}
	locale := a.Lang
	if locale == "" {
		locale = look.Locale
	}
	p := &page{look: look, words: look.Speaker.In(locale)}
	p.paragraph(text.Line(a.Title), bold)
	cited, numbers := text.Cite(a)
	p.lead(a.Lead, numbers)
	for _, item := range a.Items {
		p.gap()
		p.item(item, a.Sources)
	}
	if a.Picture != nil {
		p.paragraph(text.Lines(a.Picture.Text), plain)
	}
	p.sources(cited)
	p.paragraph(text.Lines(a.Note), faint)
	if len(a.Actions) > 0 {
		p.gap()
	}
	for _, action := range a.Actions {
		p.action("", action)
	}
	return p
}

// lead draws the sentences as one paragraph, each followed by the numbers of
// what it cites.
func (p *page) lead(sentences []bot.Sentence, numbers [][]int) {
	var parts []string
	for i, s := range sentences {
		part := text.Isolate(text.Line(s.Prefix + s.Text))
		if len(numbers[i]) > 0 {
			part += " "
		}
		for _, n := range numbers[i] {
			part += fmt.Sprintf("[%d]", n)
		}
		parts = append(parts, part)
	}
	p.paragraph(strings.Join(parts, " "), plain)
}

func (p *page) item(item bot.Item, sources []bot.Source) {
	head := ""
	if item.Number > 0 {
		head = fmt.Sprintf("#%d ", item.Number)
	}
	indent := strings.Repeat(" ", max(len(head), 2))
	if title := text.Line(item.Title); title != "" {
		p.hang(head, text.Isolate(title), accent, bold)
		head = indent
	}
	p.hang(head, text.Isolate(text.Line(item.Gist)), accent, plain)
	var names []string
	for _, i := range item.Sources {
		if i < 0 || i >= len(sources) {
			continue
		}
		name := text.Isolate(text.Line(sources[i].Publisher))
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	p.hang(indent, join(" · ", strings.Join(names, ", "), item.Language, p.date(item.Published, item.Added)), plain, faint)
	p.link(indent, item.URL)
	for _, action := range item.Actions {
		p.action(indent, action)
	}
}

// sources lists what the lead cites. Its articles' own numbers are shown too:
// they can be typed.
func (p *page) sources(cited []bot.Source) {
	if len(cited) == 0 {
		return
	}
	p.paragraph(p.words.Say(words.SourceList), bold)
	for i, s := range cited {
		head := fmt.Sprintf("[%d] ", i+1)
		number := ""
		if s.Number > 0 {
			number = fmt.Sprintf("#%d", s.Number)
		}
		name := join(": ", text.Isolate(text.Line(s.Publisher)), text.Isolate(text.Line(s.Title)))
		p.hang(head, join(", ", join(" ", number, name), s.Language, p.date(s.Published, s.Added)), accent, plain)
		p.link(strings.Repeat(" ", len(head)), s.URL)
	}
}

// action draws a button as the command that does the same, with a number that
// runs it.
func (p *page) action(indent string, a bot.Action) {
	label := text.Isolate(text.Line(a.Label))
	if command := text.Line(a.Command); command != "" {
		p.commands = append(p.commands, command)
		if label == command {
			label = ""
		}
		p.hang(fmt.Sprintf("%s:%d → ", indent, len(p.commands)), join(": ", label, text.Isolate(command)), accent, plain)
		return
	}
	if url := text.URL(a.URL); url != "" {
		line := indent + "→ " + join(": ", label, url)
		p.row(line, text.Width(line))
	}
}

// date says when something was published, or, when that is unknown, when it
// was added; nothing when both are.
func (p *page) date(published, added time.Time) string {
	switch {
	case !published.IsZero():
		return p.words.Date(published, p.look.Now)
	case !added.IsZero():
		return p.words.Say(words.AddedOn, "date", p.words.Date(added, p.look.Now))
	}
	return ""
}

// paragraph draws a text after an empty line; an empty text draws nothing.
func (p *page) paragraph(s, style string) {
	if s != "" {
		p.gap()
		p.hang("", s, plain, style)
	}
}

// gap draws the empty line between two parts.
func (p *page) gap() {
	if p.out.Len() > 0 {
		p.row("", 0)
	}
}

// hang draws a text with a head before its first line, and the others indented
// by as much.
func (p *page) hang(head, s, headStyle, style string) {
	if s == "" {
		return
	}
	indent := text.Width(head)
	for i, line := range text.Wrap(s, max(p.look.Width-indent, leastWidth)) {
		if i > 0 {
			head, headStyle = strings.Repeat(" ", indent), plain
		}
		if line == "" {
			head = ""
		}
		p.row(p.paint(head, headStyle)+p.paint(line, style), indent+text.Width(line))
	}
}

// link draws a link on a line of its own; what is not a link of the web is not
// shown.
func (p *page) link(indent, url string) {
	if url = text.URL(url); url != "" {
		p.row(indent+p.paint(url, faint), len(indent)+len(url))
	}
}

// row ends a line that is so many cells wide; the window folds what is wider
// than itself.
func (p *page) row(line string, cells int) {
	p.out.WriteString(line + "\n")
	p.rows += 1 + max(cells-1, 0)/p.look.Width
}

func (p *page) paint(s, style string) string {
	if !p.look.Color || style == plain || strings.TrimSpace(s) == "" {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

// join joins what is not empty.
func join(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}
