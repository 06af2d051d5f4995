package sqlstore

import (
	"context"
	"fmt"
)

// Check has the database check itself. Its error says what is broken.
func (s *Store) Check(ctx context.Context) error {
	found, err := collect(ctx, s, scanText, `PRAGMA integrity_check(1)`)
	if err != nil {
		return fmt.Errorf("check %s: %w", s.path, err)
	}
	if len(found) != 1 || found[0] != "ok" {
		return fmt.Errorf("check %s: it is damaged (%v); restore a backup", s.path, found)
	}
	return nil
}
