package language

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var fuzzSeeds = []string{
	"", " ", ".", "\n\n", "...\n\n\"", "a\xff. B", "Mr. Fox left. \"Did he?\" Yes… No!",
	"One.\r\nTwo\n\n- three\n- four", "。」「。", "( ( ( . A", "\u2029\u0085x\u00A0. »", "3. 4. I. J. K.",
	"don't l'eau U.S. 1,000.50", "हिन्दी। ภาษา 北京。", "A\u0301\u0302 ﷽ ß İ ı ǅ", "'''’’’", "a'", "'a'b'", "1,000,00 1.2.3",
}

func FuzzSentences(f *testing.F) {
	for _, s := range fuzzSeeds {
		for _, lang := range []string{"en", "de", "ru", ""} {
			f.Add(s, lang)
		}
	}
	f.Fuzz(func(t *testing.T, text, lang string) { checkCover(t, text, lang) })
}

// checkCover fails unless the sentences of the text are trimmed, in order and
// hold all that is not white space.
func checkCover(t *testing.T, text, lang string) {
	t.Helper()
	at := 0
	valid := utf8.ValidString(text)
	for _, s := range Sentences(text, lang) {
		if s.Start < at || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("span %v after %d in %q", s, at, text)
		}
		if gap := text[at:s.Start]; strings.TrimSpace(gap) != "" {
			t.Fatalf("%q left out before %v of %q", gap, s, text)
		}
		sentence := text[s.Start:s.End]
		if strings.TrimFunc(sentence, unicode.IsSpace) != sentence {
			t.Fatalf("%q is not trimmed", sentence)
		}
		if valid && !utf8.ValidString(sentence) {
			t.Fatalf("%q begins or ends inside a character", sentence)
		}
		at = s.End
	}
	if gap := text[at:]; strings.TrimSpace(gap) != "" {
		t.Fatalf("%q left out at the end of %q", gap, text)
	}
}

func FuzzTerms(f *testing.F) {
	for _, s := range fuzzSeeds {
		for _, lang := range []string{"en", "fr", "tr", "ar", ""} {
			f.Add(s, lang)
		}
	}
	f.Fuzz(func(t *testing.T, text, lang string) { checkTerms(t, text, lang) })
}

// checkTerms fails unless every term holds letters and digits alone and is
// folded.
func checkTerms(t *testing.T, text, lang string) {
	t.Helper()
	for _, term := range Terms(text, lang) {
		if term == "" {
			t.Fatalf("empty term of %q", text)
		}
		if i := strings.IndexFunc(term, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }); i >= 0 {
			t.Fatalf("term %q of %q holds %q", term, text, term[i:])
		}
		if again := Fold(term); again != term {
			t.Fatalf("term %q of %q folds to %q", term, text, again)
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, "")
		f.Add(s, "en-US")
	}
	f.Fuzz(func(t *testing.T, text, declared string) {
		lang := Detect(text, declared)
		if lang == "" || lang != strings.ToLower(lang) {
			t.Fatalf("Detect(%q, %q) = %q", text, declared, lang)
		}
	})
}
