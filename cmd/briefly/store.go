package main

import (
	"context"

	"briefly/adapters/sqlstore"
)

// openStore opens the store in the data folder.
func (a *app) openStore(ctx context.Context) (*sqlstore.Store, error) {
	return sqlstore.Open(ctx, a.config.Data)
}
