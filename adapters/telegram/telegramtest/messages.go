package telegramtest

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Message is one message of a chat, as its people see it now.
type Message struct {
	ID      int64
	Chat    *Chat
	Thread  int64 // the topic; 0: none
	ReplyTo int64 // the message it answers; 0: none
	From    User
	as      any  // chat in whose name a person wrote; nil: their own
	Text    Text // or caption, with the entities that were marked up
	File    string
	Photo   *Photo // nil: none
	Buttons [][]Button
	Params  map[string]any // of the request that made it; nil: a person's
	Sent    time.Time
	Edits   int
	Deleted bool
}

// Button is one button under a message.
type Button struct {
	Text string
	Data string // sent back when pressed
	URL  string
}

// Limits of texts after entities parsing, core.telegram.org/bots/api#sendmessage
const (
	textLimit    = 4096
	captionLimit = 1024
)

// Messages returns what the bot sent into the chat and did not delete.
func (c *Chat) Messages() []Message {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	var out []Message
	for _, m := range c.messages {
		if m.From.ID == c.d.Bot.ID && !m.Deleted {
			out = append(out, *m)
		}
	}
	return out
}

// Await waits until the bot sent n messages into the chat, and returns the
// n-th.
func (c *Chat) Await(n int) Message {
	c.d.tb.Helper()
	c.d.Wait("a message of the bot", func() bool { return len(c.Messages()) >= n })
	return c.Messages()[n-1]
}

func (c *Chat) find(id int64) *Message {
	i := slices.IndexFunc(c.messages, func(m *Message) bool { return m.ID == id && !m.Deleted })
	if i < 0 {
		return nil
	}
	return c.messages[i]
}

// object is a message as the Bot API shows it, with what its apps make alive.
func (m Message) object() map[string]any {
	o := map[string]any{"message_id": m.ID, "chat": m.Chat.info, "from": m.From, "date": m.Sent.Unix()}
	if m.Chat.Type == "channel" {
		delete(o, "from")
		o["sender_chat"] = m.Chat.info
	}
	if m.as != nil {
		o["sender_chat"] = m.as
	}
	text, entities := "text", "entities"
	if m.File != "" {
		text, entities = "caption", "caption_entities"
		o["document"] = map[string]any{"file_id": m.File, "file_unique_id": m.File, "file_name": m.File}
	}
	if m.Photo != nil {
		text, entities = "caption", "caption_entities"
		o["photo"] = []any{m.Photo.object()}
	}
	if m.Text.Text != "" {
		o[text] = m.Text.Text
	}
	if all := append(m.Text.Alive(), m.Text.Entities...); len(all) > 0 {
		sortEntities(all)
		for i := range all {
			if all[i].User != nil {
				all[i].User = &User{ID: all[i].User.ID, FirstName: "Somebody"}
			}
		}
		o[entities] = all
	}
	if m.Thread != 0 {
		o["message_thread_id"], o["is_topic_message"] = m.Thread, true
	}
	if answered := m.Chat.find(m.ReplyTo); answered != nil {
		inner := *answered
		inner.ReplyTo = 0 // Telegram shows one level of replies
		o["reply_to_message"] = inner.object()
	}
	if m.Edits > 0 {
		o["edit_date"] = m.Sent.Unix()
	}
	if m.Buttons != nil {
		o["reply_markup"] = map[string]any{"inline_keyboard": keyboardObject(m.Buttons)}
	}
	return o
}

// place finds the chat that a request is for, or says why it cannot be used.
func (d *Double) place(c *call) (*Chat, *apiError) {
	chat := d.chats[c.int("chat_id")]
	switch {
	case !c.has("chat_id"):
		return nil, bad("chat_id is empty")
	case chat == nil:
		return nil, bad("chat not found")
	case chat.moved != 0:
		refused := bad("group chat was upgraded to a supergroup chat")
		refused.parameters = map[string]any{"migrate_to_chat_id": chat.moved}
		return nil, refused
	case chat.closed != "":
		return nil, &apiError{code: 403, text: chat.closed}
	}
	return chat, nil
}

// parsed reads a text in its parse mode and holds it against its limit. What
// is a "message" or "message caption".
func parsed(text, mode string, limit int, what string) (Text, *apiError) {
	out := Text{Text: text}
	var err error
	switch strings.ToLower(mode) {
	case "":
	case "html":
		out, err = ParseHTML(text)
	case "markdownv2":
		out, err = ParseMarkdownV2(text)
	default:
		return out, bad("unsupported parse_mode")
	}
	if err != nil {
		return out, bad("can't parse entities: %v", err)
	}
	out = out.trimmed()
	if Len(out.Text) > limit {
		return out, bad("%s is too long", what)
	}
	if out.Text == "" && what == "message" {
		return out, bad("message text is empty")
	}
	return out, nil
}

