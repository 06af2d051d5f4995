package language

import (
	"cmp"
	"slices"
)

// IsStop reports whether the folded word is a function word of the language (a
// BCP 47 base language): an article, a pronoun, a preposition, a conjunction,
// an auxiliary or a particle. Such words say nothing about what a text is about.
// Languages without a list have none.
func IsStop(folded, lang string) bool {
	return contains(stopwords(lang), folded)
}

// contains reports whether the sorted list has the word.
func contains[W ~string | ~[]byte](list []string, word W) bool {
	_, ok := slices.BinarySearchFunc(list, word, func(a string, b W) int { return cmp.Compare(a, string(b)) })
	return ok
}

// stopwords returns the sorted list of the language, nil when it has none.
func stopwords(lang string) []string {
	switch lang {
	case "de":
		return stopsDE
	case "en":
		return stopsEN
	case "es":
		return stopsES
	case "fr":
		return stopsFR
	case "ru":
		return stopsRU
	case "vi":
		return stopsVI
	}
	return nil
}
