package telegram

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"briefly/adapters/text"
	"briefly/bot"
	"briefly/bot/words"
)

// Limits of a message (core.telegram.org/bots/api#sendmessage). Beyond those on
// its markup Telegram does not refuse it but drops what is too much.
const (
	maxUnits    = 4096  // UTF-16 code units, once the markup is taken out
	maxCaption  = 1024  // the same of what stands under a picture (core.telegram.org/bots/api#sendphoto)
	maxEntities = 100   // core.telegram.org/api/entities
	maxBytes    = 32000 // of the text with its markup; the server reads 35,000
)

// look is how answers are shown.
type look struct {
	speaker *words.Speaker // of the words that the renderer adds
	now     time.Time      // dates of its year are shown without the year
}

// screen is a message as it is sent.
type screen struct {
	HTML     string
	Units    int // UTF-16 code units that HTML shows
	Keyboard [][]button
	Preview  string       // link that is previewed; empty: none
	Picture  *bot.Picture // nil: none
}

// isCaption reports whether the text fits under the picture.
func (s screen) isCaption() bool { return s.Picture != nil && s.Units <= maxCaption }

// render shows an answer within Telegram's limits. Whole items are left out
// first, then sentences, then words. Commands of actions must fit a button.
func render(a bot.Answer, l look) screen { return renderWithin(a, l, maxUnits) }

// renderWithin is render for a text of fewer UTF-16 code units, and accordingly
// less markup.
func renderWithin(a bot.Answer, l look, units int) screen {
	shown := picture(a)
	a = withShortPicture(a)
	draw := func(fitted bot.Answer) *page {
		p := &page{look: l, words: l.speaker.In(a.Lang), missing: text.Missing(a, fitted)}
		p.answer(fitted)
		return p
	}
	fitted := text.Fit(a, units, func(a bot.Answer) int {
		p := draw(a)
		return max(p.units, scaled(p.html.Len(), maxBytes), scaled(p.entities, maxEntities))
	})
	p := draw(fitted)
	html := p.html.String()
	if html == "" {
		html = text.Ellipsis // Telegram refuses an empty text
	}
	return screen{HTML: html, Units: max(p.units, 1), Keyboard: keyboard(fitted), Preview: preview(fitted), Picture: shown}
}

// scaled expresses n of limit in units of a message.
func scaled(n, limit int) int { return (n*maxUnits + limit - 1) / limit }

// preview chooses the link whose preview is shown: that of the one article that
// an answer is about. An answer from several would be dressed as one of them.
func preview(a bot.Answer) string {
	if len(a.Sources) != 1 || len(a.Items) > 1 {
		return ""
	}
	return text.WebURL(a.Sources[0].URL)
}

// page is an answer being drawn, and measured on the way.
type page struct {
	look
	words    words.Words
	html     strings.Builder
	units    int // UTF-16 code units that are shown
	entities int
	digits   int // of what may be a phone number, at the end
	missing  int // items that were cut off
}

func (p *page) answer(a bot.Answer) {
	if title := p.plain(a.Title); title != "" {
		p.tag("b", func() { p.write(title) })
	}
	cited, numbers := text.Cite(a)
	p.lead(a.Lead, numbers, cited)
	for _, item := range a.Items {
		p.item(item, a.Sources)
	}
	if a.Picture != nil {
		p.paragraph(p.lines(a.Picture.Text))
	}
	p.sources(cited)
	note := a.Note
	if p.missing > 0 {
		note = strings.TrimPrefix(note+"\n"+p.words.Say(words.LeftOut, "n", p.missing), "\n")
	}
	if note = p.lines(note); note != "" {
		p.gap()
		p.tag("i", func() { p.write(note) })
	}
}

// lead draws the sentences as one paragraph, each followed by the numbers of
// what it cites, which lead there.
func (p *page) lead(sentences []bot.Sentence, numbers [][]int, cited []bot.Source) {
	for i, s := range sentences {
		if i == 0 {
			p.gap()
		} else {
			p.write(" ")
		}
		p.write(p.plain(s.Prefix + s.Text))
		for j, n := range numbers[i] {
			if j == 0 {
				p.write(" ")
			}
			p.link(cited[n-1].URL, fmt.Sprintf("[%d]", n))
		}
	}
}

