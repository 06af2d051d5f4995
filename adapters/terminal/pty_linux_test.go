package terminal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"briefly/bot"
)

// person sits at a pseudo-terminal.
type person struct {
	t     *testing.T
	keys  *os.File // the person's end
	tty   *os.File // the program's end
	seen  strings.Builder
	done  chan error
	leave context.CancelFunc
	found unix.Termios // how the terminal was before
}

// sit starts an interactive session for a person.
func sit(t *testing.T, core bot.Core, first string) *person {
	t.Helper()
	p := &person{t: t, done: make(chan error, 1)}
	p.keys, p.tty = openPTY(t)
	p.found = modes(t, p.tty)
	ctx, cancel := context.WithCancel(t.Context())
	p.leave = cancel
	term := New(Options{In: p.tty, Out: p.tty, Interactive: true, Color: true, Locale: "en", First: first})
	go func() { p.done <- term.Run(ctx, core) }()
	return p
}

// openPTY opens a pair of pseudo-terminals (pts(4)).
func openPTY(t *testing.T) (keys, tty *os.File) {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { keys.Close() })
	var number int
	control(t, keys, func(fd int) error {
		if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
			return err
		}
		number, err = unix.IoctlGetInt(fd, unix.TIOCGPTN)
		return err
	})
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tty.Close() })
	return keys, tty
}

// control uses the descriptor of a file without making it blocking, as Fd would.
func control(t *testing.T, f *os.File, do func(fd int) error) {
	t.Helper()
	raw, err := f.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	if cerr := raw.Control(func(fd uintptr) { err = do(int(fd)) }); err != nil || cerr != nil {
		t.Fatal(errors.Join(err, cerr))
	}
}

func modes(t *testing.T, f *os.File) (m unix.Termios) {
	control(t, f, func(fd int) error {
		got, err := unix.IoctlGetTermios(fd, unix.TCGETS)
		if err == nil {
			m = *got
		}
		return err
	})
	return m
}

func (p *person) press(keys string) {
	p.t.Helper()
	if _, err := p.keys.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

// see waits until something new on the screen contains want.
func (p *person) see(want string) {
	p.t.Helper()
	if err := p.keys.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		p.t.Fatal(err)
	}
	buf := make([]byte, 4096)
	for {
		if _, after, ok := strings.Cut(p.seen.String(), want); ok {
			p.seen.Reset()
			p.seen.WriteString(after)
			return
		}
		n, err := p.keys.Read(buf)
		if err != nil {
			p.t.Fatalf("never saw %q, only %q: %v", want, p.seen.String(), err)
		}
		p.seen.Write(buf[:n])
	}
}

// gone waits for the session to end without error and with the terminal as it
// was.
func (p *person) gone() {
	p.t.Helper()
	select {
	case err := <-p.done:
		if err != nil {
			p.t.Errorf("run: %v", err)
		}
	case <-time.After(5 * time.Second):
		p.t.Fatal("the session did not end")
	}
	if after := modes(p.t, p.tty); after != p.found {
		p.t.Errorf("the terminal was left with %+v, found with %+v", after, p.found)
	}
	p.leave()
}

func TestPersonAsks(t *testing.T) {
	core := &fakeCore{answer: func(r bot.Request) []bot.Answer {
		return []bot.Answer{{Title: "Answer to " + r.Text, Actions: []bot.Action{{Label: "More", Command: "/page 1"}}}}
	}}
	p := sit(t, core, "/start")
	p.see("Answer to /start")
	p.see("> ")
	p.press("harbour bridge\r")
	p.see("\x1b[1mAnswer to harbour bridge\x1b[0m\r\n")
	p.see("> ")
	p.press("\x1b[A\r") // the line before, once more
	p.see("Answer to harbour bridge")
	p.see("> ")
	p.press("/su\tferries\r")
	p.see("Answer to /summary ferries")
	p.see("> ")
	p.press("/s\t")
	p.see("/summary   /search ")
	p.press("\x15:1\r") // Ctrl-U clears the line
	p.see("Answer to /page 1")
	p.see("> ")
	p.press("\x04")
	p.gone()
}

func TestPersonSeesTheBetterAnswerInPlace(t *testing.T) {
	tall := strings.Repeat("line\n", 30)
	core := &fakeCore{answer: func(r bot.Request) []bot.Answer {
		if r.Text == "tall" {
			return []bot.Answer{{Note: tall}, {Title: "better"}}
		}
		return []bot.Answer{{Title: "quick"}, {Title: "quick"}, {Title: "better"}}
	}}
	p := sit(t, core, "")
	p.see("> ")
	p.press("short\r")
	p.see("quick\x1b[0m\r\n\x1b[1A\x1b[J\x1b[1mbetter")
	p.see("> ")
	p.press("tall\r")
	p.see("line\x1b[0m\r\n\r\n\x1b[1mbetter")
	p.see("> ")
	p.press("\x04")
	p.gone()
}

func TestPersonLeaves(t *testing.T) {
	for name, leave := range map[string]func(p *person){
		"Ctrl-D":      func(p *person) { p.press("\x04") },
		"Ctrl-C":      func(p *person) { p.press("half a line\x03") },
		"the context": func(p *person) { p.leave() },
	} {
		t.Run(name, func(t *testing.T) {
			p := sit(t, &fakeCore{}, "")
			p.see("> ")
			if modes(t, p.tty) == p.found {
				t.Error("the terminal is not raw while a line is edited")
			}
			leave(p)
			p.gone()
		})
	}
}

func TestPanicLeavesTheTerminalAsItWas(t *testing.T) {
	keys, tty := openPTY(t)
	before := modes(t, tty)
	e := newEditor(tty, tty, func() (int, int) { return 80, 24 }, func(string, int) (string, int, []string) { panic("no such luck") })
	defer e.close()
	if _, err := keys.WriteString("\t"); err != nil {
		t.Fatal(err)
	}
	if _, err := e.read(); err == nil || !strings.Contains(err.Error(), "no such luck") {
		t.Errorf("error %v", err)
	}
	if modes(t, tty) != before {
		t.Error("the terminal stayed raw after a panic")
	}
}
