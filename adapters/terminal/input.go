package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

// lines are read one after the other.
type lines interface {
	// read returns the next line, io.EOF at the end.
	read() (string, error)
	// interrupt ends a read that is under way, where that is possible.
	interrupt() error
	// close leaves everything as it was found.
	close()
}

// next returns the next line, or the context's error. When the input cannot be
// interrupted, which is so for a pipe that the process was started with, the
// read under way ends with the process.
func next(ctx context.Context, in lines) (string, error) {
	type result struct {
		line string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		line, err := in.read()
		done <- result{line, err}
	}()
	select {
	case r := <-done:
		return r.line, r.err
	case <-ctx.Done():
		if in.interrupt() == nil {
			<-done
		}
		return "", ctx.Err()
	}
}

// deadliner is what can be interrupted: files that the runtime polls.
type deadliner interface{ SetReadDeadline(time.Time) error }

var errNoInterrupt = errors.New("the input cannot be interrupted")

func interrupt(r io.Reader) error {
	if d, ok := r.(deadliner); ok {
		return d.SetReadDeadline(time.Now())
	}
	return errNoInterrupt
}

// maxLine is how much of a script's line is read, in bytes. No question is that
// long; the rest of the line is passed over.
const maxLine = 64 << 10

// script reads lines as they are.
type script struct {
	in    io.Reader
	lines *bufio.Reader
}

func newScript(in io.Reader) *script {
	return &script{in: in, lines: bufio.NewReaderSize(in, maxLine)}
}

func (s *script) read() (string, error) {
	part, more, err := s.lines.ReadLine()
	line := string(part)
	for more && err == nil {
		_, more, err = s.lines.ReadLine()
	}
	return line, err
}

func (s *script) interrupt() error { return interrupt(s.in) }
func (s *script) close()           {}

// editor lets a person edit lines. The terminal is raw only while a line is
// edited, so that in between Ctrl-C is a signal and output needs no care.
type editor struct {
	in     io.Reader
	out    io.Writer
	line   *term.Terminal
	size   func() (columns, rows int)
	broken error     // what ended the editing for good
	opened io.Closer // what was opened to be able to interrupt; nil: nothing

	file *os.File // the terminal; nil when the input is none, as in tests
	mu   sync.Mutex
	was  *term.State // how the terminal was before it became raw; nil: it is not raw
}

// newEditor edits with complete behind the Tab key: it gets the line and the
// position of the cursor in bytes, and returns the new ones and, when it
// cannot decide, what it wavers between.
func newEditor(in io.Reader, out io.Writer, size func() (int, int), complete func(string, int) (string, int, []string)) *editor {
	e := &editor{in: in, out: out, size: size}
	if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		e.file = f
		if again, err := reopen(f); err == nil {
			e.in, e.opened = again, again
		}
	}
	e.line = term.NewTerminal(e, "> ")
	e.line.History = &history{}
	e.line.AutoCompleteCallback = func(line string, pos int, key rune) (string, int, bool) {
		if key != '\t' {
			return "", 0, false
		}
		return e.tab(complete, line, pos)
	}
	return e
}

// tab completes the line. A panic must not pass through term.Terminal, which
// would then unlock what is not locked and end the process with the terminal
// raw; it becomes the error of the read instead.
func (e *editor) tab(complete func(string, int) (string, int, []string), line string, pos int) (_ string, _ int, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			e.broken = fmt.Errorf("complete a line: panic: %v", r)
			ok = false
		}
	}()
	line, pos, wavers := complete(line, pos)
	if len(wavers) > 0 {
		fmt.Fprintln(e.line, strings.Join(wavers, "  "))
	}
	return line, pos, true
}

// reopen opens the same terminal once more. The runtime polls what it opens
// itself, and so can interrupt a read; the descriptors that a process is
// started with it does not.
func reopen(f *os.File) (*os.File, error) {
	return os.Open(fmt.Sprintf("/dev/fd/%d", f.Fd()))
}

// Read and Write make the editor what term.Terminal edits on.
func (e *editor) Read(p []byte) (int, error) {
	if e.broken != nil {
		return 0, e.broken
	}
	if len(p) == 0 { // a key sequence longer than any terminal sends
		return 0, io.ErrShortBuffer
	}
	return e.in.Read(p)
}

func (e *editor) Write(p []byte) (int, error) { return e.out.Write(p) }

func (e *editor) read() (string, error) {
	if err := e.raw(); err != nil {
		return "", fmt.Errorf("make the terminal raw: %w", err)
	}
	defer e.restore()
	columns, rows := e.size()
	if err := e.line.SetSize(columns, rows); err != nil {
		return "", err
	}
	line, err := e.line.ReadLine()
	if err != nil {
		fmt.Fprintf(e.out, "\r\n") // the shell's prompt starts on a line of its own
	}
	return line, err
}

func (e *editor) interrupt() error { return interrupt(e.in) }

func (e *editor) close() {
	e.restore()
	if e.opened != nil {
		_ = e.opened.Close() // it was only read from
	}
}

func (e *editor) raw() error {
	if e.file == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	was, err := term.MakeRaw(int(e.file.Fd()))
	e.was = was
	return err
}

func (e *editor) restore() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.was != nil {
		_ = term.Restore(int(e.file.Fd()), e.was) // the terminal may be gone already
		e.was = nil
	}
}

// maxHistory is how many lines the arrow keys go back.
const maxHistory = 500

// history holds what was typed, the newest first, without repetitions in a
// row.
type history struct{ typed []string }

func (h *history) Add(line string) {
	if strings.TrimSpace(line) == "" || len(h.typed) > 0 && h.typed[0] == line {
		return
	}
	h.typed = slices.Insert(h.typed, 0, line)
	h.typed = h.typed[:min(len(h.typed), maxHistory)]
}

func (h *history) Len() int        { return len(h.typed) }
func (h *history) At(i int) string { return h.typed[i] }
