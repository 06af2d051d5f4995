package language

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"

	"briefly/articles"
)

// Sentences returns the sentences of the text in order.
func Sentences(text, lang string) []articles.Span {
	var spans []articles.Span
	for it := sentences.FromString(text); it.Next(); {
		s := it.Value()
		start := it.Start() + len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
		end := it.Start() + len(strings.TrimRightFunc(s, unicode.IsSpace))
		if start < end {
			spans = append(spans, articles.Span{Start: start, End: end})
		}
	}
	return spans
}
