package discord

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefly/adapters/text"
	"briefly/bot"
	"briefly/bot/words"
)

// An answer is one embed, a field a story: components v2 would hold 4,000
// characters where an embed holds 6,000, count each text among 40 components,
// and forbid the message anything else; embeds notify nobody, whatever is in
// them, and every app shows them.

// Limits of an embed (discord.com/developers/docs/resources/message#embed-object-embed-limits).
const (
	maxAll         = 6000 // over all texts of a message's embeds
	maxTitle       = 256
	maxDescription = 4096
	maxFields      = 25
	maxName        = 256
	maxValue       = 1024
	maxFooter      = 2048
)

// Colours say what kind of answer it is; its words say the same.
const (
	answerColor  = 0x3B6EA5 // about articles: blue
	listColor    = 0x4F7F52 // a list without a lead: green
	privateColor = 0xB7791F // for the asker alone, such as a refusal: amber
	otherColor   = 0x6B7280 // everything else: grey
)

// look is how answers are shown.
type look struct {
	speaker *words.Speaker // of the words that the renderer adds
}

// screen is a message as it is sent.
type screen struct {
	Embeds     []*discordgo.MessageEmbed         `json:"embeds"`
	Components []discordgo.ActionsRow            `json:"components"`
	Mentions   *discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Files      []described                       `json:"attachments"` // an edit drops all others
	Flags      discordgo.MessageFlags            `json:"flags,omitempty"`

	picture *bot.Picture
}

// with is the message as one that the asker alone sees, or everybody.
func (s screen) with(ephemeral bool) screen {
	if ephemeral {
		s.Flags |= discordgo.MessageFlagsEphemeral
	}
	return s
}

// Preview is the message that an answer becomes on Discord, as JSON for people
// to read. Commands too long for a button have none.
func Preview(a bot.Answer, speaker *words.Speaker) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(render(a, look{speaker})); err != nil {
		return err.Error()
	}
	return b.String()
}

// render shows an answer within Discord's limits. Whole items are left out
// first, then sentences, then words; links go before the last words would.
// Commands of actions must fit a button.
func render(a bot.Answer, l look) screen {
	draw := func(fitted bot.Answer) *discordgo.MessageEmbed {
		p := &page{words: l.speaker.In(a.Lang), missing: text.Missing(a, fitted)}
		return p.draw(fitted)
	}
	measure := func(a bot.Answer) int { return size(draw(a)) }
	fitted := text.Fit(a, maxAll, measure)
	if len(a.Lead) > 0 && len(fitted.Lead) == 0 {
		fitted = text.Fit(unlinked(a), maxAll, measure)
	}
	s := screen{
		Embeds: []*discordgo.MessageEmbed{draw(fitted)}, Components: keyboard(fitted),
		Mentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}, Files: []described{},
	}
	s.show(fitted.Picture)
	return s
}

// size measures an embed, in characters of maxAll: what is nearest to its limit
// counts.
func size(e *discordgo.MessageEmbed) int {
	all := text.UTF16(e.Title) + text.UTF16(e.Description)
	footer := 0
	if e.Footer != nil {
		footer = text.UTF16(e.Footer.Text)
	}
	all += footer
	for _, f := range e.Fields {
		all += text.UTF16(f.Name) + text.UTF16(f.Value)
	}
	return max(all, scaled(text.UTF16(e.Description), maxDescription), scaled(footer, maxFooter), scaled(len(e.Fields), maxFields))
}

// scaled expresses n of limit in characters of maxAll.
func scaled(n, limit int) int { return (n*maxAll + limit - 1) / limit }

// page is an answer being drawn.
type page struct {
	words   words.Words
	missing int             // items that were cut off
	text    strings.Builder // the description
}

func (p *page) draw(a bot.Answer) *discordgo.MessageEmbed {
	e := &discordgo.MessageEmbed{Title: cut(a.Title, maxTitle), Color: color(a)}
	if len(a.Sources) == 1 && len(a.Items) <= 1 {
		e.URL = link(a.Sources[0].URL) // the one article that it is about
	}
	cited, numbers := text.Cite(a)
	p.lead(a.Lead, numbers, cited)
	for _, item := range a.Items {
		e.Fields = append(e.Fields, p.item(item, a.Sources))
	}
	if a.Picture != nil && pictureName(a.Picture) == "" {
		p.paragraph(plainLines(a.Picture.Text))
	}
	p.sources(cited)
	note := text.Lines(a.Note)
	if p.missing > 0 {
		note = join("\n", note, p.words.Say(words.LeftOut, "n", p.missing))
	}
	if p.text.Len()+len(e.Fields) == 0 {
		p.paragraph(plainLines(note)) // all there is to read
	} else if note != "" {
		e.Footer = &discordgo.MessageEmbedFooter{Text: isolated(note)} // footers show no markup
	}
	e.Description = p.text.String()
	if e.Description == "" && e.Title == "" && len(e.Fields) == 0 {
		e.Description = text.Ellipsis // an empty message is refused
	}
	return e
}

