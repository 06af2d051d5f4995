package telegramtest

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestRatesAreKept holds the double's own accounting: what is refused, for how
// long, and that patience is enough.
func TestRatesAreKept(t *testing.T) {
	var millis atomic.Int64
	d := New(t, Config{Now: func() time.Time { return time.UnixMilli(1700000000000 + millis.Load()) }, Rates: &Rates{All: 30, Chat: 1, Group: 20}})
	group := d.Group("Group")
	send := func(c *Chat) envelope { return ask(t, d, "sendMessage", object{"chat_id": c.ID, "text": "x"}) }
	for n := range 20 {
		if e := send(group); !e.OK {
			t.Fatalf("message %d: %+v", n, e)
		}
		millis.Add(1000)
	}
	if e := send(group); e.Status != 429 || e.Parameters.RetryAfter != 40 {
		t.Errorf("the 21st of a minute: %+v", e)
	}
	if e := send(group); e.Status != 429 || len(d.Early()) != 1 {
		t.Errorf("an impatient request: %+v, early %v", e, d.Early())
	}
	one := d.Private(d.Person("Ann", "en"))
	if e := send(one); !e.OK {
		t.Errorf("another chat: %+v", e)
	}
	if e := send(one); e.Status != 429 || e.Parameters.RetryAfter != 1 {
		t.Errorf("the second of a second: %+v", e)
	}
	millis.Add(1000)
	for n := range 31 {
		if e := send(d.Private(d.Person("Bo", "en"))); e.OK != (n < 30) {
			t.Errorf("chat %d: %+v", n, e)
		}
	}
	millis.Add(40000)
	if e := send(group); !e.OK {
		t.Errorf("after the wait: %+v", e)
	}
}

func TestWebhook(t *testing.T) {
	d := New(t, Config{})
	var secrets atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secrets.Store(r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))
		if r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "s3" {
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	defer server.Close()
	if e := ask(t, d, "setWebhook", object{"url": server.URL, "secret_token": "s3", "allowed_updates": []string{"message"}}); !e.OK {
		t.Fatalf("%+v", e)
	}
	if e := ask(t, d, "getUpdates", nil); e.Status != 409 || !strings.Contains(e.Description, "webhook is active") {
		t.Errorf("a poll beside a webhook: %+v", e)
	}
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "hello")
	chat.Edit(ann, 1, "not asked for")
	d.Wait("the delivery", func() bool { return d.Pending() == 0 })
	if secrets.Load() != "s3" {
		t.Errorf("secret %v", secrets.Load())
	}
	for secret, want := range map[string]int{"": 401, "no": 401, "s3": 200} {
		if status, err := PostUpdate(context.Background(), server.URL, secret, object{"update_id": 9}); err != nil || status != want {
			t.Errorf("secret %q: %d, %v", secret, status, err)
		}
	}
	if e := ask(t, d, "deleteWebhook", nil); !e.OK {
		t.Errorf("%+v", e)
	}
	if e := ask(t, d, "getUpdates", nil); !e.OK {
		t.Errorf("a poll after the webhook: %+v", e)
	}
}

