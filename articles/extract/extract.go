// Package extract turns what people publish - an HTML page, or a text saved
// from one - into an article: title, author, publisher, date, language and
// body, with facts about how well that went. What holds no article is refused
// with its reason.
//
// It reads bytes only. Fetching them, bounding the time a reading may take and
// storing what comes out are left to others; decoding and the limits that keep
// parsers safe are those of package guard.
package extract

import (
	"time"

	"briefly/articles"
)

// Input is what a page or a saved text is read from.
type Input struct {
	Data        []byte
	URL         string // where it came from, empty for a file
	ContentType string // as the server declared it, may be empty
}

// Document is what an input says. Its strings are NFC and hold no control,
// zero-width or bidirectional characters that change the text around them.
type Document struct {
	Title     string // one line, without the name of the site
	Author    string // names, separated by ", "; empty when unknown
	Publisher string
	URL       string    // canonical, empty when unknown
	Lang      string    // BCP 47, empty when unknown
	Published time.Time // zero when unknown
	Text      string    // the body without its headline, paragraphs separated by "\n\n"
	Quality   articles.Quality
}

// Reason says why an input is not an article, in words that can be shown.
type Reason string

const (
	NotText       Reason = "not text"        // binary data, or an unreadable encoding
	TooLarge      Reason = "too large"       // more bytes than are read
	TooDeep       Reason = "too deep"        // elements nested beyond every honest page
	TooManyNodes  Reason = "too many nodes"  // a tree that would not fit in memory or time
	Challenge     Reason = "challenge"       // "checking your browser"
	Login         Reason = "login"           // only those who have an account see it
	Paywall       Reason = "paywall"         // only subscribers see it
	NotFound      Reason = "not found"       // an error page, whatever its status said
	Search        Reason = "search page"     // results of a search
	Directory     Reason = "directory"       // a list of links: a front page, a section, a tag
	Empty         Reason = "empty"           // no readable text, often filled in by scripts
	TimedOut      Reason = "timed out"       // reading it took too long and was stopped
	Crashed       Reason = "crashed"         // reading it broke the reader
	TooMuchMemory Reason = "too much memory" // reading it took more memory than it may
)

// Refusal is the error for an input that is not an article.
type Refusal struct {
	Reason Reason
	Detail string // what was seen, for operators; may be empty
	Title  string // the title the input had, may be empty
}

func (r *Refusal) Error() string {
	if r.Detail == "" {
		return "no article: " + string(r.Reason)
	}
	return "no article: " + string(r.Reason) + ": " + r.Detail
}
