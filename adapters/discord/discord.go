// Package discord is the bot on Discord. It keeps a connection to the gateway,
// confirms each interaction when it lies in the inbox, asks the core, and
// answers in messages that Discord accepts and in which nothing of an article
// comes alive. read.go turns interactions into requests, render.go answers into
// messages, commands.go the command table into slash commands; they touch
// nothing. What to answer is the core's business, how fast requests may go out
// that of adapters/outgoing.
//
// Requests, and what they hold, are discordgo's. Its connection to the gateway
// is not used: an op 7 in reply to RESUME makes its Open wait for its own lock
// for ever, it identifies at once after op 9, it notices a dead connection after
// five lost heartbeats, and its goroutines cannot be waited for. gateway.go
// speaks that protocol over the same WebSocket library.
package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"briefly/adapters/outgoing"
	"briefly/bot"
	"briefly/bot/words"
)

// Options say whose bot it is and what it works with.
type Options struct {
	Token  bot.Secret   // from the developer portal
	APIURL string       // what stands in for https://discord.com; empty: that itself
	Guild  string       // id of the one server where commands are registered; empty: everywhere
	Client *http.Client // for requests
	Inbox  bot.Inbox
	Views  bot.Views
	// Limits on what goes out beside answers to interactions, which Discord does
	// not count; nil: Discord's.
	Limits *outgoing.Limits
	// Timeout is how long a request may take; 0: 20 s.
	Timeout time.Duration
	// Patience is how long a post waits for its turn; 0: 5 minutes.
	Patience time.Duration
	Log      *slog.Logger
	Now      func() time.Time // nil: time.Now
}

// APIURL is Discord's own address.
const APIURL = "https://discord.com"

// Limits are the rates that Discord allows a bot
// (discord.com/developers/docs/topics/rate-limits#global-rate-limit).
func Limits() outgoing.Limits {
	return outgoing.Limits{All: outgoing.Rate{N: 50, Per: time.Second}}
}

// Discord is the adapter.
type Discord struct {
	options Options
	api     *api
	drain   *bot.Drain
	speaker *words.Speaker
	clocks  clocks

	ready   chan struct{} // closed when the fields below are set
	core    bot.Core
	work    context.Context // of answers; outlives Run's by clocks.drain
	directs *directs

	beside      sync.WaitGroup // deferrals and completions under way
	completions chan struct{}  // one for each completion under way
	tickets     tickets
	guilds      guilds
	strays      sync.Map // of ids of servers: whose left-over commands were taken away
}

var (
	_ bot.Adapter = (*Discord)(nil)
	_ bot.Poster  = (*Discord)(nil)
)

// New returns the adapter. It can post once it runs.
func New(o Options) *Discord {
	if o.APIURL == "" {
		o.APIURL = APIURL
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Timeout == 0 {
		o.Timeout = 20 * time.Second
	}
	if o.Patience == 0 {
		o.Patience = 5 * time.Minute
	}
	limits := Limits()
	if o.Limits != nil {
		limits = *o.Limits
	}
	d := &Discord{
		options: o, api: newAPI(o, limits), speaker: words.New(), clocks: usualClocks(),
		ready: make(chan struct{}), completions: make(chan struct{}, mostCompletions),
		tickets: tickets{open: map[string]*ticket{}}, guilds: guilds{channels: map[string][]string{}},
	}
	d.drain = bot.NewDrain(platform, o.Inbox, d.handle, o.Log)
	return d
}

// Outgoing is how many requests wait or are being sent.
func (d *Discord) Outgoing() int { return d.api.counted.Len() + d.api.free.Len() }

// Run answers until the context ends, and then for at most 6 s more to
// finish what it began. It is called once. It fails when Discord does not accept
// the token.
func (d *Discord) Run(ctx context.Context, core bot.Core) error {
	me, err := d.hello(ctx)
	if err != nil {
		return err
	}
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	d.core, d.work, d.directs = core, work, newDirects()
	defer d.directs.StopAllGoroutines()
	close(d.ready)
	d.options.Log.InfoContext(ctx, "discord knows the bot", "bot", me.Name, "application", me.ID)

	parts, ctx := errgroup.WithContext(ctx)
	cut := context.AfterFunc(ctx, func() { time.AfterFunc(d.clocks.drain, stop) })
	defer cut()
	parts.Go(func() error { return d.drain.Run(ctx) })
	parts.Go(func() error { return d.connect(ctx) })
	parts.Go(func() error { return d.register(ctx) })
	err = parts.Wait()
	d.beside.Wait()
	if err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("discord: %w", err)
	}
	return nil
}

// application is what the token belongs to.
type application struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// hello asks whose the token is, for as long as Discord is out of reach.
func (d *Discord) hello(ctx context.Context) (me application, err error) {
	err = d.patiently(ctx, http.MethodGet, "/applications/@me", nil, &me)
	var refused *apiError
	if errors.As(err, &refused) && refused.status == http.StatusUnauthorized {
		return me, errBadToken
	}
	if err != nil {
		return me, fmt.Errorf("discord: %w", err)
	}
	d.api.application = me.ID
	return me, nil
}

// errBadToken says in one line what to do.
var errBadToken = errors.New("discord does not accept DISCORD_TOKEN: reset it in the developer portal (Bot, Reset Token) and set the new one")

// patiently sends a request that belongs to no channel.
func (d *Discord) patiently(ctx context.Context, method, path string, body, result any) error {
	return d.api.send(ctx, outgoing.Job{Priority: outgoing.Aside}, request{method: method, path: path, route: method + " " + path, body: body}, result)
}
