package discordtest

import (
	"slices"
	"strconv"
	"time"
)

// Types of channels: discord.com/developers/docs/resources/channel#channel-object-channel-types
const (
	TextChannel   = 0
	DirectMessage = 1
	PublicThread  = 11
	Forum         = 15
)

// Permissions: discord.com/developers/docs/topics/permissions
const (
	ManageGuild    = uint64(1 << 5)
	ordinaryRights = uint64(1<<10 | 1<<11 | 1<<14 | 1<<16 | 1<<31) // view, send, embed, history, commands
)

// User is a person or the bot.
type User struct {
	ID, Name string
	Bot      bool
}

// Guild is a server that the bot is in.
type Guild struct{ ID, Name string }

// Channel is a place for messages: in a guild, a thread of it, or between a
// person and the bot.
type Channel struct {
	ID, Guild, Name string
	Type            int
	Parent          string // of a thread
	Person          string // of a direct message
	denied          *apiError
}

// newID returns a snowflake; the lock is held, or nobody else is there yet.
// discord.com/developers/docs/reference#snowflakes
func (s *Server) newID() string {
	const epoch = 1420070400000
	s.lastID = max(s.lastID+1, uint64(s.o.Now().UnixMilli()-epoch)<<22)
	return strconv.FormatUint(s.lastID, 10)
}

// AddUser adds a person.
func (s *Server) AddUser(name string) User {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := &User{ID: s.newID(), Name: name}
	s.users[u.ID] = u
	return *u
}

// AddGuild adds a server with the bot in it and tells connected bots.
func (s *Server) AddGuild(name string) Guild {
	s.mu.Lock()
	g := &Guild{ID: s.newID(), Name: name}
	s.guilds[g.ID] = g
	s.mu.Unlock()
	s.dispatch("GUILD_CREATE", s.guildCreate(g), g.ID)
	return *g
}

// AddChannel adds a channel to a guild.
func (s *Server) AddChannel(g Guild, name string) Channel {
	return s.addChannel(Channel{Guild: g.ID, Name: name, Type: TextChannel})
}

// AddThread adds a thread to a channel, a forum or not.
func (s *Server) AddThread(in Channel, name string) Channel {
	return s.addChannel(Channel{Guild: in.Guild, Name: name, Type: PublicThread, Parent: in.ID})
}

// Direct returns the channel between a person and the bot.
func (s *Server) Direct(u User) Channel {
	s.mu.Lock()
	for _, c := range s.channels {
		if c.Person == u.ID {
			s.mu.Unlock()
			return *c
		}
	}
	s.mu.Unlock()
	return s.addChannel(Channel{Type: DirectMessage, Person: u.ID})
}

func (s *Server) addChannel(c Channel) Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.ID = s.newID()
	s.channels[c.ID] = &c
	return c
}

// RemoveGuild takes the bot out of a server: GUILD_DELETE, and its channels
// are out of reach.
func (s *Server) RemoveGuild(g Guild) {
	s.mu.Lock()
	delete(s.guilds, g.ID)
	for _, c := range s.channels {
		if c.Guild == g.ID {
			c.denied = errMissingAccess()
		}
	}
	s.mu.Unlock()
	s.dispatch("GUILD_DELETE", map[string]any{"id": g.ID}, g.ID)
}

// GuildUnavailable tells that a server has an outage: GUILD_DELETE with
// unavailable, which is no removal.
func (s *Server) GuildUnavailable(g Guild) {
	s.dispatch("GUILD_DELETE", map[string]any{"id": g.ID, "unavailable": true}, g.ID)
}

// DeleteChannel deletes a channel or thread.
func (s *Server) DeleteChannel(c Channel) {
	s.mu.Lock()
	delete(s.channels, c.ID)
	delete(s.messages, c.ID)
	s.mu.Unlock()
	event, data := "CHANNEL_DELETE", s.channelJSON(&c)
	if c.Type == PublicThread {
		event = "THREAD_DELETE"
		data = map[string]any{"id": c.ID, "guild_id": c.Guild, "parent_id": c.Parent, "type": c.Type}
	}
	s.dispatch(event, data, c.Guild)
}

