package outgoing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// platform records when requests reach it, and how many of a kind it saw in
// the worst stretch of time.
type platform struct {
	mu   sync.Mutex
	seen map[string][]time.Time
	log  []string
}

func (p *platform) take(kinds ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.seen == nil {
		p.seen = map[string][]time.Time{}
	}
	p.log = append(p.log, kinds[0])
	for _, k := range kinds {
		p.seen[k] = append(p.seen[k], time.Now())
	}
}

// worst is the most requests of a kind that came in any stretch of a length.
func (p *platform) worst(kind string, per time.Duration) int {
	times, worst := p.seen[kind], 0
	for i := range times {
		n := 0
		for _, t := range times[i:] {
			if t.Sub(times[i]) < per {
				n++
			}
		}
		worst = max(worst, n)
	}
	return worst
}

func TestRates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const chats, each = 40, 30
		q := New(Limits{All: Rate{30, time.Second}, Chat: Rate{1, time.Second}, Group: Rate{20, time.Minute}})
		var p platform
		var all sync.WaitGroup
		for chat := range chats {
			for i := range each {
				all.Go(func() {
					name := fmt.Sprint("chat", chat)
					err := q.Do(t.Context(), Job{Chat: name, Group: chat == 0, Priority: Post, Send: func(context.Context) error {
						time.Sleep(time.Duration(7*i%50) * time.Millisecond) // on the way
						p.take("all", name)
						time.Sleep(20 * time.Millisecond)
						return nil
					}})
					if err != nil {
						t.Error(err)
					}
				})
			}
		}
		synctest.Wait()
		if n := q.Len(); n != chats*each {
			t.Errorf("%d wait or are being sent", n)
		}
		began := time.Now()
		all.Wait()
		if n := q.Len(); n != 0 {
			t.Errorf("%d are left", n)
		}
		if n := p.worst("all", time.Second); n > 30 {
			t.Errorf("%d requests in a second", n)
		}
		for chat := range chats {
			if n := p.worst(fmt.Sprint("chat", chat), time.Second); n > 1 {
				t.Errorf("chat %d got %d messages in a second", chat, n)
			}
		}
		if n := p.worst("chat0", time.Minute); n > 20 {
			t.Errorf("the group got %d messages in a minute", n)
		}
		if len(p.seen["all"]) != chats*each {
			t.Errorf("%d of %d arrived", len(p.seen["all"]), chats*each)
		}
		if took := time.Since(began); took > 75*time.Second { // the group: 20 in its first minute, 10 more at one a second
			t.Errorf("it took %s", took)
		}
	})
}

func TestAnswersGoFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(Limits{All: Rate{1, time.Second}})
		var p platform
		var all sync.WaitGroup
		send := func(chat, name string, priority Priority) {
			all.Go(func() {
				_ = q.Do(t.Context(), Job{Chat: chat, Priority: priority, Send: func(context.Context) error { p.take(name); return nil }})
			})
			synctest.Wait()
		}
		send("a", "first", Post)
		send("a", "post a1", Post)
		send("a", "post a2", Post)
		send("b", "post b", Post)
		send("a", "answer a", Answer)
		send("c", "answer c", Answer)
		send("a", "typing a", Aside)
		send("", "press", Aside)
		all.Wait()
		want := []string{"first", "typing a", "press", "answer a", "answer c", "post a1", "post b", "post a2"}
		slices.Sort(p.log[5:]) // posts of different chats may go in any order
		slices.Sort(want[5:])
		if !slices.Equal(p.log, want) {
			t.Errorf("sent %v, want %v", p.log, want)
		}
	})
}

