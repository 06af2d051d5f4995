package telegramtest

import (
	"context"
	"slices"
	"time"
)

// queue holds the updates that the bot has not confirmed.
type queue struct {
	last    int64 // the newest update's id
	pending []update
	allowed []string      // kinds that the bot asked for; empty: the usual
	polling chan struct{} // closed when another poller takes over; nil: nobody polls
	webhook webhook
}

type update struct {
	id    int64
	kind  string
	body  map[string]any
	again bool // delivered once more although it was confirmed
}

// unusual are the kinds that a bot gets only when it asks for them,
// core.telegram.org/bots/api#getupdates
var unusual = []string{"chat_member", "message_reaction", "message_reaction_count"}

// Push sends the bot an update of a kind ("message", "callback_query" …) and
// returns its id. What the bot did not ask for by allowed_updates is dropped.
func (d *Double) Push(kind string, content any) int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.push(kind, content)
}

// push is Push for who holds the lock.
func (d *Double) push(kind string, content any) int64 {
	value, err := generic(content)
	if err != nil {
		d.violate("update %s: %v", kind, err)
		return 0
	}
	d.updates.last++
	u := update{id: d.updates.last, kind: kind, body: map[string]any{"update_id": d.updates.last, kind: value}}
	if d.spec != nil {
		d.checkOut("update "+kind, []string{"Update"}, u.body)
	}
	wanted := !slices.Contains(unusual, kind)
	if len(d.updates.allowed) > 0 {
		wanted = slices.Contains(d.updates.allowed, kind)
	}
	if wanted {
		d.updates.pending = append(d.updates.pending, u)
	}
	d.happened()
	return u.id
}

// Repeat delivers an update once more under its old id, as Telegram may when a
// confirmation was lost.
func (d *Double) Repeat(kind string, content any, id int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	value, err := generic(content)
	if err != nil {
		d.violate("update %s: %v", kind, err)
		return
	}
	d.updates.pending = append(d.updates.pending,
		update{id: id, kind: kind, body: map[string]any{"update_id": id, kind: value}, again: true})
	d.happened()
}

// Pending is the number of updates that the bot has not confirmed.
func (d *Double) Pending() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.updates.pending)
}

// getUpdates is the long poll. A newer one ends an older one with a 409.
func (d *Double) getUpdates(ctx context.Context, c *call) (any, *apiError) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.updates.webhook.link != "" {
		return nil, &apiError{code: 409, text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	if d.updates.polling != nil {
		close(d.updates.polling)
	}
	taken := make(chan struct{})
	d.updates.polling = taken
	defer func() {
		if d.updates.polling == taken {
			d.updates.polling = nil
		}
	}()
	d.updates.allow(c)
	d.updates.confirm(c.int("offset"))
	d.happened() // a test may wait for the confirmation, or for the poll
	timeout := time.NewTimer(time.Duration(c.int("timeout")) * time.Second)
	defer timeout.Stop()
	for {
		if batch := d.updates.batch(int(c.int("limit"))); len(batch) > 0 {
			return batch, nil
		}
		changed := d.changed
		d.mu.Unlock()
		over, conflict := false, false
		select {
		case <-changed:
		case <-taken:
			conflict = true
		case <-timeout.C:
			over = true
		case <-ctx.Done():
			over = true
		case <-d.stop:
			over = true
		}
		d.mu.Lock()
		if conflict {
			return nil, &apiError{code: 409, text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
		}
		if over {
			return []any{}, nil
		}
	}
}

// allow remembers the kinds that the bot wants, until it says otherwise.
func (q *queue) allow(c *call) {
	if !c.has("allowed_updates") {
		return
	}
	q.allowed = nil
	for _, kind := range c.list("allowed_updates") {
		if name, ok := kind.(string); ok {
			q.allowed = append(q.allowed, name)
		}
	}
}

// confirm forgets the updates below an offset; a negative one keeps that many.
func (q *queue) confirm(offset int64) {
	if offset < 0 {
		q.pending = q.pending[max(0, len(q.pending)+int(offset)):]
		return
	}
	q.pending = slices.DeleteFunc(q.pending, func(u update) bool { return u.id < offset && !u.again })
}

// batch returns the next updates; those delivered again are then gone.
func (q *queue) batch(limit int) []any {
	if limit <= 0 || limit > 100 {
		limit = 100
	}
	var out []any
	for i := 0; i < len(q.pending) && len(out) < limit; {
		out = append(out, q.pending[i].body)
		if q.pending[i].again {
			q.pending = slices.Delete(q.pending, i, i+1)
			continue
		}
		i++
	}
	return out
}
