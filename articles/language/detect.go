package language

import (
	"strings"

	"github.com/abadojack/whatlanggo"
	"golang.org/x/text/language"
)

// Unknown is the language of a text whose language nobody could tell.
const Unknown = "und"

// Detect returns the base language (BCP 47, "en", "zh") of the text, or
// Unknown.
func Detect(text, declared string) string {
	if base := baseOf(declared); base != Unknown {
		return base
	}
	info := whatlanggo.Detect(head(text, 2000))
	if info.Lang < 0 {
		return Unknown
	}
	return baseOf(info.Lang.Iso6391())
}

// baseOf returns the base language of a declared one ("en-GB", "pt_BR"), or
// Unknown. Bokmål and Norwegian are one.
func baseOf(declared string) string {
	declared, _, _ = strings.Cut(strings.TrimSpace(declared), ".")
	tag, err := language.Parse(declared)
	if err != nil || tag == language.Und {
		return Unknown
	}
	base, _ := tag.Base()
	if s := base.String(); s != "nb" {
		return s
	}
	return "no"
}

// head returns at most n bytes of the text's beginning, whole runes.
func head(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return strings.ToValidUTF8(text[:n], "")
}
