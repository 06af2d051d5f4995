package discordtest

import (
	"encoding/json"
	"strconv"
	"strings"
)

func (s *Server) identify(c *conn, d json.RawMessage) (code int, why string) {
	var ask struct {
		Token   string
		Intents int
		Shard   *[2]int
	}
	if json.Unmarshal(d, &ask) != nil {
		return CloseDecode, "Error while decoding payload."
	}
	g := &s.gateway
	g.mu.Lock()
	g.count.Identifies++
	silent, many := g.script.SilentOnIdentify, g.count.Identifies > identifiesADay
	now := s.o.Now()
	fast := s.o.IdentifyEvery > 0 && now.Sub(g.lastID) < s.o.IdentifyEvery
	g.lastID = now
	g.mu.Unlock()
	s.notice()
	shard := [2]int{0, 1}
	if ask.Shard != nil {
		shard = *ask.Shard
	}
	switch {
	case silent:
		return 0, ""
	case strings.TrimPrefix(ask.Token, "Bot ") != s.o.Token || many: // Discord resets the token of who identifies too often
		return CloseAuthentication, "Authentication failed."
	case shard[1] < 1 || shard[0] < 0 || shard[0] >= shard[1]:
		return CloseInvalidShard, "Invalid shard."
	case ask.Intents&^knownIntents != 0 || ask.Intents < 0:
		return CloseInvalidIntents, "Invalid intent(s)."
	case ask.Intents&^s.o.AllowedIntents != 0:
		return CloseDisallowedIntents, "Disallowed intent(s)."
	case fast:
		c.send(s.frame(opInvalid, false, "GatewayInvalidSession"))
		return 0, ""
	}
	s.begin(c, shard)
	return 0, ""
}

// begin opens a session: READY, then the guilds.
func (s *Server) begin(c *conn, shard [2]int) {
	s.mu.Lock()
	one := &session{id: "session" + s.newID(), shard: shard}
	var guilds []*Guild
	unavailable := []any{}
	for _, id := range sortedKeys(s.guilds) {
		if one.sees(id) {
			guilds = append(guilds, s.guilds[id])
			unavailable = append(unavailable, map[string]any{"id": id, "unavailable": true})
		}
	}
	s.mu.Unlock()
	ready := map[string]any{
		"v": 9, "user": s.bot.json(), "guilds": unavailable, "session_id": one.id, "resume_gateway_url": s.WebSocketURL(),
		"application": map[string]any{"id": s.application, "flags": 0}, "shard": []any{shard[0], shard[1]},
		"session_type": "normal", "relationships": []any{}, "private_channels": []any{}, "presences": []any{}, "guild_join_requests": []any{},
	}
	g := &s.gateway
	g.mu.Lock()
	g.sessions[one.id] = one
	one.conn, c.session = c, one
	s.deliver(one, "READY", ready, true)
	g.mu.Unlock()
	for _, guild := range guilds {
		data := s.guildCreate(guild)
		g.mu.Lock()
		s.deliver(one, "GUILD_CREATE", data, true)
		g.mu.Unlock()
	}
	s.notice()
}

// sees reports whether events of a guild go to the session's shard:
// .../topics/gateway#sharding
func (one *session) sees(guild string) bool {
	id, _ := strconv.ParseUint(guild, 10, 64) // "" is 0: direct messages go to shard 0
	return int(id>>22)%one.shard[1] == one.shard[0]
}

func (s *Server) resume(c *conn, d json.RawMessage) (code int, why string) {
	var ask struct {
		Token   string
		Session string `json:"session_id"`
		Seq     int64
	}
	if json.Unmarshal(d, &ask) != nil {
		return CloseDecode, "Error while decoding payload."
	}
	if strings.TrimPrefix(ask.Token, "Bot ") != s.o.Token {
		return CloseAuthentication, "Authentication failed."
	}
	g := &s.gateway
	g.mu.Lock()
	defer s.notice()
	defer g.mu.Unlock()
	g.count.Resumes++
	one := g.sessions[ask.Session]
	switch {
	case g.script.SilentOnResume:
		return 0, ""
	case one != nil && ask.Seq > one.seq:
		return CloseInvalidSeq, "Invalid seq."
	case one == nil || len(one.events) > 0 && ask.Seq+1 < one.events[0].seq:
		c.send(s.frame(opInvalid, false, "GatewayInvalidSession"))
		return 0, ""
	}
	if old := one.conn; old != nil {
		old.session = nil // the connection of before may not have noticed yet
	}
	one.conn, c.session = c, one
	for _, e := range one.events {
		if e.seq > ask.Seq-int64(g.script.RepeatOnResume) {
			c.send(e.data)
		}
	}
	s.deliver(one, "RESUMED", map[string]any{}, true)
	return 0, ""
}

// dispatch sends an event to the shard that sees the guild.
func (s *Server) dispatch(name string, data any, guild string) { s.emit(name, data, guild, true) }

func (s *Server) emit(name string, data any, guild string, checked bool) {
	g := &s.gateway
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, one := range g.sessions {
		if one.sees(guild) {
			s.deliver(one, name, data, checked)
		}
	}
}

// deliver numbers an event, keeps it and sends it; the gateway's lock is held.
func (s *Server) deliver(one *session, name string, data any, checked bool) {
	one.seq++
	payload := map[string]any{"op": opDispatch, "t": name, "s": one.seq, "d": data}
	if checked && name != "RESUMED" { // the schema wants RESUMED without data, Discord sends some
		s.certify(definition(name), payload)
	}
	encoded, err := json.Marshal(payload)
	if err != nil {
		s.t.Errorf("discordtest: encode %s: %v", name, err)
		return
	}
	one.events = append(one.events, event{one.seq, encoded})
	if len(one.events) > replayed {
		one.events = one.events[1:]
	}
	if one.conn != nil {
		one.conn.send(encoded)
	}
}
