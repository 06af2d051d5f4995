package discordtest

import (
	"maps"
	"strconv"
	"strings"
	"time"
)

// patience is how long the double waits for the bot under test.
const patience = 5 * time.Second

// Asker is who does something and where.
type Asker struct {
	User        User
	Channel     Channel
	Permissions uint64 // of the member in the channel, beside what everybody has
	Locale      string // empty: en-US
	UserInstall bool   // the person installed the app; the guild did not
	NoMember    bool   // the payload has user and no member, in a guild too
}

// Option is an argument of a command; the value is a string, a bool, a number
// or a File.
type Option struct {
	Name  string
	Value any
}

// File is an upload as the argument of a command; Data is served where the
// payload says.
type File = Upload

// Command makes a person use a slash command, which must be registered with
// the arguments given.
func (s *Server) Command(a Asker, name string, options ...Option) *Interaction {
	s.t.Helper()
	data, registered := s.commandData(a, name, chatCommand)
	s.fill(data, registered, options, "")
	return s.push(a, commandInteraction, data, nil)
}

// Complete makes a person type a value of a command's option, the other
// options given before.
func (s *Server) Complete(a Asker, name, option, typed string, before ...Option) *Interaction {
	s.t.Helper()
	data, registered := s.commandData(a, name, chatCommand)
	s.fill(data, registered, append(before, Option{option, typed}), option)
	return s.push(a, completeInteraction, data, nil)
}

// OnMessage makes a person use a message command on a message.
func (s *Server) OnMessage(a Asker, name string, m Message) *Interaction {
	s.t.Helper()
	data, _ := s.commandData(a, name, messageCommandType)
	s.mu.Lock()
	target := s.find(m.Channel, m.ID)
	if target == nil {
		s.mu.Unlock()
		s.t.Fatalf("discordtest: message %s is gone", m.ID)
	}
	data["target_id"] = m.ID
	data["resolved"] = map[string]any{"messages": map[string]any{m.ID: s.messageJSON(target)}}
	s.mu.Unlock()
	return s.push(a, commandInteraction, data, nil)
}

// Click makes a person press a button of a message; custom is its custom_id.
func (s *Server) Click(a Asker, m Message, custom string) *Interaction {
	s.t.Helper()
	return s.component(a, m, map[string]any{"custom_id": custom, "component_type": buttonComponent})
}

// Select makes a person choose in a list of a message.
func (s *Server) Select(a Asker, m Message, custom string, values ...string) *Interaction {
	s.t.Helper()
	return s.component(a, m, map[string]any{"custom_id": custom, "component_type": selectComponent, "values": values})
}

func (s *Server) component(a Asker, m Message, data map[string]any) *Interaction {
	s.t.Helper()
	s.mu.Lock()
	target := s.find(m.Channel, m.ID)
	found := false
	if target != nil {
		walk(target.Body["components"], func(c map[string]any) { found = found || c["custom_id"] == data["custom_id"] && c["disabled"] != true })
	}
	s.mu.Unlock()
	if !found {
		s.t.Fatalf("discordtest: message %s has no %s to press", m.ID, data["custom_id"])
	}
	data["id"] = 1
	return s.push(a, componentInteraction, data, target)
}

// Raw pushes an interaction with other fields than usual, such as types that
// nobody knows yet: fields of change replace those of the payload. No schema
// is asked.
func (s *Server) Raw(a Asker, kind int, change map[string]any) *Interaction {
	s.t.Helper()
	i, payload := s.payload(a, kind, nil, nil)
	maps.Copy(payload, change)
	s.emit("INTERACTION_CREATE", payload, a.Channel.Guild, false)
	return i
}

// commandData finds a registered command, of the guild first.
func (s *Server) commandData(a Asker, name string, kind int) (data, registered map[string]any) {
	s.t.Helper()
	find := func() bool {
		for _, guild := range []string{a.Channel.Guild, ""} {
			for _, c := range s.commands[guild] {
				if c["name"] == name && integer(c["type"]) == kind {
					data = map[string]any{"id": c["id"], "name": name, "type": kind}
					if guild != "" {
						data["guild_id"] = guild
					}
					registered = c
					return true
				}
			}
		}
		return false
	}
	if !s.await(find) {
		s.t.Fatalf("discordtest: no command %q of type %d is registered", name, kind)
	}
	return data, registered
}

// fill puts arguments into a command's data as its registration types them.
func (s *Server) fill(data, registered map[string]any, options []Option, focused string) {
	s.t.Helper()
	declared := map[string]map[string]any{}
	for _, o := range list(registered["options"]) {
		declared[text(object(o)["name"])] = object(o)
	}
	var filled []any
	for _, o := range options {
		d := declared[o.Name]
		if d == nil {
			s.t.Fatalf("discordtest: command %v has no option %q", registered["name"], o.Name)
		}
		value := o.Value
		if f, ok := o.Value.(File); ok {
			id := s.keep(f)
			data["resolved"] = map[string]any{"attachments": map[string]any{id: s.upload(id, f)}}
			value = id
		}
		one := map[string]any{"name": o.Name, "type": integer(d["type"]), "value": value}
		if o.Name == focused {
			one["focused"] = true
		}
		filled = append(filled, one)
	}
	if filled != nil {
		data["options"] = filled
	}
}

