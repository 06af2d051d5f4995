package telegramtest

import (
	"fmt"
	"strings"
)

// Say lets somebody write a message into the chat, as their app would: the
// entities of commands, mentions and links are found. It returns the
// message's id; options change what is sent.
func (c *Chat) Say(from User, text string, options ...func(map[string]any)) int64 {
	id, _ := c.SayUpdate(from, text, options...)
	return id
}

// SayUpdate is Say for tests that need the update's id too.
func (c *Chat) SayUpdate(from User, text string, options ...func(map[string]any)) (message, update int64) {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	c.d.users[from.ID] = from
	content := map[string]any{"from": from, "text": text}
	if entities := FindAlive(text); len(entities) > 0 {
		content["entities"] = entities
	}
	for _, option := range options {
		option(content)
	}
	kind := "message"
	if c.Type == "channel" {
		delete(content, "from") // posts are the channel's
		content["sender_chat"] = c.info
		kind = "channel_post"
	}
	if content["sender_chat"] == "this chat" {
		content["sender_chat"] = c.info
	}
	if reply, ok := content["reply_to_message"].(int64); ok {
		delete(content, "reply_to_message")
		if m := c.find(reply); m != nil {
			content["reply_to_message"] = m.object()
		}
	}
	content = c.service(content)
	c.keep(content, from)
	return c.lastID, c.d.push(kind, content)
}

// keep writes down what a person sent, for replies and the transcript.
func (c *Chat) keep(content map[string]any, from User) {
	text, _ := content["text"].(string)
	if caption, ok := content["caption"].(string); ok {
		text = caption
	}
	if author, ok := content["from"].(User); ok {
		from = author // the one that is shown, who may stand for somebody else
	}
	m := &Message{ID: c.lastID, Chat: c, From: from, as: content["sender_chat"], Text: Text{Text: text}, Sent: c.d.config.Now()}
	m.Thread, _ = content["message_thread_id"].(int64)
	if document, ok := content["document"].(map[string]any); ok {
		m.File, _ = document["file_name"].(string)
	}
	c.messages = append(newest(c.messages, c.d.config.Keep), m)
}

// Edit lets somebody change a message of theirs.
func (c *Chat) Edit(from User, id int64, text string) int64 {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	now := c.d.config.Now().Unix()
	content := map[string]any{"message_id": id, "from": from, "chat": c.info, "date": now, "edit_date": now, "text": text}
	kind := "edited_message"
	if c.Type == "channel" {
		delete(content, "from")
		kind = "edited_channel_post"
	}
	return c.d.push(kind, content)
}

// InTopic puts a message into a topic of a forum.
func InTopic(id int64) func(map[string]any) {
	return func(m map[string]any) { m["message_thread_id"], m["is_topic_message"] = id, true }
}

// ReplyTo makes a message a reply to another of the chat.
func ReplyTo(id int64) func(map[string]any) {
	return func(m map[string]any) { m["reply_to_message"] = id }
}

// Marked replaces a message's text by what HTML makes of it: hidden links and
// the like. Wrong HTML stays as it is.
func Marked(html string) func(map[string]any) {
	return func(m map[string]any) {
		if text, err := ParseHTML(html); err == nil {
			m["text"], m["entities"] = text.Text, append(text.Entities, text.Alive()...)
		}
	}
}

// Forwarded makes a message one forwarded from a channel of that title.
func Forwarded(title string) func(map[string]any) {
	return func(m map[string]any) {
		m["forward_origin"] = map[string]any{"type": "channel", "date": 1700000000, "message_id": 5,
			"chat": map[string]any{"id": -1001999999999, "type": "channel", "title": title}}
	}
}

// Anonymous makes a message an admin's who hides behind the group.
func Anonymous() func(map[string]any) {
	return func(m map[string]any) { m["from"], m["sender_chat"] = AnonymousAdmin, "this chat" }
}

