package sqlstore

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"briefly/articles"
)

var long = flag.Bool("long", os.Getenv("BRIEFLY_LONG") != "", "run what takes minutes: 100 kills, 100,000 articles")

// childDir names, in the environment of a child process, the folder of the
// store to which it adds articles until it is killed.
const childDir = "BRIEFLY_TEST_KILL_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, addForEver(dir))
		os.Exit(1)
	}
	flag.Parse()
	os.Exit(m.Run())
}

// addForEver adds articles and prints the key of each that was acknowledged.
// Every third is a new text of an older article, every seventh one that is
// there already.
func addForEver(dir string) error {
	ctx := context.Background()
	s, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	n, err := s.Count(ctx, []articles.Shelf{articles.Common})
	if err != nil {
		return err
	}
	for ; ; n++ {
		key, text := fmt.Sprint(n), fmt.Sprint("text of ", n)
		switch {
		case n%3 == 2:
			key, text = fmt.Sprint(n-1), fmt.Sprint("new text of ", n)
		case n%7 == 6:
			key, text = fmt.Sprint(n-6), fmt.Sprint("text of ", n-6)
		}
		a := articles.Article{Key: key, Title: "Title " + key, Body: text, Lang: "en"}
		e := articles.Entry{Article: a, Terms: articles.Terms{Title: []string{"title", key}, Body: strings.Fields(text)}}
		if _, err := s.Put(ctx, e); err != nil {
			return err
		}
		if _, err := fmt.Println(key); err != nil {
			return err
		}
	}
}

// TestKill kills a process at random moments while it adds articles.
func TestKill(t *testing.T) {
	kills := 10
	if *long {
		kills = 100
	}
	dir := t.TempDir()
	acknowledged := make(map[string]bool)
	for range kills {
		run(t, dir, acknowledged)
	}
	s := openTest(t, dir)
	list, err := s.Newest(t.Context(), articles.Query{Shelves: []articles.Shelf{articles.Common}, Limit: 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	there := make(map[string]int)
	for _, a := range list {
		there[a.Key]++
		if there[a.Key] > 1 {
			t.Errorf("%s is there twice", a.Key)
		}
	}
	for key := range acknowledged {
		if there[key] == 0 {
			t.Errorf("%s was acknowledged and is not there", key)
		}
	}
	t.Logf("%d kills, %d acknowledged, %d there", kills, len(acknowledged), len(there))
	whole(t, s, len(list))
}

// run starts a child and kills it.
func run(t *testing.T, dir string, acknowledged map[string]bool) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	moment := time.Duration(rand.Int64N(int64(150 * time.Millisecond)))
	var kill *time.Timer
	for lines.Scan() { // a scanner hands out whole lines; a torn last one is no key
		if kill == nil { // from the first article on, so that a slow start is not all that dies
			kill = time.AfterFunc(moment, func() { child.Process.Kill() })
		}
		acknowledged[lines.Text()] = true
	}
	if kill == nil {
		t.Error("the child added nothing")
	}
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		t.Errorf("the child was not killed: %v", err)
	}
}

// whole checks that the database is sound and its tables agree.
func whole(t *testing.T, s *Store, count int) {
	t.Helper()
	var verdict string
	if err := s.writer.QueryRowContext(t.Context(), `PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity_check: %s, %v", verdict, err)
	}
	if _, err := s.writer.ExecContext(t.Context(), `INSERT INTO terms (terms) VALUES ('integrity-check')`); err != nil {
		t.Errorf("the index is broken: %v", err)
	}
	for _, query := range []string{
		`SELECT count(*) FROM articles`,
		`SELECT count(*) FROM cards c JOIN articles a ON a.place = c.place AND a.number = c.number`,
		`SELECT count(*) FROM revisions r JOIN articles a ON a.number = r.number AND a.revision = r.revision`,
		`SELECT coalesce(sum(articles), 0) FROM shelves`,
		`SELECT coalesce(sum(articles), 0) FROM stories`,
		`SELECT count(*) FROM cards WHERE place IN (SELECT rowid FROM terms WHERE terms MATCH '1atitle')`,
	} {
		var n int
		if err := s.writer.QueryRowContext(t.Context(), query).Scan(&n); err != nil || n != count {
			t.Errorf("%s: %d, want %d; %v", query, n, count, err)
		}
	}
}
