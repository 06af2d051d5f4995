package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"briefly/articles"
)

// knownEntry is an entry that a feed has shown before, by one of its identities.
type knownEntry struct {
	identity string
	id       int64
	hash     string
	own      bool
	number   articles.Number
	waiting  bool
}

// siftBatch is how many identities are looked up at once: always as many, so
// that one prepared statement does.
const siftBatch = 256

// Sift returns what a feed has not shown before: see articles.FeedReadings.
func (s *Store) Sift(ctx context.Context, id articles.FeedID, entries []articles.FeedEntry) ([]articles.FeedEntry, error) {
	var all [][]byte
	for _, e := range entries {
		all = append(all, e.Identities...)
	}
	known := make(map[string]knownEntry)
	query := `SELECT i.identity, e.id, e.hash, e.own, e.number, e.due > 0 FROM feed_identities i
		JOIN feed_entries e ON e.id = i.entry WHERE i.feed = $1 AND i.identity IN (` + marks(2, siftBatch) + `)`
	for from := 0; from < len(all); from += siftBatch {
		args := []any{id}
		for i := range siftBatch {
			args = append(args, all[min(from+i, len(all)-1)])
		}
		found, err := collect(ctx, s, func(rows *sql.Rows) (k knownEntry, err error) {
			return k, rows.Scan(&k.identity, &k.id, &k.hash, &k.own, &k.number, &k.waiting)
		}, query, args...)
		if err != nil {
			return nil, fmt.Errorf("look for entries of feed %d: %w", id, err)
		}
		for _, k := range found {
			known[k.identity] = k
		}
	}
	return sift(entries, known), nil
}

// sift leaves the entries of which something is to be stored.
func sift(entries []articles.FeedEntry, known map[string]knownEntry) []articles.FeedEntry {
	var left []articles.FeedEntry
	for _, e := range entries {
		var k knownEntry
		complete := true
		for _, identity := range e.Identities {
			found, ok := known[string(identity)]
			complete = complete && ok
			if ok && k.id == 0 {
				k = found
			}
		}
		if k.id != 0 {
			changed := k.hash != string(e.Hash) && (k.own || k.waiting)
			if complete && !changed {
				continue
			}
			e.ID, e.Number, e.Skip = k.id, k.number, !changed
		}
		left = append(left, e)
	}
	return left
}

// SaveVisit stores what became of a visit: see articles.FeedReadings.
func (s *Store) SaveVisit(ctx context.Context, r articles.FeedReport) error {
	err := s.update(ctx, func(t tx) error {
		if err := t.saveReport(ctx, r); err != nil {
			return err
		}
		news := 0
		for i := len(r.Entries) - 1; i >= 0; i-- { // the last is the oldest, mostly
			fresh, err := t.saveEntry(ctx, r, r.Entries[i])
			if err != nil {
				return fmt.Errorf("save entry: %w", err)
			}
			if fresh {
				news++
			}
		}
		if len(r.Entries) == 0 {
			return nil
		}
		_, err := t.exec(ctx, `UPDATE feeds SET fresh = CASE WHEN $1 > 0 THEN $2 ELSE fresh END WHERE id = $3`, news, r.At.Unix(), r.Feed)
		if err != nil {
			return err
		}
		return t.setWaiting(ctx, r.Feed)
	})
	if r.Notice != "" {
		s.quiet.end()
	}
	return wrapFeed("save the visit of a feed", err)
}

const saveReport = `UPDATE feeds SET slow = $3, next = $4, read = $5, interval = $6, failures = $7, failing = $8,
	error = $9, parked = $10, poisoned = $11, moved = $12, etag = $13, last_modified = $14, hash = $15, rate = $16,
	ttl = $17, title = CASE WHEN $18 <> '' THEN $18 ELSE title END, site = $19,
	trouble = $20, troubled = $21, told = $22 WHERE id = $1 AND claimed = $2`

// saveReport stores how a visit went; articles.ErrNotFound when it does not
// count any more.
func (t tx) saveReport(ctx context.Context, r articles.FeedReport) error {
	var trouble articles.FeedTrouble
	var since, told int64
	err := t.row(ctx, `SELECT trouble, troubled, told FROM feeds WHERE id = $1`, r.Feed).Scan(&trouble, &since, &told)
	if err == sql.ErrNoRows { //nolint:errorlint // database/sql returns it as it is
		return articles.ErrNotFound
	}
	if err != nil {
		return err
	}
	h := r.Health
	switch over := trouble == articles.FeedMoved && h.Moved == "" || trouble != articles.FeedMoved && h.Failures == 0; {
	case r.Notice != "":
		trouble, since, told = r.Notice, r.At.Unix(), 0
	case over:
		trouble, since, told = "", 0, 0
	}
	n, err := t.exec(ctx, saveReport, r.Feed, r.Until.Unix(), r.Slow, stamp(h.Next), stamp(h.Read), int64(h.Interval/time.Second),
		h.Failures, stamp(h.Failing), h.Error, h.Parked, r.Poisoned, h.Moved, r.ETag, r.LastModified, r.Hash, r.Rate,
		int64(r.TTL/time.Second), r.Title, r.Site, string(trouble), since, told)
	if err == nil && n == 0 {
		err = articles.ErrNotFound
	}
	return err
}

// saveEntry stores an entry that Sift left, and says whether it is to become an
// article or to change one.
func (t tx) saveEntry(ctx context.Context, r articles.FeedReport, e articles.FeedEntry) (bool, error) {
	due, item := int64(0), sql.NullString{}
	if !e.Skip {
		data, err := json.Marshal(e.FeedItem)
		if err != nil {
			return false, err
		}
		due, item = r.At.Unix(), sql.NullString{String: string(data), Valid: true}
	}
	id := e.ID
	switch {
	case id == 0:
		err := t.row(ctx, `INSERT INTO feed_entries (feed, hash, link, published, publisher, due, item)
			VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
			r.Feed, e.Hash, e.Link, stamp(e.Published), e.Publisher, due, item).Scan(&id)
		if err != nil {
			return false, err
		}
	case !e.Skip:
		_, err := t.exec(ctx, `UPDATE feed_entries SET hash = $1, link = $2, due = $3, item = $4, tries = 0, reason = '' WHERE id = $5`,
			e.Hash, e.Link, due, item, id)
		if err != nil {
			return false, err
		}
	}
	for _, identity := range e.Identities {
		_, err := t.exec(ctx, `INSERT INTO feed_identities (feed, identity, entry) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, r.Feed, identity, id)
		if err != nil {
			return false, err
		}
	}
	return !e.Skip, nil
}

// setWaiting notes when the first waiting entry of a feed is to be tried.
func (t tx) setWaiting(ctx context.Context, id articles.FeedID) error {
	_, err := t.exec(ctx, `UPDATE feeds SET waiting = coalesce((SELECT min(due) FROM feed_entries WHERE feed = $1 AND due > 0), 0) WHERE id = $1`, id)
	return err
}
