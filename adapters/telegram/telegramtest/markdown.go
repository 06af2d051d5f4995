package telegramtest

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// ParseMarkdownV2 reads a text in the MarkdownV2 parse mode as Telegram's
// server does: the same text and entities, or an error in the server's words.
func ParseMarkdownV2(s string) (Text, error) {
	if !utf8.ValidString(s) {
		return Text{}, refusal("Strings must be encoded in UTF-8")
	}
	p := &markdownParser{in: s, lineStart: true}
	for p.i < len(s) {
		if err := p.next(); err != nil {
			return Text{}, err
		}
	}
	if p.isOpen("BlockQuote") {
		p.closeQuote("blockquote")
	}
	if n := len(p.open); n > 0 {
		return Text{}, p.unclosed()
	}
	sortEntities(p.entities)
	return Text{p.out.String(), p.entities}, nil
}

type markdownParser struct {
	in        string
	i         int
	out       strings.Builder
	units     int
	lineStart bool // a quotation may start here
	quoted    bool // inside of a quotation
	open      []mark
	entities  []Entity
}

// mark is an entity that has begun.
type mark struct {
	kind     string // in the server's words
	language string
	offset   int // in UTF-16 code units
	begin    int // in bytes of the input
	from     int // in bytes of the output
}

// markTypes are the entities' types by the server's words for them.
var markTypes = map[string]string{
	"Bold": "bold", "Italic": "italic", "Underline": "underline", "Strikethrough": "strikethrough", "Spoiler": "spoiler",
	"Code": "code", "Pre": "pre", "PreCode": "pre",
}

// markSigns end the entities of which they are the sign.
var markSigns = map[string]string{
	"Bold": "*", "Italic": "_", "Underline": "__", "Strikethrough": "~", "Spoiler": "||", "Code": "`", "Pre": "```",
	"PreCode": "```", "TextUrl": "]", "CustomEmoji": "]",
}

func (p *markdownParser) has(prefix string) bool { return strings.HasPrefix(p.in[p.i:], prefix) }

func (p *markdownParser) isOpen(kind string) bool {
	return len(p.open) > 0 && p.open[len(p.open)-1].kind == kind
}

func (p *markdownParser) unclosed() error {
	last := p.open[len(p.open)-1]
	return refusal("Can't find end of %s entity at byte offset %d", last.kind, last.begin)
}

// put writes n bytes of the input as they are.
func (p *markdownParser) put(n int) {
	text := p.in[p.i : p.i+n]
	p.out.WriteString(text)
	p.units += Len(text)
	p.i += n
}

func (p *markdownParser) next() error {
	c := p.in[p.i]
	if p.escaped(p.i) {
		p.i++
		p.put(1)
		p.lineStart = false
		return nil
	}
	reserved := "_*[]()~`>#+-=|{}.!\n"
	if p.isOpen("Code") || p.isOpen("Pre") || p.isOpen("PreCode") {
		reserved = "`"
	}
	if strings.IndexByte(reserved, c) < 0 {
		_, width := utf8.DecodeRuneInString(p.in[p.i:])
		p.put(width)
		p.lineStart = p.lineStart && c == '\r'
		return nil
	}
	if c == '\n' {
		return p.newLine()
	}
	if p.endsQuote() {
		p.i += 2
		// The line break belongs to the quotation.
		p.put(len(p.in[p.i:]) - len(strings.TrimPrefix(strings.TrimPrefix(p.in[p.i:], "\r"), "\n")))
		p.closeQuote("expandable_blockquote")
		return nil
	}
	if p.endsMark(c) {
		return p.closeMark()
	}
	return p.openMark(c)
}

// escaped reports whether the byte at i takes the meaning of the next.
func (p *markdownParser) escaped(i int) bool {
	return p.in[i] == '\\' && i+1 < len(p.in) && p.in[i+1] > 0 && p.in[i+1] <= 126
}

// newLine ends a quotation unless the next line goes on with it.
func (p *markdownParser) newLine() error {
	p.put(1)
	p.lineStart = true
	if !p.quoted {
		return nil
	}
	if p.i < len(p.in) && p.in[p.i] == '>' {
		p.i++
		p.lineStart = false
		return nil
	}
	if !p.isOpen("BlockQuote") {
		return p.unclosed()
	}
	p.closeQuote("blockquote")
	return nil
}

// endsQuote reports whether the sign at hand closes an expandable quotation:
// || behind its last line.
func (p *markdownParser) endsQuote() bool {
	if !p.isOpen("BlockQuote") || !p.has("||") {
		return false
	}
	rest := strings.TrimPrefix(p.in[p.i+2:], "\r")
	if rest == "" {
		return true
	}
	return rest[0] == '\n' && !strings.HasPrefix(rest, "\n>")
}

