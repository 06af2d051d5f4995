package main

import (
	"strings"
	"testing"

	"briefly/adapters/telegram/telegramtest"
)

// TestTelegramForgetsTheGroup holds that /forget, said by a group's admin, asks
// in the group, where its button deletes what is the group's and nothing of the
// admin's own.
func TestTelegramForgetsTheGroup(t *testing.T) {
	onTelegram(t, nil, func(d *telegramtest.Double) {
		boss := d.Person("Boss", "en")
		group, private := d.Supergroup("Group"), d.Private(boss)
		group.SetRole(boss, "administrator")
		for _, chat := range []*telegramtest.Chat{group, private} {
			chat.Say(boss, d.Command("/add"), d.Document("mill.html", "text/html", []byte(page("Old mill gets a new roof", "The end."))))
			chat.Await(1)
		}
		group.Say(boss, d.Command("/forget"))
		click := pressed(t, d, boss, group.Await(2), "Yes, delete everything")
		d.Wait("an answer to the press", func() bool { return d.Answered(click) != nil })
		group.Say(boss, d.Command("/search mill roof"))
		if m := private.Await(2); len(group.Messages()) != 2 || strings.Contains(m.Text.Text, "Old mill gets") {
			t.Errorf("the group still has %q", m.Text.Text)
		}
		private.Say(boss, "/search mill roof")
		if m := private.Await(3); !strings.Contains(m.Text.Text, "Old mill gets") {
			t.Errorf("the admin's own is gone: %q", m.Text.Text)
		}
	})
}

// TestTelegramViewsOfOthers opens what a group was shown by deep links: who is
// not there sees nothing of what was added there.
func TestTelegramViewsOfOthers(t *testing.T) {
	onTelegram(t, nil, func(d *telegramtest.Double) {
		boss, bo := d.Person("Boss", "en"), d.Person("Bo", "en")
		group, private := d.Supergroup("Group"), d.Private(bo)
		group.SetRole(boss, "administrator")
		group.Say(boss, d.Command("/add"), d.Document("mill.html", "text/html", []byte(page("Old mill gets a new roof", "The end."))))
		m := group.Await(1)
		_, number, _ := strings.Cut(m.Text.Text, "Added as #")
		number, _, _ = strings.Cut(number, ".")
		click := pressed(t, d, bo, m, "Why this?")
		d.Wait("an answer to the press", func() bool { return d.Answered(click) != nil })
		link, _ := d.Answered(click)["url"].(string)
		_, view, _ := strings.Cut(link, "?start=")
		if number == "" || !strings.HasPrefix(view, "v") {
			t.Fatalf("article %q, link %q", number, link)
		}
		for i, start := range []string{view, view + "_1", view + "x", "a" + number, "t" + view} {
			private.Say(bo, "/start "+start)
			m := private.Await(i + 1)
			for _, kept := range []string{"Old mill", "Upper Wick", "Mill Herald"} {
				if strings.Contains(m.Text.Text, kept) {
					t.Errorf("/start %s shows %q", start, m.Text.Text)
				}
			}
		}
		if m := private.Messages()[0]; !strings.Contains(m.Text.Text, "#"+number) {
			t.Errorf("the view is answered %q", m.Text.Text)
		}
	})
}

// TestTelegramUploadsRefused holds that a file that cannot be had is named, and
// that its name spills nothing.
func TestTelegramUploadsRefused(t *testing.T) {
	onTelegram(t, nil, func(d *telegramtest.Double) {
		ann := d.Person("Ann", "en")
		chat := d.Private(ann)
		chat.Say(ann, "", d.DocumentOf("report.html", "text/html", nil, 25<<20))
		if m := chat.Await(1); !strings.Contains(m.Text.Text, "report.") || !strings.Contains(m.Text.Text, "large") {
			t.Errorf("25 MB are answered %q", m.Text.Text)
		}
		chat.Say(ann, "", d.Document("\u202eexe.@durov\u2066 דוח.pdf", "application/pdf", []byte("%PDF-1.4")))
		m := chat.Await(2)
		if alive := m.Text.Alive(); len(alive) > 0 || strings.ContainsAny(m.Text.Text, "\u202e\u2066") || !strings.Contains(m.Text.Text, "דוח") {
			t.Errorf("a name that turns the text is answered %q, alive %v", m.Text.Text, alive)
		}
	})
}
