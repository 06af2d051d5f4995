package main

import (
	"context"
	"sync"

	"briefly/bot"
)

// memoryInbox is an inbox for tests that are not about what outlives a process.
type memoryInbox struct {
	mu      sync.Mutex
	pending map[string]bool
}

func newMemoryInbox() *memoryInbox { return &memoryInbox{pending: map[string]bool{}} }

func (m *memoryInbox) Take(_ context.Context, u bot.Update) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pending[u.ID] = true
	return true, nil
}

func (m *memoryInbox) Pending(context.Context, string) ([]bot.Update, error) { return nil, nil }

func (m *memoryInbox) Done(_ context.Context, u bot.Update) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.pending, u.ID)
	return nil
}

func (m *memoryInbox) Failed(context.Context, bot.Update) error { return nil }

func (m *memoryInbox) waiting() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.pending)
}
