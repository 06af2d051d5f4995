package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"runtime"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Operations of the gateway (discord.com/developers/docs/topics/opcodes-and-status-codes#gateway).
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opResume    = 6
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opAck       = 11
)

// intents are the events that are asked for: what happens to servers, channels
// and threads. Interactions come without, and none needs approval.
const intents = discordgo.IntentGuilds

// largestEvent is how much one event may hold; that of a large server takes
// several megabytes.
const largestEvent = 64 << 20

// clocks are the times that the gateway's rules and the bot's patience consist of.
type clocks struct {
	answer     time.Duration // how long Discord may take for HELLO, READY and RESUMED
	first      time.Duration // before a connection that failed is tried again
	last       time.Duration // that pause at most
	invalid    time.Duration // after op 9, at least
	invalidMay time.Duration // and as much more as chance says
	// drain is how long answers that are under way may take when the bot is to
	// end; what is not sent by then waits in the inbox.
	drain time.Duration
}

// usualClocks are Discord's: 1 to 5 s after op 9
// (discord.com/developers/docs/events/gateway#resuming).
func usualClocks() clocks {
	return clocks{answer: 20 * time.Second, first: time.Second, last: time.Minute, invalid: time.Second, invalidMay: 4 * time.Second, drain: 6 * time.Second}
}

// gatewaySession is what outlives a connection.
type gatewaySession struct {
	id     string // empty: none
	resume string // address to resume at
	seq    int64  // of the last event that was taken
	silent int    // how often RESUME got no reply
	worked bool   // whether the last connection got as far as READY or RESUMED
}

// What ends a connection without being a fault.
var (
	errReconnect = errors.New("discord asks to connect again")
	errInvalid   = errors.New("discord has ended the session")
)

// connect keeps a connection to the gateway until the context ends. It fails
// when Discord will not have this bot.
func (d *Discord) connect(ctx context.Context) error {
	var s gatewaySession
	pause := d.clocks.first
	for ctx.Err() == nil {
		s.worked = false
		err := d.connection(ctx, &s)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // asked to end
		}
		if why := fatal(err); why != nil {
			return why
		}
		if s.worked {
			pause = d.clocks.first
		}
		wait := pause
		var closed *websocket.CloseError
		switch {
		case errors.Is(err, errReconnect) && s.worked:
			wait = 0
		case errors.Is(err, errInvalid):
			wait = d.clocks.invalid + rand.N(d.clocks.invalidMay+1)
		case errors.As(err, &closed) && (closed.Code == 4007 || closed.Code == 4009):
			s = gatewaySession{} // the session is over
			fallthrough
		default:
			pause = min(2*pause, d.clocks.last)
		}
		d.options.Log.InfoContext(ctx, "the connection to discord has ended", "reason", err, "again_in", wait)
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
	}
	return nil
}

// fatal is the one clear line about a refusal that another attempt cannot mend;
// nil for any other error
// (discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes).
func fatal(err error) error {
	var refused *apiError
	if errors.As(err, &refused) && refused.status == http.StatusUnauthorized {
		return errBadToken
	}
	var closed *websocket.CloseError
	if !errors.As(err, &closed) {
		return nil
	}
	switch closed.Code {
	case 4004:
		return errBadToken
	case 4010, 4011:
		return fmt.Errorf("the bot is in more servers than one connection may serve (close code %d)", closed.Code)
	case 4012, 4013, 4014:
		return fmt.Errorf("discord does not grant what the bot asks for when it connects (close code %d): this version is too old for it", closed.Code)
	}
	return nil
}

// connection is the life of one connection. Its error says why it ended.
func (d *Discord) connection(ctx context.Context, s *gatewaySession) error {
	address, err := d.gatewayURL(ctx, s)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	dialer := websocket.Dialer{HandshakeTimeout: d.clocks.answer}
	ws, response, err := dialer.DialContext(ctx, address, nil)
	if response != nil && response.Body != nil {
		_ = response.Body.Close() // of a refused handshake
	}
	if err != nil {
		s.resume = "" // ask anew where the gateway is
		return fmt.Errorf("dial the gateway: %s", d.api.hide(err.Error()))
	}
	defer ws.Close() //nolint:errcheck // why it ended is known by then
	ws.SetReadLimit(largestEvent)
	l := &line{ws: ws, clocks: d.clocks}
	end := context.AfterFunc(ctx, l.hangUp)
	defer end()
	beat, err := l.hello()
	if err != nil {
		return fmt.Errorf("wait for hello: %w", err)
	}
	if err := d.introduce(l, s); err != nil {
		return err
	}
	l.seq.Store(s.seq)
	beating := make(chan struct{})
	go func() {
		defer close(beating)
		l.beat(ctx, beat)
	}()
	defer func() { stop(); <-beating }()
	return d.listen(ctx, l, s, beat)
}