func (p *markdownParser) closeQuote(kind string) {
	last := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	p.quoted, p.lineStart = false, true
	if p.units > last.offset {
		p.entities = append(p.entities, Entity{Type: kind, Offset: last.offset, Length: p.units - last.offset})
	}
}

func (p *markdownParser) endsMark(c byte) bool {
	if len(p.open) == 0 {
		return false
	}
	kind := p.open[len(p.open)-1].kind
	if kind == "Italic" && p.has("__") {
		return false
	}
	return kind != "BlockQuote" && c == markSigns[kind][0] && p.has(markSigns[kind])
}

func (p *markdownParser) openMark(c byte) error {
	m := mark{offset: p.units, begin: p.i, from: p.out.Len()}
	switch {
	case p.has("__"):
		m.kind = "Underline"
	case c == '_':
		m.kind = "Italic"
	case c == '*':
		m.kind = "Bold"
	case c == '~':
		m.kind = "Strikethrough"
	case p.has("||"):
		m.kind = "Spoiler"
	case c == '[':
		m.kind = "TextUrl"
	case p.has("!["):
		m.kind = "CustomEmoji"
		p.i++
	case p.has("```"):
		p.openBlock(&m)
		p.open = append(p.open, m)
		return nil
	case c == '`':
		m.kind = "Code"
	case c == '>' && p.lineStart && !p.quoted:
		m.kind, p.quoted, p.lineStart = "BlockQuote", true, false
	default:
		return refusal("Character '%c' is reserved and must be escaped with the preceding '\\'", c)
	}
	p.i += max(1, min(2, len(markSigns[m.kind])))
	p.open = append(p.open, m)
	return nil
}

// openBlock begins a block of code: a language up to a space, one line break.
func (p *markdownParser) openBlock(m *mark) {
	p.i += 3
	m.kind = "Pre"
	end := p.i
	for end < len(p.in) && !isSpace(p.in[end]) && p.in[end] != '`' {
		end++
	}
	if end > p.i && end < len(p.in) && p.in[end] != '`' {
		m.kind, m.language = "PreCode", p.in[p.i:end]
		p.i = end
	}
	switch {
	case p.has("\r\n"), p.has("\n\r"):
		p.i += 2
	case p.has("\n"), p.has("\r"):
		p.i++
	}
}

func (p *markdownParser) closeMark() error {
	m := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	p.i += len(markSigns[m.kind])
	e := Entity{Type: markTypes[m.kind], Offset: m.offset, Length: p.units - m.offset, Language: m.language}
	keep := e.Length > 0
	if m.kind == "TextUrl" || m.kind == "CustomEmoji" {
		link, err := p.target(m)
		if err != nil {
			return err
		}
		var ok bool
		if m.kind == "TextUrl" {
			e, ok = linkEntity(link, e.Offset, e.Length)
		} else if e, ok = emojiOrTime(link, e); !ok {
			return refusal("Invalid tg://emoji or tg://time URL specified")
		}
		keep = keep && ok
	}
	if keep {
		p.entities = append(p.entities, e)
	}
	return nil
}

// target reads the (link) behind a text in brackets; a link without one is its
// own target.
func (p *markdownParser) target(m mark) (string, error) {
	if !p.has("(") {
		if m.kind == "CustomEmoji" {
			return "", refusal("Custom emoji entity must contain a tg://emoji URL")
		}
		return p.out.String()[m.from:], nil
	}
	p.i++
	begin := p.i
	var link strings.Builder
	for ; p.i < len(p.in) && p.in[p.i] != ')'; p.i++ {
		if p.escaped(p.i) {
			p.i++
		}
		link.WriteByte(p.in[p.i])
	}
	if p.i >= len(p.in) {
		return "", refusal("Can't find end of a URL at byte offset %d", begin)
	}
	p.i++
	return link.String(), nil
}

// emojiOrTime makes the entity of ![text](tg://emoji?id=1) or tg://time?unix=1.
func emojiOrTime(link string, e Entity) (Entity, bool) {
	name, values := tgLink(link)
	switch name {
	case "emoji":
		id, err := strconv.ParseInt(values["id"], 10, 64)
		e.Type, e.Emoji = "custom_emoji", values["id"]
		return e, err == nil && id != 0
	case "time":
		unix, err := strconv.ParseInt(values["unix"], 10, 32)
		e.Type, e.Unix, e.Format = "date_time", unix, values["format"]
		return e, err == nil && dateFormat(e.Format)
	}
	return e, false
}
