package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

const family = "👨‍👩‍👧"

func TestMeasures(t *testing.T) {
	for _, c := range []struct {
		s                                      string
		bytes, runes, utf16, graphemes, widths int
	}{
		{"", 0, 0, 0, 0, 0},
		{"news", 4, 4, 4, 4, 4},
		{"новости", 14, 7, 7, 7, 7},
		{"新聞", 6, 2, 2, 2, 4},
		{"e\u0301", 3, 2, 2, 1, 1},
		{"😀", 4, 1, 2, 1, 2},
		{family, 18, 5, 8, 1, 2},
		{"🇳🇴", 8, 2, 4, 1, 2},
		{"\u2068א\u2069", 8, 3, 3, 3, 1},
	} {
		got := [5]int{Bytes(c.s), Runes(c.s), UTF16(c.s), Graphemes(c.s), Width(c.s)}
		if want := [5]int{c.bytes, c.runes, c.utf16, c.graphemes, c.widths}; got != want {
			t.Errorf("%q measures %v (bytes, runes, UTF-16, graphemes, width), want %v", c.s, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		name, s string
		limit   int
		measure Measure
		want    string
	}{
		{"fits", "the harbour", 11, Runes, "the harbour"},
		{"between words", "the harbour opens", 13, Runes, "the harbour…"},
		{"no lost comma", "the harbour, the bridge", 16, Runes, "the harbour…"},
		{"inside a long word", "Donaudampfschifffahrt", 8, Runes, "Donauda…"},
		{"short word before a long one", "a Donaudampfschifffahrt", 12, Runes, "a Donaudamp…"},
		{"Chinese by width", "港口今天重新开放", 9, Width, "港口今天…"},
		{"never inside a surrogate pair", "😀😀😀", 4, UTF16, "😀…"},
		{"never inside a cluster", family + family, 10, UTF16, family + "…"},
		{"cluster too big", family + family, 7, UTF16, "…"},
		{"accent stays", "cafe\u0301s", 5, Runes, "caf…"},
		{"no room", "harbour", 0, Runes, ""},
		{"no room for the ellipsis", "harbour", 2, Bytes, ""},
	} {
		if got := Cut(c.s, c.limit, c.measure); got != c.want {
			t.Errorf("%s: Cut(%q, %d) = %q, want %q", c.name, c.s, c.limit, got, c.want)
		}
	}
}

func TestCutHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkCut(t, rapid.String().Draw(t, "s"), rapid.IntRange(0, 40).Draw(t, "limit"))
	})
}

func FuzzCut(f *testing.F) {
	f.Add("the harbour "+family+" opens", 14)
	f.Fuzz(func(t *testing.T, s string, limit int) { checkCut(t, s, limit) })
}

type failer interface{ Fatalf(string, ...any) }

func checkCut(t failer, s string, limit int) {
	limit = max(limit, 0)
	for name, m := range map[string]Measure{"bytes": Bytes, "runes": Runes, "utf16": UTF16, "graphemes": Graphemes, "width": Width} {
		got := Cut(s, limit, m)
		if m(got) > limit {
			t.Fatalf("%s: %q measures %d, limit %d", name, got, m(got), limit)
		}
		if got == s || got == "" {
			continue
		}
		whole := strings.ToValidUTF8(s, "\uFFFD")
		kept, ok := strings.CutSuffix(got, Ellipsis)
		if !ok || !strings.HasPrefix(whole, kept) {
			t.Fatalf("%s: %q is no beginning of %q with an ellipsis", name, got, s)
		}
		if kept != "" && !slices.Contains(clusterEnds(whole), len(kept)) {
			t.Fatalf("%s: %q ends inside a grapheme cluster of %q", name, kept, s)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name, s string
		width   int
		want    string
	}{
		{"empty", "", 10, ""},
		{"words", "the old harbour opens again", 12, "the old|harbour|opens again"},
		{"exact", "the old harb", 12, "the old harb"},
		{"kept line breaks", "one\ntwo three", 20, "one|two three"},
		{"long word", "Donaudampfschifffahrt am Kai", 10, "Donaudampf|schifffahr|t am Kai"},
		{"Chinese", "港口今天重新开放", 6, "港口今|天重新|开放"},
		{"Chinese stop never starts a line", "港口今天。重新", 8, "港口今|天。重新"},
		{"emoji are two cells", "😀 😀 😀", 5, "😀 😀|😀"},
		{"a cluster is never split", family + family, 2, family + "|" + family},
		{"no-break space", "10\u00A0km of road", 6, "10\u00A0km|of|road"},
		{"citation stays whole", "it opens [1][2]", 11, "it opens|[1][2]"},
		{"narrower than a character", "港口", 1, "港|口"},
	} {
		if got := strings.Join(Wrap(c.s, c.width), "|"); got != c.want {
			t.Errorf("%s: Wrap(%q, %d) = %q, want %q", c.name, c.s, c.width, got, c.want)
		}
	}
}

func TestWrapHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkWrap(t, rapid.String().Draw(t, "s"), rapid.IntRange(1, 40).Draw(t, "width"))
	})
}

