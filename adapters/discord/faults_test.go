package discord

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
	"briefly/adapters/outgoing"
	"briefly/bot"
)

// to matches the requests of a method to a path that holds part.
func to(method, part string) func(*discordtest.Request) bool {
	return func(r *discordtest.Request) bool { return r.Method == method && strings.Contains(r.Route, part) }
}

// lost is a request that Discord did, and whose reply was lost.
func lost() adaptertest.Fault {
	f := adaptertest.BadGateway()
	f.Taken = true
	return f
}

// TestFaults makes the requests of an answer fail, and wants the one answer
// shown once, no request before Discord allows it, and nobody left waiting.
func TestFaults(t *testing.T) {
	const callback = "/callback"
	for _, c := range []struct {
		name  string
		match func(*discordtest.Request) bool
		n     int
		fault adaptertest.Fault
		least time.Duration // that the answer takes
	}{
		{"502 with a page", to(http.MethodPost, callback), 2, adaptertest.BadGateway(), 0},
		{"502, though it was done", to(http.MethodPost, callback), 1, lost(), 0},
		{"connection cut", to(http.MethodPost, callback), 1, adaptertest.Fault{Reset: true}, 0},
		{"connection cut, though it was done", to(http.MethodPost, callback), 1, adaptertest.Fault{Reset: true, Taken: true}, 0},
		{"429 of the bucket", to(http.MethodPost, callback), 1, discordtest.TooMany(700*time.Millisecond, "user"), 700 * time.Millisecond},
		{"429 of all", to(http.MethodPost, callback), 1, discordtest.TooMany(700*time.Millisecond, "global"), 700 * time.Millisecond},
		{"429 with a page", to(http.MethodPost, callback), 1, discordtest.TooManyHTML(time.Second), time.Second},
		{"500", to(http.MethodPost, callback), 1, adaptertest.Fault{Status: 500, Body: `{"message":"500: Internal Server Error","code":0}`}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			core := adaptertest.Says(note("quick"), note("fine"))
			r := start(t, discordtest.Options{}, core)
			ann := someone(r.double, "ann")
			r.double.Ready()
			eventually(t, "the commands", func() bool { return len(r.double.Commands("")) > 0 })
			r.double.Faults.Add(c.n, c.match, c.fault)
			begun := time.Now()
			i := r.double.Command(ann, "summary")
			eventually(t, "the answer", func() bool { m, _ := i.Original(); return description(m) == "fine" })
			if took := time.Since(begun); took < c.least {
				t.Errorf("answered after %v, %v were to be waited", took, c.least)
			}
			r.settle(t)
			if all := r.double.Messages(ann.Channel); len(all) != 1 {
				t.Errorf("%d messages", len(all))
			}
			if n := len(core.Requests()); n != 1 {
				t.Errorf("asked %d times", n)
			}
		})
	}
}

// TestHang gives a request up that gets no reply, and says it anew.
func TestHang(t *testing.T) {
	core := adaptertest.Says(note("fine"))
	r := start(t, discordtest.Options{}, core, func(d *Discord) { d.api.limit = 300 * time.Millisecond })
	ann := someone(r.double, "ann")
	r.double.Ready()
	r.double.Faults.Add(1, to(http.MethodPost, "/callback"), adaptertest.Fault{Hang: true})
	if m := r.double.Command(ann, "summary").Answer(); description(m) != "fine" {
		t.Errorf("answered %v", m)
	}
	r.settle(t)
}

