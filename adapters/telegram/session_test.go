package telegram

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

func TestAnswersInPrivate(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	start(t, d, adaptertest.Says(note("first"), note("better")))
	ann := d.Person("Ann", "ru")
	chat := d.Private(ann)
	chat.Say(ann, "/summary china")
	d.Wait("the better answer", func() bool { m := chat.Messages(); return len(m) == 1 && m[0].Edits == 1 })
	if m := chat.Messages()[0]; m.Text.Text != "better" || m.ReplyTo != 0 {
		t.Errorf("shown %+v", m)
	}
}

// TestFixturesPass sends every fixture answer: the double refuses what Telegram
// would, and sees what would come alive.
func TestFixturesPass(t *testing.T) {
	for _, f := range append(adaptertest.Fixtures(), adaptertest.Pictured()...) {
		t.Run(f.Name, func(t *testing.T) {
			d := telegramtest.New(t, telegramtest.Config{})
			f.Answer.Private = false
			r := start(t, d, adaptertest.Says(f.Answer))
			ann := d.Person("Ann", "en")
			chat := d.Private(ann)
			chat.Say(ann, "x")
			m := chat.Await(1)
			if alive := m.Text.Alive(); len(alive) > 0 {
				t.Errorf("alive: %q", m.Text.Of(alive[0]))
			}
			r.settle(t)
		})
	}
}

func TestRequests(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, adaptertest.Says(note("ok")))
	ann := d.Person("Ann", "pt-br")
	forum := d.Forum("Forum", 7)
	channel := d.Channel("News")
	private := d.Private(ann)

	private.Say(ann, "/start a12")
	forum.Say(ann, d.Command("/summary china"), telegramtest.InTopic(7))
	forum.Say(ann, "just talk", telegramtest.InTopic(7))
	channel.Say(ann, "/summary")
	forum.Say(ann, d.Command("/summary"), telegramtest.Anonymous())
	d.Wait("four answers", func() bool {
		return len(private.Messages()) == 1 && len(forum.Messages()) == 2 && len(channel.Messages()) == 1
	})
	asked := map[string]bot.Request{}
	for _, q := range r.core.Requests() {
		asked[q.At.Chat+" "+q.At.Thread+" "+q.Self.Chat] = q
	}
	me, group, news := formatID(ann.ID), formatID(forum.ID), formatID(channel.ID)
	for key, want := range map[string]bot.Request{
		me + "  " + me:       {Text: "/summary #12", Kind: bot.Private, Name: "Ann", Locale: "pt-br"},
		group + " 7 " + me:   {Text: "/summary china", Kind: bot.Group, Name: "Ann", Locale: "pt-br"},
		group + "  " + group: {Text: "/summary", Kind: bot.Group, Name: "Forum"},
		news + "  " + news:   {Text: "/summary", Kind: bot.Channel, Name: "News"},
	} {
		got, ok := asked[key]
		if !ok || got.Text != want.Text || got.Kind != want.Kind || got.Name != want.Name || got.Locale != want.Locale {
			t.Errorf("%s: asked %v %+v", key, ok, got)
		}
	}
	for _, q := range r.core.Requests() {
		if age := q.Age(time.Now()); q.Asked.IsZero() || age > time.Minute {
			t.Errorf("%q was asked at %v", q.Text, q.Asked)
		}
	}
	if m := forum.Messages()[0]; m.Thread != 7 || m.ReplyTo == 0 {
		t.Errorf("answered in thread %d to %d", m.Thread, m.ReplyTo)
	}
}

// TestOrder holds that one chat's messages are answered in order and chats side
// by side.
func TestOrder(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	hold := make(chan struct{})
	core := &adaptertest.Core{Answers: func(_ context.Context, r bot.Request, say func(bot.Answer) bool) {
		if r.Text == "slow" {
			<-hold
		}
		say(note("answer to " + r.Text))
	}}
	start(t, d, core)
	ann, bo := d.Person("Ann", "en"), d.Person("Bo", "en")
	one, other := d.Private(ann), d.Private(bo)
	one.Say(ann, "slow")
	one.Say(ann, "second")
	other.Say(bo, "third")
	other.Await(1)
	if len(one.Messages()) != 0 {
		t.Error("the second overtook the first")
	}
	close(hold)
	one.Await(2)
	for i, want := range []string{"answer to slow", "answer to second"} {
		if got := one.Messages()[i].Text.Text; got != want {
			t.Errorf("message %d is %q, want %q", i, got, want)
		}
	}
}

