// Package discordtest is a Discord to test against: the REST interface and the
// gateway of one application, served on loopback inside the test. It keeps
// guilds, channels, people, messages and interactions as Discord does, refuses
// what Discord refuses, in the same words and codes, and goes wrong in the same
// ways when a test tells it to.
//
// It does not judge by habit: every request is checked against Discord's own
// OpenAPI description and by rules that the description lacks, and every event
// that it sends is checked against Discord's gateway schemas. A request that
// breaks a rule is answered with 400, and fails the test unless the test takes
// the violation. Where the description is not at hand, the rules alone hold.
package discordtest

import (
	"context"
	"encoding/base64"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
)

// DefaultToken is the bot's token unless Options say otherwise.
const DefaultToken = "MTAwMDAwMDAwMDAwMDAwMDAx.GxYzAb.discordtest-token-canary"

// Options of a Server. The zero value is Discord with its own clocks and limits.
type Options struct {
	Token          string           // without "Bot "; empty: DefaultToken
	Now            func() time.Time // nil: time.Now
	AckWithin      time.Duration    // an interaction must be acknowledged by then; 0: 3 s
	TokenLives     time.Duration    // an interaction's token is good for so long; 0: 15 min
	Heartbeat      time.Duration    // what HELLO asks for; 0: 41.25 s
	PerRoute       Rate             // each bucket; zero: 5 in 5 s
	Global         Rate             // all requests but interactions; zero: 50 in 1 s
	InvalidLimit   int              // 401, 403 and 429 in 10 minutes until a ban; 0: 10,000
	IdentifyEvery  time.Duration    // identifies that come faster get op 9; 0: any rate
	AllowedIntents int              // 0: all but the privileged ones; others get 4014
	Shards         int              // recommended by /gateway/bot; 0: 1
	Unchecked      bool             // no schemas, for load tests
}

// Rate is how many requests pass in a while. A negative N is no limit.
type Rate struct {
	N   int
	Per time.Duration
}

// Server is the double. Its methods may be called by several goroutines.
type Server struct {
	URL    string                       // http://127.0.0.1:port; the interface is below /api
	Faults adaptertest.Faults[*Request] // what goes wrong with requests; see Route

	t         testing.TB
	o         Options
	schemas   *schemas
	http      *http.Server
	transport *http.Transport
	stop      chan struct{}
	gateway   gateway

	mu           sync.Mutex
	changed      chan struct{} // closed when anything below changed
	lastID       uint64
	application  string
	bot          User
	guilds       map[string]*Guild
	channels     map[string]*Channel
	users        map[string]*User
	messages     map[string][]*stored // by channel, in order
	interactions map[string]*Interaction
	commands     map[string][]map[string]any // by guild; "" the global ones
	created      map[string][]time.Time      // creations of commands by guild
	requests     []*Request
	violations   []Violation
	buckets      map[string]*bucket
	invalid      []time.Time
	files        map[string]Upload // by id
}

// Violation is a request, or what came over the gateway, that breaks a rule.
type Violation struct {
	Where string // method and path, or "gateway op N"
	Field string // as embeds.0.title; empty: the whole
	Rule  string // what is wrong
}

func (v Violation) String() string {
	return v.Where + ": " + strings.TrimPrefix(v.Field+": ", ": ") + v.Rule
}

