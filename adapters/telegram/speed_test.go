package telegram

import (
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/outgoing"
	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

// quick is an adapter without limits whose core answers at once, against a double
// that checks everything and remembers little. Every message that the double gets
// is told.
type quick struct {
	*running
	sent   chan telegramtest.Request
	people []telegramtest.User
	chats  []*telegramtest.Chat
}

func newQuick(t testing.TB, chats int) *quick {
	q := &quick{sent: make(chan telegramtest.Request, 1)}
	d := telegramtest.New(t, telegramtest.Config{Keep: 20, Accepted: func(r telegramtest.Request) {
		if r.Method == "sendMessage" {
			q.sent <- r
		}
	}})
	q.running = start(t, d, adaptertest.Says(note("An answer.")))
	for i := range chats {
		q.people = append(q.people, d.Person(fmt.Sprint("Ann", i), "en"))
		q.chats = append(q.chats, d.Private(q.people[i]))
	}
	d.Wait("the menus to be set", func() bool { return len(d.Menu("all_chat_administrators ru")) > 0 })
	return q
}

// ask asks in one of the chats and returns how long its message took to come.
func (q *quick) ask(n int) time.Duration {
	i := n % len(q.chats)
	began := time.Now()
	q.chats[i].Say(q.people[i], "china")
	took := (<-q.sent).At.Sub(began)
	q.core.Forget()
	q.memory.Forget()
	return took
}

// TestSpeed measures the time from an update that comes in to its message that
// goes out, with a core and an inbox that answer at once and no limits: p99 at
// most 5 ms on a quiet machine. The short form only holds that it is measured.
func TestSpeed(t *testing.T) {
	rounds := 300
	if *long {
		rounds = 10_000
	}
	q := newQuick(t, 50)
	var took []time.Duration
	for i := range rounds {
		took = append(took, q.ask(i))
	}
	slices.Sort(took)
	p50, p99 := took[len(took)/2], took[len(took)*99/100]
	t.Logf("update in to message out, %d times: p50 %s, p99 %s", rounds, p50, p99)
	if limit := 5 * time.Millisecond; *long && p99 > limit {
		t.Errorf("p99 is %s, beyond %s", p99, limit)
	}
}

// TestMemory holds that memory does not grow with the updates that were
// handled: 200,000 with -long.
func TestMemory(t *testing.T) {
	updates := 4_000
	if *long {
		updates = 200_000
	}
	q := newQuick(t, updates/80)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var before uint64
	for i := range updates {
		q.ask(i)
		if i == updates/4 { // by when the double is full
			before = heap()
		}
	}
	after := heap()
	t.Logf("heap after %d updates %.1f MB, after %d %.1f MB", updates/4, float64(before)/1e6, updates, float64(after)/1e6)
	if after > before+before/4+4<<20 {
		t.Errorf("the heap grew from %d to %d", before, after)
	}
}

// TestBroadcast posts to many chats under scaled limits: at least 95 % of what
// is allowed goes out, and nothing is refused as too much. Long: 10,000 posts.
func TestBroadcast(t *testing.T) {
	posts, chats := 600, 30
	if *long {
		posts, chats = 10_000, 200
	}
	// Telegram's limits with a clock that runs so many times as fast. So does the
	// loss by each reply's way, which Telegram's own second hides.
	const scale = 10
	began := time.Now()
	scaled := func() time.Time { return began.Add(scale * time.Since(began)) }
	d := telegramtest.New(t, telegramtest.Config{Now: scaled, Rates: &telegramtest.Rates{All: 30, Chat: 1, Group: 20}})
	limits := Limits()
	for _, rate := range []*outgoing.Rate{&limits.All, &limits.Chat, &limits.Group} {
		rate.Per /= scale
	}
	r := start(t, d, answering(), func(o *Options) { o.Limits, o.Patience = &limits, time.Hour })
	d.Wait("the menus to be set", func() bool { return len(d.Requests("setMyCommands")) == 6 })
	var places []bot.Place
	for i := range chats {
		places = append(places, bot.Place{Platform: platform, Chat: formatID(d.Private(d.Person(fmt.Sprint(i), "en")).ID)})
	}
	start := time.Now()
	var all sync.WaitGroup
	for i := range posts {
		all.Go(func() {
			_, err := r.Post(t.Context(), bot.Delivery{Key: fmt.Sprint(i), Place: places[i%chats], Answer: note(fmt.Sprint("post ", i))})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	took := time.Since(start)
	least := time.Duration(float64(posts-limits.All.N) / float64(limits.All.N) * float64(limits.All.Per))
	refused := 0
	for _, request := range d.Requests("sendMessage") {
		if request.Code != http.StatusOK {
			refused++
		}
	}
	share := float64(least) / float64(took)
	t.Logf("%d posts to %d chats in %s, %.1f %% of what is allowed, %d refused", posts, chats, took, 100*share, refused)
	if refused > 0 {
		t.Errorf("%d requests were refused", refused)
	}
	if *long && share < 0.95 {
		t.Errorf("only %.1f %% of what is allowed", 100*share)
	}
}
