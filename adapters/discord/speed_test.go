package discord

import (
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
)

// BenchmarkInteraction measures from an interaction in to its callback out, with
// a core that answers at once, over loopback.
func BenchmarkInteraction(b *testing.B) {
	r := start(b, discordtest.Options{Unchecked: true, PerRoute: discordtest.Rate{N: -1}}, adaptertest.Says(adaptertest.Fixtures()[0].Answer))
	ann := someone(r.double, "ann")
	r.double.Command(ann, "summary").Answer()
	var took []time.Duration
	for b.Loop() {
		took = append(took, r.double.Command(ann, "summary", topic("bridge")).Took())
		if len(took)%1000 == 0 {
			r.double.Forget()
			r.memory.Forget()
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-us")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
}

// TestSoakReconnects loses the connection again and again while people ask: 300
// times with -long. Nothing is lost or doubled, and nothing piles up.
func TestSoakReconnects(t *testing.T) {
	rounds := 20
	if *long {
		rounds = 300
	}
	core := adaptertest.Says(note("fine"))
	r := start(t, discordtest.Options{PerRoute: discordtest.Rate{N: -1}}, core)
	ann := someone(r.double, "ann")
	r.answered(t, ann)
	r.settle(t)
	before := runtime.NumGoroutine()
	for i := range rounds {
		switch i % 4 {
		case 0:
			r.double.Cut()
		case 1:
			r.double.Reconnect()
		case 2:
			r.double.Disconnect(discordtest.CloseUnknown)
		case 3:
			r.double.Invalidate(true)
		}
		r.double.Command(ann, "summary", topic(strconv.Itoa(i))).Answer()
		if !r.double.Await(func() bool { return r.double.Gateway().Resumes >= i+1 }) {
			t.Fatalf("round %d: %v", i, r.double.Gateway())
		}
		r.double.Ready()
	}
	r.settle(t)
	if asked, shown := len(core.Requests()), len(r.double.Messages(ann.Channel)); asked != rounds+1 || shown != rounds+1 {
		t.Errorf("asked %d times, answered %d, want %d", asked, shown, rounds+1)
	}
	eventually(t, "as many goroutines as before", func() bool {
		n := runtime.NumGoroutine() - before
		return n >= -5 && n <= 5
	})
}

// TestSoakInteractions answers many interactions and wants the memory flat: a
// bucket is not kept for each. 200,000 with -long.
func TestSoakInteractions(t *testing.T) {
	const batch = 1_000
	total, warm := 2*batch, batch
	if *long {
		total, warm = 200*batch, 20*batch // by then the double keeps as many events for RESUME as it ever will
	}
	core := adaptertest.Says(note("fine"))
	r := start(t, discordtest.Options{Unchecked: true, PerRoute: discordtest.Rate{N: -1}}, core)
	r.log.silence()
	ann := someone(r.double, "ann")
	forget := func() {
		r.double.Forget()
		r.memory.Forget()
		core.Forget()
	}
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var first uint64
	for done := 0; done < total; done += batch {
		var last *discordtest.Interaction
		for range batch {
			last = r.double.Command(ann, "summary")
			if !last.Acked() {
				t.Fatal("not answered")
			}
		}
		r.settle(t)
		forget()
		if done+batch == warm {
			first = heap()
		}
	}
	end := heap()
	t.Logf("%d interactions: heap %d KB after %d, %d KB in the end", total, first>>10, warm, end>>10)
	if end > first+first/2+4<<20 {
		t.Errorf("heap grew from %d to %d bytes", first, end)
	}
	d := r.Discord
	if n := len(d.tickets.open); n != 0 {
		t.Errorf("%d tickets are open", n)
	}
}
