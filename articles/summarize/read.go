package summarize

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefly/articles"
)

// candidate is a sentence that a summary may take.
type candidate struct {
	span articles.Span // what it stands for in the body
	text string        // the words of the span less a safe trim, on one line
}

// dateline matches the place and agency in front of a story's first sentence:
// "PARIS (Agency) - ", "LONDON, 3 May -- ".
var dateline = regexp.MustCompile(`^(?:[^.!?()\n]{0,70}\(\p{Lu}[^()\n]{0,40}\)\s*(?:[-–—]+|:)\s*|\p{Lu}[\p{Lu} .,'-]{3,40}[-–—]{1,2}\s+)`)

// read lists the sentences of a body in order.
func read(body string) []candidate {
	var cs []candidate
	for _, s := range sentences(body) {
		raw := body[s.Start:s.End]
		if cut := dateline.FindString(raw); cut != "" && len(cut) < len(raw) {
			raw = raw[len(cut):]
		}
		text := strings.Join(strings.Fields(raw), " ")
		if complete(text) {
			cs = append(cs, candidate{span: s, text: text})
		}
	}
	return cs
}

// complete reports whether a text is a sentence rather than a caption, a
// heading or a button: several words with a full stop behind.
func complete(text string) bool {
	const words = 5
	trimmed := strings.TrimRight(text, `"'”’»)]`)
	last, _ := utf8.DecodeLastRuneInString(trimmed)
	return len(strings.Fields(text)) >= words && strings.ContainsRune(ends, last)
}

// ends are the characters that end a sentence.
const ends = ".!?…。！？؟।"

// sentences cuts a body behind its sentence ends and at its line breaks.
func sentences(body string) []articles.Span {
	var out []articles.Span
	start := 0
	add := func(end int) {
		raw := body[start:end]
		left := len(raw) - len(strings.TrimLeftFunc(raw, unicode.IsSpace))
		right := len(strings.TrimRightFunc(raw, unicode.IsSpace))
		if left < right {
			out = append(out, articles.Span{Start: start + left, End: start + right})
		}
		start = end
	}
	ended := false
	for i, r := range body {
		switch {
		case r == '\n':
			add(i)
			ended = false
		case strings.ContainsRune(ends, r):
			ended = true
		case ended && strings.ContainsRune(`"'”’»)]`, r):
		case ended && unicode.IsSpace(r):
			if next, _ := utf8.DecodeRuneInString(strings.TrimLeft(body[i:], ` "'“‘«(`)); !unicode.IsLower(next) {
				add(i)
			}
			ended = false
		default:
			ended = false
		}
	}
	add(len(body))
	return out
}
