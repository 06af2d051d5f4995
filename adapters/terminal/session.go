// Package terminal is the chat in a terminal. A person types questions, with
// history and completion, and reads answers as wide as the window; a script is
// answered line by line in plain text, without any escape code. session.go
// talks to the terminal, input.go reads from it, complete.go proposes what may
// be typed, render.go draws answers and touches nothing. What to answer is the
// core's business.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"briefly/adapters/text"
	"briefly/bot"
	"briefly/bot/words"
)

// Options say where the chat takes place.
type Options struct {
	In  io.Reader
	Out io.Writer
	// Interactive shows a prompt and edits lines, which takes a terminal at
	// both ends. Otherwise In is a script.
	Interactive bool
	// Size returns the window's columns and rows, asked before each answer;
	// nil: 80 by 24.
	Size   func() (columns, rows int)
	Color  bool
	Locale string           // BCP 47, of the person
	Now    func() time.Time // nil: time.Now
	// First is asked before the first prompt, so that nobody faces an empty
	// screen; interactive only. Empty: nothing.
	First string
}

// Terminal is the adapter.
type Terminal struct{ options Options }

// New returns the adapter.
func New(o Options) *Terminal {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Size == nil {
		o.Size = func() (int, int) { return usualWidth, 24 }
	}
	return &Terminal{o}
}

var _ bot.Adapter = (*Terminal)(nil)

// Run answers until the input ends, the person leaves (Ctrl-C, Ctrl-D) or the
// context does; none of these is an error. The terminal is left as it was
// found.
func (t *Terminal) Run(ctx context.Context, core bot.Core) error {
	s := &session{Options: t.options, core: core, speaker: words.New()}
	if !s.Interactive {
		return s.talk(ctx, newScript(s.In))
	}
	if s.First != "" {
		if err := s.ask(ctx, s.request(s.First)); err != nil {
			return err
		}
	}
	complete := func(line string, pos int) (string, int, []string) { return s.complete(ctx, line, pos) }
	return s.talk(ctx, newEditor(s.In, s.Out, s.Size, complete))
}

// session is one conversation.
type session struct {
	Options
	core     bot.Core
	speaker  *words.Speaker
	asked    int
	commands []string // of the numbered actions of the last answer
}

// talk answers the lines of in until there are no more.
func (s *session) talk(ctx context.Context, in lines) error {
	defer in.close()
	for {
		line, err := next(ctx, in)
		switch {
		case ctx.Err() != nil || errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read the terminal: %w", err)
		}
		if err := s.line(ctx, strings.TrimSpace(line)); err != nil {
			return err
		}
	}
}

// line answers one typed line.
func (s *session) line(ctx context.Context, line string) error {
	if line == "" || !s.Interactive && strings.HasPrefix(line, "# ") {
		return nil
	}
	if !s.Interactive {
		if err := s.print("> " + text.Line(line) + "\n"); err != nil {
			return err
		}
	}
	n, isNumber := actionNumber(line)
	switch {
	case !isNumber:
		return s.ask(ctx, s.request(line))
	case n >= 1 && n <= len(s.commands):
		return s.ask(ctx, s.request(s.commands[n-1]))
	}
	w := s.speaker.In(s.Locale)
	return s.print(w.Say(words.NoSuchAction, "number", text.Line(line)) + "\n\n")
}

// actionNumber reads ":2", which stands for the second action of the last
// answer. The colon keeps it apart from an article's number and from a topic.
func actionNumber(line string) (int, bool) {
	digits, ok := strings.CutPrefix(line, ":")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil
}

// request asks the core on behalf of whoever sits at the console.
func (s *session) request(line string) bot.Request {
	s.asked++
	console := bot.Place{Platform: "terminal"}
	line, files := withFiles(line, s.core.Commands())
	return bot.Request{
		ID:     strconv.Itoa(s.asked),
		At:     console,
		Self:   console,
		Kind:   bot.Private,
		Locale: s.Locale,
		Text:   line,
		Files:  files,
		Admin:  func(context.Context) (bool, error) { return true, nil },
	}
}

// ask prints the answer to a request. A script gets the last of a stream of
// answers only; a person sees each as soon as it is there, in the place of the
// one before.
func (s *session) ask(ctx context.Context, r bot.Request) error {
	var shown *page
	for a := range s.core.Answer(ctx, r) {
		columns, rows := s.Size()
		before := shown
		shown = draw(a, Look{Width: columns, Color: s.Color, Speaker: s.speaker, Locale: s.Locale, Now: s.Now()})
		s.commands = shown.commands
		if !s.Interactive || before != nil && before.out.String() == shown.out.String() {
			continue
		}
		if err := s.print(wipe(before, rows) + shown.out.String()); err != nil {
			return err
		}
	}
	if s.Interactive || shown == nil {
		return s.print("\n")
	}
	return s.print(shown.out.String() + "\n")
}

// wipe returns the codes that move the cursor back over what was just shown
// and clear it (ECMA-48: CUU, ED). What has scrolled away cannot be taken
// back, so then the next answer follows after an empty line.
func wipe(shown *page, rows int) string {
	switch {
	case shown == nil || shown.rows == 0:
		return ""
	case shown.rows >= rows:
		return "\n"
	}
	return fmt.Sprintf("\x1b[%dA\x1b[J", shown.rows)
}

func (s *session) print(out string) error {
	if _, err := io.WriteString(s.Out, out); err != nil {
		return fmt.Errorf("write to the terminal: %w", err)
	}
	return nil
}
