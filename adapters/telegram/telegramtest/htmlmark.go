package telegramtest

import (
	"strconv"
)

// simpleTags are the tags that only mark their text.
var simpleTags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"u": "underline", "ins": "underline", "span": "spoiler", "tg-spoiler": "spoiler",
}

// mark adds the entity of a tag that closes over some text.
func (p *htmlParser) mark(tag htmlTag) error {
	e := Entity{Type: simpleTags[tag.name], Offset: tag.offset, Length: p.units - tag.offset}
	switch tag.name {
	case "a":
		link := tag.argument
		if link == "" {
			link = p.out.String()[tag.from:]
		}
		marked, ok := linkEntity(link, e.Offset, e.Length)
		if !ok {
			return nil
		}
		e = marked
	case "tg-emoji":
		if id, err := strconv.ParseInt(tag.argument, 10, 64); err != nil || id == 0 {
			return refusal("Invalid custom emoji identifier specified")
		}
		e.Type, e.Emoji = "custom_emoji", tag.argument
	case "tg-time":
		unix, err := strconv.ParseInt(tag.argument, 10, 32)
		if err != nil {
			return refusal("Invalid date specified")
		}
		if !dateFormat(tag.format) {
			return refusal("Invalid date format used")
		}
		e.Type, e.Unix, e.Format = "date_time", unix, tag.format
	case "blockquote":
		e.Type = "blockquote"
		if tag.argument != "" {
			e.Type = "expandable_blockquote"
		}
	case "pre", "code":
		e.Type, e.Language = tag.name, tag.argument
		if tag.name == "pre" {
			e.Language = ""
		}
		if p.fusedCode(e) {
			return nil
		}
	}
	p.entities = append(p.entities, e)
	return nil
}

// fusedCode makes one block of code of a pre and a code with a language that
// mark the same text, in either order.
func (p *htmlParser) fusedCode(e Entity) bool {
	if len(p.entities) == 0 {
		return false
	}
	last := &p.entities[len(p.entities)-1]
	if last.Offset != e.Offset || last.Length != e.Length {
		return false
	}
	if last.Type == "code" && e.Type == "pre" && last.Language != "" {
		last.Type = "pre"
		return true
	}
	if last.Type == "pre" && e.Type == "code" && e.Language != "" {
		last.Language = e.Language
		return true
	}
	return false
}
