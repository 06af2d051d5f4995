package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// errExists refuses to overwrite.
var errExists = errors.New("it exists already; choose another name")

// Backup writes a consistent copy of the store to a new file while the store
// is in use. The file appears under its name only when it is complete.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("back up to %s: %w", path, errExists)
	}
	partial := fmt.Sprintf("%s.%d.partial", path, os.Getpid())
	defer func() {
		if gone := os.Remove(partial); gone != nil && !errors.Is(gone, os.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}()
	db, err := connect(s.path, busyTimeout, "") // readers may not even write elsewhere
	if err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, partial); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	if err := os.Link(partial, path); err != nil { // unlike a rename, it never replaces
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	return nil
}
