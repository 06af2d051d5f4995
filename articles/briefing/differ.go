package briefing

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"briefly/articles"
	"briefly/articles/language"
)

const (
	// sameFact is the share of their other terms from which two sentences are
	// about one fact.
	sameFact = 0.5
	// accountsApart is how far apart two accounts may be written: later than that, a
	// number has changed rather than been disputed.
	accountsApart = 36 * time.Hour
)

// withDifferences sets beside a chosen statement another article's account of
// the same fact with another number, if there is one and it fits: a silent
// choice between the two would be a claim of our own.
func withDifferences(chosen []statement, best []ranked, words int) []statement {
	for i, s := range chosen {
		said := numbers(s.sentence.Text, s.Lang)
		if len(said) == 0 || len(chosen) >= leadSentences {
			continue
		}
		for _, other := range best[:min(len(best), leadArticles)] {
			if other.Number == s.Number || other.story != s.story || apart(other.Article, s.Article) > accountsApart {
				continue
			}
			account, ok := disputes(s, said, other)
			if ok && account.words <= words && !slices.ContainsFunc(chosen, func(c statement) bool { return c.sentence.Text == account.sentence.Text }) {
				return slices.Insert(slices.Clone(chosen), i+1, account)
			}
		}
	}
	return chosen
}

func apart(a, b articles.Article) time.Duration { return a.When().Sub(b.When()).Abs() }

// disputes looks in another article's summary for the fact that a statement
// states, with another number.
func disputes(s statement, said map[string]string, other ranked) (statement, bool) {
	for _, x := range other.Summary.Sentences {
		if len(x.Sources) == 0 {
			continue
		}
		terms := termSet(x.Text, other.Lang)
		if likeness(s.terms, terms) < sameFact {
			continue
		}
		for unit, value := range numbers(x.Text, other.Lang) {
			if was, ok := said[unit]; ok && was != value {
				return statement{
					ranked: other, sentence: x, terms: terms, differs: true,
					words: len(strings.Fields(x.Prefix + x.Text)),
				}, true
			}
		}
	}
	return statement{}, false
}

// numbers lists the counted things of a sentence: the term that follows a
// number, with the number's digits. A thing counted twice is left out, and so
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
		if _, ok := found[unit[0]]; ok {
			twice[unit[0]] = true
		}
		found[unit[0]] = strings.Map(keepDigits, value)
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
