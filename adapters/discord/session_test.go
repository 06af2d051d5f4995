package discord

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
	"briefly/bot"
)

func topic(s string) discordtest.Option { return discordtest.Option{Name: "topic", Value: s} }

// description is what the one embed of a message says.
func description(m discordtest.Message) string {
	embeds, _ := m.Body["embeds"].([]any)
	if len(embeds) != 1 {
		return ""
	}
	text, _ := embeds[0].(map[string]any)["description"].(string)
	return text
}

// TestAsk asks by command and holds what the core is asked.
func TestAsk(t *testing.T) {
	core := adaptertest.Says(note("fine"))
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	ann.Locale = "ru"
	thread := ann
	thread.Channel = r.double.AddThread(ann.Channel, "bridge")
	direct := discordtest.Asker{User: ann.User, Channel: r.double.Direct(ann.User)}
	visitor := ann
	visitor.UserInstall, visitor.NoMember = true, true
	boss := ann
	boss.Permissions = discordtest.ManageGuild
	self := bot.Place{Platform: "discord", Chat: "@" + ann.User.ID}
	for _, c := range []struct {
		name  string
		at    discordtest.Asker
		place bot.Place
		kind  bot.Kind
		admin bool
	}{
		{"server", ann, bot.Place{Platform: "discord", Chat: ann.Channel.ID}, bot.Group, false},
		{"thread", thread, bot.Place{Platform: "discord", Chat: ann.Channel.ID, Thread: thread.Channel.ID}, bot.Group, false},
		{"direct message", direct, self, bot.Private, false},
		{"user install without member", visitor, bot.Place{Platform: "discord", Chat: ann.Channel.ID}, bot.Group, false},
		{"manager", boss, bot.Place{Platform: "discord", Chat: ann.Channel.ID}, bot.Group, true},
	} {
		i := r.double.Command(c.at, "summary", topic("bridge"), discordtest.Option{Name: "since", Value: "7d"})
		if m := i.Answer(); description(m) != "fine" || m.Ephemeral() || m.Channel != c.at.Channel.ID || i.Callback() != 4 {
			t.Errorf("%s: answered %v in %s", c.name, m, m.Channel)
		}
		asked := core.Requests()
		q := asked[len(asked)-1]
		if q.Text != "/summary bridge since:7d" || q.At != c.place || q.Self != self || q.Kind != c.kind || q.Name != "ann" || time.Since(q.Asked) > time.Minute {
			t.Errorf("%s: asked %+v", c.name, q)
		}
		if admin, err := q.Admin(context.Background()); admin != c.admin || err != nil {
			t.Errorf("%s: admin %v, %v", c.name, admin, err)
		}
	}
	if q := core.Requests()[0]; q.Locale != "ru" {
		t.Errorf("locale %q", q.Locale)
	}
	r.settle(t)
}

// slowly is a core whose answers come once the test lets them.
func slowly(answers ...bot.Answer) (*adaptertest.Core, chan struct{}) {
	next := make(chan struct{})
	return &adaptertest.Core{Answers: func(ctx context.Context, _ bot.Request, say func(bot.Answer) bool) {
		for _, a := range answers {
			select {
			case <-next:
			case <-ctx.Done():
				return
			}
			if !say(a) {
				return
			}
		}
	}}, next
}

// TestDeferred lets an answer take its time, and a better one replace it.
func TestDeferred(t *testing.T) {
	core, next := slowly(note("quick"), note("better"))
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	i := r.double.Command(ann, "summary")
	if took := i.Took(); i.Callback() != 5 || took < deferAfter || took > 2*time.Second {
		t.Errorf("announced with %d after %v", i.Callback(), took)
	}
	next <- struct{}{}
	if m := i.Answer(); description(m) != "quick" {
		t.Errorf("answered %v", m)
	}
	next <- struct{}{}
	eventually(t, "the better answer", func() bool { m, _ := i.Original(); return description(m) == "better" })
	r.settle(t)
	if all := r.double.Messages(ann.Channel); len(all) != 1 {
		t.Errorf("%d messages", len(all))
	}
}

