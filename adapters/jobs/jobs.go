// Package jobs does what is to be done by itself: it reads the feeds whose time
// has come. River runs the jobs and keeps them in the store's own database.
//
// What is to be done stands in the store's rows, which are polled; a job is only
// the order to do it, so losing one or running it twice changes nothing. When a
// feed is read and what becomes of it is decided by package ingest.
package jobs

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"briefly/articles"
)

// The queues: feeds whose servers take their time, and those of which nothing
// is known yet, keep no others waiting.
const (
	usualQueue = river.QueueDefault
	slowQueue  = "slow"
)

const (
	// softStop is how long jobs may go on when the program is asked to end;
	// after that they are told to stop, and do so within a request.
	softStop = 3 * time.Second
	// keepDone is how long jobs that were done stay in the database.
	keepDone = time.Minute
	// pollBusy is how soon the store is looked at again when something was found.
	pollBusy = 50 * time.Millisecond
	// rescueMargin is how much later than its time a job counts as lost.
	rescueMargin = 30 * time.Second
)

// Claimer hands out feeds to read; the store does it.
type Claimer interface {
	Claim(ctx context.Context, now, until time.Time, slow bool, limit int) ([]articles.FeedClaim, error)
}

// Visitor reads a claimed feed.
type Visitor interface {
	Visit(ctx context.Context, c articles.FeedClaim) error
}

// Limits bound the work. Zero fields mean the usual.
type Limits struct {
	Feeds   int           // read at once
	Slow    int           // read at once of those that are slow or new
	Timeout time.Duration // for one visit, the pages of its entries included
	Claim   time.Duration // how long a feed is claimed, by Options.Now: longer than Timeout
	Poll    time.Duration // how often the store is looked at
}

func (l Limits) orUsual() Limits {
	l.Feeds = cmp.Or(l.Feeds, 48)
	l.Slow = cmp.Or(l.Slow, 48)
	l.Timeout = cmp.Or(l.Timeout, 2*time.Minute)
	l.Claim = cmp.Or(l.Claim, l.Timeout+rescueMargin)
	l.Poll = cmp.Or(l.Poll, 250*time.Millisecond)
	return l
}

// Options is what a Runner works with.
type Options struct {
	// DB is the store's database. River gets the connection that the store
	// writes with, so that the two wait for each other instead of colliding.
	DB      *sql.DB
	Claimer Claimer
	Visitor Visitor
	Log     *slog.Logger
	Now     func() time.Time
	Limits  Limits
}

// Runner runs the jobs.
type Runner struct {
	Options
	client *river.Client[*sql.Tx]
}

// New returns a Runner. It brings River's tables up to date and starts nothing.
func New(ctx context.Context, o Options) (*Runner, error) {
	o.Limits = o.Limits.orUsual()
	driver := riversqlite.New(o.DB)
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: o.Log})
	if err != nil {
		return nil, fmt.Errorf("prepare the tables of jobs: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return nil, fmt.Errorf("prepare the tables of jobs: %w", err)
	}
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &visitWorker{visitor: o.Visitor, timeout: o.Limits.Timeout}); err != nil {
		return nil, fmt.Errorf("declare jobs: %w", err)
	}
	client, err := river.NewClient(driver, &river.Config{
		Queues: map[string]river.QueueConfig{
			usualQueue: {MaxWorkers: o.Limits.Feeds},
			slowQueue:  {MaxWorkers: o.Limits.Slow},
		},
		Workers: workers,
		Logger:  o.Log,
		// River starts at most MaxWorkers jobs each cooldown.
		FetchCooldown:     20 * time.Millisecond,
		FetchPollInterval: o.Limits.Poll,
		JobTimeout:        o.Limits.Timeout,
		// A lost job is not run again: the feed's claim ends, and a new one is made.
		RescueStuckJobsAfter:        o.Limits.Timeout + rescueMargin,
		MaxAttempts:                 1,
		CompletedJobRetentionPeriod: keepDone,
		SoftStopTimeout:             softStop,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare jobs: %w", err)
	}
	return &Runner{Options: o, client: client}, nil
}

// Run runs jobs until ctx ends and those under way are done or were told to
// stop.
func (r *Runner) Run(ctx context.Context) error {
	if err := r.client.Start(ctx); err != nil {
		return fmt.Errorf("start jobs: %w", err)
	}
	again := time.NewTimer(0)
	defer again.Stop()
	failing := false
	for {
		found, err := r.poll(ctx)
		if err != nil && ctx.Err() == nil && !failing {
			r.Log.ErrorContext(ctx, "looking for feeds to read", "error", err)
		}
		failing = err != nil // once, not each time
		wait := r.Limits.Poll
		if found {
			wait = pollBusy // there may be more than could be claimed
		}
		again.Reset(wait)
		select {
		case <-again.C:
		case <-ctx.Done():
			<-r.client.Stopped()
			return nil
		}
	}
}

// poll makes jobs of what is to be done: twice as many as can be done at once,
// so that none waits for the next look. It says whether there was anything.
func (r *Runner) poll(ctx context.Context) (found bool, err error) {
	for _, q := range []struct {
		name string
		slow bool
		most int
	}{{usualQueue, false, 2 * r.Limits.Feeds}, {slowQueue, true, 2 * r.Limits.Slow}} {
		now := r.Now()
		claims, err := r.Claimer.Claim(ctx, now, now.Add(r.Limits.Claim), q.slow, q.most)
		if err != nil {
			return found, err
		}
		if len(claims) == 0 {
			continue
		}
		found = true
		orders := make([]river.InsertManyParams, len(claims))
		for i, c := range claims {
			orders[i] = river.InsertManyParams{Args: visitFeed{c}, InsertOpts: &river.InsertOpts{Queue: q.name}}
		}
		if _, err := r.client.InsertManyFast(ctx, orders); err != nil {
			return found, fmt.Errorf("order visits of feeds: %w", err)
		}
	}
	return found, nil
}

// visitFeed is the order to read a feed.
type visitFeed struct {
	Claim articles.FeedClaim `json:"claim"`
}

// Kind implements river.JobArgs.
func (visitFeed) Kind() string { return "visit_feed" }

type visitWorker struct {
	river.WorkerDefaults[visitFeed]
	visitor Visitor
	timeout time.Duration
}

// Work implements river.Worker.
func (w *visitWorker) Work(ctx context.Context, job *river.Job[visitFeed]) error {
	return w.visitor.Visit(ctx, job.Args.Claim)
}

// Timeout implements river.Worker.
func (w *visitWorker) Timeout(*river.Job[visitFeed]) time.Duration { return w.timeout }
