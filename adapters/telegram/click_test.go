package telegram

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"briefly/adapters/adaptertest"
	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

// pages is a core whose lists can be paged: "/view KEY 2" replaces.
func pages() *adaptertest.Core {
	return &adaptertest.Core{Answers: func(_ context.Context, r bot.Request, say func(bot.Answer) bool) {
		a := note("answer to " + r.Text)
		if strings.HasPrefix(r.Text, "/view") {
			a.Replace = true
		} else {
			a.Actions = []bot.Action{
				{Label: "More", Command: "/view abcdefghijklmnop 5"},
				{Label: "Дальше", Command: "/summary очень длинная тема, которая не помещается в кнопку"},
				{Label: "Short", Command: "/summary ferries"},
				{Label: "Add", Command: "/add"},
			}
		}
		say(a)
	}}
}

// press presses a button by its label.
func press(t *testing.T, d *telegramtest.Double, u telegramtest.User, m telegramtest.Message, label string) string {
	t.Helper()
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Text == label {
				return d.Click(u, m, b.Data)
			}
		}
	}
	t.Fatalf("no button %q in %v", label, m.Buttons)
	return ""
}

func TestPagingEdits(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	start(t, d, pages())
	ann := d.Person("Ann", "en")
	for _, chat := range []*telegramtest.Chat{d.Private(ann), d.Supergroup("Group")} {
		chat.Say(ann, d.Command("/summary"))
		click := press(t, d, ann, chat.Await(1), "More")
		d.Wait("the second page", func() bool { return chat.Messages()[0].Edits == 1 })
		if got := chat.Messages(); len(got) != 1 || readable(got[0].Text.Text) != "answer to /view abcdefghijklmnop 5" {
			t.Errorf("shown %+v", got)
		}
		d.Wait("the press to be answered", func() bool { return d.Answered(click) != nil })
	}
}

func TestLongCommandsGoThroughViews(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, pages())
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "x")
	press(t, d, ann, chat.Await(1), "Дальше")
	d.Wait("an answer", func() bool { return len(d.Requests("editMessageText")) == 1 })
	asked := r.core.Requests()[1].Text
	v, err := r.memory.View(t.Context(), strings.TrimPrefix(asked, "/view "))
	if err != nil || v.Command != "/summary очень длинная тема, которая не помещается в кнопку" {
		t.Errorf("asked %q: %+v %v", asked, v, err)
	}
}

// TestOthersOpenPrivately holds that in a group only who asked changes what is
// shown; a press of anybody else leads to their own chat.
func TestOthersOpenPrivately(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, pages())
	ann, bo := d.Person("Ann", "en"), d.Person("Bo", "en")
	group := d.Supergroup("Group")
	group.Say(ann, d.Command("/summary"))
	m := group.Await(1)
	link := "https://t.me/" + d.Bot.Username + "?start="
	for label, want := range map[string]string{"More": link + "vabcdefghijklmnop_5", "Дальше": link + "v", "Short": link + "tZmVycmllcw"} {
		click := press(t, d, bo, m, label)
		d.Wait("an answer to the press", func() bool { return d.Answered(click) != nil })
		if got, _ := d.Answered(click)["url"].(string); !strings.HasPrefix(got, want) {
			t.Errorf("%s leads to %q, want %q", label, got, want)
		}
	}
	click := press(t, d, bo, m, "Add")
	d.Wait("an answer to the press", func() bool { return d.Answered(click) != nil })
	if got := d.Answered(click); got["url"] != nil || fmt.Sprint(got["show_alert"]) != "true" {
		t.Errorf("what only admins may do: %v", got)
	}
	if n := len(r.core.Requests()); n != 1 || len(group.Messages()) != 1 || group.Messages()[0].Edits != 0 {
		t.Errorf("the core was asked %d times, the group sees %+v", n, group.Messages())
	}
}

// TestAnswersToPressesAreTheAskers holds that what a press in a group brings
// belongs to who asked: they go on pressing there, and nobody else does.
func TestAnswersToPressesAreTheAskers(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, pages())
	ann, bo := d.Person("Ann", "en"), d.Person("Bo", "en")
	group := d.Supergroup("Group")
	group.Say(ann, d.Command("/summary"))
	press(t, d, ann, group.Await(1), "Short")
	m := group.Await(2)
	r.settle(t)
	press(t, d, ann, m, "Short")
	group.Await(3)
	click := press(t, d, bo, m, "Short")
	d.Wait("an answer to Bo", func() bool { return d.Answered(click) != nil })
	r.settle(t)
	if n := len(group.Messages()); n != 3 || d.Answered(click)["url"] == nil {
		t.Errorf("%d messages, Bo is answered %v", n, d.Answered(click))
	}
}

