// Package stories decides which story an article belongs to: whether something
// stored already tells the same news, or even in the same words.
//
// It looks at words only and works in one pass: an article joins the story of
// the articles nearest to it, or starts one. It compares with the articles of
// the days around, which it reads from an index once and keeps, up to a bound,
// so that placing an article costs the same in a large store. Cutting texts
// into terms belongs to package language, keeping the result to the store.
package stories

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"sync"
	"time"

	"briefly/articles"
)

// Index is what a Grouper asks of a store.
type Index interface {
	// Last returns the highest number given so far, 0 when there is none.
	Last(ctx context.Context) (articles.Number, error)
	// Numbered returns the articles of a shelf with numbers n, from <= n < to,
	// in their order.
	Numbered(ctx context.Context, shelf articles.Shelf, from, to articles.Number) ([]articles.Candidate, error)
	// Within returns the articles of a shelf that are of a time t,
	// since <= t < until, newest first, at most limit.
	Within(ctx context.Context, shelf articles.Shelf, since, until time.Time, limit int) ([]articles.Candidate, error)
}

const (
	// window is how far apart two articles about one event may lie.
	window = 72 * time.Hour
	// maxCompared is how many articles are compared by their pairs, too.
	maxCompared = 40
	// sameStory is how like the nearest one an article must be for the two to
	// tell one story, per square root of what is usual and cube root of the
	// number of articles that it was compared with. Chance brings forth nearer
	// ones where all are alike, and the more the more there are.
	sameStory = 0.16
	// A few articles say little about chance, and of very many it is the same
	// events that are told more often.
	fewArticles, manyArticles = 100, 2000
	// leastUsual is the usual likeness that is assumed where little is alike.
	leastUsual = 0.03
	// apartDay is by how much more alike two articles must be for each day that
	// lies between them: events have followers in much the same words.
	apartDay = 1.0 / 3
	// sameText is the share of the shorter text's pairs from which one article
	// repeats another; a text of fewer pairs than fewPairs says too little.
	sameText, fewPairs = 0.6, 5
	// sameTitle is the share of what either title tells that the other article
	// must mention, on average, to tell the same story: reports made to one
	// pattern differ in little else.
	sameTitle = 0.2
	// What is usual is measured on the articles of other stories: a few may be
	// about something close to this one, those behind them are not.
	closeArticles, usualArticles = 10, 20
)

// Match says where an article belongs.
type Match struct {
	// Story is the story it joins, 0 when it starts one.
	Story articles.StoryID
	// Nearest is the article most like it, 0 when there is none.
	Nearest articles.Number
	// Similarity is how like the nearest article it is, 0 to 1.
	Similarity float64
	// Duplicate is whether it repeats the nearest article.
	Duplicate bool
	// Reason says in a few English words why it joined or stayed apart.
	Reason string
}

// Grouper places articles into the stories of an index. It may be shared by
// any number of goroutines.
type Grouper struct {
	index Index

	mu      sync.Mutex
	shelves map[articles.Shelf]*shelf
	turn    int // counts what was placed
}

// New returns a Grouper over the index. How rare a term is it learns from the
// articles that it meets.
func New(index Index) *Grouper {
	return &Grouper{index: index, shelves: map[articles.Shelf]*shelf{}}
}

// NewBatch returns a Grouper of one shelf over the index that takes its word
// statistics from the whole of a batch, of which the index holds what is placed.
func NewBatch(index Index, name articles.Shelf, batch iter.Seq[articles.Terms]) *Grouper {
	g := New(index)
	s := g.shelf(name)
	for t := range batch {
		s.rarities.count(t)
	}
	s.rarities.whole = true
	return g
}

// Place says which story of its own shelf an article belongs to. It uses the
// entry's Terms and the Article's Shelf, Number, When, Title, Body and Lang; an undated article
// that is not stored yet needs Added set. Nothing is written.
func (g *Grouper) Place(ctx context.Context, e articles.Entry) (Match, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.shelf(e.Article.Shelf)
	if err := g.catchUp(ctx, s); err != nil {
		return Match{}, fmt.Errorf("read what came since: %w", err)
	}
	days, err := g.around(ctx, s, e.Article.When())
	if err != nil {
		return Match{}, err
	}
	var counted int32
	if s.rarities.whole {
		counted = 1
	}
	t, named := read(e.Terms, &s.rarities, counted), names(e.Article, &s.rarities)
	for {
		found, compared := compare(t, named, e.Article, days)
		if len(found) == 0 {
			return Match{Reason: "no article like it"}, nil
		}
		if ok, err := g.holds(ctx, s, found[0].told); err != nil || ok {
			return judge(t, e.Article.When(), found, compared), err
		}
	}
}

// holds reports whether what is known of an article is still so, and
// corrects it.
func (g *Grouper) holds(ctx context.Context, s *shelf, a *told) (bool, error) {
	now, err := g.index.Numbered(ctx, s.name, a.number, a.number+1)
	if err != nil {
		return false, fmt.Errorf("read the nearest article: %w", err)
	}
	if len(now) == 1 && fingerprint(now[0].Terms) == a.print && now[0].When().Equal(a.when) {
		a.story = now[0].Story
		return true, nil
	}
	a.number = 0
	if len(now) == 0 {
		return false, nil
	}
	if d := s.days[dayOf(now[0].When())]; d != nil {
		s.learn(d, now[0])
	}
	return false, nil
}

