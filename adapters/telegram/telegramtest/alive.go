package telegramtest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// alivePattern finds what Telegram's apps may turn into something to press in
// plain text. Each is checked by its surroundings afterwards; where Telegram
// wants more (a name of four letters, say), this takes less, so that what is
// not found here is dead everywhere.
var alivePatterns = []struct {
	kind    string
	pattern *regexp.Regexp
}{
	{"email", regexp.MustCompile(`[\pL\pN._%+-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+`)},
	{"url", regexp.MustCompile(`(?i)(?:https?|ftp|tg|ton|tonsite)://[^\s<>"«»]+`)},
	{"url", regexp.MustCompile(`[\pL\pN_-]+(?:\.[\pL\pN_-]+)+(?::\d+)?(?:[/?#][^\s<>"«»]*)?`)},
	{"mention", regexp.MustCompile(`@[A-Za-z0-9_]{2,}`)},
	{"bot_command", regexp.MustCompile(`/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?`)},
	{"hashtag", regexp.MustCompile(`#[\pL\pN\pM_\x{b7}\x{200c}]{1,256}`)},
	{"cashtag", regexp.MustCompile(`\$(?:1INCH|[A-Z]{1,8})`)},
	// Numbers of bank cards are among them. What may stand between the digits is
	// that of github.com/google/libphonenumber, the word joiner included; apps want
	// a number that exists somewhere.
	{"phone_number", regexp.MustCompile(`[+＋]?\p{Nd}(?:[-x‐-―−ー－-／ \x{a0}\x{ad}\x{200b}\x{2060}　()（）［］.\[\]/~⁓∼～]*\p{Nd}){5,}`)},
}

// calendar matches days and spans of years, which are no phone numbers.
var calendar = regexp.MustCompile(`^(?:\d?\d[-./]\d?\d[-./](?:\d\d){1,2}|\d{4}[-./]\d?\d[-./]\d?\d|(?:1\d|20)\d\d ?[-–—/] ?(?:1\d|20)?\d\d)$`)

// FindAlive returns what Telegram makes something to press of in plain text by
// itself: mentions, tags, commands, bare links, addresses and phone numbers.
func FindAlive(text string) []Entity {
	var found []Entity
	var taken [][2]int // bytes
	for _, p := range alivePatterns {
		for _, at := range p.pattern.FindAllStringIndex(text, -1) {
			overlaps := slices.ContainsFunc(taken, func(o [2]int) bool { return at[0] < o[1] && o[0] < at[1] })
			if overlaps || !comesAlive(p.kind, text[:at[0]], text[at[0]:at[1]], text[at[1]:]) {
				continue
			}
			taken = append(taken, [2]int{at[0], at[1]})
			found = append(found, Entity{Type: p.kind, Offset: Len(text[:at[0]]), Length: Len(text[at[0]:at[1]])})
		}
	}
	sortEntities(found)
	return found
}

// comesAlive looks at what stands around a find.
func comesAlive(kind, before, find, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if before == "" {
		last = ' '
	}
	if after == "" {
		next = ' '
	}
	switch kind {
	case "mention":
		return !inWord(last)
	case "bot_command":
		return !inWord(last) && !strings.ContainsRune("/<>", last) && !inWord(next) && !strings.ContainsRune("/<>", next)
	case "hashtag":
		return !inWord(last) && strings.ContainsFunc(find, unicode.IsLetter)
	case "cashtag":
		return !inWord(last) && last != '$' && !inWord(next) && next != '$'
	case "phone_number":
		return !calendar.MatchString(find)
	case "url":
		return strings.Contains(find, "://") || knownDomain(find)
	}
	return true // email
}

func inWord(r rune) bool {
	return r == '_' || r == '\u200c' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// knownDomain reports whether a name with dots ends as public ones do. All
// registered endings count; Telegram takes the common ones.
func knownDomain(link string) bool {
	host := link
	if end := strings.IndexAny(link, ":/?#"); end >= 0 {
		host = link[:end]
	}
	host = strings.ToLower(strings.TrimRight(host, ".-_"))
	top, err := idna.ToASCII(host[strings.LastIndexByte(host, '.')+1:])
	if err != nil {
		return false
	}
	suffix, registered := publicsuffix.PublicSuffix("x." + top)
	return registered && suffix == top && top != ""
}

// Alive returns the entities of a text that nobody marked up: those that
// Telegram found by itself. A test asserts that no text of an article has any.
func (t Text) Alive() []Entity {
	return slices.DeleteFunc(FindAlive(t.Text), func(e Entity) bool {
		return slices.ContainsFunc(t.Entities, func(m Entity) bool {
			dead := m.Type == "code" || m.Type == "pre" || m.Type == "text_link" || m.Type == "text_mention"
			return dead && e.Offset < m.Offset+m.Length && m.Offset < e.Offset+e.Length
		})
	})
}
