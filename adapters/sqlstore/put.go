package sqlstore

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"briefly/articles"
)

const (
	makeShelf = `INSERT INTO shelves (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`
	countIn   = `UPDATE shelves SET articles = articles + $1, terms = terms + $2, changes = changes + 1
		WHERE id = $3 RETURNING changes`

	known    = `SELECT number, hash, revision, place, key, url, claimed, added, added_by FROM articles WHERE shelf = $1 AND `
	byNumber = known + `number = $2`
	byKey    = known + `key = $2`
	byURL    = known + `url = $2 AND claimed = 0 AND ($3 IS NULL OR key IS NULL) ORDER BY number LIMIT 1`
	byHash   = known + `hash = $2 AND ($3 IS NULL OR key IS NULL) AND ($4 IS NULL OR url IS NULL) AND claimed <= $5
		ORDER BY claimed, number LIMIT 1`

	identify      = `UPDATE articles SET key = $1, url = $2 WHERE number = $3`
	insertArticle = `INSERT INTO articles (shelf, place, key, url, hash, revision, title, author, publisher,
		published, added, changed, happened, lang, quality, summary, placement, added_by, claimed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) RETURNING number`
	updateArticle = `UPDATE articles SET place = $1, key = $2, url = $3, hash = $4, revision = $5, title = $6,
		author = $7, publisher = $8, published = $9, changed = $10, happened = $11, lang = $12,
		quality = $13, summary = $14 WHERE number = $15`
	insertRevision = `INSERT INTO revisions (number, revision, stored, title, body) VALUES ($1, $2, $3, $4, $5)`
)

// written are the statements that storing an article or an update may need: they
// are prepared once for the writer. What is rare is not among them.
var written = []string{
	makeShelf, countIn, byNumber, byKey, byURL, byHash, identify, insertArticle, updateArticle, insertRevision,
	nextPlace, insertCard, insertTerms, selectCard, deleteCard, deleteTerms,
	countWord, uncountWord, dropWord, noteArticle, trimChanges,
	insertStory, selectStory, updateStory, storyCards, storyTitles,
	dropDone, takeUpdate, doneUpdate,
}

// incumbent is an article that is already there.
type incumbent struct {
	number   articles.Number
	hash     []byte
	revision int
	place    int64
	key, url sql.NullString
	claimed  bool
	added    int64
	addedBy  string
}

// Put stores an article as articles.Writer says. Times are kept to the second.
// The first of outside key, URL and text that both the article and one on its
// shelf have decides whether they are the same. A claimed article has its text
// only: it may be found to be another one, and no other one to be it.
func (s *Store) Put(ctx context.Context, e articles.Entry) (articles.Stored, error) {
	var stored articles.Stored
	err := s.update(ctx, func(t tx) (err error) {
		if stored, err = s.put(ctx, t, e); err != nil {
			return err
		}
		return t.lead(ctx, e, stored.Number)
	})
	if err != nil {
		return articles.Stored{}, fmt.Errorf("put article: %w", err)
	}
	return stored, nil
}

func (s *Store) put(ctx context.Context, t tx, e articles.Entry) (articles.Stored, error) {
	r, err := s.record(e)
	if err != nil {
		return articles.Stored{}, err
	}
	if err := t.row(ctx, makeShelf, string(e.Article.Shelf)).Scan(&r.shelf); err != nil {
		return articles.Stored{}, fmt.Errorf("find shelf: %w", err)
	}
	old, err := r.find(ctx, t)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return r.insert(ctx, t)
	case err != nil:
		return articles.Stored{}, fmt.Errorf("look for the same article: %w", err)
	case string(old.hash) == string(r.hash):
		return r.repeat(ctx, t, old)
	}
	return r.revise(ctx, t, old)
}

// record is an entry in the forms that the database keeps.
type record struct {
	articles.Entry
	shelf                       int64
	key, url                    sql.NullString
	hash                        []byte
	published                   sql.NullInt64
	stored, happened            int64
	quality, summary, placement []byte
}

