package telegramtest

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"briefly/adapters/adaptertest"
)

// spec reads reference data; without it the test is skipped, or fails when
// BRIEFLY_REQUIRE_SHARED is 1.
func spec(t testing.TB, name string) []byte {
	t.Helper()
	data, err := adaptertest.Spec(name)
	if err != nil {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	return data
}

// verdict is what Telegram said to a text.
type verdict struct {
	Input, Mode string
	Result      struct {
		Type     string `json:"@type"`
		Message  string
		Text     string
		Entities []struct {
			Offset, Length int
			Type           struct {
				Type     string `json:"@type"`
				URL      string
				User     int64  `json:"user_id"`
				Emoji    string `json:"custom_emoji_id"`
				Language string
				Unix     int64           `json:"unix_time"`
				Format   json.RawMessage `json:"formatting_type"`
			}
		}
	}
}

// entity puts a recorded entity into the Bot API's words, without the format
// of a date, which the recording spells out.
func (v verdict) entity(i int) Entity {
	r := v.Result.Entities[i]
	e := Entity{Offset: r.Offset, Length: r.Length, URL: r.Type.URL, Emoji: r.Type.Emoji, Language: r.Type.Language, Unix: r.Type.Unix}
	switch kind := strings.TrimPrefix(r.Type.Type, "textEntityType"); kind {
	case "TextUrl":
		e.Type = "text_link"
	case "MentionName":
		e.Type, e.User = "text_mention", &User{ID: r.Type.User}
	case "PreCode":
		e.Type = "pre"
	case "ExpandableBlockQuote":
		e.Type = "expandable_blockquote"
	case "CustomEmoji":
		e.Type = "custom_emoji"
	case "DateTime":
		e.Type = "date_time"
	default:
		e.Type = strings.ToLower(kind)
	}
	return e
}

func TestParserAgreesWithTelegram(t *testing.T) {
	agreed, all := 0, 0
	for line := range bytes.Lines(spec(t, "telegram-parse-golden.jsonl")) {
		var v verdict
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		all++
		parse := map[string]func(string) (Text, error){"HTML": ParseHTML, "MarkdownV2": ParseMarkdownV2}[v.Mode]
		text, err := parse(v.Input)
		if v.Result.Type == "error" {
			if want := strings.TrimPrefix(v.Result.Message, "Can't parse entities: "); err == nil || err.Error() != want {
				t.Errorf("case %d, %s: %v, Telegram says %q", all, v.Mode, err, want)
				continue
			}
			agreed++
			continue
		}
		var want []Entity
		for i := range v.Result.Entities {
			want = append(want, v.entity(i))
		}
		for i := range text.Entities {
			if formats := text.Entities[i].Format; formats != "" && string(v.Result.Entities[i].Type.Format) != tdlibFormat(formats) {
				t.Errorf("case %d: format %s, Telegram says %s", all, tdlibFormat(formats), v.Result.Entities[i].Type.Format)
			}
			text.Entities[i].Format = ""
		}
		if err != nil || text.Text != v.Result.Text || !reflect.DeepEqual(text.Entities, want) {
			t.Errorf("case %d, %s: %+v, %v; Telegram says %+v", all, v.Mode, text.Entities, err, want)
			continue
		}
		agreed++
	}
	t.Logf("%d of %d verdicts agreed with", agreed, all)
	if all != 134 {
		t.Errorf("%d cases found, want 134", all)
	}
}

// tdlibFormat spells a date's format out as the recorded verdicts do.
func tdlibFormat(format string) string {
	if format == "r" {
		return `{"@type":"dateTimeFormattingTypeRelative"}`
	}
	precision := func(short, long string) string {
		switch {
		case strings.Contains(format, long):
			return "Long"
		case strings.Contains(format, short):
			return "Short"
		}
		return "None"
	}
	return `{"@type":"dateTimeFormattingTypeAbsolute","date_precision":{"@type":"dateTimePartPrecision` + precision("d", "D") +
		`"},"show_day_of_week":` + strconv.FormatBool(strings.ContainsAny(format, "wW")) +
		`,"time_precision":{"@type":"dateTimePartPrecision` + precision("t", "T") + `"}}`
}

func FuzzHTML(f *testing.F)       { fuzz(f, ParseHTML) }
func FuzzMarkdownV2(f *testing.F) { fuzz(f, ParseMarkdownV2) }

// fuzz looks for panics, and for entities that lie outside of the text.
func fuzz(f *testing.F, parse func(string) (Text, error)) {
	for _, seed := range []string{"<b>a&lt;<i>🏟</i></b>", "<a href='x.y?<'>z</a>", "<pre><code class=\"language-go\">x</code></pre>",
		"<tg-time unix=1 format=r>x</tg-time>", "*b _i_*||s||", ">q\n>r||", "[a](tg://user?id=1)", "```go\nx```", "&#xD800;", "<", "</", "<i a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, err := parse(s)
		if err != nil {
			return
		}
		for _, e := range text.Entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > Len(text.Text) {
				t.Errorf("%q: %+v lies outside of %q", s, e, text.Text)
			}
		}
	})
}
