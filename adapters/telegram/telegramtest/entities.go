package telegramtest

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf16"
)

// Entity is a marked part of a text, as in Telegram's MessageEntity. Offset
// and length count UTF-16 code units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`             // of text_link
	User     *User  `json:"user,omitempty"`            // of text_mention
	Language string `json:"language,omitempty"`        // of pre
	Emoji    string `json:"custom_emoji_id,omitempty"` // of custom_emoji
	Unix     int64  `json:"unix_time,omitempty"`       // of date_time
	Format   string `json:"date_time_format,omitempty"`
}

// Text is what a parse mode makes of its input.
type Text struct {
	Text     string
	Entities []Entity // outer before inner
}

// Len is the number of UTF-16 code units, in which Telegram measures.
func Len(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// Of returns the part of the text that an entity marks.
func (t Text) Of(e Entity) string {
	units := utf16.Encode([]rune(t.Text))
	if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(units) {
		return ""
	}
	return string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
}

// rank orders entities over the same text, outer first, as Telegram does.
func rank(kind string) int {
	switch kind {
	case "blockquote", "expandable_blockquote":
		return 0
	case "pre":
		return 11
	case "code":
		return 20
	case "text_link", "text_mention":
		return 49
	case "bold":
		return 90
	case "italic":
		return 91
	case "underline":
		return 92
	case "strikethrough":
		return 93
	case "spoiler":
		return 94
	case "date_time":
		return 95
	case "custom_emoji":
		return 99
	}
	return 50 // what is found in the text itself: mentions, tags, links
}

func sortEntities(entities []Entity) {
	slices.SortStableFunc(entities, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length), cmp.Compare(rank(a.Type), rank(b.Type)))
	})
}

// refusal is an error in the words of Telegram's server.
func refusal(format string, values ...any) error { return fmt.Errorf(format, values...) }
