package telegram

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

// TestPressThatCannotEdit holds that a press is answered with a new message when
// the old one cannot be edited any more, for whatever reason, and that it is not
// taken for answered when nothing was.
func TestPressThatCannotEdit(t *testing.T) {
	edits := telegramtest.Calls("editMessageText")
	for _, c := range []struct {
		name, refusal string
		want          string
	}{
		{"too old", "Bad Request: message can't be edited", "answer to /view abcdefghijklmnop 5"},
		{"deleted", "Bad Request: message to edit not found", "answer to /view abcdefghijklmnop 5"},
		{"its text is refused", "Bad Request: can't parse entities", "answer to /view abcdefghijklmnop 5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := telegramtest.New(t, telegramtest.Config{})
			r := start(t, d, pages())
			ann := d.Person("Ann", "en")
			chat := d.Private(ann)
			chat.Say(ann, "x")
			m := chat.Await(1)
			d.Fail(1, edits, telegramtest.Refuse(400, c.refusal, nil))
			press(t, d, ann, m, "More")
			if got := readable(chat.Await(2).Text.Text); got != c.want {
				t.Errorf("answered %q, want %q", got, c.want)
			}
			r.settle(t)
		})
	}
}

// TestPressInAMovedGroup presses a button of a message that stayed behind when
// its group became a supergroup.
func TestPressInAMovedGroup(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, pages())
	ann := d.Person("Ann", "en")
	group := d.Group("Group")
	group.Say(ann, d.Command("/summary"))
	m := group.Await(1)
	to := group.Migrate(false)
	press(t, d, ann, m, "More")
	if got := readable(to.Await(1).Text.Text); got != "answer to /view abcdefghijklmnop 5" {
		t.Errorf("answered %q", got)
	}
	if changes := r.core.Changes(); len(changes) != 1 || changes[0].Event != bot.Moved {
		t.Errorf("the core was told %v", changes)
	}
}

// TestPressIsKeptWhenTheEndComes holds that a press whose answer the end cut off
// waits in the inbox.
func TestPressIsKeptWhenTheEndComes(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes drainTime")
	}
	t.Parallel()
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, pages(), func(o *Options) { o.Timeout = time.Minute })
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "x")
	m := chat.Await(1)
	r.settle(t)
	hangs := make(chan struct{}, 1)
	d.Fail(-1, func(q telegramtest.Request) bool {
		if q.Method != "editMessageText" {
			return false
		}
		select {
		case hangs <- struct{}{}:
		default:
		}
		return true
	}, adaptertest.Fault{Hang: true})
	press(t, d, ann, m, "More")
	<-hangs
	if err := r.end(); err != nil {
		t.Error(err)
	}
	if n := r.memory.Waiting(); n != 1 {
		t.Errorf("%d updates wait, want the press", n)
	}
}

// TestAnonymousAdminPresses holds that the buttons of what an anonymous admin
// asked serve every admin, who stays anonymous, and nobody else.
func TestAnonymousAdminPresses(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, pages())
	boss, member := d.Person("Boss", "en"), d.Person("Member", "en")
	group := d.Supergroup("Group")
	group.SetRole(boss, "administrator")
	group.SetRole(member, "member")
	group.Say(boss, d.Command("/summary"), telegramtest.Anonymous())
	m := group.Await(1)
	click := press(t, d, member, m, "More")
	d.Wait("an answer to the member", func() bool { return d.Answered(click) != nil })
	if link, _ := d.Answered(click)["url"].(string); link == "" {
		t.Errorf("a member's press is answered %v", d.Answered(click))
	}
	press(t, d, boss, m, "More")
	d.Wait("the second page", func() bool { return group.Messages()[0].Edits == 1 })
	asked := r.core.Requests()
	if got := asked[len(asked)-1]; got.Self != asked[0].Self || strings.Contains(got.Name, "Boss") {
		t.Errorf("the press was that of %v %q, the question that of %v", got.Self, got.Name, asked[0].Self)
	}
}

// TestWhispersOfferNothingForAdmins holds that what is told in private about a
// group has no button that would act on the private chat instead.
func TestWhispersOfferNothingForAdmins(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	start(t, d, adaptertest.Says(bot.Answer{Note: "kept", Private: true, Lang: "en", Actions: []bot.Action{
		{Label: "Forget all", Command: "/add"}, {Label: "Today", Command: "/summary"},
	}}))
	ann := d.Person("Ann", "en")
	group, private := d.Supergroup("Group"), d.Private(ann)
	group.Say(ann, d.Command("/summary"))
	m := private.Await(1)
	if len(m.Buttons) != 1 || len(m.Buttons[0]) != 1 || m.Buttons[0][0].Text != "Today" {
		t.Errorf("buttons %v", m.Buttons)
	}
}

// TestStopWhileOutOfReach holds that a bot that is stopped before it ever
// reached Telegram does not blame its token.
func TestStopWhileOutOfReach(t *testing.T) {
	m := adaptertest.NewMemory()
	telegram := New(Options{Token: bot.NewSecret("1:token"), APIURL: "http://127.0.0.1:1", Client: &http.Client{Transport: &http.Transport{}},
		Inbox: m, Views: m, Log: slog.New(slog.DiscardHandler)})
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	err := telegram.Run(ctx, answering())
	if err == nil || strings.Contains(err.Error(), "token") {
		t.Errorf("stopped with %v", err)
	}
}

// TestPressIsAnsweredThough holds that what a press asked for is shown though
// the press itself cannot be answered, and not before Telegram wants it.
func TestPressIsAnsweredThough(t *testing.T) {
	presses, edits := telegramtest.Calls("answerCallbackQuery"), telegramtest.Calls("editMessageText")
	for name, fault := range map[string]func(d *telegramtest.Double){
		"502 for ever":    func(d *telegramtest.Double) { d.Fail(-1, presses, adaptertest.BadGateway()) },
		"it hangs":        func(d *telegramtest.Double) { d.Fail(-1, presses, adaptertest.Fault{Hang: true}) },
		"429 of a press":  func(d *telegramtest.Double) { d.Fail(1, presses, tooMany) },
		"429 of the edit": func(d *telegramtest.Double) { d.Fail(1, edits, tooMany) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := telegramtest.New(t, telegramtest.Config{})
			r := start(t, d, pages(), func(o *Options) { o.Timeout = 300 * time.Millisecond })
			ann := d.Person("Ann", "en")
			chat := d.Private(ann)
			chat.Say(ann, "x")
			m := chat.Await(1)
			fault(d)
			press(t, d, ann, m, "More")
			d.Wait("the second page", func() bool { return chat.Messages()[0].Edits == 1 })
			r.settle(t)
			if n := len(chat.Messages()); n != 1 {
				t.Errorf("%d messages", n)
			}
		})
	}
}

var tooMany = telegramtest.Refuse(429, "Too Many Requests: retry after 1", map[string]any{"retry_after": 1})
