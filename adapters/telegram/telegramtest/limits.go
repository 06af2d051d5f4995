package telegramtest

import (
	"fmt"
	"math"
	"time"
)

// Rates is how much a bot may send, measured by Config.Now. Zero: no limit.
type Rates struct {
	All   int // messages a second
	Chat  int // a second into one chat
	Group int // a minute into one group
}

// limits remembers what was sent, and how long the bot was told to wait.
type limits struct {
	sent  map[int64][]time.Time // by chat; 0: all
	bans  map[int64]time.Time   // by chat; 0: all
	told  map[int64]bool        // whether the bot knows of the ban
	early []string
}

// Ban answers 429 to everything that is sent into a chat (nil: any chat) until
// the time is over. What comes after the first 429 and before its end is a
// request that a patient bot does not make: see Early.
func (d *Double) Ban(c *Chat, seconds int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var id int64
	if c != nil {
		id = c.ID
	}
	d.limits.ban(id, d.config.Now().Add(time.Duration(seconds)*time.Second))
}

func (l *limits) ban(id int64, until time.Time) {
	if l.bans == nil {
		l.bans, l.told = map[int64]time.Time{}, map[int64]bool{}
	}
	l.bans[id] = until
	l.told[id] = false
}

// Early returns the requests that came while the bot had been told to wait.
func (d *Double) Early() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.limits.early
}

// spend counts one message into a chat, or refuses it as one too many. The
// caller holds the lock.
func (l *limits) spend(d *Double, chat *Chat) *apiError {
	now := d.config.Now()
	for _, id := range []int64{0, chat.ID} {
		until, banned := l.bans[id]
		if !banned || !now.Before(until) {
			continue
		}
		if l.told[id] {
			l.early = append(l.early, fmt.Sprintf("chat %d, %v before the end of retry_after", chat.ID, until.Sub(now)))
		}
		l.told[id] = true
		return tooMany(until.Sub(now))
	}
	if d.config.Rates == nil {
		return nil
	}
	return l.count(*d.config.Rates, chat, now)
}

// count holds a message against the rates. A refused one starts a ban.
func (l *limits) count(r Rates, chat *Chat, now time.Time) *apiError {
	if l.sent == nil {
		l.sent = map[int64][]time.Time{}
	}
	if chat.Type == "private" {
		r.Group = 0
	}
	for _, rule := range []struct {
		id   int64
		most int
		per  time.Duration
	}{{0, r.All, time.Second}, {chat.ID, r.Chat, time.Second}, {chat.ID, r.Group, time.Minute}} {
		sent := l.sent[rule.id]
		if n := len(sent); rule.most > 0 && n >= rule.most && now.Sub(sent[n-rule.most]) < rule.per {
			until := sent[n-rule.most].Add(rule.per)
			wait := tooMany(until.Sub(now))
			l.ban(rule.id, now.Add(time.Duration(wait.parameters["retry_after"].(int))*time.Second))
			l.told[rule.id] = true
			return wait
		}
	}
	for _, id := range []int64{0, chat.ID} {
		kept := l.sent[id]
		l.sent[id] = append(kept[max(0, len(kept)-max(r.All, r.Chat, r.Group)):], now)
	}
	return nil
}

func tooMany(wait time.Duration) *apiError {
	seconds := int(math.Ceil(wait.Seconds()))
	return &apiError{code: 429, text: fmt.Sprintf("Too Many Requests: retry after %d", seconds),
		parameters: map[string]any{"retry_after": seconds}}
}
