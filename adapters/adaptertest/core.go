package adaptertest

import (
	"context"
	"iter"
	"sync"

	"briefly/articles"
	"briefly/bot"
	"briefly/bot/words"
)

// Core is a bot.Core that answers as a test says and remembers what it was
// asked.
type Core struct {
	// Answers says the answers to a request; say reports whether more are wanted.
	Answers func(ctx context.Context, r bot.Request, say func(bot.Answer) bool)
	// Proposes are the proposals to whoever types; nil: none.
	Proposes func(r bot.Request, param string) []bot.Choice
	// Table are the commands; nil: a small table with an admin's and a hidden one.
	Table []bot.Command

	mu      sync.Mutex
	asked   []bot.Request
	changes []bot.Change
}

// Says is a Core that answers everything with the given answers.
func Says(answers ...bot.Answer) *Core {
	return &Core{Answers: func(_ context.Context, _ bot.Request, say func(bot.Answer) bool) {
		for _, a := range answers {
			if !say(a) {
				return
			}
		}
	}}
}

// Answer implements bot.Core.
func (c *Core) Answer(ctx context.Context, r bot.Request) iter.Seq[bot.Answer] {
	c.mu.Lock()
	c.asked = append(c.asked, r)
	c.mu.Unlock()
	return func(yield func(bot.Answer) bool) { c.Answers(ctx, r, yield) }
}

// Complete implements bot.Core.
func (c *Core) Complete(_ context.Context, r bot.Request, param string) []bot.Choice {
	if c.Proposes == nil {
		return nil
	}
	return c.Proposes(r, param)
}

// Changed implements bot.Core.
func (c *Core) Changed(_ context.Context, change bot.Change) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.changes = append(c.changes, change)
	return nil
}

// Commands implements bot.Core.
func (c *Core) Commands() []bot.Command {
	if c.Table != nil {
		return c.Table
	}
	return []bot.Command{
		{Name: "summary", Help: words.HelpSummary, Params: []bot.Param{
			{Name: "topic", Help: words.HelpTopic, Kind: bot.Words},
			{Name: "since", Help: words.HelpSince, Kind: bot.Option, Choices: []string{"24h", "7d"}},
		}},
		{Name: "add", Help: words.HelpAdd, Admin: true, Params: []bot.Param{{Name: "file", Help: words.HelpFile, Kind: bot.Upload}}},
		{Name: "start", Help: words.HelpStart},
		{Name: "view", Help: words.HelpView, Hidden: true},
	}
}

// Requests returns what the core was asked so far.
func (c *Core) Requests() []bot.Request {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]bot.Request(nil), c.asked...)
}

// Changes returns what the core was told of chats so far.
func (c *Core) Changes() []bot.Change {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]bot.Change(nil), c.changes...)
}

// Forget drops what the core was asked, so that a long run does not keep it.
func (c *Core) Forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = nil
}

// Memory is a bot.Inbox and bot.Views that end with the test.
type Memory struct {
	mu    sync.Mutex
	taken map[string]bot.Update
	done  map[string]bool
	order []string
	views map[string]bot.View
}

// NewMemory returns an empty Memory.
func NewMemory() *Memory {
	return &Memory{taken: map[string]bot.Update{}, done: map[string]bool{}, views: map[string]bot.View{}}
}

// Take implements bot.Inbox.
func (m *Memory) Take(_ context.Context, u bot.Update) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.taken[u.ID]; known {
		return false, nil
	}
	m.taken[u.ID] = u
	m.order = append(m.order, u.ID)
	return true, nil
}

// Pending implements bot.Inbox.
func (m *Memory) Pending(context.Context, string) (waiting []bot.Update, _ error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range m.order {
		if !m.done[id] {
			waiting = append(waiting, m.taken[id])
		}
	}
	return waiting, nil
}

// Done implements bot.Inbox.
func (m *Memory) Done(_ context.Context, u bot.Update) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done[u.ID] = true
	return nil
}

// Failed implements bot.Inbox.
func (m *Memory) Failed(_ context.Context, u bot.Update) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.taken[u.ID] = u
	return nil
}

// Waiting counts what was taken and is not done.
func (m *Memory) Waiting() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.order) - len(m.done)
}

// Forget drops the updates that are done, so that a long run does not keep them.
func (m *Memory) Forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	var left []string
	for _, id := range m.order {
		if !m.done[id] {
			left = append(left, id)
			continue
		}
		delete(m.taken, id)
		delete(m.done, id)
	}
	m.order = left
}

// SaveView implements bot.Views.
func (m *Memory) SaveView(_ context.Context, v bot.View) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.views[v.Key] = v
	return nil
}

// View implements bot.Views.
func (m *Memory) View(_ context.Context, key string) (bot.View, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.views[key]
	if !ok {
		return v, articles.ErrNotFound
	}
	return v, nil
}
