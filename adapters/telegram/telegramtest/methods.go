package telegramtest

import (
	"fmt"
	"regexp"
	"slices"
)

// behaviour carries out a method; the caller holds the double's lock.
type behaviour = func(*Double, *call) (any, *apiError)

// behaviours are the methods that the double knows, by their names in lower
// case. getUpdates waits without the lock and is not among them.
func behaviours() map[string]behaviour {
	return map[string]behaviour{
		"getme":                  getMe,
		"logout":                 confirmed,
		"close":                  confirmed,
		"sendmessage":            sendMessage,
		"senddocument":           sendDocument,
		"sendphoto":              sendPhoto,
		"editmessagetext":        edit(editText),
		"editmessagecaption":     edit(editCaption),
		"editmessagemedia":       edit(editMedia),
		"editmessagereplymarkup": edit(editButtons),
		"deletemessage":          deleteMessage,
		"sendchataction":         sendChatAction,
		"answercallbackquery":    answerCallbackQuery,
		"answerinlinequery":      answerInlineQuery,
		"getchat":                getChat,
		"getchatmember":          getChatMember,
		"getchatadministrators":  getChatAdministrators,
		"leavechat":              leaveChat,
		"getfile":                getFile,
		"setmycommands":          setMyCommands,
		"getmycommands":          getMyCommands,
		"deletemycommands":       deleteMyCommands,
		"setmydescription":       confirmed,
		"setmyshortdescription":  confirmed,
		"setchatmenubutton":      confirmed,
		"setwebhook":             setWebhook,
		"deletewebhook":          deleteWebhook,
		"getwebhookinfo":         getWebhookInfo,
	}
}

func confirmed(*Double, *call) (any, *apiError) { return true, nil }

func getMe(d *Double, _ *call) (any, *apiError) {
	return map[string]any{
		"id": d.Bot.ID, "is_bot": true, "first_name": d.Bot.FirstName, "username": d.Bot.Username,
		"can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": true,
	}, nil
}

// chatActions are what a bot can be seen doing,
// core.telegram.org/bots/api#sendchataction
var chatActions = []string{"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
	"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}

func sendChatAction(d *Double, c *call) (any, *apiError) {
	chat, refused := d.place(c)
	if refused != nil {
		return nil, refused
	}
	if !slices.Contains(chatActions, c.str("action")) {
		return nil, bad("wrong parameter action in request")
	}
	if thread := c.int("message_thread_id"); thread != 0 && !chat.topics[thread] {
		return nil, bad("message thread not found")
	}
	return true, nil
}

func getChat(d *Double, c *call) (any, *apiError) {
	chat, refused := d.place(c)
	if refused != nil {
		return nil, refused
	}
	full := map[string]any{"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": map[string]any{
		"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false, "gifts_from_channels": false}}
	for name, value := range chat.info {
		full[name] = value
	}
	return full, nil
}

func leaveChat(d *Double, c *call) (any, *apiError) {
	chat, refused := d.place(c)
	if refused != nil {
		return nil, refused
	}
	chat.roles[d.Bot.ID] = "left"
	chat.closed = fmt.Sprintf("Forbidden: bot is not a member of the %s chat", chat.Type)
	return true, nil
}

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// menuKey is the scope and language of a menu of commands.
func menuKey(c *call) string {
	scope := c.object("scope")
	if scope == nil {
		scope = map[string]any{"type": "default"}
	}
	key := fmt.Sprint(scope["type"])
	for _, part := range []string{"chat_id", "user_id"} {
		if scope[part] != nil {
			key += fmt.Sprint(" ", scope[part])
		}
	}
	if language := c.str("language_code"); language != "" {
		key += " " + language
	}
	return key
}

func setMyCommands(d *Double, c *call) (any, *apiError) {
	commands := c.list("commands")
	if len(commands) > 100 {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	for _, item := range commands {
		command, _ := item.(map[string]any)
		name, _ := command["command"].(string)
		description, _ := command["description"].(string)
		if !commandName.MatchString(name) {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if description == "" || Len(description) > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	d.menus[menuKey(c)] = commands
	return true, nil
}

func getMyCommands(d *Double, c *call) (any, *apiError) {
	if menu := d.menus[menuKey(c)]; menu != nil {
		return menu, nil
	}
	return []any{}, nil
}

func deleteMyCommands(d *Double, c *call) (any, *apiError) {
	delete(d.menus, menuKey(c))
	return true, nil
}

// Menu returns the names of a menu's commands, in order, by scope and
// language: "default", "all_group_chats ru".
func (d *Double) Menu(scope string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var names []string
	for _, item := range d.menus[scope] {
		command, _ := item.(map[string]any)
		name, _ := command["command"].(string)
		names = append(names, name)
	}
	return names
}
