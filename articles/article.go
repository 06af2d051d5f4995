// Package articles holds what Briefly knows: articles, their summaries, the
// stories they tell and the shelves they lie on, with the small interfaces
// through which the rest of the program reads and writes them.
//
// It imports the standard library only. Reading pages, summarising, searching
// and storing live in the packages below and in adapters; this one names the
// things they exchange.
package articles

import (
	"errors"
	"time"
)

// ErrNotFound is returned when no article or story with the given identity
// lies on the given shelves.
var ErrNotFound = errors.New("not found")

// ErrFeedKnown is returned when a shelf has a feed with that address already.
var ErrFeedKnown = errors.New("the feed is already there")

// ErrDoubled is returned when two feeds have brought the same text at once, to
// the one that comes second.
var ErrDoubled = errors.New("another feed has brought the same text")

// ErrNotMoved is returned when somebody decides about a feed's move and it has
// not moved.
var ErrNotMoved = errors.New("the feed has not moved")

// Number is how people refer to an article: #12 is always article 12. Numbers
// are global, start at 1 and are never reused.
type Number int64

// StoryID identifies a story; 0 means none.
type StoryID int64

// Shelf is where an article lies. What lies on one chat's shelf is never
// found, counted or completed for another chat.
type Shelf string

const (
	// Common is the operator's shelf, which everybody sees.
	Common Shelf = ""
	// Sample holds the edition that ships with the program until the first
	// real article arrives.
	Sample Shelf = "sample"
)

// Span is a range of bytes, [Start, End), of an article's Body.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Form tells what an article was read from.
type Form string

const (
	FormPage   Form = "page"   // an HTML page
	FormText   Form = "text"   // a saved text
	FormRecord Form = "record" // a ready record: import, feed entry
)

// Quality states how an article was read, as facts rather than as a score.
type Quality struct {
	Form       Form `json:"form"`
	Words      int  `json:"words"`
	Paragraphs int  `json:"paragraphs"`
	// Partial is the reason why only a beginning could be read ("paywall",
	// "login", …), empty when the whole article was.
	Partial string `json:"partial,omitempty"`
	// LinkShare is the share of the kept text that stood inside links, 0 to 1.
	LinkShare float64 `json:"link_share,omitempty"`
	// Agreement is the share of the kept text that every reader of pages
	// chose, 0 to 1; 1 for other forms.
	Agreement float64 `json:"agreement,omitempty"`
}

// Article is one article as it stands now, with its newest revision's text.
type Article struct {
	Number   Number // 0 until stored
	Revision int    // 1 for the first text, one more for each change; 0 until stored
	Shelf    Shelf
	// Key is the outside key (an import's id, a feed's guid); empty when it has
	// none. It beats the URL and the text as identity.
	Key       string
	URL       string // canonical, empty for files
	Title     string // one line of plain text, empty when unknown
	Author    string
	Publisher string
	Published time.Time // zero: undated; never taken from inside the body
	Added     time.Time // when the first revision was stored
	Changed   time.Time // when this revision was stored
	Lang      string    // BCP 47, "und" when unknown
	Body      string    // plain text, paragraphs separated by "\n\n"
	Quality   Quality
	Summary   Summary
	Story     StoryID
	Placement Placement
	// Claimed says that nobody fetched it: it is what a file says of itself. Its
	// URL is shown, but never its identity.
	Claimed bool
	// Checked is when its page was last asked for; zero when nobody fetched it.
	Checked time.Time
	// AddedBy says who added it, in words for the people of that shelf;
	// empty for the operator.
	AddedBy string
}

// When is the time that windows and recency use: when the article was
// published, or, for an undated one, when it was added.
func (a Article) When() time.Time {
	if a.Published.IsZero() {
		return a.Added
	}
	return a.Published
}

// Placement says why an article is in its story: what was most like it when it
// came.
type Placement struct {
	Nearest Number `json:"nearest,omitempty"` // 0: nothing was like it
	// Likeness to the nearest, 0 to 1.
	Likeness  float64 `json:"likeness,omitempty"`
	Joined    bool    `json:"joined,omitempty"`    // it is in the nearest one's story
	Duplicate bool    `json:"duplicate,omitempty"` // it repeats the nearest one
}

// Revision is one text that an article has had.
type Revision struct {
	Number   Number
	Revision int
	Stored   time.Time
	Title    string
	Body     string
}

// Source points from a summary's sentence to the text it stands for: Article
// is an index into what was summarised, Span the bytes of that article's Body.
type Source struct {
	Article int `json:"article"`
	Span
}

// Sentence is one sentence of a summary. Text is the source's own words less a
// safe trim and has no line break; Prefix holds words that were added ("On 14
// Nov: "), ends with its own space and counts towards every limit.
type Sentence struct {
	Text    string   `json:"text"`
	Prefix  string   `json:"prefix,omitempty"`
	Sources []Source `json:"sources"`
}

// Summary is what one or more articles say, in the order it should be read.
type Summary struct {
	Sentences []Sentence `json:"sentences"`
}

// Text joins the sentences, prefixes included, with single spaces.
func (s Summary) Text() string {
	var b []byte
	for i, x := range s.Sentences {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, x.Prefix...)
		b = append(b, x.Text...)
	}
	return string(b)
}

// Story is what several articles of one scope tell together.
type Story struct {
	ID         StoryID
	Headline   string   // the most central title
	Articles   []Number // oldest first
	Publishers []string // each once, sorted
	First      time.Time
	Last       time.Time
}
