package sqlstore

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"briefly/articles"
	"briefly/bot"
)

// logged is what a test expects of a change.
type logged struct {
	shelf  articles.Shelf
	number articles.Number
	terms  int
}

func TestChangesAreLogged(t *testing.T) {
	s := openTest(t, t.TempDir())
	ctx := t.Context()
	told := 0
	s.OnChange(func() { told++ })
	var at int64
	expect := func(what string, want ...logged) {
		t.Helper()
		c, err := s.Changes(ctx, at)
		if err != nil || c.Lost {
			t.Fatalf("%s: lost %v, %v", what, c.Lost, err)
		}
		var got []logged
		for _, x := range c.List {
			at++
			if x.Seq != at || c.Last < at {
				t.Errorf("%s: number %d of %d, want %d", what, x.Seq, c.Last, at)
			}
			got = append(got, logged{x.Shelf, x.Number, len(x.Terms)})
		}
		if !slices.Equal(got, want) || told == 0 && len(want) > 0 {
			t.Errorf("%s: %v, want %v; told %d times", what, got, want, told)
		}
		told = 0
	}
	entry := func(shelf articles.Shelf, title string) articles.Entry {
		return articles.Entry{
			Article: articles.Article{Shelf: shelf, Key: "k", Title: title, Body: title, Lang: "en"},
			Terms:   articles.Terms{Title: []string{title, title}, Body: []string{"body"}},
		}
	}
	put := func(e articles.Entry) articles.Stored {
		t.Helper()
		out, err := s.Put(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	a := put(entry("test:1", "ferry"))
	expect("an addition", logged{"test:1", a.Number, 2})
	put(entry("test:1", "ferry"))
	expect("a repetition")
	again := entry("test:1", "ferry")
	again.Article.URL = "https://example.org/ferry"
	put(again)
	expect("a new address", logged{"test:1", a.Number, 2})
	put(entry("test:1", "bridge"))
	expect("a revision", logged{"test:1", a.Number, 2}, logged{"test:1", a.Number, 2})
	if err := s.Move(ctx, bot.Place{Platform: "test", Chat: "1"}, bot.Place{Platform: "test", Chat: "2"}); err != nil {
		t.Fatal(err)
	}
	expect("a move", logged{"test:1", 0, 0}, logged{"test:2", 0, 0})
	if filled, err := s.Filled(ctx); err != nil || !slices.Equal(filled, []articles.Shelf{"test:2"}) {
		t.Errorf("filled: %q, %v", filled, err)
	}
	if err := s.Delete(ctx, "test:2", a.Number); err != nil {
		t.Fatal(err)
	}
	expect("a removal", logged{"test:2", a.Number, 0})
	if err := s.Forget(ctx, bot.Place{Platform: "test", Chat: "2"}); err != nil {
		t.Fatal(err)
	}
	expect("forgetting", logged{"test:2", 0, 0})
	if err := s.Delete(ctx, "test:2", 99); !errors.Is(err, articles.ErrNotFound) {
		t.Fatal(err)
	}
	expect("nothing")
}

func TestTheLogOfChangesIsBounded(t *testing.T) {
	s := openTest(t, t.TempDir())
	ctx := t.Context()
	for i := range changesRead + 2 {
		e := articles.Entry{Article: articles.Article{Key: fmt.Sprint(i), Title: "x", Lang: "en"}, Terms: articles.Terms{Title: []string{"x"}}}
		if _, err := s.Put(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	for after, lost := range map[int64]bool{0: true, 1: true, 2: false, changesRead + 2: false, changesRead + 3: true} {
		if c, err := s.Changes(ctx, after); err != nil || c.Lost != lost || c.Last != changesRead+2 {
			t.Errorf("after %d: lost %v, last %d, %v", after, c.Lost, c.Last, err)
		}
	}
	if _, err := s.writer.ExecContext(ctx, trimChanges, 5); err != nil {
		t.Fatal(err)
	}
	if c, err := s.Changes(ctx, changesRead-10); err != nil || !c.Lost {
		t.Errorf("a log that does not reach back: %+v, %v", c, err)
	}
	one, err := s.Identity(ctx)
	other, err2 := openTest(t, t.TempDir()).Identity(ctx)
	if err := errors.Join(err, err2); err != nil || one == other || len(one) < 8 {
		t.Errorf("identities %q and %q, %v", one, other, err)
	}
}

// TestTheEndsOfTheLogAreLookedUp holds every process to reading two rows a
// second, and not the whole log.
func TestTheEndsOfTheLogAreLookedUp(t *testing.T) {
	s := openTest(t, t.TempDir())
	plan, err := collect(t.Context(), s, func(rows *sql.Rows) (detail string, err error) {
		var skip int
		return detail, rows.Scan(&skip, &skip, &skip, &detail)
	}, "EXPLAIN QUERY PLAN "+changeBounds)
	if err != nil || len(plan) == 0 {
		t.Fatal(plan, err)
	}
	for _, step := range plan {
		if strings.HasPrefix(step, "SCAN changes") {
			t.Errorf("it reads the whole log: %q", plan)
		}
	}
}

func TestWaitingUpdatesAreCounted(t *testing.T) {
	s := openTest(t, t.TempDir())
	expect := func(want int) {
		t.Helper()
		n, since, err := s.Inboxed(t.Context())
		if err != nil || n != want || since.IsZero() != (want == 0) {
			t.Errorf("%d wait since %v, %v; want %d", n, since, err, want)
		}
	}
	expect(0)
	u := bot.Update{Platform: "test", ID: "1", Chat: "1"}
	if _, err := s.Take(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	expect(1)
	for _, x := range []bot.Update{{Platform: "test", ID: "2", Chat: "1"}, {Platform: "other", ID: "1", Chat: "1"}} {
		if _, err := s.Take(t.Context(), x); err != nil {
			t.Fatal(err)
		}
	}
	expect(3)
	if n, err := s.InboxedChats(t.Context()); n != 2 || err != nil {
		t.Errorf("updates wait in %d chats, %v; want 2", n, err)
	}
	for _, x := range []bot.Update{u, {Platform: "test", ID: "2", Chat: "1"}, {Platform: "other", ID: "1", Chat: "1"}} {
		if err := s.Done(t.Context(), x); err != nil {
			t.Fatal(err)
		}
	}
	expect(0)
}
