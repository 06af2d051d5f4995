package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/language"
)

// Unknown is the language of a text whose language nobody could tell.
const Unknown = "und"

// sampleBytes bounds what is read of a text to tell its language.
const sampleBytes = 2000

// Detect returns the base language (BCP 47: "en", "zh", "no" for Bokmål too) of
// the text, or Unknown. A declared language ("en-GB", "pt_BR") is trusted when
// it is written in the script of the text, unless the function words of a long
// text say plainly that the page's author left a default in place. Without one,
// the script decides where only one language uses it, then function words, then
// trigrams.
func Detect(text, declared string) string {
	sample := text[:cut(text, sampleBytes)]
	base := baseOf(declared)
	script := scriptOf(sample)
	if script == "" {
		return base
	}
	if base == Unknown || !writtenIn(base, script) {
		return guess(sample, script)
	}
	if counts := countStops(sample, base); 3*counts.hits[base] >= counts.words {
		return base // no other language can have three times as many
	}
	if counts := countStops(sample, listed[script]...); counts.contradict(base) {
		return counts.best
	}
	return base
}

// baseOf returns the base language of a declared one, or Unknown.
func baseOf(declared string) string {
	declared, _, _ = strings.Cut(strings.TrimSpace(declared), ".")
	tag, err := language.Parse(declared)
	if err != nil {
		return Unknown
	}
	base, confidence := tag.Base()
	if confidence == language.No {
		return Unknown
	}
	if s := base.String(); s != "nb" {
		return s
	}
	return "no"
}

// guess tells the language of a text in the script.
func guess(sample, script string) string {
	if lang := onlyLanguage[script]; lang != "" {
		return lang
	}
	counts := countStops(sample, listed[script]...)
	if counts.clear() {
		return counts.best
	}
	info := whatlanggo.DetectWithOptions(sample, whatlanggo.Options{Whitelist: counts.possible()})
	switch {
	case info.Lang >= 0 && info.Confidence >= sure:
		return guessable[info.Lang]
	case counts.hits[counts.best] > counts.hits[counts.second]:
		return counts.best
	}
	return Unknown // what trigrams say of a few words is mostly wrong
}

// sure is the confidence of the trigrams from which they are mostly right.
const sure = 0.4

// possible are the languages that trigrams may name: those with the most
// function words and those of which no list is kept.
func (c stopCounts) possible() map[whatlanggo.Lang]bool {
	some := make(map[whatlanggo.Lang]bool, len(guessable))
	for lang, base := range guessable {
		if c.hits[base] == c.hits[c.best] || stopwords(base) == nil {
			some[lang] = true
		}
	}
	return some
}

// guessable are the languages that trigrams may name; among the rest are some
// that they take short English headlines for.
var guessable = map[whatlanggo.Lang]string{
	whatlanggo.Azj: "az", whatlanggo.Ces: "cs", whatlanggo.Dan: "da", whatlanggo.Deu: "de", whatlanggo.Eng: "en",
	whatlanggo.Est: "et", whatlanggo.Fin: "fi", whatlanggo.Fra: "fr", whatlanggo.Hrv: "hr", whatlanggo.Hun: "hu",
	whatlanggo.Ind: "id", whatlanggo.Ita: "it", whatlanggo.Lav: "lv", whatlanggo.Lit: "lt", whatlanggo.Nld: "nl",
	whatlanggo.Nob: "no", whatlanggo.Pol: "pl", whatlanggo.Por: "pt", whatlanggo.Ron: "ro", whatlanggo.Slv: "sl",
	whatlanggo.Spa: "es", whatlanggo.Swe: "sv", whatlanggo.Tur: "tr", whatlanggo.Vie: "vi",
	whatlanggo.Bel: "be", whatlanggo.Bul: "bg", whatlanggo.Mkd: "mk", whatlanggo.Rus: "ru", whatlanggo.Srp: "sr", whatlanggo.Ukr: "uk",
	whatlanggo.Arb: "ar", whatlanggo.Pes: "fa", whatlanggo.Urd: "ur",
	whatlanggo.Hin: "hi", whatlanggo.Mar: "mr", whatlanggo.Nep: "ne",
	whatlanggo.Heb: "he", whatlanggo.Ydd: "yi", whatlanggo.Amh: "am", whatlanggo.Tir: "ti",
}

// stopCounts tells how many words of a sample are function words of the
// languages asked about.
type stopCounts struct {
	words        int
	hits         map[string]int
	best, second string
}

const maxCounted = 100 // words; more change nothing

func countStops(sample string, langs ...string) stopCounts {
	c := stopCounts{hits: make(map[string]int, len(langs))}
	var buf []byte
	for it := words.FromString(sample); it.Next() && c.words < maxCounted; {
		word := it.Value()
		if !hasWord(word) || isDigit(word[0]) {
			continue
		}
		if i, _ := apostrophe(word); i > 0 {
			word = word[:i]
		}
		c.words++
		buf = appendFold(buf[:0], word)
		for _, lang := range langs {
			if contains(stopwords(lang), buf) {
				c.hits[lang]++
			}
		}
		if lang := telltale(word); lang != "" {
			c.hits[lang] += telltaleWeight
		}
	}
	for _, lang := range langs {
		switch n := c.hits[lang]; {
		case n > c.hits[c.best]:
			c.best, c.second = lang, c.best
		case n > c.hits[c.second]:
			c.second = lang
		}
	}
	return c
}

const telltaleWeight = 2

// telltale returns the language whose letter the word has, the only one of its
// script to have it among those listed.
func telltale(word string) string {
	for _, r := range word {
		if r < utf8.RuneSelf {
			continue
		}
		if r >= 0x1EA0 && r <= 0x1EF9 {
			return "vi"
		}
		if lang := telltales[unicode.ToLower(r)]; lang != "" {
			return lang
		}
	}
	return ""
}

var telltales = map[rune]string{
	'ơ': "vi", 'ư': "vi", 'ě': "cs", 'ř': "cs", 'ů': "cs", 'ł': "pl", 'ż': "pl", 'ą': "pl", 'ę': "pl",
	'ő': "hu", 'ű': "hu", 'ğ': "tr", 'ı': "tr", 'ț': "ro", 'ș': "ro", 'ß': "de", 'ñ': "es", 'õ': "pt", 'œ': "fr",
	'ї': "uk", 'є': "uk", 'ґ': "uk", 'ў': "be", 'ћ': "sr", 'ђ': "sr", 'ѓ': "mk", 'ќ': "mk",
	'ٹ': "ur", 'ڈ': "ur", 'ڑ': "ur", 'ے': "ur", 'ں': "ur",
}

// clear reports whether one language has many more function words than any
// other.
func (c stopCounts) clear() bool {
	best := c.hits[c.best]
	second := c.hits[c.second]
	return best >= 2 && (best >= 2*second || best >= second+3)
}

// contradict reports whether a long text is plainly not in the declared
// language: a quarter of its words are function words of another, and hardly
// any are its own.
func (c stopCounts) contradict(declared string) bool {
	return c.words >= 60 && 4*c.hits[c.best] >= c.words &&
		stopwords(declared) != nil && 3*c.hits[declared] < c.hits[c.best]
}
