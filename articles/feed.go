package articles

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
	"time"
)

// FeedID identifies a feed. IDs are global and never reused.
type FeedID int64

// Feed is a source that is read again and again. What it brings goes to its
// shelf.
type Feed struct {
	ID      FeedID // 0 until stored
	Shelf   Shelf
	URL     string // as it is asked for; it may hold a reader's key, so it is shown on its shelf only and never logged
	Title   string // the name it was given, else its own; empty when it has none
	Site    string // the address of its site, empty when unknown
	AddedBy string // as Article.AddedBy
	Added   time.Time
	Health  FeedHealth
}

// FeedHealth says how reading a feed goes.
type FeedHealth struct {
	Read     time.Time // when it was last read well; zero: never yet
	New      time.Time // when it last brought something new
	Next     time.Time // when it is read next; means nothing when parked
	Interval time.Duration
	Failures int       // in a row
	Failing  time.Time // since when; zero: it does not
	// Error is why it failed the last time, in the words of ingest.Reason or
	// feeds.Reason; empty when it did not.
	Error string
	// Parked is why it is not read any more, until somebody asks for it again;
	// empty when it is read.
	Parked string
	Moved  string // the address it says it has moved to, for somebody to agree
	Texts  FeedTexts
	// Articles is how many articles it has brought, Left how many of its entries
	// were given up after several tries.
	Articles, Left int
}

// FeedTexts tells what the entries of a feed hold, found out by comparing some
// of them with their pages.
type FeedTexts string

const (
	TextsUnknown FeedTexts = ""
	TextsWhole   FeedTexts = "whole" // the articles: no page is needed
	TextsTease   FeedTexts = "tease" // their beginnings: the pages are read
)

// Secret is what a server wants to see before it gives a feed away. It is kept
// apart from the feed, sent to the feed's own host only, and prints as ***.
type Secret struct {
	User, Password string // HTTP basic authentication
	Header, Value  string // or one header and its value
}

// IsZero reports whether there is nothing to send.
func (s Secret) IsZero() bool { return s == Secret{} }

func (Secret) String() string               { return "***" }
func (Secret) GoString() string             { return "***" }
func (Secret) LogValue() slog.Value         { return slog.StringValue("***") }
func (Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// SameOrigin reports whether two addresses are served by the same host, in the
// same way: what one may see, the other may.
func SameOrigin(a, b string) bool {
	x, err := url.Parse(a)
	if err != nil {
		return false
	}
	y, err := url.Parse(b)
	return err == nil && x.Host != "" && strings.EqualFold(x.Scheme, y.Scheme) && strings.EqualFold(x.Host, y.Host)
}

// FeedChange is what somebody wants to be different about a feed.
type FeedChange struct {
	Title  *string // a name of one's own; empty: the feed's
	Secret *Secret // zero: none any more
	// Follow agrees to the address that the feed has moved to, Stay refuses it. A
	// secret goes along within one host only: elsewhere it has to be given anew.
	Follow, Stay bool
	// Retry reads it at once, also when it was parked.
	Retry bool
}

// FeedTrouble is what somebody who added a feed is to be told about.
type FeedTrouble string

const (
	FeedFailing FeedTrouble = "failing" // it could not be read for days
	FeedGone    FeedTrouble = "gone"    // its server says that it is over
	FeedParked  FeedTrouble = "parked"  // it cannot be read and is not tried any more
	FeedMoved   FeedTrouble = "moved"   // it has a new address, to be agreed to
)

// FeedNotice is told once, where the feed was added.
type FeedNotice struct {
	Feed    Feed
	Trouble FeedTrouble
	Since   time.Time
}

// Feeds is what people do with feeds. Every method sees the given shelves only.
type Feeds interface {
	// Feeds lists the feeds on the shelves by title.
	Feeds(ctx context.Context, shelves []Shelf) ([]Feed, error)
	// AddFeed stores a feed, which is then read by itself: at once, or once the
	// claim of whoever adds it to read it himself has ended. One that is already
	// on the shelf is returned as it is, with false.
	AddFeed(ctx context.Context, f Feed, s Secret, claimed time.Time) (Feed, bool, error)
	// RemoveFeed removes a feed, with what it alone has brought or without, and
	// says how many articles went. ErrNotFound when it is not there.
	RemoveFeed(ctx context.Context, shelf Shelf, id FeedID, withArticles bool) (int, error)
	// ChangeFeed changes a feed. ErrNotFound when it is not there, ErrFeedKnown
	// when the shelf has another feed with the address it would get, ErrNotMoved
	// when it would get none.
	ChangeFeed(ctx context.Context, shelf Shelf, id FeedID, c FeedChange) error
	// TakeNotices returns what has to be told on a shelf and was not yet, and
	// counts it as told.
	TakeNotices(ctx context.Context, shelf Shelf) ([]FeedNotice, error)
}

// Origin is where an article was seen: one that several feeds brought has
// several.
type Origin struct {
	Publisher string // the feed's title
	URL       string
	Published time.Time // zero: the feed does not say
}

// Origins lists where articles were seen.
type Origins interface {
	// Origins returns the feeds and links through which article n came, the
	// first one first; none for what came otherwise.
	Origins(ctx context.Context, shelves []Shelf, n Number) ([]Origin, error)
}
