// Package sqlstore keeps everything that must not be lost in one SQL
// database: a SQLite file by default. It implements the reading, listing,
// finding and writing interfaces of package articles.
//
// Statements are plain database/sql with $N parameters and each dialect has
// its own folder of migrations, so that another database can join; only
// finding by terms (index.go) speaks a dialect of its own. What terms are,
// what an answer is worth and which articles tell one story is decided by the
// packages below articles: this one stores what it is told.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"briefly/articles"
)

// Store is an open store. Its methods may be called from many goroutines.
type Store struct {
	path string
	// One connection writes, so that writers queue here instead of waking each
	// other up at the database; readers have their own and never wait for it.
	writer *sql.DB
	reader *sql.DB
	write  map[string]*sql.Stmt // prepared for the writer, never changed
	read   sync.Map             // query -> *sql.Stmt, prepared on first use
	counts *counts
	// changed is called after a change of what is stored.
	changed atomic.Pointer[func()]
	quiet   quiet
	now     func() time.Time
}

var _ interface {
	articles.Reader
	articles.Lister
	articles.Index
	articles.Writer
} = (*Store)(nil)

// Close closes the store. What was acknowledged is safe without it.
func (s *Store) Close() error {
	return errors.Join(s.reader.Close(), s.writer.Close())
}

// Writer is the connection that the store writes with, for the engine of jobs,
// which keeps tables of its own in the same database. Whoever holds it keeps the
// store from writing.
func (s *Store) Writer() *sql.DB { return s.writer }

// tx is one writing transaction.
type tx struct {
	*sql.Tx
	prepared map[string]*sql.Stmt
	deltas   *[]delta // what it does to the counts of terms
	noted    *bool    // whether it logged a change
}

// update runs f in one writing transaction: all of it happens, or nothing.
func (s *Store) update(ctx context.Context, f func(tx) error) error {
	t, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer t.Rollback() //nolint:errcheck // after a commit it does nothing
	var deltas []delta
	noted := false
	if err := f(tx{t, s.write, &deltas, &noted}); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	s.counts.apply(deltas)
	if tell := s.changed.Load(); tell != nil && noted {
		(*tell)()
	}
	return nil
}

// exec runs a statement and says how many rows it changed.
func (t tx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	var (
		r   sql.Result
		err error
	)
	if p, ok := t.prepared[query]; ok {
		r, err = t.StmtContext(ctx, p).ExecContext(ctx, args...)
	} else {
		r, err = t.ExecContext(ctx, query, args...)
	}
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// row runs a query for one row.
func (t tx) row(ctx context.Context, query string, args ...any) *sql.Row {
	if p, ok := t.prepared[query]; ok {
		return t.StmtContext(ctx, p).QueryRowContext(ctx, args...)
	}
	return t.QueryRowContext(ctx, query, args...)
}

// query runs a query for rows, so that transactions can be read like the store.
func (t tx) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if p, ok := t.prepared[query]; ok {
		return t.StmtContext(ctx, p).QueryContext(ctx, args...)
	}
	return t.QueryContext(ctx, query, args...)
}

// query reads from the store.
func (s *Store) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	p, err := s.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return p.QueryContext(ctx, args...)
}

// prepare prepares each reading statement once.
func (s *Store) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if p, ok := s.read.Load(query); ok {
		return p.(*sql.Stmt), nil
	}
	stmt, err := s.reader.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	p, loaded := s.read.LoadOrStore(query, stmt)
	if loaded {
		stmt.Close() //nolint:errcheck // never used
	}
	return p.(*sql.Stmt), nil
}

// querier is what can be read from: the store, or a transaction on it.
type querier interface {
	query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// collect runs a query and scans each of its rows.
func collect[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // read errors are in rows.Err
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
