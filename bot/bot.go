// Package bot is the core: it takes a Request from any place where people
// talk and gives Answers, knowing no platform's rules. Adapters turn what a
// platform sends into Requests and render Answers within its limits; articles
// and the packages below it read, find and summarise. Everything the bot says
// of itself comes from bot/words.
package bot

import (
	"context"
	"io"
	"iter"
	"time"

	"briefly/articles"
)

// Place is where people talk: the key of settings, limits and shelves. A zero
// Chat is the operator's own console.
type Place struct{ Platform, Chat, Thread string }

// Console reports whether the place is the operator's own terminal. Limits and
// allow-lists do not apply there, and its shelf is the common one.
func (p Place) Console() bool { return p.Chat == "" }

// Shelf is the shelf that additions in this place go to; the threads of a chat
// share one.
func (p Place) Shelf() articles.Shelf {
	if p.Console() {
		return articles.Common
	}
	return articles.Shelf(p.Platform + ":" + p.Chat)
}

// String is "platform:chat", the form of the ALLOW setting.
func (p Place) String() string { return p.Platform + ":" + p.Chat }

// Kind tells who reads along in a place.
type Kind int

const (
	Private Kind = iota // one person
	Group               // several people, who see each other's messages
	Channel             // its admins write, others read
)

// File is something a person uploaded.
type File struct {
	Name      string
	MediaType string
	Size      int64 // bytes, as the platform states it; -1 when unknown
	Open      func(context.Context) (io.ReadCloser, error)
}

// Request is one thing that a person asked for.
type Request struct {
	ID     string    // the platform's update or interaction
	At     Place     // where it was asked
	Self   Place     // where the asker can be reached privately; identifies the person
	Name   string    // how the asker is called there; hostile text
	Asked  time.Time // as the platform says; zero: now
	Kind   Kind
	Locale string                              // BCP 47
	Text   string                              // "/summary china", "china", a link
	Quoted string                              // forwarded or replied-to text, hidden links spelled out
	Files  []File                              // uploads
	Want   int                                 // how many items the place can show; 0: the usual
	Admin  func(context.Context) (bool, error) // asked only when it matters; nil: not an admin
}

// Age is how long ago a request was made.
func (r Request) Age(now time.Time) time.Duration {
	if r.Asked.IsZero() {
		return 0
	}
	return max(0, now.Sub(r.Asked))
}

// Answer is a whole answer. All text in it is plain: adapters escape first,
// then mark up.
type Answer struct {
	Title   string
	Lead    []Sentence
	Items   []Item
	Sources []Source
	Basis   Basis
	Note    string
	Picture *Picture
	Actions []Action
	View    string // key of this list or answer, for paging, sharing, feedback
	// Share is a command by which anybody sees the same anywhere; empty when the
	// answer rests on more than the common shelf.
	Share   string
	Lang    string // BCP 47, of the bot's own words
	Private bool   // for the asker's eyes only
	Replace bool   // replaces the message that was clicked instead of following it
}

// Sentence is one sentence of a lead. Prefix holds words that were added to
// the source's own and ends with its own space. Sources are indexes into
// Answer.Sources.
type Sentence struct {
	Text    string `json:"text"`
	Prefix  string `json:"prefix,omitempty"`
	Sources []int  `json:"sources"`
}

// Item is a story or an article in a list.
type Item struct {
	Number    articles.Number `json:"number"`
	Title     string          `json:"title"`
	Gist      string          `json:"gist"`
	Sources   []int           `json:"sources"` // indexes into Answer.Sources
	URL       string          `json:"url"`
	Published time.Time       `json:"published,omitzero"` // zero: undated
	Added     time.Time       `json:"-"`
	Language  string          `json:"-"` // its name, when it is not the asker's
	Actions   []Action        `json:"-"`
	// From shows the list that the item is in from it on, for where less than
	// the whole answer fits; zero outside of lists that can be opened again.
	From Action `json:"-"`
}

// Source is an article, or a part of one, that an answer rests on.
type Source struct {
	Number    articles.Number `json:"number"`
	Revision  int             `json:"-"`
	Key       string          `json:"id"` // the article's outside key
	Title     string          `json:"title"`
	Publisher string          `json:"publisher"`
	URL       string          `json:"url"`
	Published time.Time       `json:"published,omitzero"` // zero: undated
	Added     time.Time       `json:"-"`
	Language  string          `json:"-"` // its name, when it is not the asker's
	articles.Span
}

// Basis is what stands behind an answer.
type Basis struct {
	Articles   int       `json:"articles"`
	Publishers int       `json:"publishers"`
	From       time.Time `json:"from,omitzero"`   // oldest article
	To         time.Time `json:"to,omitzero"`     // newest article
	LeftOut    int       `json:"left_out"`        // found but not shown
	Newest     time.Time `json:"newest,omitzero"` // newest article on the asker's shelves
}

// Picture is an image with the text that says the same.
type Picture struct {
	Data      []byte
	MediaType string
	Text      string
}

// Action is a button: a command that a person could type as well, or a link.
type Action struct {
	Label   string `json:"label"`
	Command string `json:"command,omitempty"`
	URL     string `json:"url,omitempty"`
}

// Choice is one proposal while a person types.
type Choice struct{ Label, Value string }

// Change is something that happened to a chat.
type Change struct {
	Place Place
	Event Event
	To    Place // where it moved
}

// Event is the kind of a Change.
type Event int

const (
	Gone  Event = iota // the bot was blocked, kicked, or the chat deleted
	Back               // the bot may speak there again
	Moved              // the chat has another identity now
)

// Core answers requests. It never returns an error for one: what went wrong is
// logged once and said once, in words that are safe to show.
type Core interface {
	// Answer yields whole answers, each replacing the last: first a quick one,
	// then a better one. It yields none when the asker is to be left
	// unanswered.
	Answer(ctx context.Context, r Request) iter.Seq[Answer]
	// Complete proposes values for a parameter of the command being typed in
	// r.Text.
	Complete(ctx context.Context, r Request, param string) []Choice
	// Changed takes note of what happened to a chat.
	Changed(ctx context.Context, c Change) error
	// Commands describes the command table.
	Commands() []Command
}

// Adapter connects a platform.
type Adapter interface {
	// Run serves until the context ends and everything taken is drained.
	Run(ctx context.Context, core Core) error
}
