package bot

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rate is a limit on asking: once every so often, and in a burst after a while.
type Rate struct {
	Every time.Duration
	Burst int
}

// Limits on asking. A person may ask in bursts and then once in a while; a chat
// and the whole bot stand several people asking at once.
var (
	PersonRate = Rate{3 * time.Second, 20}
	ChatRate   = Rate{time.Second, 60}
	TotalRate  = Rate{10 * time.Millisecond, 500}
)

// idleLimit is how long an unused limiter is kept; by then it is full again.
const idleLimit = 10 * time.Minute

func (r Rate) limiter() *rate.Limiter { return rate.NewLimiter(rate.Every(r.Every), r.Burst) }

// Limiter bounds how much is asked.
type Limiter interface {
	// Allow counts a request at the time it was asked: what has waited while the
	// bot was away is not taken for a rush. When it is over the limits, tell says whether the
	// asker is to hear about it: once, until they are within the limits again.
	Allow(r Request) (ok, tell bool)
}

// Limits is the Limiter of one process: by person, by chat and in all.
type Limits struct {
	now func() time.Time
	all *limiter

	mu      sync.Mutex
	by      map[string]*limiter
	cleaned time.Time
}

type limiter struct {
	*rate.Limiter
	told bool
	used time.Time // the latest time at which something was counted
}

// allow counts a request. Time does not run backwards for a limiter: it would
// run twice.
func (x *limiter) allow(asked time.Time) bool {
	if asked.After(x.used) {
		x.used = asked
	}
	return x.AllowN(x.used, 1)
}

// NewLimits returns a Limits that reads the time from now.
func NewLimits(now func() time.Time) *Limits {
	return &Limits{
		now:     now,
		all:     &limiter{Limiter: TotalRate.limiter()},
		by:      map[string]*limiter{},
		cleaned: now(),
	}
}

// Allow implements Limiter. The console is not limited.
func (l *Limits) Allow(r Request) (ok, tell bool) {
	if r.At.Console() {
		return true, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.clean(now)
	asked := now.Add(-r.Age(now))
	person := l.get("person "+r.Self.String(), PersonRate)
	chat := l.get("chat "+r.At.String(), ChatRate)
	if person.allow(asked) && chat.allow(asked) && l.all.allow(asked) {
		person.told = false
		return true, false
	}
	tell = !person.told
	person.told = true
	return false, tell
}

func (l *Limits) get(key string, r Rate) *limiter {
	x, ok := l.by[key]
	if !ok {
		x = &limiter{Limiter: r.limiter()}
		l.by[key] = x
	}
	return x
}

// clean forgets limiters that have been idle long enough to be full.
func (l *Limits) clean(now time.Time) {
	if now.Sub(l.cleaned) < idleLimit {
		return
	}
	l.cleaned = now
	for key, x := range l.by {
		if now.Sub(x.used) >= idleLimit {
			delete(l.by, key)
		}
	}
}
