package feeds

import (
	"regexp"
	"strings"
)

const (
	// maxEntity is how long the text of a declared entity may be, in bytes.
	maxEntity = 256
	// maxEntities is how many entities a document may declare.
	maxEntities = 64
)

// splitDoctype takes the document type out, its line breaks aside, and returns
// the entities that it declares: short plain ones, which cannot multiply. What
// would have to be fetched is never looked at and stays as it is written; a
// document that declares entities made of entities, or long ones, is refused.
func splitDoctype(text string) (string, map[string]string, error) {
	const mark = "<!doctype"
	at := doctypeAt(text, mark)
	if at < 0 {
		return text, nil, nil
	}
	entities := map[string]string{}
	end, inside := at+len(mark), 0
	for ; end < len(text); end++ {
		switch text[end] {
		case '[':
			inside++
		case ']':
			inside--
		case '>':
			if inside <= 0 {
				return text[:at] + strings.Repeat("\n", strings.Count(text[at:end], "\n")) + text[end+1:], entities, nil
			}
		case '<':
			length, ok := declare(text[end:], entities)
			if !ok {
				return "", nil, &Refusal{Reason: Entities, Line: 1 + strings.Count(text[:end], "\n")}
			}
			end += length
		}
	}
	return "", nil, &Refusal{Reason: Broken, Detail: "its document type does not end", Line: 1 + strings.Count(text[:at], "\n")}
}

var (
	plainEntity    = regexp.MustCompile(`^<!ENTITY\s+([a-zA-Z_][\w.-]*)\s+(?:"((?:[^"&%<]|&#\w{1,7};)*)"|'((?:[^'&%<]|&#\w{1,7};)*)')\s*>`)
	externalEntity = regexp.MustCompile(`^<!ENTITY\s+(?:%\s+)?[a-zA-Z_][\w.-]*\s+(?:SYSTEM|PUBLIC)\s[^>]*`)
)

// declare reads the declaration that s starts with, if it is that of an entity,
// and returns how much of it need not be looked at again. It reports false for
// one that is not safe.
func declare(s string, entities map[string]string) (length int, ok bool) {
	if !strings.HasPrefix(s, "<!ENTITY") {
		return 0, true
	}
	head := s[:min(len(s), 2*maxEntity)]
	if external := externalEntity.FindString(head); external != "" {
		return len(external), true
	}
	m := plainEntity.FindStringSubmatch(head)
	if m == nil || len(m[2]+m[3]) > maxEntity || len(entities) == maxEntities {
		return 0, false
	}
	entities[m[1]] = unescape(m[2]+m[3], nil)
	return len(m[0]) - 1, true
}

// doctypeAt returns where the document type starts, -1 when the root or nothing
// comes first.
func doctypeAt(text, mark string) int {
	at := 0
	for {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			return -1
		}
		at += i
		rest := text[at:]
		var end string
		switch {
		case strings.HasPrefix(rest, "<!--"):
			end = "-->"
		case strings.HasPrefix(rest, "<?"):
			end = "?>"
		case len(rest) >= len(mark) && strings.EqualFold(rest[:len(mark)], mark):
			return at
		default:
			return -1
		}
		i = strings.Index(rest, end)
		if i < 0 {
			return -1
		}
		at += i + len(end)
	}
}
