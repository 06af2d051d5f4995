package main

import (
	"context"
	"errors"
)

// backupCmd copies the store.
type backupCmd struct {
	File string `arg:"" help:"Where the copy goes; it must not exist yet."`
}

// Run copies the store, which may be in use.
func (c backupCmd) Run(ctx context.Context, a *app) (err error) {
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return store.Backup(ctx, c.File)
}