// TestEveryUpdateFitsTheSpecification makes one of each update that the double
// can make; the double's own check fails the test when one is wrong.
func TestEveryUpdateFitsTheSpecification(t *testing.T) {
	d := New(t, Config{})
	ann := d.Person("Ann", "en")
	private, group, forum, channel := d.Private(ann), d.Group("Group"), d.Forum("Forum", 7), d.Channel("Channel")
	first := group.Say(ann, d.Command("/summary bridge"))
	group.Say(ann, "and this", ReplyTo(first))
	group.Say(ann, "hidden", Anonymous())
	private.Say(ann, "", Marked(`read <a href="https://a.example/">this</a> and https://b.example/x`), Forwarded("News"))
	private.Say(ann, "a file", d.DocumentOf("a.txt", "text/plain", nil, 21<<20))
	private.Edit(ann, 1, "edited")
	forum.Say(ann, "in a topic", InTopic(7))
	channel.Say(ann, "/summary")
	channel.Edit(ann, 1, "edited")
	for _, status := range []string{"administrator", "kicked", "member", "restricted", "left", "creator"} {
		group.BotStatus(ann, status)
	}
	group.BotStatus(ann, "member")
	ask(t, d, "sendMessage", object{"chat_id": private.ID, "text": "@x_anna", "reply_markup": object{
		"inline_keyboard": [][]object{{{"text": "a", "callback_data": "b"}, {"text": "c", "url": "https://a.example"}}}}})
	d.Click(ann, private.Await(1), "b")
	d.Inline(ann, "bridge", "", "group")
	group.Migrate(true)
	var updates []map[string]json.RawMessage
	if err := json.Unmarshal(ask(t, d, "getUpdates", nil).Result, &updates); err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, u := range updates {
		for kind := range u {
			if kind != "update_id" && !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	if len(updates) != 20 || len(kinds) != 7 {
		t.Errorf("%d updates of kinds %v", len(updates), kinds)
	}
	for id := range d.files {
		if e := ask(t, d, "getFile", object{"file_id": id}); e.Description != "Bad Request: file is too big" {
			t.Errorf("%+v", e)
		}
	}
}

func TestMenus(t *testing.T) {
	d := New(t, Config{})
	menu := []object{{"command": "summary", "description": "News"}, {"command": "help", "description": "Help"}}
	scope := object{"type": "chat_administrators", "chat_id": -5}
	ask(t, d, "setMyCommands", object{"commands": menu, "scope": scope, "language_code": "ru"})
	if got := d.Menu("chat_administrators -5 ru"); !slices.Equal(got, []string{"summary", "help"}) {
		t.Errorf("menu %v", got)
	}
	if e := ask(t, d, "getMyCommands", object{"scope": scope, "language_code": "ru"}); !strings.Contains(string(e.Result), `"summary"`) {
		t.Errorf("%s", e.Result)
	}
	ask(t, d, "deleteMyCommands", object{"scope": scope, "language_code": "ru"})
	if e := ask(t, d, "getMyCommands", object{"scope": scope, "language_code": "ru"}); string(e.Result) != "[]" {
		t.Errorf("%s", e.Result)
	}
}

func TestQueriesAreAnsweredOnce(t *testing.T) {
	d := New(t, Config{})
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	ask(t, d, "sendMessage", object{"chat_id": chat.ID, "text": "x"})
	click, late, inline := d.Click(ann, chat.Await(1), "a"), d.Click(ann, chat.Await(1), "a"), d.Inline(ann, "x", "", "sender")
	d.Expire(late)
	for _, c := range []struct {
		id string
		ok bool
	}{{click, true}, {click, false}, {late, false}, {inline, false}} {
		if e := ask(t, d, "answerCallbackQuery", object{"callback_query_id": c.id}); e.OK != c.ok {
			t.Errorf("%+v", e)
		}
	}
	article := func(id string) object {
		return object{"type": "article", "id": id, "title": "t", "input_message_content": object{"message_text": "<b>x</b>", "parse_mode": "HTML"}}
	}
	var many []object
	for range 51 {
		many = append(many, article("1"))
	}
	for _, c := range []struct {
		results []object
		want    string
	}{
		{many, "Bad Request: RESULTS_TOO_MUCH"},
		{many[:2], "Bad Request: RESULT_ID_DUPLICATE"},
		{many[:1], ""},
	} {
		e := ask(t, d, "answerInlineQuery", object{"inline_query_id": inline, "results": c.results})
		if e.Description != c.want {
			t.Errorf("%d results: %q, want %q", len(c.results), e.Description, c.want)
		}
	}
	d.TakeViolations() // 51 results are one too many for the specification too
}

// TestKeepBoundsMemory holds that a long run does not fill the double.
func TestKeepBoundsMemory(t *testing.T) {
	d := New(t, Config{Keep: 3})
	chat := d.Private(d.Person("Ann", "en"))
	for range 10 {
		ask(t, d, "sendMessage", object{"chat_id": chat.ID, "text": "x"})
	}
	if len(d.Requests()) != 3 || len(chat.Messages()) != 3 || chat.Messages()[2].ID != 10 {
		t.Errorf("%d requests, %+v", len(d.Requests()), chat.Messages())
	}
}