// TestLateAnswer has the core take longer than Discord lets an answer wait: the
// clock of the bot is 14 minutes further when it comes, then 16.
func TestLateAnswer(t *testing.T) {
	for _, c := range []struct {
		late  time.Duration
		shown bool
	}{{14 * time.Minute, true}, {16 * time.Minute, false}} {
		core := adaptertest.Says(note("fine"))
		s := discordtest.Start(t, discordtest.Options{})
		m := adaptertest.NewMemory()
		first := startOn(t, s, &adaptertest.Core{Answers: func(ctx context.Context, _ bot.Request, _ func(bot.Answer) bool) { <-ctx.Done() }}, m,
			func(d *Discord) {
				d.drain = bot.NewDrain(platform, stuck{m}, d.handle, d.options.Log)
				d.clocks.drain = 10 * time.Millisecond
			})
		ann := someone(s, "ann")
		i := s.Command(ann, "summary")
		i.Acked()
		if err := first.end(); err != nil {
			t.Error(err)
		}
		r := startOn(t, s, core, m, func(d *Discord) { d.options.Now = func() time.Time { return time.Now().Add(c.late) } })
		r.settle(t)
		if got, _ := i.Original(); (description(got) == "fine") != c.shown {
			t.Errorf("%v late: %v", c.late, got)
		}
	}
}

// stuck is an inbox that a process left without noting anything as done.
type stuck struct{ *adaptertest.Memory }

func (stuck) Done(context.Context, bot.Update) error { return nil }

// TestAfterKill repeats what a process left behind that had answered already:
// the answer is written over itself, and what is private stays private.
func TestAfterKill(t *testing.T) {
	for _, private := range []bool{false, true} {
		a := note("fine")
		a.Private = private
		s := discordtest.Start(t, discordtest.Options{})
		m := adaptertest.NewMemory()
		first := startOn(t, s, adaptertest.Says(note("before")), m, func(d *Discord) { d.drain = bot.NewDrain(platform, stuck{m}, d.handle, d.options.Log) })
		ann := someone(s, "ann")
		s.Command(ann, "summary").Answer()
		if err := first.end(); err != nil {
			t.Error(err)
		}
		r := startOn(t, s, adaptertest.Says(a), m)
		r.settle(t)
		all := s.Messages(ann.Channel)
		if len(all) != 1 || description(all[0]) != "fine" || all[0].Ephemeral() != private {
			t.Errorf("private %v: %v", private, all)
		}
	}
}

// TestTooManyRefusals stops asking long before Discord bans the bot.
func TestTooManyRefusals(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	r := &refusals{now: func() time.Time { return now }}
	for range mostRefusals - 1 {
		r.count(http.StatusForbidden)
	}
	r.count(http.StatusNotFound)
	if r.wait() != 0 {
		t.Error("stopped too early")
	}
	now = now.Add(5 * time.Minute)
	r.count(http.StatusTooManyRequests)
	if wait := r.wait(); wait <= 0 || wait > 5*time.Minute {
		t.Errorf("waits %v", wait)
	}
	now = now.Add(5 * time.Minute)
	if wait := r.wait(); wait != 0 {
		t.Errorf("still waits %v", wait)
	}
}

// TestPost posts, edits, and says what went wrong in types.
func TestPost(t *testing.T) {
	core := adaptertest.Says()
	r := start(t, discordtest.Options{PerRoute: discordtest.Rate{N: -1}}, core)
	ann := someone(r.double, "ann")
	place := bot.Place{Platform: platform, Chat: ann.Channel.ID}
	post := func(key string, at bot.Place) (bot.Ref, error) {
		return r.Post(t.Context(), bot.Delivery{Key: key, Place: at, Answer: note("digest")})
	}
	ref, err := post("one", place)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := post("one", place); err != nil || again != ref {
		t.Errorf("the same again: %v, %v", again, err)
	}
	r.double.Faults.Add(1, to(http.MethodPost, "/messages"), lost())
	if _, err := post("two", place); err != nil {
		t.Error(err)
	}
	if err := r.Edit(t.Context(), ref, note("edited")); err != nil {
		t.Error(err)
	}
	if again, err := post("one", place); err != nil || again != ref {
		t.Errorf("the same after an edit: %v, %v", again, err)
	}
	if all := r.double.Messages(ann.Channel); len(all) != 2 || description(all[0]) != "edited" || description(all[1]) != "digest" {
		t.Errorf("%v", all)
	}
	direct, err := post("three", bot.Place{Platform: platform, Chat: "@" + ann.User.ID})
	if all := r.double.Messages(r.double.Direct(ann.User)); err != nil || len(all) != 1 || direct.Place.Chat != "@"+ann.User.ID {
		t.Errorf("to a person: %v, %v", all, err)
	}
	for _, c := range []struct {
		code   int
		reason bot.PostReason
	}{{50013, bot.NotAllowed}, {50001, bot.ChatGone}, {50007, bot.ChatGone}} {
		r.double.Deny(ann.Channel, c.code)
		_, err := post("denied", place)
		if e := (*bot.PostError)(nil); !errors.As(err, &e) || e.Reason != c.reason || e.Retry() {
			t.Errorf("%d: %v", c.code, err)
		}
	}
	r.double.DeleteChannel(ann.Channel)
	if _, err := post("gone", place); !isReason(err, bot.ChatGone) {
		t.Error(err)
	}
	eventually(t, "the core to know", func() bool { return len(core.Changes()) > 0 })
}

