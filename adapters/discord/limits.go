package discord

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"briefly/adapters/outgoing"
)

// holds remembers until when Discord's buckets are empty
// (discord.com/developers/docs/topics/rate-limits#header-format).
type holds struct {
	mu    sync.Mutex
	by    map[string]time.Time // by bucket; what has passed is dropped now and then
	sweep int
}

// leastSweep is how many buckets are remembered before old ones are looked for.
const leastSweep = 256

func newHolds() *holds { return &holds{by: map[string]time.Time{}, sweep: leastSweep} }

// learn reads what a reply says of its bucket.
func (h *holds) learn(bucket string, header http.Header) {
	if header.Get("X-RateLimit-Remaining") != "0" {
		return
	}
	after, err := strconv.ParseFloat(header.Get("X-RateLimit-Reset-After"), 64)
	if err == nil && after > 0 {
		h.until(bucket, time.Now().Add(seconds(after)))
	}
}

// until holds a bucket.
func (h *holds) until(bucket string, t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.by) >= h.sweep {
		now := time.Now()
		for b, until := range h.by {
			if until.Before(now) {
				delete(h.by, b)
			}
		}
		h.sweep = max(leastSweep, 2*len(h.by))
	}
	if t.After(h.by[bucket]) {
		h.by[bucket] = t
	}
}

// wait waits until a bucket may have something again. When that is later than
// ctx ends, it says so at once.
func (h *holds) wait(ctx context.Context, bucket string) error {
	for {
		h.mu.Lock()
		until, held := h.by[bucket]
		h.mu.Unlock()
		left := time.Until(until)
		if !held || left <= 0 {
			return nil
		}
		if end, ends := ctx.Deadline(); ends && until.After(end) {
			return &apiError{route: "bucket", status: http.StatusTooManyRequests, text: "not before " + left.String(), after: left}
		}
		timer := time.NewTimer(left)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// refusals counts the replies that lead to a ban: 10,000 of them in ten minutes
// (discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
type refusals struct {
	now func() time.Time

	mu      sync.Mutex
	minutes [10]struct {
		minute int64 // since 1970
		n      int
	}
}

// mostRefusals is how many are risked in ten minutes.
const mostRefusals = 1000

func (r *refusals) count(status int) {
	if status != http.StatusUnauthorized && status != http.StatusForbidden && status != http.StatusTooManyRequests {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	minute := r.now().Unix() / 60
	slot := &r.minutes[minute%int64(len(r.minutes))]
	if slot.minute != minute {
		slot.minute, slot.n = minute, 0
	}
	slot.n++
}

// wait returns how long nothing may be sent.
func (r *refusals) wait() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	minute, n, oldest := now.Unix()/60, 0, now.Unix()/60
	for _, slot := range r.minutes {
		if minute-slot.minute < int64(len(r.minutes)) && slot.n > 0 {
			n += slot.n
			oldest = min(oldest, slot.minute)
		}
	}
	if n < mostRefusals {
		return 0
	}
	return time.Unix((oldest+int64(len(r.minutes)))*60, 0).Sub(now)
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// header reads a header of seconds.
func header(h http.Header, name string) time.Duration {
	s, err := strconv.ParseFloat(h.Get(name), 64)
	if err != nil {
		return 0
	}
	return seconds(s)
}

// answering is the priority of what somebody waits for.
func answering() outgoing.Job { return outgoing.Job{Priority: outgoing.Answer} }
