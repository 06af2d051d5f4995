package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// File is the name of the database file in the data folder.
const File = "briefly.db"

const (
	applicationID = 0x42726966 // "Brif", as set by the first migration
	readers       = 4          // reading connections
	// pageCache bounds a connection's page cache, in KiB; what it does not
	// hold is in the operating system's.
	pageCache   = 8 << 10
	busyTimeout = 5 * time.Second // how long a writer waits for other processes
	openTimeout = 2 * time.Second // the same while opening: somebody is watching

	migrateAttempts = 8
	migratePause    = 50 * time.Millisecond
)

//go:embed migrations/sqlite/*.sql
var migrations embed.FS

// Open opens the store in a folder, making both if they are missing and
// bringing an older one up to date. The error says in one line which file is
// in the way and what to do about it.
func Open(ctx context.Context, dir string) (*Store, error) {
	path := filepath.Join(dir, File)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	if err := migrate(ctx, path); err != nil {
		return nil, explain(path, err)
	}
	writer, err := connect(path, busyTimeout, settings+"&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	reader, err := connect(path, busyTimeout, settings+"&_pragma=query_only(1)")
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	writer.SetMaxOpenConns(1)
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	s := &Store{path: path, writer: writer, reader: reader, write: make(map[string]*sql.Stmt), counts: newCounts(), now: time.Now}
	for _, query := range written {
		stmt, err := writer.PrepareContext(ctx, query)
		if err != nil {
			return nil, errors.Join(explain(path, err), s.Close())
		}
		s.write[query] = stmt
	}
	return s, nil
}

// The settings of every connection. With WAL an acknowledged transaction
// survives the end of the process and a power cut leaves the file whole;
// what is deleted is overwritten where that costs no reading.
const settings = "&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=secure_delete(fast)" +
	"&_pragma=wal_autocheckpoint(4000)" // pages, 16 MiB

// connect makes a pool of connections.
func connect(path string, busy time.Duration, options string) (*sql.DB, error) {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	u.RawQuery = fmt.Sprintf("_pragma=busy_timeout(%d)&_pragma=cache_size(-%d)%s", busy.Milliseconds(), pageCache, options)
	return sql.Open("sqlite", u.String())
}

var (
	errForeign = errors.New("it is another program's database; choose another data folder")
	errNewer   = errors.New("a newer version of briefly wrote it; update briefly, or restore an older backup")
)

// migrate makes sure that the file is ours, can be written, and has the newest
// schema.
func migrate(ctx context.Context, path string) (err error) {
	if err := ours(ctx, path); err != nil {
		return err
	}
	db, err := connect(path, openTimeout, settings+"&_txlock=immediate")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := writable(ctx, db); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		return err
	}
	has, want, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if has > want {
		return errNewer
	}
	// Another process may be doing the same: each step is a transaction, so what
	// it has done makes ours fail, and the next attempt goes on after it.
	for attempt := 1; has < want; attempt++ {
		if _, err = p.Up(ctx); err == nil || attempt == migrateAttempts || ctx.Err() != nil {
			return err
		}
		time.Sleep(migratePause)
		if has, want, err = p.GetVersions(ctx); err != nil {
			return err
		}
	}
	return nil
}

// writable makes sure that the file can be written. SQLite does not wait for
// another process that turns WAL on at the same moment, so this does.
func writable(ctx context.Context, db *sql.DB) error {
	start := time.Now()
	for {
		tx, err := db.BeginTx(ctx, nil)
		var e *sqlite.Error
		switch {
		case err == nil:
			return tx.Rollback()
		case !errors.As(err, &e) || e.Code()&0xff != sqlite3.SQLITE_BUSY || time.Since(start) > openTimeout || ctx.Err() != nil:
			return err
		}
		time.Sleep(migratePause)
	}
}

// ours tells whether the file is a store, or nothing yet: an empty database, or
// one that was left before its first migration was done. It changes nothing.
func ours(ctx context.Context, path string) (err error) {
	db, err := connect(path, openTimeout, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	// Both are read at one moment: another process may be making the store.
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	var id, tables int
	if err := tx.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if id == applicationID {
		return nil
	}
	err = tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master
		WHERE type = 'table' AND name NOT IN ('goose_db_version', 'sqlite_sequence')`).Scan(&tables)
	if err != nil {
		return err
	}
	if id != 0 || tables > 0 {
		return errForeign
	}
	return nil
}

// explain turns what SQLite says into one line for the operator.
func explain(path string, err error) error {
	var code int
	var e *sqlite.Error
	if errors.As(err, &e) {
		code = e.Code() & 0xff // the rest refines it, sqlite.org/rescode.html
	}
	switch {
	case errors.Is(err, errForeign), errors.Is(err, errNewer):
		return fmt.Errorf("open %s: %w", path, err)
	case code == sqlite3.SQLITE_BUSY, code == sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("open %s: another process has locked it; stop that process, or choose another data folder: %w", path, err)
	case code == sqlite3.SQLITE_READONLY, code == sqlite3.SQLITE_CANTOPEN, code == sqlite3.SQLITE_PERM:
		return fmt.Errorf("open %s: it cannot be written; give this user write access to it and its folder: %w", path, err)
	case code == sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("open %s: it is damaged; move it away and put a backup in its place: %w", path, err)
	case code == sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("open %s: it is not a database; move it away, or choose another data folder: %w", path, err)
	}
	return fmt.Errorf("open %s: %w", path, err)
}
