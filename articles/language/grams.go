package language

import (
	"unicode"
	"unicode/utf8"
)

// gramSize returns how many letters of the word make one term: 0 for scripts
// with words between spaces, 2 for Han, kana and Hangul, 3 for the scripts of
// South-East Asia, whose letters are sounds and say less.
func gramSize(word string) int {
	for _, r := range word {
		switch {
		case r < 0x0E00:
			return 0
		case unicode.IsMark(r) || !unicode.IsLetter(r) && !unicode.IsNumber(r):
			continue
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r == 'ー' || r == 'ｰ':
			return 2
		case unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			return 3
		}
		return 0
	}
	return 0
}

// grams adds the overlapping n-grams of a run of letters, or the run itself
// when it is shorter.
func (t *termer) grams(run string) {
	n := gramSize(run)
	if n == 0 {
		return
	}
	folded := letters(Fold(run))
	var starts [4]int // of the last n letters
	count := 0
	for i := range folded {
		if count >= n {
			t.out = append(t.out, folded[starts[0]:i])
			copy(starts[:], starts[1:n])
			count--
		}
		starts[count] = i
		count++
	}
	if count > 0 {
		t.out = append(t.out, folded[starts[0]:])
	}
}

// letters returns s without marks and everything else that is no letter or
// digit.
func letters(s string) string {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}
