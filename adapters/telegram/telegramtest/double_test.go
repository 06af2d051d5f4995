package telegramtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefly/adapters/adaptertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// envelope is an answer of the server; Status 0: the connection was cut.
type envelope struct {
	Status      int
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		Migrate    int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

type object = map[string]any

// ask calls a method with JSON parameters.
func ask(t *testing.T, d *Double, method string, params object) envelope {
	t.Helper()
	body, err := json.Marshal(params)
	if err != nil {
		t.Error(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Post(d.URL+"/bot"+d.Token+"/"+method, "application/json", bytes.NewReader(body))
	if err != nil {
		return envelope{}
	}
	defer answer.Body.Close()
	var e envelope
	data, _ := io.ReadAll(answer.Body)
	_ = json.Unmarshal(data, &e) // a page of HTML is none
	e.Status = answer.StatusCode
	return e
}

func updateIDs(t *testing.T, e envelope) []int64 {
	t.Helper()
	var updates []struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(e.Result, &updates); err != nil {
		t.Fatalf("%+v: %v", e, err)
	}
	var ids []int64
	for _, u := range updates {
		ids = append(ids, u.ID)
	}
	return ids
}

func TestSendEditDelete(t *testing.T) {
	d := New(t, Config{})
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	question := chat.Say(ann, "/summary bridge")
	sent := ask(t, d, "sendMessage", object{"chat_id": chat.ID, "text": " <b>Bridge</b> closes ", "parse_mode": "HTML",
		"reply_parameters": object{"message_id": question},
		"reply_markup":     object{"inline_keyboard": [][]object{{{"text": "More", "callback_data": "/more 1"}}}}})
	if !sent.OK {
		t.Fatalf("%+v", sent)
	}
	m := chat.Await(1)
	if m.Text.Text != "Bridge closes" || m.Buttons[0][0] != (Button{Text: "More", Data: "/more 1"}) || m.ReplyTo != question {
		t.Errorf("%+v", m)
	}
	edit := object{"chat_id": chat.ID, "message_id": m.ID, "text": "Page 2"}
	for _, want := range []string{"", "Bad Request: message is not modified: specified new message content"} {
		if e := ask(t, d, "editMessageText", edit); !strings.HasPrefix(e.Description, want) || e.OK != (want == "") {
			t.Errorf("%+v, want %q", e, want)
		}
	}
	want := "Ann:\n    /summary bridge\nBriefly (reply to 1) (edited 1x):\n    Page 2\n"
	if got := chat.Transcript(); got != want {
		t.Errorf("transcript\n%s\nwant\n%s", got, want)
	}
	if e := ask(t, d, "deleteMessage", object{"chat_id": chat.ID, "message_id": m.ID}); !e.OK || len(chat.Messages()) != 0 {
		t.Errorf("%+v", e)
	}
}

func TestRefusalsInTheServersWords(t *testing.T) {
	d := New(t, Config{})
	ann := d.Person("Ann", "en")
	chat, forum, group := d.Private(ann), d.Forum("Forum", 7), d.Group("Group")
	blocked := d.Private(d.Person("Bo", "en"))
	blocked.BotStatus(ann, "kicked")
	super := group.Migrate(false)
	asked := chat.Say(ann, "x")
	button := func(b object) object { return object{"inline_keyboard": [][]object{{b}}} }
	for _, c := range []struct {
		method string
		params object
		want   string
	}{
		{"sendMessage", object{"chat_id": 5, "text": "x"}, "Bad Request: chat not found"},
		{"sendMessage", object{"chat_id": chat.ID, "text": " \n"}, "Bad Request: message text is empty"},
		{"sendMessage", object{"chat_id": chat.ID, "text": "<u>" + strings.Repeat("🏟", 2049) + "</u>", "parse_mode": "HTML"}, "Bad Request: message is too long"},
		{"sendMessage", object{"chat_id": chat.ID, "text": "<b>x", "parse_mode": "HTML"}, `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`},
		{"sendMessage", object{"chat_id": blocked.ID, "text": "x"}, "Forbidden: bot was blocked by the user"},
		{"sendMessage", object{"chat_id": forum.ID, "text": "x", "message_thread_id": 8}, "Bad Request: message thread not found"},
		{"sendMessage", object{"chat_id": group.ID, "text": "x"}, "Bad Request: group chat was upgraded to a supergroup chat"},
		{"sendMessage", object{"chat_id": chat.ID, "text": "x", "reply_parameters": object{"message_id": 99}}, "Bad Request: message to be replied not found"},
		{"sendMessage", object{"chat_id": chat.ID, "text": "x", "reply_markup": button(object{"text": "a", "url": "javascript:alert(1)"})}, "Bad Request: inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL"},
		{"sendMessage", object{"chat_id": chat.ID, "text": "x", "reply_markup": button(object{"text": "a"})}, "Bad Request: text buttons are unallowed in the inline keyboard"},
		{"editMessageText", object{"chat_id": chat.ID, "message_id": 77, "text": "x"}, "Bad Request: message to edit not found"},
		{"editMessageText", object{"chat_id": chat.ID, "message_id": asked, "text": "x"}, "Bad Request: message can't be edited"},
		{"answerCallbackQuery", object{"callback_query_id": "1"}, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"getFile", object{"file_id": "1"}, "Bad Request: invalid file_id"},
		{"setMyCommands", object{"commands": []object{{"command": "Help", "description": "x"}}}, "Bad Request: BOT_COMMAND_INVALID"},
		{"setWebhook", object{"url": "http://bot.example/"}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"},
	} {
		e := ask(t, d, c.method, c.params)
		if e.Description != c.want {
			t.Errorf("%s %v: %q, want %q", c.method, c.params, e.Description, c.want)
		}
		if strings.Contains(c.want, "upgraded") && e.Parameters.Migrate != super.ID {
			t.Errorf("migrates to %d, want %d", e.Parameters.Migrate, super.ID)
		}
	}
	if e := ask(t, d, "sendMessage", object{"chat_id": forum.ID, "text": "x", "message_thread_id": 7}); !e.OK {
		t.Errorf("into a topic: %+v", e)
	}
	if v := d.TakeViolations(); d.Checked() && (len(v) != 1 || !strings.Contains(v[0], "exactly one kind of button")) {
		t.Errorf("violations %v", v)
	}
}

func TestRequestsAreCheckedAgainstTheSpecification(t *testing.T) {
	spec(t, "telegram-api.json")
	d := New(t, Config{})
	chat := d.Private(d.Person("Ann", "en"))
	markup := func(b object) object {
		return object{"chat_id": chat.ID, "text": "x", "reply_markup": object{"inline_keyboard": [][]object{{b}}}}
	}
	for _, c := range []struct {
		method string
		params object
		want   string // in the only violation; empty: none
	}{
		{"sendMessage", object{"chat_id": chat.ID, "text": "x", "parse_mode": nil}, ""},
		{"sendMessage", object{"chat_id": "1001", "text": "x"}, ""},
		{"sendMessage", object{"chat_id": chat.ID, "text": "x", "disable_web_page_preview": true}, "disable_web_page_preview: sendMessage has no such field"},
		{"sendMessage", object{"chat_id": chat.ID}, "text: missing"},
		{"sendMessage", object{"chat_id": chat.ID, "text": "x", "link_preview_options": object{"is_disabled": "perhaps"}}, "link_preview_options.is_disabled"},
		{"sendMessage", object{"chat_id": chat.ID, "text": "x", "message_thread_id": "seven"}, "message_thread_id"},
		{"sendMessage", markup(object{"text": "a", "callback_data": strings.Repeat("ж", 33)}), "callback_data: 66 bytes, not 1-64"},
		{"sendMessage", markup(object{"text": "a", "callback_data": "x", "colour": "red"}), "no such field"},
		{"answerCallbackQuery", object{"callback_query_id": "1", "text": strings.Repeat("a", 201)}, "text: 201 characters, not 0-200"},
		{"setMyCommands", object{"commands": []object{{"command": strings.Repeat("a", 33), "description": "x"}}}, "command: 33 characters, not 1-32"},
		{"setMyCommands", object{"commands": []object{{"command": "a", "description": "x"}}, "scope": object{"type": "chat"}}, "chat_id: missing"},
		{"setMyCommands", object{"commands": make([]object, 0), "scope": object{"type": "everybody"}}, "scope.type: everybody is not"},
		{"answerInlineQuery", object{"inline_query_id": "1", "results": []object{}, "next_offset": strings.Repeat("1", 65)}, "65 bytes, not 0-64"},
		{"answerInlineQuery", object{"inline_query_id": "1", "results": []object{{"type": "article", "id": "1", "title": "a"}}}, "input_message_content: missing"},
		{"sendTelegram", object{}, "no such method"},
	} {
		ask(t, d, c.method, c.params)
		got := strings.Join(d.TakeViolations(), "; ")
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s %v: %q, want %q", c.method, c.params, got, c.want)
		}
	}
	d.Push("message", object{"message_id": "one"})
	if len(d.TakeViolations()) == 0 {
		t.Error("a wrong update left the double unseen")
	}
}

func TestLongPoll(t *testing.T) {
	d := New(t, Config{})
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "one")
	_, second := chat.SayUpdate(ann, "two")
	for range 2 { // again until confirmed
		if ids := updateIDs(t, ask(t, d, "getUpdates", nil)); !reflect.DeepEqual(ids, []int64{second - 1, second}) {
			t.Errorf("updates %v", ids)
		}
	}
	if ids := updateIDs(t, ask(t, d, "getUpdates", object{"offset": second, "limit": 1})); !reflect.DeepEqual(ids, []int64{second}) {
		t.Errorf("updates %v", ids)
	}
	if n := d.Pending(); n != 1 {
		t.Errorf("%d unconfirmed, want 1", n)
	}
	first := make(chan envelope)
	poll := func() { first <- ask(t, d, "getUpdates", object{"offset": second + 1, "timeout": 50}) }
	go poll()
	d.Wait("the poll", func() bool { return len(d.Requests("getUpdates")) == 4 && d.Pending() == 0 })
	chat.Say(ann, "three")
	if ids := updateIDs(t, <-first); !reflect.DeepEqual(ids, []int64{second + 1}) {
		t.Errorf("the waiting poll got %v", ids)
	}
	d.Repeat("message", object{"message_id": 2, "date": 1, "chat": object{"id": ann.ID, "type": "private"}, "from": ann, "text": "two"}, second)
	if ids := updateIDs(t, ask(t, d, "getUpdates", object{"offset": second + 2})); !reflect.DeepEqual(ids, []int64{second}) {
		t.Errorf("the repeated update: %v", ids)
	}
	second += 2
	go func() { first <- ask(t, d, "getUpdates", object{"offset": second, "timeout": 50}) }()
	d.Wait("the first poller", func() bool { return len(d.Requests("getUpdates")) == 6 && d.polled() })
	var newer sync.WaitGroup
	defer newer.Wait()
	newer.Go(func() { ask(t, d, "getUpdates", object{"offset": second, "timeout": 1}) })
	if e := <-first; e.Status != 409 || !strings.HasPrefix(e.Description, "Conflict: terminated by other getUpdates request") {
		t.Errorf("the older poller: %+v", e)
	}
}

// polled reports whether a long poll waits.
func (d *Double) polled() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.updates.polling != nil
}

func TestFaults(t *testing.T) {
	var seconds, taken atomic.Int64
	d := New(t, Config{Now: func() time.Time { return time.Unix(1700000000+seconds.Load(), 0) }, Accepted: func(Request) { taken.Add(1) }})
	chat := d.Private(d.Person("Ann", "en"))
	send := func() envelope { return ask(t, d, "sendMessage", object{"chat_id": chat.ID, "text": "x"}) }
	d.Fail(1, Calls("sendMessage"), adaptertest.BadGateway())
	if e := send(); e.Status != 502 {
		t.Errorf("%+v", e)
	}
	d.Fail(1, Into(chat, "sendMessage"), adaptertest.Fault{Reset: true})
	if e := send(); e.Status != 0 || len(chat.Messages()) != 0 {
		t.Errorf("cut before: %+v", e)
	}
	d.Fail(1, Calls("sendMessage"), adaptertest.Fault{Reset: true, Taken: true})
	if e := send(); e.Status != 0 || len(chat.Messages()) != 1 || taken.Load() != 1 {
		t.Errorf("cut after: %+v, accepted %d", e, taken.Load())
	}
	d.Fail(1, nil, Refuse(403, "Forbidden: user is deactivated", nil))
	if e := send(); e.Status != 403 || e.Description != "Forbidden: user is deactivated" {
		t.Errorf("%+v", e)
	}
	d.Ban(chat, 3)
	if e := send(); e.Status != 429 || e.Parameters.RetryAfter != 3 || len(d.Early()) != 0 {
		t.Errorf("%+v", e)
	}
	if e := send(); e.Status != 429 || len(d.Early()) != 1 {
		t.Errorf("an early request: %+v, counted %v", e, d.Early())
	}
	seconds.Add(3)
	if e := send(); !e.OK {
		t.Errorf("when the time is over: %+v", e)
	}
	if e := ask(t, d, "sendMessage", object{"chat_id": chat.ID, "text": "x", "message_thread_id": 4}); e.Status != 400 || taken.Load() != 2 {
		t.Errorf("%+v, accepted %d", e, taken.Load())
	}
	if e := ask(t, &Double{URL: d.URL, Token: "1:no"}, "getMe", nil); e.Status != 401 {
		t.Errorf("a wrong token: %+v", e)
	}
}
