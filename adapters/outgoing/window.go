package outgoing

import "time"

// never is a time further off than anything is waited for.
const never = 365 * 24 * time.Hour

// window counts requests in a sliding stretch of time. A request counts from
// its start until Per after its end, because it reaches the platform at some
// moment between: so however the platform counts, it never sees more than N.
type window struct {
	rate   Rate
	flight int         // started and not ended
	ended  []time.Time // oldest first, at most N
}

// start counts a request that begins.
func (w *window) start(now time.Time) {
	if w.rate.N == 0 {
		return
	}
	w.expire(now)
	w.flight++
}

// end notes that a request has ended.
func (w *window) end(now time.Time) {
	if w.rate.N == 0 || w.flight == 0 {
		return
	}
	w.flight--
	w.ended = append(w.ended, now)
}

// next is when the next request may start: the zero time when nothing is in
// its way, and beyond never when that depends on one that has not ended.
func (w *window) next() time.Time {
	over := w.flight + len(w.ended) - w.rate.N
	switch {
	case w.rate.N == 0 || over < 0:
		return time.Time{}
	case over >= len(w.ended):
		return time.Now().Add(2 * never)
	}
	return w.ended[over].Add(w.rate.Per)
}

// expire drops what no longer counts.
func (w *window) expire(now time.Time) {
	n := 0
	for n < len(w.ended) && !w.ended[n].Add(w.rate.Per).After(now) {
		n++
	}
	w.ended = append(w.ended[:0], w.ended[n:]...)
}

// idle reports whether nothing counts any more.
func (w *window) idle(now time.Time) bool {
	w.expire(now)
	return w.flight == 0 && len(w.ended) == 0
}
