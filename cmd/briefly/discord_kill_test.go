package main

import (
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
)

// TestDiscordKill ends the program again and again while it answers on Discord:
// by SIGKILL at random moments, and between Discord's acceptance of an answer and
// the note of it, and by SIGTERM. Half of the questions are links that take
// longer than a second, so that they are announced first. Whatever Discord was
// told of is answered, once; what it was not, Discord itself has told the asker
// is not answered, and it can only be what was asked when the program ended. The
// long form ends it 60 times.
func TestDiscordKill(t *testing.T) {
	lives := 3
	if *long {
		lives = 60
	}
	k := newKilled(t)
	random := rand.New(rand.NewPCG(5, 6))
	for life := range lives {
		process := k.start()
		switch life % 3 {
		case 0: // when some answer was accepted
			k.double.Faults.Add(1, func(r *discordtest.Request) bool {
				if !strings.HasSuffix(r.Route, "/callback") && r.Method != http.MethodPatch {
					return false
				}
				_ = process.Process.Kill()
				return true
			}, adaptertest.Fault{Taken: true, Reset: true})
			k.ask(4)
		case 1:
			time.AfterFunc(time.Duration(random.IntN(2000))*time.Millisecond, func() { _ = process.Process.Kill() })
			k.ask(4)
		case 2:
			k.ask(4)
			time.Sleep(time.Duration(random.IntN(1500)) * time.Millisecond)
			k.terminate(process)
			continue
		}
		_ = process.Wait() // it was killed
		k.double.Faults.Clear()
	}
	process := k.start()
	last := len(k.asked)
	k.ask(4)
	k.settle(last)
	k.terminate(process)
	k.check(t, last)
}

// killed is a program that is ended, and what people ask it meanwhile.
type killed struct {
	t       *testing.T
	double  *discordtest.Server
	dir     string
	slow    string // a site that takes its time
	people  []discordtest.Asker
	asked   []*discordtest.Interaction
	answers []string // a part of each
	starts  int
}

func newKilled(t *testing.T) *killed {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		time.Sleep(1300 * time.Millisecond)
		fmt.Fprint(w, page("Mill number "+strings.TrimPrefix(r.URL.Path, "/mill/"), "The end."))
	}))
	t.Cleanup(site.Close)
	k := &killed{
		t: t, dir: t.TempDir(), slow: site.URL,
		double: discordtest.Start(t, discordtest.Options{PerRoute: discordtest.Rate{N: -1}}),
	}
	g := k.double.AddGuild("Harbour")
	for i := range 12 {
		name := fmt.Sprint("ann", i)
		k.people = append(k.people, discordtest.Asker{User: k.double.AddUser(name), Channel: k.double.AddChannel(g, name)})
	}
	return k
}

// start starts the program and waits until it has a session of its own.
func (k *killed) start() *exec.Cmd {
	k.t.Helper()
	self, err := os.Executable()
	if err != nil {
		k.t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(strings.TrimPrefix(k.slow, "http://"))
	if err != nil {
		k.t.Fatal(err)
	}
	c := exec.Command(self)
	c.Args, c.Dir, c.Stderr = []string{"briefly", "--data", k.dir}, k.dir, os.Stderr
	c.Env = append(os.Environ(), "DISCORD_TOKEN="+discordtest.DefaultToken, "DISCORD_API_URL="+k.double.URL,
		"FETCH_ALLOW=127.0.0.1:"+port, "FETCH_PORTS="+port, "LOG_LEVEL=error")
	if err := c.Start(); err != nil {
		k.t.Fatal(err)
	}
	k.starts++
	if !k.double.Await(func() bool { return k.double.Gateway().Identifies >= k.starts }) || !k.double.Ready() {
		k.t.Fatal("the program does not connect")
	}
	return c
}

// ask has people ask in turn: for a topic, and for a slow link.
func (k *killed) ask(n int) {
	for range n {
		i := len(k.asked)
		topic, answer := "mill", "" // on an empty shelf or not
		if i%2 == 1 {
			topic, answer = fmt.Sprintf("%s/mill/%04d", k.slow, i), fmt.Sprintf("Mill number %04d", i)
		}
		k.answers = append(k.answers, answer)
		k.asked = append(k.asked, k.double.Command(k.people[i%len(k.people)], "summary", given("topic", topic)))
	}
}

// terminate ends the program as those who run it do.
func (k *killed) terminate(c *exec.Cmd) {
	k.t.Helper()
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		k.t.Fatal(err)
	}
	begun := time.Now()
	if err := c.Wait(); err != nil || time.Since(begun) > 10*time.Second {
		k.t.Errorf("after SIGTERM: %v, %s", err, time.Since(begun))
	}
}

// messages are those that answer each interaction.
func (k *killed) messages() map[string][]discordtest.Message {
	found := map[string][]discordtest.Message{}
	for _, p := range k.people {
		for _, m := range k.double.Messages(p.Channel) {
			found[m.Interaction] = append(found[m.Interaction], m)
		}
	}
	return found
}

// settle waits until what Discord was told of is answered, and all that was
// asked from number on.
func (k *killed) settle(from int) {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		waiting, found := 0, k.messages()
		for i, asked := range k.asked {
			all := found[asked.ID]
			if len(all) == 0 && i >= from || len(all) > 0 && all[0].Loading() {
				waiting++
			}
		}
		if waiting == 0 {
			return
		}
	}
}

func (k *killed) check(t *testing.T, last int) {
	answered, lost := 0, 0
	found := k.messages()
	for i, asked := range k.asked {
		all := found[asked.ID]
		switch {
		case len(all) == 0 && i < last:
			lost++
		case len(all) != 1 || all[0].Loading() || !strings.Contains(all[0].String(), k.answers[i]):
			t.Errorf("question %d has %d answers: %v", i, len(all), all)
		default:
			answered++
		}
	}
	t.Logf("%d starts, %d questions: %d answered once, %d not taken before the end of a life", k.starts, len(k.asked), answered, lost)
	if answered < len(k.asked)/2 {
		t.Error("too few to tell")
	}
}
