package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"golang.org/x/term"

	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/feeds"
	"briefly/articles/ingest"
	"briefly/bot/words"
)

// feedsCmd looks after the feeds of the common shelf.
type feedsCmd struct {
	List   feedsListCmd   `cmd:"" default:"1" help:"List the feeds and how reading them goes (the default)."`
	Add    feedsAddCmd    `cmd:"" help:"Add feeds, and read them at once."`
	Check  feedsCheckCmd  `cmd:"" help:"Say what there is to read behind a link, and add nothing."`
	Change feedsChangeCmd `cmd:"" help:"Rename a feed, read it again now, or decide about its move."`
	Remove feedsRemoveCmd `cmd:"" help:"Remove a feed."`
	Export feedsExportCmd `cmd:"" help:"Write the list of feeds as OPML. To read one: briefly add list.opml."`
}

// feedsListCmd lists.
type feedsListCmd struct{}

// Run prints a line a feed.
func (feedsListCmd) Run(ctx context.Context, a *app) error {
	return a.withStore(ctx, func(store *sqlstore.Store) error {
		all, err := store.Feeds(ctx, commonShelf)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
		for _, f := range all {
			if _, err := fmt.Fprintf(table, "%d\t%s\t%s\t%s\n", f.ID, f.Title, a.health(f), f.URL); err != nil {
				return err
			}
		}
		return table.Flush()
	})
}

// health says in a few words how reading a feed goes.
func (a *app) health(f articles.Feed) string {
	w, now, h := words.New().In(a.config.Locale), a.now(), f.Health
	parts := []string{w.Say(words.Articles, "n", h.Articles)}
	if h.Read.IsZero() {
		parts = append(parts, w.Say(words.FeedUnread))
	} else {
		parts = append(parts, w.Say(words.FeedRead, "ago", w.Ago(h.Read, now)))
	}
	switch {
	case h.Parked != "":
		parts = append(parts, w.Say(words.FeedStopped, "reason", h.Parked))
	case h.Error != "":
		parts = append(parts, w.Say(words.FeedFails, "reason", h.Error, "ago", w.Ago(h.Failing, now)))
	}
	if h.Moved != "" {
		parts = append(parts, w.Say(words.FeedMovedTo, "url", h.Moved))
	}
	if h.Parked == "" {
		parts = append(parts, w.Say(words.FeedNext, "when", w.Until(h.Next, now)))
	}
	return strings.Join(parts, "; ")
}

// feedsAddCmd adds.
type feedsAddCmd struct {
	Link  []string `arg:"" help:"Addresses of feeds, or of sites that name theirs."`
	Title string   `help:"A name of your own." placeholder:"NAME"`
	Auth  bool     `help:"Ask for what the server wants to see: user:password, or a header such as \"X-Key: value\". It is read from standard input, so that no list of processes shows it."`
}

// Run adds each and brings its newest articles.
func (c feedsAddCmd) Run(ctx context.Context, a *app) error {
	var secret articles.Secret
	if c.Auth {
		var err error
		if secret, err = a.readSecret(); err != nil {
			return err
		}
	}
	return a.withStore(ctx, func(store *sqlstore.Store) error {
		return a.withIngester(store, func(_ *ingest.Ingester, f *ingest.Feeds) error {
			add := adder{app: a, feeds: f}
			for _, link := range c.Link {
				err := add.feed(ctx, ingest.FeedRequest{URL: link, Shelf: articles.Common, Title: c.Title, Secret: secret})
				if err != nil && !refusable(err) {
					return fmt.Errorf("add feed: %w", err)
				}
				if err != nil {
					a.refuse(link, err)
				}
			}
			return nil
		})
	})
}

// readSecret reads one line from standard input, unseen on a terminal.
func (a *app) readSecret() (articles.Secret, error) {
	var line []byte
	var err error
	if a.onTerminal() {
		if _, err = fmt.Fprint(a.err, "user:password, or Header: value (not shown): "); err != nil {
			return articles.Secret{}, err
		}
		line, err = term.ReadPassword(int(a.in.Fd()))
	} else {
		line, err = io.ReadAll(io.LimitReader(a.in, 8<<10))
	}
	if err != nil {
		return articles.Secret{}, fmt.Errorf("read the secret: %w", err)
	}
	return parseSecret(strings.TrimSpace(string(line)))
}

