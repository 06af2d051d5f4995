package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// memoryInbox is an Inbox that forgets with the process.
type memoryInbox struct {
	mu      sync.Mutex
	updates []Update
	done    map[string]bool
}

func newMemoryInbox() *memoryInbox { return &memoryInbox{done: map[string]bool{}} }

func (m *memoryInbox) Take(_ context.Context, u Update) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, x := range m.updates {
		if x.ID == u.ID {
			return false, nil
		}
	}
	m.updates = append(m.updates, u)
	return true, nil
}

func (m *memoryInbox) Pending(context.Context, string) ([]Update, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Update
	for _, u := range m.updates {
		if !m.done[u.ID] {
			out = append(out, u)
		}
	}
	return out, nil
}

func (m *memoryInbox) Done(_ context.Context, u Update) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done[u.ID] = true
	return nil
}

func (m *memoryInbox) Failed(_ context.Context, u Update) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.updates {
		if m.updates[i].ID == u.ID {
			m.updates[i].Attempts = u.Attempts
		}
	}
	return nil
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func TestDrainKeepsOrderWithinAChatAndRunsChatsSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		inbox := newMemoryInbox()
		var mu sync.Mutex
		order := map[string][]string{}
		d := NewDrain("test", inbox, func(_ context.Context, u Update) error {
			time.Sleep(time.Second) // every answer takes a while
			mu.Lock()
			defer mu.Unlock()
			order[u.Chat] = append(order[u.Chat], u.ID)
			return nil
		}, quiet())
		start := time.Now()
		var run sync.WaitGroup
		run.Go(func() { _ = d.Run(ctx) })
		var want []string
		for i := range 5 {
			want = append(want, fmt.Sprint("a", i))
			for _, chat := range []string{"a", "b", "c"} {
				u := Update{ID: fmt.Sprint(chat, i), Chat: chat}
				for range 2 { // the platform repeats itself
					if _, err := d.Take(ctx, u); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		for len(inbox.donesOf()) < 15 {
			time.Sleep(100 * time.Millisecond)
		}
		if took := time.Since(start); took > 6*time.Second {
			t.Errorf("15 updates of 3 chats took %v, want about 5 s: chats wait for each other", took)
		}
		stop()
		run.Wait()
		if !slices.Equal(order["a"], want) {
			t.Errorf("chat a was handled as %v, want %v", order["a"], want)
		}
	})
}

func (m *memoryInbox) donesOf() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []string
	for id := range m.done {
		out = append(out, id)
	}
	return out
}

func TestDrainBeginsWithWhatAnEarlierProcessLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inbox := newMemoryInbox()
		for i := range 3 {
			_, _ = inbox.Take(t.Context(), Update{ID: fmt.Sprint(i), Chat: "x"})
		}
		_ = inbox.Done(t.Context(), Update{ID: "0"})
		var got []string
		ctx, stop := context.WithCancel(t.Context())
		d := NewDrain("test", inbox, func(_ context.Context, u Update) error {
			got = append(got, u.ID)
			return nil
		}, quiet())
		var run sync.WaitGroup
		run.Go(func() { _ = d.Run(ctx) })
		synctest.Wait()
		stop()
		run.Wait()
		if want := []string{"1", "2"}; !slices.Equal(got, want) {
			t.Errorf("handled %v, want %v", got, want)
		}
	})
}

func TestDrainTriesAgainAndGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inbox := newMemoryInbox()
		tries := map[string]int{}
		ctx, stop := context.WithCancel(t.Context())
		d := NewDrain("test", inbox, func(_ context.Context, u Update) error {
			tries[u.ID]++
			if u.ID == "bomb" {
				panic("boom")
			}
			if u.ID == "poison" || tries[u.ID] == 1 {
				return errors.New("no")
			}
			return nil
		}, quiet())
		var run sync.WaitGroup
		run.Go(func() { _ = d.Run(ctx) })
		_, _ = d.Take(ctx, Update{ID: "poison", Chat: "x"})
		_, _ = d.Take(ctx, Update{ID: "bomb", Chat: "x"})
		_, _ = d.Take(ctx, Update{ID: "second time lucky", Chat: "x"})
		time.Sleep(time.Minute)
		stop()
		run.Wait()
		if tries["poison"] != drainAttempts || tries["bomb"] != drainAttempts || tries["second time lucky"] != 2 {
			t.Errorf("tries %v", tries)
		}
		if left, _ := inbox.Pending(t.Context(), ""); len(left) != 0 {
			t.Errorf("%d updates are left", len(left))
		}
	})
}

func TestDrainStopsWithoutLosingWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inbox := newMemoryInbox()
		ctx, stop := context.WithCancel(t.Context())
		handled := 0
		d := NewDrain("test", inbox, func(context.Context, Update) error {
			handled++
			time.Sleep(time.Second)
			return nil
		}, quiet())
		var run sync.WaitGroup
		run.Go(func() { _ = d.Run(ctx) })
		for i := range 4 {
			_, _ = d.Take(ctx, Update{ID: fmt.Sprint(i), Chat: "x"})
		}
		synctest.Wait()
		stop()
		run.Wait()
		left, _ := inbox.Pending(t.Context(), "")
		if handled != 1 || len(left) != 3 {
			t.Errorf("handled %d and kept %d, want 1 and 3: the one in flight is finished, the rest stays", handled, len(left))
		}
	})
}
