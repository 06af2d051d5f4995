package outgoing

import (
	"container/heap"
	"slices"
	"time"
)

// leastSweep is the least number of lanes at which idle ones are looked for.
const leastSweep = 1024

// ticket is a job that waits for its turn.
type ticket struct {
	Job
	turn chan struct{} // gets its turn, once each time it is queued
	lane *lane
	last error // how sending it ended the last time
}

// lane is the jobs of one chat, or a single job that belongs to none.
type lane struct {
	jobs  [priorities][]*ticket
	busy  bool // one of its jobs is being sent
	hold  time.Time
	chat  window
	group window
	filed Priority  // ready list in which it is; unfiled: in none
	at    time.Time // when it is due, while in the schedule
	index int       // in the schedule; -1: not in it
}

const unfiled Priority = -1

// lane returns the lane that a ticket belongs to.
func (q *Queue) lane(t *ticket) *lane {
	if t.lane == nil {
		t.lane = q.lanes[t.Chat]
	}
	if t.lane == nil {
		t.lane = &lane{filed: unfiled, index: -1}
		if t.Chat != "" {
			q.drop()
			t.lane.chat.rate = q.limits.Chat
			q.lanes[t.Chat] = t.lane
		}
	}
	if t.Group {
		t.lane.group.rate = q.limits.Group
	}
	return t.lane
}

// drop forgets lanes that are idle and unlimited again, once there are many.
func (q *Queue) drop() {
	if len(q.lanes) < q.sweep {
		return
	}
	now := time.Now()
	for chat, l := range q.lanes {
		if _, waits := l.head(); !waits && !l.busy && !l.hold.After(now) && l.chat.idle(now) && l.group.idle(now) {
			delete(q.lanes, chat)
		}
	}
	q.sweep = max(leastSweep, 2*len(q.lanes))
}

// remove takes a waiting ticket back; false when it has been given its turn.
func (l *lane) remove(t *ticket) bool {
	i := slices.Index(l.jobs[t.Priority], t)
	if i < 0 {
		return false
	}
	l.jobs[t.Priority] = slices.Delete(l.jobs[t.Priority], i, i+1)
	return true
}

// head is the priority of what goes next.
func (l *lane) head() (Priority, bool) {
	for p, jobs := range l.jobs {
		if len(jobs) > 0 {
			return Priority(p), true
		}
	}
	return unfiled, false
}

// due is the earliest time at which the lane may send.
func (l *lane) due(p Priority) time.Time {
	if p == Aside {
		return l.hold
	}
	return later(l.hold, later(l.chat.next(), l.group.next()))
}

// windows are those that count a job.
func (q *Queue) windows(l *lane, p Priority) []*window {
	if p == Aside {
		return nil
	}
	return []*window{&q.all, &l.chat, &l.group}
}

// file puts a lane where it is found when its next job may be sent: into a
// ready list, or into the schedule. A lane that is sending is filed when that
// is done.
func (q *Queue) file(l *lane) {
	p, waits := l.head()
	if l.busy || !waits {
		return
	}
	if at := l.due(p); at.After(time.Now()) {
		l.filed, l.at = unfiled, at
		if l.index < 0 {
			heap.Push(&q.later, l)
		} else {
			heap.Fix(&q.later, l.index)
		}
		return
	}
	if l.index >= 0 {
		heap.Remove(&q.later, l.index)
	}
	if l.filed != p {
		l.filed = p // an entry in another list no longer counts
		q.ready[p].push(l)
	}
}

// grant gives turns to all that may go now, answers first, and arranges to be
// called when more may.
func (q *Queue) grant() {
	now := time.Now()
	for len(q.later) > 0 && !q.later[0].at.After(now) {
		l := heap.Pop(&q.later).(*lane)
		q.file(l)
	}
	for !q.hold.After(now) {
		l, p := q.pop(now)
		if l == nil {
			break
		}
		t := l.jobs[p][0]
		l.jobs[p] = l.jobs[p][1:]
		l.busy = true
		for _, w := range q.windows(l, p) {
			w.start(now)
		}
		t.turn <- struct{}{}
	}
	q.wake(now)
}

// pop takes the first lane that may send now; nil when none may.
func (q *Queue) pop(now time.Time) (*lane, Priority) {
	for p := range priorities {
		if p != Aside && q.all.next().After(now) {
			break
		}
		for {
			l := q.ready[p].pop()
			if l == nil {
				break
			}
			if l.filed != p {
				continue // filed anew since
			}
			l.filed = unfiled
			head, waits := l.head()
			switch {
			case !waits || l.busy:
			case head == p:
				return l, p
			default:
				q.file(l)
			}
		}
	}
	return nil, unfiled
}

// wake sets the timer for the next moment at which something may go.
func (q *Queue) wake(now time.Time) {
	var at time.Time
	if len(q.later) > 0 {
		at = q.later[0].at
	}
	for p, ready := range q.ready {
		if ready.len() == 0 {
			continue
		}
		all := q.hold
		if Priority(p) != Aside {
			all = later(all, q.all.next())
		}
		if at.IsZero() || all.Before(at) {
			at = all
		}
	}
	if at.IsZero() || at.After(now.Add(never)) {
		return // a job that ends will call
	}
	if q.timer == nil {
		q.timer = time.AfterFunc(at.Sub(now), func() {
			q.mu.Lock()
			defer q.mu.Unlock()
			q.grant()
		})
		return
	}
	q.timer.Reset(at.Sub(now))
}

// schedule is a heap of lanes by when they are due.
type schedule []*lane

func (s schedule) Len() int           { return len(s) }
func (s schedule) Less(i, j int) bool { return s[i].at.Before(s[j].at) }
func (s schedule) Swap(i, j int) {
	s[i], s[j] = s[j], s[i]
	s[i].index, s[j].index = i, j
}

func (s *schedule) Push(x any) {
	l := x.(*lane)
	l.index = len(*s)
	*s = append(*s, l)
}

func (s *schedule) Pop() any {
	old := *s
	l := old[len(old)-1]
	old[len(old)-1] = nil
	*s = old[:len(old)-1]
	l.index = -1
	return l
}

// fifo is a queue of lanes.
type fifo struct {
	lanes []*lane
	first int
}

func (f *fifo) len() int { return len(f.lanes) - f.first }
func (f *fifo) push(l *lane) {
	if f.first > len(f.lanes)/2 {
		f.lanes, f.first = append(f.lanes[:0], f.lanes[f.first:]...), 0
	}
	f.lanes = append(f.lanes, l)
}

func (f *fifo) pop() *lane {
	if f.len() == 0 {
		f.lanes, f.first = f.lanes[:0], 0
		return nil
	}
	l := f.lanes[f.first]
	f.lanes[f.first] = nil
	f.first++
	return l
}