func (p *page) item(item bot.Item, sources []bot.Source) {
	p.gap()
	if item.Number > 0 {
		p.tag("b", func() { p.write(fmt.Sprintf("#%d", item.Number)) })
		p.write(" ")
	}
	title, gist := p.plain(item.Title), p.plain(item.Gist)
	if title == "" {
		title, gist = gist, ""
	}
	p.tag("b", func() { p.link(item.URL, title) })
	if gist != "" {
		p.write("\n" + gist)
	}
	var names []string
	for _, i := range item.Sources {
		if i < 0 || i >= len(sources) {
			continue
		}
		if name := p.plain(sources[i].Publisher); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	from := join(" · ", strings.Join(names, ", "), item.Language, p.date(item.Published, item.Added))
	if from != "" {
		p.write("\n")
		p.tag("i", func() { p.write(from) })
	}
}

// sources lists what the lead cites, folded up: the numbers in the text lead
// there already.
func (p *page) sources(cited []bot.Source) {
	if len(cited) == 0 {
		return
	}
	p.gap()
	p.entities++
	p.html.WriteString("<blockquote expandable>")
	p.tag("b", func() { p.write(p.words.Say(words.SourceList)) })
	for i, s := range cited {
		p.write(fmt.Sprintf("\n[%d] ", i+1))
		if s.Number > 0 {
			p.write(fmt.Sprintf("#%d ", s.Number))
		}
		p.link(s.URL, join(": ", p.plain(s.Publisher), p.plain(s.Title)))
		if rest := join(", ", s.Language, p.date(s.Published, s.Added)); rest != "" {
			p.write(", " + rest)
		}
	}
	p.html.WriteString("</blockquote>")
}

// date says when something was published, or, when that is unknown, when it
// was added; nothing when both are.
func (p *page) date(published, added time.Time) string {
	switch {
	case !published.IsZero():
		return p.words.Date(published, p.now)
	case !added.IsZero():
		return p.words.Say(words.AddedOn, "date", p.words.Date(added, p.now))
	}
	return ""
}

// plain is a text from outside as one line that can do nothing but be read.
func (p *page) plain(s string) string { return text.Isolate(still(text.Line(s))) }

// lines is plain for a text of several lines.
func (p *page) lines(s string) string {
	lines := strings.Split(text.Lines(s), "\n")
	for i, line := range lines {
		lines[i] = text.Isolate(still(line))
	}
	return strings.Join(lines, "\n")
}

// paragraph draws a text after an empty line; an empty text draws nothing.
func (p *page) paragraph(s string) {
	if s != "" {
		p.gap()
		p.write(s)
	}
}

// gap draws the empty line between two parts.
func (p *page) gap() {
	if p.html.Len() > 0 {
		p.write("\n\n")
	}
}

// escaper escapes what HTML mode reads (core.telegram.org/bots/api#html-style).
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// write draws text that has been made still, and keeps it from making a number
// together with what stands before.
func (p *page) write(s string) {
	if more := leading(s); more > 0 && p.digits > 0 && p.digits+more >= leastDialled {
		s = divider + s
	}
	digits, all := trailing(s)
	if all {
		digits += p.digits
	}
	p.digits = digits
	p.units += text.UTF16(s)
	_, _ = escaper.WriteString(&p.html, s)
}

// tag marks up what draw writes.
func (p *page) tag(name string, draw func()) {
	p.entities++
	p.html.WriteString("<" + name + ">")
	draw()
	p.html.WriteString("</" + name + ">")
}

// link draws a text that leads somewhere; what leads nowhere on the web is text.
func (p *page) link(address, s string) {
	address = text.WebURL(address)
	if address == "" || s == "" {
		p.write(s)
		return
	}
	p.entities++
	p.html.WriteString(`<a href="` + escaper.Replace(address) + `">`)
	p.write(s)
	p.html.WriteString("</a>")
}

// join joins what is not empty.
func join(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}
