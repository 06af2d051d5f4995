package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefly/adapters/text"
	"briefly/bot"
	"briefly/bot/words"
)

// Limits of commands (discord.com/developers/docs/interactions/application-commands).
const (
	mostCommands = 100
	maxHelp      = 100 // characters
)

// menu is the command table as Discord has it, and the command on messages.
func menu(commands []bot.Command, speaker *words.Speaker) []*discordgo.ApplicationCommand {
	var all []*discordgo.ApplicationCommand
	for _, c := range commands {
		if !c.Hidden && len(all) < mostCommands {
			all = append(all, slash(c, speaker))
		}
	}
	name, others := said(speaker, words.Summarise)
	return append(all, everywhere(&discordgo.ApplicationCommand{
		Type: discordgo.MessageApplicationCommand, Name: name, NameLocalizations: &others,
	}))
}

// everywhere offers a command in servers, in direct messages, and to people who
// installed the app for themselves.
func everywhere(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{
		discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall,
	}
	c.Contexts = &[]discordgo.InteractionContextType{
		discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel,
	}
	return c
}

// slash is a command of the table.
func slash(c bot.Command, speaker *words.Speaker) *discordgo.ApplicationCommand {
	help, others := said(speaker, c.Help)
	names := called(speaker, c.Name)
	s := everywhere(&discordgo.ApplicationCommand{
		Type: discordgo.ChatApplicationCommand, Name: c.Name, NameLocalizations: &names, Description: help, DescriptionLocalizations: &others,
	})

	if c.Admin {
		rights := int64(discordgo.PermissionManageGuild)
		s.DefaultMemberPermissions = &rights
	}
	for _, p := range c.Params {
		s.Options = append(s.Options, parameter(p, speaker))
	}
	// Discord wants required options first.
	slices.SortStableFunc(s.Options, func(a, b *discordgo.ApplicationCommandOption) int {
		switch {
		case a.Required == b.Required:
			return 0
		case a.Required:
			return -1
		}
		return 1
	})
	return s
}

func parameter(p bot.Param, speaker *words.Speaker) *discordgo.ApplicationCommandOption {
	help, others := said(speaker, p.Help)
	o := &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: p.Name, Required: p.Required,
		NameLocalizations: called(speaker, p.Name), Description: help, DescriptionLocalizations: others,
	}
	switch {
	case p.Kind == bot.Upload:
		o.Type = discordgo.ApplicationCommandOptionAttachment
	case len(p.Choices) > 0 && len(p.Choices) <= mostChoices:
		for _, c := range p.Choices {
			o.Choices = append(o.Choices, &discordgo.ApplicationCommandOptionChoice{Name: c, Value: c})
		}
	default:
		o.Autocomplete = p.Completes()
	}
	return o
}

// said is a message of the bot's in the first language, and in the others by
// Discord's names of them.
func said(speaker *words.Speaker, key words.Key) (string, map[discordgo.Locale]string) {
	say := func(w words.Words) string { return text.Cut(w.Say(key), maxHelp, text.UTF16) }
	return say(speaker.In(speaker.Languages()[0])), elsewhere(speaker, say)
}

// called is what a command or an option is called in the other languages.
func called(speaker *words.Speaker, name string) map[discordgo.Locale]string {
	return elsewhere(speaker, func(w words.Words) string { return w.Name(name) })
}

// elsewhere is what is said in all languages but the first, by Discord's names
// of them.
func elsewhere(speaker *words.Speaker, say func(words.Words) string) map[discordgo.Locale]string {
	others := map[discordgo.Locale]string{}
	for locale := range discordgo.Locales {
		base, _, _ := strings.Cut(string(locale), "-")
		if slices.Contains(speaker.Languages()[1:], base) {
			others[locale] = say(speaker.In(base))
		}
	}
	return others
}

// register sets the commands that are not as they should be. The bot answers
// without, so what is refused is only logged.
func (d *Discord) register(ctx context.Context) error {
	path := d.commandsOf(d.options.Guild)
	want := menu(d.core.Commands(), d.speaker)
	var set []json.RawMessage
	err := d.patiently(ctx, http.MethodGet, path+"?with_localizations=true", nil, &set)
	if err == nil && !sameMenu(set, want) {
		err = d.patiently(ctx, http.MethodPut, path, want, nil)
	}
	if err != nil && ctx.Err() == nil {
		d.options.Log.WarnContext(ctx, "registering the commands", "error", err)
	}
	return nil
}

// commandsOf is the path of the commands of a server, or, without one, of all.
func (d *Discord) commandsOf(guild string) string {
	path := "/applications/" + d.api.application
	if guild != "" {
		path += "/guilds/" + guild
	}
	return path + "/commands"
}

// stray takes away the commands of a server that were registered there while
// DISCORD_GUILD_ID named it, and that people see twice since. That there are any
// is known once one is used.
func (d *Discord) stray(i *interaction) {
	guild := i.Data.Guild
	if guild == "" || guild == d.options.Guild {
		return
	}
	if _, begun := d.strays.LoadOrStore(guild, true); begun {
		return
	}
	d.beside.Go(func() {
		err := d.patiently(d.work, http.MethodPut, d.commandsOf(guild), []any{}, nil)
		if err != nil && d.work.Err() == nil {
			d.options.Log.WarnContext(d.work, "taking away the commands of one server", "server", guild, "error", err)
		}
	})
}

// sameMenu reports whether the commands that are set are those that are wanted:
// Discord allows 200 new ones a day. What it adds to them by itself does not
// count.
func sameMenu(set []json.RawMessage, want []*discordgo.ApplicationCommand) bool {
	if len(set) != len(want) {
		return false
	}
	spelled := func(c any) (string, error) {
		data, err := json.Marshal(c)
		if err != nil {
			return "", err
		}
		var plain any
		if err := json.Unmarshal(data, &plain); err != nil {
			return "", err
		}
		data, err = json.Marshal(bare(plain, true))
		return string(data), err
	}
	var have, need []string
	for i := range set {
		h, err1 := spelled(set[i])
		n, err2 := spelled(want[i])
		if err1 != nil || err2 != nil {
			return false
		}
		have, need = append(have, h), append(need, n)
	}
	slices.Sort(have)
	slices.Sort(need)
	return slices.Equal(have, need)
}

// bare is a value without what means the same whether it is there or not: what
// is empty, and, of a whole command, what Discord alone says.
func bare(v any, command bool) any {
	switch v := v.(type) {
	case map[string]any:
		left := map[string]any{}
		for key, value := range v {
			theirs := []string{"id", "application_id", "guild_id", "version", "dm_permission", "default_permission", "nsfw", "handler"}
			if command && slices.Contains(theirs, key) {
				continue
			}
			value = bare(value, false)
			if value == nil || value == "" || value == false {
				continue
			}
			left[key] = value
		}
		if len(left) == 0 {
			return nil
		}
		return left
	case []any:
		var left []any
		for _, value := range v {
			left = append(left, bare(value, false))
		}
		if left == nil {
			return nil
		}
		return left
	}
	return v
}
