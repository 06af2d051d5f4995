package sqlstore

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefly/articles"
	"briefly/bot"
)

func TestViewsOutliveTheProcess(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	v := bot.View{
		Key: "abc", At: bot.Place{Platform: "t", Chat: "1"}, Self: bot.Place{Platform: "t", Chat: "2"},
		Command: "/search x", Title: "x", Items: []articles.Number{3, 1, 2}, Made: time.Unix(1e9, 0).UTC(),
	}
	for range 2 { // saving twice is saving once
		if err := s.SaveView(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	got, err := s.View(t.Context(), "abc")
	if err != nil || fmt.Sprint(got) != fmt.Sprint(v) {
		t.Errorf("%v, %+v", err, got)
	}
	if _, err := s.View(t.Context(), "none"); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("an unknown view: %v", err)
	}
	old := bot.View{Key: "new", Made: v.Made.Add(keepViews + time.Hour)}
	if err := s.SaveView(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	if _, err := s.View(t.Context(), "abc"); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("a view that nobody opened for long is still there: %v", err)
	}
}

func TestInboxTakesOnceAndForgetsLate(t *testing.T) {
	s := openTest(t, t.TempDir())
	now := time.Unix(1e9, 0)
	s.now = func() time.Time { return now }
	u := bot.Update{Platform: "t", ID: "7", Chat: "1", Payload: []byte("hello")}
	take := func(u bot.Update) bool {
		t.Helper()
		fresh, err := s.Take(t.Context(), u)
		if err != nil {
			t.Fatal(err)
		}
		return fresh
	}
	if !take(u) || take(u) {
		t.Error("an update is fresh once")
	}
	if !take(bot.Update{Platform: "other", ID: "7", Chat: "1"}) {
		t.Error("platforms count for themselves")
	}
	u.Attempts = 2
	if err := s.Failed(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	left, err := s.Pending(t.Context(), "t")
	if err != nil || len(left) != 1 || string(left[0].Payload) != "hello" || left[0].Attempts != 2 {
		t.Errorf("%v, %+v", err, left)
	}
	if err := s.Done(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	if left, _ := s.Pending(t.Context(), "t"); len(left) != 0 || take(u) {
		t.Error("a done update is taken again")
	}
	now = now.Add(keepDone + time.Hour)
	if !take(bot.Update{Platform: "t", ID: "8", Chat: "1"}) || !take(u) {
		t.Error("done updates are kept for ever")
	}
}

func TestForgetAndMoveTakeEverythingOfAPlace(t *testing.T) {
	s := openTest(t, t.TempDir())
	from, to, other := bot.Place{Platform: "t", Chat: "1"}, bot.Place{Platform: "t", Chat: "-1001"}, bot.Place{Platform: "t", Chat: "2"}
	for i, p := range []bot.Place{from, other} {
		entry := articles.Entry{
			Article: articles.Article{Shelf: p.Shelf(), Title: "Title", Body: "A body of some words."},
			Terms:   articles.Terms{Title: []string{"title"}, Body: []string{"body", "word"}},
		}
		if _, err := s.Put(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
		if err := s.SaveView(t.Context(), bot.View{Key: fmt.Sprint("v", i), At: p, Self: bot.Place{Platform: "t", Chat: "me"}, Made: s.now()}); err != nil {
			t.Fatal(err)
		}
		u := bot.Update{Platform: "t", ID: fmt.Sprint(i), Chat: p.Chat}
		if _, err := s.Take(t.Context(), u); err != nil {
			t.Fatal(err)
		}
		if err := s.Done(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	kept := func(p bot.Place) bot.Kept {
		t.Helper()
		k, err := s.Kept(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	all := bot.Kept{Articles: 1, Views: 1, Updates: 1}
	if err := s.Move(t.Context(), from, to); err != nil {
		t.Fatal(err)
	}
	if kept(from) != (bot.Kept{}) || kept(to) != all || kept(other) != all {
		t.Errorf("after the move: %+v %+v %+v", kept(from), kept(to), kept(other))
	}
	if found, _ := s.Candidates(t.Context(), articles.Match{
		Query: articles.Query{Shelves: []articles.Shelf{to.Shelf()}, Limit: 5}, Words: [][]string{{"body"}},
	}); len(found) != 1 {
		t.Errorf("a moved article is found %d times", len(found))
	}
	if err := s.Forget(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if kept(other) != (bot.Kept{}) || kept(to).Articles != 1 {
		t.Errorf("after forgetting: %+v, and the other chat %+v", kept(other), kept(to))
	}
	console := bot.Place{Platform: "terminal"}
	if _, err := s.Put(t.Context(), articles.Entry{Article: articles.Article{Title: "Common"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(t.Context(), console); err != nil {
		t.Fatal(err)
	}
	if n, _ := s.Count(t.Context(), []articles.Shelf{articles.Common}); n != 1 {
		t.Error("forgetting the console emptied the common shelf")
	}
}

// TestMoveJoinsShelves moves a chat into one that has articles of its own.
func TestMoveJoinsShelves(t *testing.T) {
	s := openTest(t, t.TempDir())
	from, to := bot.Place{Platform: "t", Chat: "1"}, bot.Place{Platform: "t", Chat: "-1001"}
	put := func(p bot.Place, key, title, body string) articles.Stored {
		t.Helper()
		stored, err := s.Put(t.Context(), articles.Entry{
			Article: articles.Article{Shelf: p.Shelf(), Key: key, Title: title, Body: body, Lang: "en", Publisher: "Courier"},
			Terms:   articles.Terms{Title: strings.Fields(strings.ToLower(title)), Body: strings.Fields(strings.ToLower(body))},
		})
		if err != nil {
			t.Fatal(err)
		}
		return stored
	}
	moved := []articles.Stored{put(from, "same", "Bridge closes", "divers found cracks"), put(from, "own", "Ferries sail", "crews want bread")}
	stays := put(to, "same", "Lighthouse shines", "divers light lamps")
	for range 2 { // the second time there is nothing left to move
		if err := s.Move(t.Context(), from, to); err != nil {
			t.Fatal(err)
		}
	}
	shelf := []articles.Shelf{to.Shelf()}
	all, err := s.Articles(t.Context(), shelf, []articles.Number{moved[0].Number, moved[1].Number, stays.Number})
	if err != nil || len(all) != 3 {
		t.Fatalf("%d articles on the joint shelf, %v", len(all), err)
	}
	if all[0].Key != "" || all[1].Key != "own" || all[2].Key != "same" || all[0].Story != moved[0].Story {
		t.Errorf("keys %q %q %q, story %d, was %d", all[0].Key, all[1].Key, all[2].Key, all[0].Story, moved[0].Story)
	}
	for word, want := range map[string]int{"divers": 2, "bridge": 1, "bread": 1, "lamps": 1} {
		found, err := s.Candidates(t.Context(), articles.Match{Query: articles.Query{Shelves: shelf, Limit: 5}, Words: [][]string{{word}}})
		if err != nil || len(found) != want {
			t.Errorf("%q is found %d times, want %d: %v", word, len(found), want, err)
		}
		gone, err := s.Candidates(t.Context(), articles.Match{Query: articles.Query{Shelves: []articles.Shelf{from.Shelf()}, Limit: 5}, Words: [][]string{{word}}})
		if err != nil || len(gone) != 0 {
			t.Errorf("%q is still found %d times on the old shelf: %v", word, len(gone), err)
		}
	}
	stats, err := s.Stats(t.Context(), shelf, []string{"divers", "bread"})
	if err != nil || stats.Articles != 3 || stats.With["divers"] != 2 || stats.With["bread"] != 1 {
		t.Errorf("counts of the joint shelf: %+v %v", stats, err)
	}
	told, err := s.Stories(t.Context(), articles.Query{Shelves: shelf, Limit: 5})
	if err != nil || len(told) != 3 {
		t.Errorf("%d stories on the joint shelf: %v", len(told), err)
	}
	offered, err := s.Vocabulary(t.Context(), shelf, "fer", 5)
	if err != nil || len(offered) != 1 {
		t.Errorf("offered %v: %v", offered, err)
	}
	if n, err := s.Clear(t.Context(), to.Shelf()); err != nil || n != 3 {
		t.Errorf("cleared %d: %v", n, err)
	}
}

func TestLinksLeadToArticlesOnTheirShelves(t *testing.T) {
	s := openTest(t, t.TempDir())
	put := func(a articles.Article, links ...string) articles.Stored {
		t.Helper()
		got, err := s.Put(t.Context(), articles.Entry{Article: a, Links: links})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	read := time.Unix(1.9e9, 0)
	n := put(articles.Article{Shelf: "a", URL: "https://example.org/1", Title: "T", Body: "B", Checked: read}, "https://short.example/x").Number
	both := []articles.Shelf{articles.Common, "a"}
	for _, spellings := range [][]string{{"https://short.example/x"}, {"https://example.org/1"}, {"https://nowhere.example", "https://example.org/1"}} {
		if got, err := s.Link(t.Context(), both, spellings...); err != nil || got != n {
			t.Errorf("%q: %d %v", spellings, got, err)
		}
	}
	for _, shelves := range [][]articles.Shelf{{articles.Common, "b"}, nil} {
		if _, err := s.Link(t.Context(), shelves, "https://short.example/x"); !errors.Is(err, articles.ErrNotFound) {
			t.Errorf("on %v: %v", shelves, err)
		}
	}
	if a, err := s.Article(t.Context(), both, n); err != nil || !a.Checked.Equal(read) {
		t.Errorf("checked %v, %v", a.Checked, err)
	}
	for i, want := range []bool{true, false} { // of several who try, one
		if due, err := s.AskAgain(t.Context(), n, read, read.Add(time.Hour)); err != nil || due != want {
			t.Errorf("check %d: %v %v", i, due, err)
		}
	}
	if err := s.Delete(t.Context(), "a", n); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Link(t.Context(), both, "https://short.example/x"); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("after the article was removed: %v", err)
	}
	// A text of that very article does not bring it back.
	_, err := s.Put(t.Context(), articles.Entry{Article: articles.Article{Number: n, Shelf: "a", Title: "T", Body: "B2"}, Links: []string{"https://short.example/x"}})
	if !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("a text of a removed article: %v", err)
	}
	if _, err := s.Link(t.Context(), both, "https://short.example/x"); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("after that: %v", err)
	}
}
