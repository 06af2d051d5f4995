package search

import (
	"slices"
	"strings"

	"briefly/articles/language"
)

// variant is a topic in words.
type variant struct {
	query
	names []rename // other names in it that are worth telling when they are found
}

const (
	// mostVariants bounds the searches that one topic causes.
	mostVariants = 4
	// otherName is what an article found under another name is worth.
	otherName = 0.95
)

// variants are the topic as it was typed and under the other names of its
// places and persons.
func variants(text, lang string) []variant {
	typed := parse(text, lang)
	all := []variant{{query: typed}}
	if len(typed.words) == 0 {
		return all
	}
	langs := likely(text, lang)
	fields := strings.Fields(text)
	places := findPlaces(fields, langs)
	for _, p := range places {
		for _, name := range p.names(langs) {
			all = appendVariant(all, fields, p.from, p.to, name, langs)
		}
	}
	if len(places) == 0 {
		if name, ok := romanized(text); ok {
			all = appendVariant(all, fields, 0, len(fields), rename{text: name, lang: "en", proper: true}, langs)
		}
	}
	return all
}

// appendVariant adds the topic with some of its fields renamed: a word for a
// word becomes an alternative of the first variant, anything else a variant of
// its own, unless it says the same as another.
func appendVariant(all []variant, fields []string, from, to int, name rename, langs []string) []variant {
	before, after := parseFields(fields[:from], langs), parseFields(fields[to:], langs)
	var now [][]string
	for _, term := range language.Terms(name.text, name.lang) {
		now = append(now, []string{term})
	}
	words := slices.Concat(before, now, after)
	for _, other := range all {
		if covers(other.words, words) {
			return all
		}
	}
	name.words = now
	v := &variant{query: query{words: words}}
	if typed := &all[0]; len(now) == 1 && len(words) == len(typed.words) && len(parseFields(fields[from:to], langs)) == 1 {
		i := len(before)
		typed.words[i] = append(typed.words[i], now[0][0])
		v = typed
	} else if len(all) >= mostVariants {
		return all
	}
	if name.proper {
		v.names = append(v.names, name)
	}
	if v != &all[0] {
		all = append(all, *v)
	}
	return all
}

func parseFields(fields, langs []string) [][]string {
	var words [][]string
	for _, f := range fields {
		words = append(words, alternatives(strings.TrimFunc(f, isQuote), langs)...)
	}
	return words
}

// covers tells that the first words find whatever the second find.
func covers(a, b [][]string) bool {
	return slices.EqualFunc(a, b, func(a, b []string) bool {
		return !slices.ContainsFunc(b, func(term string) bool { return !slices.Contains(a, term) })
	})
}
