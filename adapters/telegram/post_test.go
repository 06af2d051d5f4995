package telegram

import (
	"errors"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

func TestPost(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, answering())
	ann := d.Person("Ann", "en")
	forum := d.Forum("Forum", 7)
	group := d.Group("Group")
	place := func(c *telegramtest.Chat, thread string) bot.Place {
		return bot.Place{Platform: platform, Chat: formatID(c.ID), Thread: thread}
	}
	ref, err := r.Post(t.Context(), bot.Delivery{Key: "digest 1", Place: place(forum, "7"), Answer: note("The news")})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Edit(t.Context(), ref, note("The news, corrected")); err != nil {
		t.Fatal(err)
	}
	if m := forum.Messages()[0]; m.Thread != 7 || m.Text.Text != "The news, corrected" || m.Edits != 1 {
		t.Errorf("posted %+v", m)
	}
	if err := r.Edit(t.Context(), ref, note("The news, corrected")); err != nil {
		t.Errorf("an edit that changes nothing: %v", err)
	}
	to := group.Migrate(false)
	ref, err = r.Post(t.Context(), bot.Delivery{Key: "digest 2", Place: place(group, ""), Answer: note("Moved")})
	if err != nil || ref.Place != place(to, "") || len(to.Messages()) != 1 {
		t.Errorf("posted to %v: %v", ref.Place, err)
	}
	left, err := r.Post(t.Context(), bot.Delivery{Key: "digest 3", Place: place(to, ""), Answer: note("Moves soon")})
	if err != nil {
		t.Fatal(err)
	}
	told := len(r.core.Changes())
	to = to.Migrate(false)
	var stays *bot.PostError
	if err := r.Edit(t.Context(), left, note("x")); !errors.As(err, &stays) || stays.Reason != bot.Refused || len(r.core.Changes()) != told+1 {
		t.Errorf("an edit in a chat that has moved: %v, told %v", err, r.core.Changes())
	}
	blocked := d.Private(ann)
	blocked.BotStatus(ann, "kicked")
	sends := telegramtest.Calls("sendMessage")
	for _, c := range []struct {
		name  string
		fault func()
		to    bot.Place
		want  bot.PostReason
		after time.Duration
	}{
		{"blocked", func() {}, place(blocked, ""), bot.ChatGone, 0},
		{"no such chat", func() {}, bot.Place{Platform: platform, Chat: "5"}, bot.ChatGone, 0},
		{"no such topic", func() {}, place(forum, "8"), bot.NotAllowed, 0},
		{"no right", func() {
			d.Fail(1, sends, telegramtest.Refuse(400, "Bad Request: not enough rights to send text messages to the chat", nil))
		}, place(forum, "7"), bot.NotAllowed, 0},
		{"refused", func() { d.Fail(1, sends, telegramtest.Refuse(400, "Bad Request: something new", nil)) }, place(forum, "7"), bot.Refused, 0},
		{"flood", func() { d.Ban(forum, 3600) }, place(forum, "7"), bot.Unavailable, time.Hour},
		{"down", func() { d.Fail(-1, sends, adaptertest.BadGateway()) }, place(to, ""), bot.Unavailable, 0},
	} {
		r.options.Patience = 300 * time.Millisecond
		c.fault()
		_, err := r.Post(t.Context(), bot.Delivery{Key: "x", Place: c.to, Answer: note("x")})
		var refused *bot.PostError
		if !errors.As(err, &refused) || refused.Reason != c.want || refused.After != c.after || refused.Retry() != (c.want == bot.Unavailable) {
			t.Errorf("%s: %v, want %s after %s", c.name, err, c.want, c.after)
		}
	}
}