func FuzzWrap(f *testing.F) {
	f.Add("港口 opens "+family, 5)
	f.Fuzz(func(t *testing.T, s string, width int) { checkWrap(t, s, width) })
}

func checkWrap(t failer, s string, width int) {
	width = max(width, 2)
	lines := Wrap(s, width)
	for _, l := range lines {
		if Width(l) > width && Graphemes(l) > 1 {
			t.Fatalf("line %q of %q is %d wide, limit %d", l, s, Width(l), width)
		}
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if got := squeeze(strings.Join(lines, "")); got != squeeze(s) {
		t.Fatalf("Wrap(%q) lost text: %q", s, lines)
	}
}

func TestLine(t *testing.T) {
	for _, c := range []struct{ name, s, want string }{
		{"plain", "The harbour opens", "The harbour opens"},
		{"white space", " a\t b\r\nc\u2028d ", "a b c d"},
		{"escape sequence", "a\x1b[31mred\x1b]0;title\a", "a[31mred]0;title"},
		{"C1 controls", "a\u009b31m\u0085b", "a31m b"},
		{"invalid UTF-8", "a\xffb", "a\uFFFDb"},
		{"bidi controls", "a\u202Eb\u202C\u2066c\u2069\u200F\u061C", "abc"},
		{"zero width", "a\u200Bb\u2060c\uFEFFd\u00ADe", "abcde"},
		{"joiner between Latin letters", "a\u200Db\u200C", "ab"},
		{"joiner in Persian", "می\u200Cخواهم", "می\u200Cخواهم"},
		{"joiner in Hindi", "क्\u200Dष", "क्\u200Dष"},
		{"emoji family", family, family},
		{"joiner at the end", "😀\u200D", "😀"},
		{"flag of England", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"},
		{"hidden text in tags", "a\U000E0068\U000E0069", "a"},
		{"tower of marks", "z" + strings.Repeat("\u0300", 50) + "a", "z" + strings.Repeat("\u0300", maxMarks) + "a"},
		{"mark without a letter", "\u0301abc", "abc"},
		{"blank letters", "a\u3164b\u115Fc", "abc"},
		{"noncharacter", "a\uFFFFb", "ab"},
	} {
		if got := Line(c.s); got != c.want {
			t.Errorf("%s: Line(%q) = %q, want %q", c.name, c.s, got, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	if got, want := Lines("\n a  b\r\n\n\n\nc\rd\n\n"), "a b\n\nc\nd"; got != want {
		t.Errorf("Lines = %q, want %q", got, want)
	}
}

func TestCleaningTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkLine(t, rapid.String().Draw(t, "s")) })
}

func FuzzLine(f *testing.F) {
	f.Add("a\x1b[31m\u202Eb\u200D😀")
	f.Fuzz(func(t *testing.T, s string) { checkLine(t, s) })
}

func checkLine(t failer, s string) {
	got := Line(s)
	if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool {
		return r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
	}) {
		t.Fatalf("Line(%q) = %q", s, got)
	}
	if again := Line(got); again != got {
		t.Fatalf("Line(%q) = %q, and again %q", s, got, again)
	}
}

func TestIsolate(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"harbour", "harbour"},
		{"שלום", "\u2068שלום\u2069"},
		{"the word سلام here", "\u2068the word سلام here\u2069"},
	} {
		if got := Isolate(c.s); got != c.want {
			t.Errorf("Isolate(%q) = %q, want %q", c.s, got, c.want)
		}
	}
}

func TestURL(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"https://harbour.example/a?b=c&d=%20#e", "https://harbour.example/a?b=c&d=%20#e"},
		{"https://harbour.example/порт", "https://harbour.example/%D0%BF%D0%BE%D1%80%D1%82"},
		{"https://harbour.example/\x1b]8;;\u202Ea b\"<", "https://harbour.example/%1B]8;;%E2%80%AEa%20b%22%3C"},
		{"javascript:alert(1)", ""},
		{"", ""},
	} {
		if got := URL(c.s); got != c.want {
			t.Errorf("URL(%q) = %q, want %q", c.s, got, c.want)
		}
	}
}

func TestWebURL(t *testing.T) {
	for link, want := range map[string]string{
		"https://velm.example/a b": "https://velm.example/a%20b", "http://localhost/": "", "https://dot./": "",
		"javascript:alert(1)": "", "": "", "https://[::1": "",
		"https://velm.example/" + strings.Repeat("é", maxURL/6): "", // 6 bytes each, once encoded
	} {
		if got := WebURL(link); got != want {
			t.Errorf("%q: %q, want %q", link, got, want)
		}
	}
}