// trimmed drops the white space around a text, as the server does.
func (t Text) trimmed() Text {
	text := strings.TrimRight(t.Text, " \t\r\n")
	kept := strings.TrimLeft(text, " \t\r\n")
	shift, end := Len(text)-Len(kept), Len(text)
	out := Text{Text: kept}
	for _, e := range t.Entities {
		from, to := max(e.Offset, shift), min(e.Offset+e.Length, end)
		if from < to {
			e.Offset, e.Length = from-shift, to-from
			out.Entities = append(out.Entities, e)
		}
	}
	return out
}

// content reads the text of a request, marked up by parse mode or entities.
func content(c *call, text, entities string, limit int, what string) (Text, *apiError) {
	out, refused := parsed(c.str(text), c.str("parse_mode"), limit, what)
	if refused != nil || !c.has(entities) || c.str("parse_mode") != "" {
		return out, refused
	}
	data, err := json.Marshal(c.list(entities))
	if err == nil {
		err = json.Unmarshal(data, &out.Entities)
	}
	if err != nil {
		return out, bad("can't parse entities: %v", err)
	}
	for _, e := range out.Entities {
		if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > Len(out.Text) {
			return out, bad("entity lies outside of the text")
		}
	}
	return out, nil
}

func sendMessage(d *Double, c *call) (any, *apiError) {
	chat, refused := d.place(c)
	if refused != nil {
		return nil, refused
	}
	text, refused := content(c, "text", "entities", textLimit, "message")
	if refused != nil {
		return nil, refused
	}
	return d.send(chat, c, &Message{Text: text})
}

// send puts a message of the bot's into a chat.
func (d *Double) send(chat *Chat, c *call, m *Message) (any, *apiError) {
	m.Chat, m.From, m.Thread, m.Params, m.Sent = chat, d.Bot, c.int("message_thread_id"), c.request.Params, d.config.Now()
	if m.Thread != 0 && !chat.topics[m.Thread] {
		return nil, bad("message thread not found")
	}
	if reply := c.object("reply_parameters"); reply != nil {
		m.ReplyTo = asInt(reply["message_id"])
		if chat.find(m.ReplyTo) == nil {
			if reply["allow_sending_without_reply"] != true {
				return nil, bad("message to be replied not found")
			}
			m.ReplyTo = 0
		}
	}
	var refused *apiError
	if m.Buttons, refused = readKeyboard(c.request.Params["reply_markup"]); refused != nil {
		return nil, refused
	}
	if refused := d.limits.spend(d, chat); refused != nil {
		return nil, refused
	}
	chat.lastID++
	m.ID = chat.lastID
	chat.messages = append(newest(chat.messages, d.config.Keep), m)
	return m.object(), nil
}

// edit changes a message of the bot's.
func edit(change func(*Double, *call, *Message) *apiError) func(*Double, *call) (any, *apiError) {
	return func(d *Double, c *call) (any, *apiError) {
		if c.has("inline_message_id") {
			return true, nil // sent by somebody: no chat of ours shows it
		}
		chat, refused := d.place(c)
		if refused != nil {
			return nil, refused
		}
		m := chat.find(c.int("message_id"))
		if m == nil {
			return nil, bad("message to edit not found")
		}
		if m.From.ID != d.Bot.ID {
			return nil, bad("message can't be edited")
		}
		now := *m
		if refused := change(d, c, &now); refused != nil {
			return nil, refused
		}
		if now.Buttons, refused = readKeyboard(c.request.Params["reply_markup"]); refused != nil {
			return nil, refused
		}
		if reflect.DeepEqual(now, *m) {
			return nil, bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
		}
		if refused := d.limits.spend(d, chat); refused != nil {
			return nil, refused
		}
		now.Params = c.request.Params
		now.Edits++
		*m = now
		return m.object(), nil
	}
}

func editText(_ *Double, c *call, m *Message) (refused *apiError) {
	if m.File != "" || m.Photo != nil {
		return bad("there is no text in the message to edit")
	}
	m.Text, refused = content(c, "text", "entities", textLimit, "message")
	return refused
}

func editCaption(_ *Double, c *call, m *Message) (refused *apiError) {
	if m.File == "" && m.Photo == nil {
		return bad("there is no caption in the message to edit")
	}
	m.Text, refused = content(c, "caption", "caption_entities", captionLimit, "message caption")
	return refused
}

func editButtons(*Double, *call, *Message) *apiError { return nil }

func deleteMessage(d *Double, c *call) (any, *apiError) {
	chat, refused := d.place(c)
	if refused != nil {
		return nil, refused
	}
	m := chat.find(c.int("message_id"))
	if m == nil {
		return nil, bad("message to delete not found")
	}
	m.Deleted = true
	return true, nil
}