// With sets any field of a message; nil removes it.
func With(field string, value any) func(map[string]any) {
	return func(m map[string]any) {
		m[field] = value
		if value == nil {
			delete(m, field)
		}
	}
}

// query is a click or an inline query that waits for its answer.
type query struct {
	kind   string // callback or inline
	old    bool   // too old to be answered
	answer map[string]any
}

// Click presses a button with that data under a message of the bot's, and
// returns the query's id.
func (d *Double) Click(u User, m Message, data string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := fmt.Sprint(d.id())
	d.users[u.ID] = u
	d.queries[id] = &query{kind: "callback"}
	d.push("callback_query", map[string]any{"id": id, "from": u, "chat_instance": fmt.Sprint(m.Chat.ID), "data": data, "message": m.object()})
	return id
}

// Inline types a query after the bot's name, in a chat of the given type
// (sender, private, group …), and returns the query's id.
func (d *Double) Inline(u User, text, offset, chatType string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := fmt.Sprint(d.id())
	d.users[u.ID] = u
	d.queries[id] = &query{kind: "inline"}
	d.push("inline_query", map[string]any{"id": id, "from": u, "query": text, "offset": offset, "chat_type": chatType})
	return id
}

// Expire makes a query too old to be answered.
func (d *Double) Expire(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if q := d.queries[id]; q != nil {
		q.old = true
	}
}

// Answered returns the parameters with which a click or inline query was
// answered; nil while it was not.
func (d *Double) Answered(id string) map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	if q := d.queries[id]; q != nil {
		return q.answer
	}
	return nil
}

// Results returns what an inline query was answered with.
func (d *Double) Results(id string) []map[string]any {
	var results []map[string]any
	list, _ := structured(d.Answered(id)["results"]).([]any)
	for _, item := range list {
		if result, ok := item.(map[string]any); ok {
			results = append(results, result)
		}
	}
	return results
}

func answerCallbackQuery(d *Double, c *call) (any, *apiError) {
	q, refused := d.answerable(c.str("callback_query_id"), "callback")
	if refused != nil {
		return nil, refused
	}
	if Len(c.str("text")) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	q.answer = c.request.Params
	return true, nil
}

// answerable finds a query; each is answered once.
func (d *Double) answerable(id, kind string) (*query, *apiError) {
	q := d.queries[id]
	if q == nil || q.kind != kind || q.old || q.answer != nil {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	return q, nil
}

func answerInlineQuery(d *Double, c *call) (any, *apiError) {
	q, refused := d.answerable(c.str("inline_query_id"), "inline")
	if refused != nil {
		return nil, refused
	}
	results, seen := c.list("results"), map[string]bool{}
	if len(results) > 50 {
		return nil, bad("RESULTS_TOO_MUCH")
	}
	if len(c.str("next_offset")) > 64 {
		return nil, bad("NEXT_OFFSET_INVALID")
	}
	for _, item := range results {
		result, _ := item.(map[string]any)
		id, _ := result["id"].(string)
		if id == "" || len(id) > 64 {
			return nil, bad("RESULT_ID_INVALID")
		}
		if seen[id] {
			return nil, bad("RESULT_ID_DUPLICATE")
		}
		seen[id] = true
		if content, ok := result["input_message_content"].(map[string]any); ok {
			text, _ := content["message_text"].(string)
			mode, _ := content["parse_mode"].(string)
			if _, refused := parsed(text, mode, textLimit, "message"); refused != nil {
				return nil, refused
			}
		}
		if _, refused := readKeyboard(result["reply_markup"]); refused != nil {
			return nil, refused
		}
	}
	q.answer = c.request.Params
	return true, nil
}

// Command is the text of a command as addressed to the bot in groups.
func (d *Double) Command(command string) string {
	name, rest, spaced := strings.Cut(command, " ")
	if spaced {
		rest = " " + rest
	}
	return name + "@" + d.Bot.Username + rest
}
