package telegram

import (
	"encoding/json"
	"strings"
	"testing"
)

var testMe = user{ID: 99, IsBot: true, Username: "BrieflyBot"}

func testKnown(name string) bool { return name == "summary" || name == "start" }

// TestRead reads messages as Telegram sends them, shortened to what matters.
func TestRead(t *testing.T) {
	const private = `"from":{"id":7,"first_name":"Ann"},"chat":{"id":7,"type":"private"}`
	const group = `"from":{"id":7,"first_name":"Ann"},"chat":{"id":-100,"type":"supergroup"}`
	const channel = `"sender_chat":{"id":-200,"type":"channel"},"chat":{"id":-200,"type":"channel"}`
	for _, c := range []struct {
		name, message string
		want          *question // nil: not for the bot
	}{
		{"a topic", private + `,"text":"china"`, &question{text: "china"}},
		{"a command", private + `,"text":"/summary china"`, &question{text: "/summary china"}},
		{"a command by name", private + `,"text":"/Summary@brieflybot china"`, &question{text: "/Summary china"}},
		{"another bot's command", private + `,"text":"/summary@OtherBot china"`, nil},
		{"an unknown command, alone with the bot", private + `,"text":"/sumary"`, &question{text: "/sumary"}},
		{"copied from an answer", private + `,"text":"/` + "\u2060" + `summary #12"`, &question{text: "/summary #12"}},
		{"a command over two lines", private + `,"text":"/summary\nchina"`, &question{text: "/summary\nchina"}},
		{"a hidden link", private + `,"text":"read this please","entities":[{"type":"text_link","offset":5,"length":4,"url":"https://a.example/1"}]`,
			&question{text: "read this https://a.example/1  please"}},
		{"a hidden link after an emoji", private + `,"text":"👨‍👩‍👧 this","entities":[{"type":"text_link","offset":9,"length":4,"url":"https://a.example/1"}]`,
			&question{text: "👨‍👩‍👧 this https://a.example/1"}},
		{"an entity out of bounds", private + `,"text":"x","entities":[{"type":"text_link","offset":5,"length":-9,"url":"https://a.example/1"}]`, &question{text: "x"}},
		{"a forwarded post", private + `,"forward_origin":{"type":"channel"},"text":"News","entities":[{"type":"text_link","offset":0,"length":4,"url":"https://a.example/1"}]`,
			&question{quoted: "News https://a.example/1"}},
		{"a forwarded picture", private + `,"forward_origin":{"type":"user"},"photo":[{}],"caption":"See https://a.example/2"`,
			&question{quoted: "See https://a.example/2"}},
		{"a forwarded command", private + `,"forward_origin":{"type":"channel"},"text":"/forget yes"`, &question{quoted: "/forget yes"}},
		{"an upload", private + `,"document":{"file_id":"f","file_name":"a.html"},"caption":"china"`,
			&question{text: "china", files: []document{{ID: "f", Name: "a.html"}}}},
		{"a reply with a command", private + `,"text":"/summary","reply_to_message":{"message_id":3,"from":{"id":8},"text":"https://a.example/3"}`,
			&question{text: "/summary", quoted: "https://a.example/3"}},
		{"a reply to the bot", private + `,"text":"ferries","reply_to_message":{"message_id":3,"from":{"id":99},"text":"https://a.example/3"}`,
			&question{text: "ferries"}},
		{"a quoted part", private + `,"text":"/summary","quote":{"text":"this"},"reply_to_message":{"message_id":3,"from":{"id":8},"text":"all of this"}`,
			&question{text: "/summary", quoted: "this"}},
		{"another bot", `"from":{"id":8,"is_bot":true},"chat":{"id":-100,"type":"supergroup"},"text":"/summary@BrieflyBot"`, nil},
		{"an anonymous admin", `"from":{"id":8,"is_bot":true},"sender_chat":{"id":-100},"chat":{"id":-100,"type":"supergroup"},"text":"/summary@BrieflyBot"`,
			&question{text: "/summary"}},
		{"a sticker", private + `,"sticker":{}`, &question{}},
		{"somebody joined", private + `,"new_chat_members":[{}]`, nil},
		{"sent through the bot", private + `,"text":"china","via_bot":{"id":99}`, nil},

		{"talk in a group", group + `,"text":"china"`, nil},
		{"a command in a group", group + `,"text":"/summary china"`, &question{text: "/summary china"}},
		{"a command of nobody known", group + `,"text":"/weather china"`, nil},
		{"an unknown command for the bot", group + `,"text":"/weather@BrieflyBot china"`, &question{text: "/weather china"}},
		{"another bot's command in a group", group + `,"text":"/summary@OtherBot china"`, nil},
		{"addressed", group + `,"text":"@brieflybot what about china","entities":[{"type":"mention","offset":0,"length":11}]`,
			&question{text: "what about china"}},
		{"addressed in the middle", group + `,"text":"hey @BrieflyBot china","entities":[{"type":"mention","offset":4,"length":11}]`,
			&question{text: "hey  china"}},
		{"addressed behind a command", group + `,"text":"/summary china @BrieflyBot","entities":[{"type":"bot_command","offset":0,"length":8},{"type":"mention","offset":15,"length":11}]`,
			&question{text: "/summary china"}},
		{"addressed before a command", group + `,"text":"@BrieflyBot /Summary@brieflybot china","entities":[{"type":"mention","offset":0,"length":11},{"type":"bot_command","offset":12,"length":19}]`,
			&question{text: "/Summary china"}},
		{"addressed before an unknown command", group + `,"text":"@BrieflyBot /sumary","entities":[{"type":"mention","offset":0,"length":11}]`,
			&question{text: "/sumary"}},
		{"addressed before another bot's command", group + `,"text":"@BrieflyBot /summary@OtherBot","entities":[{"type":"mention","offset":0,"length":11}]`, nil},
		{"a forwarded command in a group", group + `,"forward_origin":{"type":"channel"},"text":"/summary china"`, nil},
		{"another is addressed", group + `,"text":"@OtherBot china","entities":[{"type":"mention","offset":0,"length":9}]`, nil},
		{"a reply to the bot in a group", group + `,"text":"and china?","reply_to_message":{"message_id":3,"from":{"id":99},"text":"Hello"}`,
			&question{text: "and china?"}},
		{"a reply to somebody", group + `,"text":"and china?","reply_to_message":{"message_id":3,"from":{"id":8},"text":"Hello"}`, nil},
		{"in a topic that the bot opened", group + `,"is_topic_message":true,"message_thread_id":5,"text":"hi","reply_to_message":{"message_id":5,"from":{"id":99},"forum_topic_created":{}}`, nil},
		{"a link that somebody asks about", group + `,"text":"@BrieflyBot","entities":[{"type":"mention","offset":0,"length":11}],"reply_to_message":{"message_id":3,"from":{"id":8},"text":"https://a.example/3"}`,
			&question{quoted: "https://a.example/3"}},
		{"a post of the linked channel", group + `,"is_automatic_forward":true,"text":"/summary"`, nil},
		{"an upload in a group", group + `,"document":{"file_id":"f"}`, nil},
		{"a post in a channel", channel + `,"text":"News of the day"`, nil},
		{"a command in a channel", channel + `,"text":"/summary"`, &question{text: "/summary"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m message
			if err := json.Unmarshal([]byte(`{"message_id":1,`+c.message+`}`), &m); err != nil {
				t.Fatal(err)
			}
			got, ours := m.read(testMe, testKnown)
			if c.want == nil {
				if ours {
					t.Errorf("taken for the bot: %+v", got)
				}
				return
			}
			if !ours {
				t.Fatal("not taken for the bot")
			}
			if got.text != c.want.text || got.quoted != c.want.quoted || len(got.files) != len(c.want.files) {
				t.Errorf("read %+v, want %+v", got, *c.want)
			}
			if len(got.files) > 0 && got.files[0] != c.want.files[0] {
				t.Errorf("file %+v, want %+v", got.files[0], c.want.files[0])
			}
		})
	}
}

