package discordtest

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// bot is a bare client of the gateway.
type bot struct {
	t  *testing.T
	ws *websocket.Conn
}

type frame struct {
	Op int
	T  string
	S  int64
	D  json.RawMessage
}

// dial connects and reads HELLO.
func dial(t *testing.T, s *Server) *bot {
	t.Helper()
	ws, resp, err := websocket.DefaultDialer.DialContext(t.Context(), s.WebSocketURL()+"?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	t.Cleanup(func() { _ = ws.Close() })
	b := &bot{t: t, ws: ws}
	if f := b.read(); f.Op != opHello {
		t.Fatalf("%+v is no HELLO", f)
	}
	return b
}

func (b *bot) read() frame {
	b.t.Helper()
	_ = b.ws.SetReadDeadline(time.Now().Add(5 * time.Second))
	var f frame
	if err := b.ws.ReadJSON(&f); err != nil {
		b.t.Fatal(err)
	}
	return f
}

func (b *bot) send(op int, d any) {
	b.t.Helper()
	if err := b.ws.WriteJSON(o{"op": op, "d": d}); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bot) identify(token string, intents int) {
	b.send(opIdentify, o{"token": token, "intents": intents, "properties": o{"os": "linux", "browser": "test", "device": "test"}})
}

func (b *bot) resume(session string, seq int64) {
	b.send(opResume, o{"token": DefaultToken, "session_id": session, "seq": seq})
}

// expect reads until an event.
func (b *bot) expect(event string) frame {
	b.t.Helper()
	for {
		f := b.read()
		if f.T == event {
			return f
		}
		if f.Op != opDispatch {
			b.t.Fatalf("%+v instead of %s", f, event)
		}
	}
}

// closed reads until the end and returns its code.
func (b *bot) closed() int {
	b.t.Helper()
	_ = b.ws.SetReadDeadline(time.Now().Add(5 * time.Second))
	for {
		if _, _, err := b.ws.ReadMessage(); err != nil {
			var end *websocket.CloseError
			if errors.As(err, &end) {
				return end.Code
			}
			b.t.Fatal(err)
		}
	}
}

func TestCloseCodes(t *testing.T) {
	s := Start(t, Options{})
	for _, c := range []struct {
		name string
		do   func(*bot)
		want int
	}{
		{"a wrong token", func(b *bot) { b.identify("nonsense", 1) }, CloseAuthentication},
		{"message content", func(b *bot) { b.identify(DefaultToken, 1<<15) }, CloseDisallowedIntents},
		{"no such intent", func(b *bot) { b.identify(DefaultToken, 1<<30) }, CloseInvalidIntents},
		{"twice", func(b *bot) { b.identify(DefaultToken, 1); b.identify(DefaultToken, 1) }, CloseAlreadyIdentified},
		{"presence first", func(b *bot) {
			b.send(opPresence, o{"since": nil, "activities": l{}, "status": "online", "afk": false})
		}, CloseNotAuthenticated},
		{"no such op", func(b *bot) { b.send(42, nil) }, CloseUnknownOp},
		{"no JSON", func(b *bot) { _ = b.ws.WriteMessage(websocket.TextMessage, []byte("{")) }, CloseDecode},
		{"too often", func(b *bot) {
			for range 121 {
				b.send(opHeartbeat, nil)
			}
		}, CloseRateLimited},
	} {
		b := dial(t, s)
		c.do(b)
		if code := b.closed(); code != c.want {
			t.Errorf("%s: closed with %d, want %d", c.name, code, c.want)
		}
	}
	b := dial(t, s)
	b.send(opIdentify, o{"token": DefaultToken})
	b.expect("READY")
	if wrong := s.TakeViolations(); described(t) && len(wrong) == 0 {
		t.Error("an IDENTIFY without intents broke no rule")
	}
}

// TestResume loses a connection and gets what it missed, once or repeated.
func TestResume(t *testing.T) {
	w := wire(t, Options{})
	b := dial(t, w.Server)
	b.identify(DefaultToken, 1)
	var ready struct {
		Session string `json:"session_id"`
	}
	if err := json.Unmarshal(b.expect("READY").D, &ready); err != nil {
		t.Fatal(err)
	}
	seen := b.expect("GUILD_CREATE").S
	w.Cut()
	if !w.Await(func() bool { return !w.Server.gateway.anyReady() }) {
		t.Fatal("still connected")
	}
	g := w.AddGuild("Missed")
	for _, c := range []struct {
		script GatewayScript
		want   []string
	}{
		{GatewayScript{}, []string{"GUILD_CREATE", "RESUMED"}},
		{GatewayScript{RepeatOnResume: 1}, []string{"GUILD_CREATE", "GUILD_CREATE", "RESUMED"}},
	} {
		w.Script(c.script)
		b = dial(t, w.Server)
		b.resume(ready.Session, seen)
		for _, event := range c.want {
			if f := b.read(); f.T != event {
				t.Errorf("%s instead of %s", f.T, event)
			}
		}
		w.Cut()
		seen = 2
	}
	w.RemoveGuild(g)
	b = dial(t, w.Server)
	b.resume("no such session", 1)
	if f := b.read(); f.Op != opInvalid || string(f.D) != "false" {
		t.Errorf("%+v", f)
	}
	b = dial(t, w.Server)
	b.resume(ready.Session, 1000)
	if code := b.closed(); code != CloseInvalidSeq {
		t.Errorf("closed with %d", code)
	}
	w.Script(GatewayScript{SilentOnResume: true})
	b = dial(t, w.Server)
	b.resume(ready.Session, seen)
	b.send(opHeartbeat, 1)
	if f := b.read(); f.Op != opAck {
		t.Errorf("%+v after a RESUME that gets nothing", f)
	}
}

// TestGatewayTrouble does what a test can do to a connected bot.
func TestGatewayTrouble(t *testing.T) {
	time := newClock()
	s := Start(t, Options{Now: time.Now, IdentifyEvery: 5e9})
	s.RefuseConnections(1)
	_, resp, err := websocket.DefaultDialer.DialContext(t.Context(), s.WebSocketURL()+"?v=10&encoding=json", nil)
	if err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Fatalf("not refused: %v", err)
	}
	_ = resp.Body.Close()
	b := dial(t, s)
	b.identify(DefaultToken, 1)
	b.expect("READY")
	fast := dial(t, s)
	fast.identify(DefaultToken, 1)
	if f := fast.read(); f.Op != opInvalid {
		t.Errorf("identified twice in 5 s: %+v", f)
	}
	for _, c := range []struct {
		do   func()
		want int
		d    string
	}{
		{s.Reconnect, opReconnect, ""},
		{s.AskForHeartbeat, opHeartbeat, ""},
		{func() { s.Invalidate(true) }, opInvalid, "true"},
		{func() { s.Invalidate(false) }, opInvalid, "false"},
	} {
		c.do()
		if f := b.read(); f.Op != c.want || string(f.D) != c.d {
			t.Errorf("%+v, want op %d %s", f, c.want, c.d)
		}
	}
	s.Script(GatewayScript{DropAcks: true})
	b.send(opHeartbeat, nil)
	if !s.Await(func() bool { n := s.Gateway(); return n.Heartbeats == 1 && n.Acks == 0 }) {
		t.Error(s.Gateway())
	}
	s.Disconnect(CloseSessionTimedOut)
	if code := b.closed(); code != CloseSessionTimedOut {
		t.Errorf("closed with %d", code)
	}
}

// TestShards sends a guild's events to its shard alone.
func TestShards(t *testing.T) {
	s := Start(t, Options{Shards: 2})
	var bots [2]*bot
	for i := range bots {
		bots[i] = dial(t, s)
		bots[i].send(opIdentify, o{"token": DefaultToken, "intents": 1, "shard": l{i, 2}, "properties": o{"os": "linux", "browser": "test", "device": "test"}})
		bots[i].expect("READY")
	}
	for range 4 {
		g := s.AddGuild("Harbour")
		one := session{shard: [2]int{0, 2}}
		mine := bots[1]
		if one.sees(g.ID) {
			mine = bots[0]
		}
		var got struct{ ID string }
		if err := json.Unmarshal(mine.expect("GUILD_CREATE").D, &got); err != nil || got.ID != g.ID {
			t.Errorf("%s instead of %s: %v", got.ID, g.ID, err)
		}
	}
}
