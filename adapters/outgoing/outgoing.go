// Package outgoing is the one way out of an account: every request that a
// platform counts passes its Queue, which keeps the platform's rates, waits for
// as long as the platform says, sends answers before posts and the requests of
// one chat in order. What a request is, and what its errors mean, stays with
// the adapter that sends it.
package outgoing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Rate is how many requests are allowed in any stretch of time; the zero Rate
// does not limit.
type Rate struct {
	N   int
	Per time.Duration
}

// Limits are the rates of an account. All counts every message, the others what
// goes to one chat.
type Limits struct {
	All   Rate
	Chat  Rate
	Group Rate // for chats of several people, on top of Chat
}

// Priority says who goes first when not everything may go now.
type Priority int

const (
	Aside  Priority = iota // no message, such as "typing…": held, but counted by no rate
	Answer                 // somebody is waiting for it
	Post                   // nobody asked for it a second ago
	priorities
)

// Job is one request.
type Job struct {
	Chat     string // jobs of one chat go one after the other; empty: of none
	Group    bool   // whether Limits.Group holds for the chat
	Priority Priority
	// Patience is how long the job may be put off in all; zero: until the
	// context ends.
	Patience time.Duration
	// Send does it. A *Delay has it done again later; any other error is final.
	Send func(context.Context) error
}

// Delay is the error of a request that may be sent again later.
type Delay struct {
	After time.Duration // as the platform says; zero: it said nothing, the queue backs off
	All   bool          // is known to hold for the account, not for the chat alone
	Err   error
}

func (d *Delay) Error() string {
	if d.After > 0 {
		return fmt.Sprintf("wait %s: %v", d.After, d.Err)
	}
	return "try again: " + d.Err.Error()
}

func (d *Delay) Unwrap() error { return d.Err }

// Pauses between attempts that failed for a reason that passes.
const (
	firstPause = 500 * time.Millisecond
	lastPause  = 30 * time.Second
)

// Queue is the way out. It starts no goroutine: each job runs on that of its
// caller.
type Queue struct {
	limits Limits
	length atomic.Int64

	mu    sync.Mutex
	lanes map[string]*lane // of chats that wait, send, or have sent lately
	sweep int              // number of lanes at which idle ones are dropped
	all   window
	hold  time.Time // nothing is sent before
	// refused is the lane that the platform last told to wait.
	refused *lane
	ready   [priorities]fifo
	later   schedule // lanes that may send at a time to come
	timer   *time.Timer
}

// New returns a Queue.
func New(l Limits) *Queue {
	return &Queue{limits: l, lanes: map[string]*lane{}, sweep: leastSweep, all: window{rate: l.All}}
}

// Do sends a job when its turn has come, and again after a Delay, until it was
// sent, failed for good, lost its patience or ctx has ended. A Delay that is
// returned says how much longer it would have taken.
func (q *Queue) Do(ctx context.Context, j Job) error {
	if j.Patience > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, j.Patience)
		defer stop()
	}
	q.length.Add(1)
	defer q.length.Add(-1)
	t := &ticket{Job: j, turn: make(chan struct{}, 1)}
	q.enqueue(t)
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		if err := q.await(ctx, t); err != nil {
			return errors.Join(err, t.last)
		}
		t.last = j.Send(ctx)
		if again := q.finished(ctx, t, pause); !again {
			return t.last
		}
	}
}

// Len is how many jobs wait or are being sent.
func (q *Queue) Len() int { return int(q.length.Load()) }

// enqueue puts a new ticket at the end of its lane.
func (q *Queue) enqueue(t *ticket) {
	q.mu.Lock()
	defer q.mu.Unlock()
	l := q.lane(t)
	l.jobs[t.Priority] = append(l.jobs[t.Priority], t)
	q.file(l)
	q.grant()
}

// await waits for a ticket's turn.
func (q *Queue) await(ctx context.Context, t *ticket) error {
	select {
	case <-t.turn:
		return nil
	case <-ctx.Done():
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if t.lane.remove(t) {
		return ctx.Err()
	}
	<-t.turn // it had just been given
	return nil
}

// finished ends a ticket's turn. After a Delay its lane, or every one, is held,
// and the ticket waits again, first of its lane, unless it cannot wait so long.
func (q *Queue) finished(ctx context.Context, t *ticket, pause time.Duration) (again bool) {
	now := time.Now()
	q.mu.Lock()
	defer q.mu.Unlock()
	l := t.lane
	l.busy = false
	for _, w := range q.windows(l, t.Priority) {
		w.end(now)
	}
	var delay *Delay
	if errors.As(t.last, &delay) {
		until := now.Add(pause)
		if delay.After > 0 {
			until = now.Add(delay.After)
		}
		l.hold = later(l.hold, until)
		// A platform does not say whom it refuses. A second chat, while the first
		// still waits, means the account.
		another := delay.After > 0 && q.refused != nil && q.refused != l && q.refused.hold.After(now)
		if delay.All || another {
			q.hold = later(q.hold, until)
		}
		if delay.After > 0 {
			q.refused = l
		}
		end, ends := ctx.Deadline()
		if again = ctx.Err() == nil && (!ends || until.Before(end)); again {
			l.jobs[t.Priority] = slices.Insert(l.jobs[t.Priority], 0, t)
		}
	}
	q.file(l)
	q.grant()
	return again
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