func (s *Store) record(e articles.Entry) (r record, err error) {
	a := e.Article
	r = record{Entry: e, key: nullable(a.Key), url: nullable(a.URL), stored: s.now().Unix()}
	if !a.Added.IsZero() {
		r.stored = a.Added.Unix()
	}
	r.happened = r.stored
	if !a.Published.IsZero() {
		r.published = sql.NullInt64{Int64: a.Published.Unix(), Valid: true}
		r.happened = r.published.Int64
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d %s%s", len(a.Title), a.Title, a.Body)
	r.hash = h.Sum(nil)
	if r.quality, err = json.Marshal(a.Quality); err != nil {
		return r, fmt.Errorf("encode quality: %w", err)
	}
	if r.summary, err = json.Marshal(a.Summary); err != nil {
		return r, fmt.Errorf("encode summary: %w", err)
	}
	if r.placement, err = json.Marshal(a.Placement); err != nil {
		return r, fmt.Errorf("encode placement: %w", err)
	}
	return r, nil
}

// nullable stores nothing instead of an empty text.
func nullable(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

// find looks for the article by its number, or else by its key, its URL and its
// text. sql.ErrNoRows means that it is new.
func (r *record) find(ctx context.Context, t tx) (old incumbent, err error) {
	get := func(query string, args ...any) error {
		return t.row(ctx, query, args...).Scan(&old.number, &old.hash, &old.revision, &old.place,
			&old.key, &old.url, &old.claimed, &old.added, &old.addedBy)
	}
	if n := r.Article.Number; n != 0 {
		if err = get(byNumber, r.shelf, n); errors.Is(err, sql.ErrNoRows) {
			err = articles.ErrNotFound // it must not come back
		}
		return old, err
	}
	err = sql.ErrNoRows
	own := r.url
	if r.Article.Claimed {
		own = sql.NullString{}
	}
	if r.key.Valid {
		err = get(byKey, r.shelf, r.key)
	}
	if own.Valid && errors.Is(err, sql.ErrNoRows) {
		err = get(byURL, r.shelf, own, r.key)
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = get(byHash, r.shelf, r.hash, r.key, own, r.Article.Claimed)
	}
	return old, err
}

// insert stores a new article.
func (r *record) insert(ctx context.Context, t tx) (articles.Stored, error) {
	a := r.Article
	place, err := t.place(ctx, r.happened)
	if err != nil {
		return articles.Stored{}, err
	}
	out := articles.Stored{Revision: 1, Outcome: articles.Added}
	err = t.row(ctx, insertArticle, r.shelf, place, r.key, r.url, r.hash, out.Revision, a.Title, a.Author, a.Publisher,
		r.published, r.stored, r.stored, r.happened, a.Lang, r.quality, r.summary, r.placement, a.AddedBy, a.Claimed).Scan(&out.Number)
	if err != nil {
		return articles.Stored{}, fmt.Errorf("insert article: %w", err)
	}
	if err := r.text(ctx, t, out); err != nil {
		return articles.Stored{}, err
	}
	if out.Story, err = t.join(ctx, r.shelf, r.Story); err != nil {
		return articles.Stored{}, err
	}
	if err := t.index(ctx, r.card(place, out, r.stored)); err != nil {
		return articles.Stored{}, err
	}
	if err := t.words(ctx, r.shelf, proposable(a.Title, a.Body, a.Lang), +1); err != nil {
		return articles.Stored{}, err
	}
	return out, t.refresh(ctx, out.Story)
}

// repeat answers for an article that is already there with the same text. All
// that can change is that it becomes known by a key or URL.
func (r *record) repeat(ctx context.Context, t tx, old incumbent) (articles.Stored, error) {
	c, err := t.card(ctx, old.place)
	if err != nil {
		return articles.Stored{}, err
	}
	if old.adopt(r) {
		if _, err := t.exec(ctx, identify, old.key, old.url, old.number); err != nil {
			return articles.Stored{}, fmt.Errorf("identify article: %w", err)
		}
		if err := t.note(ctx, r.shelf, old.number, c.story); err != nil {
			return articles.Stored{}, err
		}
	}
	return articles.Stored{Number: old.number, Revision: old.revision, Story: c.story, Outcome: articles.Same}, nil
}

// adopt takes over the key and URL that an article did not have, and says
// whether there were any. What a file claims is no fetched article's URL.
func (old *incumbent) adopt(r *record) bool {
	key, url := r.key.Valid && !old.key.Valid, r.url.Valid && !old.url.Valid && r.Article.Claimed == old.claimed
	if key {
		old.key = r.key
	}
	if url {
		old.url = r.url
	}
	return key || url
}

// revise stores a new text of an article. It stays in its story unless the
// entry names another one.
func (r *record) revise(ctx context.Context, t tx, old incumbent) (articles.Stored, error) {
	a := r.Article
	c, err := t.unindex(ctx, old.place)
	if err != nil {
		return articles.Stored{}, err
	}
	out := articles.Stored{Number: old.number, Revision: old.revision + 1, Story: c.story, Outcome: articles.Changed}
	if r.Story != 0 && r.Story != c.story {
		if out.Story, err = t.join(ctx, r.shelf, r.Story); err != nil {
			return articles.Stored{}, err
		}
	}
	if !r.published.Valid {
		r.happened = old.added
	}
	place, err := t.place(ctx, r.happened)
	if err != nil {
		return articles.Stored{}, err
	}
	before, err := t.offers(ctx, old.number)
	if err != nil {
		return articles.Stored{}, err
	}
	old.adopt(r)
	if r.url.Valid { // a page may move
		old.url = r.url
	}
	_, err = t.exec(ctx, updateArticle, place, old.key, old.url, r.hash, out.Revision, a.Title, a.Author, a.Publisher,
		r.published, r.stored, r.happened, a.Lang, r.quality, r.summary, out.Number)
	if err != nil {
		return articles.Stored{}, fmt.Errorf("update article: %w", err)
	}
	if err := r.text(ctx, t, out); err != nil {
		return articles.Stored{}, err
	}
	if err := t.index(ctx, r.card(place, out, old.added)); err != nil {
		return articles.Stored{}, err
	}
	err = errors.Join(t.words(ctx, r.shelf, before, -1), t.words(ctx, r.shelf, proposable(a.Title, a.Body, a.Lang), +1), t.refresh(ctx, out.Story))
	if err == nil && out.Story != c.story {
		err = t.refresh(ctx, c.story)
	}
	return out, err
}

// text stores the text of a revision.
func (r *record) text(ctx context.Context, t tx, out articles.Stored) error {
	if _, err := t.exec(ctx, insertRevision, out.Number, out.Revision, r.stored, r.Article.Title, r.Article.Body); err != nil {
		return fmt.Errorf("insert revision: %w", err)
	}
	return nil
}

func (r *record) card(place int64, out articles.Stored, added int64) card {
	return card{
		place: place, number: out.Number, shelf: r.shelf, story: out.Story, lang: r.Article.Lang,
		published: r.published, added: added, title: join(r.Terms.Title), body: join(r.Terms.Body),
	}
}
