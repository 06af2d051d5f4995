package ingest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"briefly/articles"
	"briefly/articles/feeds"
)

const (
	// firstEntries is how many of a feed's entries become articles when it is
	// read for the first time; the older ones count as seen.
	firstEntries = 20
	// addTime is how long whoever adds a feed may take to bring its first
	// articles, until others may.
	addTime = 2 * time.Minute
	// maxGuesses is how many usual places of feeds are tried for a site.
	maxGuesses = 8
	// guessTime is how long that may take: somebody waits for the answer.
	guessTime = 10 * time.Second
)

// FeedStore keeps feeds and what becomes of them.
type FeedStore interface {
	articles.Feeds
	articles.FeedReadings
	articles.FeedItems
}

// FeedOptions is what Feeds works with. Every field must be set.
type FeedOptions struct {
	Store  FeedStore
	Log    *slog.Logger
	Random func() float64 // [0, 1), to spread visits
}

// Feeds reads feeds and brings what is new in them. It is safe for concurrent
// use, and several processes may read the feeds of one store.
type Feeds struct {
	FeedOptions
	in *Ingester
}

// NewFeeds returns what brings articles through an Ingester, whose Fetcher and
// Reader it uses too.
func NewFeeds(in *Ingester, o FeedOptions) *Feeds {
	return &Feeds{FeedOptions: o, in: in}
}

// FeedRequest is a feed that a person asks for.
type FeedRequest struct {
	URL     string
	Shelf   articles.Shelf
	AddedBy string
	Title   string // a name of one's own; empty: the feed's
	Secret  articles.Secret
}

// For is the request for a feed that the address of r has named. What is secret
// goes to the host of r only.
func (r FeedRequest) For(link string) FeedRequest {
	r = apart(r)
	if !articles.SameOrigin(r.URL, link) {
		r.Secret = articles.Secret{}
	}
	r.URL = link
	return r
}

// FeedSeen is what a feed shows.
type FeedSeen struct {
	Feed    articles.Feed // as it is stored, or would be
	Fresh   bool          // it was not on the shelf before; always set by Check
	Format  string        // "RSS 2.0", "Atom 1.0", …
	Entries int           // how many it shows
	Newest  []feeds.Entry // those that are brought at first, newest first
}

// NotFeedError is the error for an address that leads to something else than a
// feed.
type NotFeedError struct {
	Cause *feeds.Refusal
	Found []feeds.Found // the feeds of the page or site that it leads to
}

func (e *NotFeedError) Error() string { return "not a feed: " + e.Cause.Error() }
func (e *NotFeedError) Unwrap() error { return e.Cause }

// Check reads a feed and stores nothing. The error is a *FetchError when it
// could not be had, a *NotFeedError when there is something else, and another
// *feeds.Refusal when it cannot be read.
func (f *Feeds) Check(ctx context.Context, r FeedRequest) (FeedSeen, error) {
	_, seen, err := f.look(ctx, apart(r))
	return seen, err
}

// Add reads a feed, stores it, and its newest entries to become articles: Bring
// makes them, or, after Leave, whoever reads feeds by itself. The errors are those of
// Check. A feed that is on the shelf already stays as it is.
func (f *Feeds) Add(ctx context.Context, r FeedRequest) (FeedSeen, error) {
	r = apart(r)
	got, seen, err := f.look(ctx, r)
	if err != nil {
		return FeedSeen{}, err
	}
	now := f.in.Now()
	claim := articles.FeedClaim{Until: now.Add(addTime)}
	own := seen.Feed.Title
	seen.Feed.Title = r.Title
	seen.Feed, seen.Fresh, err = f.Store.AddFeed(ctx, seen.Feed, r.Secret, claim.Until)
	if err != nil {
		return FeedSeen{}, fmt.Errorf("store a feed: %w", err)
	}
	if !seen.Fresh {
		return seen, nil
	}
	claim.Feed = seen.Feed.ID
	visit, err := f.Store.Visit(ctx, claim, now)
	if err != nil {
		return FeedSeen{}, fmt.Errorf("read an added feed: %w", err)
	}
	report := f.report(visit, now)
	if err := f.readWell(ctx, visit, &report, got); err != nil {
		return FeedSeen{}, err
	}
	if err := f.Store.SaveVisit(ctx, report); err != nil {
		return FeedSeen{}, fmt.Errorf("store what a feed shows: %w", err)
	}
	seen.Feed.Health = report.Health
	if seen.Feed.Title == "" {
		seen.Feed.Title = own
	}
	return seen, nil
}

