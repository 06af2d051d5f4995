package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"briefly/articles"
	"briefly/articles/feeds"
	"briefly/articles/ingest"
)

// link adds what is behind a link: a feed, the only feed of a site, or a page.
func (d *adder) link(ctx context.Context, link string) error {
	request := ingest.FeedRequest{URL: link, Shelf: articles.Common}
	if feeds.Likely(link) {
		err := d.feed(ctx, request)
		var other *ingest.NotFeedError
		if !errors.As(err, &other) || len(other.Found) > 0 {
			return err
		}
	}
	r, err := d.in.AddLink(ctx, ingest.Link{URL: link, Shelf: articles.Common})
	var fetched *ingest.FetchError
	if errors.As(err, &fetched) && fetched.Reason == ingest.ReasonNotPage && !feeds.Likely(link) {
		return d.feed(ctx, request)
	}
	if err != nil {
		return err
	}
	return d.tellArticle(r)
}

// feed adds a feed and brings its newest articles.
func (d *adder) feed(ctx context.Context, r ingest.FeedRequest) error {
	seen, err := d.feeds.Add(ctx, r)
	var other *ingest.NotFeedError
	if errors.As(err, &other) && len(other.Found) == 1 {
		seen, err = d.feeds.Add(ctx, r.For(other.Found[0].URL))
	}
	if errors.As(err, &other) && len(other.Found) > 1 {
		var links []string
		for _, f := range other.Found {
			links = append(links, f.URL)
		}
		return fmt.Errorf("the site has several feeds, add the one you want: %s (%w)", strings.Join(links, " "), err)
	}
	if err != nil {
		return err
	}
	if !seen.Fresh {
		return d.tell("known feed %d %s", seen.Feed.ID, seen.Feed.Title)
	}
	if err := d.tell("added feed %d %s", seen.Feed.ID, seen.Feed.Title); err != nil {
		return err
	}
	var printed error
	err = d.feeds.Bring(ctx, seen, func(r ingest.Result) { printed = errors.Join(printed, d.tellArticle(r)) })
	return errors.Join(err, printed)
}

const (
	// claimTime is how long reading one feed of a list may take until another
	// process may try.
	claimTime = 2 * time.Minute
	// readers is how many feeds of a list are read side by side: they mostly
	// wait for their servers.
	readers = 16
)

// list adds the feeds of a list, then reads them. What cannot be taken is
// reported with its line.
func (d *adder) list(ctx context.Context, name string) error {
	data, err := d.readFile(ctx, name)
	if err == nil {
		err = d.take(ctx, name, data)
	}
	if err != nil && refusable(err) {
		d.refuse(name, err)
		return nil
	}
	return err
}

// take stores the feeds of a list, so that they are read sooner or later
// whatever happens now, and reads those that nobody else reads.
func (d *adder) take(ctx context.Context, name string, data []byte) error {
	list, left, err := feeds.ReadOPML(feeds.Input{Data: data})
	if err != nil {
		return err
	}
	for _, e := range left {
		d.refuse(name, e)
	}
	var added []articles.FeedID
	for _, o := range list {
		f := articles.Feed{URL: o.XMLURL, Title: o.Title, Site: o.HTMLURL, Added: d.now()}
		f, fresh, err := d.store.AddFeed(ctx, f, articles.Secret{}, time.Time{})
		if err != nil {
			return fmt.Errorf("%s, line %d: %w", name, o.Line, err)
		}
		outcome := "known"
		if fresh {
			outcome = "added"
			added = append(added, f.ID)
		}
		if err := d.tell("%s feed %d %s", outcome, f.ID, o.Title); err != nil {
			return err
		}
	}
	d.bar = d.progress(len(list))
	defer d.bar.finish()
	if err := d.readDue(ctx); err != nil {
		return err
	}
	return d.report(ctx, added)
}

// report says how reading feeds went.
func (d *adder) report(ctx context.Context, added []articles.FeedID) error {
	all, err := d.store.Feeds(ctx, commonShelf)
	if err != nil {
		return err
	}
	for _, f := range all {
		switch {
		case !slices.Contains(added, f.ID):
		case f.Health.Error != "":
			d.bar.clear()
			d.refuse(fmt.Sprintf("feed %d %s", f.ID, f.Title), errors.New(f.Health.Error+"; it is tried again"))
		default:
			if err := d.tell("read feed %d %s: %d articles", f.ID, f.Title, f.Health.Articles); err != nil {
				return err
			}
		}
	}
	return nil
}

// readDue reads the feeds whose time has come, until there are none.
func (d *adder) readDue(ctx context.Context) error {
	for slow := false; ; {
		claims, err := d.store.Claim(ctx, d.now(), d.now().Add(claimTime), slow, readers)
		if err != nil || len(claims) == 0 && slow {
			return err
		}
		slow = len(claims) == 0
		group, visiting := errgroup.WithContext(ctx)
		for _, c := range claims {
			group.Go(func() error {
				err := d.feeds.Visit(visiting, c)
				d.mu.Lock()
				defer d.mu.Unlock()
				d.bar.step()
				return err
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
	}
}
