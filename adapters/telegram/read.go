package telegram

import (
	"strings"
	"unicode/utf16"

	"briefly/bot"
)

// platform is the name of Telegram in places and in the inbox.
const platform = "telegram"

// Places and kinds of chats (core.telegram.org/bots/api#chat).
func kindOf(c chat) bot.Kind {
	switch c.Type {
	case "private":
		return bot.Private
	case "channel":
		return bot.Channel
	}
	return bot.Group
}

// place is where a message stands: its chat, and its topic if it has one.
// Replies in a group without topics have a thread too, which is none of ours.
func (m *message) place() bot.Place {
	p := bot.Place{Platform: platform, Chat: formatID(m.Chat.ID)}
	if m.InTopic {
		p.Thread = formatID(int64(m.Thread))
	}
	return p
}

// author is who wrote a message: a person, or the chat in whose name it was
// written by a channel or an anonymous admin.
func (m *message) author() (self bot.Place, name, locale string) {
	switch {
	case m.SenderChat != nil:
		return bot.Place{Platform: platform, Chat: formatID(m.SenderChat.ID)}, m.SenderChat.Title, language(m.From)
	case m.From != nil:
		return m.From.place(), m.From.name(), m.From.Language
	}
	return bot.Place{Platform: platform, Chat: formatID(m.Chat.ID)}, m.Chat.Title, ""
}

func language(u *user) string {
	if u == nil {
		return ""
	}
	return u.Language
}

func (u *user) place() bot.Place {
	return bot.Place{Platform: platform, Chat: formatID(u.ID)}
}

func (u *user) name() string { return strings.TrimSpace(u.First + " " + u.Last) }

// question is what a message asks.
type question struct {
	text   string
	quoted string
	files  []document
}

// read finds what a message asks of the bot; false when it is not for it: in
// groups and channels only what names the bot, replies to it or is one of its
// commands; nowhere what is addressed to another bot or was written by a bot. known tells the bot's commands.
func (m *message) read(me user, known func(name string) bool) (question, bool) {
	if m.AutomaticCopy || m.ViaBot != nil && m.ViaBot.ID == me.ID || m.byBot() {
		return question{}, false
	}
	group := kindOf(m.Chat) != bot.Private
	text, named := m.said().without(me)
	spelled := text.spelled()
	command, ours, isCommand := readCommand(spelled, me, known)
	forwarded := m.Origin != nil // nobody here wrote it: it commands nothing
	isCommand = isCommand && !forwarded
	if isCommand && !ours && (command == "" || group && !named) {
		return question{}, false
	}
	if group && !isCommand && !named && !m.repliesTo(me) {
		return question{}, false
	}
	q := question{text: spelled}
	if isCommand {
		q.text = command + strings.TrimPrefix(spelled, firstWord(spelled))
	}
	if forwarded {
		q.text, q.quoted = "", m.said().spelled()
	}
	if m.ReplyTo != nil && !m.repliesTo(me) && m.ReplyTo.TopicCreated == nil {
		q.quoted = m.ReplyTo.said().spelled()
		q.files = m.ReplyTo.files()
	}
	if m.Quote != nil && q.quoted != "" {
		q.quoted = m.Quote.spelled()
	}
	if m.Document != nil {
		q.files = m.files()
	}
	q.text = readable(q.text)
	return q, m.hasContent()
}

// byBot reports whether another bot wrote a message: two that answer each other
// would never end. Who writes in the name of a chat is shown as a bot too.
func (m *message) byBot() bool { return m.From != nil && m.From.IsBot && m.SenderChat == nil }

// said is what a message says: its text or its caption.
func (m *message) said() styled {
	if m.Text != "" {
		return styled{m.Text, m.Entities}
	}
	return styled{m.Caption, m.CaptionEntities}
}

func (m *message) files() []document {
	if m.Document == nil {
		return nil
	}
	return []document{*m.Document}
}

// hasContent tells messages of people from those of the service, such as that
// somebody joined.
func (m *message) hasContent() bool {
	return m.Text != "" || m.Caption != "" || m.Document != nil || m.Photo != nil || m.Video != nil ||
		m.Voice != nil || m.Audio != nil || m.Sticker != nil
}

// repliesTo reports whether a message replies to the bot. In a topic, each
// message that replies to nothing replies to the topic's first, formally.
func (m *message) repliesTo(me user) bool {
	r := m.ReplyTo
	return r != nil && r.TopicCreated == nil && r.From != nil && r.From.ID == me.ID
}

// readCommand reads "/name" or "/name@bot" at the beginning of a text. Ours is
// what names this bot, and what names none and the bot knows: another may be
// meant, if there is one. The command is empty when it names another bot.
func readCommand(text string, me user, known func(string) bool) (command string, ours, ok bool) {
	word, ok := strings.CutPrefix(readable(firstWord(text)), "/")
	if !ok {
		return "", false, false
	}
	name, at, addressed := strings.Cut(word, "@")
	if addressed && !strings.EqualFold(at, me.Username) {
		return "", false, true
	}
	if addressed {
		return "/" + name, true, true
	}
	return "/" + name, known(strings.ToLower(name)), true
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, " ")
	word, _, _ = strings.Cut(word, "\n")
	return word
}

// readable takes away what the renderer puts into texts to keep them still, so
// that what was copied from an answer works.
func readable(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, stiller, ""), divider, "")
}

// spelled is the text with each hidden link behind the words that hide it.
func (s styled) spelled() string {
	units := utf16.Encode([]rune(s.Text))
	var b strings.Builder
	done := 0
	for _, e := range s.Entities {
		end := e.Offset + e.Length
		if e.Type != "text_link" || end < done || end > len(units) {
			continue
		}
		b.WriteString(string(utf16.Decode(units[done:end])))
		b.WriteString(" " + e.URL + " ")
		done = end
	}
	b.WriteString(string(utf16.Decode(units[done:])))
	return strings.TrimSpace(b.String())
}

// without takes the mention of the bot out of a text, and reports whether there
// was one.
func (s styled) without(me user) (styled, bool) {
	units := utf16.Encode([]rune(s.Text))
	for i, e := range s.Entities {
		end := e.Offset + e.Length
		if e.Offset < 0 || e.Length < 0 || end > len(units) {
			continue
		}
		byName := e.Type == "mention" && strings.EqualFold(string(utf16.Decode(units[e.Offset:end])), "@"+me.Username)
		byID := e.Type == "text_mention" && e.User != nil && e.User.ID == me.ID
		if !byName && !byID {
			continue
		}
		left := styled{Text: string(utf16.Decode(append(units[:e.Offset:e.Offset], units[end:]...)))}
		for j, other := range s.Entities {
			if j == i {
				continue
			}
			if other.Offset >= end {
				other.Offset -= e.Length
			}
			left.Entities = append(left.Entities, other)
		}
		return left, true
	}
	return s, false
}
