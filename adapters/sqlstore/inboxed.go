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
