package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// writeTime is how long a frame may take to be written.
const writeTime = 10 * time.Second

// closeResumable is a close code that keeps the session for RESUME, which 1000
// and 1001 would end.
const closeResumable = 4000

// line is one connection to the gateway and its heart.
type line struct {
	ws     *websocket.Conn
	clocks clocks

	write   sync.Mutex
	seq     atomic.Int64
	waiting atomic.Bool // whether the last heartbeat has no ACK yet
	dead    atomic.Bool // whether it was given up for want of one
}

// errZombie is a connection on which a heartbeat got no ACK.
var errZombie = errors.New("a heartbeat got no reply")

// read reads what comes next, until the deadline.
func (l *line) read(deadline time.Time) (payload, error) {
	var p payload
	if err := l.ws.SetReadDeadline(deadline); err != nil {
		return p, err
	}
	_, data, err := l.ws.ReadMessage()
	if l.dead.Load() {
		return p, errZombie
	}
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return p, fmt.Errorf("an event cannot be read: %w", err)
	}
	if p.Op == opDispatch {
		l.seq.Store(p.Seq)
	}
	return p, nil
}

// hello waits for HELLO and returns how often to send a heartbeat.
func (l *line) hello() (time.Duration, error) {
	p, err := l.read(time.Now().Add(l.clocks.answer))
	if err != nil {
		return 0, err
	}
	var hello struct {
		Interval int64 `json:"heartbeat_interval"` // milliseconds
	}
	if err := json.Unmarshal(p.Data, &hello); err != nil || p.Op != opHello || hello.Interval <= 0 {
		return 0, fmt.Errorf("op %d is no hello", p.Op)
	}
	return time.Duration(hello.Interval) * time.Millisecond, nil
}

// send sends an operation.
func (l *line) send(op int, data any) error {
	l.write.Lock()
	defer l.write.Unlock()
	if err := l.ws.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return fmt.Errorf("send op %d: %w", op, err)
	}
	if err := l.ws.WriteJSON(map[string]any{"op": op, "d": data}); err != nil {
		return fmt.Errorf("send op %d: %w", op, err)
	}
	return nil
}

// sendBeat sends a heartbeat with the number of the last event.
func (l *line) sendBeat() error {
	var last any // null before the first event
	if seq := l.seq.Load(); seq > 0 {
		last = seq
	}
	return l.send(opHeartbeat, last)
}

func (l *line) acked() { l.waiting.Store(false) }

// beat sends heartbeats until the context ends, the first after a part of the
// interval that chance says. A heartbeat without ACK by the time of the next
// means that nobody is there: the connection is given up.
func (l *line) beat(ctx context.Context, every time.Duration) {
	timer := time.NewTimer(rand.N(every))
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
		case <-ctx.Done():
			return
		}
		if l.waiting.Swap(true) {
			l.dead.Store(true)
			l.hangUp()
			return
		}
		if err := l.sendBeat(); err != nil {
			l.hangUp()
			return
		}
		timer.Reset(every)
	}
}

// hangUp closes the connection, so that reading ends.
func (l *line) hangUp() {
	_ = l.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(closeResumable, ""), time.Now().Add(time.Second)) // it may be gone
	_ = l.ws.Close()
}
