package telegram

import (
	"context"
	"fmt"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"briefly/adapters/outgoing"
	"briefly/bot"
)

const (
	// adminTime is how long it is believed that somebody is an admin, or is none.
	adminTime = time.Minute
	// mostAdmins is how many are remembered before old ones are dropped.
	mostAdmins = 1000
)

// admins remembers who is an admin where.
type admins struct {
	mu    sync.Mutex
	known map[membership]standing
}

type membership struct{ chat, user int64 }

type standing struct {
	admin bool
	asked time.Time
}

func newAdmins() *admins { return &admins{known: map[membership]standing{}} }

func (a *admins) get(m membership, now time.Time) (admin, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	s, ok := a.known[m]
	return s.admin, ok && now.Sub(s.asked) < adminTime
}

func (a *admins) set(m membership, s standing) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.known) >= mostAdmins {
		for old, was := range a.known {
			if s.asked.Sub(was.asked) >= adminTime {
				delete(a.known, old)
			}
		}
	}
	if len(a.known) < mostAdmins {
		a.known[m] = s
	}
}

// isAdmin answers bot.Request.Admin for who wrote a message. Who writes in the
// name of a group is an anonymous admin of it, who writes in that of a channel
// one of its admins; another chat that somebody speaks for is none.
func (t *Telegram) isAdmin(m *message) func(context.Context) (bool, error) {
	return func(ctx context.Context) (bool, error) {
		switch {
		case m.SenderChat != nil:
			return m.SenderChat.ID == m.Chat.ID, nil
		case m.From == nil:
			return m.Chat.Type == "channel", nil
		}
		return t.isMemberAdmin(ctx, m.Chat.ID, m.From.ID)
	}
}

// isAnonymous reports whether a message is an admin's who hides behind the group.
func (m *message) isAnonymous() bool {
	return m != nil && kindOf(m.Chat) == bot.Group && m.SenderChat != nil && m.SenderChat.ID == m.Chat.ID
}

// isMemberAdmin asks Telegram, at most once in adminTime.
func (t *Telegram) isMemberAdmin(ctx context.Context, chat, user int64) (bool, error) {
	m := membership{chat, user}
	now := t.options.Now()
	if admin, ok := t.admins.get(m, now); ok {
		return admin, nil
	}
	var member struct {
		Status string `json:"status"`
	}
	params := tgbotapi.Params{"chat_id": formatID(chat), "user_id": formatID(user)}
	if err := t.request(ctx, outgoing.Job{Priority: outgoing.Aside}, "getChatMember", params, &member); err != nil {
		return false, fmt.Errorf("ask who is an admin: %w", err)
	}
	admin := member.Status == "creator" || member.Status == "administrator"
	t.admins.set(m, standing{admin, now})
	return admin, nil
}
