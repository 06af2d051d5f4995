package sqlstore

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"briefly/articles"
	"briefly/bot"
)

var feedTime = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// addTestFeed adds a feed that is claimed by the test for an hour.
func addTestFeed(t *testing.T, s *Store, shelf articles.Shelf, url string) articles.FeedClaim {
	t.Helper()
	until := feedTime.Add(time.Hour)
	f, fresh, err := s.AddFeed(t.Context(), articles.Feed{Shelf: shelf, URL: url, Added: feedTime}, articles.Secret{}, until)
	if err != nil || !fresh || f.ID == 0 {
		t.Fatalf("added %+v, %v, %v", f, fresh, err)
	}
	return articles.FeedClaim{Feed: f.ID, Until: until}
}

// show reports a visit that showed entries, each with its identities.
func show(t *testing.T, s *Store, c articles.FeedClaim, at time.Time, change func(*articles.FeedReport), entries ...articles.FeedEntry) []articles.FeedEntry {
	t.Helper()
	left, err := s.Sift(t.Context(), c.Feed, entries)
	if err != nil {
		t.Fatal(err)
	}
	r := articles.FeedReport{Feed: c.Feed, Until: c.Until, At: at, Title: "Own title", Entries: left, ETag: "e", Hash: []byte("h"), Rate: 2}
	r.Health = articles.FeedHealth{Read: at, Next: at.Add(time.Hour), Interval: time.Hour}
	if change != nil {
		change(&r)
	}
	if err := s.SaveVisit(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	return left
}

func feedEntry(title, hash string, identities ...string) articles.FeedEntry {
	e := articles.FeedEntry{FeedItem: articles.FeedItem{Title: title, Link: "https://example.org/" + title}, Hash: []byte(hash)}
	for _, identity := range identities {
		e.Identities = append(e.Identities, []byte(identity))
	}
	return e
}

func oneFeed(t *testing.T, s *Store, shelf articles.Shelf) articles.Feed {
	t.Helper()
	all, err := s.Feeds(t.Context(), []articles.Shelf{shelf})
	if err != nil || len(all) != 1 {
		t.Fatalf("feeds %+v, %v", all, err)
	}
	return all[0]
}

func TestFeedEntriesAreKnownAgain(t *testing.T) {
	s := openTest(t, t.TempDir())
	c := addTestFeed(t, s, articles.Common, "https://example.org/feed")
	other := addTestFeed(t, s, "chat:a", "https://example.org/feed")
	left := show(t, s, c, feedTime, nil, feedEntry("one", "1", "g1", "l1"), feedEntry("two", "2", "g2"))
	if len(left) != 2 {
		t.Fatalf("%d entries are new", len(left))
	}
	waiting, err := s.Waiting(t.Context(), c.Feed, feedTime, 10)
	if err != nil || len(waiting) != 2 || waiting[0].Title != "two" || waiting[1].Title != "one" {
		t.Fatalf("waiting %+v, %v", waiting, err)
	}
	for i, it := range waiting {
		if err := s.SaveItem(t.Context(), articles.FeedItemReport{Item: it, Number: articles.Number(i + 1), Own: true, At: feedTime}); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name       string
		entry      articles.FeedEntry
		left, skip bool
		id         bool
	}{
		{"the same", feedEntry("one", "1", "g1", "l1"), false, false, true},
		{"another guid", feedEntry("one", "1", "g1b", "l1"), true, true, true},
		{"the new guid, another link", feedEntry("one", "1", "g1b", "l1b"), true, true, true},
		{"all of them", feedEntry("one", "1", "g1b", "l1b"), false, false, true},
		{"another text", feedEntry("one", "1c", "g1", "l1"), true, false, true},
		{"another entry", feedEntry("three", "3", "g3"), true, false, false},
	} {
		left := show(t, s, c, feedTime, nil, test.entry)
		if len(left) != 0 != test.left {
			t.Fatalf("%s: left %+v", test.name, left)
		}
		if test.left && (left[0].Skip != test.skip || (left[0].ID != 0) != test.id) {
			t.Errorf("%s: left %+v", test.name, left[0])
		}
	}
	waiting, err = s.Waiting(t.Context(), c.Feed, feedTime, 10)
	if err != nil || len(waiting) != 2 || waiting[0].Number != 2 || waiting[1].Number != 0 {
		t.Errorf("waiting %+v, %v", waiting, err)
	}
	if left, err := s.Sift(t.Context(), other.Feed, []articles.FeedEntry{feedEntry("one", "1", "g1")}); err != nil || len(left) != 1 {
		t.Errorf("one feed's entries are another's: %v, %v", left, err)
	}
}

func TestFeedClaims(t *testing.T) {
	s := openTest(t, t.TempDir())
	ctx := t.Context()
	c := addTestFeed(t, s, articles.Common, "https://example.org/feed")
	claim := func(now time.Time) []articles.FeedClaim {
		t.Helper()
		got, err := s.Claim(ctx, now, now.Add(time.Minute), false, 10)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := claim(feedTime); len(got) != 0 {
		t.Errorf("a feed was claimed twice: %v", got)
	}
	show(t, s, c, feedTime, nil)
	if err := s.Release(ctx, c); err != nil {
		t.Fatal(err)
	}
	if got := claim(feedTime.Add(59 * time.Minute)); len(got) != 0 {
		t.Errorf("claimed before its time: %v", got)
	}
	due := feedTime.Add(time.Hour)
	first := claim(due)
	if len(first) != 1 || first[0].Feed != c.Feed {
		t.Fatalf("claimed %v", first)
	}
	if v, err := s.Visit(ctx, first[0], due); err != nil || !v.Due || v.ETag != "e" || v.Rate != 2 || v.Health.Interval != time.Hour {
		t.Errorf("visit %+v, %v", v, err)
	}
	second := claim(due.Add(time.Minute)) // the first one has died
	if len(second) != 1 {
		t.Fatalf("a lost claim is not given again: %v", second)
	}
	if _, err := s.Visit(ctx, first[0], due); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("a lost claim is still good: %v", err)
	}
	if err := s.SaveVisit(ctx, articles.FeedReport{Feed: c.Feed, Until: first[0].Until, At: due}); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("a lost claim still writes: %v", err)
	}
	if _, err := s.RemoveFeed(ctx, articles.Common, c.Feed, false); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveVisit(ctx, articles.FeedReport{Feed: c.Feed, Until: second[0].Until, At: due}); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("a visit of a removed feed: %v", err)
	}
}

