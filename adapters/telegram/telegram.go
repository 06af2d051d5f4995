// Package telegram is the bot on Telegram. It takes updates by long polling or a
// webhook, confirms each when it lies in the inbox, asks the core, and sends
// what it answers in messages that Telegram accepts and in which nothing of an
// article comes alive. read.go turns messages into requests, render.go answers
// into messages; both touch nothing. What to answer is the core's business, how
// fast requests may go out that of adapters/outgoing.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"briefly/adapters/outgoing"
	"briefly/bot"
	"briefly/bot/words"
)

// Options say whose bot it is and what it works with.
type Options struct {
	Token  bot.Secret   // from @BotFather
	APIURL string       // of the Bot API server; empty: Telegram's own
	Client *http.Client // for the Bot API
	Inbox  bot.Inbox
	Views  bot.Views
	// Webhook has Telegram deliver updates; nil: they are asked for.
	Webhook *Webhook
	// Limits on what goes out; nil: Telegram's.
	Limits *outgoing.Limits
	// Timeout is how long a request may take that Telegram answers at once;
	// 0: 30 s.
	Timeout time.Duration
	// Patience is how long a post waits for its turn; 0: 5 minutes. Answers
	// wait for as long as it takes.
	Patience time.Duration
	Log      *slog.Logger
	Now      func() time.Time // nil: time.Now
}

// APIURL is Telegram's own Bot API server.
const APIURL = "https://api.telegram.org"

// Limits are the rates that Telegram allows a bot
// (core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
func Limits() outgoing.Limits {
	return outgoing.Limits{
		All:   outgoing.Rate{N: 30, Per: time.Second},
		Chat:  outgoing.Rate{N: 1, Per: time.Second},
		Group: outgoing.Rate{N: 20, Per: time.Minute},
	}
}

// drainTime is how long answers that are under way may take when the bot is to
// end; what is not sent by then waits in the inbox.
const drainTime = 6 * time.Second

// Telegram is the adapter.
type Telegram struct {
	options Options
	api     *api
	queue   *outgoing.Queue
	drain   *bot.Drain
	admins  *admins
	speaker *words.Speaker

	ready chan struct{} // closed when the fields below are set
	core  bot.Core
	me    user
	work  context.Context // of answers; outlives Run's by drainTime
}

var (
	_ bot.Adapter = (*Telegram)(nil)
	_ bot.Poster  = (*Telegram)(nil)
)

// New returns the adapter. It can post once it runs.
func New(o Options) *Telegram {
	if o.APIURL == "" {
		o.APIURL = APIURL
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Patience == 0 {
		o.Patience = 5 * time.Minute
	}
	limits := Limits()
	if o.Limits != nil {
		limits = *o.Limits
	}
	t := &Telegram{
		options: o, api: newAPI(o), queue: outgoing.New(limits), admins: newAdmins(),
		speaker: words.New(), ready: make(chan struct{}),
	}
	t.drain = bot.NewDrain(platform, o.Inbox, t.handle, o.Log)
	return t
}

// Outgoing is how many requests wait or are being sent.
func (t *Telegram) Outgoing() int { return t.queue.Len() }

// Run answers until the context ends, and then for at most drainTime more to
// finish what it began. It is called once. It fails when the token is not
// accepted, or another program keeps taking its updates.
func (t *Telegram) Run(ctx context.Context, core bot.Core) error {
	me, err := t.hello(ctx)
	if err != nil {
		return err
	}
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	t.core, t.me, t.work = core, me, work
	close(t.ready)
	t.options.Log.InfoContext(ctx, "telegram is connected", "bot", me.Username)

	parts, ctx := errgroup.WithContext(ctx)
	cut := context.AfterFunc(ctx, func() { time.AfterFunc(drainTime, stop) })
	defer cut()
	parts.Go(func() error { return t.drain.Run(ctx) })
	parts.Go(func() error { return t.takeUpdates(ctx) })
	parts.Go(func() error { return t.setMenu(ctx) })
	if err := parts.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("telegram: %w", err)
	}
	return nil
}

// hello asks who the token belongs to, for as long as Telegram is out of reach.
func (t *Telegram) hello(ctx context.Context) (me user, err error) {
	err = t.patiently(ctx, "getMe", func(ctx context.Context) error { return t.api.call(ctx, "getMe", nil, &me) })
	var refused *apiError
	if errors.As(err, &refused) && refused.ofToken() {
		return me, fmt.Errorf("telegram does not accept the token (%d %s)", refused.code, refused.text)
	}
	return me, err
}

// patiently repeats what fails for a reason that passes.
func (t *Telegram) patiently(ctx context.Context, what string, do func(context.Context) error) error {
	return t.queue.Do(ctx, outgoing.Job{Priority: outgoing.Aside, Send: func(ctx context.Context) error {
		err := do(ctx)
		if again := delayed(err, ""); errors.As(again, new(*outgoing.Delay)) {
			t.options.Log.WarnContext(ctx, "telegram is out of reach", "method", what, "error", err)
			return again
		}
		return err
	}})
}

// takeUpdates has updates delivered or asks for them, until the context ends.
func (t *Telegram) takeUpdates(ctx context.Context) error {
	if t.options.Webhook != nil {
		return t.listen(ctx)
	}
	return t.poll(ctx)
}

// knows reports whether a command is the bot's.
func (t *Telegram) knows(name string) bool {
	return slices.ContainsFunc(t.core.Commands(), func(c bot.Command) bool { return c.Name == name })
}
