package ingest

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"briefly/articles"
	"briefly/articles/extract"
)

const (
	// bringBatch is how many waiting entries are taken from the store at once.
	bringBatch = 20
	// itemTries is how often an entry is tried.
	itemTries = 3
	// itemPause is how long an entry waits after it was tried in vain, longer
	// each time.
	itemPause = 10 * time.Minute
	// wrapUp is how much of the caller's time must be left to begin with an entry.
	wrapUp = 2 * time.Second
)

// Bring makes articles of the entries that wait in a feed that was just added,
// so that whoever added it need not wait for others to do it. tell, which may
// be nil, is called with each article once it is stored.
func (f *Feeds) Bring(ctx context.Context, seen FeedSeen, tell func(Result)) error {
	if err := f.bring(ctx, seen.Feed, tell); err != nil {
		return fmt.Errorf("bring the entries of a feed: %w", err)
	}
	return f.Leave(ctx, seen)
}

// Leave leaves it to whoever reads feeds by itself to make articles of the
// entries that wait in a feed that was just added.
func (f *Feeds) Leave(ctx context.Context, seen FeedSeen) error {
	claim := articles.FeedClaim{Feed: seen.Feed.ID, Until: seen.Feed.Added.Add(addTime)}
	if err := f.Store.Release(ctx, claim); err != nil {
		return fmt.Errorf("leave an added feed to others: %w", err)
	}
	return nil
}

// bring makes articles of the entries that wait, oldest first, until none does
// or the caller's time is nearly over. The error is one of the store's.
func (f *Feeds) bring(ctx context.Context, feed articles.Feed, tell func(Result)) error {
	for {
		waiting, err := f.Store.Waiting(ctx, feed.ID, f.in.Now(), bringBatch)
		if err != nil {
			return err
		}
		for _, it := range waiting {
			if end, ok := ctx.Deadline(); ok && time.Until(end) < wrapUp {
				return nil // the others still wait
			}
			err := f.bringOne(ctx, &feed, it, tell)
			if errors.Is(err, articles.ErrNotFound) {
				return nil // the feed was removed
			}
			if err != nil {
				return err
			}
		}
		if len(waiting) < bringBatch {
			return nil
		}
	}
}

// bringOne makes an article of an entry, or notes why not.
func (f *Feeds) bringOne(ctx context.Context, feed *articles.Feed, it articles.FeedItem, tell func(Result)) error {
	r, err := f.settle(ctx, feed, it)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		if tell != nil && r.Number != 0 {
			tell(r)
		}
		return nil
	}
	var broken *storeError
	if errors.As(err, &broken) {
		return err
	}
	report := articles.FeedItemReport{Item: it, Reason: reasonFor(err), At: f.in.Now()}
	if it.Tries+1 < itemTries {
		report.Again = report.At.Add(time.Duration(it.Tries+1) * itemPause)
	} else {
		f.Log.WarnContext(ctx, "an entry of a feed was given up", "feed", feed.ID, "entry", it.ID, "reason", report.Reason)
	}
	return f.Store.SaveItem(ctx, report)
}

// storeError is an error that is no fault of the entry: others would fare the
// same.
type storeError struct{ error }

func (e *storeError) Unwrap() error { return e.error }

// reasonFor is what is kept about an entry that could not be brought.
func reasonFor(err error) string {
	var fetched *FetchError
	var refused *extract.Refusal
	switch {
	case errors.As(err, &fetched):
		return string(fetched.Reason)
	case errors.As(err, &refused):
		return string(refused.Reason)
	}
	return string(extract.Crashed)
}

// settle finds or makes the article of an entry. Nothing that an entry holds may
// end more than itself.
func (f *Feeds) settle(ctx context.Context, feed *articles.Feed, it articles.FeedItem) (r Result, err error) {
	defer func() {
		if p := recover(); p != nil {
			f.Log.ErrorContext(ctx, "panic over an entry of a feed", "feed", feed.ID, "entry", it.ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			r, err = Result{}, fmt.Errorf("panic: %v", p)
		}
	}()
	if done, err := f.known(ctx, feed, it, nil); done || err != nil {
		return Result{}, err
	}
	a, links, err := f.article(ctx, feed, it)
	if err != nil {
		return Result{}, err
	}
	e, err := f.in.Prepare(ctx, a)
	if err != nil {
		return Result{}, err
	}
	e.Links = links
	text := textDigest(a.Body)
	// From here on one at a time: two feeds may show the same article at once.
	select {
	case f.in.placing <- struct{}{}:
	case <-ctx.Done():
		return Result{}, ctx.Err()
	}
	defer func() { <-f.in.placing }()
	if done, err := f.known(ctx, feed, it, text); done || err != nil {
		return Result{}, err
	}
	return f.put(ctx, feed, it, e, text)
}

// put stores an article and that it is the entry's. When the feed is removed at
// that moment, the article goes, too, and so it does when another process has
// brought the same one through another feed.
func (f *Feeds) put(ctx context.Context, feed *articles.Feed, it articles.FeedItem, e articles.Entry, text []byte) (Result, error) {
	r, err := f.in.Put(ctx, e)
	own := r.Outcome == articles.Added || it.Number != 0 // else it was there just before
	report := articles.FeedItemReport{Item: it, Number: r.Number, Own: own, Text: text, At: f.in.Now()}
	if errors.Is(err, articles.ErrNotFound) { // somebody has removed it: it stays removed
		report.Number, err = it.Number, nil
	}
	if err != nil {
		return Result{}, &storeError{err}
	}
	err = f.Store.SaveItem(ctx, report)
	if doubled := errors.Is(err, articles.ErrDoubled); r.Outcome == articles.Added && (doubled || errors.Is(err, articles.ErrNotFound)) {
		gone := f.in.Writer.Delete(ctx, e.Article.Shelf, r.Number)
		if doubled && gone == nil {
			_, err = f.known(ctx, feed, it, text)
			return Result{}, err
		}
		err = errors.Join(err, gone)
	}
	if err != nil {
		return Result{}, &storeError{err}
	}
	return r, nil
}

// known looks whether an entry that is new to its feed is an article of the
// shelf already, by its link or its text, and then notes it as seen there too.
func (f *Feeds) known(ctx context.Context, feed *articles.Feed, it articles.FeedItem, text []byte) (bool, error) {
	if it.Number != 0 {
		return false, nil
	}
	var n articles.Number
	err := articles.ErrNotFound
	if it.Link != "" && it.Key == "" {
		n, err = f.in.Links.Link(ctx, []articles.Shelf{feed.Shelf}, Spellings(it.Link)...)
	}
	if errors.Is(err, articles.ErrNotFound) && text != nil {
		n, err = f.Store.SameText(ctx, feed.ID, text)
	}
	if errors.Is(err, articles.ErrNotFound) {
		return false, nil
	}
	if err == nil {
		report := articles.FeedItemReport{Item: it, Number: n, At: f.in.Now()}
		if it.Key == "" {
			report.Link = Canonical(it.Link)
		}
		err = f.Store.SaveItem(ctx, report)
	}
	if err != nil {
		return false, &storeError{err}
	}
	return true, nil
}
