package language

import "strings"

// ending is the end of a folded word and the spelling that the rules of Snowball
// look for. Folding comes first, because people search without diacritics, so
// the ends that matter get theirs back: "annoncee" and "annoncée" have one stem.
type ending struct{ folded, spelled string }

var frenchEndings = []ending{
	{"ees", "ées"}, {"ee", "ée"}, {"ites", "ités"}, {"ite", "ité"}, {"eres", "ères"}, {"ere", "ère"},
}

var spanishEndings = []ending{{"cion", "ción"}, {"sion", "sión"}, {"logia", "logía"}, {"logias", "logías"}}

var portugueseEndings = []ending{
	{"cao", "ção"}, {"coes", "ções"}, {"encia", "ência"}, {"encias", "ências"}, {"avel", "ável"}, {"ivel", "ível"},
	{"logia", "logía"}, {"logias", "logías"},
}

var romanianEndings = []ending{
	{"tie", "ţie"}, {"tia", "ţia"}, {"tii", "ţii"}, {"tiei", "ţiei"}, {"tiile", "ţiile"}, {"tiilor", "ţiilor"},
	{"tiune", "ţiune"}, {"tiuni", "ţiuni"},
}

var hungarianEndings = []ending{
	{"rol", "ról"}, {"bol", "ból"}, {"tol", "tól"}, {"nal", "nál"}, {"nel", "nél"}, {"ert", "ért"}, {"kent", "ként"},
}

// respelled returns the folded word with the spelling its stemmer expects.
func respelled(folded, lang string) string {
	switch lang {
	case "es":
		return respellEnd(folded, spanishEndings)
	case "fr":
		return respellEnd(folded, frenchEndings)
	case "hu":
		return respellEnd(folded, hungarianEndings)
	case "pt":
		return respellEnd(folded, portugueseEndings)
	case "ro":
		return respellEnd(folded, romanianEndings)
	case "tr":
		return harmonious(folded)
	}
	return folded
}

// respellEnd applies the ending that the word has, if any.
func respellEnd(folded string, endings []ending) string {
	for _, e := range endings {
		if head, ok := strings.CutSuffix(folded, e.folded); ok && head != "" {
			return head + e.spelled
		}
	}
	return folded
}

// harmonious gives a folded Turkish word its dotless ı and its ü back where
// vowel harmony asks for them: i never follows a, ı, o or u, and u never e, i, ö
// or ü, in the same native word.
func harmonious(folded string) string {
	var b strings.Builder
	last := ' ' // vowel
	for _, r := range folded {
		switch {
		case r == 'i' && strings.ContainsRune("aıou", last):
			r = 'ı'
		case r == 'u' && strings.ContainsRune("eiöü", last):
			r = 'ü'
		}
		if strings.ContainsRune("aeıioöuü", r) {
			last = r
		}
		b.WriteRune(r)
	}
	return b.String()
}
