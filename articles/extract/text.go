package extract

import (
	"context"
	"slices"
	"strings"

	"briefly/articles"
	"briefly/articles/extract/internal/lines"
	"briefly/articles/guard"
)

// Text reads an article from a saved text: what somebody copied from a page,
// or a plain file. A title, body paragraphs and, where a byline says so
// unmistakably, author and date come out; what stood around the article on its
// page does not. The error is a *Refusal when the text holds no article.
func Text(ctx context.Context, in Input) (Document, error) {
	s, err := guard.Decode(in.Data, in.ContentType)
	if err != nil {
		return Document{}, refuse(err)
	}
	if len(s) > maxText {
		return Document{}, &Refusal{Reason: TooLarge, Detail: "more text than any article has"}
	}
	if looksBinary(s) {
		return Document{}, &Refusal{Reason: NotText}
	}
	ls := lines.Split(unmark(guard.Clean(s)))
	if len(ls) == 0 {
		return Document{}, &Refusal{Reason: Empty, Detail: "no letters"}
	}
	if len(ls) > lines.Max {
		return Document{}, &Refusal{Reason: TooManyNodes, Detail: "too many lines"}
	}
	if err := ctx.Err(); err != nil {
		return Document{}, err
	}
	keep := choose(ls)
	title := findTitle(ls, keep)
	if title >= 0 {
		keep[title] = false
	}
	if err := judge(ls, keep, title); err != nil {
		return Document{}, err
	}
	return document(ls, keep, title, in.URL), nil
}

// choose tells which lines are the article.
func choose(ls []string) []bool {
	if lines.Whole(ls) {
		return slices.Repeat([]bool{true}, len(ls))
	}
	keep := lines.Choose(ls, lines.Label(ls))
	lines.CutAppeal(ls, keep)
	return keep
}

// maxText is the most text that is looked at for an article, in bytes: a long
// novel has less.
const maxText = 2 << 20

func document(ls []string, keep []bool, title int, url string) Document {
	var body []string
	first := -1
	for i, l := range ls {
		if keep[i] {
			body = append(body, l)
			if first < 0 {
				first = i
			}
		}
	}
	d := Document{URL: url, Text: strings.Join(body, "\n\n")}
	if title >= 0 {
		d.Title = trimSite(ls, keep, title)
		d.Author, d.Published = byline(ls[title+1 : max(title+1, first)])
	}
	d.Quality = articles.Quality{
		Form: articles.FormText, Words: len(strings.Fields(d.Text)), Paragraphs: len(body), Agreement: 1,
	}
	return d
}

// looksBinary reports whether much of a text is what decoding leaves of data
// that is no text.
func looksBinary(s string) bool {
	bad, all := 0, 0
	for _, r := range s {
		all++
		if r == '\ufffd' || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' {
			bad++
		}
	}
	return bad*20 > all
}

// unmark takes the signs of Markdown headings away; the headings stay.
func unmark(s string) string {
	if !strings.Contains(s, "#") {
		return s
	}
	rows := strings.Split(s, "\n")
	for i, r := range rows {
		if t := strings.TrimLeft(r, "#"); len(t) < len(r) && len(r)-len(t) <= 6 && strings.HasPrefix(t, " ") {
			rows[i] = strings.TrimRight(t, "# ")
		}
	}
	return strings.Join(rows, "\n")
}

// minPage is how many lines a text has that looks like a whole page: then its
// article must be more than a line or two.
const minPage = 12

// minArticle is the least length, in letters, of an article in a whole page.
const minArticle = 250

// judge refuses a text whose best part is no article: labels only, or notices
// of a page to its readers.
func judge(ls []string, keep []bool, title int) error {
	sentences, units, labels := 0, 0.0, 0
	for i, l := range ls {
		if !keep[i] {
			continue
		}
		units += lines.Units(l)
		switch {
		case lines.Notice(l):
		case lines.Sentence(l):
			sentences++
		default:
			labels++
		}
	}
	r := &Refusal{}
	if title >= 0 {
		r.Title = ls[title]
	}
	switch {
	case sentences > 0 && (len(ls) < minPage || units >= minArticle):
		return nil
	case sentences == 0 && len(ls) < minPage && labels > 0 && labels == len(ls)-count(title >= 0) && lines.Topic(ls) == lines.AboutNothing && units >= minNote:
		return nil // a note without a full stop, and nothing around it
	}
	r.Reason, r.Detail = Empty, "no running text"
	switch lines.Topic(ls) {
	case lines.AboutAccount:
		r.Reason = Login
	case lines.AboutPaying:
		r.Reason = Paywall
	case lines.AboutPrivacy:
		r.Detail = "only notices"
	case lines.AboutNothing:
	}
	if len(ls) >= minPage {
		r.Reason, r.Detail = Directory, "only labels"
	}
	return r
}

// minNote is the least length, in letters, of a text without any full stop.
const minNote = 80

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
