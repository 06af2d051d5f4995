package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"briefly/articles"
	"briefly/articles/feeds"
)

const (
	// slowVisit is how long a server may take to answer until its feed keeps the
	// company of other slow ones.
	slowVisit = 2 * time.Second
	// poisonTries is how often what breaks its reader is tried.
	poisonTries = 3
	// tellAfter is how long a feed fails until somebody is told.
	tellAfter = 72 * time.Hour
	// releaseTime is how long giving a claim back may take when time is up.
	releaseTime = time.Second
)

// Visit reads a claimed feed when its time has come, and makes articles of the
// entries that wait. What goes wrong with a feed is stored with it; the error
// is one of the store, or that of ctx.
func (f *Feeds) Visit(ctx context.Context, c articles.FeedClaim) error {
	err := f.read(ctx, c)
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("visit feed %d: %w", c.Feed, err) // the claim ends by time: no haste
	}
	release, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTime)
	defer cancel()
	if err2 := f.Store.Release(release, c); err2 != nil {
		return fmt.Errorf("visit feed %d: %w", c.Feed, err2)
	}
	return err
}

// read is a visit of a feed that may have been removed, or may be somebody
// else's by now.
func (f *Feeds) read(ctx context.Context, c articles.FeedClaim) error {
	v, err := f.Store.Visit(ctx, c, f.in.Now())
	if err == nil && v.Due {
		if err = f.visit(ctx, v); err == nil && v.Title == "" { // now it says what it is called
			v, err = f.Store.Visit(ctx, c, f.in.Now())
		}
	}
	if errors.Is(err, articles.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.bring(ctx, v.Feed, nil)
}

// visit reads a feed and stores what became of that.
func (f *Feeds) visit(ctx context.Context, v articles.FeedVisit) error {
	began := time.Now() // how long a server takes is no matter of the calendar
	got, err := f.fetch(ctx, v)
	if ctx.Err() != nil {
		return ctx.Err() // not the feed's fault
	}
	now := f.in.Now()
	r := f.report(v, now)
	r.Slow = time.Since(began) > slowVisit
	switch {
	case err != nil:
		f.readBadly(v, &r, err)
	case got.NotModified:
		r.ETag, r.LastModified = got.ETag, got.LastModified
		f.readSame(v, &r, got.Fetched)
	default:
		if err := f.readWell(ctx, v, &r, got); err != nil {
			return err
		}
	}
	if r.Notice != "" {
		f.Log.WarnContext(ctx, "a feed is in trouble", "feed", v.ID, "trouble", string(r.Notice), "reason", r.Health.Error)
	}
	if err := f.Store.SaveVisit(ctx, r); err != nil && !errors.Is(err, articles.ErrNotFound) {
		return err
	}
	return nil
}

// fetch gets and reads a feed as it is now. An answer with the bytes of the last
// one counts as not modified, for not every server can say so.
func (f *Feeds) fetch(ctx context.Context, v articles.FeedVisit) (readFeed, error) {
	got, err := f.in.Fetcher.Fetch(ctx, FetchRequest{
		URL: v.URL, Feed: true, ETag: v.ETag, LastModified: v.LastModified, Secret: v.Secret,
	})
	if err != nil {
		return readFeed{}, err
	}
	r := readFeed{Fetched: got}
	if got.NotModified {
		r.hash = v.Hash
		return r, nil
	}
	r.hash = hashOf(got.Data)
	if string(r.hash) == string(v.Hash) {
		r.NotModified = true
		return r, nil
	}
	r.Feed, err = f.in.Reader.Feed(ctx, feeds.Input{Data: got.Data, URL: got.URL, ContentType: got.ContentType})
	return r, err
}

func hashOf(data []byte) []byte {
	h := sha256.Sum256(data)
	return h[:16]
}

// report is what stays as it is when nothing is found out.
func (f *Feeds) report(v articles.FeedVisit, now time.Time) articles.FeedReport {
	return articles.FeedReport{
		Feed: v.ID, Until: v.Claim.Until, At: now, Health: v.Health, Site: v.Site,
		ETag: v.ETag, LastModified: v.LastModified, Hash: v.Hash, Rate: v.Rate, Poisoned: v.Poisoned, TTL: v.TTL,
	}
}

// readWell notes that a feed could be read, and what is new in it.
func (f *Feeds) readWell(ctx context.Context, v articles.FeedVisit, r *articles.FeedReport, got readFeed) (err error) {
	first := v.Health.Read.IsZero()
	r.ETag, r.LastModified, r.Hash = got.ETag, got.LastModified, got.hash
	r.Title, r.TTL = got.Title, got.TTL
	if got.Site != "" {
		r.Site = got.Site
	}
	r.Entries, err = f.Store.Sift(ctx, v.ID, entriesOf(v.ID, got.Feed, first))
	if err != nil {
		return fmt.Errorf("look for new entries: %w", err)
	}
	if first {
		r.Rate = rateOf(got.Entries, r.At)
		v.Health.Read = r.At // nothing is known about the time before
	}
	f.readSame(v, r, got.Fetched)
	return nil
}

// readSame notes that a feed answered, and when to ask again.
func (f *Feeds) readSame(v articles.FeedVisit, r *articles.FeedReport, got Fetched) {
	h := &r.Health
	h.Failures, h.Failing, h.Error, r.Poisoned = 0, time.Time{}, "", 0
	fresh := 0
	for _, e := range r.Entries {
		if e.ID == 0 && !e.Skip {
			fresh++
		}
	}
	r.Rate = rateAfter(r.Rate, fresh, r.At.Sub(v.Health.Read))
	h.Read = r.At
	h.Moved = ""
	if got.Moved != v.URL && got.Moved != v.Stays {
		h.Moved = got.Moved
	}
	if h.Moved != "" && h.Moved != v.Health.Moved {
		r.Notice = articles.FeedMoved
	}
	h.Interval = intervalOf(r.Rate, max(r.TTL, got.MaxAge, got.RetryAfter))
	h.Next = r.At.Add(f.jitter(h.Interval))
}

// readBadly notes that a feed could not be read, and when to try again, if ever.
func (f *Feeds) readBadly(v articles.FeedVisit, r *articles.FeedReport, err error) {
	h := &r.Health
	h.Failures++
	if h.Failing.IsZero() {
		h.Failing = r.At
	}
	wait := backOff(h.Interval, h.Failures)
	var fetched *FetchError
	var refused *feeds.Refusal
	h.Error = string(ReasonGarbled)
	poison := false
	switch {
	case errors.As(err, &fetched):
		h.Error = string(fetched.Reason)
		wait = max(wait, min(fetched.RetryAfter, longestInterval))
		if fetched.Reason == ReasonGone {
			h.Parked = h.Error
			r.Notice = articles.FeedGone
		}
	case errors.As(err, &refused):
		h.Error = string(refused.Reason)
		poison = refused.Reason == feeds.Crashed || refused.Reason == feeds.TimedOut || refused.Reason == feeds.TooMuchMemory
	}
	r.Poisoned = 0
	if poison {
		r.Poisoned = v.Poisoned + 1
	}
	switch {
	case r.Notice != "":
	case r.Poisoned >= poisonTries:
		h.Parked = h.Error
		r.Notice = articles.FeedParked
	case r.At.Sub(h.Failing) >= tellAfter:
		r.Notice = articles.FeedFailing
	}
	if r.Notice == v.Notice {
		r.Notice = "" // once
	}
	h.Next = r.At.Add(f.jitter(wait))
}
