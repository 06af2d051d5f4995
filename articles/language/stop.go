package language

// IsStop reports whether the folded word is a function word of the language (a
// BCP 47 base language): an article, a pronoun, a preposition, a conjunction,
// an auxiliary or a particle. Such words say nothing about what a text is about.
// Languages without a list have none.
func IsStop(folded, lang string) bool {
	return contains(stopwords(lang), folded)
}

// wordSet is a set of folded words.
type wordSet map[string]struct{}

func setOf(words ...string) wordSet {
	s := make(wordSet, len(words))
	for _, w := range words {
		s[w] = struct{}{}
	}
	return s
}

// contains reports whether the set has the word. It is asked for each word of
// what is read, in every language that may be meant.
func contains[W ~string | ~[]byte](set wordSet, word W) bool {
	_, ok := set[string(word)]
	return ok
}

// stopwords returns the set of the language, nil when it has none.
func stopwords(lang string) wordSet {
	switch lang {
	case "ar":
		return stopsAR
	case "bg":
		return stopsBG
	case "cs":
		return stopsCS
	case "da":
		return stopsDA
	case "de":
		return stopsDE
	case "el":
		return stopsEL
	case "en":
		return stopsEN
	case "es":
		return stopsES
	case "fa":
		return stopsFA
	case "fi":
		return stopsFI
	case "fr":
		return stopsFR
	case "he":
		return stopsHE
	case "hi":
		return stopsHI
	case "hu":
		return stopsHU
	case "id":
		return stopsID
	case "it":
		return stopsIT
	case "nl":
		return stopsNL
	case "nb", "nn", "no":
		return stopsNO
	case "pl":
		return stopsPL
	case "pt":
		return stopsPT
	case "ro":
		return stopsRO
	case "ru":
		return stopsRU
	case "sv":
		return stopsSV
	case "tr":
		return stopsTR
	case "uk":
		return stopsUK
	case "vi":
		return stopsVI
	}
	return nil
}