func TestOldAndExpiredButtons(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, pages())
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "x")
	m := chat.Await(1)
	old := d.Click(ann, m, "page:2:v1")
	d.Wait("an answer to an old button", func() bool { return d.Answered(old) != nil })
	if text, _ := d.Answered(old)["text"].(string); text == "" {
		t.Errorf("an old button is answered %v", d.Answered(old))
	}
	d.Expire(press(t, d, ann, m, "Short"))
	chat.Await(2)
	r.settle(t)
	if got := readable(chat.Messages()[1].Text.Text); got != "answer to /summary ferries" {
		t.Errorf("an expired press is answered %q", got)
	}
	if n := len(chat.Messages()); n != 2 {
		t.Errorf("%d messages", n)
	}
}

// TestPrivateAnswersInGroups holds that what is for the asker's eyes only is
// seen by nobody else.
func TestPrivateAnswersInGroups(t *testing.T) {
	secret := bot.Answer{Title: "What I keep", Note: "only yours", Private: true, Lang: "en", Actions: []bot.Action{{Label: "Delete", Command: "/forget"}}}
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, adaptertest.Says(secret))
	ann, bo := d.Person("Ann", "en"), d.Person("Bo", "en")
	group, private := d.Supergroup("Group"), d.Private(ann)
	group.Say(ann, d.Command("/summary"))
	if m := private.Await(1); !strings.Contains(m.Text.Text, "only yours") {
		t.Errorf("told privately: %q", m.Text.Text)
	}
	r.settle(t)
	if n := len(group.Messages()); n != 0 {
		t.Errorf("the group sees %q", group.Messages()[0].Text.Text)
	}
	stranger := d.Private(bo)
	stranger.Close("Forbidden: bot can't initiate conversation with a user")
	group.Say(bo, d.Command("/summary"))
	m := group.Await(1)
	if strings.Contains(m.Text.Text, "yours") || len(m.Buttons) != 1 || !strings.HasPrefix(m.Buttons[0][0].URL, "https://t.me/"+d.Bot.Username+"?start=v") {
		t.Errorf("the group sees %q %v", m.Text.Text, m.Buttons)
	}
	if changes := r.core.Changes(); len(changes) != 0 {
		t.Errorf("changes %v", changes)
	}
}

func TestPrivateAnswerToAPress(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	alone := note("Only admins of this chat may do that.")
	alone.Private = true
	start(t, d, &adaptertest.Core{Answers: func(_ context.Context, r bot.Request, say func(bot.Answer) bool) {
		if r.Text == "/add" {
			say(alone)
			return
		}
		say(note("shown"))
	}})
	ann := d.Person("Ann", "en")
	group := d.Supergroup("Group")
	group.Say(ann, d.Command("/summary"))
	click := d.Click(ann, group.Await(1), "/add")
	d.Wait("an answer to the press", func() bool { return d.Answered(click) != nil })
	if got := d.Answered(click); got["text"] != alone.Note || fmt.Sprint(got["show_alert"]) != "true" || len(group.Messages()) != 1 {
		t.Errorf("answered %v, the group sees %d messages", got, len(group.Messages()))
	}
}

// TestAdmins holds who is an admin, and that it is asked once a minute at most
// and only when it matters.
func TestAdmins(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	core := &adaptertest.Core{Answers: func(ctx context.Context, r bot.Request, say func(bot.Answer) bool) {
		if !strings.HasPrefix(r.Text, "/add") {
			say(note("no matter"))
			return
		}
		admin, err := r.Admin(ctx)
		if err != nil {
			t.Error(err)
		}
		if admin {
			say(note("admin"))
		} else {
			say(note("nobody"))
		}
	}}
	start(t, d, core)
	owner, boss, member := d.Person("Owner", "en"), d.Person("Boss", "en"), d.Person("Member", "en")
	group, channel := d.Supergroup("Group"), d.Channel("News")
	group.SetRole(owner, "creator")
	group.SetRole(boss, "administrator")
	group.SetRole(member, "member")
	asked := func() int { return len(d.Requests("getChatMember")) }
	n := 0
	say := func(u telegramtest.User, text, want string, options ...func(map[string]any)) {
		t.Helper()
		n++
		group.Say(u, d.Command(text), options...)
		if got := group.Await(n).Text.Text; got != want {
			t.Errorf("%s %s: %q, want %q", u.FirstName, text, got, want)
		}
	}
	say(member, "/summary", "no matter")
	if asked() != 0 {
		t.Error("it was asked for nothing")
	}
	say(member, "/add", "nobody")
	say(owner, "/add", "admin")
	say(boss, "/add", "admin")
	say(member, "/add", "admin", telegramtest.Anonymous())
	if asked() != 3 {
		t.Errorf("asked %d times for 3 people", asked())
	}
	say(boss, "/add", "admin")
	if asked() != 3 {
		t.Errorf("asked again within a minute")
	}
	channel.Say(boss, "/add")
	if got := channel.Await(1).Text.Text; got != "admin" {
		t.Errorf("in a channel: %q", got)
	}
}
