// Package feeds reads what sites publish for readers of news: RSS 0.9x, 1.0 and
// 2.0, Atom 0.3 and 1.0, JSON Feed, and lists of feeds in OPML. It finds the
// feeds of a page, too.
//
// It reads bytes only, follows no link and opens no file. Fetching, storing and
// deciding when to read again are left to others. Its time and memory grow with
// the size of the input and no faster: no document makes it build a tree.
package feeds

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"briefly/articles/guard"
)

const (
	// MaxEntries is how many entries of a feed are read: the first ones, which
	// are the newest by custom.
	MaxEntries = 3000
	// maxText is how much text the entries of a feed may have together, in
	// bytes: two hundred long articles. Those it does not suffice for come
	// without.
	maxText = 4 << 20
	// maxAddress is how long an address may be, in bytes: twice what browsers
	// are known to take.
	maxAddress = 4096
	// maxBase is how long an address may be from which others are seen.
	maxBase = 1024
)

// Input is what a feed, a page or a list of feeds is read from.
type Input struct {
	Data        []byte
	URL         string // where it came from, empty for a file
	ContentType string // as the server declared it, may be empty
}

// Feed is what a feed says. Its strings, and those of its entries, are NFC and
// hold no control, zero-width or bidirectional characters.
type Feed struct {
	Format      string // "RSS 2.0", "RSS 1.0", "Atom 1.0", "JSON Feed 1.1", …
	Title       string // one line of plain text, may be empty
	Description string // one line of plain text, may be empty
	Site        string // the address of the site, absolute, empty when unknown
	Lang        string // BCP 47 as it was given, empty when unknown
	// TTL is how long the feed asks to be left alone after it was read; 0 when
	// it does not say.
	TTL       time.Duration
	Entries   []Entry // in the order of the feed
	Left      int     // how many entries beyond MaxEntries were left out
	Truncated bool    // it ended too early: the last, unfinished entry was left out
}

// Entry is one entry of a feed. Any of its fields may be empty.
type Entry struct {
	GUID      string // as the feed gives it, unless it gives it to other pages, too
	Link      string // of the article's page, absolute, unless other headlines have it, too
	Title     string // one line of plain text
	Author    string // names, separated by ", "
	Lang      string // BCP 47; that of the feed when the entry has none
	Published time.Time
	Updated   time.Time
	// Content is the article, Summary what the feed says about it, both HTML
	// with absolute links, not cleaned of anything. A feed that has one text
	// only gives it as Summary, unless it says that it is the content. Entries
	// far down a huge feed have neither.
	Content string
	Summary string
	Tags    []string
	Source  string // the feed that a feed of several has the entry from
}

// Reason says why an input was refused, in words that can be shown.
type Reason string

const (
	NotFeed       Reason = "not a feed"
	NotList       Reason = "not a list of feeds"
	Empty         Reason = "empty"
	NotText       Reason = "not text"
	TooLarge      Reason = "too large"
	TooDeep       Reason = "elements nested too deeply"
	Entities      Reason = "declares entities that multiply"
	Broken        Reason = "broken"
	TimedOut      Reason = "timed out"       // reading it took too long and was stopped
	TooMuchMemory Reason = "too much memory" // reading it took more memory than it may
	Crashed       Reason = "crashed"         // reading it broke the reader
)

// Refusal is the error for an input that cannot be read.
type Refusal struct {
	Reason Reason
	Detail string // what was seen instead; may be empty
	Line   int    // where, from 1; 0 when it concerns the whole input
}

func (r *Refusal) Error() string {
	var b strings.Builder
	b.WriteString(string(r.Reason))
	if r.Line > 0 {
		fmt.Fprintf(&b, " at line %d", r.Line)
	}
	if r.Detail != "" {
		b.WriteString(": " + r.Detail)
	}
	return b.String()
}

// Parse reads a feed. The error is a *Refusal, or that of ctx.
func Parse(ctx context.Context, in Input) (f Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = Feed{}, &Refusal{Reason: Crashed, Detail: fmt.Sprint(p)}
		}
	}()
	place := in.URL
	text, err := decode(in) // the last use of its bytes, which may be many
	if err != nil {
		return Feed{}, err
	}
	switch strings.TrimLeft(text, "\n")[0] {
	case '<':
		return parseXML(ctx, text, place)
	case '{', '[':
		return parseJSON(ctx, text, place)
	}
	return Feed{}, &Refusal{Reason: NotFeed, Detail: "it is neither XML nor JSON"}
}

// decode returns an input as UTF-8, not empty. Of the space before it only the
// line breaks are left, so that lines keep their numbers.
func decode(in Input) (string, error) {
	text, err := guard.Decode(in.Data, in.ContentType)
	switch {
	case errors.Is(err, guard.ErrTooLarge):
		return "", &Refusal{Reason: TooLarge, Detail: err.Error()}
	case err != nil:
		return "", &Refusal{Reason: NotText}
	}
	rest := strings.TrimLeft(text, " \t\r\n\f\x00\ufeff")
	if rest == "" {
		return "", &Refusal{Reason: Empty}
	}
	return strings.Repeat("\n", strings.Count(text[:len(text)-len(rest)], "\n")) + rest, nil
}
