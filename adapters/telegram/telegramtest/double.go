package telegramtest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
)

// Config is what a test may choose. The zero value is a bot without limits.
type Config struct {
	Token    string           // empty: an invented one
	Now      func() time.Time // empty: the wall clock; scale it together with Rates
	Rates    *Rates           // nil: no rate is too high
	Keep     int              // how many requests, and messages a chat, are remembered; 0: all
	Accepted func(Request)    // called when a request was carried out, before the answer leaves; may kill the bot
}

// Double is one Telegram with one bot, served over plain HTTP on the loopback.
// All methods are safe for concurrent use.
type Double struct {
	URL   string // for TELEGRAM_API_URL; the bot's methods are at URL/botTOKEN/METHOD
	Token string
	Bot   User

	tb     testing.TB
	config Config
	spec   *apiSpec // nil without the specification
	faults adaptertest.Faults[Request]
	server *httptest.Server
	stop   chan struct{}
	posts  sync.WaitGroup // the goroutine that delivers to a webhook

	mu         sync.Mutex
	changed    chan struct{} // closed and replaced whenever something happens
	requests   []*Request
	violations []string
	chats      map[int64]*Chat
	users      map[int64]User
	files      map[string]file
	queries    map[string]*query // callback and inline queries by id
	menus      map[string][]any  // commands by scope and language
	updates    queue
	limits     limits
	nextID     int64 // chats, people, queries, files
}

// Request is one call of a method.
type Request struct {
	Method string
	Chat   int64          // the chat it is for; 0: none
	Params map[string]any // as the specification types them; strings without it
	At     time.Time
	Code   int // answered: 200, 400 …; 0: a fault of the script ate it
	Error  string
}

// knownSpec reads the specification once a process; nil when there is none.
var knownSpec = sync.OnceValues(func() (*apiSpec, error) {
	data, err := adaptertest.Spec("telegram-api.json")
	if err != nil {
		return nil, nil // it lies beside the project or not: the double works without
	}
	return parseSpec(data)
})

// New starts a double, which closes with the test. Violations that nobody took
// until then fail it.
func New(tb testing.TB, c Config) *Double {
	tb.Helper()
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Token == "" {
		c.Token = "7000000001:AAE-invented_token_of_the_double_xyz"
	}
	d := &Double{
		Token: c.Token, Bot: User{ID: 7000000001, IsBot: true, FirstName: "Briefly", Username: "briefly_test_bot"},
		tb: tb, config: c, stop: make(chan struct{}), changed: make(chan struct{}),
		chats: map[int64]*Chat{}, users: map[int64]User{}, files: map[string]file{}, queries: map[string]*query{},
		menus: map[string][]any{}, nextID: 1000,
	}
	var err error
	if d.spec, err = knownSpec(); err != nil {
		tb.Fatal(err)
	}
	d.server = httptest.NewServer(d)
	d.URL = d.server.URL
	tb.Cleanup(d.close)
	return d
}

func (d *Double) close() {
	close(d.stop)
	d.posts.Wait()
	d.server.CloseClientConnections()
	d.server.Close()
	for _, v := range d.TakeViolations() {
		d.tb.Errorf("telegram: %s", v)
	}
}

// Checked reports whether requests are checked against the specification.
func (d *Double) Checked() bool { return d.spec != nil }

// TakeViolations returns what requests and updates did wrong so far, and
// forgets it: for tests that do wrong on purpose.
func (d *Double) TakeViolations() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	taken := d.violations
	d.violations = nil
	return taken
}

// Requests returns the calls of the given methods so far, all without one.
func (d *Double) Requests(methods ...string) []Request {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []Request
	for _, r := range d.requests {
		if len(methods) == 0 || slices.Contains(methods, r.Method) {
			out = append(out, *r)
		}
	}
	return out
}

// Wait blocks until a condition over the double holds, for at most 10 s of the
// wall clock, and fails the test with what was waited for otherwise.
func (d *Double) Wait(what string, holds func() bool) {
	d.tb.Helper()
	timeout := time.After(10 * time.Second)
	for {
		d.mu.Lock()
		changed := d.changed
		d.mu.Unlock()
		if holds() {
			return
		}
		select {
		case <-changed:
		case <-timeout:
			d.tb.Fatalf("telegram: waited in vain for %s", what)
		}
	}
}

// happened wakes everybody who waits. The caller holds the lock.
func (d *Double) happened() {
	close(d.changed)
	d.changed = make(chan struct{})
}

func (d *Double) violate(format string, values ...any) {
	d.violations = append(d.violations, fmt.Sprintf(format, values...))
}

// id returns a number that nothing else has. The caller holds the lock.
func (d *Double) id() int64 {
	d.nextID++
	return d.nextID
}

