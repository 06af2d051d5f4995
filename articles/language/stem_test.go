package language

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// Forms of one word have one stem, with and without their diacritics.
func TestStemJoinsForms(t *testing.T) {
	for lang, groups := range map[string][][]string{
		"ar": {{"الكتاب", "كتاب"}},
		"bg": {{"града", "градът"}},
		"cs": {{"zprávy", "zpráva", "zprávou"}},
		"da": {{"skibene", "skibet"}},
		"de": {{"Häuser", "häusern", "HAUSER"}, {"Wahlen", "wahl"}},
		"el": {{"εκλογές", "εκλογών", "ΕΚΛΟΓΗ"}},
		"en": {{"elections", "election"}, {"announced", "announces", "announcing"}},
		"es": {{"elección", "elecciones", "eleccion"}, {"naciones", "nación"}},
		"fi": {{"talossa", "talosta"}},
		"fr": {{"annoncé", "annoncée", "annoncées", "annoncer", "annonce", "ANNONCÉES", "annoncees"}},
		"hi": {{"सैनिकों", "सैनिक"}},
		"hu": {{"városból", "városról", "varosbol"}},
		"it": {{"elezioni", "elezione"}},
		"nl": {{"verkiezingen", "verkiezing"}},
		"no": {{"valget", "valgene"}},
		"pl": {{"gazety", "gazeta", "gazetą"}},
		"pt": {{"comunicação", "comunicações", "comunicacao"}},
		"ro": {{"națiunea", "naţiunii"}},
		"ru": {{"выборы", "выборов", "выборами"}, {"чёрный", "черного"}},
		"sv": {{"bilar", "bilarna"}},
		"tr": {{"kadınlar", "kadinlar"}, {"evler", "evlerin"}},
		"uk": {{"вибори", "виборів", "виборами"}},
	} {
		for _, forms := range groups {
			want := Stem(Fold(forms[0]), lang)
			for _, form := range forms[1:] {
				if got := Stem(Fold(form), lang); got != want {
					t.Errorf("%s: stem of %s is %q, of %s %q", lang, form, got, forms[0], want)
				}
			}
		}
	}
	if got := Stem("kulisha", "sw"); got != "kulisha" {
		t.Errorf("a language without rules: got %q", got)
	}
}

func TestListsAreInOrder(t *testing.T) {
	for lang, endings := range lightEndings {
		longerFirst := func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) }
		if !slices.IsSortedFunc(endings, longerFirst) {
			t.Errorf("endings of %s: a shorter one hides a longer one", lang)
		}
	}
	for script, langs := range listed {
		for _, lang := range langs {
			for word := range stopwords(lang) {
				if Fold(word) != word {
					t.Errorf("function word %q of %s (%s) is not folded", word, lang, script)
				}
			}
		}
	}
}