// Deny makes a channel answer everything with a code: 50001 (no access), 50013
// (no permission), 50007 (the person takes no messages); 0 allows again.
func (s *Server) Deny(c Channel, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.channels[c.ID]
	switch code {
	case 0:
		known.denied = nil
	case 50001:
		known.denied = errMissingAccess()
	case 50013:
		known.denied = &apiError{status: 403, code: 50013, message: "Missing Permissions"}
	case 50007:
		known.denied = &apiError{status: 403, code: 50007, message: "Cannot send messages to this user"}
	default:
		s.t.Fatalf("discordtest: no refusal with code %d", code)
	}
}

func (u User) json() map[string]any {
	return map[string]any{"id": u.ID, "username": u.Name, "discriminator": "0", "global_name": u.Name, "avatar": nil, "bot": u.Bot,
		"public_flags": 0, "flags": 0, "primary_guild": nil}
}

func (s *Server) channelJSON(c *Channel) map[string]any {
	j := map[string]any{"id": c.ID, "type": c.Type, "name": c.Name, "flags": 0, "last_message_id": nil}
	switch c.Type {
	case DirectMessage:
		person := s.users[c.Person]
		j["name"] = nil
		j["recipients"] = []any{person.json()}
	case PublicThread:
		j["guild_id"], j["parent_id"], j["owner_id"] = c.Guild, c.Parent, s.bot.ID
		j["message_count"], j["member_count"], j["total_message_sent"], j["rate_limit_per_user"] = 0, 1, 0, 0
		j["thread_metadata"] = map[string]any{"archived": false, "auto_archive_duration": 1440,
			"archive_timestamp": s.o.Now().UTC().Format(time.RFC3339), "locked": false}
	default:
		j["guild_id"], j["parent_id"], j["position"], j["permission_overwrites"], j["nsfw"] = c.Guild, nil, 0, []any{}, false
		j["topic"], j["rate_limit_per_user"], j["last_pin_timestamp"] = nil, 0, nil
	}
	return j
}

// guildCreate is what GUILD_CREATE says of a guild.
func (s *Server) guildCreate(g *Guild) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	channels, threads := []any{}, []any{}
	for _, id := range sortedKeys(s.channels) {
		switch c := s.channels[id]; {
		case c.Guild != g.ID:
		case c.Type == PublicThread:
			threads = append(threads, s.channelJSON(c))
		default:
			channels = append(channels, s.channelJSON(c))
		}
	}
	j := map[string]any{"id": g.ID, "name": g.Name, "channels": channels, "threads": threads, "member_count": 2}
	for _, key := range []string{"afk_channel_id", "application_id", "banner", "description", "discovery_splash", "hub_type", "icon", "incidents_data",
		"public_updates_channel_id", "rules_channel_id", "safety_alerts_channel_id", "splash", "system_channel_id", "vanity_url_code"} {
		j[key] = nil
	}
	for _, key := range []string{"afk_timeout", "default_message_notifications", "explicit_content_filter", "mfa_level", "nsfw_level", "premium_tier",
		"system_channel_flags", "verification_level"} {
		j[key] = 0
	}
	j["afk_timeout"] = 300
	for _, key := range []string{"emojis", "features", "guild_scheduled_events", "members", "presences", "roles", "soundboard_sounds", "stage_instances",
		"voice_states", "stickers"} {
		j[key] = []any{}
	}
	j["joined_at"], j["large"], j["unavailable"], j["premium_progress_bar_enabled"] = s.o.Now().UTC().Format(time.RFC3339), false, false, false
	j["owner_id"], j["preferred_locale"], j["region"] = s.bot.ID, "en-US", ""
	return j
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
