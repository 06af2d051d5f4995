package search

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	xlanguage "golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"briefly/articles/language"
)

// nameLanguages are the languages whose names of places are understood.
var nameLanguages = []string{
	"en", "ru", "uk", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "da", "no", "fi", "hu", "ro", "bg",
	"sr", "el", "tr", "ar", "he", "fa", "hi", "zh", "ja", "ko", "vi", "id", "kk", "be", "ka", "hy", "az",
}

// shortNames are names that the tables of x/text lack: what people call a
// place instead of its full name.
var shortNames = map[string]string{
	"US": "USA|US|America|США|Америка|Штаты", "GB": "UK|Britain|Great Britain|Британия|Великобритания|Англия",
	"AE": "UAE|Emirates|ОАЭ|Эмираты", "KP": "DPRK|Северная Корея|КНДР", "CN": "PRC|КНР", "RU": "РФ", "DE": "ФРГ", "EU": "EU|ЕС|Евросоюз",
	"NL": "Holland|Голландия", "CZ": "Czech Republic|Чехия", "MM": "Burma|Бирма", "CI": "Ivory Coast", "TR": "Turkey",
	"CD": "DR Congo|ДРК", "ZA": "ЮАР", "KR": "Южная Корея|Корея", "BY": "Белоруссия", "MK": "Macedonia|Македония", "SZ": "Swaziland",
}

// adjectives are how English writes of a place and its people, where that is
// not the beginning of its name.
var adjectives = map[string]string{
	"AF": "Afghan", "AR": "Argentine", "AT": "Austrian", "AU": "Australian", "AL": "Albanian", "AM": "Armenian", "AO": "Angolan",
	"AZ": "Azerbaijani", "BD": "Bangladeshi", "BE": "Belgian", "BG": "Bulgarian", "BO": "Bolivian", "BR": "Brazilian",
	"BY": "Belarusian", "CA": "Canadian", "CH": "Swiss", "CL": "Chilean", "CM": "Cameroonian", "CN": "Chinese", "CO": "Colombian",
	"CU": "Cuban", "CY": "Cypriot", "CZ": "Czech", "DE": "German", "DK": "Danish", "DZ": "Algerian", "EC": "Ecuadorean",
	"EE": "Estonian", "EG": "Egyptian", "ES": "Spanish", "ET": "Ethiopian", "FI": "Finnish", "FR": "French", "GB": "British",
	"GE": "Georgian", "GH": "Ghanaian", "GR": "Greek", "GT": "Guatemalan", "HN": "Honduran", "HR": "Croatian", "HT": "Haitian",
	"HU": "Hungarian", "ID": "Indonesian", "IE": "Irish", "IL": "Israeli", "IN": "Indian", "IQ": "Iraqi", "IR": "Iranian",
	"IS": "Icelandic", "IT": "Italian", "JM": "Jamaican", "JO": "Jordanian", "JP": "Japanese", "KE": "Kenyan", "KH": "Cambodian",
	"KP": "North Korean", "KR": "South Korean", "KW": "Kuwaiti", "KZ": "Kazakh", "LB": "Lebanese", "LK": "Sri Lankan",
	"LT": "Lithuanian", "LV": "Latvian", "LY": "Libyan", "MA": "Moroccan", "MD": "Moldovan", "MM": "Burmese", "MN": "Mongolian",
	"MX": "Mexican", "MY": "Malaysian", "MZ": "Mozambican", "NG": "Nigerian", "NI": "Nicaraguan", "NL": "Dutch", "NO": "Norwegian",
	"NP": "Nepalese", "PA": "Panamanian", "PE": "Peruvian", "PH": "Philippine", "PK": "Pakistani", "PL": "Polish",
	"PT": "Portuguese", "PY": "Paraguayan", "RO": "Romanian", "RS": "Serbian", "RU": "Russian", "SA": "Saudi", "SD": "Sudanese",
	"SE": "Swedish", "SG": "Singaporean", "SI": "Slovenian", "SK": "Slovak", "SN": "Senegalese", "SO": "Somali", "SV": "Salvadoran",
	"SY": "Syrian", "TH": "Thai", "TN": "Tunisian", "TR": "Turkish", "TW": "Taiwanese", "TZ": "Tanzanian", "UA": "Ukrainian",
	"UG": "Ugandan", "US": "American", "UY": "Uruguayan", "UZ": "Uzbek", "VE": "Venezuelan", "VN": "Vietnamese", "YE": "Yemeni",
	"ZA": "South African", "ZM": "Zambian", "ZW": "Zimbabwean",
}

