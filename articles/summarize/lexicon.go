package summarize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lexicon holds the closed classes of words of one language that the guards
// and trims must know.
type lexicon struct {
	pronouns    map[string]bool // as first word they point back
	titles      map[string]bool // pronouns that in front of a name are titles
	subjects    map[string]bool // persons meant by them were named before
	exceptions  []string        // openings that only look like pronouns
	connectives []string        // openings that continue what was said
	droppable   []string        // openings that may be cut off
	kept        map[string]bool // attribution, negation, hedges: never cut
	determiners map[string]bool // in front of things, not of persons
	places      map[string]bool // prepositions in front of places
	honours     map[string]bool // what stands in front of a name without being one
	labels      []string        // openings of what is not part of the story
	appeals     []string        // what only calls to the reader say
	credits     []string        // labels of who took a picture
	lede        int             // words below which a first sentence is no lede; 0: it may be as short as any
}

// words is a lexicon as it is written down: words and, for the lists of
// phrases, phrases with a bar between.
type lexiconWords struct {
	pronouns, titles, subjects, exceptions, connectives, droppable, kept, determiners, places, honours, labels, appeals, credits string

	lede int
}

// newLexicons returns the lexicons by language; "" is for languages that have
// none.
func newLexicons() map[string]*lexicon {
	var labels, appeals, credits []string
	all := map[string]*lexicon{}
	for lang, w := range lexiconTable() {
		l := &lexicon{
			pronouns: set(w.pronouns), titles: set(w.titles), subjects: set(w.subjects), exceptions: phrases(w.exceptions),
			connectives: phrases(w.connectives), droppable: phrases(w.droppable), kept: set(w.kept),
			determiners: set(w.determiners), places: set(w.places), honours: set(w.honours), lede: w.lede,
		}
		labels = append(labels, phrases(w.labels)...)
		appeals = append(appeals, phrases(w.appeals)...)
		credits = append(credits, phrases(w.credits)...)
		all[lang] = l
	}
	all[""] = &lexicon{}
	for _, l := range all { // what is not part of a story may be in any language
		l.labels, l.appeals, l.credits = labels, appeals, credits
	}
	return all
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func phrases(list string) []string {
	var out []string
	for _, p := range strings.Split(list, "|") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// furniture reports whether a paragraph begins with a label such as "Photo:".
func (l *lexicon) furniture(text string) bool { return labelled(text, l.labels) }

// credit reports whether a sentence says who took a picture.
func (l *lexicon) credit(text string) bool { return labelled(text, l.credits) }

// labelled reports whether a text begins with one of some labels and a colon.
func labelled(text string, labels []string) bool {
	const longest = 40
	colon := strings.IndexAny(text[:min(len(text), longest)], ":：")
	if colon < 0 {
		return false
	}
	return slices.Contains(labels, strings.ToLower(strings.Trim(text[:colon], opening+"[]*•")))
}

// appealsIn returns the calls to the reader that a body holds: mostly none,
// which spares looking for them in every sentence.
func (l *lexicon) appealsIn(body string) []string {
	low := strings.ToLower(body)
	var found []string
	for _, a := range l.appeals {
		if strings.Contains(low, a) {
			found = append(found, a)
		}
	}
	return found
}

// appealing reports whether a sentence holds one of the calls as whole words:
// it asks the reader to do something with the page.
func appealing(text string, appeals []string) bool {
	if len(appeals) == 0 {
		return false
	}
	low := strings.ToLower(text)
	for _, a := range appeals {
		if i := strings.Index(low, a); i >= 0 && !letterBefore(low, i) && !letterAt(low, i+len(a)) {
			return true
		}
	}
	return false
}

func letterBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.IsLetter(r)
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// opensWith returns the first of the phrases with which a text begins, as
// whole words.
func opensWith(text string, phrases []string) string {
	for _, p := range phrases {
		if len(text) >= len(p) && strings.EqualFold(text[:len(p)], p) && !letterAt(text, len(p)) {
			return p
		}
	}
	return ""
}

// subjectWords is how far into a sentence a pronoun still stands for its
// subject ("After the vote, he left").
const subjectWords = 6

// signs reads how a sentence is written.
func (l *lexicon) signs(text string) signs {
	var s signs
	bare := strings.TrimLeft(text, opening)
	fields := strings.Fields(bare)
	subject := false
	for i, w := range fields {
		core := strings.ToLower(strings.TrimFunc(w, notWord))
		if cut := strings.IndexAny(core, "'’"); cut > 0 {
			core = core[:cut]
		}
		if i == 0 && l.pronouns[core] && opensWith(bare, l.exceptions) == "" {
			s.pronoun = !l.titles[core] || len(fields) < 2 || !capital(fields[1])
		}
		if i > 0 && l.subjects[core] && (i < subjectWords || speaks(fields, i)) {
			subject = true
		}
		if strings.ContainsAny(w, "0123456789") {
			s.digits++
		}
		if i > 0 && capital(w) && core != "i" {
			s.names++
		}
	}
	s.pronoun = s.pronoun || subject && s.names == 0
	s.connective = opensWith(bare, l.connectives) != ""
	s.quotes = quotation(text)
	s.question = strings.HasSuffix(strings.TrimRight(text, closing), "?")
	return s
}

// speaks reports whether word i opens the end of a sentence that only says who
// said it ("…, he said.").
func speaks(fields []string, i int) bool {
	const tail = 3
	return i+tail >= len(fields) && strings.HasSuffix(fields[i-1], ",")
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// capital reports whether a word begins with a capital letter.
func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, opening))
	return unicode.IsUpper(r)
}