// TestPrivateAfterDeferral must not show everybody what is for the asker.
func TestPrivateAfterDeferral(t *testing.T) {
	secret := note("only you")
	secret.Private = true
	core, next := slowly(secret)
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	i := r.double.Command(ann, "summary")
	i.Acked()
	next <- struct{}{}
	all := i.FollowUps(1)
	if len(all) != 1 || !all[0].Ephemeral() || description(all[0]) != "only you" {
		t.Errorf("followed by %v", all)
	}
	if m, there := i.Original(); there {
		t.Errorf("the announcement stands: %v", m)
	}
	r.settle(t)
}

// TestSilent leaves nobody waiting when the core says nothing.
func TestSilent(t *testing.T) {
	core := &adaptertest.Core{Answers: func(ctx context.Context, _ bot.Request, _ func(bot.Answer) bool) {
		select {
		case <-time.After(deferAfter + 300*time.Millisecond):
		case <-ctx.Done():
		}
	}}
	r := start(t, discordtest.Options{}, core)
	i := r.double.Command(someone(r.double, "ann"), "summary")
	i.Acked()
	r.settle(t)
	if m, there := i.Original(); there {
		t.Errorf("left waiting: %v", m)
	}
}

// TestClicks presses buttons as the asker and as somebody else.
func TestClicks(t *testing.T) {
	list := bot.Answer{Note: "page 1", Lang: "en", View: "aaaabbbbccccdddd", Actions: []bot.Action{{Label: "More", Command: "/view aaaabbbbccccdddd 5"}, {Label: "Other", Command: "/summary x"}}}
	core := &adaptertest.Core{}
	var asker string
	core.Answers = func(_ context.Context, r bot.Request, say func(bot.Answer) bool) {
		a := list
		if strings.HasPrefix(r.Text, "/view") {
			a.Note, a.Replace = "page 2", r.Self.Chat == "@"+asker
			a.Private = !a.Replace
		}
		say(a)
	}
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	asker = ann.User.ID
	bo := discordtest.Asker{User: r.double.AddUser("bo"), Channel: ann.Channel}
	m := r.double.Command(ann, "summary").Answer()

	click := r.double.Click(ann, m, "/view aaaabbbbccccdddd 5")
	if got := click.Answer(); click.Callback() != 7 || got.ID != m.ID || description(got) != "page 2" {
		t.Errorf("the asker's press: %d, %v", click.Callback(), got)
	}
	click = r.double.Click(bo, m, "/view aaaabbbbccccdddd 5")
	if got := click.Answer(); click.Callback() != 4 || got.ID == m.ID || !got.Ephemeral() {
		t.Errorf("somebody else's press: %d, %v", click.Callback(), got)
	}
	own := click.Answer()
	click = r.double.Click(bo, own, "/view aaaabbbbccccdddd 5")
	if got := click.Answer(); click.Callback() != 7 || got.ID != own.ID || !got.Ephemeral() {
		t.Errorf("a press on what they alone see: %d, %v", click.Callback(), got)
	}
	click = r.double.Click(bo, own, "/summary x")
	if got := click.Answer(); click.Callback() != 4 || got.ID == own.ID || !got.Ephemeral() {
		t.Errorf("a command on what they alone see: %d, %v", click.Callback(), got)
	}
	click = r.double.Click(bo, m, "/summary x")
	if got := click.Answer(); !got.Ephemeral() {
		t.Errorf("somebody else's command: %v", got)
	}
	click = r.double.Click(ann, m, "/summary x")
	if got := click.Answer(); click.Callback() != 4 || got.Ephemeral() {
		t.Errorf("the asker's command: %v", got)
	}
	r.settle(t)
}

// TestSummarise uses the message command.
func TestSummarise(t *testing.T) {
	core := adaptertest.Says(note("fine"))
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	said := r.double.Say(ann.User, ann.Channel, "look: https://velm.example/a", discordtest.File{Name: "mill.html", MediaType: "text/html", Data: []byte("<p>mill")},
		discordtest.File{Name: "x.png", MediaType: "image/png", Data: []byte("x")})
	if m := r.double.OnMessage(ann, "Summarise", said).Answer(); description(m) != "fine" {
		t.Errorf("answered %v", m)
	}
	q := core.Requests()[0]
	if q.Text != "/summary" || q.Quoted != "look: https://velm.example/a" || len(q.Files) != 1 || q.Files[0].Name != "mill.html" {
		t.Errorf("asked %+v", q)
	}
	r.settle(t)
}