// Start runs a Server for the length of the test, which fails at its end for
// every violation that nobody took.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{
		URL: "http://" + listener.Addr().String(), t: t, o: withDefaults(o),
		transport: &http.Transport{MaxIdleConnsPerHost: 100}, stop: make(chan struct{}), changed: make(chan struct{}),
		guilds: map[string]*Guild{}, channels: map[string]*Channel{}, users: map[string]*User{},
		messages: map[string][]*stored{}, interactions: map[string]*Interaction{},
		commands: map[string][]map[string]any{}, created: map[string][]time.Time{}, buckets: map[string]*bucket{}, files: map[string]Upload{},
	}
	if !o.Unchecked {
		if s.schemas, err = loaded(); err != nil {
			t.Fatal(err)
		}
	}
	s.application = idOf(s.o.Token, s.newID())
	s.bot = User{ID: s.application, Name: "briefly", Bot: true}
	s.gateway.sessions = map[string]*session{}
	s.http = &http.Server{Handler: s.routes(), ReadHeaderTimeout: 10 * time.Second}
	var done sync.WaitGroup
	done.Go(func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("discordtest: serve: %v", err)
		}
	})
	t.Cleanup(func() {
		s.close()
		done.Wait()
		for _, v := range s.TakeViolations() {
			t.Errorf("discord: %s", v)
		}
	})
	return s
}

func withDefaults(o Options) Options {
	orElse(&o.Token, DefaultToken)
	orElse(&o.AckWithin, 3*time.Second)
	orElse(&o.TokenLives, 15*time.Minute)
	orElse(&o.Heartbeat, 41250*time.Millisecond)
	orElse(&o.PerRoute, Rate{5, 5 * time.Second})
	orElse(&o.Global, Rate{50, time.Second})
	orElse(&o.InvalidLimit, 10_000)
	orElse(&o.Shards, 1)
	orElse(&o.AllowedIntents, knownIntents&^privilegedIntents)
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// idOf returns the id that a token begins with, which is the bot's and the
// application's, else another.
func idOf(token, other string) string {
	first, _, _ := strings.Cut(token, ".")
	id, err := base64.RawStdEncoding.DecodeString(first)
	if _, wrong := strconv.ParseUint(string(id), 10, 64); err != nil || wrong != nil {
		return other
	}
	return string(id)
}

// orElse sets what is zero.
func orElse[T comparable](v *T, other T) {
	var zero T
	if *v == zero {
		*v = other
	}
}

// close ends all connections and waits for what serves them.
func (s *Server) close() {
	close(s.stop)
	s.gateway.closeAll()
	s.transport.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if s.http.Shutdown(ctx) != nil { // a connection that was never used keeps it waiting
		_ = s.http.Close()
	}
	s.gateway.running.Wait()
}

// Application returns the application's id.
func (s *Server) Application() string { return s.application }

// Bot returns the application's bot.
func (s *Server) Bot() User { return s.bot }

// WebSocketURL is the address of the gateway, as GET /gateway tells it.
func (s *Server) WebSocketURL() string { return "ws" + strings.TrimPrefix(s.URL, "http") + "/gateway" }

// Transport returns a round tripper that takes requests for discord.com, and
// for any other host, to the Server. It is the whole redirection: the address
// of the gateway is asked for through it too.
func (s *Server) Transport() http.RoundTripper {
	here, err := url.Parse(s.URL)
	if err != nil {
		s.t.Fatal(err)
	}
	return redirect{here, s.transport}
}

type redirect struct {
	to   *url.URL
	next http.RoundTripper
}

func (t redirect) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.Host = t.to.Scheme, t.to.Host, ""
	return t.next.RoundTrip(r)
}

// TakeViolations returns the violations so far and forgets them.
func (s *Server) TakeViolations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.violations
	s.violations = nil
	return all
}

func (s *Server) violate(v ...Violation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, v...)
	s.wake()
}

// Forget drops the requests, interactions and messages so far, so that a long
// run does not keep them all.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = nil
	s.files = map[string]Upload{}
	s.buckets = map[string]*bucket{}
	s.messages = map[string][]*stored{}
	s.interactions = map[string]*Interaction{}
}

// wake tells those who wait that something changed. The lock is held.
func (s *Server) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// await waits until ok, which is called with the lock held, for as long as the
// double waits for anything, and reports whether it came true.
func (s *Server) await(ok func() bool) bool {
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		s.mu.Lock()
		done, changed := ok(), s.changed
		s.mu.Unlock()
		if done {
			return true
		}
		select {
		case <-changed:
		case <-late.C:
			return false
		case <-s.stop:
			return false
		}
	}
}
