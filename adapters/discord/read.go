package discord

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefly/bot"
)

// platform is the name of Discord in places and in the inbox.
const platform = "discord"

// What interactions hold, as far as it is read
// (discord.com/developers/docs/interactions/receiving-and-responding). The
// library's own types refuse a message with a component that they do not know.
type (
	interaction struct {
		ID          string                    `json:"id"`
		Token       string                    `json:"token"`
		Application string                    `json:"application_id"`
		Type        discordgo.InteractionType `json:"type"`
		Data        data                      `json:"data"`
		Guild       string                    `json:"guild_id"`
		ChannelID   string                    `json:"channel_id"`
		Channel     channel                   `json:"channel"`
		Member      *member                   `json:"member"`
		User        *user                     `json:"user"`
		Locale      string                    `json:"locale"`
		Context     *int                      `json:"context"`
		Owners      map[string]string         `json:"authorizing_integration_owners"`
		Message     *message                  `json:"message"`
	}

	data struct {
		Name     string                           `json:"name"`
		Guild    string                           `json:"guild_id"` // of a command of one server alone
		Type     discordgo.ApplicationCommandType `json:"type"`
		Options  []option                         `json:"options"`
		Target   string                           `json:"target_id"`
		Custom   string                           `json:"custom_id"`
		Resolved struct {
			Messages    map[string]message    `json:"messages"`
			Attachments map[string]attachment `json:"attachments"`
		} `json:"resolved"`
	}

	option struct {
		Name    string                                 `json:"name"`
		Type    discordgo.ApplicationCommandOptionType `json:"type"`
		Value   any                                    `json:"value"`
		Focused bool                                   `json:"focused"`
	}

	channel struct {
		Type   discordgo.ChannelType `json:"type"`
		Parent string                `json:"parent_id"`
	}

	member struct {
		User        user   `json:"user"`
		Nick        string `json:"nick"`
		Permissions string `json:"permissions"`
	}

	user struct {
		ID     string `json:"id"`
		Name   string `json:"username"`
		Global string `json:"global_name"`
	}

	message struct {
		ID          string       `json:"id"`
		Content     string       `json:"content"`
		Flags       int          `json:"flags"`
		Attachments []attachment `json:"attachments"`
		Embeds      []embed      `json:"embeds"`
		Components  any          `json:"components"` // of types that nobody knows yet, too
		Forwarded   []struct {
			Message message `json:"message"`
		} `json:"message_snapshots"`
		Interaction *struct {
			User user `json:"user"`
		} `json:"interaction_metadata"`
	}

	embed struct {
		Type        string `json:"type"`
		URL         string `json:"url"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Fields      []struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"fields"`
	}

	attachment struct {
		Name      string `json:"filename"`
		MediaType string `json:"content_type"`
		Size      int64  `json:"size"`
		URL       string `json:"url"`
	}
)

// ephemeral reports whether one person alone sees a message.
func (m *message) ephemeral() bool { return m.Flags&int(discordgo.MessageFlagsEphemeral) != 0 }

// person is who did it. In direct messages and for apps that a person installed
// there may be no member.
func (i *interaction) person() user {
	switch {
	case i.Member != nil && i.Member.User.ID != "":
		return i.Member.User
	case i.User != nil:
		return *i.User
	}
	return user{}
}

func (i *interaction) personName() string {
	p := i.person()
	if i.Member != nil && i.Member.Nick != "" {
		return i.Member.Nick
	}
	if p.Global != "" {
		return p.Global
	}
	return p.Name
}

// personal is the place of one person's direct messages with the bot: the same
// wherever the person is met, unlike their channel, which is seen there only.
func personal(id string) bot.Place { return bot.Place{Platform: platform, Chat: "@" + id} }

// kind tells who reads along. Without a context, as in old payloads, what is in
// no server is private.
func (i *interaction) kind() bot.Kind {
	switch {
	case i.Guild != "":
		return bot.Group
	case i.Context != nil && *i.Context == int(discordgo.InteractionContextPrivateChannel):
		return bot.Group // other people's direct messages
	}
	return bot.Private
}

// place is where it was done. A thread, a forum's posts included, is one of its
// channel.
func (i *interaction) place() bot.Place {
	if i.kind() == bot.Private {
		return personal(i.person().ID)
	}
	p := bot.Place{Platform: platform, Chat: i.ChannelID}
	if i.Channel.Parent != "" && i.Channel.isThread() {
		p.Chat, p.Thread = i.Channel.Parent, i.ChannelID
	}
	return p
}

func (c channel) isThread() bool {
	return slices.Contains([]discordgo.ChannelType{
		discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread,
	}, c.Type)
}

// admin reports whether the person may manage the server. A server can let
// anybody use a command, so this is asked here, not left to Discord.
func (i *interaction) admin() bool {
	if i.Member == nil {
		return false
	}
	rights, err := strconv.ParseInt(i.Member.Permissions, 10, 64)
	return err == nil && rights&(discordgo.PermissionManageGuild|discordgo.PermissionAdministrator) != 0
}

// visiting reports whether only the person has installed the app, not the
// server.
func (i *interaction) visiting() bool {
	const byGuild, byUser = "0", "1"
	_, guild := i.Owners[byGuild]
	_, user := i.Owners[byUser]
	return user && !guild
}

// staleView is what a button asks that is not of this version: a list that is no
// longer there.
const staleView = "/view gone"

// question is what an interaction asks.
type question struct {
	text, quoted string
	files        []attachment
}

// ask reads the question; ok is false for what asks nothing.
// isOption tells of a command's parameter whether it is typed as name:value.
func (i *interaction) ask(isOption func(command, param string) bool) (q question, ok bool) {
	switch i.Type {
	case discordgo.InteractionApplicationCommand, discordgo.InteractionApplicationCommandAutocomplete:
		if i.Data.Type == discordgo.MessageApplicationCommand {
			return i.askOfMessage()
		}
		return i.askByCommand(isOption), i.Data.Name != ""
	case discordgo.InteractionMessageComponent:
		if !strings.HasPrefix(i.Data.Custom, "/") {
			return question{text: staleView}, i.Message != nil
		}
		return question{text: i.Data.Custom}, true
	default: // a ping, a form, or what nobody knows yet
		return q, false
	}
}

// askByCommand spells a slash command as a person would type it.
func (i *interaction) askByCommand(isOption func(command, param string) bool) (q question) {
	parts := []string{"/" + i.Data.Name}
	for _, o := range i.Data.Options {
		value := o.text()
		if o.Type == discordgo.ApplicationCommandOptionAttachment {
			if file, there := i.Data.Resolved.Attachments[value]; there {
				q.files = append(q.files, file)
			}
			continue
		}
		if isOption(i.Data.Name, o.Name) {
			value = o.Name + ":" + value
		}
		parts = append(parts, value)
	}
	q.text = strings.Join(parts, " ")
	return q
}

// text is the value of an option.
func (o option) text() string {
	switch v := o.Value.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