// TestUpload uploads with a command.
func TestUpload(t *testing.T) {
	read := make(chan string, 1)
	core := &adaptertest.Core{Answers: func(ctx context.Context, r bot.Request, say func(bot.Answer) bool) {
		in, err := r.Files[0].Open(ctx)
		if err != nil {
			read <- err.Error()
			return
		}
		defer in.Close()
		data := make([]byte, 100)
		n, _ := in.Read(data)
		read <- string(data[:n])
		say(note("fine"))
	}}
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	r.double.Command(ann, "add", discordtest.Option{Name: "file", Value: discordtest.File{Name: "a.txt", MediaType: "text/plain", Data: []byte("the mill")}}).Answer()
	if got := <-read; got != "the mill" {
		t.Errorf("read %q", got)
	}
	r.settle(t)
}

// TestUnknownInteractions are taken by nobody and end nothing.
func TestUnknownInteractions(t *testing.T) {
	core := adaptertest.Says(note("fine"))
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	for kind := range 12 {
		for _, data := range []any{nil, map[string]any{}, map[string]any{"component_type": 99, "custom_id": "x", "components": []any{map[string]any{"type": 98}}}, "text"} {
			r.double.Raw(ann, kind, map[string]any{"data": data})
		}
	}
	unknown := []any{map[string]any{"type": 97, "x": 1}}
	i := r.double.Raw(ann, int(discordgo.InteractionApplicationCommand), map[string]any{"data": map[string]any{"id": "1", "type": 3, "name": "Summarise", "target_id": "5",
		"resolved": map[string]any{"messages": map[string]any{"5": map[string]any{"content": "hello", "components": unknown}}}}})
	if m := i.Answer(); description(m) != "fine" {
		t.Errorf("answered %v", m)
	}
	r.settle(t)
	if n := len(core.Requests()); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

// TestStaleButton presses a button that another version made.
func TestStaleButton(t *testing.T) {
	core := adaptertest.Says(note("fine"))
	r := start(t, discordtest.Options{}, core)
	ann := someone(r.double, "ann")
	r.double.Raw(ann, int(discordgo.InteractionMessageComponent), map[string]any{"message": map[string]any{"id": "7"},
		"data": map[string]any{"component_type": 3, "custom_id": "old:thing", "values": []string{"x"}}}).Answer()
	if q := core.Requests()[0]; q.Text != staleView {
		t.Errorf("asked %q", q.Text)
	}
	r.settle(t)
}

// TestFewFollowUps answers somebody who alone installed the app with answers
// that turn private and public again: at most five messages may follow.
func TestFewFollowUps(t *testing.T) {
	var answers []bot.Answer
	for i := range 9 {
		a := note("fine")
		a.Private = i%2 == 1
		answers = append(answers, a)
	}
	r := start(t, discordtest.Options{PerRoute: discordtest.Rate{N: -1}}, adaptertest.Says(answers...))
	ann := someone(r.double, "ann")
	ann.UserInstall = true
	i := r.double.Command(ann, "summary")
	r.settle(t)
	if all := i.FollowUps(1); len(all) != 1 || description(all[0]) != "fine" {
		t.Errorf("followed by %v", all)
	}
	for _, q := range r.double.Requests() {
		if q.Status >= 400 {
			t.Errorf("%s %s: %d", q.Method, q.Route, q.Status)
		}
	}
}

// TestComplete proposes at most what Discord takes.
func TestComplete(t *testing.T) {
	core := adaptertest.Says(note("fine"))
	core.Proposes = func(r bot.Request, param string) (all []bot.Choice) {
		for n := range 80 { // each twice
			all = append(all, bot.Choice{Label: strings.Repeat(r.Text+"|"+param, 20), Value: fmt.Sprint(r.Text, n/2)})
		}
		return append([]bot.Choice{{Label: "too long", Value: strings.Repeat("x", 101)}, {Value: ""}, {Value: "\u200b"}}, all...)
	}
	core.Table = bot.New(bot.Options{}).Commands()
	r := start(t, discordtest.Options{}, core)
	got := r.double.Complete(someone(r.double, "ann"), "summary", "topic", "har").Choices()
	if len(got) != 25 || got[0].Value != "/summary har0" || got[24].Value != "/summary har24" {
		t.Errorf("proposed %v", got)
	}
}
