package bot

import (
	"time"

	"briefly/articles"
	"briefly/bot/words"
)

// call is one command on its way: the request and what was parsed from it.
type call struct {
	Request
	Command Command
	// Args holds the value of each parameter given, by name.
	Args map[string]string

	words   words.Words
	now     time.Time
	shelves []articles.Shelf // what the answer may use
}
