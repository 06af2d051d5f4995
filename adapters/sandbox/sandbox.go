// Package sandbox reads documents in child processes of the program itself,
// because a library that is busy with a hostile document cannot be stopped in
// any other way: a child that takes too long or too much memory is killed and
// replaced, and the others go on.
//
// Pool is the parent's side, Main what the children run. What a document says
// is decided by packages extract and feeds; nothing here looks into one.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"briefly/articles/extract"
	"briefly/articles/feeds"
)

// Defaults of Options.
const (
	// DefaultTimeout is how long one document may take.
	DefaultTimeout = 2 * time.Second
	// DefaultMemory is how much memory a child may hold, its own needs included.
	DefaultMemory = 256 << 20
	// startTimeout is how long a child may take until it is ready.
	startTimeout = 20 * time.Second
)

// ErrClosed is returned by a pool that was closed.
var ErrClosed = errors.New("the sandbox is closed")

// Options are the limits of a pool. Zero values stand for the defaults.
type Options struct {
	Size    int           // children at most; default one a core
	Timeout time.Duration // for one document, waiting for a free child not counted
	Memory  int64         // bytes a child may hold
	Path    string        // the program; default this one
	Args    []string      // what makes it call Main
}

// Pool keeps children ready. It starts them when they are first needed.
type Pool struct {
	options Options
	free    chan *child // a nil child has still to be started
	closing chan struct{}
	once    sync.Once
	work    sync.WaitGroup
}

// New returns a pool. It starts nothing yet.
func New(o Options) (*Pool, error) {
	if o.Size <= 0 {
		o.Size = runtime.GOMAXPROCS(0)
	}
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Memory <= 0 {
		o.Memory = DefaultMemory
	}
	if o.Path == "" {
		path, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("find the program for the sandbox: %w", err)
		}
		o.Path = path
	}
	p := &Pool{options: o, free: make(chan *child, o.Size), closing: make(chan struct{})}
	for range o.Size {
		p.free <- nil
	}
	return p, nil
}

// Page is extract.Page in a child. A document that takes too long, too much
// memory or the child down is refused with extract.TimedOut,
// extract.TooMuchMemory or extract.Crashed.
func (p *Pool) Page(ctx context.Context, in extract.Input) (extract.Document, error) {
	return p.document(ctx, request{Kind: page, Input: in})
}

// Text is extract.Text in a child, with the same refusals as Page.
func (p *Pool) Text(ctx context.Context, in extract.Input) (extract.Document, error) {
	return p.document(ctx, request{Kind: text, Input: in})
}

func (p *Pool) document(ctx context.Context, q request) (extract.Document, error) {
	r, err := p.read(ctx, q)
	var f *fault
	switch {
	case errors.As(err, &f):
		return extract.Document{}, &extract.Refusal{Reason: extract.Reason(f.reason), Detail: f.detail}
	case err != nil:
		return extract.Document{}, err
	}
	return r.document()
}

// Feed is feeds.Parse in a child. Its refusals of a feed that takes too long,
// too much memory or the child down are feeds.TimedOut, feeds.TooMuchMemory and
// feeds.Crashed.
func (p *Pool) Feed(ctx context.Context, in feeds.Input) (feeds.Feed, error) {
	r, err := p.read(ctx, request{Kind: feed, Input: extract.Input(in)})
	var f *fault
	switch {
	case errors.As(err, &f):
		return feeds.Feed{}, &feeds.Refusal{Reason: feeds.Reason(f.reason), Detail: f.detail}
	case err != nil:
		return feeds.Feed{}, err
	}
	return r.feed()
}

func (p *Pool) read(ctx context.Context, q request) (reply, error) {
	c, err := p.take(ctx)
	if err != nil {
		return reply{}, err
	}
	r, err := c.ask(ctx, q, p.options.Timeout)
	if err != nil {
		c.stop()
		p.replace()
		return reply{}, err
	}
	p.free <- c
	return r, nil
}

// take waits for a free child and starts it when it has to.
func (p *Pool) take(ctx context.Context) (*child, error) {
	var c *child
	select { // a pool that was closed has children to give back, not to lend
	case <-p.closing:
		return nil, ErrClosed
	default:
	}
	select {
	case c = <-p.free:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.closing:
		return nil, ErrClosed
	}
	if c != nil {
		return c, nil
	}
	c, err := p.start(ctx)
	if err != nil {
		p.free <- nil
		return nil, err
	}
	return c, nil
}

func (p *Pool) start(ctx context.Context) (*child, error) {
	return startChild(ctx, p.options.Path, p.options.Args, setup{Memory: p.options.Memory})
}

// replace fills the place of a child that was stopped, so that the next
// document need not wait for a start.
func (p *Pool) replace() {
	p.work.Go(func() {
		c, err := p.start(context.Background())
		if err != nil {
			c = nil // whoever needs it tries again, and hears why
		}
		p.free <- c
	})
}

// Close stops all children and waits for them. Documents that are being read
// are waited for.
func (p *Pool) Close() error {
	p.once.Do(func() {
		close(p.closing)
		for range p.options.Size {
			if c := <-p.free; c != nil {
				c.stop()
			}
		}
		p.work.Wait()
	})
	return nil
}