// push sends an interaction and returns it.
func (s *Server) push(a Asker, kind int, data map[string]any, on *stored) *Interaction {
	s.t.Helper()
	i, payload := s.payload(a, kind, data, on)
	s.emit("INTERACTION_CREATE", payload, a.Channel.Guild, true)
	return i
}

func (s *Server) payload(a Asker, kind int, data map[string]any, on *stored) (*Interaction, map[string]any) {
	s.t.Helper()
	if !s.await(s.gateway.anyReady) {
		s.t.Fatal("discordtest: no bot is connected to the gateway")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i := &Interaction{ID: s.newID(), s: s, kind: kind, person: a.User, channel: a.Channel.ID, userOnly: a.UserInstall, sent: s.o.Now(), updates: on}
	i.Token = tokenOf(i.ID)
	s.interactions[i.Token] = i
	p := map[string]any{
		"id": i.ID, "application_id": s.application, "type": kind, "token": i.Token, "version": 1,
		"app_permissions": strconv.FormatUint(ordinaryRights, 10), "entitlements": []any{}, "attachment_size_limit": 10 << 20,
		"locale": a.Locale, "channel_id": a.Channel.ID, "channel": s.channelJSON(&a.Channel), "context": 0,
		"authorizing_integration_owners": map[string]any{"0": a.Channel.Guild},
	}
	if a.Locale == "" {
		p["locale"] = "en-US"
	}
	if data != nil {
		p["data"] = data
	}
	if on != nil {
		p["message"] = s.messageJSON(on)
	}
	a.person(p)
	return i, p
}

// person adds who it was, as guilds, direct messages and user installs have it.
func (a Asker) person(p map[string]any) {
	if a.UserInstall {
		p["authorizing_integration_owners"] = map[string]any{"1": a.User.ID}
	}
	if a.Channel.Guild == "" {
		p["context"] = 1
		p["user"] = a.User.json()
		if !a.UserInstall {
			p["authorizing_integration_owners"] = map[string]any{"0": "0"}
		}
		return
	}
	p["guild_id"], p["guild_locale"] = a.Channel.Guild, "en-US"
	p["guild"] = map[string]any{"id": a.Channel.Guild, "locale": "en-US", "features": []any{}}
	if a.NoMember {
		p["user"] = a.User.json()
		return
	}
	p["member"] = map[string]any{"user": a.User.json(), "roles": []any{}, "joined_at": "2024-01-02T03:04:05Z", "deaf": false, "mute": false, "flags": 0,
		"permissions": strconv.FormatUint(ordinaryRights|a.Permissions, 10), "nick": nil, "avatar": nil, "banner": nil, "pending": false,
		"premium_since": nil, "communication_disabled_until": nil}
}

// Acked waits for the first answer and reports whether it came.
func (i *Interaction) Acked() bool {
	return i.s.await(func() bool { return i.callback != 0 })
}

// Took waits for the first answer and returns how long it took.
func (i *Interaction) Took() time.Duration {
	i.s.t.Helper()
	if !i.Acked() {
		i.s.t.Fatalf("discordtest: interaction %s was not answered", i.ID)
	}
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	return i.acked.Sub(i.sent)
}

// Callback waits for the first answer and returns its type, 0 when none came.
func (i *Interaction) Callback() int {
	i.Acked()
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	return i.callback
}

// Answer waits for the answer, a deferred one to be filled, and returns it.
func (i *Interaction) Answer() Message {
	i.s.t.Helper()
	there := func() bool { return i.original != nil && !i.original.Loading() && !i.original.Deleted }
	if !i.s.await(there) {
		i.s.t.Fatalf("discordtest: interaction %s got no answer", i.ID)
	}
	m, _ := i.Original()
	return m
}

// Original returns the answer as it stands, and whether there is one.
func (i *Interaction) Original() (Message, bool) {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	if i.original == nil || i.original.Deleted {
		return Message{}, false
	}
	return i.original.snapshot(), true
}

// Choices waits for the proposals to somebody who types.
func (i *Interaction) Choices() []Choice {
	i.s.t.Helper()
	if !i.Acked() {
		i.s.t.Fatalf("discordtest: interaction %s was not answered", i.ID)
	}
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	return i.choices
}

// FollowUps waits until there are n further messages, or as long as it waits
// for anything, and returns those there are.
func (i *Interaction) FollowUps(n int) []Message {
	standing := func() []Message {
		var all []Message
		for _, m := range i.followUps {
			if !m.Deleted {
				all = append(all, m.snapshot())
			}
		}
		return all
	}
	i.s.await(func() bool { return len(standing()) >= n })
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	return standing()
}

// Await waits until a condition about what the bot did holds, as long as the
// double waits for anything. The condition may call the Server's methods.
func (s *Server) Await(ok func() bool) bool {
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ok() {
			return true
		}
		select {
		case <-changed:
		case <-late.C:
			return false
		}
	}
}

// tokenOf is the token of an interaction.
func tokenOf(id string) string { return "aW50ZXJhY3Rpb246" + id + strings.Repeat("x", 40) }

func joined(path []string) string { return strings.Join(path, ".") }