// likeness is how like an article is to the one that is placed.
type likeness struct {
	*told
	cosine float64
	repeat float64 // the share of the shorter one's pairs that both have
	apart  bool    // titles, names or figures say that it is about something else
}

// compare returns the articles of the days most like a text, most like first;
// before them the first that does not tell of something else; and of how many
// articles.
func compare(t text, named []feature, a articles.Article, days []*day) (found []likeness, compared int) {
	when := a.When()
	found = make([]likeness, 0, maxCompared)
	for _, d := range days {
		for _, b := range d.batches {
			if b == nil {
				continue
			}
			for i, product := range b.like(t) {
				other := &b.articles[i]
				if other.number == 0 || other.number == a.Number || !near(when, other.when) {
					continue
				}
				compared++
				if product > 0 {
					found = kept(found, likeness{told: other, cosine: float64(product) / (t.length * other.length)})
				}
			}
		}
	}
	for i, l := range found {
		product, both, _ := shared(t.pairs, l.pairs)
		found[i].cosine = min(1, l.cosine+product/(t.length*l.length))
		if fewer := min(len(t.pairs), len(l.pairs)); fewer >= fewPairs {
			found[i].repeat = float64(both) / float64(fewer)
		}
		if figuresSince(t, when, l.told) {
			found[i].apart, found[i].repeat = true, 0
			continue
		}
		found[i].apart = found[i].repeat < sameText && (said(t.title, l.text)+said(l.title, t) < 2*sameTitle ||
			len(named) >= fewNames && said(named, l.text) < sameNames)
	}
	slices.SortFunc(found, byCosine)
	if at := slices.IndexFunc(found, func(l likeness) bool { return !l.apart }); at > 0 {
		best := found[at]
		copy(found[1:at+1], found[:at])
		found[0] = best
	}
	return found, compared
}

// kept adds a likeness to a list of the highest, highest first.
func kept(highest []likeness, l likeness) []likeness {
	if n := len(highest); n == maxCompared {
		if byCosine(l, highest[n-1]) > 0 {
			return highest
		}
		highest = highest[:n-1]
	}
	at, _ := slices.BinarySearchFunc(highest, l, byCosine)
	return slices.Insert(highest, at, l)
}

func byCosine(a, b likeness) int {
	return cmp.Or(cmp.Compare(b.cosine, a.cosine), cmp.Compare(b.number, a.number))
}

// figuresSince reports whether a text of some time tells other figures than an
// article does.
func figuresSince(t text, when time.Time, other *told) bool {
	switch order := other.when.Compare(when); {
	case order == 0 || other.when.IsZero() || when.IsZero():
		return otherFigures(other.text, t, false)
	case order < 0:
		return otherFigures(other.text, t, true)
	default:
		return otherFigures(t, other.text, true)
	}
}

// near reports whether two times are close enough for one event. What is
// undated may be of any time.
func near(a, b time.Time) bool { return between(a, b) <= window }

// between is the time between two times, none where one is unknown.
func between(a, b time.Time) time.Duration {
	if a.IsZero() || b.IsZero() {
		return 0
	}
	return a.Sub(b).Abs()
}

// judge draws the conclusion about a text of some time from the likenesses, most
// like first, out of all that were compared.
func judge(t text, when time.Time, found []likeness, compared int) Match {
	best := found[0]
	m := Match{Story: best.story, Nearest: best.number, Similarity: best.cosine}
	switch alike, needed := best.cosine-strongest(t, best.text), needed(found, compared, between(when, best.when)); {
	case best.repeat >= sameText:
		m.Duplicate = true
		m.Reason = fmt.Sprintf("repeats #%d: likeness %.2f", m.Nearest, m.Similarity)
	case best.apart:
		m.Story = 0
		m.Reason = fmt.Sprintf("it tells of something else than #%d: likeness %.2f", m.Nearest, m.Similarity)
	case alike >= needed:
		m.Reason = fmt.Sprintf("tells the same as #%d: likeness %.2f, %.2f of it needed", m.Nearest, alike, needed)
	default:
		m.Story = 0
		m.Reason = fmt.Sprintf("not like enough to #%d: likeness %.2f, %.2f needed", m.Nearest, alike, needed)
	}
	return m
}

// needed is how like the nearest article must be to tell the same story.
func needed(found []likeness, compared int, apart time.Duration) float64 {
	usual := math.Sqrt(max(leastUsual, usualLikeness(found)))
	chance := math.Cbrt(float64(min(max(compared, fewArticles), manyArticles)))
	return sameStory * usual * chance * (1 + apartDay*apart.Hours()/24)
}

// strongest is what the term that two texts share most of adds to their
// likeness: one word in common is no story in common.
func strongest(a, b text) float64 {
	_, _, most := shared(a.terms, b.terms)
	return most / (a.length * b.length)
}

// usualLikeness is how like articles are that merely are about the same kind of
// thing, in the same kind of words. A few articles say little about that.
func usualLikeness(found []likeness) float64 {
	var sum float64
	others, counted := 0, 0
	for _, l := range found {
		if l.story == found[0].story {
			continue
		}
		others++
		if others > closeArticles && counted < usualArticles {
			sum += l.cosine
			counted++
		}
	}
	return sum / float64(max(counted, usualArticles/2))
}
