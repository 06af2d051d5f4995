package bot

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// Update is what a platform delivered, as its adapter took it.
type Update struct {
	Platform string
	ID       string // the platform's own; the same one is taken once
	Chat     string // updates of one chat are handled in the order they came
	Payload  []byte // the adapter's own form
	Attempts int    // how often handling it has failed
}

// Inbox remembers updates: an update is confirmed to its platform once Take has
// returned, and is done when its answer was accepted.
type Inbox interface {
	// Take stores an update and reports whether it is new.
	Take(ctx context.Context, u Update) (fresh bool, err error)
	// Pending returns what was taken and is not done, oldest first.
	Pending(ctx context.Context, platform string) ([]Update, error)
	// Done marks an update as answered.
	Done(ctx context.Context, u Update) error
	// Failed counts a failed attempt.
	Failed(ctx context.Context, u Update) error
}

// Limits of the worker loop.
const (
	// drainWorkers is how many chats are handled side by side. They are many
	// because one that its platform has wait holds its place meanwhile.
	drainWorkers  = 64
	drainAttempts = 3 // then an update is given up
	drainBackoff  = time.Second
)

// Drain handles the updates of one platform until the context ends: those of a
// chat one after the other, chats side by side. It starts with what an earlier
// process took and did not finish. A process that dies between an accepted
// answer and Done handles that one update again: at most one a chat.
type Drain struct {
	platform string
	inbox    Inbox
	handle   func(context.Context, Update) error
	log      *slog.Logger

	loaded chan struct{} // closed once what an earlier process left is queued

	ended chan struct{} // closed when Run's context has ended
	slots chan struct{}
	wait  sync.WaitGroup

	mu    sync.Mutex
	chats map[string][]Update // waiting, by chat; a key is there while its chat is handled
	over  bool                // nothing is started any more
}

// NewDrain returns a Drain; Run starts it.
func NewDrain(platform string, inbox Inbox, handle func(context.Context, Update) error, log *slog.Logger) *Drain {
	return &Drain{
		platform: platform, inbox: inbox, handle: handle, log: log,
		loaded: make(chan struct{}), ended: make(chan struct{}), slots: make(chan struct{}, drainWorkers),
		chats: map[string][]Update{},
	}
}

// Run handles what is pending from before, then what Take brings, until the
// context ends; then it waits for what is being handled.
func (d *Drain) Run(ctx context.Context) error {
	pending, err := d.inbox.Pending(ctx, d.platform)
	if err != nil {
		return fmt.Errorf("read the inbox: %w", err)
	}
	for _, u := range pending {
		d.enqueue(ctx, u)
	}
	close(d.loaded)
	<-ctx.Done()
	d.mu.Lock()
	d.over = true
	d.mu.Unlock()
	close(d.ended)
	d.wait.Wait()
	return nil
}

// Take stores an update, has it handled if it is new, and reports whether it
// is. Once it returns without error, the update may be confirmed to the
// platform. It waits until Run has queued what came before, so that a chat's
// order holds.
func (d *Drain) Take(ctx context.Context, u Update) (fresh bool, err error) {
	select {
	case <-d.loaded:
	case <-ctx.Done():
		return false, ctx.Err()
	}
	u.Platform = d.platform
	fresh, err = d.inbox.Take(ctx, u)
	if err != nil {
		return false, fmt.Errorf("take update %s: %w", u.ID, err)
	}
	if fresh {
		d.enqueue(ctx, u)
	}
	return fresh, nil
}

// enqueue appends an update to its chat and starts handling the chat unless
// that is under way. After the end, updates stay in the inbox. What is started
// outlives ctx, which may be that of one delivery.
func (d *Drain) enqueue(ctx context.Context, u Update) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.over {
		return
	}
	queue, busy := d.chats[u.Chat]
	d.chats[u.Chat] = append(queue, u)
	if !busy {
		work := context.WithoutCancel(ctx)
		d.wait.Go(func() { d.serve(work, u.Chat) })
	}
}

// serve handles a chat's updates until none waits.
func (d *Drain) serve(ctx context.Context, chat string) {
	for {
		u, ok := d.next(chat)
		if !ok {
			return
		}
		select {
		case d.slots <- struct{}{}:
		case <-d.ended:
			continue
		}
		d.one(ctx, u)
		<-d.slots
	}
}

// next takes the chat's next update; when there is none, or the end has come,
// the chat is no longer served.
func (d *Drain) next(chat string) (Update, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	queue := d.chats[chat]
	if len(queue) == 0 || d.over {
		delete(d.chats, chat)
		return Update{}, false
	}
	d.chats[chat] = queue[1:]
	return queue[0], true
}

// try handles an update once. A panic counts as a failed attempt: it must not
// end the process, which would meet the same update first thing again.
func (d *Drain) try(ctx context.Context, u Update) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return d.handle(ctx, u)
}

// hasEnded reports whether Run's context has ended.
func (d *Drain) hasEnded() bool {
	select {
	case <-d.ended:
		return true
	default:
		return false
	}
}

// one handles an update, again after a pause when that fails. An answer that
// was begun is finished and noted even when the end comes meanwhile.
func (d *Drain) one(ctx context.Context, u Update) {
	for {
		err := d.try(ctx, u)
		if err == nil {
			break
		}
		if d.hasEnded() {
			return // an attempt that the end cut short is none
		}
		u.Attempts++
		d.log.WarnContext(ctx, "handling an update", "platform", u.Platform, "update", u.ID, "attempt", u.Attempts, "error", err)
		if u.Attempts >= drainAttempts {
			d.log.ErrorContext(ctx, "update given up", "platform", u.Platform, "update", u.ID)
			break
		}
		if err := d.inbox.Failed(ctx, u); err != nil {
			d.log.ErrorContext(ctx, "counting a failed update", "platform", u.Platform, "update", u.ID, "error", err)
		}
		select {
		case <-time.After(drainBackoff << u.Attempts):
		case <-d.ended:
			return
		}
	}
	if err := d.inbox.Done(ctx, u); err != nil {
		d.log.ErrorContext(ctx, "noting an answered update", "platform", u.Platform, "update", u.ID, "error", err)
	}
}
