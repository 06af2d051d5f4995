package guard

import "strings"

// maxXMLDepth is how deeply the elements of a feed may be nested. Feeds need
// about ten levels, markup inside an entry some more.
const maxXMLDepth = 128

// XML returns ErrTooDeep when the elements of s are nested too deeply for a
// parser of feeds, whose stack would otherwise overflow beyond recovery.
func XML(s string) error {
	depth := 0
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return nil
		}
		s = s[i:]
		switch {
		case strings.HasPrefix(s, "<!--"):
			s = after(s, "-->")
		case strings.HasPrefix(s, "<![CDATA["):
			s = after(s, "]]>")
		case strings.HasPrefix(s, "<?"):
			s = after(s, "?>")
		case strings.HasPrefix(s, "<!"):
			s = after(s, ">")
		case strings.HasPrefix(s, "</"):
			depth = max(0, depth-1)
			s = after(s, ">")
		default:
			end := tagEnd(s)
			if !strings.HasSuffix(s[:end], "/>") {
				depth++
			}
			s = s[end:]
		}
		if depth > maxXMLDepth {
			return ErrTooDeep
		}
	}
}

// after returns what follows the first mark in s, nothing when there is none.
func after(s, mark string) string {
	_, rest, _ := strings.Cut(s, mark)
	return rest
}

// tagEnd returns where the tag that starts s ends, its ">" included. A ">" in
// a quoted value does not end it.
func tagEnd(s string) int {
	var quote byte
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(s)
}
