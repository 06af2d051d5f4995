package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"briefly/articles"
)

var _ interface {
	articles.Feeds
	articles.FeedReadings
	articles.FeedItems
	articles.Origins
} = (*Store)(nil)

const selectFeed = `SELECT id, shelf, url, CASE WHEN given <> '' THEN given ELSE title END, site, added_by, added,
	read, fresh, next, interval, failures, failing, error, parked, moved, texts,
	(SELECT count(DISTINCT number) FROM feed_entries e WHERE e.feed = feeds.id AND number > 0),
	(SELECT count(*) FROM feed_entries e WHERE e.feed = feeds.id AND reason <> '' AND due = 0),
	trouble, troubled
	FROM feeds `

// scanFeed scans what selectFeed selects.
func scanFeed(rows *sql.Rows) (n articles.FeedNotice, err error) {
	f := &n.Feed
	h := &f.Health
	var added, read, fresh, next, interval, failing, since int64
	err = rows.Scan(&f.ID, &f.Shelf, &f.URL, &f.Title, &f.Site, &f.AddedBy, &added,
		&read, &fresh, &next, &interval, &h.Failures, &failing, &h.Error, &h.Parked, &h.Moved, &h.Texts,
		&h.Articles, &h.Left, &n.Trouble, &since)
	f.Added, h.Read, h.New, h.Next = some(added), some(read), some(fresh), some(next)
	h.Interval, h.Failing, n.Since = time.Duration(interval)*time.Second, some(failing), some(since)
	return n, err
}

// some is a time of which 0 says that there is none.
func some(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return moment(seconds)
}

