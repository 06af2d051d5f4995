package discord

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestAskOfMessage reads messages of all kinds for "Summarise".
func TestAskOfMessage(t *testing.T) {
	for _, c := range []struct{ name, message, quoted, files string }{
		{"text", `{"content":"look: https://a.example/1"}`, "look: https://a.example/1", ""},
		{"nothing to read", `{}`, " ", ""},
		{"a picture", `{"attachments":[{"filename":"x.png","content_type":"image/png"}]}`, " ", "x.png"},
		{"a picture beside a text", `{"content":"a","attachments":[{"filename":"x.png","content_type":"image/png"}]}`, "a", ""},
		{"a page beside a picture", `{"attachments":[{"filename":"x.png","content_type":"image/png"},{"filename":"x.HTML"}]}`, "", "x.HTML"},
		{"a preview whose page has links", `{"content":"https://a.example/1","embeds":[{"type":"video","url":"https://a.example/canonical","title":"Mill","description":"roof https://b.example/2 done"}]}`,
			"https://a.example/1\nMill\nroof done", ""},
		{"a preview by a bot", `{"content":"see https://a.example/1","embeds":[{"type":"rich","url":"https://a.example/1","description":"http://b.example"}]}`,
			"see https://a.example/1", ""},
		{"an embed", `{"content":"","embeds":[{"type":"rich","url":"https://a.example/1","title":"Mill","fields":[{"name":"One","value":"https://b.example"}]}]}`,
			"Mill\nOne\nhttps://b.example\nhttps://a.example/1", ""},
		{"components", `{"components":[{"type":17,"components":[{"type":10,"content":"the mill"},{"type":99,"content":{"x":1}},7]},{"type":9,"components":"?"}]}`, "the mill", ""},
		{"a forward", `{"content":"","message_snapshots":[{"message":{"content":"the mill","attachments":[{"filename":"a.txt"}]}}]}`, "the mill", "a.txt"},
	} {
		var i interaction
		if err := json.Unmarshal([]byte(`{"type":2,"data":{"type":3,"target_id":"5","resolved":{"messages":{"5":`+c.message+`}}}}`), &i); err != nil {
			t.Fatal(err)
		}
		q, ok := i.ask(nil)
		var files []string
		for _, f := range q.files {
			files = append(files, f.Name)
		}
		if !ok || q.text != "/summary" || q.quoted != c.quoted || strings.Join(files, " ") != c.files {
			t.Errorf("%s: %v, %q quotes %q, files %v", c.name, ok, q.text, q.quoted, files)
		}
	}
}
