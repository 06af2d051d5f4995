package telegram

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/outgoing"
	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

// bareAPI is a Bot API that does nothing but hand out updates and take messages,
// so that what is measured is the adapter.
type bareAPI struct {
	server *httptest.Server
	feed   chan string // updates, as JSON
	mu     sync.Mutex
	sent   map[string]chan time.Time // by chat: when its message came
}

func newBareAPI(t testing.TB) *bareAPI {
	b := &bareAPI{feed: make(chan string, 1000), sent: map[string]chan time.Time{}}
	b.server = httptest.NewServer(b)
	t.Cleanup(b.server.Close)
	return b
}

// message is the channel on which a chat's messages are told.
func (b *bareAPI) message(chat string) chan time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	c, ok := b.sent[chat]
	if !ok {
		c = make(chan time.Time, 1)
		b.sent[chat] = c
	}
	return c
}

func (b *bareAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at := time.Now()
	_ = r.ParseForm() // a body that was read lets the server see that the client is gone
	_, method, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	switch method {
	case "getMe":
		fmt.Fprint(w, `{"ok":true,"result":{"id":1,"is_bot":true,"username":"b"}}`)
	case "getWebhookInfo":
		fmt.Fprint(w, `{"ok":true,"result":{"url":""}}`)
	case "getUpdates":
		var batch []string
		select {
		case u := <-b.feed:
			batch = append(batch, u)
		case <-r.Context().Done():
			return
		}
		for len(b.feed) > 0 && len(batch) < 100 {
			batch = append(batch, <-b.feed)
		}
		fmt.Fprintf(w, `{"ok":true,"result":[%s]}`, strings.Join(batch, ","))
	case "sendMessage":
		fmt.Fprint(w, `{"ok":true,"result":{"message_id":5}}`)
		b.message(r.PostFormValue("chat_id")) <- at
	default:
		fmt.Fprint(w, `{"ok":true,"result":[]}`)
	}
}

// push hands out an update of a chat.
func (b *bareAPI) push(id, chat int) {
	b.feed <- fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"from":{"id":%d,"first_name":"A"},"chat":{"id":%d,"type":"private"},"text":"china"}}`, id, id, chat, chat)
}

// bareBot runs the adapter against it, without limits, and with an inbox that
// forgets what is done.
func bareBot(t testing.TB, b *bareAPI) *running {
	d := &telegramtest.Double{URL: b.server.URL, Token: "1:x"}
	return start(t, d, adaptertest.Says(note("An answer.")), func(o *Options) { o.Inbox = &forgetful{adaptertest.NewMemory()} })
}

// forgetful is a memory that keeps nothing of what is done.
type forgetful struct{ *adaptertest.Memory }

func (f *forgetful) Take(context.Context, bot.Update) (bool, error) { return true, nil }
func (f *forgetful) Done(context.Context, bot.Update) error         { return nil }

// TestSpeed measures the time from an update that comes in to its message that
// goes out, with a core that answers at once and no limits: p99 at most 5 ms on
// a quiet machine. The short form only holds that it is measured.
func TestSpeed(t *testing.T) {
	rounds := 300
	if *long {
		rounds = 10_000
	}
	b := newBareAPI(t)
	bareBot(t, b)
	var took []time.Duration
	for i := range rounds {
		chat := i%50 + 1
		began := time.Now()
		b.push(i+1, chat)
		took = append(took, (<-b.message(strconv.Itoa(chat))).Sub(began))
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
	b := newBareAPI(t)
	r := bareBot(t, b)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var before uint64
	for i := range updates {
		chat := i%5_000 + 1
		b.push(i+1, chat)
		<-b.message(strconv.Itoa(chat))
		r.core.Forget()
		if i == updates/4 {
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
