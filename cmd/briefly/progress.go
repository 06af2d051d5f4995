package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a long command is, on a terminal and only once it has
// taken over a second. A nil progress shows nothing. What the bar cannot draw
// is no reason to stop, so its errors are dropped.
type progress struct {
	items int
	done  int
	begun time.Time
	now   func() time.Time
	to    *os.File
	bar   *progressbar.ProgressBar // nil for the first second
}

// progress starts a bar over a number of items; -1 when it is not known.
func (a *app) progress(items int) *progress {
	f, ok := a.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return &progress{items: items, begun: a.now(), now: a.now, to: f}
}

// step counts an item.
func (p *progress) step() {
	if p == nil {
		return
	}
	p.done++
	if p.bar == nil && p.now().Sub(p.begun) > time.Second {
		p.bar = progressbar.NewOptions(p.items,
			progressbar.OptionSetWriter(p.to),
			progressbar.OptionShowCount(),
			progressbar.OptionShowIts(),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	if p.bar != nil {
		_ = p.bar.Set(p.done)
	}
}

// clear makes room for a line.
func (p *progress) clear() {
	if p != nil && p.bar != nil {
		_ = p.bar.Clear()
	}
}

// finish takes the bar away.
func (p *progress) finish() {
	if p != nil && p.bar != nil {
		_ = p.bar.Finish()
	}
}