// A clock that was wrong by years must not keep a feed from being read for years.
func TestFeedClaimsOutlastAClockTurnedBack(t *testing.T) {
	s := openTest(t, t.TempDir())
	c := addTestFeed(t, s, articles.Common, "https://example.org/feed")
	ahead := feedTime.AddDate(3, 0, 0)
	show(t, s, c, ahead, nil)
	for _, step := range []string{"released", "claimed by who has died since"} {
		if step == "released" {
			if err := s.Release(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		} else if _, err := s.Claim(t.Context(), ahead.Add(time.Hour), ahead.Add(2*time.Hour), false, 1); err != nil {
			t.Fatal(err)
		}
		until := feedTime.Add(time.Minute)
		got, err := s.Claim(t.Context(), feedTime, until, false, 1)
		if err != nil || len(got) != 1 {
			t.Fatalf("%s: claimed %v, %v", step, got, err)
		}
		if v, err := s.Visit(t.Context(), got[0], feedTime); err != nil || !v.Due {
			t.Errorf("%s: due %v, %v", step, v.Due, err)
		}
		if again, err := s.Claim(t.Context(), feedTime, until, false, 1); err != nil || len(again) != 0 {
			t.Errorf("%s: claimed twice: %v, %v", step, again, err)
		}
		if err := s.Release(t.Context(), got[0]); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFeedNotices(t *testing.T) {
	s := openTest(t, t.TempDir())
	ctx := t.Context()
	c := addTestFeed(t, s, "chat:a", "https://example.org/feed")
	take := func(shelf articles.Shelf) []articles.FeedNotice {
		t.Helper()
		got, err := s.TakeNotices(ctx, shelf)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	fail := func(r *articles.FeedReport) {
		r.Health.Failures, r.Health.Failing, r.Health.Error, r.Notice = 3, feedTime, "not found", articles.FeedFailing
	}
	show(t, s, c, feedTime, fail)
	if got := take("chat:b"); len(got) != 0 {
		t.Errorf("another chat is told: %v", got)
	}
	if got := take("chat:a"); len(got) != 1 || got[0].Trouble != articles.FeedFailing || got[0].Feed.Health.Error != "not found" || !got[0].Since.Equal(feedTime) {
		t.Errorf("told %+v", got)
	}
	if got := take("chat:a"); len(got) != 0 {
		t.Errorf("told twice: %v", got)
	}
	show(t, s, c, feedTime, fail)
	show(t, s, c, feedTime, nil) // it is well again before anybody came
	if got := take("chat:a"); len(got) != 0 {
		t.Errorf("told of what is over: %v", got)
	}
	show(t, s, c, feedTime, func(r *articles.FeedReport) {
		r.Health.Moved, r.Notice = "https://example.org/new", articles.FeedMoved
	})
	if got := take("chat:a"); len(got) != 1 || got[0].Feed.Health.Moved != "https://example.org/new" {
		t.Errorf("told %+v", got)
	}
	if err := s.ChangeFeed(ctx, "chat:a", c.Feed, articles.FeedChange{Follow: true}); err != nil {
		t.Fatal(err)
	}
	if f := oneFeed(t, s, "chat:a"); f.URL != "https://example.org/new" || f.Health.Moved != "" {
		t.Errorf("followed: %+v", f)
	}
}

func TestFeedsStayOnTheirShelf(t *testing.T) {
	s := openTest(t, t.TempDir())
	ctx := t.Context()
	c := addTestFeed(t, s, "telegram:1", "https://example.org/feed")
	secret := articles.Secret{User: "u", Password: "p"}
	title := "My name"
	if err := s.ChangeFeed(ctx, "telegram:2", c.Feed, articles.FeedChange{Title: &title}); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("changed from elsewhere: %v", err)
	}
	if _, err := s.RemoveFeed(ctx, "telegram:2", c.Feed, true); !errors.Is(err, articles.ErrNotFound) {
		t.Errorf("removed from elsewhere: %v", err)
	}
	if err := s.ChangeFeed(ctx, "telegram:1", c.Feed, articles.FeedChange{Title: &title, Secret: &secret}); err != nil {
		t.Fatal(err)
	}
	if v, err := s.Visit(ctx, c, feedTime); err != nil || v.Secret != secret || v.Title != title {
		t.Errorf("visit %+v, secret is kept: %v, %v", v, v.Secret == secret, err)
	}
	show(t, s, c, feedTime, nil, feedEntry("one", "1", "g1"))
	from, to := bot.Place{Platform: "telegram", Chat: "1"}, bot.Place{Platform: "telegram", Chat: "2"}
	if err := s.Move(ctx, from, to); err != nil {
		t.Fatal(err)
	}
	if f := oneFeed(t, s, to.Shelf()); f.Title != title {
		t.Errorf("moved: %+v", f)
	}
	if k, err := s.Kept(ctx, to); err != nil || k.Feeds != 1 {
		t.Errorf("kept %+v, %v", k, err)
	}
	if err := s.Forget(ctx, to); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"feeds", "feed_secrets", "feed_entries", "feed_identities"} {
		var n int
		if err := s.writer.QueryRowContext(ctx, `SELECT count(*) FROM `+table).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows are left in %s: %v", n, table, err)
		}
	}
}

// Feeds of one host wait for one another, not others for them.
func TestFeedClaimsOfOneHostAreFew(t *testing.T) {
	s := openTest(t, t.TempDir())
	add := func(url string) articles.FeedID {
		t.Helper()
		f, _, err := s.AddFeed(t.Context(), articles.Feed{URL: url, Added: feedTime}, articles.Secret{}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		return f.ID
	}
	for i := range 3 * hostClaims {
		add(fmt.Sprintf("https://many.example:8443/%d/feed", i))
	}
	other := add("https://other.example")
	claim := func() []articles.FeedClaim {
		t.Helper()
		got, err := s.Claim(t.Context(), feedTime, feedTime.Add(time.Minute), true, 100)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := claim()
	if len(first) != hostClaims+1 || !slices.ContainsFunc(first, func(c articles.FeedClaim) bool { return c.Feed == other }) {
		t.Fatalf("claimed %v, want %d of one host and feed %d", first, hostClaims, other)
	}
	if again := claim(); len(again) != 0 {
		t.Errorf("claimed %v of a busy host", again)
	}
	for _, c := range first {
		if err := s.Release(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	if again := claim(); len(again) != hostClaims+1 {
		t.Errorf("claimed %v once the host is free", again)
	}
}

// TestNoticesOfOtherProcessesAreTold asks, as every answer does, in one process
// while feeds are read in another.
func TestNoticesOfOtherProcessesAreTold(t *testing.T) {
	dir := t.TempDir()
	here, there := openTest(t, dir), openTest(t, dir)
	c := addTestFeed(t, there, "chat:a", "https://example.org/feed")
	told := func() int {
		t.Helper()
		got, err := here.TakeNotices(t.Context(), "chat:a")
		if err != nil {
			t.Fatal(err)
		}
		return len(got)
	}
	if told() != 0 {
		t.Error("told of nothing")
	}
	show(t, there, c, feedTime, func(r *articles.FeedReport) {
		r.Health.Failures, r.Health.Failing, r.Health.Error, r.Notice = 3, feedTime, "not found", articles.FeedFailing
	})
	for end := time.Now().Add(2 * quietFor); told() == 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not told after two seconds")
		}
	}
	if told() != 0 {
		t.Error("told twice")
	}
}
