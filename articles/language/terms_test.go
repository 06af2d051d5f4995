package language

import (
	"strings"
	"testing"
)

func TestTerms(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "The harbours were closed on Monday.", "harbour close monday"},
		{"en", "It's the mayor's harbour, isn't it?", "mayor harbour"},
		{"en", "the U.S. and the E.U., US and IT", "us eu us it"},
		{"en", "to be or not to be", "to be or not to be"},
		{"en", "WHO WILL WIN", "win"},
		{"en", "1,000 ships, 1.000.000 men, 3.14 and 12,5", "1000 ship 1000000 men 3 14 12 5"},
		{"en", "well-known example.com foo_bar COVID-19 5G", "well known exampl com foo bar covid 19 5g"},
		{"en", "O'Brien's café naïve Ｆｕｌｌ", "obrien cafe naiv full"},
		{"en", "☃ … — !", ""},
		{"fr", "L’eau qu'il a bue aujourd'hui", "eau bu aujourdhui"},
		{"it", "dell'acqua", "acqua"},
		{"uk", "п'ять", "пят"},
		{"ru", "Ёлки у реки", "елк рек"},
		{"vi", "Hà_Nội và Đà Nẵng", "ha noi đa nang"},
		{"zh", "北京大学，好", "北京 京大 大学 好"},
		{"ja", "東京タワーへ", "東京 京タ タワ ワー ーへ"},
		{"ko", "대통령은 서울", "대통 통령 령은 서울"},
		{"ja", "iPhone を買う", "iphone を買 買う"},
		{"th", "กรุงเทพ", "กรง รงเ งเท เทพ"},
		{"hi", "हिंदी हिन्दी", "हइनद हइनद"},
		{"ar", "الْكِتَابُ", "كتاب"},
		{"und", "Zebras", "zebra"},
		{"", "", ""},
	} {
		want := strings.ReplaceAll(c.want, "đ", "d")
		if got := strings.Join(Terms(c.text, c.lang), " "); got != want {
			t.Errorf("%s: Terms(%q) = %q, want %q", c.lang, c.text, got, want)
		}
		checkTerms(t, c.text, c.lang)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Café": "cafe", "cafe\u0301": "cafe", "STRASSE": "strasse", "Straße": "strasse", "Ørsted": "orsted", "Łódź": "lodz",
		"İstanbul": "istanbul", "ılık": "ilik", "Ёж": "еж", "йод": "йод", "Їжак": "їжак", "Σίσυφος": "σισυφοσ",
		"Đông": "dong", "ﬁn": "fin", "Ａ１": "a1", "が": "が", "ｶﾞ": "ガ", "한국": "한국", "مُحَمَّد": "محمد", "مدرسة": "مدرسه",
		"שָׁלוֹם": "שלום", "plain": "plain", "": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if got := Fold(want); got != want {
			t.Errorf("Fold(%q) = %q: folding twice changes it", want, got)
		}
	}
}

func TestWords(t *testing.T) {
	const text = "She won't pay $3.14, said U.S. aide Łukasz."
	var got []string
	for _, s := range Words(text) {
		got = append(got, text[s.Start:s.End])
	}
	if g, w := strings.Join(got, "|"), "She|won't|pay|3.14|said|U.S|aide|Łukasz"; g != w {
		t.Errorf("got %s, want %s", g, w)
	}
}

func TestIsStop(t *testing.T) {
	for lang, words := range map[string]string{"en": "the of dont", "fr": "etait les", "ru": "еще и", "nb": "ikke", "hi": Fold("नहीं"), "el": Fold("της")} {
		for w := range strings.FieldsSeq(words) {
			if !IsStop(w, lang) {
				t.Errorf("%s is no function word of %s", w, lang)
			}
		}
	}
	if IsStop("harbour", "en") || IsStop("the", "sw") || IsStop("", "en") {
		t.Error("function words where there are none")
	}
}