// stamp is the reverse of some.
func stamp(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// Feeds lists the feeds on the shelves: see articles.Feeds.
func (s *Store) Feeds(ctx context.Context, shelves []articles.Shelf) ([]articles.Feed, error) {
	if len(shelves) == 0 {
		return nil, nil
	}
	var args []any
	for _, shelf := range shelves {
		args = append(args, string(shelf))
	}
	found, err := collect(ctx, s, scanFeed, selectFeed+`WHERE shelf IN (`+marks(1, len(args))+`) ORDER BY 4, id`, args...)
	if err != nil {
		return nil, fmt.Errorf("list feeds: %w", err)
	}
	all := make([]articles.Feed, len(found))
	for i, n := range found {
		all[i] = n.Feed
	}
	return all, nil
}

// AddFeed stores a feed: see articles.Feeds. It counts as slow until it is known.
func (s *Store) AddFeed(ctx context.Context, f articles.Feed, secret articles.Secret, claimed time.Time) (articles.Feed, bool, error) {
	fresh := false
	var stored articles.Feed
	err := s.update(ctx, func(t tx) error {
		n, err := t.exec(ctx, `INSERT INTO feeds (shelf, url, given, site, added_by, added, claimed, next, slow)
			SELECT $1, $2, $3, $4, $5, $6, $7, $6, 1
			WHERE NOT EXISTS (SELECT 1 FROM feeds WHERE shelf = $1 AND url = $2)`, // a conflict would use up a number
			string(f.Shelf), f.URL, f.Title, f.Site, f.AddedBy, f.Added.Unix(), stamp(claimed))
		if err != nil {
			return err
		}
		fresh = n == 1
		found, err := collect(ctx, t, scanFeed, selectFeed+`WHERE shelf = $1 AND url = $2`, string(f.Shelf), f.URL)
		if err != nil {
			return err
		}
		stored = found[0].Feed
		if !fresh {
			return nil
		}
		return t.keepSecret(ctx, stored.ID, secret)
	})
	if err != nil {
		return articles.Feed{}, false, fmt.Errorf("add feed: %w", err)
	}
	return stored, fresh, nil
}

// keepSecret stores what a feed's server wants to see, or forgets it.
func (t tx) keepSecret(ctx context.Context, id articles.FeedID, secret articles.Secret) error {
	if _, err := t.exec(ctx, `DELETE FROM feed_secrets WHERE feed = $1`, id); err != nil || secret.IsZero() {
		return err
	}
	_, err := t.exec(ctx, `INSERT INTO feed_secrets (feed, user, password, header, value) VALUES ($1, $2, $3, $4, $5)`,
		id, secret.User, secret.Password, secret.Header, secret.Value)
	return err
}

// RemoveFeed removes a feed: see articles.Feeds.
func (s *Store) RemoveFeed(ctx context.Context, shelf articles.Shelf, id articles.FeedID, withArticles bool) (int, error) {
	removed := 0
	err := s.update(ctx, func(t tx) error {
		if err := t.hasFeed(ctx, shelf, id); err != nil {
			return err
		}
		if withArticles {
			n, err := t.remove(ctx, `s.name = $1 AND a.number IN (SELECT number FROM feed_entries WHERE feed = $2 AND own = 1)
				AND a.number NOT IN (SELECT number FROM feed_entries WHERE feed <> $2)`, string(shelf), id)
			if err != nil {
				return err
			}
			removed = n
		}
		return t.dropFeeds(ctx, `id = $1`, id)
	})
	if err != nil {
		return 0, wrapFeed("remove feed", err)
	}
	return removed, nil
}

// wrapFeed names the operation, but leaves errors alone that callers look for.
func wrapFeed(operation string, err error) error {
	if err == nil || errors.Is(err, articles.ErrNotFound) || errors.Is(err, articles.ErrFeedKnown) {
		return err
	}
	return fmt.Errorf("%s: %w", operation, err)
}

// hasFeed is articles.ErrNotFound when a feed is not on a shelf.
func (t tx) hasFeed(ctx context.Context, shelf articles.Shelf, id articles.FeedID) error {
	var there int
	if err := t.row(ctx, `SELECT count(*) FROM feeds WHERE id = $1 AND shelf = $2`, id, string(shelf)).Scan(&there); err != nil {
		return err
	}
	if there == 0 {
		return articles.ErrNotFound
	}
	return nil
}

// dropFeeds removes the feeds that a condition selects, with all that is
// remembered of them.
func (t tx) dropFeeds(ctx context.Context, condition string, args ...any) error {
	for _, table := range []string{"feed_secrets", "feed_entries", "feed_identities"} {
		if _, err := t.exec(ctx, `DELETE FROM `+table+` WHERE feed IN (SELECT id FROM feeds WHERE `+condition+`)`, args...); err != nil {
			return err
		}
	}
	_, err := t.exec(ctx, `DELETE FROM feeds WHERE `+condition, args...)
	return err
}

// moveFeeds gives the feeds of one shelf to another. One that both have stays
// where it is going to.
func (t tx) moveFeeds(ctx context.Context, from, to articles.Shelf) error {
	if err := t.dropFeeds(ctx, `shelf = $1 AND url IN (SELECT url FROM feeds WHERE shelf = $2)`, string(from), string(to)); err != nil {
		return err
	}
	_, err := t.exec(ctx, `UPDATE feeds SET shelf = $1 WHERE shelf = $2`, string(to), string(from))
	return err
}

// ChangeFeed changes a feed: see articles.Feeds.
func (s *Store) ChangeFeed(ctx context.Context, shelf articles.Shelf, id articles.FeedID, c articles.FeedChange) error {
	err := s.update(ctx, func(t tx) error {
		if err := t.hasFeed(ctx, shelf, id); err != nil {
			return err
		}
		if c.Title != nil {
			if _, err := t.exec(ctx, `UPDATE feeds SET given = $1 WHERE id = $2`, *c.Title, id); err != nil {
				return err
			}
		}
		if c.Secret != nil {
			if err := t.keepSecret(ctx, id, *c.Secret); err != nil {
				return err
			}
		}
		if err := t.answerMove(ctx, shelf, id, c); err != nil {
			return err
		}
		if !c.Retry && c.Secret == nil && !c.Follow {
			return nil
		}
		_, err := t.exec(ctx, `UPDATE feeds SET parked = '', error = '', poisoned = 0, failures = 0, failing = 0, next = 0,
			trouble = CASE WHEN trouble = $1 THEN trouble ELSE '' END WHERE id = $2`, string(articles.FeedMoved), id)
		return err
	})
	return wrapFeed("change feed", err)
}

// answerMove follows a feed to its new address, or remembers not to.
func (t tx) answerMove(ctx context.Context, shelf articles.Shelf, id articles.FeedID, c articles.FeedChange) error {
	if !c.Follow && !c.Stay {
		return nil
	}
	set := `refused = moved`
	if c.Follow {
		if err := t.mayFollow(ctx, shelf, id); err != nil {
			return err
		}
		set = `url = moved, refused = '', etag = '', last_modified = '', hash = NULL`
	}
	n, err := t.exec(ctx, `UPDATE feeds SET `+set+`, moved = '',
		trouble = CASE WHEN trouble = $1 THEN '' ELSE trouble END WHERE id = $2 AND moved <> ''`, string(articles.FeedMoved), id)
	if err == nil && n == 0 {
		err = articles.ErrNotMoved
	}
	return err
}

// mayFollow prepares a feed for its new address: articles.ErrFeedKnown when the
// shelf has a feed there. What the old host wants to see is no other's to know.
func (t tx) mayFollow(ctx context.Context, shelf articles.Shelf, id articles.FeedID) error {
	var from, to string
	var there int
	err := t.row(ctx, `SELECT url, moved, (SELECT count(*) FROM feeds other WHERE other.shelf = $1 AND other.url = feeds.moved)
		FROM feeds WHERE id = $2`, string(shelf), id).Scan(&from, &to, &there)
	switch {
	case err != nil:
		return err
	case there > 0:
		return articles.ErrFeedKnown
	case to == "" || articles.SameOrigin(from, to):
		return nil
	}
	return t.keepSecret(ctx, id, articles.Secret{})
}
