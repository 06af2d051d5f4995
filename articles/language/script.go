package language

import (
	"unicode"

	"golang.org/x/text/language"
)

// block is a range of letters of one script, by its ISO 15924 code; Han and
// kana are told apart, which the codes Jpan and Hans do not.
type block struct {
	first, last rune
	script      string
}

// blocks are the ranges that texts in a language are recognised by, in order.
var blocks = []block{
	{'A', 0x024F, "Latn"}, {0x0370, 0x03FF, "Grek"}, {0x0400, 0x052F, "Cyrl"}, {0x0531, 0x058F, "Armn"},
	{0x0590, 0x05FF, "Hebr"}, {0x0600, 0x06FF, "Arab"}, {0x0750, 0x077F, "Arab"}, {0x0780, 0x07BF, "Thaa"},
	{0x0900, 0x097F, "Deva"}, {0x0980, 0x09FF, "Beng"}, {0x0A00, 0x0A7F, "Guru"}, {0x0A80, 0x0AFF, "Gujr"},
	{0x0B00, 0x0B7F, "Orya"}, {0x0B80, 0x0BFF, "Taml"}, {0x0C00, 0x0C7F, "Telu"}, {0x0C80, 0x0CFF, "Knda"},
	{0x0D00, 0x0D7F, "Mlym"}, {0x0D80, 0x0DFF, "Sinh"}, {0x0E00, 0x0E7F, "Thai"}, {0x0E80, 0x0EFF, "Laoo"},
	{0x0F00, 0x0FFF, "Tibt"}, {0x1000, 0x109F, "Mymr"}, {0x10A0, 0x10FF, "Geor"}, {0x1200, 0x137F, "Ethi"},
	{0x1780, 0x17FF, "Khmr"}, {0x1E00, 0x1EFF, "Latn"}, {0x1F00, 0x1FFF, "Grek"}, {0x3041, 0x30FF, "Kana"},
	{0x3400, 0x9FFF, "Hani"}, {0xAC00, 0xD7AF, "Hang"}, {0xFB50, 0xFDFF, "Arab"}, {0xFE70, 0xFEFC, "Arab"},
}

// scriptOf returns the script of most letters of the text, empty without
// letters. A tenth of kana makes Han Japanese. One Han character says as much
// as three letters.
func scriptOf(text string) string {
	counts := make([]int, len(blocks))
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		for i := range blocks {
			if r <= blocks[i].last {
				if r >= blocks[i].first {
					counts[i]++
				}
				break
			}
		}
	}
	return mostWritten(counts)
}

const hanWeight = 3

func mostWritten(counts []int) string {
	letters := map[string]int{}
	for i, n := range counts {
		letters[blocks[i].script] += n
	}
	han, kana := letters["Hani"], letters["Kana"]
	if 10*kana >= han {
		letters["Kana"], letters["Hani"] = kana+han, 0
	}
	letters["Hani"] *= hanWeight
	letters["Kana"] *= hanWeight
	best := ""
	for _, b := range blocks { // in order, so that equal counts give one answer
		if letters[b.script] > letters[best] {
			best = b.script
		}
	}
	return best
}

// onlyLanguage is the language of the scripts that have one of weight.
var onlyLanguage = map[string]string{
	"Armn": "hy", "Beng": "bn", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa", "Hang": "ko", "Hani": "zh",
	"Kana": "ja", "Khmr": "km", "Knda": "kn", "Laoo": "lo", "Mlym": "ml", "Mymr": "my", "Orya": "or", "Sinh": "si",
	"Taml": "ta", "Telu": "te", "Thaa": "dv", "Thai": "th", "Tibt": "bo",
}

// listed are the languages that function words and telltale letters are counted
// for, by script.
var listed = map[string][]string{
	"Arab": {"ar", "fa", "ur"},
	"Cyrl": {"be", "bg", "mk", "ru", "sr", "uk"},
	"Deva": {"hi"},
	"Hebr": {"he"},
	"Latn": {"cs", "da", "de", "en", "es", "fi", "fr", "hu", "id", "it", "nl", "no", "pl", "pt", "ro", "sv", "tr", "vi"},
}

// severalScripts are the languages that are written in more than one of Latin,
// Cyrillic and Arabic.
var severalScripts = map[string]bool{
	"az": true, "bs": true, "ha": true, "kk": true, "ku": true, "ky": true, "mn": true, "ms": true, "pa": true,
	"sd": true, "sr": true, "tg": true, "tk": true, "tt": true, "ug": true, "uz": true, "sh": true,
}

// writtenIn reports whether the base language is written in the script.
func writtenIn(base, script string) bool {
	if severalScripts[base] && (script == "Latn" || script == "Cyrl" || script == "Arab") {
		return true
	}
	tag, err := language.ParseBase(base)
	if err != nil {
		return false
	}
	t, err := language.Compose(tag)
	if err != nil {
		return false
	}
	likely, _ := t.Script()
	switch code := likely.String(); code {
	case "Hans", "Hant":
		return script == "Hani"
	case "Jpan":
		return script == "Kana" || script == "Hani"
	case "Kore":
		return script == "Hang"
	default:
		return code == script
	}
}