func isReason(err error, reason bot.PostReason) bool {
	var e *bot.PostError
	return errors.As(err, &e) && e.Reason == reason
}

// TestImpatientPost hands back what would have to wait too long.
func TestImpatientPost(t *testing.T) {
	r := start(t, discordtest.Options{}, adaptertest.Says(), func(d *Discord) { d.options.Patience = 500 * time.Millisecond })
	at := bot.Place{Platform: platform, Chat: r.double.AddChannel(r.double.AddGuild("Harbour"), "general").ID}
	for _, f := range []adaptertest.Fault{discordtest.TooMany(time.Hour, "user"), discordtest.TooMany(time.Hour, "global")} {
		r.double.Faults.Add(1, to(http.MethodPost, "/messages"), f)
		_, err := r.Post(t.Context(), bot.Delivery{Key: "x", Place: at, Answer: note("x")})
		var e *bot.PostError
		if !errors.As(err, &e) || e.Reason != bot.Unavailable || e.After < 59*time.Minute {
			t.Errorf("%v", err)
		}
	}
}

// TestWaitsEnd ends a wait for Discord with the context that waits.
func TestWaitsEnd(t *testing.T) {
	r := start(t, discordtest.Options{}, adaptertest.Says())
	at := bot.Place{Platform: platform, Chat: r.double.AddChannel(r.double.AddGuild("Harbour"), "general").ID}
	for _, f := range []adaptertest.Fault{discordtest.TooMany(time.Hour, "user"), discordtest.TooMany(time.Hour, "global")} {
		r.options.Patience = 0 // for as long as it takes
		r.double.Faults.Add(1, to(http.MethodPost, "/messages"), f)
		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(200*time.Millisecond, stop)
		begun := time.Now()
		_, err := r.Post(ctx, bot.Delivery{Key: "x", Place: at, Answer: note("x")})
		if took := time.Since(begun); !isReason(err, bot.Unavailable) || took > 2*time.Second {
			t.Errorf("ended after %v: %v", took, err)
		}
	}
}

// TestBuckets sends more to a channel than its bucket holds: nothing is refused.
func TestBuckets(t *testing.T) {
	limits := Limits()
	r := start(t, discordtest.Options{PerRoute: discordtest.Rate{N: 2, Per: 400 * time.Millisecond}}, adaptertest.Says(), func(d *Discord) {
		d.api.counted = outgoing.New(limits)
	})
	at := bot.Place{Platform: platform, Chat: r.double.AddChannel(r.double.AddGuild("Harbour"), "general").ID}
	for i := range 5 {
		if _, err := r.Post(t.Context(), bot.Delivery{Key: string(rune('a' + i)), Place: at, Answer: note("x")}); err != nil {
			t.Error(err)
		}
	}
	if n := r.double.InvalidRequests(); n != 0 {
		t.Errorf("%d requests were refused", n)
	}
}

