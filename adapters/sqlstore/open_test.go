package sqlstore

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"briefly/articles"
)

// raw opens the database file behind the store's back.
func raw(t *testing.T, path string, statements ...string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	return db
}

// made makes a store with an article in it and returns its folder.
func made(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Put(t.Context(), articles.Entry{Article: articles.Article{Title: "Kept"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOpenRefuses(t *testing.T) {
	tests := []struct {
		name    string
		prepare func(t *testing.T, path string)
		fresh   bool // no store there before
		want    string
	}{
		{name: "locked", want: "another process has locked it", prepare: func(t *testing.T, path string) {
			raw(t, path, `PRAGMA locking_mode = exclusive`, `BEGIN EXCLUSIVE`)
		}},
		{name: "locked for writing", want: "another process has locked it", prepare: func(t *testing.T, path string) {
			raw(t, path, `BEGIN IMMEDIATE`)
		}},
		{name: "foreign", fresh: true, want: "another program's database", prepare: func(t *testing.T, path string) {
			raw(t, path, `CREATE TABLE photos (id INTEGER)`)
		}},
		{name: "foreign by its mark", fresh: true, want: "another program's database", prepare: func(t *testing.T, path string) {
			raw(t, path, `PRAGMA application_id = 7`)
		}},
		{name: "newer", want: "newer version of briefly", prepare: func(t *testing.T, path string) {
			raw(t, path, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
		}},
		{name: "no database", fresh: true, want: "not a database", prepare: func(t *testing.T, path string) {
			write(t, path, strings.Repeat("a letter to a friend\n", 100))
		}},
		{name: "damaged", want: "it is damaged; move it away and put a backup in its place", prepare: func(t *testing.T, path string) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			copy(data[100:], strings.Repeat("x", 1000)) // what follows the header: the schema's page
			write(t, path, string(data))
		}},
		{name: "a folder", fresh: true, want: "cannot be written", prepare: func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "read-only", want: "cannot be written", prepare: func(t *testing.T, path string) {
			if os.Geteuid() == 0 {
				t.Skip("root may write everything")
			}
			for _, name := range []string{path, filepath.Dir(path)} {
				if err := os.Chmod(name, 0o500); err != nil {
					t.Fatal(err)
				}
			}
			t.Cleanup(func() { os.Chmod(filepath.Dir(path), 0o700) })
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if !test.fresh {
				dir = made(t)
			}
			path := filepath.Join(dir, File)
			test.prepare(t, path)
			before, _ := os.ReadFile(path)
			s, err := Open(context.Background(), dir)
			if err == nil {
				s.Close()
				t.Fatal("opened")
			}
			if msg := err.Error(); !strings.Contains(msg, test.want) || !strings.Contains(msg, path) || strings.Contains(msg, "\n") {
				t.Errorf("error %q, want one line with %q and the file", msg, test.want)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestOpenAgain opens what an earlier start left: a store, an empty file, and
// a database whose first migration was never done.
func TestOpenAgain(t *testing.T) {
	unfinished := t.TempDir()
	raw(t, filepath.Join(unfinished, File), `CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))`,
		`INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)`).Close()
	empty := t.TempDir()
	write(t, filepath.Join(empty, File), "")
	for dir, want := range map[string]int{made(t): 1, unfinished: 0, empty: 0, filepath.Join(t.TempDir(), "a", "b?c d%20"): 0} {
		s := openTest(t, dir)
		n, err := s.Count(t.Context(), []articles.Shelf{articles.Common})
		if err != nil || n != want {
			t.Errorf("%s: %d articles, want %d; %v", dir, n, want, err)
		}
	}
}

func TestBackup(t *testing.T) {
	s := openTest(t, made(t))
	stop := make(chan struct{})
	done := make(chan error)
	go func() { // the store is in use
		for {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			_, err := s.Put(context.Background(), articles.Entry{Article: articles.Article{Title: "More"}, Terms: articles.Terms{Title: []string{"title"}}})
			if err != nil {
				done <- err
				return
			}
		}
	}()
	dir := t.TempDir()
	path := filepath.Join(dir, File)
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	close(stop)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := s.Backup(t.Context(), path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("overwritten: %v", err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("left behind: %v, %v", files, err)
	}
	restored := openTest(t, dir)
	a, err := restored.Article(t.Context(), []articles.Shelf{articles.Common}, 1)
	if err != nil || a.Title != "Kept" {
		t.Errorf("restored %+v, %v", a, err)
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "missing", "x")); err == nil {
		t.Error("backed up into a folder that is not there")
	}
}

// Processes that start on a new folder at once all open it.
func TestOpenANewFolderTogether(t *testing.T) {
	for range 10 {
		dir := t.TempDir()
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				s, err := Open(t.Context(), dir)
				if err != nil {
					t.Error(err)
					return
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
}
