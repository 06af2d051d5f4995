package summarize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefly/articles"
	"briefly/articles/language"
)

// unit is a sentence of an article, read and cleaned.
type unit struct {
	article int
	span    articles.Span // what it stands for in the body
	text    string        // the words of the span less a safe trim, on one line
	length  int           // white-space separated words of text

	index    int  // place among the sentences of its article, from 0
	para     int  // place of its paragraph among those with sentences, from 0
	inPara   int  // place inside its paragraph
	paraSize int  // sentences in its paragraph
	caption  bool // a picture's credit stands behind it

	words []int32 // every word, in order
	terms []term  // unit vector of what the words say
	signs signs   // how it is written
	names names   // whom it names, and how
}

// maxUnits bounds the sentences that are looked at in one article. What a
// longer text is about stands before; the rest would only cost time.
const maxUnits = 400

// maxBody bounds the bytes that are looked at, for texts without sentences.
const maxBody = 256 << 10

// reader turns bodies into units.
type reader struct {
	lang       string
	vocabulary *vocabulary
	lexicon    *lexicon
	pairs      bool // sentences are compared by pairs of neighbouring words, too
}

// read lists the sentences of one article in order, without what is not part
// of the story: datelines, bylines, captions, calls to the reader.
func (rd *reader) read(article int, body string) []unit {
	var units []unit
	body = body[:min(len(body), maxBody)]
	appeals := rd.lexicon.appealsIn(body)
	for para, spans := range paragraphs(body, language.Sentences(body, rd.lang)) {
		for i, s := range spans {
			raw := body[s.Start:s.End]
			if i == 1 && len(spans) == 2 && rd.lexicon.credit(raw) && len(units) > 0 && units[len(units)-1].para == para {
				units[len(units)-1].caption = true
				break
			}
			if i == 0 && rd.lexicon.furniture(raw) {
				break // the label makes the whole paragraph something else
			}
			if len(units) < datelineUnits {
				raw = raw[dateline(raw):]
			}
			u := unit{article: article, span: s, text: rd.lexicon.trim(oneLine(raw)), para: para, inPara: i, paraSize: len(spans), index: len(units)}
			u.length = len(strings.Fields(u.text))
			if residue(u.text, u.length) || appealing(u.text, appeals) {
				continue
			}
			if units = append(units, u); len(units) == maxUnits {
				return rd.describe(units)
			}
		}
	}
	return rd.describe(units)
}

// datelineUnits is how many sentences may still open with a dateline: a
// standfirst may stand before the one that does.
const datelineUnits = 2

// describe fills in what the words of the sentences tell.
func (rd *reader) describe(units []unit) []unit {
	for i := range units {
		u := &units[i]
		u.words = rd.vocabulary.words(u.text)
		compared := u.words
		if rd.pairs {
			compared = rd.vocabulary.withPairs(u.words)
		}
		u.terms = rd.vocabulary.vector(compared)
		u.signs = rd.lexicon.signs(u.text)
	}
	nameReader{rd.lang, rd.lexicon}.describe(units)
	return units
}

// residue reports whether a cleaned sentence is none, or no part of a story.
func residue(text string, words int) bool {
	return !complete(text, words) || listed(text) || contact(text)
}

// listed reports whether a text is an item of a numbered list: "3. …", "3) …".
func listed(text string) bool {
	rest := strings.TrimLeft(text, "0123456789")
	digits := len(text) - len(rest)
	return digits > 0 && digits <= 2 && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") "))
}

// oneLine puts a text on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// paragraphs groups sentences by the blank lines between them, or by the line
// breaks in a body without blank lines.
func paragraphs(body string, spans []articles.Span) [][]articles.Span {
	gap := "\n"
	if strings.Contains(body, "\n\n") {
		gap = "\n\n"
	}
	var out [][]articles.Span
	for i, s := range spans {
		if i == 0 || strings.Contains(body[spans[i-1].End:s.Start], gap) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], s)
	}
	return out
}

// minWords is the length below which a sentence says too little on its own.
const minWords = 5

// maxWords and maxRunes are the length above which a text is no sentence that a
// summary could quote.
const (
	maxWords = 150
	maxRunes = 1500
)

// minRunes is the same for scripts without spaces.
const minRunes = 12

// complete reports whether a text is a whole sentence: several words, a
// beginning and an end.
func complete(text string, words int) bool {
	if words > maxWords || utf8.RuneCountInString(text) > maxRunes {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, opening))
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, closing))
	if !strings.ContainsRune(ends, last) || unicode.IsLower(first) || !(unicode.IsLetter(first) || unicode.IsNumber(first) || strings.ContainsRune("$€£¥", first)) {
		return false
	}
	if initial(text) {
		return false
	}
	if words < minWords {
		return unspaced(first) && utf8.RuneCountInString(text) >= minRunes
	}
	return strings.Count(text, "(") == strings.Count(text, ")")
}

// initial reports whether a text ends in an initial, behind which the rest of
// a name was cut off: "… said David J."
func initial(text string) bool {
	before, ok := strings.CutSuffix(text, ".")
	if !ok {
		return false
	}
	last := before[strings.LastIndexByte(before, ' ')+1:]
	r, n := utf8.DecodeRuneInString(last)
	return n == len(last) && unicode.IsUpper(r)
}

const (
	ends    = ".!?…。！？؟।"
	opening = `"'“‘«„「『( ` + "\u00a0"
	closing = `"'”’»)]」』 ` + "\u00a0"
)

// contact reports whether a text holds a link, an address or a handle: nothing
// that a story is made of.
func contact(text string) bool {
	if strings.Contains(text, "://") || strings.Contains(text, "www.") {
		return true
	}
	for rest := text; ; {
		at := strings.IndexByte(rest, '@')
		if at < 0 {
			return false
		}
		rest = rest[at+1:]
		if r, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(r) || r == '_' {
			return true
		}
	}
}
