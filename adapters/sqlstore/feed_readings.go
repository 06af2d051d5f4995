package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"briefly/articles"
)

// farAhead is longer than anything about a feed is ever put off: what is later
// was noted by a clock that has been turned back since, and counts as over.
const farAhead = 48 * time.Hour

// hostClaims is how many feeds of one host are claimed at once. Its requests are
// spaced anyway, so more readers would only wait.
const hostClaims = 4

// isDue selects the feeds that are to be read, or of which entries wait, isFree
// those that nobody reads; $1 is now, $2 farAhead from now.
const (
	isDue  = `((parked = '' AND next <= $1) OR (parked = '' AND next > $2) OR (waiting > 0 AND waiting <= $1))`
	isFree = `(claimed <= $1 OR claimed > $2)`
)

// Claim takes feeds whose time has come: see articles.FeedReadings.
func (s *Store) Claim(ctx context.Context, now, until time.Time, slow bool, limit int) ([]articles.FeedClaim, error) {
	far := now.Add(farAhead).Unix()
	due, err := collect(ctx, s, scanClaim, `SELECT id FROM feeds WHERE slow = $3 AND `+isFree+` AND `+isDue+` LIMIT 1`, now.Unix(), far, slow)
	if err != nil || len(due) == 0 { // as nearly always: nothing is written
		return nil, wrapFeed("look for feeds to read", err)
	}
	err = s.update(ctx, func(t tx) (err error) {
		due, err = collect(ctx, t, scanClaim, `WITH
			busy (host, feeds) AS (
				SELECT host, count(*) FROM feeds WHERE claimed > 0 AND claimed > $1 AND claimed <= $2 GROUP BY host),
			ready AS (
				SELECT id, next, read > 0 AS known,
					row_number() OVER (PARTITION BY host ORDER BY read > 0, next)
						+ coalesce((SELECT busy.feeds FROM busy WHERE busy.host = feeds.host), 0) AS turn
				FROM feeds WHERE slow = $3 AND `+isFree+` AND `+isDue+`)
			UPDATE feeds SET claimed = $4 WHERE id IN (
				SELECT id FROM ready WHERE turn <= $6 ORDER BY known, next
				LIMIT max(0, $5 - (SELECT count(*) FROM feeds WHERE claimed > 0 AND claimed > $1 AND claimed <= $2 AND slow = $3))
			) RETURNING id`, now.Unix(), far, slow, until.Unix(), limit, hostClaims)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim feeds: %w", err)
	}
	for i := range due {
		due[i].Until = until
	}
	return due, nil
}

func scanClaim(rows *sql.Rows) (c articles.FeedClaim, err error) {
	return c, rows.Scan(&c.Feed)
}

// Visit returns what a claimed feed is read with: see articles.FeedReadings.
func (s *Store) Visit(ctx context.Context, c articles.FeedClaim, now time.Time) (articles.FeedVisit, error) {
	found, err := collect(ctx, s, scanFeed, selectFeed+`WHERE id = $1 AND claimed = $2`, c.Feed, c.Until.Unix())
	if err != nil {
		return articles.FeedVisit{}, fmt.Errorf("read feed %d: %w", c.Feed, err)
	}
	if len(found) == 0 {
		return articles.FeedVisit{}, articles.ErrNotFound
	}
	v := articles.FeedVisit{Feed: found[0].Feed, Claim: c, Notice: found[0].Trouble}
	wait := v.Health.Next.Sub(now)
	v.Due = v.Health.Parked == "" && (wait <= 0 || wait > farAhead)
	rest, err := collect(ctx, s, func(rows *sql.Rows) (struct{}, error) {
		var ttl int64
		err := rows.Scan(&v.ETag, &v.LastModified, &v.Hash, &v.Rate, &ttl, &v.Poisoned, &v.Stays,
			&v.Secret.User, &v.Secret.Password, &v.Secret.Header, &v.Secret.Value)
		v.TTL = time.Duration(ttl) * time.Second
		return struct{}{}, err
	}, `SELECT etag, last_modified, hash, rate, ttl, poisoned, refused, coalesce(user, ''), coalesce(password, ''), coalesce(header, ''), coalesce(value, '')
		FROM feeds LEFT JOIN feed_secrets ON feed = id WHERE id = $1`, c.Feed)
	switch {
	case err != nil:
		return articles.FeedVisit{}, fmt.Errorf("read feed %d: %w", c.Feed, err)
	case len(rest) == 0:
		return articles.FeedVisit{}, articles.ErrNotFound
	}
	return v, nil
}

// Release ends a claim: see articles.FeedReadings.
func (s *Store) Release(ctx context.Context, c articles.FeedClaim) error {
	err := s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `UPDATE feeds SET claimed = 0 WHERE id = $1 AND claimed = $2`, c.Feed, c.Until.Unix())
		return err
	})
	return wrapFeed("release feed", err)
}