// gatewayURL is where to connect: where the session is resumed, or else where
// Discord says.
func (d *Discord) gatewayURL(ctx context.Context, s *gatewaySession) (string, error) {
	address := s.resume
	if s.id == "" || address == "" {
		var at struct {
			URL   string `json:"url"`
			Limit struct {
				Remaining int     `json:"remaining"`
				After     float64 `json:"reset_after"` // milliseconds
			} `json:"session_start_limit"`
		}
		if err := d.patiently(ctx, http.MethodGet, "/gateway/bot", nil, &at); err != nil {
			return "", err
		}
		if s.id == "" && at.Limit.Remaining <= 0 && at.Limit.After > 0 {
			wait := seconds(at.Limit.After / 1000)
			d.options.Log.ErrorContext(ctx, "discord allows no more connections today", "again_in", wait)
			select {
			case <-time.After(wait):
			case <-ctx.Done():
				return "", ctx.Err()
			}
		}
		address = at.URL
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("the gateway's address cannot be read: %w", err)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = url.Values{"v": {discordgo.APIVersion}, "encoding": {"json"}}.Encode()
	return u.String(), nil
}

// introduce resumes the session or begins one.
func (d *Discord) introduce(l *line, s *gatewaySession) error {
	if s.id != "" {
		return l.send(opResume, map[string]any{"token": "Bot " + d.options.Token.Reveal(), "session_id": s.id, "seq": s.seq})
	}
	s.seq = 0
	return l.send(opIdentify, map[string]any{
		"token": "Bot " + d.options.Token.Reveal(), "intents": int(intents),
		"properties": map[string]string{"os": runtime.GOOS, "browser": "briefly", "device": "briefly"},
	})
}

// listen takes events until the connection ends. An event counts as taken once
// event has returned: what could not be taken comes again with RESUME.
func (d *Discord) listen(ctx context.Context, l *line, s *gatewaySession, beat time.Duration) error {
	patience := d.clocks.answer // for READY or RESUMED, then for the next heartbeat's ACK
	deadline := time.Now().Add(patience)
	for {
		if s.worked {
			deadline = time.Now().Add(beat + patience)
		}
		p, err := l.read(deadline)
		if err != nil {
			if !s.worked && s.id != "" && ctx.Err() == nil {
				if s.silent++; s.silent > 1 { // twice in a row: the session is not worth more
					*s = gatewaySession{}
				}
			}
			return fmt.Errorf("read the gateway: %w", err)
		}
		switch p.Op {
		case opDispatch:
			if err := d.dispatch(ctx, s, p); err != nil {
				return err
			}
		case opHeartbeat:
			if err := l.sendBeat(); err != nil {
				return err
			}
		case opAck:
			l.acked()
		case opReconnect:
			return errReconnect
		case opInvalid:
			if string(p.Data) != "true" {
				*s = gatewaySession{}
			}
			return errInvalid
		}
	}
}

// dispatch takes an event.
func (d *Discord) dispatch(ctx context.Context, s *gatewaySession, p payload) error {
	switch p.Type {
	case "READY":
		var ready struct {
			Session string `json:"session_id"`
			Resume  string `json:"resume_gateway_url"`
			Guilds  []struct {
				ID string `json:"id"`
			} `json:"guilds"`
		}
		if err := json.Unmarshal(p.Data, &ready); err != nil {
			return fmt.Errorf("read READY: %w", err)
		}
		s.id, s.resume, s.worked, s.silent = ready.Session, ready.Resume, true, 0
		for _, g := range ready.Guilds {
			d.guilds.expect(g.ID)
		}
		d.options.Log.InfoContext(ctx, "discord is connected")
	case "RESUMED":
		s.worked, s.silent = true, 0
	default:
		if err := d.event(ctx, p); err != nil {
			return fmt.Errorf("take %s: %w", p.Type, err)
		}
	}
	s.seq = p.Seq
	return nil
}

// payload is what comes over the gateway.
type payload struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
}
