package telegram

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"briefly/adapters/adaptertest"
	"briefly/adapters/telegram/telegramtest"
	"briefly/articles"
	"briefly/bot"
)

// stories is a core with a list of so many stories behind a view.
func stories(total int) *adaptertest.Core {
	const key = "abcdefghijklmnop"
	return &adaptertest.Core{Answers: func(_ context.Context, r bot.Request, say func(bot.Answer) bool) {
		from := 0
		if n, err := fmt.Sscanf(r.Text, "/view "+key+" %d", &from); err != nil || n != 1 {
			from = 0
		}
		a := bot.Answer{Title: "Stories", Lang: "en"}
		for i := from; i < min(from+r.Want, total); i++ {
			n := articles.Number(i + 1)
			a.Sources = append(a.Sources, bot.Source{Number: n, Publisher: "Courier"})
			a.Items = append(a.Items, bot.Item{Number: n, Title: fmt.Sprintf("Story @number #n%d <b>", n), Gist: "Told in short.",
				URL: fmt.Sprintf("https://courier.example/%d", n), Sources: []int{i - from}})
		}
		if total > r.Want {
			a.View = key
			a.Actions = []bot.Action{{Label: "Back", Command: "/view " + key + " 0"}}
		}
		if from+r.Want < total {
			a.Actions = append(a.Actions, bot.Action{Label: "More", Command: fmt.Sprintf("/view %s %d", key, from+r.Want)})
		}
		say(a)
	}}
}

func TestInline(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, stories(145))
	ann := d.Person("Ann", "en")
	seen := map[string]bool{}
	offset := ""
	for page := 0; page == 0 || offset != ""; page++ {
		query := d.Inline(ann, "harbour bridge", offset, "group")
		d.Wait("results", func() bool { return d.Answered(query) != nil })
		got := d.Answered(query)
		if fmt.Sprint(got["is_personal"]) != "true" {
			t.Error("results are not personal")
		}
		for _, result := range d.Results(query) {
			id := result["id"].(string)
			if seen[id] {
				t.Errorf("result %s comes twice", id)
			}
			seen[id] = true
			html := result["input_message_content"].(map[string]any)["message_text"].(string)
			text, err := telegramtest.ParseHTML(html)
			if err != nil {
				t.Fatal(err)
			}
			if alive := text.Alive(); len(alive) > 0 || !strings.Contains(text.Text, "Told in short.") {
				t.Errorf("result %s: %q, alive %v", id, text.Text, alive)
			}
		}
		offset, _ = got["next_offset"].(string)
		if page > 10 {
			t.Fatal("the pages do not end")
		}
	}
	if pages := len(r.core.Requests()); len(seen) != 145 || pages != 3 {
		t.Errorf("%d of 145 stories on %d pages", len(seen), pages)
	}
	for _, q := range r.core.Requests() {
		if q.At.Shelf() == q.Self.Shelf() {
			t.Errorf("asked at %v: what the asker alone may see would be sent into another chat", q.At)
		}
	}
	asked := len(r.core.Requests())
	empty := d.Inline(ann, "", "", "private")
	d.Wait("results", func() bool { return d.Answered(empty) != nil })
	if got := r.core.Requests()[asked].Text; got != "/summary" {
		t.Errorf("nothing typed asks %q", got)
	}
}

// TestInlineAsks holds what is asked for what is typed: the stories of a topic,
// and words for everything that could be read, kept or acted upon.
func TestInlineAsks(t *testing.T) {
	for topic, want := range map[string]string{
		"harbour bridge": "/summary harbour bridge", "мост since:7d": "/summary мост since:7d", "7 wonders": "/summary 7 wonders",
		"https://evil.example/x": "/search https://evil.example/x", "12": "/search 12", "12 since:7d": "/search 12 since:7d", "evil.example": "/summary evil.example", "#12": "/search #12", "/forget": "/search /forget",
		"see evil.example/x": "/search see evil.example/x", "a:b": "/search a:b", "@ann": "/search @ann",
	} {
		if got := inlineCommand(topic); got != want {
			t.Errorf("%q asks %q, want %q", topic, got, want)
		}
	}
}

// TestInlineResultsFit holds that fifty of the longest results that there can be
// are taken in one answer.
func TestInlineResultsFit(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	a := bot.Answer{Lang: "en", View: "abcdefghijklmnop", Actions: []bot.Action{{Label: "More", Command: "/view abcdefghijklmnop 999999"}}}
	for i := range inlinePage {
		long := strings.Repeat("<𝔊&> ", 200)
		a.Sources = append(a.Sources, bot.Source{Publisher: long[:160]})
		a.Items = append(a.Items, bot.Item{Number: articles.Number(i + 1e17), Title: long, Gist: long, Sources: []int{i}, URL: "https://evil.example/" + strings.Repeat("<", 600)})
	}
	start(t, d, adaptertest.Says(a))
	query := d.Inline(d.Person("Ann", "en"), "x y", "", "group")
	d.Wait("results", func() bool { return d.Answered(query) != nil })
	size := 0
	for _, value := range d.Requests("answerInlineQuery")[0].Params {
		size += len(fmt.Sprint(value))
	}
	if n := len(d.Results(query)); n != inlinePage {
		t.Errorf("%d results", n)
	}
	if next := d.Answered(query)["next_offset"]; next != "abcdefghijklmnop 999999" {
		t.Errorf("it goes on at %v", next)
	}
	t.Logf("%d KB", size/1000)
}

// TestInlineSaysWhyThereIsNothing holds that without results, a line says why.
func TestInlineSaysWhyThereIsNothing(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	why := "Nobody wrote about “zeppelins”. " + strings.Repeat("Ничего. ", 20)
	start(t, d, adaptertest.Says(note(why)))
	query := d.Inline(d.Person("Ann", "en"), "zeppelins", "", "group")
	d.Wait("results", func() bool { return d.Answered(query) != nil })
	shown := fmt.Sprint(d.Answered(query)["button"])
	if !strings.Contains(shown, "Nobody wrote") || strings.Contains(shown, strings.Repeat("Ничего. ", 10)) {
		t.Errorf("the line says %s", shown)
	}
}

func TestMenu(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, answering())
	d.Wait("the menus to be set", func() bool { return len(d.Requests("setMyCommands")) == 6 })
	for _, request := range d.Requests("setMyCommands") {
		text := strings.ReplaceAll(fmt.Sprint(request.Params), `"`, "") // with the specification it is taken apart
		inGroup := strings.Contains(text, "all_group_chats")
		if strings.Contains(text, "command:view") || strings.Contains(text, "command:add") == inGroup || !strings.Contains(text, "command:summary") {
			t.Errorf("menu %s", text)
		}
	}
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	start(t, d, answering())
	d.Wait("the menus to be read again", func() bool { return len(d.Requests("getMyCommands")) == 12 })
	ann := d.Person("Ann", "en")
	d.Private(ann).Say(ann, "x")
	d.Private(ann)
	if n := len(d.Requests("setMyCommands")); n != 6 {
		t.Errorf("the menus were set %d times", n)
	}
}
