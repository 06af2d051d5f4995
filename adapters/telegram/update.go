package telegram

import (
	"encoding/json"
	"strconv"
)

// What updates hold, as far as it is read (core.telegram.org/bots/api#update).
// The library's own types know no topics, no origins and no new chat members.
type (
	update struct {
		ID       int64         `json:"update_id"`
		Message  *message      `json:"message"`
		Post     *message      `json:"channel_post"`
		Callback *callback     `json:"callback_query"`
		Inline   *inlineQuery  `json:"inline_query"`
		Member   *memberChange `json:"my_chat_member"`
	}

	message struct {
		ID              int             `json:"message_id"`
		Date            int64           `json:"date"` // of Unix; 0: unknown
		Thread          int             `json:"message_thread_id"`
		InTopic         bool            `json:"is_topic_message"`
		From            *user           `json:"from"`
		SenderChat      *chat           `json:"sender_chat"`
		Chat            chat            `json:"chat"`
		Origin          json.RawMessage `json:"forward_origin"`
		AutomaticCopy   bool            `json:"is_automatic_forward"` // of a channel's post, in its group
		ViaBot          *user           `json:"via_bot"`
		ReplyTo         *message        `json:"reply_to_message"`
		Quote           *styled         `json:"quote"`
		Text            string          `json:"text"`
		Entities        []entity        `json:"entities"`
		Caption         string          `json:"caption"`
		CaptionEntities []entity        `json:"caption_entities"`
		Document        *document       `json:"document"`
		Photo           json.RawMessage `json:"photo"`
		Video           json.RawMessage `json:"video"`
		Voice           json.RawMessage `json:"voice"`
		Audio           json.RawMessage `json:"audio"`
		Sticker         json.RawMessage `json:"sticker"`
		TopicCreated    json.RawMessage `json:"forum_topic_created"`
		MigrateTo       int64           `json:"migrate_to_chat_id"`
	}

	styled struct {
		Text     string   `json:"text"`
		Entities []entity `json:"entities"`
	}

	// entity is a span of a text; offset and length count UTF-16 code units.
	entity struct {
		Type   string `json:"type"`
		Offset int    `json:"offset"`
		Length int    `json:"length"`
		URL    string `json:"url"`
		User   *user  `json:"user"`
	}

	user struct {
		ID       int64  `json:"id"`
		IsBot    bool   `json:"is_bot"`
		First    string `json:"first_name"`
		Last     string `json:"last_name"`
		Username string `json:"username"`
		Language string `json:"language_code"`
	}

	chat struct {
		ID    int64  `json:"id"`
		Type  string `json:"type"`
		Title string `json:"title"`
	}

	document struct {
		ID        string `json:"file_id"`
		Name      string `json:"file_name"`
		MediaType string `json:"mime_type"`
		Size      int64  `json:"file_size"`
	}

	callback struct {
		ID      string   `json:"id"`
		From    user     `json:"from"`
		Message *message `json:"message"`
		Data    string   `json:"data"`
	}

	inlineQuery struct {
		ID     string `json:"id"`
		From   user   `json:"from"`
		Query  string `json:"query"`
		Offset string `json:"offset"`
	}

	memberChange struct {
		Chat chat `json:"chat"`
		New  struct {
			Status   string `json:"status"`
			IsMember bool   `json:"is_member"`
		} `json:"new_chat_member"`
	}
)

// wanted are the kinds of updates that are asked for.
func wanted() []string {
	return []string{"message", "channel_post", "callback_query", "inline_query", "my_chat_member"}
}

// lane is the chat whose updates are handled in order; what belongs to no chat
// goes with its person's private one.
func (u update) lane() string {
	switch {
	case u.Message != nil:
		return formatID(u.Message.Chat.ID)
	case u.Post != nil:
		return formatID(u.Post.Chat.ID)
	case u.Callback != nil && u.Callback.Message != nil:
		return formatID(u.Callback.Message.Chat.ID)
	case u.Callback != nil:
		return formatID(u.Callback.From.ID)
	case u.Inline != nil:
		return formatID(u.Inline.From.ID)
	case u.Member != nil:
		return formatID(u.Member.Chat.ID)
	}
	return ""
}

func formatID(id int64) string { return strconv.FormatInt(id, 10) }
