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
	Slow  bool // it took long the last time, so it should not keep others waiting
}

// FeedVisit is what reading a feed starts from.
type FeedVisit struct {
	Feed
	Secret             Secret
	ETag, LastModified string
	Hash               []byte  // of the bytes of the last answer
	Rate               float64 // how many new entries a day it brings, as last estimated
	Compared           int     // how many entries were compared with their pages
	Whole              int     // how many of those were whole
	Poisoned           int     // how often in a row it broke or outlasted its reader
	Due                bool    // its time has come; otherwise only some of its entries wait
}

// FeedItem is an entry of a feed on its way to an article.
type FeedItem struct {
	ID        int64 // 0 until stored
	Feed      FeedID
	Number    Number // the article it is already known as; 0: none
	Tries     int    // how often it was tried in vain
	Link      string
	Title     string
	Author    string
	Lang      string
	Text      string // what the feed has of it, plain
	Published time.Time
}

// FeedEntry is an entry as it was seen in a feed. The first of its identities
// that the feed has shown before makes it a known one.
type FeedEntry struct {
	FeedItem
	Identities [][]byte // of its guid, its link, its text
	Hash       []byte   // of all that it says: with another one it has changed
	Skip       bool     // remembered as seen, and no more
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
	Slow               bool
	Entries            []FeedEntry
	Notice             FeedTrouble // empty: nothing to tell
}

// FeedItemReport is what became of an entry.
type FeedItemReport struct {
	Item   FeedItem
	Number Number // of its article; 0: none yet
	// Again is when to try once more; zero with no article: never, for this
	// Reason.
	Again  time.Time
	Reason string
	// Text is a hash of the article's text, by which the same one is found in
	// other feeds of the shelf; nil: too short to tell.
	Text []byte
	At   time.Time
}

// FeedReadings is what reading feeds by itself needs to remember. Every method
// that writes is one transaction.
type FeedReadings interface {
	// Claim takes feeds whose time has come, or of which entries wait, for
	// whoever calls, longest due first.
	Claim(ctx context.Context, now, until time.Time, limit int) ([]FeedClaim, error)
	// Visit returns what a claimed feed is read with. ErrNotFound when it was
	// removed, or the claim is somebody else's by now.
	Visit(ctx context.Context, c FeedClaim, now time.Time) (FeedVisit, error)
	// SaveVisit stores what became of a visit and says how many entries were new
	// and how many had changed. ErrNotFound as for Visit.
	SaveVisit(ctx context.Context, r FeedReport) (fresh, changed int, err error)
	// Release ends a claim before its time.
	Release(ctx context.Context, c FeedClaim) error
}

// FeedItems is what becomes of the entries of feeds.
type FeedItems interface {
	// Waiting returns entries of a feed that wait to become articles, oldest
	// first.
	Waiting(ctx context.Context, id FeedID, now time.Time, limit int) ([]FeedItem, error)
	// SaveItem stores what became of an entry.
	SaveItem(ctx context.Context, r FeedItemReport) error
	// SameText returns the article on the feed's shelf that another feed brought
	// with the same text. ErrNotFound when there is none.
	SameText(ctx context.Context, id FeedID, text []byte) (Number, error)
	// Compared notes that entries of a feed were compared with their pages.
	Compared(ctx context.Context, id FeedID, whole, all int, texts FeedTexts) error
}
