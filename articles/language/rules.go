package language

import (
	"strings"
	"unicode"
)

// class says what may follow an abbreviation.
type class int

const (
	_       class = iota
	within        // ends a sentence only before a word that begins sentences
	title         // never ends one: a name or more of the phrase must follow
	number        // goes on before a number, is an ordinary word otherwise
	unit          // belongs to the number before it, and may end a sentence then
	closing       // ends one whenever a capital follows
)

// rules are what the splitter knows about a language.
type rules struct {
	lang          string
	abbreviations map[string]class
	stops         wordSet // words that begin sentences
	sayings       wordSet // verbs that report a quotation
	ordinals      bool    // "3." is an ordinal
	pointsIn      bool    // quotations stand in »…«
	firstPersonI  bool    // "I" is a word
	syllabic      bool    // r and l may stand for a vowel
}

func rulesFor(lang string) rules {
	r := rules{lang: lang, abbreviations: abbreviations[lang], stops: stopwords(lang)}
	switch lang {
	case "de", "da":
		r.ordinals, r.pointsIn = true, true
	case "cs", "sk", "sl", "hr", "sr", "bs":
		r.ordinals, r.syllabic = true, true
	case "no", "nb", "nn", "fi", "hu", "pl", "et", "lv", "tr", "is":
		r.ordinals = true
	}
	if lang == "vi" {
		r.stops = startsVI
	}
	if r.abbreviations == nil && r.stops == nil {
		r.abbreviations, r.stops = abbreviations["en"], stopwords("en")
	}
	if lang == "en" {
		r.firstPersonI = true
		r.sayings = sayings
	}
	return r
}

// startsVI are the Vietnamese words that begin sentences, folded.
var startsVI = setOf(
	"ai", "anh", "ay", "ba", "bang", "bi", "boi", "ca", "cac", "cai", "can", "cang", "chang", "chi", "chiec",
	"cho", "chua", "chung", "co", "con", "cu", "cua", "cung", "da", "dang", "dau", "day", "de", "den", "deu",
	"di", "do", "du", "duoc", "duoi", "em", "gi", "giua", "hay", "het", "ho", "hoac", "hon", "khi", "khong",
	"kia", "la", "lai", "lam", "len", "luc", "ma", "minh", "moi", "mot", "nao", "nay", "nen", "neu", "ngoai",
	"nhat", "nhau", "nhien", "nhu", "nhung", "no", "ong", "phai", "qua", "ra", "rang", "rat", "sao", "sau",
	"se", "song", "ta", "tai", "tao", "the", "theo", "thi", "toi", "tren", "trong", "truoc", "tu", "tung",
	"tuy", "va", "van", "vao", "vay", "ve", "vi", "voi", "vua", "xuong",
)

// sayings report a quotation behind it: "Why?" Smith asked.
var sayings = setOf("added", "asked", "asks", "continued", "cried", "exclaimed", "joked", "replied", "said", "says", "shouted", "told", "tweeted", "wrote", "yelled")

// abbreviation returns the class of the token, 0 when it is none. An entry with
// capitals counts for them only.
func (r rules) abbreviation(token string) class {
	if token == "" {
		return 0
	}
	if c := r.abbreviations[token]; c != 0 {
		return c
	}
	token = strings.ToLower(token)
	if c := r.abbreviations[token]; c != 0 {
		return c
	}
	if r.lang == "de" && strings.HasSuffix(token, "str") { // Goethestr. 12
		return title
	}
	return anywhere[token]
}

// starts reports whether next begins with a function word, capitalised: a
// sentence begins there rather than a name.
func (r rules) starts(next string) bool {
	word := firstToken(next)
	if i := strings.IndexAny(word, "'’"); i > 0 {
		word = word[:i]
	}
	return word != "" && contains(r.stops, Fold(word))
}

// says reports whether next is a name of one to three words and a verb that
// reports a quotation.
func (r rules) says(next string) bool {
	if r.sayings == nil {
		return false
	}
	count := 0
	for word := range strings.FieldsSeq(next) {
		if count > 0 && contains(r.sayings, strings.TrimRight(word, ".,:;")) {
			return true
		}
		if count++; count > 3 || kindOf(word) != capital {
			return false
		}
	}
	return false
}

// clipped reports whether the token looks cut off: two to four letters, not all
// capitals, without a vowel ("Sgt", "млн").
func (r rules) clipped(token string) bool {
	letters, small := 0, false
	for _, c := range Fold(token) {
		if strings.ContainsRune("aeiouyаеиоуыэюяіїєαεηιουω", c) || r.syllabic && strings.ContainsRune("rlрл", c) {
			return false
		}
		if !unicode.In(c, unicode.Latin, unicode.Cyrillic, unicode.Greek) {
			return false
		}
		letters++
	}
	for _, c := range token {
		small = small || unicode.IsLower(c)
	}
	return small && letters >= 2 && letters <= 4
}
