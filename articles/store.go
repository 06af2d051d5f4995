package articles

import (
	"context"
	"time"
)

// Terms are the search terms of an article, folded and stemmed: what an index
// holds and what queries are matched with. They contain neither spaces nor
// line breaks.
type Terms struct {
	Title []string
	Body  []string
}

// Entry is an article on its way into a store.
type Entry struct {
	Article Article
	Terms   Terms
	// Story is the story it joins; 0 starts a new one.
	Story StoryID
	// Links are the addresses, spelled canonically, that led to the article.
	Links []string
}

// Outcome says what storing an article did.
type Outcome string

const (
	Added   Outcome = "added"   // a new article with a new number
	Changed Outcome = "changed" // a known article got a new revision
	Same    Outcome = "same"    // already there, nothing was written
)

// Stored is the receipt for a stored article: once it is returned, the article
// survives the end of the process.
type Stored struct {
	Number   Number
	Revision int
	Story    StoryID
	Outcome  Outcome
}

// Query selects articles. Its shelves are the only ones that are looked at.
type Query struct {
	Shelves []Shelf
	// Since and Until bound Article.When: Since <= t < Until; a zero time is
	// no bound.
	Since, Until time.Time
	Limit        int // at most this many; must be positive
}

// Match selects candidates by the words they hold.
type Match struct {
	Query
	// Words are the asked words, each as its alternatives: folded, stemmed
	// terms of which one is enough (stems in several languages, a place's
	// other names).
	Words [][]string
	All   bool // every word must be there; otherwise any
	// Newest orders the candidates newest first instead of by the store's own
	// estimate of relevance.
	Newest bool
}

// Candidate is what an index knows of an article: enough to rank and group it
// without reading its body.
type Candidate struct {
	Number    Number
	Shelf     Shelf
	Story     StoryID
	Lang      string
	Published time.Time
	Added     time.Time
	Terms     Terms
}

// When is as Article.When.
func (c Candidate) When() time.Time {
	if c.Published.IsZero() {
		return c.Added
	}
	return c.Published
}

// Stats are the word statistics of a set of shelves.
type Stats struct {
	Articles int            // how many articles there are
	Length   float64        // their average number of terms, title and body
	With     map[string]int // term -> how many articles hold it
}

// Publisher is one publisher's part of a shelf.
type Publisher struct {
	Name     string
	Shelf    Shelf
	Articles int
	Newest   time.Time
	AddedBy  string
}

// Reader reads what is stored. Every method sees the given shelves only: an
// article elsewhere does not exist (ErrNotFound).
type Reader interface {
	// Article returns article n.
	Article(ctx context.Context, shelves []Shelf, n Number) (Article, error)
	// Articles returns those of the given articles that exist, in the order
	// asked for.
	Articles(ctx context.Context, shelves []Shelf, ns []Number) ([]Article, error)
	// ByURL returns the article with that canonical URL; a claimed one has none.
	ByURL(ctx context.Context, shelves []Shelf, url string) (Article, error)
	// Story returns a story with those of its articles that lie on the shelves.
	Story(ctx context.Context, shelves []Shelf, id StoryID) (Story, error)
	// Revisions lists the texts that article n has had, oldest first.
	Revisions(ctx context.Context, shelves []Shelf, n Number) ([]Revision, error)
}

// Lister lists what is stored, newest first.
type Lister interface {
	// Newest returns the newest articles of a query, without their bodies.
	Newest(ctx context.Context, q Query) ([]Article, error)
	// Stories returns the stories that have an article within the query, by
	// number of publishers, then number of articles, then newest first.
	Stories(ctx context.Context, q Query) ([]Story, error)
	// Publishers lists who wrote what lies on the shelves, most articles first.
	Publishers(ctx context.Context, shelves []Shelf) ([]Publisher, error)
	// Count says how many articles lie on the shelves.
	Count(ctx context.Context, shelves []Shelf) (int, error)
}

// Index finds articles by their terms.
type Index interface {
	// Candidates returns what matches; of more than the limit, the store's best
	// guess at what may answer.
	Candidates(ctx context.Context, m Match) ([]Candidate, error)
	// Stats returns the statistics of the shelves for the given terms.
	Stats(ctx context.Context, shelves []Shelf, terms []string) (Stats, error)
	// Vocabulary returns words, as people write them, that are in titles on the
	// shelves or are names that bodies repeat, and whose folded form starts with
	// prefix, most frequent first;
	// for an empty prefix, those of the newest titles.
	Vocabulary(ctx context.Context, shelves []Shelf, prefix string, limit int) ([]Word, error)
}

// Word is a word as people write it and the number of articles that offer it.
type Word struct {
	Text     string
	Articles int
}

// Writer changes what is stored. Every method is one transaction and may be
// repeated: doing it twice is doing it once.
type Writer interface {
	// Put stores an article, its revision, summary, story, terms and links. One
	// that has a number becomes a text of that very article, which must lie on
	// its shelf: ErrNotFound when it does not any more.
	Put(ctx context.Context, e Entry) (Stored, error)
	// Delete removes an article from a shelf; its number is never given again.
	Delete(ctx context.Context, shelf Shelf, n Number) error
	// Clear removes everything that lies on a shelf, feeds too, and says how many articles
	// that were.
	Clear(ctx context.Context, shelf Shelf) (int, error)
	// Prune removes what was added before a time, on every shelf.
	Prune(ctx context.Context, before time.Time) (int, error)
}

// Links remembers which article a link led to: the address that people send is
// often not the one under which an article is known.
type Links interface {
	// Link returns the article behind a link, given in its spellings, the best
	// first. ErrNotFound when none leads to anything on the shelves.
	Link(ctx context.Context, shelves []Shelf, spellings ...string) (Number, error)
	// AskAgain notes that the page of article n is asked for now, unless it was
	// asked for after a time before, and reports whether it did: of several who
	// try at once, one gets true.
	AskAgain(ctx context.Context, n Number, before, now time.Time) (due bool, err error)
}

// SummaryRequest says what to summarise and how long the result may be.
type SummaryRequest struct {
	Articles []Article // one, or several that tell one story
	Topic    string    // what the asker wants to know; empty: the article itself
	Lang     string    // the asker's language; empty: that of the articles
	// MaxSentences and MaxWords are never exceeded; 0 means no limit. Words are
	// what white space separates, prefixes included.
	MaxSentences int
	MaxWords     int
}

// Summarizer turns articles into a summary. The result is a function of the
// request alone.
type Summarizer interface {
	Summarize(ctx context.Context, r SummaryRequest) (Summary, error)
}
