package discord

import (
	"strings"
	"sync"
	"time"

	"briefly/bot"
)

// ticket is an interaction and what became of its answer.
type ticket struct {
	*interaction
	at   time.Time     // when it came
	done chan struct{} // closed when it was answered
	end  sync.Once

	mu        sync.Mutex // held while something is sent
	acked     bool
	message   string // that holds the answer; empty: none does
	ephemeral bool   // whether the asker alone sees it
	own       bool   // made for this answer, not the one that was clicked
	shown     bool   // whether an answer stands in it
	followUps int
}

// manyTickets is how many are kept before those are dropped that nothing can be
// sent for any more.
const manyTickets = 1000

// tickets are the interactions that are not answered yet.
type tickets struct {
	mu   sync.Mutex
	open map[string]*ticket
}

// get returns the ticket of an interaction, and whether it is a new one.
func (ts *tickets) get(i *interaction, at time.Time) (t *ticket, fresh bool) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if t = ts.open[i.ID]; t != nil {
		return t, false
	}
	if len(ts.open) >= manyTickets { // those that the inbox gave up
		for id, old := range ts.open {
			if at.Sub(old.at) > tokenTime {
				delete(ts.open, id)
			}
		}
	}
	t = &ticket{interaction: i, at: at, done: make(chan struct{})}
	ts.open[i.ID] = t
	return t, true
}

// close ends a ticket.
func (ts *tickets) close(t *ticket) {
	t.end.Do(func() { close(t.done) })
	ts.mu.Lock()
	defer ts.mu.Unlock()
	delete(ts.open, t.ID)
}

func (t *ticket) shownOnce() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.shown
}

// apart reports whether a press is answered for whoever pressed alone: in a
// place with others, when they did not ask for the message that the button is
// on, or are the only one who sees it.
func (t *ticket) apart() bool {
	m := t.Message
	if m == nil || t.kind() == bot.Private {
		return false
	}
	asker := m.Interaction != nil && m.Interaction.User.ID == t.person().ID
	return !asker || m.ephemeral()
}

// turnsPage reports whether a press will probably change the message that it is
// on.
func (t *ticket) turnsPage() bool {
	return t.Message != nil && !t.strange() && strings.HasPrefix(t.Data.Custom, "/view ")
}

// turns reports whether an answer is another page of the list on a message that
// whoever pressed alone sees: nobody else minds that it changes.
func (t *ticket) turns(a bot.Answer) bool {
	return t.Message != nil && t.Message.ephemeral() && a.View != "" && strings.HasPrefix(t.Data.Custom, "/view "+a.View+" ")
}

// strange reports whether a press is by somebody else than who asked.
func (t *ticket) strange() bool {
	m := t.Message
	return m != nil && t.kind() != bot.Private && (m.Interaction == nil || m.Interaction.User.ID != t.person().ID)
}