// parseSecret reads "Header: value" or "user:password": a header's name is
// followed by a space, a user's by the password itself. Its error does not show
// what was typed.
func parseSecret(line string) (articles.Secret, error) {
	if name, value, ok := strings.Cut(line, ": "); ok && name != "" && value != "" {
		return articles.Secret{Header: name, Value: strings.TrimSpace(value)}, nil
	}
	if user, password, ok := strings.Cut(line, ":"); ok && user != "" {
		return articles.Secret{User: user, Password: password}, nil
	}
	return articles.Secret{}, usageError{errors.New(`--auth wants "user:password" or "Header: value" on standard input`)}
}

// feedsCheckCmd checks.
type feedsCheckCmd struct {
	Link string `arg:"" help:"The address of a feed or a site."`
}

// Run prints the feed's name and its newest headlines, or why there are none.
func (c feedsCheckCmd) Run(ctx context.Context, a *app) error {
	return a.withStore(ctx, func(store *sqlstore.Store) error {
		return a.withIngester(store, func(_ *ingest.Ingester, f *ingest.Feeds) error {
			seen, err := f.Check(ctx, ingest.FeedRequest{URL: c.Link, Shelf: articles.Common})
			var other *ingest.NotFeedError
			if errors.As(err, &other) && len(other.Found) > 0 {
				for _, found := range other.Found {
					if _, err := fmt.Fprintf(a.out, "names the feed %s %s\n", found.URL, found.Title); err != nil {
						return err
					}
				}
				return nil
			}
			if err != nil {
				return fmt.Errorf("check %s: %w", shown(c.Link), err)
			}
			_, err = fmt.Fprintf(a.out, "%s: %s, %d entries\n", seen.Feed.Title, seen.Format, seen.Entries)
			for _, e := range seen.Newest {
				if err == nil {
					_, err = fmt.Fprintf(a.out, "  %s %s\n", e.Title, e.Link)
				}
			}
			return err
		})
	})
}

// feedsChangeCmd changes.
type feedsChangeCmd struct {
	ID     int64   `arg:"" help:"The feed's number."`
	Title  *string `help:"A name of your own; empty for the feed's." placeholder:"NAME"`
	Auth   bool    `help:"Ask for a new secret, as in feeds add."`
	Retry  bool    `help:"Read it again now, also when it is not tried any more."`
	Follow bool    `xor:"move" help:"Use the address that it says it has moved to."`
	Stay   bool    `xor:"move" help:"Keep its address."`
}

// Run changes one feed.
func (c feedsChangeCmd) Run(ctx context.Context, a *app) error {
	change := articles.FeedChange{Title: c.Title, Retry: c.Retry, Follow: c.Follow, Stay: c.Stay}
	if c.Auth {
		secret, err := a.readSecret()
		if err != nil {
			return err
		}
		change.Secret = &secret
	}
	return a.withStore(ctx, func(store *sqlstore.Store) error {
		return feedError(c.ID, store.ChangeFeed(ctx, articles.Common, articles.FeedID(c.ID), change))
	})
}

// feedsRemoveCmd removes.
type feedsRemoveCmd struct {
	ID       int64 `arg:"" help:"The feed's number."`
	Articles bool  `help:"Remove what it alone has brought, too."`
}

// Run removes one feed.
func (c feedsRemoveCmd) Run(ctx context.Context, a *app) error {
	return a.withStore(ctx, func(store *sqlstore.Store) error {
		n, err := store.RemoveFeed(ctx, articles.Common, articles.FeedID(c.ID), c.Articles)
		if err != nil {
			return feedError(c.ID, err)
		}
		_, err = fmt.Fprintf(a.out, "removed feed %d and %d articles\n", c.ID, n)
		return err
	})
}

// feedError names the feed that is not there.
func feedError(id int64, err error) error {
	if errors.Is(err, articles.ErrNotFound) {
		return usageError{errors.New("there is no feed " + strconv.FormatInt(id, 10) + " on the common shelf; briefly feeds lists them")}
	}
	return err
}

// feedsExportCmd exports.
type feedsExportCmd struct {
	File string `arg:"" optional:"" help:"Where to write; standard output when left out."`
}

// Run writes the list. It holds no secrets but those that addresses hold.
func (c feedsExportCmd) Run(ctx context.Context, a *app) error {
	return a.withStore(ctx, func(store *sqlstore.Store) error {
		all, err := store.Feeds(ctx, commonShelf)
		if err != nil {
			return err
		}
		var list []feeds.Outline
		for _, f := range all {
			list = append(list, feeds.Outline{Title: f.Title, XMLURL: f.URL, HTMLURL: f.Site})
		}
		if c.File == "" {
			return feeds.WriteOPML(a.out, "Briefly", list)
		}
		out, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return err
		}
		return errors.Join(feeds.WriteOPML(out, "Briefly", list), out.Close())
	})
}
