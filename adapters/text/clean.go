package text

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks one character keeps. Living
// orthographies stay within it; towers of marks, which paint over the lines
// above and below, do not.
const maxMarks = 4

// Line returns s as one line of text that can do nothing but be read: invalid
// UTF-8 becomes U+FFFD, every run of white space, line breaks included, one
// space, and control, invisible and direction-changing characters go. The
// joiners that Persian, the scripts of India and emoji need stay between their
// letters, where they belong.
func Line(s string) string {
	return strings.Join(strings.Fields(clean(s)), " ")
}

// Lines is Line for text whose line breaks mean something: they stay, at most
// one empty line in a row.
func Lines(s string) string {
	var out []string
	for line := range strings.SplitSeq(clean(s), "\n") {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// clean drops what must not pass and turns every line break into "\n".
func clean(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && (r < ' ' || r > '~') }) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	c := cleaner{}
	c.out.Grow(len(s))
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		c.add(r, s[i+size:])
	}
	return c.out.String()
}

// cleaner writes what may pass of a text.
type cleaner struct {
	out   strings.Builder
	last  rune // last character written
	marks int  // combining marks since the last character that is none
	flag  bool // inside the sequence of a regional flag, which is spelled with tags
}

// regionalFlag starts the flags of England, Scotland and Wales, the only use
// of tag characters (UTS #51, emoji tag sequences).
const regionalFlag = '\U0001F3F4'

func (c *cleaner) add(r rune, rest string) {
	switch {
	case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
		c.write('\n')
	case unicode.IsSpace(r):
		c.write(r)
	case r == '\u200C' || r == '\u200D':
		if next, _ := utf8.DecodeRuneInString(rest); joinable(c.last) && joinable(next) && c.marks < maxMarks {
			c.out.WriteRune(r)
			c.last = r
		}
	case r >= 0xE0020 && r <= 0xE007F:
		if c.flag {
			c.out.WriteRune(r)
			c.flag = r != 0xE007F
		}
	case unicode.Is(unicode.M, r):
		// A mark without a letter would sit on whatever stands before the text.
		if c.last != 0 && !unicode.IsSpace(c.last) && c.marks < maxMarks {
			c.out.WriteRune(r)
			c.marks++
		}
	case visible(r):
		c.write(r)
		c.flag = r == regionalFlag
	}
}

func (c *cleaner) write(r rune) {
	c.out.WriteRune(r)
	c.last, c.marks, c.flag = r, 0, false
}

// joinable reports whether a joiner beside r can mean anything.
func joinable(r rune) bool {
	return r > unicode.MaxASCII && r != utf8.RuneError && visible(r) &&
		unicode.In(r, unicode.L, unicode.M, unicode.So, unicode.Sk, unicode.Sm)
}

// visible reports whether r, which is neither space nor mark, is something to
// see. Unassigned characters pass: fonts learn new emoji before this program.
func visible(r rune) bool {
	switch {
	case unicode.In(r, unicode.Cc, unicode.Cs, unicode.Noncharacter_Code_Point, unicode.Other_Default_Ignorable_Code_Point):
		return false
	case unicode.Is(unicode.Cf, r):
		return unicode.Is(unicode.Prepended_Concatenation_Mark, r) // the number signs of Arabic
	}
	return true
}

const (
	isolate    = "\u2068" // FIRST STRONG ISOLATE
	endIsolate = "\u2069" // POP DIRECTIONAL ISOLATE
)

// Isolate wraps a text that is, even in part, written from right to left, so
// that the order of what stands around it does not change (UAX #9, isolates).
// s must have passed Line or Lines, which leave no direction marks in it.
func Isolate(s string) string {
	if strings.ContainsFunc(s, rightToLeft) {
		return isolate + s + endIsolate
	}
	return s
}

// rightToLeft reports whether r lies in the blocks whose characters are
// written from right to left, unassigned ones included (UAX #9, table 4).
func rightToLeft(r rune) bool {
	return r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFF ||
		r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}

// URL returns a link with every byte percent-encoded that is not printable
// ASCII, so that nothing in it is invisible, changes direction or ends it
// early; it points to the same place. Links other than http and https come
// back empty.
func URL(s string) string {
	scheme, _, _ := strings.Cut(s, ":")
	if !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return ""
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c > ' ' && c < 0x7F && !strings.ContainsRune("\"<>\\^`{|}", rune(c)) {
			b.WriteByte(c)
		} else {
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
		}
	}
	return b.String()
}

// maxURL is the longest link that is put behind a text, in bytes. Longer ones
// work in few places, and one alone would take the room of a whole answer.
const maxURL = 2048

// WebURL is URL for a link that chats take behind a text or a button: a web
// address whose host has a dot, of at most maxURL bytes. Others come back empty.
func WebURL(s string) string {
	u, err := url.Parse(URL(s))
	if err != nil || len(URL(s)) > maxURL || !strings.Contains(strings.Trim(u.Hostname(), "."), ".") {
		return ""
	}
	return URL(s)
}
