package discordtest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
)

// wired is a Server with a bot connected to its gateway, and what tests ask in.
type wired struct {
	*Server
	at    Asker
	clock *clock
}

// wire connects a bare bot, which answers nothing by itself.
func wire(t *testing.T, options Options) wired {
	t.Helper()
	time := newClock()
	options.Now = time.Now
	s := Start(t, options)
	w := wired{s, Asker{User: s.AddUser("ada"), Channel: s.AddChannel(s.AddGuild("Harbour"), "general")}, time}
	s.Register(o{"name": "summary", "description": "x", "options": l{option("topic", o{"autocomplete": true})}})
	bot := dial(t, s)
	bot.identify(DefaultToken, 1)
	bot.expect("READY")
	return w
}

func (w wired) callback(t *testing.T, i *Interaction, kind int, data any) reply {
	t.Helper()
	return do(t, w.Server, http.MethodPost, "/interactions/"+i.ID+"/"+i.Token+"/callback", o{"type": kind, "data": data})
}

func (w wired) webhook(t *testing.T, method string, i *Interaction, more string, body any) reply {
	t.Helper()
	return do(t, w.Server, method, "/webhooks/"+w.Application()+"/"+i.Token+more, body)
}

// TestInteractionClocks answers in time, twice, too late and after the end.
func TestInteractionClocks(t *testing.T) {
	w := wire(t, Options{PerRoute: Rate{N: -1}})
	i := w.Command(w.at, "summary")
	if got := w.webhook(t, "PATCH", i, "/messages/@original", o{"content": "early"}); got.code() != 10015 {
		t.Errorf("edited before the answer: %s", got.raw)
	}
	if got := do(t, w.Server, "POST", "/interactions/1/nobody/callback", o{"type": 5}); got.code() != 10062 || got.status != 404 {
		t.Errorf("unknown: %s", got.raw)
	}
	w.clock.pass(2900 * time.Millisecond)
	if got := w.callback(t, i, 5, o{"flags": 64}); got.status != 204 {
		t.Errorf("deferred: %s", got.raw)
	}
	if got := w.callback(t, i, 4, o{"content": "x"}); got.code() != 40060 {
		t.Errorf("answered twice: %s", got.raw)
	}
	if m, ok := i.Original(); !ok || !m.Loading() || !m.Ephemeral() || i.Took() != 2900*time.Millisecond {
		t.Errorf("deferred: %+v after %v", m, i.Took())
	}
	if got := w.webhook(t, "POST", i, "", o{"content": "first"}); got.status != 200 {
		t.Errorf("followed: %s", got.raw)
	}
	if m := i.Answer(); m.Content() != "first" || !m.Ephemeral() || len(w.Messages(w.at.Channel)) != 1 {
		t.Errorf("the first follow-up fills the deferred answer: %+v", m)
	}
	w.clock.pass(15 * time.Minute)
	if got := w.webhook(t, "PATCH", i, "/messages/@original", o{"content": "late"}); got.code() != 50027 || got.status != 401 {
		t.Errorf("edited after 15 minutes: %s", got.raw)
	}
	late := w.Command(w.at, "summary")
	w.clock.pass(3100 * time.Millisecond)
	if got := w.callback(t, late, 4, o{"content": "x"}); got.code() != 10062 {
		t.Errorf("answered after 3 s: %s", got.raw)
	}
}

// TestFollowUps deletes the answer, and counts the follow-ups of a user install.
func TestFollowUps(t *testing.T) {
	w := wire(t, Options{PerRoute: Rate{N: -1}, Global: Rate{N: -1}})
	w.at.UserInstall = true
	i := w.Command(w.at, "summary", Option{"topic", "ferries"})
	w.callback(t, i, 4, o{"content": "x"})
	for n := range 6 {
		got := w.webhook(t, "POST", i, "", o{"content": fmt.Sprint(n), "flags": 64})
		if ok := got.status == 200; ok != (n < 5) || !ok && got.code() != 40094 {
			t.Errorf("follow-up %d: %s", n, got.raw)
		}
	}
	if f := i.FollowUps(5); len(f) != 5 || !f[4].Ephemeral() {
		t.Errorf("%d follow-ups", len(f))
	}
	if got := w.webhook(t, "DELETE", i, "/messages/@original", nil); got.status != 204 {
		t.Error(got.raw)
	}
	if got := w.webhook(t, "GET", i, "/messages/@original", nil); got.code() != 10008 {
		t.Errorf("deleted: %s", got.raw)
	}
}

// TestWrongCallbacks answers in kinds that do not fit.
func TestWrongCallbacks(t *testing.T) {
	w := wire(t, Options{PerRoute: Rate{N: -1}})
	choices := func(n int) o {
		return o{"choices": many(n, func(i int) any { return o{"name": fmt.Sprint("n", i), "value": strings.Repeat("v", 100)} })}
	}
	i := w.Command(w.at, "summary")
	for _, kind := range []int{6, 7, 8} {
		data := o{"content": "x"}
		if kind == 8 {
			data = choices(1)
		}
		if got := w.callback(t, i, kind, data); got.code() != 50035 {
			t.Errorf("type %d on a command: %s", kind, got.raw)
		}
	}
	c := w.Complete(w.at, "summary", "topic", "fer")
	if got := w.callback(t, c, 8, choices(26)); got.code() != 50035 {
		t.Errorf("26 choices: %s", got.raw)
	}
	if n := len(w.TakeViolations()); n < 4 {
		t.Errorf("%d violations", n)
	}
	if got := w.callback(t, c, 8, choices(25)); got.status != 204 || len(c.Choices()) != 25 {
		t.Errorf("25 choices: %s", got.raw)
	}
}

