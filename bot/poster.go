package bot

import (
	"context"
	"fmt"
	"time"
)

// Delivery is an answer that nobody asked for a second ago, such as a digest.
type Delivery struct {
	// Key names the delivery: a platform that can shows the same one once,
	// however often it is posted.
	Key    string
	Place  Place
	Answer Answer
}

// Ref is a message that was posted, to edit it later. The place may be another
// than that of the Delivery: the chat may have moved.
type Ref struct {
	Place   Place
	Message string // the platform's own
}

// Poster posts. Its errors are *PostError.
type Poster interface {
	Post(ctx context.Context, d Delivery) (Ref, error)
	Edit(ctx context.Context, r Ref, a Answer) error
}

// PostReason says why something was not posted.
type PostReason string

const (
	ChatGone    PostReason = "chat gone"   // the bot is blocked or was removed: not before Back
	NotAllowed  PostReason = "not allowed" // the bot has no right to write there
	Refused     PostReason = "refused"     // the platform does not take this message
	Unavailable PostReason = "unavailable" // too much at once, or the platform is down: later
)

// PostError is why something was not posted.
type PostError struct {
	Reason PostReason
	After  time.Duration // when Unavailable: the earliest time to try again, if the platform said
	Err    error
}

func (e *PostError) Error() string { return fmt.Sprintf("%s: %v", e.Reason, e.Err) }
func (e *PostError) Unwrap() error { return e.Err }

// Retry reports whether the same delivery may succeed later.
func (e *PostError) Retry() bool { return e.Reason == Unavailable }
