package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"briefly/articles"
	"briefly/bot"
)

// How long what the bot remembers is kept. Platforms repeat updates within a
// day (core.telegram.org/bots/api#getting-updates); buttons are pressed later.
const (
	keepDone  = 48 * time.Hour
	keepViews = 90 * 24 * time.Hour
)

var _ interface {
	bot.Views
	bot.Inbox
	bot.Traces
} = (*Store)(nil)

const saveView = `INSERT INTO views (key, chat, person, made, view) VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT (key) DO UPDATE SET made = excluded.made`

// SaveView implements bot.Views. Views that nobody opened for long are dropped
// on the way.
func (s *Store) SaveView(ctx context.Context, v bot.View) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("save view: %w", err)
	}
	err = s.update(ctx, func(t tx) error {
		if _, err := t.exec(ctx, `DELETE FROM views WHERE made < $1`, v.Made.Add(-keepViews).Unix()); err != nil {
			return err
		}
		_, err := t.exec(ctx, saveView, v.Key, v.At.String(), v.Self.String(), v.Made.Unix(), string(data))
		return err
	})
	if err != nil {
		return fmt.Errorf("save view: %w", err)
	}
	return nil
}

// View implements bot.Views.
func (s *Store) View(ctx context.Context, key string) (bot.View, error) {
	found, err := collect(ctx, s, scanText, `SELECT view FROM views WHERE key = $1`, key)
	if err != nil {
		return bot.View{}, fmt.Errorf("read view: %w", err)
	}
	if len(found) == 0 {
		return bot.View{}, articles.ErrNotFound
	}
	var v bot.View
	if err := json.Unmarshal([]byte(found[0]), &v); err != nil {
		return bot.View{}, fmt.Errorf("read view %s: %w", key, err)
	}
	return v, nil
}

func scanText(rows *sql.Rows) (text string, err error) {
	err = rows.Scan(&text)
	return text, err
}

// What each update that is taken and answered runs; see written.
const (
	dropDone   = `DELETE FROM inbox WHERE done < $1`
	takeUpdate = `INSERT INTO inbox (platform, id, chat, payload, taken) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (platform, id) DO NOTHING`
	doneUpdate = `UPDATE inbox SET done = $1, payload = NULL WHERE platform = $2 AND id = $3`
)

// Take implements bot.Inbox.
func (s *Store) Take(ctx context.Context, u bot.Update) (fresh bool, err error) {
	err = s.update(ctx, func(t tx) error {
		now := s.now()
		if _, err := t.exec(ctx, dropDone, now.Add(-keepDone).Unix()); err != nil {
			return err
		}
		n, err := t.exec(ctx, takeUpdate, u.Platform, u.ID, u.Chat, u.Payload, now.Unix())
		fresh = n == 1
		return err
	})
	if err != nil {
		return false, fmt.Errorf("take update: %w", err)
	}
	return fresh, nil
}

// Pending implements bot.Inbox.
func (s *Store) Pending(ctx context.Context, platform string) ([]bot.Update, error) {
	found, err := collect(ctx, s, func(rows *sql.Rows) (bot.Update, error) {
		u := bot.Update{Platform: platform}
		err := rows.Scan(&u.ID, &u.Chat, &u.Payload, &u.Attempts)
		return u, err
	}, `SELECT id, chat, payload, attempts FROM inbox WHERE platform = $1 AND done IS NULL ORDER BY seq`, platform)
	if err != nil {
		return nil, fmt.Errorf("read inbox: %w", err)
	}
	return found, nil
}

// Done implements bot.Inbox. The content goes; that it was answered stays.
func (s *Store) Done(ctx context.Context, u bot.Update) error {
	return s.changeUpdate(ctx, doneUpdate, s.now().Unix(), u)
}

// Failed implements bot.Inbox.
func (s *Store) Failed(ctx context.Context, u bot.Update) error {
	return s.changeUpdate(ctx, `UPDATE inbox SET attempts = $1 WHERE platform = $2 AND id = $3`, int64(u.Attempts), u)
}

func (s *Store) changeUpdate(ctx context.Context, query string, value int64, u bot.Update) error {
	err := s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, query, value, u.Platform, u.ID)
		return err
	})
	if err != nil {
		return fmt.Errorf("change update %s: %w", u.ID, err)
	}
	return nil
}

// Kept implements bot.Traces. The console's shelf is the common one, which is
// nobody's trace.
func (s *Store) Kept(ctx context.Context, p bot.Place) (bot.Kept, error) {
	var k bot.Kept
	if !p.Console() {
		n, err := s.Count(ctx, []articles.Shelf{p.Shelf()})
		if err != nil {
			return bot.Kept{}, err
		}
		k.Articles = n
	}
	for _, c := range []struct {
		into  *int
		query string
		args  []any
	}{
		{&k.Feeds, `SELECT count(*) FROM feeds WHERE shelf = $1 AND $1 <> ''`, []any{string(p.Shelf())}},
		{&k.Views, `SELECT count(*) FROM views WHERE chat = $1 OR person = $1`, []any{p.String()}},
		{&k.Updates, `SELECT count(*) FROM inbox WHERE platform = $1 AND chat = $2`, []any{p.Platform, p.Chat}},
	} {
		n, err := collect(ctx, s, func(rows *sql.Rows) (n int, err error) {
			err = rows.Scan(&n)
			return n, err
		}, c.query, c.args...)
		if err != nil {
			return bot.Kept{}, fmt.Errorf("count what is kept: %w", err)
		}
		*c.into = n[0]
	}
	return k, nil
}

// Forget implements bot.Traces.
func (s *Store) Forget(ctx context.Context, p bot.Place) error {
	if !p.Console() {
		if _, err := s.Clear(ctx, p.Shelf()); err != nil {
			return err
		}
	}
	err := s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `DELETE FROM views WHERE chat = $1 OR person = $1`, p.String())
		// A waiting update is the message being answered now: it goes when it
		// is done, and stays known for as long as the platform may repeat it.
		_, err2 := t.exec(ctx, `DELETE FROM inbox WHERE platform = $1 AND chat = $2 AND done IS NOT NULL`, p.Platform, p.Chat)
		return errors.Join(err, err2)
	})
	if err != nil {
		return fmt.Errorf("forget: %w", err)
	}
	return nil
}

// Empty reports whether there is no article at all, on any shelf.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	found, err := collect(ctx, s, func(rows *sql.Rows) (n int, err error) {
		err = rows.Scan(&n)
		return n, err
	}, `SELECT count(*) FROM (SELECT 1 FROM articles LIMIT 1) AS any_article`)
	if err != nil {
		return false, fmt.Errorf("look for an article: %w", err)
	}
	return found[0] == 0, nil
}
