package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"briefly/articles"
)

const (
	insertStory = `INSERT INTO stories (shelf, headline, publishers, voices, articles, first, last)
		VALUES ($1, '', '[]', 0, 0, 0, 0) RETURNING id`
	selectStory = `SELECT id FROM stories WHERE id = $1 AND shelf = $2`
	updateStory = `UPDATE stories SET headline = $1, publishers = $2, voices = $3, articles = $4, first = $5, last = $6 WHERE id = $7`
	dropStory   = `DELETE FROM stories WHERE id = $1`
	storyCards  = `SELECT count(*), coalesce(min(place), 0), coalesce(max(place), 0) FROM cards WHERE story = $1`
	storyTitles = `SELECT a.title, a.publisher, c.title FROM cards c JOIN articles a ON a.number = c.number
		WHERE c.story = $1 ORDER BY c.place DESC LIMIT $2`
)

// storySample bounds the work for a story that goes on for weeks: its
// publishers and headline are those of its newest articles.
const storySample = 100

// join returns the story that an article joins: the one asked for if it is on
// that shelf, otherwise a new one.
func (t tx) join(ctx context.Context, shelf int64, wanted articles.StoryID) (id articles.StoryID, err error) {
	if wanted != 0 {
		err = t.row(ctx, selectStory, wanted, shelf).Scan(&id)
		if !errors.Is(err, sql.ErrNoRows) {
			return id, err
		}
	}
	if err = t.row(ctx, insertStory, shelf).Scan(&id); err != nil {
		return 0, fmt.Errorf("start a story: %w", err)
	}
	return id, nil
}

// refresh brings a story in line with its articles; one without any is gone.
func (t tx) refresh(ctx context.Context, id articles.StoryID) error {
	var count int
	var first, last int64
	if err := t.row(ctx, storyCards, id).Scan(&count, &first, &last); err != nil {
		return fmt.Errorf("count a story: %w", err)
	}
	if count == 0 {
		if _, err := t.exec(ctx, dropStory, id); err != nil {
			return fmt.Errorf("drop a story: %w", err)
		}
		return nil
	}
	members, err := collect(ctx, t, func(rows *sql.Rows) (m member, err error) {
		var terms string
		err = rows.Scan(&m.title, &m.publisher, &terms)
		m.terms = split(terms)
		return m, err
	}, storyTitles, id, storySample)
	if err != nil {
		return fmt.Errorf("read a story: %w", err)
	}
	names := publishers(members)
	list, err := json.Marshal(names)
	if err != nil {
		return fmt.Errorf("encode publishers: %w", err)
	}
	_, err = t.exec(ctx, updateStory, headline(members), list, len(names), count, first>>placeBits, last>>placeBits, id)
	if err != nil {
		return fmt.Errorf("update a story: %w", err)
	}
	return nil
}

// member is what a story needs to know of one of its articles.
type member struct {
	title, publisher string
	terms            []string
}

func publishers(members []member) []string {
	names := []string{}
	for _, m := range members {
		if m.publisher != "" {
			names = append(names, m.publisher)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// headline is the most central title: the one whose terms most of the other
// titles have, long titles discounted. The newest of equals wins.
func headline(members []member) string {
	holds := make(map[string]int)
	for _, m := range members {
		for _, term := range distinct(m.terms) {
			holds[term]++
		}
	}
	best, title := -1.0, ""
	for _, m := range members {
		terms := distinct(m.terms)
		score := 0.0
		for _, term := range terms {
			score += float64(holds[term] - 1)
		}
		if len(terms) > 0 {
			score /= math.Sqrt(float64(len(terms)))
		}
		if m.title != "" && score > best {
			best, title = score, m.title
		}
	}
	return title
}

func distinct(terms []string) []string {
	sorted := slices.Clone(terms)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}