// longestName bounds the words of a place's name.
const longestName = 4

// places tells a place by its name in any of the languages, inflected ones
// included: the key is a language and the terms of a name in it.
var places = sync.OnceValue(func() map[string]string {
	byName := make(map[string]string, 12_000)
	add := func(lang, name, code string) {
		key := placeKey(lang, name)
		if _, taken := byName[key]; !taken && key != "" {
			byName[key] = code
		}
	}
	var codes []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := xlanguage.ParseRegion(string(a) + string(b))
			if err == nil && (r.IsCountry() || r.String() == "EU") && r.Canonicalize() == r {
				codes = append(codes, r.String())
			}
		}
	}
	for _, lang := range nameLanguages {
		names := display.Regions(xlanguage.Make(lang))
		for _, code := range codes {
			if name := names.Name(xlanguage.MustParseRegion(code)); name != "" {
				add(lang, name, code)
			}
		}
	}
	for code, list := range shortNames {
		for name := range strings.SplitSeq(list, "|") {
			for _, lang := range []string{"en", "ru"} {
				add(lang, name, code)
			}
		}
	}
	return byName
})

// placeKey is a name in a language as its terms.
func placeKey(lang, name string) string {
	terms := language.Terms(name, lang)
	if len(terms) == 0 {
		return ""
	}
	return lang + ":" + strings.Join(terms, " ")
}

// place is a place that a topic names.
type place struct {
	from, to int // its words among the fields of the topic
	code     string
	lang     string // in which it was named
}

// findPlaces finds the places of a topic, longest names first. What is as
// short as an abbreviation must be written like one.
func findPlaces(fields, langs []string) []place {
	var found []place
	for from := 0; from < len(fields); {
		p, ok := placeAt(fields, from, langs)
		if !ok {
			from++
			continue
		}
		found = append(found, p)
		from = p.to
	}
	return found
}

func placeAt(fields []string, from int, langs []string) (place, bool) {
	const abbreviation = 3 // letters
	all := places()
	for to := min(len(fields), from+longestName); to > from; to-- {
		name := strings.Join(fields[from:to], " ")
		if utf8.RuneCountInString(name) <= abbreviation && strings.ToUpper(name) != name {
			continue
		}
		for _, lang := range langs {
			if code, ok := all[placeKey(lang, name)]; ok {
				return place{from, to, code, lang}, true
			}
		}
	}
	return place{}, false
}

// names are other names of a place in each of the languages: the full one,
// what English calls what is from there, and the short ones.
func (p place) names(langs []string) []rename {
	region := xlanguage.MustParseRegion(p.code)
	var list []rename
	add := func(lang, name string, proper bool) {
		if name != "" {
			list = append(list, rename{text: name, lang: lang, proper: proper && lang != p.lang})
		}
	}
	for _, lang := range langs {
		add(lang, display.Regions(xlanguage.Make(lang)).Name(region), true)
	}
	for _, lang := range langs {
		if lang == "en" {
			add(lang, adjectives[p.code], false)
		}
		for name := range strings.SplitSeq(shortNames[p.code], "|") {
			if script := scriptLanguages(name); lang == "en" && script == nil || slices.Contains(script, lang) {
				add(lang, name, true)
			}
		}
	}
	return list
}

// rename is another name for a part of a topic.
type rename struct {
	text, lang string
	proper     bool // worth telling the asker
	words      [][]string
}