func TestDelays(t *testing.T) {
	for _, c := range []struct {
		name          string
		delay         Delay
		chat, another time.Duration // when the refused chat and another are served
	}{
		{"of the chat", Delay{After: 5 * time.Second, Err: errors.New("flood")}, 5 * time.Second, 0},
		{"of all", Delay{After: 5 * time.Second, All: true, Err: errors.New("flood")}, 5 * time.Second, 5 * time.Second},
		{"unsaid", Delay{Err: errors.New("bad gateway")}, firstPause, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				q := New(Limits{})
				began := time.Now()
				var p platform
				var all sync.WaitGroup
				refused := false
				all.Go(func() {
					err := q.Do(t.Context(), Job{Chat: "a", Priority: Answer, Send: func(context.Context) error {
						if !refused {
							refused = true
							return fmt.Errorf("send: %w", &c.delay)
						}
						p.take("a")
						return nil
					}})
					if err != nil {
						t.Error(err)
					}
				})
				synctest.Wait()
				for _, chat := range []string{"a2", "b"} { // a2 comes after a, in its chat
					all.Go(func() {
						_ = q.Do(t.Context(), Job{Chat: chat[:1], Priority: Answer, Send: func(context.Context) error { p.take(chat); return nil }})
					})
				}
				all.Wait()
				for chat, want := range map[string]time.Duration{"a": c.chat, "a2": c.chat, "b": c.another} {
					if got := p.seen[chat][0].Sub(began); got != want {
						t.Errorf("%s was served after %s, want %s", chat, got, want)
					}
				}
				if slices.Index(p.log, "a") > slices.Index(p.log, "a2") {
					t.Errorf("order %v", p.log)
				}
			})
		})
	}
}

// TestSecondRefusalHoldsAll: one chat that is told to wait waits alone; when a
// second is told so meanwhile, all do.
func TestSecondRefusalHoldsAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(Limits{})
		began := time.Now()
		var p platform
		var all sync.WaitGroup
		send := func(chat string, refusals int) {
			all.Go(func() {
				_ = q.Do(t.Context(), Job{Chat: chat, Priority: Answer, Send: func(context.Context) error {
					if refusals > 0 {
						refusals--
						return &Delay{After: 10 * time.Second, Err: errors.New("flood")}
					}
					p.take(chat)
					return nil
				}})
			})
			synctest.Wait()
		}
		send("a", 1)
		send("b", 0)
		send("c", 1)
		send("d", 0)
		all.Wait()
		for chat, want := range map[string]time.Duration{"a": 10 * time.Second, "b": 0, "c": 10 * time.Second, "d": 10 * time.Second} {
			if got := p.seen[chat][0].Sub(began); got != want {
				t.Errorf("%s was served after %s, want %s", chat, got, want)
			}
		}
	})
}

func TestPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(Limits{})
		began := time.Now()
		err := q.Do(t.Context(), Job{Chat: "a", Patience: time.Minute, Send: func(context.Context) error {
			return &Delay{After: time.Hour, Err: errors.New("flood")}
		}})
		var delay *Delay
		if !errors.As(err, &delay) || delay.After != time.Hour || time.Since(began) > 0 {
			t.Errorf("a wait beyond patience: %v after %s", err, time.Since(began))
		}
		err = q.Do(t.Context(), Job{Chat: "a", Patience: time.Minute, Send: func(context.Context) error { return nil }})
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Minute {
			t.Errorf("a lane held beyond patience: %v after %s", err, time.Since(began))
		}
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
		defer stop()
		tries := 0
		err = q.Do(ctx, Job{Chat: "b", Send: func(context.Context) error { tries++; return &Delay{Err: errors.New("down")} }})
		if !errors.As(err, &delay) || tries < 10 || tries > 30 {
			t.Errorf("%d tries in ten minutes: %v", tries, err)
		}
		if err := q.Do(ctx, Job{Chat: "b", Send: func(context.Context) error { return nil }}); err == nil {
			t.Error("a job whose context had ended was sent")
		}
	})
}

// TestForgets holds that chats which are not talked to any more take no memory.
func TestForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(Limits{Chat: Rate{1, time.Second}})
		for i := range 20 * leastSweep {
			err := q.Do(t.Context(), Job{Chat: fmt.Sprint(i), Priority: Answer, Send: func(context.Context) error { return nil }})
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(10 * time.Millisecond)
		}
		if n := len(q.lanes); n > 2*leastSweep {
			t.Errorf("%d lanes are kept", n)
		}
	})
}

func BenchmarkDo(b *testing.B) {
	q := New(Limits{})
	job := Job{Chat: "a", Priority: Answer, Send: func(context.Context) error { return nil }}
	for b.Loop() {
		if err := q.Do(b.Context(), job); err != nil {
			b.Fatal(err)
		}
	}
}
