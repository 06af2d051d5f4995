package guard

import "strings"

// maxValue is how long the value of an attribute may be, in bytes. Addresses
// are shorter; what is longer is data for scripts or a picture.
const maxValue = 4096

// Slim returns a page without what no reader needs: comments, scripts other
// than JSON-LD, styles, drawings, frames and long attribute values. It takes
// them out of the text, before a parser keeps them in memory, and finds them as
// a browser does; the rest of the page is unchanged.
func Slim(page string) string {
	s := slimmer{rest: page}
	for len(s.rest) > 0 {
		i := strings.IndexByte(s.rest, '<')
		if i < 0 || i+1 == len(s.rest) {
			break
		}
		s.keep(i)
		s.markup()
	}
	s.keep(min(len(s.rest), maxPage+1))
	return s.out.String()
}

// slimmer copies what is kept from rest to out.
type slimmer struct {
	rest string
	out  strings.Builder
}

func (s *slimmer) keep(n int) {
	s.out.WriteString(s.rest[:n])
	s.rest = s.rest[n:]
}

// markup handles what starts with the "<" that rest starts with.
func (s *slimmer) markup() {
	switch c := s.rest[1]; {
	case strings.HasPrefix(s.rest, "<!--"):
		s.rest = s.rest[commentEnd(s.rest):]
	case hasPrefixFold(s.rest, "<!doctype"):
		s.keep(closing(s.rest))
	case c == '!' || c == '?':
		s.rest = s.rest[closing(s.rest):]
	case c == '/' && len(s.rest) > 2 && letter(s.rest[2]):
		s.keep(closing(s.rest))
	case letter(c):
		s.element()
	default:
		s.keep(1)
	}
}

// element handles a start tag and, when the element holds no markup, what is
// inside it.
func (s *slimmer) element() {
	end := 1
	for end < len(s.rest) && !space(s.rest[end]) && s.rest[end] != '>' && s.rest[end] != '/' {
		end++
	}
	name := strings.ToLower(s.rest[1:min(end, 12)])
	switch name {
	case "script":
		tag := s.rest[:tagClose(s.rest)]
		if strings.Contains(strings.ToLower(tag), "ld+json") {
			s.tag()
			s.keep(rawEnd(s.rest, name))
			return
		}
		s.drop(len(tag), name)
	case "style", "noscript", "svg", "iframe", "template":
		s.drop(tagClose(s.rest), name)
	case "title", "textarea", "xmp":
		s.tag()
		s.keep(rawEnd(s.rest, name))
	default:
		s.tag()
	}
}

// drop leaves out a tag of the given length and all up to the end tag of that
// name, included.
func (s *slimmer) drop(tag int, name string) {
	if name == "svg" && strings.HasSuffix(s.rest[:tag], "/>") {
		s.rest = s.rest[tag:]
		return
	}
	s.rest = s.rest[tag:]
	s.rest = s.rest[rawEnd(s.rest, name):]
	if len(s.rest) > 0 {
		s.rest = s.rest[closing(s.rest):]
	}
	s.out.WriteByte(' ') // what was apart stays apart
}

// tag keeps a start tag without its long values.
func (s *slimmer) tag() {
	end := tagClose(s.rest)
	if end <= maxValue {
		s.keep(end)
		return
	}
	tag := s.rest[:end]
	s.rest = s.rest[end:]
	from := 0
	values(tag, func(start, stop int) {
		if stop-start > maxValue {
			s.out.WriteString(tag[from:start])
			from = stop
		}
	})
	s.out.WriteString(tag[from:])
}

// commentEnd is where the comment that starts s ends:
// html.spec.whatwg.org/multipage/parsing.html, "comment start state".
func commentEnd(s string) int {
	const start = len("<!--")
	for _, short := range []string{">", "->"} {
		if strings.HasPrefix(s[start:], short) {
			return start + len(short)
		}
	}
	for i := start; ; {
		k := strings.Index(s[i:], "--")
		if k < 0 {
			return len(s)
		}
		i += k
		for _, end := range []string{"-->", "--!>"} {
			if strings.HasPrefix(s[i:], end) {
				return i + len(end)
			}
		}
		i++
	}
}

// closing is where the markup that starts s ends: after the next ">".
func closing(s string) int {
	if i := strings.IndexByte(s, '>'); i >= 0 {
		return i + 1
	}
	return len(s)
}

// rawEnd is where the end tag of an element without markup starts in s.
func rawEnd(s, name string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], "</")
		if i < 0 {
			return len(s)
		}
		at += i
		if after := at + 2 + len(name); hasPrefixFold(s[at+2:], name) && (after == len(s) || space(s[after]) || s[after] == '>' || s[after] == '/') {
			return at
		}
		at += 2
	}
}

// tagClose is where the start tag that starts s ends.
func tagClose(s string) int { return values(s, func(int, int) {}) }

// values calls yield with where each attribute value of a start tag starts and
// stops, quotes aside, and returns where the tag ends. A ">" in a quoted value
// does not end it.
func values(s string, yield func(start, stop int)) int {
	i := 1
	for i < len(s) && s[i] != '>' {
		if s[i] != '=' {
			i++
			continue
		}
		for i++; i < len(s) && space(s[i]); i++ {
		}
		if i == len(s) {
			break
		}
		var stop int
		start := i
		if q := s[i]; q == '"' || q == '\'' {
			start++
			k := strings.IndexByte(s[start:], q)
			if k < 0 {
				return len(s)
			}
			stop = start + k
			i = stop + 1
		} else {
			for i < len(s) && !space(s[i]) && s[i] != '>' {
				i++
			}
			stop = i
		}
		yield(start, stop)
	}
	return min(i+1, len(s))
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }
