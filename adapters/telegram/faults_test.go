package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

// canary is a token that is looked for in everything that is said.
const canary = "7000000001:AAcanary-that-must-show-nowhere"

// journal is a log that several goroutines write.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// TestFaults is the table of what goes wrong on Telegram's side. Whatever it
// is, each question is answered once, nothing is sent before its time, and the
// token is in no line of the log.
func TestFaults(t *testing.T) {
	updates, sends := telegramtest.Calls("getUpdates"), telegramtest.Calls("sendMessage")
	for _, c := range []struct {
		name    string
		fault   func(d *telegramtest.Double, chat *telegramtest.Chat)
		asked   []string // of one person, in this order
		answers int      // how many there are in the end; 0: one for each
	}{
		{name: "nothing", fault: func(*telegramtest.Double, *telegramtest.Chat) {}},
		{name: "429 of a chat", fault: func(d *telegramtest.Double, chat *telegramtest.Chat) { d.Ban(chat, 1) }},
		{name: "429 of the account", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) { d.Ban(nil, 1) }},
		{name: "502 with HTML on sending", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) { d.Fail(2, sends, adaptertest.BadGateway()) }},
		{name: "502 with HTML on polling", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) { d.Fail(2, updates, adaptertest.BadGateway()) }},
		{name: "502 with HTML on everything", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) { d.Fail(4, nil, adaptertest.BadGateway()) }},
		{name: "sending hangs", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) { d.Fail(1, sends, adaptertest.Fault{Hang: true}) }},
		{name: "the connection is cut", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) {
			d.Fail(2, sends, adaptertest.Fault{Reset: true})
			d.Fail(1, updates, adaptertest.Fault{Reset: true})
		}},
		{name: "an empty reply", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) { d.Fail(2, sends, adaptertest.Fault{}) }},
		{name: "another program polls, briefly", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) {
			d.Fail(2, updates, telegramtest.Refuse(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", nil))
		}},
		{name: "the answer to a poll is lost", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) {
			d.Fail(1, updates, adaptertest.Fault{Status: 502, Taken: true})
		}},
		{name: "429 on polling", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) {
			d.Fail(1, updates, telegramtest.Refuse(429, "Too Many Requests: retry after 1", map[string]any{"retry_after": 1}))
		}},
		{name: "the formatted text is refused", fault: func(d *telegramtest.Double, _ *telegramtest.Chat) {
			d.Fail(1, sends, telegramtest.Refuse(400, "Bad Request: can't parse entities: "+canary, nil))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := telegramtest.New(t, telegramtest.Config{Token: canary})
			var log journal
			ann, bo := d.Person("Ann", "en"), d.Person("Bo", "en")
			chat, other := d.Private(ann), d.Private(bo)
			c.fault(d, chat)
			r := start(t, d, answering(), func(o *Options) {
				o.Timeout = 500 * time.Millisecond
				o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			})
			for i := range 3 {
				chat.Say(ann, fmt.Sprint("question ", i))
			}
			other.Say(bo, "question")
			chat.Await(3)
			other.Await(1)
			r.settle(t)
			if n := len(chat.Messages()) + len(other.Messages()); n != 4 {
				t.Errorf("%d answers to 4 questions", n)
			}
			for i, m := range chat.Messages() {
				if want := fmt.Sprint("answer to question ", i); m.Text.Text != want && c.name != "the formatted text is refused" {
					t.Errorf("answer %d is %q, want %q", i, m.Text.Text, want)
				}
			}
			// A 429 does not say whether the account is meant: one more chat may
			// meet it before that is known.
			if early := d.Early(); len(early) > 1 || len(early) > 0 && c.name != "429 of the account" {
				t.Errorf("too early: %v", early)
			}
			said := log.String() + chat.Transcript() + other.Transcript()
			if strings.Contains(said, canary) {
				t.Errorf("the token is in what was logged or said:\n%s", said)
			}
		})
	}
}

// answering is a core that answers each question with one message.
func answering() *adaptertest.Core {
	return &adaptertest.Core{Answers: func(_ context.Context, r bot.Request, say func(bot.Answer) bool) { say(note("answer to " + r.Text)) }}
}

func TestSameUpdateTwice(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, answering())
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	message := map[string]any{"message_id": 500, "date": 1, "from": ann, "text": "x",
		"chat": map[string]any{"id": chat.ID, "type": "private", "first_name": "Ann"}}
	id := d.Push("message", message)
	chat.Await(1)
	r.settle(t)
	d.Repeat("message", message, id)
	chat.Say(ann, "y")
	chat.Await(2)
	r.settle(t)
	if n := len(chat.Messages()); n != 2 {
		t.Errorf("%d answers", n)
	}
}

// TestRefusedForGood holds that what cannot pass ends the bot with an error that
// says why and does not hold the token.
func TestRefusedForGood(t *testing.T) {
	for _, c := range []struct {
		name  string
		token string
		fault func(d *telegramtest.Double)
		now   func() func() time.Time
		want  string
	}{
		{name: "a wrong token", token: "1:wrong-canary", want: "telegram does not accept the token (401 Unauthorized)"},
		{name: "another program polls for long", want: "another program takes the updates", fault: func(d *telegramtest.Double) {
			d.Fail(-1, telegramtest.Calls("getUpdates"), telegramtest.Refuse(409, "Conflict: terminated by other getUpdates request", nil))
		}, now: func() func() time.Time {
			at := adaptertest.Now()
			return func() time.Time { at = at.Add(rivalTime); return at }
		}},
		{name: "another server", want: "telegram getMe: 302 no reply of the Bot API", fault: func(d *telegramtest.Double) {
			d.Fail(-1, nil, adaptertest.Fault{Status: 302, Header: http.Header{"Location": {"https://evil.example"}}})
		}},
		{name: "the token is withdrawn", want: "401", fault: func(d *telegramtest.Double) {
			d.Fail(-1, telegramtest.Calls("getUpdates"), telegramtest.Refuse(401, "Unauthorized", nil))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := telegramtest.New(t, telegramtest.Config{Token: canary})
			if c.fault != nil {
				c.fault(d)
			}
			if c.token == "" {
				c.token = d.Token
			}
			now := adaptertest.Now
			if c.now != nil {
				now = c.now()
			}
			m := adaptertest.NewMemory()
			transport := &http.Transport{}
			defer transport.CloseIdleConnections()
			telegram := New(Options{Token: bot.NewSecret(c.token), APIURL: d.URL, Client: &http.Client{Transport: transport},
				Inbox: m, Views: m, Log: slog.New(slog.DiscardHandler), Now: now})
			ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
			defer stop()
			err := telegram.Run(ctx, answering())
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), c.token) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// TestOutOfReach holds that nobody at the other end, and a token in any error
// of the network, are survived without a word of the token.
func TestOutOfReach(t *testing.T) {
	var log journal
	m := adaptertest.NewMemory()
	telegram := New(Options{Token: bot.NewSecret(canary), APIURL: "http://127.0.0.1:1", Client: &http.Client{Transport: &http.Transport{}},
		Inbox: m, Views: m, Log: slog.New(slog.NewTextHandler(&log, nil))})
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
	defer stop()
	err := telegram.Run(ctx, answering())
	if said := fmt.Sprintf("%v %+v %s", err, telegram.options, log.String()); strings.Contains(said, canary) || !strings.Contains(said, "connection refused") {
		t.Errorf("said %s", said)
	}
	if _, err := telegram.Post(ctx, bot.Delivery{}); !errors.As(err, new(*bot.PostError)) {
		t.Errorf("posting without a connection: %v", err)
	}
}

// TestChangesOfChats holds what the core is told about chats that shut the bot
// out, let it in, or move.
func TestChangesOfChats(t *testing.T) {
	place := func(c *telegramtest.Chat) bot.Place { return bot.Place{Platform: platform, Chat: formatID(c.ID)} }
	for _, c := range []struct {
		name string
		do   func(d *telegramtest.Double, group *telegramtest.Chat, ann telegramtest.User) (want []bot.Change, answers func() int)
	}{
		{"thrown out and let in", func(_ *telegramtest.Double, group *telegramtest.Chat, ann telegramtest.User) ([]bot.Change, func() int) {
			group.BotStatus(ann, "kicked")
			group.BotStatus(ann, "member")
			return []bot.Change{{Place: place(group), Event: bot.Gone}, {Place: place(group), Event: bot.Back}}, nil
		}},
		{"shut out without being told", func(d *telegramtest.Double, group *telegramtest.Chat, ann telegramtest.User) ([]bot.Change, func() int) {
			group.Close("Forbidden: bot was kicked from the supergroup chat")
			group.Say(ann, d.Command("/summary"))
			return []bot.Change{{Place: place(group), Event: bot.Gone}}, nil
		}},
		{"moved, found out by sending", func(d *telegramtest.Double, group *telegramtest.Chat, ann telegramtest.User) ([]bot.Change, func() int) {
			group.Say(ann, d.Command("/summary"))
			to := group.Migrate(false)
			return []bot.Change{{Place: place(group), Event: bot.Moved, To: place(to)}}, func() int { return len(to.Messages()) }
		}},
		{"moved and told", func(_ *telegramtest.Double, group *telegramtest.Chat, _ telegramtest.User) ([]bot.Change, func() int) {
			to := group.Migrate(true)
			return []bot.Change{{Place: place(group), Event: bot.Moved, To: place(to)}}, nil
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := telegramtest.New(t, telegramtest.Config{})
			ann := d.Person("Ann", "en")
			group := d.Group("Group")
			want, answers := c.do(d, group, ann)
			r := start(t, d, answering())
			eventually(t, "the core to be told", func() bool { return len(r.core.Changes()) >= len(want) })
			r.settle(t)
			if got := r.core.Changes(); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("told %v, want %v", got, want)
			}
			if answers != nil && answers() != 1 {
				t.Errorf("%d answers in the new chat", answers())
			}
		})
	}
}
