package search

import (
	"strings"
	"unicode"
)

// romanized writes Cyrillic names as English papers do (BGN/PCGN without its
// signs), for persons whose articles are in English. ok is false for what has
// no Cyrillic.
func romanized(text string) (latin string, ok bool) {
	var b strings.Builder
	runes := []rune(text)
	for i, r := range runes {
		lower := unicode.ToLower(r)
		s, known := cyrillic[lower]
		if !known {
			b.WriteRune(r)
			continue
		}
		ok = true
		switch {
		case (lower == 'е' || lower == 'ё') && (i == 0 || strings.ContainsRune(" аеёиоуыэюяьъ", unicode.ToLower(runes[i-1]))):
			s = "ye"
		case lower == 'и' && i+1 < len(runes) && unicode.ToLower(runes[i+1]) == 'й' && (i+2 == len(runes) || runes[i+2] == ' '):
			s = "" // -ий is -y
		}
		if r != lower && s != "" {
			s = strings.ToUpper(s[:1]) + s[1:]
		}
		b.WriteString(s)
	}
	return b.String(), ok
}

var cyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "yo", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f",
	'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
	'і': "i", 'ї': "yi", 'є': "ye", 'ґ': "g",
}