// apart takes a name and a password out of an address, as they are kept apart,
// and spells it as others would.
func apart(r FeedRequest) FeedRequest {
	r.URL = strings.TrimSpace(r.URL)
	u, err := url.Parse(r.URL)
	if err != nil || u.Host == "" {
		return r
	}
	if u.User != nil && r.Secret.IsZero() {
		password, _ := u.User.Password()
		r.Secret = articles.Secret{User: u.User.Username(), Password: password}
	}
	u.User = nil
	u.Fragment, u.RawFragment = "", ""
	u.Host = strings.TrimSuffix(strings.ToLower(u.Host), map[string]string{"http": ":80", "https": ":443"}[u.Scheme])
	if u.Path == "" {
		u.Path = "/"
	}
	r.URL = u.String()
	return r
}

// readFeed is a feed with the answer that it came with.
type readFeed struct {
	Fetched
	feeds.Feed
	hash []byte
}

// look fetches and reads what a person asks for.
func (f *Feeds) look(ctx context.Context, r FeedRequest) (readFeed, FeedSeen, error) {
	got, err := f.in.Fetcher.Fetch(ctx, FetchRequest{URL: r.URL, Asked: true, Secret: r.Secret})
	if err != nil {
		return readFeed{}, FeedSeen{}, fmt.Errorf("fetch a feed: %w", err)
	}
	in := feeds.Input{Data: got.Data, URL: got.URL, ContentType: got.ContentType}
	parsed, err := f.in.Reader.Feed(ctx, in)
	if err != nil {
		return readFeed{}, FeedSeen{}, f.notFeed(ctx, in, err)
	}
	seen := FeedSeen{
		Feed: articles.Feed{
			Shelf: r.Shelf, URL: r.URL, Title: r.Title, Site: parsed.Site, AddedBy: r.AddedBy, Added: f.in.Now(),
		},
		Fresh: true, Format: parsed.Format, Entries: len(parsed.Entries),
	}
	if r.Title == "" {
		seen.Feed.Title = parsed.Title
	}
	if got.Moved != "" && (r.Secret.IsZero() || articles.SameOrigin(r.URL, got.Moved)) {
		seen.Feed.URL = got.Moved // nothing is known by the old address yet
	}
	for _, i := range newestFirst(parsed.Entries) {
		seen.Newest = append(seen.Newest, parsed.Entries[i])
	}
	return readFeed{Fetched: got, Feed: parsed, hash: hashOf(got.Data)}, seen, nil
}

// notFeed tells which feeds the page that is none leads to: those that it names,
// or, for the front page of a site, the first that is in a usual place.
func (f *Feeds) notFeed(ctx context.Context, in feeds.Input, err error) error {
	var refused *feeds.Refusal
	if !errors.As(err, &refused) || refused.Reason != feeds.NotFeed && refused.Reason != feeds.Broken {
		return fmt.Errorf("read a feed: %w", err)
	}
	e := &NotFeedError{Cause: refused, Found: feeds.Discover(in)}
	if u, err := url.Parse(in.URL); len(e.Found) > 0 || err != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return e
	}
	ctx, cancel := context.WithTimeout(ctx, guessTime)
	defer cancel()
	guesses := feeds.Guesses(in.URL)
	for _, guess := range guesses[:min(len(guesses), maxGuesses)] {
		got, err := f.in.Fetcher.Fetch(ctx, FetchRequest{URL: guess, Asked: true})
		if err != nil {
			continue
		}
		parsed, err := f.in.Reader.Feed(ctx, feeds.Input{Data: got.Data, URL: got.URL, ContentType: got.ContentType})
		if err == nil {
			e.Found = []feeds.Found{{URL: guess, Title: parsed.Title, Type: got.ContentType}}
			break
		}
	}
	return e
}

// newestFirst returns the indexes of the entries that are worth bringing at
// first. The feed's own order counts when not all of them have a date.
func newestFirst(entries []feeds.Entry) []int {
	all := make([]int, len(entries))
	for i := range all {
		all[i] = i
	}
	if !slices.ContainsFunc(entries, func(e feeds.Entry) bool { return dateOf(e).IsZero() }) {
		slices.SortStableFunc(all, func(a, b int) int { return dateOf(entries[b]).Compare(dateOf(entries[a])) })
	}
	return all[:min(len(all), firstEntries)]
}

// dateOf is when an entry was published, as far as the feed says.
func dateOf(e feeds.Entry) time.Time {
	if e.Published.IsZero() {
		return e.Updated
	}
	return e.Published
}
