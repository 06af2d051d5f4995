package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Operations: discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opPresence  = 3
	opVoice     = 4
	opResume    = 6
	opReconnect = 7
	opMembers   = 8
	opInvalid   = 9
	opHello     = 10
	opAck       = 11
)

// Close codes: .../topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
const (
	CloseUnknown           = 4000
	CloseUnknownOp         = 4001
	CloseDecode            = 4002
	CloseNotAuthenticated  = 4003
	CloseAuthentication    = 4004
	CloseAlreadyIdentified = 4005
	CloseInvalidSeq        = 4007
	CloseRateLimited       = 4008
	CloseSessionTimedOut   = 4009
	CloseInvalidShard      = 4010
	CloseInvalidVersion    = 4012
	CloseInvalidIntents    = 4013
	CloseDisallowedIntents = 4014
)

// Limits of the gateway.
const (
	privilegedIntents = 1<<1 | 1<<8 | 1<<15 // members, presences, message content
	knownIntents      = (1 << 26) - 1
	identifiesADay    = 1000
	eventsAMinute     = 120
	largestEvent      = 4096
	replayed          = 10_000 // events that a session keeps for RESUME
)

// gateway is the side of the Server that pushes.
type gateway struct {
	mu       sync.Mutex
	running  sync.WaitGroup
	conns    map[*conn]bool
	sessions map[string]*session
	script   GatewayScript
	count    GatewayCount
	lastID   time.Time // of the last IDENTIFY
	refused  int       // connections still to be refused
}

// GatewayScript is how the gateway misbehaves until told otherwise.
type GatewayScript struct {
	DropAcks         bool // heartbeats are not acknowledged
	SilentOnIdentify bool // IDENTIFY gets nothing
	SilentOnResume   bool // RESUME gets nothing
	RepeatOnResume   int  // so many events that were seen are sent again
	NoHello          bool // nothing is said on connecting
}

// GatewayCount is what came in so far.
type GatewayCount struct{ Connections, Identifies, Resumes, Heartbeats, Acks int }

// session is what outlives a connection: numbers and events for RESUME.
type session struct {
	id     string
	shard  [2]int
	seq    int64
	events []event
	conn   *conn // nil while the bot is away
}

type event struct {
	seq  int64
	data []byte
}

// conn is one connection.
type conn struct {
	ws      *websocket.Conn
	write   sync.Mutex
	session *session // under gateway.mu
	times   []time.Time
}

func (c *conn) send(data []byte) {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
	_ = c.ws.WriteMessage(websocket.TextMessage, data) // a connection that is gone is noticed by its reader
}

func (c *conn) close(code int, reason string) {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(time.Second))
	_ = c.ws.Close()
}

// serveGateway is the life of a connection.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	g := &s.gateway
	g.mu.Lock()
	refuse := g.refused > 0
	if refuse {
		g.refused--
	}
	g.mu.Unlock()
	if refuse {
		http.Error(w, "upstream connect error", http.StatusServiceUnavailable)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	c := &conn{ws: ws}
	g.mu.Lock()
	select {
	case <-s.stop:
		g.mu.Unlock()
		_ = ws.Close()
		return
	default:
	}
	if g.conns == nil {
		g.conns = map[*conn]bool{}
	}
	g.conns[c] = true
	g.count.Connections++
	hello := !g.script.NoHello
	g.running.Add(1)
	g.mu.Unlock()
	defer g.running.Done()
	defer s.leave(c)
	s.notice()
	if q := r.URL.Query(); q.Get("encoding") != "json" || q.Get("v") != "9" && q.Get("v") != "10" || q.Get("compress") != "" {
		s.violate(Violation{Where: "gateway " + r.URL.String(), Rule: "needs v=9 or 10 and encoding=json; compression is not offered here"})
		c.close(CloseInvalidVersion, "Invalid API version.")
		return
	}
	if hello {
		c.send(s.frame(opHello, map[string]any{"heartbeat_interval": s.o.Heartbeat.Milliseconds()}, "GatewayHello"))
	}
	s.listen(c)
}

// leave forgets a connection; its session stays for RESUME.
func (s *Server) leave(c *conn) {
	g := &s.gateway
	g.mu.Lock()
	delete(g.conns, c)
	if c.session != nil && c.session.conn == c {
		c.session.conn = nil
	}
	g.mu.Unlock()
	_ = c.ws.Close()
	s.notice()
}

// notice wakes those who wait.
func (s *Server) notice() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wake()
}

