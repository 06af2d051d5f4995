package sqlstore

import (
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/pressly/goose/v3"

	"briefly/articles"
)

// An older file does not say which articles were fetched: those that a link led
// to were, ready records have the addresses they came with, and the rest are
// files, whose addresses are only claims.
func TestOlderArticlesAreClaimedUnlessTheyWereFetched(t *testing.T) {
	dir := t.TempDir()
	db, err := connect(filepath.Join(dir, File), busyTimeout, settings)
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	exec := func(query string, args ...any) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec(`INSERT INTO shelves (id, name) VALUES (1, '')`)
	for n, form := range []articles.Form{articles.FormPage, articles.FormPage, articles.FormText, articles.FormRecord} {
		exec(`INSERT INTO cards (place, number, shelf, story, lang, added, title, body) VALUES ($1, $1, 1, 1, 'en', 1, '', '')`, n+1)
		exec(`INSERT INTO articles (number, shelf, place, url, hash, revision, title, author, publisher, added, changed, happened, lang, quality, summary, placement, added_by)
			VALUES ($1, 1, $1, $2, x'00', 1, 'T', '', '', 1, 1, 1, 'en', $3, '{}', '{}', '')`,
			n+1, string(rune('a'+n)), []byte(`{"form":"`+form+`","words":1,"paragraphs":1}`))
	}
	exec(`INSERT INTO links (url, number, read) VALUES ('short', 1, 77)`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := openTest(t, dir)
	for url, want := range map[string]articles.Number{"short": 1, "a": 1, "b": 0, "c": 0, "d": 4} {
		if n, _ := s.Link(t.Context(), []articles.Shelf{articles.Common}, url); n != want {
			t.Errorf("%s leads to %d, want %d", url, n, want)
		}
	}
	var checked int64
	if err := s.reader.QueryRowContext(t.Context(), `SELECT checked FROM articles WHERE number = 1`).Scan(&checked); err != nil || checked != 77 {
		t.Errorf("checked %d, %v", checked, err)
	}
}
