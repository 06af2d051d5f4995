package summarize

import (
	"slices"
	"testing"

	"briefly/articles"
)

func TestDateline(t *testing.T) {
	for _, tc := range []struct{ text, rest string }{
		{"HARBOUR TOWN (Wire) -- The ferry came in.", "The ferry came in."},
		{"(WIRE)The ferry came in.", "The ferry came in."},
		{"Port Anne, Norland (WIRE)The ferry came in.", "The ferry came in."},
		{"PORT ANNE, Norland — The ferry came in.", "The ferry came in."},
		{"Port Anne, 3 May (Wire) - The ferry came in.", "The ferry came in."},
		{"The Norland Shipping Board (NSB) said that the ferry came in.", "The Norland Shipping Board (NSB) said that the ferry came in."},
		{"The ferry - late again - came in.", "The ferry - late again - came in."},
		{"Twenty-two ferries came in.", "Twenty-two ferries came in."},
		{"NSB-owned ferries came in.", "NSB-owned ferries came in."},
	} {
		if got := tc.text[dateline(tc.text):]; got != tc.rest {
			t.Errorf("%q leaves %q, want %q", tc.text, got, tc.rest)
		}
	}
}

func TestTrim(t *testing.T) {
	for _, tc := range []struct{ lang, text, want string }{
		{"en", "But the ferry came in on time.", "The ferry came in on time."},
		{"en", "However, the ferry came in on time.", "The ferry came in on time."},
		{"en", "However late the ferry was, it came.", "However late the ferry was, it came."},
		{"en", "But for the storm the ferry had been on time.", "But for the storm the ferry had been on time."},
		{"en", "Butter was all that the ferry carried.", "Butter was all that the ferry carried."},
		{"fr", "Mais le bac est arrivé à l'heure.", "Le bac est arrivé à l'heure."},
		{"und", "But the ferry came in on time.", "But the ferry came in on time."},
		{"en", "The ferry company (a family business) said on Monday that it would sell all its ships.", "The ferry company said on Monday that it would sell all its ships."},
		{"en", "The ferry (not the barge) came in late on Monday night, the crew of it said.", "The ferry (not the barge) came in late on Monday night, the crew of it said."},
		{"en", "The ferry (allegedly) came in late on Monday, the crew said.", "The ferry (allegedly) came in late on Monday, the crew said."},
		{"en", "The ferry (built in 1961) came in late on Monday night, the crew said.", "The ferry (built in 1961) came in late on Monday night, the crew said."},
		{"en", `The mate said: "The ferry (always late) came in late on Monday night, as ever."`, `The mate said: "The ferry (always late) came in late on Monday night, as ever."`},
	} {
		l := New().lexicon(tc.lang)
		if got := l.trim(tc.text); got != tc.want {
			t.Errorf("%s: %q became %q, want %q", tc.lang, tc.text, got, tc.want)
		}
	}
}

func TestSigns(t *testing.T) {
	l := New().lexicon("en")
	for _, tc := range []struct {
		text                string
		pronoun, connective bool
		quotes              quoting
	}{
		{"He had left on time.", true, false, unquoted},
		{"This year the ferry is new.", false, false, unquoted},
		{"After the storm, they came back in silence.", true, false, unquoted},
		{"After the storm, they came back to Port Anne.", false, false, unquoted},
		{"The engine felt smoother, he said.", true, false, unquoted},
		{"Another ferry was late as well.", false, true, unquoted},
		{`"We left on time and came back late," the captain of the ferry said on Monday.`, false, false, attributed},
		{`"We left on time and came back late," Anne Berg said.`, false, false, attributed},
		{`"We left on time and came back late," he said.`, false, false, orphaned},
		{`"We left on time and came back late."`, false, false, orphaned},
		{`"We left on time.`, false, false, broken},
		{"'We left on time, and then the storm came.", false, false, broken},
	} {
		s := l.signs(tc.text)
		if s.pronoun != tc.pronoun || s.connective != tc.connective || s.quotes != tc.quotes {
			t.Errorf("%q: pronoun %v, connective %v, quotes %v", tc.text, s.pronoun, s.connective, s.quotes)
		}
	}
}

func TestComplete(t *testing.T) {
	for text, want := range map[string]bool{
		"The ferry came in late.":         true,
		"The ferry came in late":          false,
		"Late again.":                     false,
		"The ferry's captain was Anna J.": false,
		"and came in late on Monday.":     false,
		"The ferry (late came in again.":  false,
		"渡轮因风暴晚点到达港口。":                    true,
	} {
		words := 1
		for _, r := range text {
			if r == ' ' {
				words++
			}
		}
		if got := complete(text, words); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestCaptions(t *testing.T) {
	rest := " Tàu đã rời cảng từ sáng sớm và phải quay lại vì sóng lớn, theo thông báo của ban quản lý cảng chiều thứ hai.\n" +
		"Hơn hai trăm hành khách phải ngủ lại trong nhà chờ của bến tàu.\nBan quản lý sẽ hoàn lại tiền vé cho mọi hành khách."
	english := "The ferry turned back in the storm on Monday morning with two hundred people aboard, the port authority said.\n\nNobody was hurt.\n\nIt will sail again on Tuesday."
	s := New()
	for _, test := range []struct {
		name, lang, body string
		first            int // index of the first sentence that is left
	}{
		{"too short for a lede", "vi", "Chiếc phà ở bến cảng sáng thứ hai.\n" + rest, 1},
		{"a credit behind it", "en", "The ferry at its pier in the summer. Photo: Harbour Courier\n\n" + english, 1},
		{"a short lede", "en", "The ferry turned back on Monday.\n\n" + english, 0},
		{"a credit of its own behind the lede", "en", "The storm came up at noon.\n\nPhoto: Harbour Courier\n\n" + english, 0},
	} {
		a := articles.Article{Body: test.body, Lang: test.lang}
		rd := s.reader(a)
		units := rd.read(0, a.Body)
		left := rd.lexicon.withoutCaptions(slices.Clone(units))
		if len(left) != len(units)-test.first || left[0].text != units[test.first].text || left[0].index != 0 {
			t.Errorf("%s: %d of %d are left, first %q", test.name, len(left), len(units), left[0].text)
		}
	}
}

func TestFeatureNames(t *testing.T) {
	if got := len(FeatureNames()); got != features {
		t.Errorf("%d names for %d features", got, features)
	}
}
