package ingest

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"briefly/articles"
	"briefly/articles/extract"
	"briefly/articles/feeds"
)

// Link is something to fetch and read.
type Link struct {
	URL     string
	Shelf   articles.Shelf
	AddedBy string
}

// AddLink fetches a page that a person asked for and stores what it says. The
// error is a *FetchError when it could not be had and an *extract.Refusal when
// it holds no article.
func (in *Ingester) AddLink(ctx context.Context, l Link) (Result, error) {
	if hasCredentials(l.URL) {
		return Result{}, &FetchError{Reason: ReasonCredentials}
	}
	// What tells one reader from another is left out: a page made for one of
	// them must not become an article for all.
	got, err := in.Fetcher.Fetch(ctx, FetchRequest{URL: Canonical(l.URL), Asked: true})
	if err != nil {
		return Result{}, fmt.Errorf("fetch a link: %w", in.explain(ctx, l.URL, err))
	}
	a, err := in.readFetched(ctx, got)
	if err != nil {
		return Result{}, err
	}
	a.Shelf, a.AddedBy = l.Shelf, l.AddedBy
	e, err := in.Prepare(ctx, a)
	if err != nil {
		return Result{}, err
	}
	e.Links = []string{Canonical(got.URL)}
	if got.Moved == got.URL { // where a link leads for now only, it may not lead tomorrow
		e.Links = append(e.Links, Canonical(l.URL))
	}
	return in.Put(ctx, e)
}

// readFetched is the article that a fetched page holds.
func (in *Ingester) readFetched(ctx context.Context, got Fetched) (articles.Article, error) {
	if !isText(got.ContentType) || feeds.Looks(got.Data) {
		return articles.Article{}, &FetchError{Reason: ReasonNotPage, Type: got.ContentType}
	}
	a, err := in.read(ctx, Document{
		Input: extract.Input{Data: got.Data, URL: got.URL, ContentType: got.ContentType},
		Name:  "the page behind a link", // its address may hold secrets
	})
	if err != nil {
		return articles.Article{}, err
	}
	a.URL, a.Checked = address(a.URL, got.URL), in.Now()
	return a, nil
}

// explain reads the page that came with a refusal: it may say better than the
// status what is asked for, and what the article is called.
func (in *Ingester) explain(ctx context.Context, link string, err error) error {
	var fetched *FetchError
	if !errors.As(err, &fetched) || len(fetched.Page) == 0 {
		return err
	}
	doc, err2 := in.Reader.Page(ctx, extract.Input{Data: fetched.Page, URL: link, ContentType: fetched.Type})
	var refused *extract.Refusal
	if errors.As(err2, &refused) {
		doc.Title = refused.Title
		switch refused.Reason { //nolint:exhaustive // the others say no more than the status
		case extract.Challenge, extract.Paywall, extract.Login:
			if !spells(link, doc.Title) {
				refused.Title = ""
			}
			return refused
		}
	}
	// A server that has failed, or is closed, shows no article.
	if fetched.Status < 500 && (doc.Quality.Words >= wholeArticle || spells(link, doc.Title)) {
		fetched.Title = doc.Title
	}
	return err
}

// wholeArticle is how many words a page holds that shows the article itself in
// spite of its status. What servers say of the obstacle is shorter.
const wholeArticle = 100

// spells reports whether a link's path repeats a title, as most links of
// articles do: at least three of its words, or all when it has fewer. The title
// of an obstacle ("Access denied") is never in the link.
func spells(link, title string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	const most = 3
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	path := strings.FieldsFunc(strings.ToLower(u.Path), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	found := 0
	for _, w := range words {
		if slices.Contains(path, w) {
			found++
		}
	}
	return found > 0 && found >= min(most, len(words))
}

// isText reports whether a declared type may hold a page or a text.
func isText(contentType string) bool {
	t, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return true // undeclared or garbled: the reader will see
	}
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "xml")
}

// hasCredentials reports whether a link carries a name or a password.
func hasCredentials(link string) bool {
	u, err := url.Parse(strings.TrimSpace(link))
	return err == nil && u.User != nil
}

// address is the one under which a page is known: what it says of itself, but
// only of its own path on its own host, for a page could claim any other.
func address(own, fetched string) string {
	a, err := url.Parse(own)
	if err != nil || a.Host == "" {
		return Canonical(fetched)
	}
	b, err := url.Parse(fetched)
	if err != nil || a.Scheme != b.Scheme || a.Port() != b.Port() || bare(a.Hostname()) != bare(b.Hostname()) || a.Path != b.Path {
		return Canonical(fetched)
	}
	return Canonical(own)
}

// bare is a host without the "www." that most have twice.
func bare(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }
