package bot

import "context"

// Kept counts what is kept about a place.
type Kept struct {
	Articles int // on its shelf
	Feeds    int // that are read for its shelf
	Views    int // lists and commands behind its buttons
	Updates  int // messages taken, to answer each once
}

// Traces is what the store keeps about people and chats.
type Traces interface {
	Kept(ctx context.Context, p Place) (Kept, error)
	// Forget removes everything that Kept counts.
	Forget(ctx context.Context, p Place) error
	// Move gives everything of one chat to another, in one transaction.
	Move(ctx context.Context, from, to Place) error
}
