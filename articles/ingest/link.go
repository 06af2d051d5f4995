package ingest

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"strings"

	"briefly/articles"
	"briefly/articles/extract"
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
	got, err := in.Fetcher.Fetch(ctx, FetchRequest{URL: untracked(l.URL), Asked: true})
	if err != nil {
		return Result{}, fmt.Errorf("fetch a link: %w", in.explain(ctx, err))
	}
	d := Document{
		Input:   extract.Input{Data: got.Data, URL: got.URL, ContentType: got.ContentType},
		Shelf:   l.Shelf,
		AddedBy: l.AddedBy,
		Name:    "the page behind a link", // its address may hold secrets
	}
	if !isText(got.ContentType) {
		return Result{}, &FetchError{Reason: ReasonNotPage, Type: got.ContentType}
	}
	a, err := in.read(ctx, d)
	if err != nil {
		return Result{}, err
	}
	a.URL = address(a.URL, got.URL)
	r, err := in.Store(ctx, a)
	if err != nil {
		return Result{}, err
	}
	return r, in.remember(ctx, r.Number, l.URL, got.URL)
}

// explain reads the page that came with a refusal: it may say better than the
// status what is asked for, and what the page is called.
func (in *Ingester) explain(ctx context.Context, err error) error {
	var fetched *FetchError
	if !errors.As(err, &fetched) || len(fetched.Page) == 0 {
		return err
	}
	doc, err2 := in.Reader.Page(ctx, extract.Input{Data: fetched.Page})
	var refused *extract.Refusal
	if errors.As(err2, &refused) {
		switch refused.Reason {
		case extract.Challenge, extract.Login, extract.Paywall:
			return refused
		default:
			doc.Title = refused.Title
		}
	}
	fetched.Title = doc.Title
	return err
}

// remember notes the ways that led to an article.
func (in *Ingester) remember(ctx context.Context, n articles.Number, urls ...string) error {
	for _, u := range urls {
		if err := in.Links.SaveLink(ctx, Canonical(u), n, in.Now()); err != nil {
			return fmt.Errorf("remember a link: %w", err)
		}
	}
	return nil
}

// isText reports whether a declared type may hold a page or a text.
func isText(contentType string) bool {
	t, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return true // undeclared or garbled: the reader will see
	}
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "xml")
}

// untracked is a link without what tells one reader from another: a page made
// for one of them must not become an article for all. Credentials stay, so that
// the fetcher refuses them.
func untracked(link string) string {
	if u, err := url.Parse(link); err != nil || u.User != nil {
		return link
	}
	return Canonical(link)
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
