package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"briefly/adapters/telegram/telegramtest"
)

// TestTelegramKill kills the program again and again while it answers, half the
// time between Telegram's acceptance of an answer and the note of it. Every
// question is answered, and at most one answer a chat is repeated for a kill:
// that which was under way. The long form kills 50 times.
func TestTelegramKill(t *testing.T) {
	kills := 4
	if *long {
		kills = 50
	}
	// Between two kills, some of the chats are asked in, each so often. There are
	// enough that nobody asks too much, even when all is answered in the last life.
	const chats, asking, each = 24, 3, 2
	var victim atomic.Pointer[os.Process]
	var countdown atomic.Int64 // answers until the kill; negative: none is due
	countdown.Store(-1)
	d := telegramtest.New(t, telegramtest.Config{Accepted: func(r telegramtest.Request) {
		if r.Method == "sendMessage" && countdown.Add(-1) == 0 {
			_ = victim.Load().Kill()
		}
	}})
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	run := func() *exec.Cmd {
		c := exec.Command(self)
		c.Args = []string{"briefly", "--data", dir}
		c.Dir = dir
		c.Env = append(os.Environ(), "TELEGRAM_TOKEN="+d.Token, "TELEGRAM_API_URL="+d.URL)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		victim.Store(c.Process)
		return c
	}
	var rooms []*telegramtest.Chat
	var people []telegramtest.User
	for i := range chats {
		people = append(people, d.Person(fmt.Sprint("Ann", i), "en"))
		rooms = append(rooms, d.Private(people[i]))
	}
	asked := 0
	random := rand.New(rand.NewPCG(3, 4))
	shown := make([][]int, chats) // how many messages each chat showed at each kill
	for kill := range kills {
		process := run()
		for n := range asking * each {
			i := (kill*asking + n%asking) % chats
			rooms[i].Say(people[i], fmt.Sprintf("zeppelin%04d", asked))
			asked++
		}
		if kill%2 == 0 {
			countdown.Store(1 + random.Int64N(asking))
		} else {
			time.AfterFunc(time.Duration(random.IntN(1500))*time.Millisecond, func() { _ = process.Process.Kill() })
		}
		_ = process.Wait() // it was killed
		countdown.Store(-1)
		for i := range chats {
			shown[i] = append(shown[i], len(rooms[i].Messages()))
		}
	}
	process := run()
	answered := func() map[string]int {
		found := map[string]int{}
		for _, room := range rooms {
			for _, m := range room.Messages() {
				_, rest, _ := strings.Cut(m.Text.Text, "“")
				question, _, _ := strings.Cut(rest, "”")
				found[question]++
			}
		}
		return found
	}
	for end := time.Now().Add(time.Duration(30+2*asked) * time.Second); len(answered()) < asked && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	if err := process.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	stopping := time.Now()
	if err := process.Wait(); err != nil || time.Since(stopping) > 10*time.Second {
		t.Errorf("after SIGTERM: %v, %s", err, time.Since(stopping))
	}
	if n := len(answered()); n != asked {
		t.Errorf("%d of %d questions are answered", n, asked)
	}
	repeats := 0
	for i, room := range rooms {
		repeats += checkRepeats(t, room, shown[i])
	}
	t.Logf("%d kills, %d questions, %d answers repeated", kills, asked, repeats)
}

// checkRepeats counts the answers that a chat shows twice, and holds that there
// is at most one in each life of the program.
func checkRepeats(t *testing.T, room *telegramtest.Chat, shown []int) (repeats int) {
	t.Helper()
	seen := map[string]bool{}
	inLife := map[int]int{}
	life := 0
	for n, m := range room.Messages() {
		for life < len(shown) && n >= shown[life] {
			life++
		}
		if seen[m.Text.Text] {
			repeats++
			if inLife[life]++; inLife[life] > 1 {
				t.Errorf("chat %d: %d repeats after kill %d", room.ID, inLife[life], life)
			}
		}
		seen[m.Text.Text] = true
	}
	return repeats
}
