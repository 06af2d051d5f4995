package ingest

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"briefly/articles"
	"briefly/articles/feeds"
)

func TestIntervalOf(t *testing.T) {
	for _, c := range []struct {
		rate  float64 // a day
		asked time.Duration
		want  time.Duration
	}{
		{12, 0, time.Hour},
		{1, 0, 12 * time.Hour},
		{.1, 0, 24 * time.Hour},
		{0, 0, 24 * time.Hour},
		{1000, 0, 5 * time.Minute},
		{12, 2 * time.Hour, 2 * time.Hour},
		{12, time.Minute, time.Hour},
		{1000, 365 * 24 * time.Hour, 24 * time.Hour},
	} {
		if got := intervalOf(c.rate, c.asked); got != c.want {
			t.Errorf("%g a day, %s asked for: %s, want %s", c.rate, c.asked, got, c.want)
		}
	}
}

func TestBackOff(t *testing.T) {
	for _, c := range []struct {
		interval time.Duration
		failures int
		want     time.Duration
	}{
		{0, 1, 5 * time.Minute}, {0, 2, 10 * time.Minute}, {time.Hour, 1, time.Hour}, {time.Hour, 3, 4 * time.Hour},
		{time.Hour, 20, 24 * time.Hour}, {24 * time.Hour, 1 << 30, 24 * time.Hour},
	} {
		if got := backOff(c.interval, c.failures); got != c.want {
			t.Errorf("%s after %d failures: %s, want %s", c.interval, c.failures, got, c.want)
		}
	}
}

// TestRateFindsTheTruth visits feeds that bring entries evenly, from any first
// guess: within two weeks the estimate is near the truth, wherever that is
// between a visit a day and one every five minutes.
func TestRateFindsTheTruth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth := rapid.Float64Range(1, 140).Draw(t, "truth")
		rate := rapid.Float64Range(0, 300).Draw(t, "guess")
		shown, now := 0, time.Duration(0)
		for now < 14*24*time.Hour {
			wait := intervalOf(rate, 0)
			now += wait
			there := int(truth * now.Hours() / 24)
			rate = rateAfter(rate, there-shown, wait)
			shown = there
		}
		if rate < truth*.6-1 || rate > truth*1.4+5 {
			t.Errorf("%g a day are taken for %g", truth, rate)
		}
	})
}

func TestRateOf(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	daily := make([]feeds.Entry, 10)
	for i := range daily {
		daily[i].Published = now.Add(-time.Duration(i+1) * 24 * time.Hour)
	}
	if got := rateOf(daily, now); got != 1 {
		t.Errorf("a feed of one entry a day is taken for one of %g", got)
	}
	if got := rateOf(make([]feeds.Entry, 10), now); got != usualRate {
		t.Errorf("an undated feed is taken for one of %g", got)
	}
	for i := range daily {
		daily[i].Published = now.Add(time.Hour) // not yet
	}
	if got := rateOf(daily, now); got != usualRate {
		t.Errorf("a feed of tomorrow is taken for one of %g", got)
	}
}

func TestSiteOf(t *testing.T) {
	for _, c := range []struct {
		feed, link string
		same       bool
	}{
		{"https://example.org/feed", "https://example.org/1", true},
		{"https://feeds.example.org/", "http://www.example.org:8080/1", true},
		{"https://feeds.example.co.uk/", "https://news.example.co.uk/1", true},
		{"https://example.co.uk/", "https://other.co.uk/1", false},
		{"https://example.org/", "https://example.com/1", false},
		{"http://127.0.0.1:80/", "http://127.0.0.1:81/1", true},
		{"http://127.0.0.1/", "http://10.0.0.1/1", false},
		{"https://evil.example/", "https://example.evil.test/1", false},
	} {
		if got := siteOf(c.feed) == siteOf(c.link); got != c.same {
			t.Errorf("%s and %s: same site is %v", c.feed, c.link, got)
		}
	}
}

func TestDecide(t *testing.T) {
	for _, c := range []struct {
		whole, all int
		want       articles.FeedTexts
	}{
		{0, 1, ""}, {1, 1, ""}, {2, 2, articles.TextsWhole}, {0, 2, articles.TextsTease}, {1, 2, ""}, {1, 3, articles.TextsTease}, {2, 3, articles.TextsWhole},
	} {
		if got := decide(c.whole, c.all); got != c.want {
			t.Errorf("%d of %d whole: %q, want %q", c.whole, c.all, got, c.want)
		}
	}
}

// TestIdentities holds that what several entries share identifies none of them.
func TestIdentities(t *testing.T) {
	feed := feeds.Feed{Site: "https://example.org", Entries: []feeds.Entry{
		{GUID: "same", Link: "https://example.org/a", Title: "A"},
		{GUID: "same", Link: "https://example.org/b", Title: "B"},
		{GUID: "c", Link: "https://example.org/", Title: "C"},
		{GUID: "d", Link: "https://example.org/log#d", Title: "D"},
		{GUID: "e", Link: "https://example.org/log#e", Title: "E"},
		{GUID: "e", Link: "https://example.org/log#e", Title: "E"},
		{},
	}}
	all := entriesOf(1, feed, false)
	if len(all) != 5 {
		t.Fatalf("%d entries", len(all))
	}
	seen := make(map[string]string)
	for _, e := range all {
		for _, identity := range e.Identities {
			if other := seen[string(identity)]; other != "" {
				t.Errorf("%s has an identity of %s", e.Title, other)
			}
			seen[string(identity)] = e.Title
		}
		if linked := e.Title == "A" || e.Title == "B"; linked == (e.Key != "") {
			t.Errorf("%s: key %q", e.Title, e.Key)
		}
	}
}

// TestIdentitiesOutlastAMove holds that a site which moves to https, or drops
// its "www.", and makes its guids of its links, brings no old entry anew.
func TestIdentitiesOutlastAMove(t *testing.T) {
	at := func(base, end string) feeds.Feed {
		return feeds.Feed{Site: base, Entries: []feeds.Entry{{GUID: base + "/a" + end, Link: base + "/a" + end, Title: "A"}}}
	}
	before := entriesOf(1, at("http://www.example.org", "/"), false)[0]
	for _, after := range []feeds.Feed{
		at("https://www.example.org", "/"), at("https://example.org", "/"), at("https://example.org", ""), at("http://www.example.org", "?utm_source=rss"),
	} {
		e := entriesOf(1, after, false)[0]
		if !slices.ContainsFunc(e.Identities, func(x []byte) bool {
			return slices.ContainsFunc(before.Identities, func(y []byte) bool { return string(x) == string(y) })
		}) {
			t.Errorf("%s is another entry", e.Link)
		}
	}
	if other := entriesOf(1, at("http://www.example.com", "/"), false)[0]; string(other.Identities[1]) == string(before.Identities[1]) {
		t.Error("two sites have one identity")
	}
}
