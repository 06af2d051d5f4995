package briefing

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"briefly/articles/language"
)

const (
	// sameFact is the share of the shorter one's terms from which two sentences
	// that count the same thing are about one fact.
	sameFact = 0.35
	// accountsApart is how far apart two accounts may be written: later than
	// that, a number has changed rather than been disputed.
	accountsApart = 36 * time.Hour
)

// otherAccount looks in the articles of a statement's story for the fact that it
// states with another number. It is set beside the statement: a silent choice
// between the two would be a claim of our own. A thing that either article
// counts in several ways is not compared.
func otherAccount(s statement, best []ranked) (statement, bool) {
	said, whole := numbers(s.sentence.Text, s.Lang), numbers(s.Body, s.Lang)
	for _, other := range best {
		if other.Number == s.Number || other.story != s.story || other.When().Sub(s.When()).Abs() > accountsApart {
			continue
		}
		theirs := numbers(other.Body, other.Lang)
		for _, x := range other.Summary.Sentences {
			terms := termSet(x.Text, other.Lang)
			if len(x.Sources) == 0 || likeness(s.terms, terms) < sameFact {
				continue
			}
			for unit, value := range numbers(x.Text, other.Lang) {
				if said[unit] != "" && said[unit] == whole[unit] && value == theirs[unit] && value != said[unit] {
					words := len(strings.Fields(x.Prefix + x.Text))
					return statement{ranked: other, sentence: x, terms: terms, words: words, differs: true}, true
				}
			}
		}
	}
	return statement{}, false
}

// countsOtherwise reports whether two statements give the same thing different
// numbers.
func countsOtherwise(a, b statement) bool {
	theirs := numbers(b.sentence.Text, b.Lang)
	for unit, value := range numbers(a.sentence.Text, a.Lang) {
		if theirs[unit] != "" && theirs[unit] != value {
			return true
		}
	}
	return false
}

// numbers lists the counted things of a sentence: the term that follows a
// number, with the number's digits. A thing counted in two ways is left out, and so
// are years, which are followed by anything, and days of a month.
func numbers(text, lang string) map[string]string {
	found, twice := map[string]string{}, map[string]bool{}
	spans := language.Words(text)
	for i, w := range spans[:max(0, len(spans)-1)] {
		value, thing := text[w.Start:w.End], text[spans[i+1].Start:spans[i+1].End]
		if !isNumber(value) || isYear(value) || isName(thing, lang) || !adjacent(text[w.End:spans[i+1].Start]) {
			continue
		}
		unit := language.Terms(thing, lang)
		if len(unit) != 1 || isNumber(unit[0]) {
			continue
		}
		digits := strings.Map(keepDigits, value)
		if was, ok := found[unit[0]]; ok && was != digits {
			twice[unit[0]] = true
		}
		found[unit[0]] = digits
	}
	for unit := range twice {
		delete(found, unit)
	}
	return found
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && r != ',' && r != '.' }) < 0
}

func isYear(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

// isName reports whether a word is written as a name, like that of a month;
// German writes every noun so.
func isName(word, lang string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && lang != "de"
}

// adjacent reports whether only a space or hyphen stands between two words.
func adjacent(between string) bool { return strings.Trim(between, " -\u00a0\u202f") == "" }

func keepDigits(r rune) rune {
	if unicode.IsDigit(r) {
		return r
	}
	return -1
}
