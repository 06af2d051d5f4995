package articles

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
	"unicode"
	"unicode/utf8"
)

// memory is a level without a limit. As a far one it keeps copies.
type memory struct {
	mu   sync.Mutex
	kept map[string]any
	err  error
}

func newMemory() *memory { return &memory{kept: map[string]any{}} }

func (m *memory) lookFor(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.kept[key]
	return v, ok
}

type nearMemory struct{ *memory }

func (m nearMemory) Get(key string) (any, bool) { return m.lookFor(key) }

func (m nearMemory) Set(key string, v any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept[key] = v
}

type farMemory struct{ *memory }

func (m farMemory) Get(_ context.Context, key string, v any) (bool, error) {
	if m.err != nil {
		return false, m.err
	}
	kept, ok := m.lookFor(key)
	if ok {
		*v.(*Kept[string]) = kept.(Kept[string])
	}
	return ok, nil
}

func (m farMemory) Set(_ context.Context, key string, v any, _ time.Duration) error {
	if m.err != nil {
		return m.err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept[key] = *v.(*Kept[string])
	return nil
}

// ledger is a log of changes.
type ledger struct {
	mu     sync.Mutex
	list   []Change
	filled map[Shelf]bool
	broken error
}

func newLedger(filled ...Shelf) *ledger {
	l := &ledger{filled: map[Shelf]bool{}}
	for _, s := range filled {
		l.filled[s] = true
	}
	return l
}

func (l *ledger) add(c Change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c.Seq = int64(len(l.list) + 1)
	l.list = append(l.list, c)
	l.filled[c.Shelf] = c.Number != 0
}

func (l *ledger) breakWith(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.broken = err
}

func (l *ledger) Changes(_ context.Context, after int64) (Changes, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	last := int64(len(l.list))
	if l.broken != nil {
		return Changes{}, l.broken
	}
	if after > last || last-after > 100 {
		return Changes{Last: last, Lost: true}, nil
	}
	return Changes{List: l.list[after:], Last: last}, nil
}

func (l *ledger) Filled(context.Context) ([]Shelf, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []Shelf
	for s, filled := range l.filled {
		if filled {
			all = append(all, s)
		}
	}
	return all, l.broken
}

// process is a process with caches over a store that answers every question
// with how often it was asked.
type process struct {
	t       *testing.T
	journal *Journal
	cached  *Cached[string]
	asked   atomic.Int64
	err     error
	gate    chan struct{} // answers wait for it when it is set
}

func start(t *testing.T, log ChangeLog, far Far) *process {
	t.Helper()
	j, err := NewJournal(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	c := NewCache(CacheOptions{
		Near: nearMemory{newMemory()}, Far: far, Journal: j, Lifetime: 10 * time.Minute, Log: slog.New(slog.DiscardHandler), Now: time.Now,
	})
	t.Cleanup(c.Close)
	return &process{t: t, journal: j, cached: NewCached[string](c, "topic")}
}

// look looks a topic up: its words are its terms.
func (p *process) look(topic string, shelves ...Shelf) Lookup[string] {
	return func(ctx context.Context) (string, []Tag, error) {
		n := p.asked.Add(1)
		if p.gate != nil {
			<-p.gate
		}
		var tags []Tag
		for _, s := range shelves {
			tags = append(tags, TermTag(s, topic))
		}
		if err := ctx.Err(); err != nil {
			return "", nil, err
		}
		return fmt.Sprintf("%s %d", topic, n), tags, p.err
	}
}

func (p *process) ask(topic, want string, shelves ...Shelf) {
	p.t.Helper()
	if len(shelves) == 0 {
		shelves = []Shelf{Common}
	}
	got, err := p.cached.Get(p.t.Context(), shelves, topic, p.look(topic, shelves...))
	if err != nil || got != want {
		p.t.Errorf("%s: got %q, %v; want %q", topic, got, err, want)
	}
	synctest.Wait() // for what goes on behind the scenes
}

func (p *process) catchUp() {
	p.t.Helper()
	if err := p.journal.CatchUp(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
}

func TestServesUntilItIsTouchedOrOld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newLedger(Common)
		p := start(t, log, nil)
		p.ask("ferry", "ferry 1")
		p.ask("ferry", "ferry 1")
		p.ask("bridge", "bridge 2")
		log.add(Change{Shelf: Common, Number: 1, Terms: []string{"ferry"}})
		p.ask("ferry", "ferry 1") // nobody here knows yet
		p.catchUp()
		p.ask("ferry", "ferry 3")
		p.ask("bridge", "bridge 2") // untouched
		log.add(Change{Shelf: "a", Number: 2, Terms: []string{"ferry"}})
		p.catchUp()
		p.ask("ferry", "ferry 3") // on another shelf
		time.Sleep(refreshAge)
		p.ask("ferry", "ferry 3") // and looked up again behind the scenes
		p.ask("ferry", "ferry 4")
		time.Sleep(10 * time.Minute)
		p.ask("ferry", "ferry 5")
	})
}

func TestFollowsOnItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newLedger(Common)
		p := start(t, log, nil)
		ctx, stop := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { p.journal.Follow(ctx, slog.New(slog.DiscardHandler)) })
		p.ask("ferry", "ferry 1")
		log.breakWith(errors.New("busy"))
		time.Sleep(3 * pollEvery)
		log.breakWith(nil)
		log.add(Change{Shelf: Common, Number: 1, Terms: []string{"ferry"}})
		time.Sleep(pollEvery + time.Millisecond)
		p.ask("ferry", "ferry 2")
		for range 200 { // more than the log tells one by one
			log.add(Change{Shelf: Common, Number: 1, Terms: []string{"storm"}})
		}
		time.Sleep(pollEvery + time.Millisecond)
		p.ask("ferry", "ferry 3")
		stop()
		running.Wait()
	})
}

func TestProcessesShareWhatEverybodySees(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log, far := newLedger(Common, "chat"), farMemory{newMemory()}
		here, there := start(t, log, far), start(t, log, far)
		here.ask("ferry", "ferry 1")
		there.ask("ferry", "ferry 1")
		here.ask("own", "own 2", Common, "chat")
		there.ask("own", "own 1", Common, "chat")
		log.add(Change{Shelf: Common, Number: 1, Terms: []string{"ferry"}})
		here.catchUp()
		here.ask("ferry", "ferry 3")
		there.ask("ferry", "ferry 1") // within a second
		there.catchUp()
		there.ask("ferry", "ferry 3") // the far level has it by now
		later := start(t, log, far)
		later.ask("ferry", "ferry 3") // it was found before this process began, at the state that it began with
		for key := range far.kept {
			if key != "topic[*] ferry" {
				t.Errorf("%s has left the process", key)
			}
		}
	})
}

// TestClocksDiffer asks for what a process kept whose clock is an hour ahead.
func TestClocksDiffer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log, far := newLedger(Common), farMemory{newMemory()}
		ahead, here := start(t, log, far), start(t, log, far)
		ahead.cached.Now = func() time.Time { return time.Now().Add(time.Hour) }
		ahead.ask("ferry", "ferry 1")
		here.asked.Store(10)
		here.ask("ferry", "ferry 11") // it would be kept for an hour longer than anything may be
		ahead.ask("bridge", "bridge 2")
		ahead.cached.Now = time.Now // it is set right
		ahead.ask("bridge", "bridge 3")
	})
}

func TestTroubleOfTheFarLevelIsAMiss(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		far := farMemory{newMemory()}
		far.err = errors.New("gone")
		p := start(t, newLedger(Common), far)
		p.ask("ferry", "ferry 1")
		p.ask("ferry", "ferry 1")
	})
}

func TestRemembersBrieflyThatThereIsNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := start(t, newLedger(Common), nil)
		ask := func(want error, asked int64) {
			t.Helper()
			if _, err := p.cached.Get(t.Context(), []Shelf{Common}, "x", p.look("x", Common)); !errors.Is(err, want) || p.asked.Load() != asked {
				t.Errorf("%v, asked %d times, want %v and %d", err, p.asked.Load(), want, asked)
			}
		}
		p.err = fmt.Errorf("article 4: %w", ErrNotFound)
		ask(ErrNotFound, 1)
		ask(ErrNotFound, 1)
		time.Sleep(missingAge)
		broken := errors.New("broken")
		p.err = broken
		ask(broken, 2)
		ask(broken, 3)
		p.err = nil
		p.ask("x", "x 4")
	})
}

func TestManyAskersCostOneLookUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newLedger(Common)
		p := start(t, log, nil)
		p.gate = make(chan struct{})
		var wg sync.WaitGroup
		got := make(chan string, 1000)
		for range 1000 {
			wg.Go(func() {
				v, err := p.cached.Get(t.Context(), []Shelf{Common}, "ferry", p.look("ferry", Common))
				if err != nil {
					t.Error(err)
				}
				got <- v
			})
		}
		synctest.Wait()
		close(p.gate)
		wg.Wait()
		close(got)
		for v := range got {
			if v != "ferry 1" {
				t.Fatalf("got %q", v)
			}
		}
	})
}

func TestWhoAsksAfterAChangeGetsNothingFromBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newLedger(Common)
		p := start(t, log, nil)
		p.gate = make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() { p.cached.Get(t.Context(), []Shelf{Common}, "ferry", p.look("ferry", Common)) })
		synctest.Wait()
		log.add(Change{Shelf: Common, Number: 1, Terms: []string{"ferry"}})
		p.catchUp()
		wg.Go(func() {
			if v, err := p.cached.Get(t.Context(), []Shelf{Common}, "ferry", p.look("ferry", Common)); err != nil || v != "ferry 2" {
				t.Errorf("got %q, %v", v, err)
			}
		})
		synctest.Wait()
		close(p.gate)
		wg.Wait()
	})
}

// TestMuchThatChangesCostsFewLookUps changes what is looked up during every
// look-up, as an import does: those who wait get what they asked for all the
// same, and look nothing up one after the other.
func TestMuchThatChangesCostsFewLookUps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newLedger(Common)
		p := start(t, log, nil)
		look := func(ctx context.Context) (string, []Tag, error) {
			time.Sleep(time.Second)
			log.add(Change{Shelf: Common, Number: 1, Terms: []string{"ferry"}})
			p.catchUp()
			return p.look("ferry", Common)(ctx)
		}
		var wg sync.WaitGroup
		for n := range 100 {
			wg.Go(func() {
				time.Sleep(time.Duration(n) * 9 * time.Millisecond) // all ask during the first look-up
				if _, err := p.cached.Get(t.Context(), []Shelf{Common}, "ferry", look); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := p.asked.Load(); n > 2 {
			t.Errorf("it was looked up %d times", n)
		}
	})
}

func TestWhoeverLeavesTakesNobodyAlong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := start(t, newLedger(Common), nil)
		p.gate = make(chan struct{})
		ctx, leave := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := p.cached.Get(ctx, []Shelf{Common}, "ferry", p.look("ferry", Common)); !errors.Is(err, context.Canceled) {
				t.Errorf("the one who left: %v", err)
			}
		})
		synctest.Wait()
		wg.Go(func() {
			if v, err := p.cached.Get(t.Context(), []Shelf{Common}, "ferry", p.look("ferry", Common)); err != nil || v != "ferry 2" {
				t.Errorf("the one who stayed: %q, %v", v, err)
			}
		})
		synctest.Wait()
		leave()
		close(p.gate)
		wg.Wait()
	})
}

func TestAPanicReachesWhoLooksAndNotWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := start(t, newLedger(Common), nil)
		gate := make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			p.cached.Get(t.Context(), nil, "x", func(context.Context) (string, []Tag, error) {
				<-gate
				panic("oops")
			})
		})
		synctest.Wait()
		wg.Go(func() {
			if _, err := p.cached.Get(t.Context(), nil, "x", p.look("x")); !errors.Is(err, errPanic) {
				t.Errorf("the one who waited: %v", err)
			}
		})
		synctest.Wait()
		close(gate)
		wg.Wait()
	})
}

