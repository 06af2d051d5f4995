package telegramtest

import (
	"fmt"
	"maps"
	"slices"
)

// User is a person or a bot.
type User struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

// AnonymousAdmin is the account under which admins who hide post; their
// messages carry the group as sender_chat.
var AnonymousAdmin = User{ID: 1087968824, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}

// Chat is a place where people and the bot talk. Its methods act on the
// double that made it.
type Chat struct {
	ID   int64
	Type string // private, group, supergroup, channel

	d        *Double
	info     map[string]any
	roles    map[int64]string // creator, administrator, member, left, kicked …
	topics   map[int64]bool
	messages []*Message
	lastID   int64
	closed   string // why the bot cannot write here, in the server's words
	moved    int64  // the supergroup that this group became
}

// Person makes somebody; the language is a BCP 47 tag as apps report it.
func (d *Double) Person(name, language string) User {
	d.mu.Lock()
	defer d.mu.Unlock()
	u := User{ID: d.id(), FirstName: name, Language: language}
	d.users[u.ID] = u
	return u
}

// Private opens the private chat of a person with the bot.
func (d *Double) Private(u User) *Chat {
	return d.chat("private", u.ID, map[string]any{"first_name": u.FirstName})
}

// Group makes a small group, Supergroup a large one, Forum one with topics,
// Channel a channel in which the bot is an admin.
func (d *Double) Group(title string) *Chat {
	return d.chat("group", 0, map[string]any{"title": title})
}

// Supergroup makes a supergroup; see Group.
func (d *Double) Supergroup(title string) *Chat {
	return d.chat("supergroup", 0, map[string]any{"title": title})
}

// Forum makes a supergroup with topics of the given ids; see Group.
func (d *Double) Forum(title string, topics ...int64) *Chat {
	c := d.chat("supergroup", 0, map[string]any{"title": title, "is_forum": true})
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, id := range topics {
		c.topics[id] = true
	}
	return c
}

// Channel makes a channel; see Group.
func (d *Double) Channel(title string) *Chat {
	c := d.chat("channel", 0, map[string]any{"title": title})
	c.SetRole(d.Bot, "administrator")
	return c
}

func (d *Double) chat(kind string, id int64, info map[string]any) *Chat {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case id != 0:
	case kind == "group":
		id = -d.id()
	default:
		id = -1000000000000 - d.id()
	}
	info["id"], info["type"] = id, kind
	c := &Chat{ID: id, Type: kind, d: d, info: info, roles: map[int64]string{d.Bot.ID: "member"}, topics: map[int64]bool{}}
	d.chats[id] = c
	return c
}

// SetRole makes somebody creator, administrator, member, restricted, left or
// kicked of the chat, quietly.
func (c *Chat) SetRole(u User, status string) {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	c.d.users[u.ID] = u
	c.roles[u.ID] = status
}

// BotStatus changes what the bot is in the chat and tells it by
// my_chat_member: "kicked" in a private chat is a block, in a group the bot
// was thrown out; "member" lets it back.
func (c *Chat) BotStatus(by User, status string) int64 {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	old := c.roles[c.d.Bot.ID]
	c.roles[c.d.Bot.ID] = status
	switch {
	case status != "kicked" && status != "left":
		c.closed = ""
	case c.Type == "private":
		c.closed = "Forbidden: bot was blocked by the user"
	default:
		c.closed = fmt.Sprintf("Forbidden: bot was kicked from the %s chat", c.Type)
	}
	return c.d.push("my_chat_member", map[string]any{
		"chat": c.info, "from": by, "date": c.d.config.Now().Unix(),
		"old_chat_member": member(c.d.Bot, old), "new_chat_member": member(c.d.Bot, status),
	})
}

// Close makes every message into the chat fail with 403 and words of the
// server's ("Forbidden: user is deactivated"), untold to the bot.
func (c *Chat) Close(words string) {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	c.closed = words
}

// Migrate makes a supergroup of a group: requests to the old chat are refused
// with the new id. When told, both service messages reach the bot.
func (c *Chat) Migrate(told bool) *Chat {
	title, _ := c.info["title"].(string)
	to := c.d.Supergroup(title)
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	maps.Copy(to.roles, c.roles)
	c.moved = to.ID
	if told {
		c.d.push("message", c.service(map[string]any{"migrate_to_chat_id": to.ID}))
		c.d.push("message", to.service(map[string]any{"migrate_from_chat_id": c.ID}))
	}
	return to
}

// service is a message that Telegram itself writes into a chat.
func (c *Chat) service(content map[string]any) map[string]any {
	c.lastID++
	content["message_id"], content["date"], content["chat"] = c.lastID, c.d.config.Now().Unix(), c.info
	return content
}

// member is a ChatMember of the given status.
func member(u User, status string) map[string]any {
	m := map[string]any{"user": u, "status": status}
	rights := []string{}
	switch status {
	case "creator":
		rights = []string{"is_anonymous"}
	case "administrator":
		rights = []string{"can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
			"can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
			"can_edit_stories", "can_delete_stories"}
	case "kicked":
		m["until_date"] = 0
	case "restricted":
		rights = []string{"is_member", "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
			"can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
			"can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics"}
		m["until_date"] = 0
	}
	for _, right := range rights {
		m[right] = false
	}
	return m
}

func getChatMember(d *Double, c *call) (any, *apiError) {
	chat, refused := d.place(c)
	if refused != nil {
		return nil, refused
	}
	u, known := d.users[c.int("user_id")]
	if c.int("user_id") == d.Bot.ID {
		u, known = d.Bot, true
	}
	if !known {
		return nil, bad("invalid user_id specified")
	}
	status := chat.roles[u.ID]
	if status == "" {
		status = "left"
	}
	return member(u, status), nil
}

func getChatAdministrators(d *Double, c *call) (any, *apiError) {
	chat, refused := d.place(c)
	if refused != nil {
		return nil, refused
	}
	admins := []any{}
	for _, id := range slices.Sorted(maps.Keys(chat.roles)) {
		if status := chat.roles[id]; status == "creator" || status == "administrator" {
			u := d.users[id]
			if id == d.Bot.ID {
				u = d.Bot
			}
			admins = append(admins, member(u, status))
		}
	}
	return admins, nil
}