// listen reads a connection until it ends.
func (s *Server) listen(c *conn) {
	for {
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		var p struct {
			Op int
			D  json.RawMessage
		}
		if len(data) > largestEvent || json.Unmarshal(data, &p) != nil {
			c.close(CloseDecode, "Error while decoding payload.")
			return
		}
		now := s.o.Now()
		for len(c.times) > 0 && now.Sub(c.times[0]) > time.Minute {
			c.times = c.times[1:]
		}
		if c.times = append(c.times, now); len(c.times) > eventsAMinute {
			c.close(CloseRateLimited, "You are being rate limited.")
			return
		}
		s.judge(p.Op, data)
		if code, why := s.heard(c, p.Op, p.D); code != 0 {
			c.close(code, why)
			return
		}
	}
}

// judge holds what came in against the schemas. Two things that discordgo sends
// are taken, as Discord takes them: the old spelling of the properties ($os)
// and a presence that says nothing.
func (s *Server) judge(op int, data []byte) {
	name := map[int]string{opHeartbeat: "GatewayHeartbeat", opIdentify: "GatewayIdentify", opPresence: "GatewayUpdatePresence",
		opVoice: "GatewayVoiceStateUpdate", opResume: "GatewayResume", opMembers: "GatewayRequestGuildMembers"}[op]
	payload, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if name == "" || err != nil {
		return // answered with a close code
	}
	d := object(object(payload)["d"])
	if p := object(d["presence"]); p["status"] == "" {
		delete(d, "presence")
	}
	properties := object(d["properties"])
	for key, value := range properties {
		if modern, old := strings.CutPrefix(key, "$"); old {
			properties[modern] = value
		}
	}
	for _, f := range s.schemas.event("Send", name, payload) {
		s.violate(Violation{Where: "gateway op " + strconv.Itoa(op), Field: joined(f.path), Rule: f.message})
	}
}

// heard acts on what a bot sent; a code ends the connection.
func (s *Server) heard(c *conn, op int, d json.RawMessage) (code int, why string) {
	g := &s.gateway
	g.mu.Lock()
	known := c.session != nil
	switch op {
	case opHeartbeat:
		g.count.Heartbeats++
		ack := !g.script.DropAcks
		if ack {
			g.count.Acks++
		}
		g.mu.Unlock()
		if ack {
			c.send(s.frame(opAck, nil, "GatewayHeartbeatAck"))
		}
		s.notice()
		return 0, ""
	case opIdentify:
		g.mu.Unlock()
		if known {
			return CloseAlreadyIdentified, "Already authenticated."
		}
		return s.identify(c, d)
	case opResume:
		g.mu.Unlock()
		if known {
			return CloseAlreadyIdentified, "Already authenticated."
		}
		return s.resume(c, d)
	}
	g.mu.Unlock()
	switch {
	case op != opPresence && op != opVoice && op != opMembers:
		return CloseUnknownOp, "Unknown opcode."
	case !known:
		return CloseNotAuthenticated, "Not authenticated."
	}
	return 0, ""
}

// definition names an event as the schemas do: READY is GatewayReadyDispatch.
func definition(event string) string {
	name := "Gateway"
	for part := range strings.SplitSeq(strings.ToLower(event), "_") {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	return name + "Dispatch"
}

// frame encodes what is no event.
func (s *Server) frame(op int, d any, name string) []byte {
	payload := map[string]any{"op": op, "t": nil, "s": nil}
	if d != nil {
		payload["d"] = d
	}
	s.certify(name, payload)
	data, err := json.Marshal(payload)
	if err != nil {
		s.t.Errorf("discordtest: encode op %d: %v", op, err)
	}
	return data
}

// certify holds what the double says against the schemas: a fault is the
// double's own.
func (s *Server) certify(name string, payload map[string]any) {
	if s.schemas == nil {
		return
	}
	for _, f := range s.schemas.event("Recv", name, generic(payload)) {
		s.t.Errorf("discordtest: sends a wrong %s: %s: %s", name, joined(f.path), f.message)
	}
}

// anyReady reports whether a bot has a session and is connected.
func (g *gateway) anyReady() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, one := range g.sessions {
		if one.conn != nil {
			return true
		}
	}
	return false
}

func (g *gateway) closeAll() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for c := range g.conns {
		_ = c.ws.Close()
	}
}

// String names a count for a test's failure.
func (n GatewayCount) String() string {
	return fmt.Sprintf("%d connections, %d identifies, %d resumes, %d heartbeats, %d acks", n.Connections, n.Identifies, n.Resumes, n.Heartbeats, n.Acks)
}
