package main

import (
	"context"
	"errors"
	"fmt"
)

// pruneCmd removes what is older than RETENTION.
type pruneCmd struct{}

// Run says how many articles it removed.
func (pruneCmd) Run(ctx context.Context, a *app) (err error) {
	if a.config.Retention == 0 {
		fmt.Fprintln(a.out, "RETENTION is 0: everything is kept")
		return nil
	}
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	n, err := store.Prune(ctx, a.now().Add(-a.config.Retention))
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "removed %d articles added before %s\n", n, a.now().Add(-a.config.Retention).Format("2006-01-02"))
	return nil
}
