package articles

import (
	"context"
	"time"
)

// FeedClaim is the right to read a feed, which nobody else has until it ends.
// A reader that dies loses it by time.
type FeedClaim struct {
	Feed  FeedID
	Until time.Time
}

// FeedVisit is what reading a feed starts from.
type FeedVisit struct {
	Feed
	Claim              FeedClaim
	Secret             Secret
	ETag, LastModified string
	Hash               []byte  // of the bytes of the last answer
	Rate               float64 // how many new entries a day it brings, as last estimated
	Poisoned           int     // how often in a row it broke or outlasted its reader
	TTL                time.Duration
	Notice             FeedTrouble // what was noticed about it already
	Stays              string      // an address that nobody wanted to follow it to
	Due                bool        // its time has come; otherwise only some of its entries wait
}

// FeedItem is an entry of a feed on its way to an article.
type FeedItem struct {
	ID     int64 // 0 until stored
	Feed   FeedID
	Number Number // the article it is already known as; 0: none
	Tries  int    // how often it was tried in vain
	// Key is set when the link does not tell the entry from others: that of a
	// site, or of a page with many. It is the article's key.
	Key       string
	Link      string
	Title     string
	Author    string
	Publisher string // who wrote it, when the feed is one of several publishers
	Lang      string
	Text      string // what the feed has of it, plain
	Published time.Time
}

// FeedEntry is an entry as it was seen in a feed. The first of its identities
// that the feed has shown before makes it a known one.
type FeedEntry struct {
	FeedItem
	Identities [][]byte // of its guid, its link, its text; none is empty
	Hash       []byte   // of all that it says: with another one it has changed
	Skip       bool     // remembered as seen, and no more: neither new nor changed
}

// FeedReport is what became of a visit. All of it is stored, or nothing.
type FeedReport struct {
	Feed   FeedID
	Until  time.Time // of the claim; a visit whose claim has ended changes nothing
	At     time.Time
	Health FeedHealth // New, Texts, Articles and Left aside
	Title  string     // the feed's own
	Site   string

	ETag, LastModified string
	Hash               []byte
	Rate               float64
	Poisoned           int
	TTL                time.Duration
	Slow               bool        // it took long, so it should not keep others waiting
	Entries            []FeedEntry // what Sift left
	Notice             FeedTrouble // empty: nothing to tell
}

// FeedItemReport is what became of an entry.
type FeedItemReport struct {
	Item   FeedItem
	Number Number // of its article; 0: none yet
	Own    bool   // the article is made of this entry and changes with it
	// Again is when to try once more; zero with no article: never, for this
	// Reason.
	Again  time.Time
	Reason string
	Link   string // canonical: it leads to the article; empty: nothing new
	// Text is a hash of the article's text, by which the same one is found in
	// other feeds of the shelf; nil: too short to tell.
	Text []byte
	At   time.Time
}

// FeedReadings is what reading feeds by itself needs to remember. Every method
// that writes is one transaction.
type FeedReadings interface {
	// Claim takes feeds whose time has come, or of which entries wait, for
	// whoever calls, new ones first, then the longest due: of the slow and the
	// new ones, or of the others, so many that no more than limit are claimed.
	Claim(ctx context.Context, now, until time.Time, slow bool, limit int) ([]FeedClaim, error)
	// Visit returns what a claimed feed is read with. ErrNotFound when it was
	// removed, or the claim is somebody else's by now.
	Visit(ctx context.Context, c FeedClaim, now time.Time) (FeedVisit, error)
	// Sift returns the entries that the feed has not shown before, and, with
	// their IDs, those that it has shown otherwise: by another identity, which
	// are to be skipped, or with another text.
	Sift(ctx context.Context, id FeedID, entries []FeedEntry) ([]FeedEntry, error)
	// SaveVisit stores what became of a visit. ErrNotFound as for Visit.
	SaveVisit(ctx context.Context, r FeedReport) error
	// Release ends a claim before its time.
	Release(ctx context.Context, c FeedClaim) error
}

// FeedItems is what becomes of the entries of feeds.
type FeedItems interface {
	// Waiting returns entries of a feed that wait to become articles, oldest
	// first.
	Waiting(ctx context.Context, id FeedID, now time.Time, limit int) ([]FeedItem, error)
	// SaveItem stores what became of an entry. ErrNotFound when its feed was
	// removed, ErrDoubled when the entry's own article says what one says that
	// another feed of the shelf has brought meanwhile.
	SaveItem(ctx context.Context, r FeedItemReport) error
	// SameText returns the article on the feed's shelf that another feed brought
	// with the same text. ErrNotFound when there is none.
	SameText(ctx context.Context, id FeedID, text []byte) (Number, error)
	// Compared notes that an entry of a feed was compared with its page, whether
	// it was whole, and what decide makes of all of them, which it returns. ErrNotFound as for
	// SaveItem.
	Compared(ctx context.Context, id FeedID, whole bool, decide func(whole, all int) FeedTexts) (FeedTexts, error)
}
