package ingest

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"briefly/articles"
)

const (
	// freshFor is how long a page that was asked for is taken for unchanged,
	// whatever came of asking.
	freshFor = time.Hour

	refreshWorkers = 4  // pages read again at once
	refreshQueue   = 64 // articles waiting; the next ones are left for another time
)

// Refresher reads the pages of known articles again behind the scenes: few at
// once, each once at a time and at most once an hour, and only as many waiting
// as can be served soon.
type Refresher struct {
	in    *Ingester
	log   *slog.Logger
	queue chan refresh

	mu    sync.Mutex
	known map[articles.Number]chan struct{} // waiting or being read; closed when done
	over  bool
}

// refresh is an article on its way through a Refresher.
type refresh struct {
	article articles.Article
	done    chan struct{}
}

// NewRefresher returns a Refresher; nothing happens before Run.
func NewRefresher(in *Ingester, log *slog.Logger) *Refresher {
	return &Refresher{
		in: in, log: log,
		queue: make(chan refresh, refreshQueue), known: map[articles.Number]chan struct{}{},
	}
}

// Run reads what Refresh brings until the context ends; then it waits for what
// is being read, which ends with the context.
func (r *Refresher) Run(ctx context.Context) {
	var work sync.WaitGroup
	for range refreshWorkers {
		work.Go(func() {
			for {
				select {
				case x := <-r.queue:
					r.one(ctx, x)
				case <-ctx.Done():
					return
				}
			}
		})
	}
	work.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.over = true
	for _, done := range r.known { // of those that nobody came to
		close(done)
	}
	clear(r.known)
}

// Refresh has the page of an article read again, if that is due. It returns at
// once; the channel is closed when the page has been read, or cannot be. A nil
// channel says that nothing is going to happen.
func (r *Refresher) Refresh(a articles.Article) <-chan struct{} {
	if !refreshable(a) || r.in.Now().Sub(a.Checked) < freshFor {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if done, ok := r.known[a.Number]; ok {
		return done
	}
	if r.over {
		return nil
	}
	done := make(chan struct{})
	select {
	case r.queue <- refresh{a, done}:
		r.known[a.Number] = done
		return done
	default:
		return nil
	}
}

// refreshable reports whether an article was fetched from its URL: neither a
// file, whose URL is only claimed, nor a record, whose text is not the page's.
func refreshable(a articles.Article) bool {
	return a.URL != "" && !a.Claimed && a.Quality.Form != articles.FormRecord && !a.Checked.IsZero()
}

// one reads a page again. The readers are other people's code, so a panic ends
// here.
func (r *Refresher) one(ctx context.Context, x refresh) {
	defer func() {
		if p := recover(); p != nil {
			r.log.ErrorContext(ctx, "panic while refreshing a page", "article", x.article.Number, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.known[x.article.Number] == x.done {
			delete(r.known, x.article.Number)
			close(x.done)
		}
	}()
	if err := r.in.refresh(ctx, x.article); err != nil && ctx.Err() == nil {
		r.log.InfoContext(ctx, "refreshing a page", "article", x.article.Number, "error", err)
	}
}

// refresh reads the page of an article again and stores its text as a revision
// of that very article. The page is the one at the article's own address: one
// that has gone elsewhere, or shows less than it did, changes nothing. That it
// was asked for is noted first, so that a page that cannot be had is not asked
// for by everybody.
func (in *Ingester) refresh(ctx context.Context, known articles.Article) error {
	now := in.Now()
	due, err := in.Links.AskAgain(ctx, known.Number, now.Add(-freshFor), now)
	if err != nil || !due {
		return err
	}
	got, err := in.Fetcher.Fetch(ctx, FetchRequest{URL: known.URL, Asked: true})
	if err != nil {
		return fmt.Errorf("fetch a page again: %w", err)
	}
	a, err := in.readFetched(ctx, got)
	if err != nil {
		return err
	}
	if !samePage(known.URL, a.URL) {
		return &FetchError{Reason: ReasonNotFound} // not at this address any more
	}
	if a.Quality.Partial != "" && known.Quality.Partial == "" {
		return fmt.Errorf("only a part is shown now: %s", a.Quality.Partial)
	}
	if a.Body == known.Body {
		return nil
	}
	a = revision(a, known)
	e, err := in.Prepare(ctx, a)
	if err != nil {
		return err
	}
	_, err = in.Put(ctx, e)
	return err
}

// revision is a known article with the text of its page now. What else was known
// stays: a feed may have said it, and better than the page does.
func revision(a, known articles.Article) articles.Article {
	a.Number, a.Shelf, a.URL = known.Number, known.Shelf, known.URL
	for _, field := range []struct {
		into  *string
		known string
	}{{&a.Author, known.Author}, {&a.Publisher, known.Publisher}} {
		if field.known != "" {
			*field.into = field.known
		}
	}
	if a.Title == "" {
		a.Title = known.Title
	}
	if !known.Published.IsZero() {
		a.Published = known.Published
	}
	return a
}

// samePage reports whether two addresses differ in nothing that sites give one
// page several of: the scheme, a "www.", the slash at the end.
func samePage(a, b string) bool {
	x, err := url.Parse(Canonical(a))
	if err != nil {
		return false
	}
	y, err := url.Parse(Canonical(b))
	return err == nil && bare(x.Hostname()) == bare(y.Hostname()) && x.Port() == y.Port() &&
		strings.TrimSuffix(x.EscapedPath(), "/") == strings.TrimSuffix(y.EscapedPath(), "/") && x.RawQuery == y.RawQuery
}