// TestNonce sends one message several times.
func TestNonce(t *testing.T) {
	w := wire(t, Options{PerRoute: Rate{N: -1}})
	send := func(nonce string, enforce bool) {
		if got := do(t, w.Server, "POST", "/channels/"+w.at.Channel.ID+"/messages", o{"content": "x", "nonce": nonce, "enforce_nonce": enforce}); got.status != 200 {
			t.Error(got.raw)
		}
	}
	for i, c := range []struct {
		nonce   string
		enforce bool
		after   time.Duration
		want    int
	}{{"a", true, 0, 1}, {"a", true, 2 * time.Minute, 1}, {"a", false, 0, 2}, {"b", true, 0, 3}, {"a", true, 10 * time.Minute, 4}} {
		w.clock.pass(c.after)
		send(c.nonce, c.enforce)
		if n := len(w.Messages(w.at.Channel)); n != c.want {
			t.Errorf("%d: %d messages, want %d", i, n, c.want)
		}
	}
}

// TestRefusals asks for what is gone or forbidden.
func TestRefusals(t *testing.T) {
	w := wire(t, Options{PerRoute: Rate{N: -1}, InvalidLimit: 4})
	c := w.at.Channel
	send := func() reply { return do(t, w.Server, "POST", "/channels/"+c.ID+"/messages", o{"content": "x"}) }
	for _, code := range []int{50001, 50013, 50007} {
		w.Deny(c, code)
		if got := send(); got.code() != code || got.status != 403 {
			t.Errorf("%d: %s", code, got.raw)
		}
	}
	w.Deny(c, 0)
	if got := send(); got.status != 200 {
		t.Errorf("allowed again: %s", got.raw)
	}
	w.DeleteChannel(c)
	if got := send(); got.code() != 10003 || got.status != 404 {
		t.Errorf("deleted: %s", got.raw)
	}
	if n := w.InvalidRequests(); n != 3 {
		t.Errorf("%d invalid requests", n)
	}
	w.Faults.Add(1, Route("POST", "/channels/*"), TooMany(time.Second, "shared"))
	if got := send(); got.status != 429 {
		t.Errorf("fault: %s", got.raw)
	}
	if got := send(); got.status != 429 || !strings.Contains(got.raw, "1015") {
		t.Errorf("not banned: %s", got.raw)
	}
	w.clock.pass(11 * time.Minute)
	if got := send(); got.code() != 10003 {
		t.Errorf("still banned: %s", got.raw)
	}
}

// TestRates runs into a bucket and into the global limit.
func TestRates(t *testing.T) {
	w := wire(t, Options{PerRoute: Rate{2, 3 * time.Second}, Global: Rate{5, time.Second}})
	send := func(c Channel) reply {
		return do(t, w.Server, "POST", "/channels/"+c.ID+"/messages", o{"content": "x"})
	}
	one, other := w.at.Channel, w.AddChannel(w.AddGuild("Other"), "general")
	send(one)
	if h := send(one).header; h.Get("X-RateLimit-Remaining") != "0" || h.Get("X-RateLimit-Reset-After") != "3.000" {
		t.Errorf("%v", h)
	}
	got := send(one)
	if got.status != 429 || got.header.Get("X-RateLimit-Scope") != "user" || got.body["retry_after"] != 3.0 || got.body["global"] != false {
		t.Errorf("%v %s", got.header, got.raw)
	}
	send(other)
	send(other)
	if got = send(other); got.status != 429 || got.header.Get("X-RateLimit-Global") != "true" || got.body["global"] != true {
		t.Errorf("%v %s", got.header, got.raw)
	}
	w.clock.pass(3 * time.Second)
	if got = send(one); got.status != 200 {
		t.Errorf("%s", got.raw)
	}
}

// TestFaults loses the answer before and after the effect.
func TestFaults(t *testing.T) {
	w := wire(t, Options{})
	send := func() reply {
		return do(t, w.Server, "POST", "/channels/"+w.at.Channel.ID+"/messages", o{"content": "x"})
	}
	after := adaptertest.BadGateway()
	after.Taken = true
	w.Faults.Add(1, Route("POST", "/channels/{channel_id}/messages"), adaptertest.BadGateway())
	w.Faults.Add(1, Route("", "/channels/*"), after)
	w.Faults.Add(1, Route("", "/channels/*"), TooManyHTML(2*time.Second))
	for i, want := range []struct{ status, messages int }{{502, 0}, {502, 1}, {429, 1}, {200, 2}} {
		if got := send(); got.status != want.status || len(w.Messages(w.at.Channel)) != want.messages {
			t.Errorf("%d: %d with %d messages", i, got.status, len(w.Messages(w.at.Channel)))
		}
	}
	if n := len(w.Requests()); n != 4 {
		t.Errorf("%d requests", n)
	}
}
