package bot

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"runtime/debug"
	"time"

	"briefly/articles"
	"briefly/articles/briefing"
	"briefly/articles/ingest"
	"briefly/articles/search"
	"briefly/bot/words"
)

// Library is what the commands read of the store.
type Library interface {
	articles.Reader
	articles.Lister
}

// Briefer answers questions about topics, days and single articles.
type Briefer interface {
	Topic(ctx context.Context, q briefing.Question) (briefing.Briefing, error)
	Day(ctx context.Context, q briefing.Question) (briefing.Briefing, error)
	Article(ctx context.Context, q briefing.Question, n articles.Number) (briefing.Briefing, error)
}

// Searcher finds articles and completes what people type.
type Searcher interface {
	Search(ctx context.Context, r search.Request) (search.Result, error)
	Complete(ctx context.Context, shelves []articles.Shelf, prefix string, limit int) ([]string, error)
}

// Adder puts what a person sends on a shelf.
type Adder interface {
	Add(ctx context.Context, d ingest.Document) (ingest.Result, error)
	AddLink(ctx context.Context, l ingest.Link) (ingest.Result, error)
}

// Refresher has the pages of known articles read again behind the scenes.
type Refresher interface {
	// Refresh returns at once. The channel is closed when the page has been read
	// or cannot be; it is nil when that is not due or not possible.
	Refresh(a articles.Article) <-chan struct{}
}

// Remover takes articles away.
type Remover interface {
	Delete(ctx context.Context, shelf articles.Shelf, n articles.Number) error
	Clear(ctx context.Context, shelf articles.Shelf) (int, error)
}

// Options is what a Bot works with. Every field but Allow, Answered
// and Waited must be set.
type Options struct {
	Library  Library
	Briefer  Briefer
	Searcher Searcher
	// Summarizer is for texts that are kept nowhere, such as forwarded ones.
	Summarizer articles.Summarizer
	Links      articles.Links
	Adder      Adder
	Refresher  Refresher
	Remover    Remover
	Feeder     Feeder
	Feeds      articles.Feeds
	Views      Views
	Traces     Traces
	Limiter    Limiter
	Allow      []string // places, as Place.String, that may use the bot; empty: everybody
	Log        *slog.Logger
	Now        func() time.Time
	// Answered is called after each command; nil when nobody counts them.
	Answered func(command string, o Outcome, took time.Duration)
	// Waited is called after each command with how long ago it was asked for,
	// when the platform says so; nil when nobody counts that.
	Waited func(lag time.Duration)
}

// Bot is the Core of the program.
type Bot struct {
	Options
	commands []Command
	speaker  *words.Speaker
}

// New returns a Bot.
func New(o Options) *Bot {
	b := &Bot{Options: o, speaker: words.New()}
	b.commands = b.table()
	return b
}

// table is the command table. A new command is one new file and one line here.
func (b *Bot) table() []Command {
	return []Command{
		b.summaryCommand(),
		b.searchCommand(),
		b.whyCommand(),
		b.sourcesCommand(),
		b.addCommand(),
		b.checkCommand(),
		b.feedCommand(),
		b.removeCommand(),
		b.mydataCommand(),
		b.forgetCommand(),
		b.helpCommand(),
		b.startCommand(),
		b.viewCommand(),
	}
}

// Commands implements Core.
func (b *Bot) Commands() []Command { return b.commands }

// Changed implements Core. Nothing is kept about a chat yet that its coming,
// going or moving would change but what lies under its name in the store.
func (b *Bot) Changed(ctx context.Context, c Change) error {
	b.Log.InfoContext(ctx, "chat changed", "place", c.Place.String(), "event", int(c.Event))
	if c.Event != Moved {
		return nil
	}
	if err := b.Traces.Move(ctx, c.Place, c.To); err != nil {
		return fmt.Errorf("move %s to %s: %w", c.Place, c.To, err)
	}
	return nil
}

// Answer implements Core.
func (b *Bot) Answer(ctx context.Context, r Request) iter.Seq[Answer] {
	return func(yield func(Answer) bool) {
		w := b.speaker.In(r.Locale)
		stopped := false // a consumer that has stopped must not be called again
		say := func(a Answer) bool {
			a.Lang = w.Lang()
			stopped = !yield(a)
			return !stopped
		}
		defer func() {
			if p := recover(); p != nil {
				b.Log.ErrorContext(ctx, "panic while answering", "request", r.ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if !stopped {
					yield(b.sorry(w))
				}
			}
		}()
		if err := b.answer(ctx, r, w, say); err != nil && !stopped {
			yield(b.explain(ctx, r, w, err))
		}
	}
}

// answer checks who asks, finds the command and runs it.
func (b *Bot) answer(ctx context.Context, r Request, w words.Words, say func(Answer) bool) error {
	if ok, tell := b.Limiter.Allow(r); !ok {
		if tell {
			return problem(words.TooFast)
		}
		return nil
	}
	if !b.welcome(r) {
		return problem(words.NotAllowed)
	}
	c, err := b.parse(r)
	if err != nil {
		return err
	}
	c.words = w
	c.now = b.Now()
	c.shelves = shelves(r)
	if err := c.check(); err != nil {
		return err
	}
	if err := b.mayRun(ctx, c.Command, r); err != nil {
		return err
	}
	start := time.Now()
	outcome := OutcomeFailed // a panic too
	defer func() { b.count(r, c.Command.Name, outcome, time.Since(start)) }()
	err = c.Command.run(ctx, c, b.telling(ctx, c, say))
	outcome = outcomeOf(err)
	return err
}

// count tells whoever counts answers of one.
func (b *Bot) count(r Request, command string, o Outcome, took time.Duration) {
	if b.Answered != nil {
		b.Answered(command, o, took)
	}
	if b.Waited != nil && !r.Asked.IsZero() {
		b.Waited(r.Age(b.Now()))
	}
}

// Outcome is how a command ended.
type Outcome string

const (
	OutcomeDone    Outcome = "done"
	OutcomeRefused Outcome = "refused" // with words that say why
	OutcomeLeft    Outcome = "left"    // the asker did not wait for it
	OutcomeFailed  Outcome = "failed"
)

func outcomeOf(err error) Outcome {
	var p *Problem
	switch {
	case err == nil:
		return OutcomeDone
	case errors.As(err, &p):
		return OutcomeRefused
	case errors.Is(err, context.Canceled):
		return OutcomeLeft
	}
	return OutcomeFailed
}

// shelves lists the shelves that an answer to r may use.
func shelves(r Request) []articles.Shelf {
	all := []articles.Shelf{articles.Common, articles.Sample}
	if own := r.At.Shelf(); own != articles.Common {
		all = append(all, own)
	}
	return all
}

// explain turns an error into an answer. What people may read is a Problem;
// everything else is logged and apologised for.
func (b *Bot) explain(ctx context.Context, r Request, w words.Words, err error) Answer {
	var p *Problem
	if errors.As(err, &p) {
		return Answer{Note: w.Say(p.Key, p.Args...), Actions: p.Actions, Private: true, Lang: w.Lang()}
	}
	if ctx.Err() == nil {
		b.Log.ErrorContext(ctx, "answering", "request", r.ID, "error", err)
	}
	return b.sorry(w)
}

func (b *Bot) sorry(w words.Words) Answer {
	return Answer{Note: w.Say(words.Sorry), Private: true, Lang: w.Lang()}
}