func TestDeepLinks(t *testing.T) {
	const key = "abcdefghijklmnop"
	for command, want := range map[string]string{
		"/summary #12":                        "a12",
		"/view " + key:                        "v" + key,
		"/view " + key + " 5":                 "v" + key + "_5",
		"/summary china":                      "tY2hpbmE",
		"/summary china since:7d":             "tY2hpbmEgc2luY2U6N2Q",
		"/summary мост":                       "t0LzQvtGB0YI",
		"/summary a bridge, or not?":          "tYSBicmlkZ2UsIG9yIG5vdD8",
		"/summary":                            "",
		"/summary https://a.example/":         "",
		"/summary x ://a.example":             "",
		"/summary " + strings.Repeat("о", 24): "",
		"/forget yes":                         "",
		"/view short":                         "",
		"/summary #0":                         "",
		"/summary #12 since:24h":              "",
		"/view " + key + " 123456789":         "",
	} {
		got := payload(command)
		if got != want {
			t.Errorf("payload of %q is %q, want %q", command, got, want)
		}
		if got != "" && opened("/start "+got) != command {
			t.Errorf("%q opens %q, want %q", got, opened("/start "+got), command)
		}
	}
	for _, text := range []string{"/start", "/start hello", "/start taHR0cHM6Ly9ldmlsLmV4YW1wbGUvYQ", "/start tCg", "/start t__8", "/start tL2ZvcmdldA",
		"/start a0", "/start v" + key + "_x", "/start a12;forget", "china"} {
		if opened(text) != text {
			t.Errorf("%q opens %q", text, opened(text))
		}
	}
}

func TestStill(t *testing.T) {
	for text, want := range map[string]string{
		"plain words, 3.5 % of 1,000.50 on 12.11.2025 at 12:30": "",
		"and/or #12 @ home $5 a.m. e. g. x/y":                   "and/or #12 @ home $5 a.|m. e. g. x/y",
		"@durov":                                                "@|durov",
		"(@durov)":                                              "(@|durov)",
		"a@b.example":                                           "a@|b.|example",
		"#news and #12a":                                        "#|news and #|12a",
		"$TSLA":                                                 "$|TSLA",
		"$1INCH and $1 million":                                 "$|1INCH and $1 million",
		"/start":                                                "/|start",
		"see /help":                                             "see /|help",
		"https://evil.example/a":                                "https:|//|evil.|example/a",
		"evil.example":                                          "evil.|example",
		"пример.рф":                                             "пример.|рф",
		"1.2.3.4":                                               "1.|2.|3.|4",
		"tg://user?id=1":                                        "tg:|//|user?id=1",
		"mailto:a@b.example":                                    "mailto:|a@|b.|example",
		"Weather: fine. Then rain.":                             "",
	} {
		if want == "" {
			want = text
		}
		t.Run(text, func(t *testing.T) {
			got := still(text)
			if readable(got) != text {
				t.Errorf("%q lost something: %q", text, got)
			}
			if shown := strings.ReplaceAll(got, stiller, "|"); shown != want {
				t.Errorf("%q is %q, want %q", text, shown, want)
			}
		})
	}
}
