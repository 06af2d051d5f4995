package ingest

import (
	"context"
	"fmt"
	"time"

	"briefly/articles"
)

// Fetcher gets pages and feeds from the network; adapters/fetch does it. It is
// safe for concurrent use. The error is a *FetchError, or wraps
// context.Canceled when the caller gave up.
type Fetcher interface {
	Fetch(ctx context.Context, r FetchRequest) (Fetched, error)
}

// FetchRequest says what to fetch.
type FetchRequest struct {
	URL string // absolute, http or https

	// Asked is set when a person asked for this very link by hand. What nobody
	// asked for heeds robots.txt, keeps a distance between two requests to one
	// host, and waits for its turn as long as the context lets it.
	Asked bool

	// Feed is set for a feed that a person has added and that is read again by
	// itself: it waits like what nobody asked for, but its address is a person's
	// wish, so robots.txt is not asked.
	Feed bool

	// Secret is sent to the host of the URL and to no other.
	Secret articles.Secret

	// ETag and LastModified are those of the last answer, for a conditional
	// request; empty when there was none.
	ETag, LastModified string
}

// Fetched is what came back.
type Fetched struct {
	URL         string // where the data came from, after redirects
	Data        []byte // without its transfer coding; the charset is still the document's own
	ContentType string // as declared, parameters included; may be empty

	ETag, LastModified string        // to be sent with the next request
	NotModified        bool          // the copy that ETag and LastModified stand for is still good; Data is empty
	MaxAge             time.Duration // how long the server calls the answer fresh; 0 when it does not say
	RetryAfter         time.Duration // how long the server asks to be left alone; 0 when it does not say
	Moved              string        // new permanent address of the request's URL; empty when it has not moved
}

// Reason says in one word why a fetch did not work. Words for people belong to
// it by key.
type Reason string

// Every reason there is.
const (
	ReasonBlocked     Reason = "blocked"            // leads into a network that may not be reached
	ReasonBadLink     Reason = "bad link"           // not an ordinary http or https address
	ReasonCredentials Reason = "credentials"        // carries a name or a password
	ReasonNoHost      Reason = "no such host"       // the name does not exist
	ReasonUnreachable Reason = "unreachable"        // no connection, or it broke before an answer
	ReasonTimedOut    Reason = "timed out"          // no whole answer in time
	ReasonCertificate Reason = "certificate"        // the host cannot prove that it is who it should be
	ReasonRefused     Reason = "refused"            // the server does not want to
	ReasonLogIn       Reason = "log-in needed"      // for those with an account or a subscription
	ReasonNotFound    Reason = "not found"          // no such page
	ReasonGone        Reason = "gone"               // the page was taken away for good
	ReasonTooMany     Reason = "too many requests"  // to be asked again later
	ReasonServer      Reason = "server error"       // the server failed
	ReasonTooLarge    Reason = "too large"          // more than 10 MB
	ReasonTooManyHops Reason = "too many redirects" // sent on and on
	ReasonRobots      Reason = "robots"             // robots.txt asks programs to stay away
	ReasonNotPage     Reason = "not a page"         // a picture, a film, an archive
	ReasonCutOff      Reason = "cut off"            // the answer broke off in the middle
	ReasonGarbled     Reason = "garbled"            // the answer makes no sense
)

// FetchError is a fetch that did not work. It names no address, so it may be
// logged and shown to operators as it is.
type FetchError struct {
	Reason     Reason
	Status     int           // HTTP status, 0 when there was no answer
	RetryAfter time.Duration // how long to wait before asking again; 0 when nobody said
	Type       string        // declared type of what came instead of a page, parameters included; may be empty
	Page       []byte        // the beginning of the page that came with the refusal; may be nil
	Title      string        // the headline of the article that was refused, where that page shows it; hostile text
}

func (e *FetchError) Error() string {
	if e.Status != 0 {
		return fmt.Sprintf("fetch: %s (status %d)", e.Reason, e.Status)
	}
	return "fetch: " + string(e.Reason)
}
