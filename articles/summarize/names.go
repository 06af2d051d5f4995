package summarize

import (
	"strings"
	"unicode/utf8"

	"briefly/articles/language"
)

// names are the persons of a sentence as a reader must know them.
type names struct {
	given string   // first name of the bare surname that the sentence begins with
	opens string   // that surname
	bare  []string // surnames that stand alone although the article has full names
	full  []string // surnames that stand behind another capital
}

// person is what an article says about a surname.
type person struct {
	given  string // the first name, empty when there are several
	others bool   // there is more than one first name
	thing  bool   // used like a thing or a place: "the X", "in X"
}

// mention is a capitalised word in a sentence.
type mention struct {
	word   string
	before string // the capitalised words in front of it, joined
	bare   bool   // no capital next to it
	thing  bool   // a determiner or a preposition of place in front of it
	first  bool   // first word of the sentence
}

// leastSurname is the length from which a word is taken for a surname.
const leastSurname = 4

// nameReader finds the names of an article; it knows nothing of languages
// whose names are declined or ordered otherwise.
type nameReader struct {
	lang    string
	lexicon *lexicon
}

// describe fills in the names of every sentence.
func (n nameReader) describe(units []unit) {
	if len(n.lexicon.determiners) == 0 {
		return
	}
	people := map[string]*person{}
	all := make([][]mention, len(units))
	for i := range units {
		all[i] = n.mentions(units[i].text)
		for _, m := range all[i] {
			p := people[m.word]
			if p == nil {
				p = &person{}
				people[m.word] = p
			}
			p.thing = p.thing || m.thing
			if m.before != "" && p.given != m.before {
				p.others = p.others || p.given != ""
				p.given = m.before
			}
		}
	}
	for i := range units {
		for _, m := range all[i] {
			units[i].names.add(m, people[m.word])
		}
	}
}

func (n *names) add(m mention, p *person) {
	switch {
	case p.given == "" || p.thing:
	case !m.bare:
		n.full = append(n.full, m.word)
	case m.first && !p.others:
		n.given, n.opens = p.given+" ", m.word
		n.full = append(n.full, m.word)
	default:
		n.bare = append(n.bare, m.word)
	}
}

// mentions lists the words of a sentence that may be surnames.
func (n nameReader) mentions(text string) []mention {
	var out []mention
	fields := strings.Fields(text)
	for i, w := range fields {
		core := surname(w)
		if !capital(w) || utf8.RuneCountInString(core) < leastSurname || capitals(core) || i+1 < len(fields) && joined(w) && capital(fields[i+1]) {
			continue
		}
		m := mention{word: core, bare: true, first: i == 0 && capital(w) && strings.HasPrefix(w, core)}
		if i > 0 {
			before := fields[i-1]
			low := strings.ToLower(strings.TrimFunc(before, notWord))
			m.bare = !capital(before) || !joined(before) || i == 1 && language.IsStop(low, n.lang)
			m.thing = n.lexicon.determiners[low] || n.lexicon.places[low]
			if !m.bare {
				m.before = n.givenName(fields, i)
			}
		} else if language.IsStop(strings.ToLower(core), n.lang) {
			continue
		}
		out = append(out, m)
	}
	return out
}

// givenName returns the first name in front of a surname, with an initial
// between them; empty when what stands there is a title, or when more capitals
// stand in front: then the two words are a part of something longer.
func (n nameReader) givenName(fields []string, i int) string {
	first := i - 1
	given := fields[first]
	if strings.HasSuffix(given, ".") && len(given) == 2 && i > 1 && capital(fields[i-2]) {
		first--
		given = fields[first] + " " + given
	}
	if first > 0 && capital(fields[first-1]) && joined(fields[first-1]) && !n.title(fields[first-1]) {
		return ""
	}
	given = strings.TrimLeft(given, opening)
	if n.title(given) || strings.HasSuffix(given, ".") && !strings.Contains(given, " ") {
		return ""
	}
	return given
}

// title reports whether a word in front of a name is no part of it.
func (n nameReader) title(word string) bool {
	low := strings.ToLower(strings.TrimFunc(word, notWord))
	return n.lexicon.honours[low] || language.IsStop(low, n.lang)
}

// joined reports whether a word continues into the next without punctuation;
// the full stop of a title or an initial is none.
func joined(w string) bool {
	r, _ := utf8.DecodeLastRuneInString(w)
	return !notWord(r) || r == '.' && utf8.RuneCountInString(w) <= 5
}

// surname strips a word of punctuation and the English genitive.
func surname(w string) string {
	core := strings.TrimFunc(w, notWord)
	core = strings.TrimSuffix(core, "'s")
	return strings.TrimSuffix(core, "’s")
}
