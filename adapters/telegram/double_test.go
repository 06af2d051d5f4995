package telegram

import (
	"context"
	"iter"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefly/adapters/adaptertest"
	"briefly/adapters/outgoing"
	"briefly/adapters/telegram/telegramtest"
	"briefly/articles"
	"briefly/bot"
	"briefly/bot/words"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// scripted is a core that answers as a test says.
type scripted struct {
	answer func(context.Context, bot.Request, func(bot.Answer) bool)

	mu      sync.Mutex
	asked   []bot.Request
	changes []bot.Change
}

// says answers everything with the given answers.
func says(answers ...bot.Answer) *scripted {
	return &scripted{answer: func(_ context.Context, _ bot.Request, say func(bot.Answer) bool) {
		for _, a := range answers {
			if !say(a) {
				return
			}
		}
	}}
}

func (s *scripted) Answer(ctx context.Context, r bot.Request) iter.Seq[bot.Answer] {
	s.mu.Lock()
	s.asked = append(s.asked, r)
	s.mu.Unlock()
	return func(yield func(bot.Answer) bool) { s.answer(ctx, r, yield) }
}

func (s *scripted) Complete(context.Context, bot.Request, string) []bot.Choice { return nil }

func (s *scripted) Changed(_ context.Context, c bot.Change) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes = append(s.changes, c)
	return nil
}

func (s *scripted) Commands() []bot.Command {
	return []bot.Command{
		{Name: "summary", Help: words.HelpSummary},
		{Name: "add", Help: words.HelpAdd, Admin: true},
		{Name: "start", Help: words.HelpStart},
		{Name: "view", Help: words.HelpView, Hidden: true},
	}
}

// requests returns what the core was asked so far.
func (s *scripted) requests() []bot.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]bot.Request(nil), s.asked...)
}

// forget drops what was asked so far.
func (s *scripted) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = nil
}

func (s *scripted) changed() []bot.Change {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]bot.Change(nil), s.changes...)
}

// memory is an inbox and views that end with the test.
type memory struct {
	mu    sync.Mutex
	taken map[string]bot.Update
	done  map[string]bool
	order []string
	views map[string]bot.View
}

func newMemory() *memory {
	return &memory{taken: map[string]bot.Update{}, done: map[string]bool{}, views: map[string]bot.View{}}
}

func (m *memory) Take(_ context.Context, u bot.Update) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.taken[u.ID]; known {
		return false, nil
	}
	m.taken[u.ID] = u
	m.order = append(m.order, u.ID)
	return true, nil
}

func (m *memory) Pending(context.Context, string) (waiting []bot.Update, _ error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range m.order {
		if !m.done[id] {
			waiting = append(waiting, m.taken[id])
		}
	}
	return waiting, nil
}

func (m *memory) Done(_ context.Context, u bot.Update) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done[u.ID] = true
	return nil
}

func (m *memory) Failed(_ context.Context, u bot.Update) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.taken[u.ID] = u
	return nil
}

func (m *memory) waiting() int {
	left, _ := m.Pending(context.Background(), platform)
	return len(left)
}

func (m *memory) SaveView(_ context.Context, v bot.View) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.views[v.Key] = v
	return nil
}

func (m *memory) View(_ context.Context, key string) (bot.View, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.views[key]
	if !ok {
		return v, articles.ErrNotFound
	}
	return v, nil
}

// running is an adapter that runs against a double.
type running struct {
	*Telegram
	double *telegramtest.Double
	core   *scripted
	memory *memory
	end    func() error // stops it and returns what Run did
}

// start runs the adapter until the test ends. Without other options there are
// no limits on what goes out.
func start(t testing.TB, d *telegramtest.Double, core *scripted, tune ...func(*Options)) *running {
	t.Helper()
	m := newMemory()
	transport := &http.Transport{MaxIdleConnsPerHost: 32}
	o := Options{
		Token: bot.NewSecret(d.Token), APIURL: d.URL, Client: &http.Client{Transport: transport},
		Inbox: m, Views: m, Limits: &outgoing.Limits{}, Timeout: 5 * time.Second,
		Log: slog.New(slog.DiscardHandler), Now: adaptertest.Now,
	}
	for _, f := range tune {
		f(&o)
	}
	ctx, stop := context.WithCancel(context.Background())
	r := &running{Telegram: New(o), double: d, core: core, memory: m}
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx, core) }()
	var once sync.Once
	var result error
	r.end = func() error {
		once.Do(func() {
			stop()
			result = <-done
			transport.CloseIdleConnections()
		})
		return result
	}
	t.Cleanup(func() {
		if err := r.end(); err != nil {
			t.Errorf("run: %v", err)
		}
	})
	return r
}

// settle waits until everything that was taken is answered.
func (r *running) settle(t testing.TB) {
	t.Helper()
	eventually(t, "every update to be done", func() bool { return r.double.Pending() == 0 && r.memory.waiting() == 0 })
}

// eventually waits for what changes outside of the double.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// note is an answer of one line.
func note(text string) bot.Answer { return bot.Answer{Note: text, Lang: "en"} }
