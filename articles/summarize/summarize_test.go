package summarize_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode"

	"briefly/articles"
	"briefly/articles/summarize"
)

// FuzzSummarize holds what is true of every summary of any bytes: no sentence
// is out of bounds or taken twice, none has a line break, no limit is exceeded.
func FuzzSummarize(f *testing.F) {
	f.Add("HARBOUR TOWN (Wire) -- The ferry came in late on Monday. It had left on time, the crew said.\n\nNobody was hurt.", "", uint8(2), uint8(20))
	f.Add("\xff. \x00? a\u2028b c d e.", "ferry", uint8(0), uint8(0))
	s := summarize.New()
	f.Fuzz(func(t *testing.T, body, topic string, sentences, words uint8) {
		r := articles.SummaryRequest{
			Articles:     []articles.Article{{Body: body}, {Body: topic}},
			Topic:        topic,
			MaxSentences: int(sentences), MaxWords: int(words),
		}
		sum, err := s.Summarize(context.Background(), r)
		if err != nil {
			t.Fatal(err)
		}
		check(t, r, sum)
	})
}

func check(t *testing.T, r articles.SummaryRequest, sum articles.Summary) {
	t.Helper()
	var taken []articles.Source
	words := 0
	for _, s := range sum.Sentences {
		words += len(strings.Fields(s.Prefix)) + len(strings.Fields(s.Text))
		if strings.ContainsAny(s.Prefix+s.Text, "\n\r\v\f\u0085\u2028\u2029") {
			t.Errorf("line break in %q", s.Text)
		}
		if len(s.Sources) == 0 {
			t.Errorf("no source for %q", s.Text)
		}
		for _, src := range s.Sources {
			if body := r.Articles[src.Article].Body; src.Start < 0 || src.End > len(body) || src.Start >= src.End {
				t.Errorf("span %v out of bounds of %d bytes", src.Span, len(body))
			}
			if body := r.Articles[src.Article].Body; !traceable(s.Text, body[src.Start:src.End]) {
				t.Errorf("%q does not stand in its span %q", s.Text, body[src.Start:src.End])
			}
			for _, x := range taken {
				if x.Article == src.Article && src.Start < x.End && x.Start < src.End {
					t.Errorf("spans %v and %v overlap", x, src)
				}
			}
			taken = append(taken, src)
		}
	}
	if r.MaxWords > 0 && words > r.MaxWords {
		t.Errorf("%d words, limit %d", words, r.MaxWords)
	}
	if r.MaxSentences > 0 && len(sum.Sentences) > r.MaxSentences {
		t.Errorf("%d sentences, limit %d", len(sum.Sentences), r.MaxSentences)
	}
}

// traceable reports whether the letters and digits of a text stand in a span in
// the same order; a first letter may have been raised.
func traceable(text, span string) bool {
	rest := []rune(strings.ToLower(strings.ToValidUTF8(span, "\ufffd")))
	for _, r := range strings.ToLower(strings.ToValidUTF8(text, "\ufffd")) {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			continue
		}
		i := slices.Index(rest, r)
		if i < 0 {
			return false
		}
		rest = rest[i+1:]
	}
	return true
}