func TestTyping(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	answered := make(chan struct{})
	core := &adaptertest.Core{Answers: func(_ context.Context, _ bot.Request, say func(bot.Answer) bool) {
		<-answered
		say(note("at last"))
	}}
	start(t, d, core)
	ann := d.Person("Ann", "en")
	forum := d.Forum("Forum", 7)
	asked := time.Now()
	forum.Say(ann, d.Command("/summary"), telegramtest.InTopic(7))
	d.Wait("typing", func() bool { return len(d.Requests("sendChatAction")) > 0 })
	typing := d.Requests("sendChatAction")[0]
	if after := typing.At.Sub(asked); after < typingAfter || after > 10*typingAfter {
		t.Errorf("typing after %s", after)
	}
	if fmt.Sprint(typing.Params["message_thread_id"]) != "7" {
		t.Errorf("typing in %v", typing.Params)
	}
	close(answered)
	forum.Await(1)
}

func TestUpload(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	var got string
	core := &adaptertest.Core{Answers: func(ctx context.Context, r bot.Request, say func(bot.Answer) bool) {
		for _, f := range r.Files {
			in, err := f.Open(ctx)
			if err != nil {
				t.Error(err)
				continue
			}
			data := make([]byte, 100)
			n, _ := in.Read(data)
			got = f.Name + " " + f.MediaType + " " + string(data[:n])
			in.Close()
		}
		say(note("read"))
	}}
	start(t, d, core)
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "a topic", d.Document("page one.html", "text/html", []byte("<p>hello</p>")))
	chat.Await(1)
	if got != "page one.html text/html <p>hello</p>" {
		t.Errorf("read %q", got)
	}
}

func TestEditThatChangesNothing(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	r := start(t, d, adaptertest.Says(note("same"), note("same")))
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "x")
	d.Wait("the edit", func() bool { return len(d.Requests("editMessageText")) == 1 })
	r.settle(t)
	if n := len(chat.Messages()); n != 1 {
		t.Errorf("%d messages", n)
	}
}

// TestStop holds that the bot ends within its time in the middle of a long poll
// and that an answer that is under way is finished.
func TestStop(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	began := make(chan struct{})
	core := &adaptertest.Core{Answers: func(_ context.Context, _ bot.Request, say func(bot.Answer) bool) {
		close(began)
		time.Sleep(300 * time.Millisecond)
		say(note("finished"))
	}}
	r := start(t, d, core)
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "x")
	<-began
	asked := time.Now()
	if err := r.end(); err != nil {
		t.Error(err)
	}
	if took := time.Since(asked); took > drainTime {
		t.Errorf("it took %s", took)
	}
	if m := chat.Messages(); len(m) != 1 || m[0].Text.Text != "finished" || r.memory.Waiting() != 0 {
		t.Errorf("left %d waiting, said %+v", r.memory.Waiting(), m)
	}
}

// TestStopCutsWhatTakesTooLong holds that an answer that does not end stays in
// the inbox.
func TestStopCutsWhatTakesTooLong(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes drainTime")
	}
	d := telegramtest.New(t, telegramtest.Config{})
	began := make(chan struct{})
	core := &adaptertest.Core{Answers: func(ctx context.Context, _ bot.Request, say func(bot.Answer) bool) {
		close(began)
		<-ctx.Done()
		say(note(strings.Repeat("too late ", 3)))
	}}
	r := start(t, d, core)
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "x")
	<-began
	asked := time.Now()
	if err := r.end(); err != nil {
		t.Error(err)
	}
	if took := time.Since(asked); took > 10*time.Second || r.memory.Waiting() != 1 || len(chat.Messages()) != 0 {
		t.Errorf("it took %s, %d wait, %d messages", took, r.memory.Waiting(), len(chat.Messages()))
	}
	if left, _ := r.memory.Pending(t.Context(), platform); len(left) == 1 && left[0].Attempts != 0 {
		t.Errorf("it counts as %d failed attempts", left[0].Attempts)
	}
}
