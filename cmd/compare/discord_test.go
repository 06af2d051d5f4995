package compare

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/disgoorg/disgo"
	"github.com/disgoorg/disgo/bot"
	"github.com/disgoorg/disgo/discord"
	"github.com/disgoorg/disgo/events"
	"github.com/disgoorg/disgo/gateway"
	"github.com/disgoorg/disgo/rest"
	"github.com/disgoorg/snowflake/v2"

	"briefly/adapters/discord/discordtest"
)

// disgoBot is a bot on disgo, which shares no line with discordgo: the double
// of Discord must be right for both.
func disgoBot(t *testing.T, s *discordtest.Server) bot.Client {
	t.Helper()
	check := func(err error) {
		if err != nil {
			t.Error(err)
		}
	}
	client, err := disgo.New(discordtest.DefaultToken,
		bot.WithLogger(slog.New(slog.DiscardHandler)),
		bot.WithRestClientConfigOpts(rest.WithHTTPClient(&http.Client{Transport: s.Transport(), Timeout: 5 * time.Second})),
		bot.WithGatewayConfigOpts(gateway.WithIntents(gateway.IntentGuilds)),
		bot.WithEventListenerFunc(func(e *events.ApplicationCommandInteractionCreate) {
			if e.Data.CommandName() == "Summarise" {
				text := e.MessageCommandInteractionData().TargetMessage().Content
				check(e.CreateMessage(discord.NewMessageCreateBuilder().SetContent("read " + text).SetEphemeral(true).Build()))
				return
			}
			check(e.DeferCreateMessage(false))
			_, err := e.Client().Rest().UpdateInteractionResponse(e.ApplicationID(), e.Token(), discord.NewMessageUpdateBuilder().
				SetContent("about "+e.SlashCommandInteractionData().String("topic")).
				SetEmbeds(discord.NewEmbedBuilder().SetTitle("Harbour").SetURL("https://a.example/").AddField("n", "v", true).Build()).
				AddActionRow(discord.NewSecondaryButton("More", "more")).Build())
			check(err)
			_, err = e.Client().Rest().CreateFollowupMessage(e.ApplicationID(), e.Token(),
				discord.NewMessageCreateBuilder().SetContent("only you").SetEphemeral(true).Build())
			check(err)
		}),
		bot.WithEventListenerFunc(func(e *events.AutocompleteInteractionCreate) {
			check(e.AutocompleteResult([]discord.AutocompleteChoice{discord.AutocompleteChoiceString{Name: e.Data.String("topic") + "bour", Value: "harbour"}}))
		}),
		bot.WithEventListenerFunc(func(e *events.ComponentInteractionCreate) {
			check(e.UpdateMessage(discord.NewMessageUpdateBuilder().SetContent("page 2 by " + e.Data.CustomID()).Build()))
		}),
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close(context.WithoutCancel(t.Context())) })
	return client
}

// TestDiscordDouble holds a conversation through the double with disgo:
// commands, completion, a component, a message command, what a channel holds,
// a lost connection.
func TestDiscordDouble(t *testing.T) {
	s := discordtest.Start(t, discordtest.Options{})
	at := discordtest.Asker{User: s.AddUser("ada"), Channel: s.AddChannel(s.AddGuild("Harbour"), "general")}
	client := disgoBot(t, s)
	commands, err := client.Rest().SetGlobalCommands(client.ApplicationID(), []discord.ApplicationCommandCreate{
		discord.SlashCommandCreate{Name: "summary", Description: "What is new", Options: []discord.ApplicationCommandOption{
			discord.ApplicationCommandOptionString{Name: "topic", Description: "About what", Autocomplete: true}}},
		discord.MessageCommandCreate{Name: "Summarise"},
	})
	if err != nil || len(commands) != 2 || commands[0].Name() != "summary" {
		t.Fatalf("%v, %v", commands, err)
	}
	if err := client.OpenGateway(t.Context()); err != nil {
		t.Fatal(err)
	}
	i := s.Command(at, "summary", discordtest.Option{Name: "topic", Value: "ferries"})
	m := i.Answer()
	if m.Content() != "about ferries" || len(i.FollowUps(1)) != 1 {
		t.Errorf("answered %q, followed by %d", m, len(i.FollowUps(1)))
	}
	if c := s.Complete(at, "summary", "topic", "har").Choices(); len(c) != 1 || c[0].Name != "harbour" {
		t.Errorf("proposed %v", c)
	}
	if m := s.Click(at, m, "more").Answer(); m.Content() != "page 2 by more" {
		t.Errorf("clicked: %q", m)
	}
	said := s.Say(at.User, at.Channel, "a long story")
	if m := s.OnMessage(at, "Summarise", said).Answer(); m.Content() != "read a long story" || !m.Ephemeral() {
		t.Errorf("read: %q", m)
	}
	at.UserInstall, at.Channel = true, s.Direct(at.User)
	s.Disconnect(4000)
	if !s.Await(func() bool { return s.Gateway().Resumes == 1 }) {
		t.Fatal(s.Gateway())
	}
	i = s.Command(at, "summary", discordtest.Option{Name: "topic", Value: "cranes"})
	if m := i.Answer(); m.Content() != "about cranes" || len(i.FollowUps(1)) != 1 {
		t.Errorf("answered %q after the connection was lost", m)
	}
	if n := s.Gateway(); n.Identifies != 1 {
		t.Errorf("%s: not resumed", n)
	}
}

// TestDiscordDoubleChannel writes, reads, edits and deletes with disgo, and
// reads what the double refuses.
func TestDiscordDoubleChannel(t *testing.T) {
	s := discordtest.Start(t, discordtest.Options{})
	channel := s.AddChannel(s.AddGuild("Harbour"), "general")
	id := snowflake.MustParse(channel.ID)
	api := disgoBot(t, s).Rest()
	m, err := api.CreateMessage(id, discord.NewMessageCreateBuilder().SetContent("first").SetNonce("n1").SetEnforceNonce(true).Build())
	if err != nil {
		t.Fatal(err)
	}
	if again, err := api.CreateMessage(id, discord.NewMessageCreateBuilder().SetContent("first").SetNonce("n1").SetEnforceNonce(true).Build()); err != nil || again.ID != m.ID {
		t.Errorf("sent twice: %v, %v", again, err)
	}
	if m, err = api.UpdateMessage(id, m.ID, discord.NewMessageUpdateBuilder().SetContent("second").Build()); err != nil || m.Content != "second" || m.EditedTimestamp == nil {
		t.Errorf("edited: %v, %v", m, err)
	}
	if m, err = api.GetMessage(id, m.ID); err != nil || m.Content != "second" {
		t.Errorf("read: %v, %v", m, err)
	}
	if err := api.DeleteMessage(id, m.ID); err != nil {
		t.Error(err)
	}
	_, err = api.GetMessage(id, m.ID)
	if codeOf(err) != 10008 {
		t.Errorf("read what is deleted: %v", err)
	}
	s.Deny(channel, 50013)
	if _, err = api.CreateMessage(id, discord.NewMessageCreateBuilder().SetContent("x").Build()); codeOf(err) != 50013 {
		t.Errorf("not allowed: %v", err)
	}
}

// codeOf is the code that disgo read from a refusal, 0 for none.
func codeOf(err error) rest.JSONErrorCode {
	var refused rest.Error
	if errors.As(err, &refused) {
		return refused.Code
	}
	return 0
}