// apiError is how the server refuses.
type apiError struct {
	code       int
	text       string
	parameters map[string]any
}

func bad(format string, values ...any) *apiError {
	return &apiError{code: 400, text: "Bad Request: " + fmt.Sprintf(format, values...)}
}

// ServeHTTP answers one request, as the Bot API's server would.
func (d *Double) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, "/")
	if rest, ok := strings.CutPrefix(path, "file/bot"); ok {
		d.serveFile(w, rest)
		return
	}
	token, method, ok := strings.Cut(strings.TrimPrefix(path, "bot"), "/")
	if !ok || !strings.HasPrefix(path, "bot") {
		d.reply(w, nil, &apiError{code: 404, text: "Not Found"})
		return
	}
	if token != d.Token {
		d.reply(w, nil, &apiError{code: 401, text: "Unauthorized"})
		return
	}
	raw, err := readParams(r)
	if err != nil {
		d.reply(w, nil, bad("%v", err))
		return
	}
	if tooLarge(raw) {
		d.reply(w, nil, &apiError{code: http.StatusRequestEntityTooLarge, text: "Request Entity Too Large: too much parameters"})
		return
	}
	c := d.take(method, raw)
	fault, faulty := d.faults.Take(*c.request)
	if faulty && !fault.Taken {
		fault.Play(w, r, d.stop)
		return
	}
	result, refused := d.do(r.Context(), c)
	if faulty {
		fault.Play(w, r, d.stop)
		return
	}
	d.reply(w, result, refused)
}

// take checks a request and writes it down.
func (d *Double) take(method string, raw map[string]any) *call {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer d.happened()
	c := &call{request: &Request{Method: method, Params: raw, At: d.config.Now()}, files: filesIn(raw)}
	if d.spec != nil {
		c.method = d.spec.method(method)
		if c.method == nil {
			d.violate("%s: the Bot API has no such method", method)
		} else {
			c.request.Params = d.spec.convert(c.method, raw)
			for _, wrong := range d.spec.fields(c.method, c.request.Params, "") {
				d.violate("%s: %s", method, wrong)
			}
		}
	}
	c.request.Chat = c.int("chat_id")
	d.requests = append(newest(d.requests, d.config.Keep), c.request)
	return c
}

// newest makes room for one more where only so many are remembered.
func newest[T any](all []T, keep int) []T {
	if keep > 0 && len(all) >= keep {
		return all[len(all)-keep+1:]
	}
	return all
}

// do carries a request out.
func (d *Double) do(ctx context.Context, c *call) (any, *apiError) {
	var result any
	var refused *apiError
	if canonical(c.request.Method) == "getupdates" {
		result, refused = d.getUpdates(ctx, c)
	} else {
		d.mu.Lock()
		result, refused = d.act(c)
		d.mu.Unlock()
	}
	d.mu.Lock()
	c.request.Code = http.StatusOK
	if refused != nil {
		c.request.Code, c.request.Error = refused.code, refused.text
	} else if d.spec != nil && c.method != nil {
		d.checkOut(c.request.Method, c.method.Returns, result)
	}
	d.happened()
	done := *c.request
	d.mu.Unlock()
	if d.config.Accepted != nil && refused == nil {
		d.config.Accepted(done)
	}
	return result, refused
}

// act finds the behaviour of a method. The caller holds the lock.
func (d *Double) act(c *call) (any, *apiError) {
	behaviour := behaviours()[canonical(c.request.Method)]
	if behaviour == nil {
		if d.spec != nil && c.method == nil {
			return nil, &apiError{code: 404, text: "Not Found: method not found"}
		}
		d.violate("%s: the double does not know how it behaves", c.request.Method)
		return nil, &apiError{code: 501, text: "Not Implemented: by the double"}
	}
	return behaviour(d, c)
}

// reply writes the envelope that every method answers with.
func (d *Double) reply(w http.ResponseWriter, result any, refused *apiError) {
	answer := map[string]any{"ok": true, "result": result}
	status := http.StatusOK
	if refused != nil {
		status = refused.code
		answer = map[string]any{"ok": false, "error_code": refused.code, "description": refused.text}
		if refused.parameters != nil {
			answer["parameters"] = refused.parameters
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer) // a client that is gone asks again
}

// checkOut holds what leaves the double against the specification.
func (d *Double) checkOut(what string, kinds []string, result any) {
	value, err := generic(result)
	if err != nil {
		d.violate("%s: the double's own answer: %v", what, err)
		return
	}
	for _, wrong := range d.spec.value(&apiField{Name: what, Types: kinds}, value, what) {
		d.violate("the double's own answer to %s", wrong)
	}
}