func TestJournalKnowsWhereAnythingLies(t *testing.T) {
	log := newLedger(Common)
	j, err := NewJournal(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	check := func(want int) {
		t.Helper()
		if err := j.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := j.Filled([]Shelf{Common, Sample, "a"}); len(got) != want {
			t.Errorf("filled are %q, want %d", got, want)
		}
	}
	check(1)
	log.add(Change{Shelf: "a", Number: 1})
	check(2)
	log.add(Change{Shelf: "a"})
	check(1)
}

// TestJournalForgetsSafely gives a journal more than it keeps: what it does not
// know any more counts as touched.
func TestJournalForgetsSafely(t *testing.T) {
	log := newLedger()
	j, err := NewJournal(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	terms := make([]string, 1000)
	for i := range terms {
		terms[i] = fmt.Sprint("old", i)
	}
	for i := range 3 * tagsKept / len(terms) {
		for k := range terms {
			terms[k] = fmt.Sprint(i, " ", k)
		}
		log.add(Change{Shelf: Common, Number: Number(i + 1), Terms: terms})
		if err := j.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	last := j.seq.Load()
	quiet := []Tag{TermTag(Common, "never")}
	if !j.untouched(last-5, quiet) || j.untouched(last-5, []Tag{TermTag(Common, terms[0])}) {
		t.Error("it does not know what happened just now")
	}
	if j.untouched(0, quiet) {
		t.Error("it says that it remembers the beginning")
	}
	if n := len(j.recent) + len(j.older); n > 2*tagsKept+2000 {
		t.Errorf("it keeps %d tags", n)
	}
}

func TestKeysDiffer(t *testing.T) {
	seen := map[string]Key{}
	for _, shelves := range [][]Shelf{nil, {Common}, {"*"}, {Common, "a"}, {"a", Common}, {"*,a"}, {"a] b"}, {"a"}, {"telegram:-42"}} {
		long := strings.Repeat("ж", mostKey)
		for _, rest := range []string{"", "b", "] b", "b c", "b\n", "b\n\n", "~b", "b\x7f", long, long + "a", long + "b\n"} {
			k := Key{Kind: "topic", Shelves: shelves, Rest: rest}
			if other, taken := seen[k.String()]; taken {
				t.Errorf("%q is %+v and %+v", k, k, other)
			}
			seen[k.String()] = k
			if name := k.String(); len(name) > mostKey+80 || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
				t.Errorf("%q is not readable", name)
			}
		}
	}
	if s := (Key{Kind: "topic", Shelves: []Shelf{Common, "telegram:-42"}, Rest: "en 5 china"}).String(); s != "topic[*,telegram:-42] en 5 china" {
		t.Errorf("%q is not readable", s)
	}
}

// TestJournalAddsShares touches parts of what it takes: only when they come to
// all of it, the value is touched.
func TestJournalAddsShares(t *testing.T) {
	log := newLedger()
	j, err := NewJournal(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	touch := func(terms ...string) {
		t.Helper()
		log.add(Change{Shelf: Common, Number: 1, Terms: terms})
		if err := j.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	tags := []Tag{TermTag(Common, "storm").Part(0.3), TermTag(Common, "over").Part(0.7), TermTag(Common, "harbour").Part(0.3)}
	touch("storm", "calm")
	touch("harbour")
	if !j.untouched(0, tags) {
		t.Error("0.6 of it is enough")
	}
	touch("over")
	if j.untouched(0, tags) || !j.untouched(2, tags) {
		t.Error("1.3 of it is not enough, or 0.7 is")
	}
	whole := []Tag{wholeTag(Common)}
	if !j.untouched(0, whole) {
		t.Error("additions touch all of the shelf")
	}
	log.add(Change{Shelf: Common, Number: 1}) // gone
	if err := j.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if j.untouched(3, whole) {
		t.Error("what goes away does not touch all of the shelf")
	}
}
