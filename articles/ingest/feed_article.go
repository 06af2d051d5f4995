package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"briefly/articles"
)

const (
	// wholeShare is how much of the page's words a feed's text has at least to
	// be the whole article.
	wholeShare = .8
	// ownShare is how many of the words of a long text stand on its page at
	// least when that is the page of the article.
	ownShare = .5
	// longText is how many words are too many for a teaser with words of its own.
	longText = 150
	// enoughCompared is how many entries are compared with their pages, one more
	// when they disagree.
	enoughCompared = 2
)

// article is what an entry becomes: the feed's text when that is whole, else
// what its page says. The links are those that led to it.
func (f *Feeds) article(ctx context.Context, feed *articles.Feed, it articles.FeedItem) (articles.Article, []string, error) {
	a := articles.Article{
		Number: it.Number, Shelf: feed.Shelf, URL: it.Link, Key: keyOf(it), Title: it.Title, Author: it.Author, Publisher: feed.Title,
		Published: it.Published, Lang: it.Lang, Body: it.Text, AddedBy: feed.AddedBy,
	}
	if it.Publisher != "" {
		a.Publisher = it.Publisher
	}
	if it.Link == "" || it.Key != "" || feed.Health.Texts == articles.TextsWhole {
		return owned(a, *feed, it)
	}
	page, at, err := f.page(ctx, it)
	switch {
	case ctx.Err() != nil:
		return articles.Article{}, nil, ctx.Err()
	case err != nil && passing(err) && it.Tries+1 < itemTries:
		return articles.Article{}, nil, err
	case err != nil && a.Title == "" && a.Body == "":
		return articles.Article{}, nil, err
	}
	if feed.Health.Texts == articles.TextsUnknown && !passing(err) {
		feed.Health.Texts, err = f.Store.Compared(ctx, feed.ID, isWhole(it.Text, page.Body), decide)
		if err != nil {
			return articles.Article{}, nil, &storeError{fmt.Errorf("compare with a page: %w", err)}
		}
	}
	if isWhole(it.Text, page.Body) {
		return owned(a, *feed, it)
	}
	return withPage(a, page), []string{Canonical(it.Link), Canonical(at)}, nil
}

// owned is an article with the feed's own text. A feed could give that text any
// address: it identifies the article only when the feed is of the same site.
func owned(a articles.Article, feed articles.Feed, it articles.FeedItem) (articles.Article, []string, error) {
	if it.Link == "" || it.Key != "" {
		return a, nil, nil
	}
	if siteOf(it.Link) != siteOf(feed.URL) {
		a.Claimed = true
		return a, nil, nil
	}
	return a, []string{Canonical(it.Link)}, nil
}

// siteOf is the part of an address that belongs to one owner, as far as its
// letters tell: example.org of feeds.example.org, example.co.uk of
// news.example.co.uk. Owners that share one under a longer suffix are rare.
func siteOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	labels := strings.Split(host, ".")
	keep := 2
	if n := len(labels); n > keep && len(labels[n-1]) == 2 && len(labels[n-2]) <= 3 {
		keep = 3 // co.uk, com.au, gov.in
	}
	return strings.Join(labels[max(0, len(labels)-keep):], ".")
}

// keyOf is the key of an entry's article. It holds the feed, because what
// identifies an entry there means nothing elsewhere.
func keyOf(it articles.FeedItem) string {
	if it.Key == "" {
		return ""
	}
	return fmt.Sprintf("feed:%d:%s", it.Feed, it.Key)
}

// withPage is an article as its page tells it; what the feed says of it counts
// more, for the feed is made for that.
func withPage(a, page articles.Article) articles.Article {
	a.URL, a.Body, a.Quality, a.Checked = page.URL, page.Body, page.Quality, page.Checked
	for _, field := range []struct {
		into *string
		from string
	}{{&a.Title, page.Title}, {&a.Author, page.Author}, {&a.Publisher, page.Publisher}} {
		if *field.into == "" {
			*field.into = field.from
		}
	}
	if a.Published.IsZero() {
		a.Published = page.Published
	}
	if page.Lang != "" {
		a.Lang = page.Lang
	}
	return a
}

// page reads the page of an entry, which nobody asked for by hand.
func (f *Feeds) page(ctx context.Context, it articles.FeedItem) (articles.Article, string, error) {
	if hasCredentials(it.Link) {
		return articles.Article{}, "", &FetchError{Reason: ReasonCredentials}
	}
	got, err := f.in.Fetcher.Fetch(ctx, FetchRequest{URL: Canonical(it.Link)})
	if err != nil {
		return articles.Article{}, "", err
	}
	page, err := f.in.readFetched(ctx, got)
	return page, got.URL, err
}

// passing reports whether an error may be none in an hour: then it says nothing
// about the feed.
func passing(err error) bool {
	var fetched *FetchError
	if !errors.As(err, &fetched) {
		return false
	}
	return slices.Contains([]Reason{
		ReasonUnreachable, ReasonTimedOut, ReasonTooMany, ReasonServer, ReasonCutOff, ReasonNoHost,
	}, fetched.Reason)
}

// decide says what a feed's texts are after some were compared. One whose page
// never can be had counts as whole: it is the best there is.
func decide(whole, all int) articles.FeedTexts {
	switch tease := all - whole; {
	case all < enoughCompared, whole == tease:
		return articles.TextsUnknown
	case whole > tease:
		return articles.TextsWhole
	}
	return articles.TextsTease
}

// isWhole reports whether a feed's text is as good as what the page says.
func isWhole(text, page string) bool {
	words, full := strings.Fields(text), strings.Fields(page)
	if float64(len(words)) >= wholeShare*float64(len(full)) {
		return true
	}
	if len(words) < longText {
		return false
	}
	there := make(map[string]bool, len(full))
	for _, w := range full {
		there[w] = true
	}
	shared := 0
	for _, w := range words {
		if there[w] {
			shared++
		}
	}
	return float64(shared) < ownShare*float64(len(words)) // the page is about something else
}