// TestRegister registers once, and again only after a change.
func TestRegister(t *testing.T) {
	s := discordtest.Start(t, discordtest.Options{})
	puts := func() (n int) {
		for _, r := range s.Requests() {
			if r.Method == http.MethodPut && r.Status == http.StatusOK {
				n++
			}
		}
		return n
	}
	for run, c := range []struct {
		core *adaptertest.Core
		want int
	}{
		{&adaptertest.Core{Table: bot.New(bot.Options{}).Commands()}, 1},
		{&adaptertest.Core{Table: bot.New(bot.Options{}).Commands()}, 1},
		{&adaptertest.Core{Table: bot.New(bot.Options{}).Commands()[1:]}, 2},
	} {
		r := startOn(t, s, c.core, adaptertest.NewMemory())
		eventually(t, "the commands to be looked at", func() bool {
			gets := 0
			for _, q := range s.Requests() {
				if q.Method == http.MethodGet && strings.HasSuffix(q.Route, "/commands") && q.Status != 0 {
					gets++
				}
			}
			return gets == run+1 && puts() >= c.want
		})
		if err := r.end(); err != nil {
			t.Error(err)
		}
		if n := puts(); n != c.want {
			t.Errorf("run %d: registered %d times, want %d", run, n, c.want)
		}
	}
	var admin, ru, named bool
	for _, c := range s.Commands("") {
		if names, ok := c["name_localizations"].(map[string]any); ok && c["name"] == "search" {
			option, _ := c["options"].([]any)[0].(map[string]any)["name_localizations"].(map[string]any)
			named = names["ru"] == "поиск" && option["ru"] == "слова"
		}
		admin = admin || c["name"] == "add" && c["default_member_permissions"] == "32"
		if texts, ok := c["description_localizations"].(map[string]any); ok && c["name"] == "search" {
			ru = texts["ru"] != "" && texts["ru"] != c["description"]
		}
	}
	if !admin || !ru || !named {
		t.Errorf("admin %v, Russian %v, its names %v", admin, ru, named)
	}
}

// TestRegisterEverywhereAgain takes away what was registered in one server
// alone, once somebody shows that it is still there, and answers all the same.
func TestRegisterEverywhereAgain(t *testing.T) {
	s := discordtest.Start(t, discordtest.Options{})
	ann := someone(s, "ann")
	r := startOn(t, s, adaptertest.Says(note("fine")), adaptertest.NewMemory(), func(d *Discord) { d.options.Guild = ann.Channel.Guild })
	r.double.Command(ann, "summary").Answer()
	if err := r.end(); err != nil {
		t.Fatal(err)
	}
	r = startOn(t, s, adaptertest.Says(note("fine")), adaptertest.NewMemory())
	eventually(t, "the commands", func() bool { return len(s.Commands("")) > 0 })
	r.double.Ready()
	if m := r.double.Command(ann, "summary").Answer(); description(m) != "fine" {
		t.Errorf("answered %v", m)
	}
	eventually(t, "the server's own commands to go", func() bool { return len(s.Commands(ann.Channel.Guild)) == 0 })
	if m := r.double.Command(ann, "summary").Answer(); description(m) != "fine" || len(s.Commands("")) == 0 {
		t.Errorf("answered %v", m)
	}
	r.settle(t)
}

// TestRegisterInOneServer keeps commands to one server.
func TestRegisterInOneServer(t *testing.T) {
	s := discordtest.Start(t, discordtest.Options{})
	g := s.AddGuild("Harbour")
	startOn(t, s, adaptertest.Says(), adaptertest.NewMemory(), func(d *Discord) { d.options.Guild = g.ID })
	eventually(t, "the commands", func() bool { return len(s.Commands(g.ID)) > 0 })
	if len(s.Commands("")) > 0 {
		t.Error("registered everywhere")
	}
}