func color(a bot.Answer) int {
	switch {
	case len(a.Lead) > 0:
		return answerColor
	case len(a.Items) > 0:
		return listColor
	case a.Private:
		return privateColor
	}
	return otherColor
}

// isolated keeps the order around lines that are written from right to left.
func isolated(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = text.Isolate(line)
	}
	return strings.Join(lines, "\n")
}

// lead draws the sentences as one paragraph, each followed by the numbers of
// what it cites, which lead there.
func (p *page) lead(sentences []bot.Sentence, numbers [][]int, cited []bot.Source) {
	for i, s := range sentences {
		if i > 0 {
			p.text.WriteByte(' ')
		}
		p.text.WriteString(plain(s.Prefix + s.Text))
		for j, n := range numbers[i] {
			if j == 0 {
				p.text.WriteByte(' ')
			}
			p.text.WriteString(citation(cited[n-1], n))
		}
	}
}

// citation is a number in brackets that leads to its source.
func citation(s bot.Source, n int) string {
	return `\[` + linked(s.URL, fmt.Sprint(n)) + `\]`
}

// sources lists what the lead cites in small letters.
func (p *page) sources(cited []bot.Source) {
	if len(cited) == 0 {
		return
	}
	var list strings.Builder
	list.WriteString("-# **" + plain(p.words.Say(words.SourceList)) + "**")
	for i, s := range cited {
		list.WriteString("\n-# " + citation(s, i+1) + " ")
		if s.Number > 0 {
			fmt.Fprintf(&list, "#%d ", s.Number)
		}
		list.WriteString(join(", ", join(": ", plain(s.Publisher), plain(s.Title)), plain(s.Language), p.date(s.Published, s.Added)))
	}
	p.paragraph(list.String())
}

// item is a field: the number and the title, then what it says and where that is
// from.
func (p *page) item(item bot.Item, sources []bot.Source) *discordgo.MessageEmbedField {
	title, gist := item.Title, item.Gist
	if text.Line(title) == "" {
		title, gist = gist, ""
	}
	number := ""
	if item.Number > 0 {
		number = fmt.Sprintf("#%d ", item.Number)
	}
	name := strings.TrimSpace(number + cut(title, maxName-len(number)))
	if name == "" {
		name = text.Ellipsis // a field needs a name
	}
	from := p.from(item, sources)
	room := maxValue - text.UTF16(from) - len("\n-# ")
	value := cut(gist, max(room, 0))
	if from != "" {
		value = strings.TrimPrefix(value+"\n-# "+from, "\n")
	}
	if value == "" {
		value = "–" // and a value
	}
	return &discordgo.MessageEmbedField{Name: name, Value: value}
}

// from says whose an item is, and when it was published; it leads there.
func (p *page) from(item bot.Item, sources []bot.Source) string {
	const mostNames, maxNames = 3, 120
	var names []string
	for _, i := range item.Sources {
		if i < 0 || i >= len(sources) {
			continue
		}
		if name := text.Line(sources[i].Publisher); name != "" && !slices.Contains(names, name) && len(names) < mostNames {
			names = append(names, name)
		}
	}
	said := text.Cut(strings.Join(names, ", "), maxNames, text.UTF16)
	whose := linked(item.URL, said)
	if link(item.URL) != "" && (said == "" || strings.ContainsAny(said, ".:/")) { // a name that looks like another address must not lead here
		whose = join(" ", plain(said), linked(item.URL, "↗"))
	}
	return join(" · ", whose, cut(item.Language, maxNames), p.date(item.Published, item.Added))
}

// date says when something was published, or, when that is unknown, when it
// was added, in the reader's own language and zone; nothing when both are.
func (p *page) date(published, added time.Time) string {
	switch {
	case !published.IsZero():
		return stamp(published)
	case !added.IsZero():
		return p.words.Say(words.AddedOn, "date", stamp(added))
	}
	return ""
}

// stamp is a day as Discord's apps spell it
// (discord.com/developers/docs/reference#message-formatting-timestamp-styles).
func stamp(t time.Time) string { return fmt.Sprintf("<t:%d:D>", t.Unix()) }

// paragraph draws a text after an empty line; an empty text draws nothing.
func (p *page) paragraph(s string) {
	if s == "" {
		return
	}
	if p.text.Len() > 0 {
		p.text.WriteString("\n\n")
	}
	p.text.WriteString(s)
}

// join joins what is not empty.
func join(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}
