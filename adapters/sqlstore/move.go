package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"briefly/articles"
	"briefly/bot"
)

const (
	shelfNamed   = `SELECT id FROM shelves WHERE name = $1`
	adoptStories = `UPDATE stories SET shelf = $1 WHERE shelf = $2`
	// A key that the other shelf gives to an article of its own stays there.
	adoptArticles = `UPDATE articles SET shelf = $1, key = CASE WHEN EXISTS
		(SELECT 1 FROM articles own WHERE own.shelf = $1 AND own.key = articles.key) THEN NULL ELSE key END WHERE shelf = $2`
)

// Move implements bot.Traces. What is there already stays; articles keep their
// numbers. Moving what has moved does nothing.
func (s *Store) Move(ctx context.Context, from, to bot.Place) error {
	if from.Shelf() == to.Shelf() {
		return nil
	}
	err := s.update(ctx, func(t tx) error {
		if err := t.moveShelf(ctx, from.Shelf(), to.Shelf()); err != nil {
			return err
		}
		if err := errors.Join(t.noteShelf(ctx, from.Shelf()), t.noteShelf(ctx, to.Shelf())); err != nil {
			return err
		}
		if err := t.moveFeeds(ctx, from.Shelf(), to.Shelf()); err != nil {
			return err
		}
		_, err := t.exec(ctx, `UPDATE views SET chat = $1 WHERE chat = $2`, to.String(), from.String())
		_, err2 := t.exec(ctx, `UPDATE inbox SET chat = $1 WHERE platform = $2 AND chat = $3`, to.Chat, from.Platform, from.Chat)
		return errors.Join(err, err2)
	})
	if err != nil {
		return fmt.Errorf("move: %w", err)
	}
	return nil
}

// moveShelf gives what lies on one shelf to another. When there is no other
// yet, this one gets its name.
func (t tx) moveShelf(ctx context.Context, from, to articles.Shelf) error {
	var source, target int64
	if err := t.row(ctx, shelfNamed, string(from)).Scan(&source); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	}
	err := t.row(ctx, shelfNamed, string(to)).Scan(&target)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		_, err = t.exec(ctx, `UPDATE shelves SET name = $1 WHERE id = $2`, string(to), source)
		return err
	case err != nil:
		return err
	}
	if err := t.reindex(ctx, source, target); err != nil {
		return err
	}
	for _, statement := range []string{adoptStories, adoptArticles} {
		if _, err := t.exec(ctx, statement, target, source); err != nil {
			return err
		}
	}
	_, err = t.exec(ctx, `DELETE FROM shelves WHERE id = $1`, source)
	return err
}

// reindex gives the cards, terms and words of one shelf to another: a shelf's
// number is part of its terms.
func (t tx) reindex(ctx context.Context, source, target int64) error {
	all, err := collect(ctx, t, scanDoomed, selectDoomed+`a.shelf = $1`, source)
	if err != nil {
		return fmt.Errorf("select articles: %w", err)
	}
	for _, a := range all {
		c, err := t.unindex(ctx, a.place)
		if err != nil {
			return err
		}
		c.shelf = target
		if err := t.index(ctx, c); err != nil {
			return err
		}
		words, err := t.offers(ctx, a.number)
		if err != nil {
			return err
		}
		if err := errors.Join(t.words(ctx, source, words, -1), t.words(ctx, target, words, +1)); err != nil {
			return err
		}
	}
	return nil
}
