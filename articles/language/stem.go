package language

import (
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/irish"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
)

// Stem returns what the forms of a folded word have in common, by the Snowball
// rules of the language (a BCP 47 base language) or, for six more languages, by
// cutting the ending off. A word of another language is returned unchanged, one
// of a text whose language nobody could tell is taken for the commonest of its
// script. The stem is folded too.
func Stem(folded, lang string) string {
	if lang == Unknown {
		lang = commonest(folded)
	}
	if stem := stemmer(lang); stem != nil {
		return stem.of(folded, lang)
	}
	return withoutEnding(folded, lightEndings[lang])
}

// commonest is the language to take a word for, by its script: the one by whose
// rules a search tries every word.
func commonest(word string) string {
	switch r, _ := utf8.DecodeRuneInString(word); {
	case unicode.Is(unicode.Latin, r):
		return "en"
	case unicode.Is(unicode.Cyrillic, r):
		return "ru"
	}
	return Unknown
}

type stemFunc func(*snowballstem.Env) bool

func (stem stemFunc) of(folded, lang string) string {
	env := snowballstem.NewEnv(respelled(folded, lang))
	stem(env)
	return Fold(env.Current())
}

func stemmer(lang string) stemFunc {
	switch lang {
	case "ar":
		return arabic.Stem
	case "da":
		return danish.Stem
	case "de":
		return german.Stem
	case "en":
		return english.Stem
	case "es":
		return spanish.Stem
	case "fi":
		return finnish.Stem
	case "fr":
		return french.Stem
	case "ga":
		return irish.Stem
	case "hu":
		return hungarian.Stem
	case "it":
		return italian.Stem
	case "nb", "nn", "no":
		return norwegian.Stem
	case "nl":
		return dutch.Stem
	case "pt":
		return portuguese.Stem
	case "ro":
		return romanian.Stem
	case "ru":
		return russian.Stem
	case "sv":
		return swedish.Stem
	case "tr":
		return turkish.Stem
	}
	return nil
}
