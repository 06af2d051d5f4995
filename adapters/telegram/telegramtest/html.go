package telegramtest

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ParseHTML reads a text in the HTML parse mode as Telegram's server does:
// the same text and entities, or an error in the server's words.
func ParseHTML(s string) (Text, error) {
	if !utf8.ValidString(s) {
		return Text{}, refusal("Strings must be encoded in UTF-8")
	}
	p := &htmlParser{in: s}
	for p.i < len(s) {
		if err := p.next(); err != nil {
			return Text{}, err
		}
	}
	if n := len(p.open); n > 0 {
		return Text{}, refusal("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	if !utf8.ValidString(p.out.String()) {
		return Text{}, refusal("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units")
	}
	for i := range p.entities {
		if p.entities[i].Type == "code" {
			p.entities[i].Language = ""
		}
	}
	sortEntities(p.entities)
	return Text{p.out.String(), p.entities}, nil
}

type htmlParser struct {
	in       string
	i        int // the next byte of in
	out      strings.Builder
	units    int // UTF-16 code units in out
	open     []htmlTag
	entities []Entity
}

type htmlTag struct {
	name, argument, format string
	offset                 int // in UTF-16 code units
	from                   int // in bytes of the output
}

// at is the byte at i, 0 behind the end.
func (p *htmlParser) at(i int) byte {
	if i < len(p.in) {
		return p.in[i]
	}
	return 0
}

// isSpace counts the end of the text as a space, as the server does.
func isSpace(c byte) bool { return strings.IndexByte(" \t\r\n\v\x00", c) >= 0 }

func (p *htmlParser) skipSpaces() {
	for p.i < len(p.in) && isSpace(p.in[p.i]) {
		p.i++
	}
}

// next reads one character, character reference or tag.
func (p *htmlParser) next() error {
	c := p.in[p.i]
	if c == '&' {
		if text, width := reference(p.in[p.i:]); width > 0 {
			p.out.WriteString(text)
			p.units += Len(text)
			p.i += width
			return nil
		}
	}
	if c == '<' {
		begin := p.i
		p.i++
		if p.at(p.i) == '/' {
			return p.endTag(begin)
		}
		return p.startTag(begin)
	}
	_, width := utf8.DecodeRuneInString(p.in[p.i:])
	p.units += Len(p.in[p.i : p.i+width])
	p.out.WriteString(p.in[p.i : p.i+width])
	p.i += width
	return nil
}

// reference decodes the character reference that s starts with. Telegram
// knows four names; a semicolon may be missing. Half a surrogate pair becomes
// bytes that are not UTF-8, as on the server, which refuses them at the end.
func reference(s string) (text string, width int) {
	end := 1
	var code uint64
	switch {
	case strings.HasPrefix(s, "&#x"):
		end = 3 + len(s[3:]) - len(strings.TrimLeft(s[3:], asciiDigits+"abcdefABCDEF"))
		code, _ = strconv.ParseUint(s[3:end], 16, 32) // 0 when there is none
	case strings.HasPrefix(s, "&#"):
		end = 2 + len(s[2:]) - len(strings.TrimLeft(s[2:], asciiDigits))
		code, _ = strconv.ParseUint(s[2:end], 10, 32)
	default:
		for end < len(s) && (s[end]|0x20) >= 'a' && (s[end]|0x20) <= 'z' {
			end++
		}
		code = map[string]uint64{"lt": '<', "gt": '>', "amp": '&', "quot": '"'}[s[1:end]]
	}
	if code == 0 || code >= utf8.MaxRune || end >= 10 {
		return "", 0
	}
	text = string(rune(code))
	if code >= 0xd800 && code <= 0xdfff {
		text = "\xed\xa0\x80"
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	return text, end
}

func (p *htmlParser) startTag(begin int) error {
	for !isSpace(p.at(p.i)) && p.at(p.i) != '>' {
		p.i++
	}
	if p.at(p.i) == 0 {
		return refusal("Unclosed start tag at byte offset %d", begin)
	}
	tag := htmlTag{name: lower(p.in[begin+1 : p.i]), offset: p.units, from: p.out.Len()}
	if !slices.Contains(htmlTags, tag.name) {
		return refusal("Unsupported start tag %q at byte offset %d", tag.name, begin)
	}
	for p.at(p.i) != '>' {
		p.skipSpaces()
		if p.at(p.i) == '>' {
			break
		}
		name, value, err := p.attribute(tag.name, begin)
		if err != nil {
			return err
		}
		tag.take(name, value)
	}
	p.i++
	if tag.name == "span" && tag.argument != "spoiler" {
		return refusal("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.open = append(p.open, tag)
	return nil
}

// htmlTags are the tags that Telegram supports, core.telegram.org/bots/api#html-style
var htmlTags = []string{"a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji",
	"tg-time", "span", "pre", "code", "blockquote"}

// lower lowers ASCII only.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// attribute reads one attribute of the tag called tag that starts at begin.
func (p *htmlParser) attribute(tag string, begin int) (name, value string, err error) {
	from := p.i
	for !isSpace(p.at(p.i)) && p.at(p.i) != '=' && p.at(p.i) != '>' {
		p.i++
	}
	name = p.in[from:min(p.i, len(p.in))]
	if name == "" && p.at(p.i) != 0 {
		return "", "", refusal("Empty attribute name in the tag %q at byte offset %d", tag, begin)
	}
	p.skipSpaces()
	unclosed := refusal("Unclosed start tag %q at byte offset %d", tag, begin)
	if p.at(p.i) != '=' {
		if p.at(p.i) == 0 {
			return "", "", unclosed
		}
		return name, "", nil
	}
	p.i++
	p.skipSpaces()
	switch p.at(p.i) {
	case 0:
		return "", "", unclosed
	case '"', '\'':
		value = p.quoted()
	default:
		from := p.i
		for strings.IndexByte(asciiWord+".-", p.at(p.i)) >= 0 && p.at(p.i) != '_' {
			p.i++
		}
		value = lower(p.in[from:p.i])
		if !isSpace(p.at(p.i)) && p.at(p.i) != '>' {
			return "", "", refusal("Unexpected end of name token at byte offset %d", from)
		}
	}
	if p.at(p.i) == 0 {
		return "", "", refusal("Unclosed start tag at byte offset %d", begin)
	}
	return name, value, nil
}

// quoted reads an attribute's value in quotation marks, the marks included.
func (p *htmlParser) quoted() string {
	var value strings.Builder
	end := p.in[p.i]
	for p.i++; p.at(p.i) != end && p.at(p.i) != 0; {
		if text, width := reference(p.in[p.i:]); p.in[p.i] == '&' && width > 0 {
			value.WriteString(text)
			p.i += width
			continue
		}
		value.WriteByte(p.in[p.i])
		p.i++
	}
	if p.at(p.i) == end {
		p.i++
	}
	return value.String()
}

// take keeps what Telegram reads of an attribute.
func (t *htmlTag) take(name, value string) {
	switch t.name + " " + name {
	case "a href", "tg-emoji emoji-id", "tg-time unix":
		t.argument = value
	case "tg-time format":
		t.format = value
	case "blockquote expandable":
		t.argument = "expandable"
	case "code class":
		if language, ok := strings.CutPrefix(value, "language-"); ok {
			t.argument = language
		}
	case "span class":
		if class, ok := strings.CutPrefix(value, "tg-"); ok {
			t.argument = class
		}
	}
}

func (p *htmlParser) endTag(begin int) error {
	if len(p.open) == 0 {
		return refusal("Unexpected end tag at byte offset %d", begin)
	}
	for !isSpace(p.at(p.i)) && p.at(p.i) != '>' {
		p.i++
	}
	name := p.in[begin+2 : p.i]
	p.skipSpaces()
	if p.at(p.i) != '>' {
		return refusal("Unclosed end tag at byte offset %d", begin)
	}
	p.i++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return refusal("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.units == tag.offset {
		return nil
	}
	return p.mark(tag)
}
