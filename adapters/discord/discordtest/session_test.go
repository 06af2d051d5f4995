package discordtest

import (
	"net/http"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// newSession is a session of discordgo that talks to the Server.
func newSession(t *testing.T, s *Server) *discordgo.Session {
	t.Helper()
	session, err := discordgo.New("Bot " + DefaultToken)
	if err != nil {
		t.Fatal(err)
	}
	transport := s.Transport()
	session.Client = &http.Client{Transport: transport, Timeout: 5 * time.Second}
	session.Dialer = &websocket.Dialer{HandshakeTimeout: 5 * time.Second}
	session.Identify.Intents = discordgo.IntentsGuilds
	session.LogLevel = -1
	return session
}

func open(t *testing.T, session *discordgo.Session) {
	t.Helper()
	if err := session.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := session.Close(); err != nil {
			t.Log(err)
		}
	})
}

// answer makes a session answer every interaction with a deferral and an edit,
// and every completion with a choice.
func answer(t *testing.T, session *discordgo.Session) {
	session.AddHandler(func(d *discordgo.Session, i *discordgo.InteractionCreate) {
		if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
			if err := d.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: discordgo.InteractionApplicationCommandAutocompleteResult,
				Data: &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "harbour", Value: "harbour"}}}}); err != nil {
				t.Error(err)
			}
			return
		}
		if err := d.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}); err != nil {
			t.Error(err)
			return
		}
		text := "an answer"
		if _, err := d.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &text, Components: &[]discordgo.MessageComponent{
			discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "More", CustomID: "more", Style: discordgo.SecondaryButton}}},
		}}); err != nil {
			t.Error(err)
		}
		if _, err := d.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: "only you", Flags: discordgo.MessageFlagsEphemeral}); err != nil {
			t.Error(err)
		}
	})
}

// TestConversation lets discordgo register, connect and answer a command, a
// completion, a message command and a click, through two Servers side by side.
func TestConversation(t *testing.T) {
	for _, name := range []string{"one", "other"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := Start(t, Options{})
			guild := s.AddGuild("Harbour")
			at := Asker{User: s.AddUser("ada"), Channel: s.AddChannel(guild, "general")}
			session := newSession(t, s)
			if _, err := session.ApplicationCommandBulkOverwrite(s.Application(), "", []*discordgo.ApplicationCommand{
				{Name: "summary", Description: "What is new", Options: []*discordgo.ApplicationCommandOption{
					{Type: discordgo.ApplicationCommandOptionString, Name: "topic", Description: "About what", Autocomplete: true}}},
				{Name: "Summarise", Type: discordgo.MessageApplicationCommand},
			}); err != nil {
				t.Fatal(err)
			}
			answer(t, session)
			open(t, session)
			i := s.Command(at, "summary", Option{"topic", name})
			m := i.Answer()
			if m.Content() != "an answer" || m.Ephemeral() || i.Callback() != callbackDefer {
				t.Errorf("answered %+v", m)
			}
			if f := i.FollowUps(1); len(f) != 1 || !f[0].Ephemeral() {
				t.Errorf("followed by %+v", f)
			}
			if c := s.Complete(at, "summary", "topic", "har").Choices(); len(c) != 1 || c[0] != (Choice{"harbour", "harbour"}) {
				t.Errorf("proposed %v", c)
			}
			if m := s.Click(at, m, "more").Answer(); m.Content() != "an answer" {
				t.Errorf("clicked: %+v", m)
			}
			said := s.Say(at.User, at.Channel, "https://velm-courier.example/bridge")
			at.Channel = s.Direct(at.User)
			if m := s.OnMessage(at, "Summarise", said).Answer(); m.Channel != at.Channel.ID {
				t.Errorf("answered in %s", m.Channel)
			}
		})
	}
}

// TestChannelMessages sends, edits and deletes in a channel.
func TestChannelMessages(t *testing.T) {
	s := Start(t, Options{})
	c := s.AddChannel(s.AddGuild("Harbour"), "general")
	session := newSession(t, s)
	m, err := session.ChannelMessageSend(c.ID, "first")
	if err != nil {
		t.Fatal(err)
	}
	if m, err = session.ChannelMessageEdit(c.ID, m.ID, "second"); err != nil || m.Content != "second" {
		t.Fatalf("%v, %v", m, err)
	}
	if all := s.Messages(c); len(all) != 1 || all[0].Content() != "second" || all[0].Edits != 1 {
		t.Errorf("%+v", all)
	}
	if err := session.ChannelMessageDelete(c.ID, m.ID); err != nil || len(s.Messages(c)) != 0 {
		t.Errorf("deleted: %v, %v", s.Messages(c), err)
	}
}
