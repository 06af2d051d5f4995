package bot

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"briefly/bot/words"
)

// TestAccess is the whole table: every command, asked by every role in every
// kind of place.
func TestAccess(t *testing.T) {
	// What a non-admin may not do where others are around. Everything else is
	// open to everybody whom the allow-list lets in.
	adminsOnly := map[string]bool{"add": true, "feed": true, "remove": true, "forget": true}
	commands := []string{"summary", "search", "why", "sources", "add", "check", "feed", "remove", "mydata", "forget", "help", "start", "view"}
	b := tableOnly()
	if len(commands) != len(b.commands) {
		t.Fatalf("the table has %d commands, this test %d", len(b.commands), len(commands))
	}
	for _, name := range commands {
		command, ok := b.command(name)
		if !ok {
			t.Errorf("no command %s", name)
			continue
		}
		for kind, place := range map[Kind]string{Private: "private", Group: "group", Channel: "channel"} {
			for _, admin := range []bool{true, false} {
				want := admin || kind == Private || !adminsOnly[name]
				r := Request{At: Place{"test", "1", ""}, Self: Place{"test", "2", ""}, Kind: kind,
					Admin: func(context.Context) (bool, error) { return admin, nil }}
				if got := b.mayRun(t.Context(), command, r) == nil; got != want {
					t.Errorf("/%s in a %s place, admin %v: allowed %v, want %v", name, place, admin, got, want)
				}
			}
		}
	}
}

func TestAdminIsAskedOnlyWhenItMatters(t *testing.T) {
	b := tableOnly()
	asked := 0
	r := Request{Kind: Group, Admin: func(context.Context) (bool, error) {
		asked++
		return false, errors.New("the platform is away")
	}}
	summary, _ := b.command("summary")
	if err := b.mayRun(t.Context(), summary, r); err != nil || asked != 0 {
		t.Errorf("/summary: %v, asked %d times", err, asked)
	}
	forget, _ := b.command("forget")
	var p *Problem
	if err := b.mayRun(t.Context(), forget, r); err == nil || errors.As(err, &p) {
		t.Errorf("/forget without an answer from the platform: %v, want an error that is not for people", err)
	}
	r.Admin = nil
	if err := b.mayRun(t.Context(), forget, r); !errors.As(err, &p) || p.Key != words.AdminsOnly {
		t.Errorf("/forget without admins: %v", err)
	}
}

func TestAllowListClosesTheBotToEverybodyElse(t *testing.T) {
	b := tableOnly()
	b.Allow = []string{"telegram:-100", "telegram:7"}
	group, person := Place{"telegram", "-100", ""}, Place{"telegram", "7", ""}
	other, stranger := Place{"telegram", "-200", ""}, Place{"telegram", "8", ""}
	for _, c := range []struct {
		at, self Place
		want     bool
	}{
		{group, stranger, true}, {group, person, true},
		{other, person, true}, {other, stranger, false},
		{person, person, true}, {stranger, stranger, false},
		{Place{"discord", "7", ""}, Place{"discord", "7", ""}, false},
		{Place{"terminal", "", ""}, Place{"terminal", "", ""}, true},
	} {
		if got := b.welcome(Request{At: c.at, Self: c.self}); got != c.want {
			t.Errorf("%v by %v: %v, want %v", c.at, c.self, got, c.want)
		}
		// Whatever is asked, a stranger gets the one answer.
		if c.want {
			continue
		}
		for _, command := range b.commands {
			for a := range b.Answer(t.Context(), Request{At: c.at, Self: c.self, Text: "/" + command.Name}) {
				if a.Note != b.speaker.In("").Say(words.NotAllowed) || !a.Private {
					t.Errorf("/%s by a stranger: %+v", command.Name, a)
				}
			}
			b.Limiter = NewLimits(b.Now)
		}
	}
}

// TestLimitsCountWhenItWasAsked holds that what waited while the bot was away is
// answered, that a rush stays one however late it is read, and that old
// questions do not refill what new ones took.
func TestLimitsCountWhenItWasAsked(t *testing.T) {
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		every time.Duration // between questions, the last of which is asked now
		want  int           // of 3 bursts of them that are answered
	}{
		{"over hours", time.Minute, 3 * PersonRate.Burst},
		{"as fast as it is allowed", PersonRate.Every, 3 * PersonRate.Burst},
		{"all at once", 0, PersonRate.Burst},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := NewLimits(func() time.Time { return now })
			r := Request{At: Place{"test", "chat", ""}, Self: Place{"test", "person", ""}}
			answered := 0
			for i := range 3 * PersonRate.Burst {
				r.Asked = now.Add(-time.Duration(3*PersonRate.Burst-1-i) * c.every)
				if ok, _ := l.Allow(r); ok {
					answered++
				}
			}
			if answered != c.want {
				t.Errorf("%d answered, want %d", answered, c.want)
			}
		})
	}
	l := NewLimits(func() time.Time { return now })
	answered := 0
	for i := range 4 * PersonRate.Burst {
		r := Request{At: Place{"test", "chat", ""}, Self: Place{"test", "person", ""}}
		if i%2 == 0 {
			r.Asked = now.Add(-time.Hour)
		}
		if ok, _ := l.Allow(r); ok {
			answered++
		}
	}
	if answered > PersonRate.Burst+1 { // the first was old
		t.Errorf("%d answered of old and new by turns", answered)
	}
}

func TestLimits(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	l := NewLimits(func() time.Time { return now })
	const within, overFirst, overQuiet = "within", "told", "silent"
	ask := func(person string) string {
		ok, tell := l.Allow(Request{At: Place{"test", "group", ""}, Self: Place{"test", person, ""}})
		switch {
		case ok:
			return within
		case tell:
			return overFirst
		}
		return overQuiet
	}
	for i := range PersonRate.Burst {
		if v := ask("a"); v != within {
			t.Fatalf("request %d: %v", i+1, v)
		}
	}
	if v := ask("a"); v != overFirst {
		t.Errorf("the first beyond the burst: %v, want a friendly answer", v)
	}
	if v := ask("a"); v != overQuiet {
		t.Errorf("the second beyond the burst: %v, want silence", v)
	}
	if v := ask("b"); v != within {
		t.Errorf("another person: %v", v)
	}
	now = now.Add(PersonRate.Every)
	if v := ask("a"); v != within {
		t.Errorf("after %v: %v", PersonRate.Every, v)
	}
	if v := ask("a"); v != overFirst {
		t.Errorf("over again: %v, want a friendly answer again", v)
	}
	for i := range 3 * PersonRate.Burst { // many people make a chat too loud
		ask(fmt.Sprint("p", i))
	}
	if v := ask("new"); v != overFirst {
		t.Errorf("a new person in a loud chat: %v", v)
	}
	now = now.Add(2 * idleLimit)
	ask("a")
	if len(l.by) != 2 {
		t.Errorf("%d limiters are kept, want those of the person and the chat just seen", len(l.by))
	}
	for range 1000 {
		if ok, _ := l.Allow(Request{At: Place{Platform: "terminal"}}); !ok {
			t.Fatal("the console is limited")
		}
	}
}
