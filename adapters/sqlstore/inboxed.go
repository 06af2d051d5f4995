package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Inboxed says how many updates wait to be answered, and since when the oldest
// does; the zero time when none waits.
func (s *Store) Inboxed(ctx context.Context) (n int, since time.Time, err error) {
	var oldest sql.NullInt64
	_, err = collect(ctx, s, func(rows *sql.Rows) (struct{}, error) {
		return struct{}{}, rows.Scan(&n, &oldest)
	}, `SELECT count(*), min(taken) FROM inbox WHERE done IS NULL`)
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("count waiting updates: %w", err)
	}
	return n, optional(oldest), nil
}

// InboxedChats says in how many chats updates wait to be answered. Before any is
// handled, that is how many of them an earlier process may have answered without
// noting it: updates of a chat are handled one after the other.
func (s *Store) InboxedChats(ctx context.Context) (n int, err error) {
	_, err = collect(ctx, s, func(rows *sql.Rows) (struct{}, error) {
		return struct{}{}, rows.Scan(&n)
	}, `SELECT count(*) FROM (SELECT DISTINCT platform, chat FROM inbox WHERE done IS NULL)`)
	if err != nil {
		return 0, fmt.Errorf("count chats with waiting updates: %w", err)
	}
	return n, nil
}
