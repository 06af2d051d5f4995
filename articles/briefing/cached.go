package briefing

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"briefly/articles"
)

// Cached is a Briefer that remembers its briefings. What it gives is shared and
// must not be changed.
type Cached struct {
	*Briefer
	cache             *articles.Cache
	topics, days, one *articles.Cached[Briefing]
}

// NewCached returns a Cached over a Briefer, which should not remember anything
// itself.
func NewCached(b *Briefer, c *articles.Cache) *Cached {
	return &Cached{
		b, c, articles.NewCached[Briefing](c, "topic"),
		articles.NewCached[Briefing](c, "day"), articles.NewCached[Briefing](c, "summary"),
	}
}

// Topic answers what is happening with a topic: see Briefer.
func (c *Cached) Topic(ctx context.Context, q Question) (Briefing, error) {
	q.Text = strings.Join(strings.Fields(q.Text), " ")
	return c.get(ctx, c.topics, q, q.Text, func(ctx context.Context, q Question) (Briefing, []articles.Tag, error) {
		br, found, err := c.topic(ctx, q)
		return br, append(found.Tags(q.Shelves), shown(br)...), err
	})
}

// Day answers what is happening: see Briefer.
func (c *Cached) Day(ctx context.Context, q Question) (Briefing, error) {
	return c.get(ctx, c.days, q, "", func(ctx context.Context, q Question) (Briefing, []articles.Tag, error) {
		br, err := c.Briefer.Day(ctx, q)
		return br, articles.ShelfTags(q.Shelves), err
	})
}

// Article answers what one article says: see Briefer.
func (c *Cached) Article(ctx context.Context, q Question, n articles.Number) (Briefing, error) {
	return c.get(ctx, c.one, q, fmt.Sprintf("#%d", n), func(ctx context.Context, q Question) (Briefing, []articles.Tag, error) {
		br, err := c.Briefer.Article(ctx, q, n)
		tags := append(shown(br), articles.ArticleTag(n))
		if a, err := c.library.Article(ctx, q.Shelves, n); err == nil {
			tags = append(tags, articles.StoryTag(a.Story)) // who else tells it
		}
		return br, tags, err
	})
}

// get looks up the briefing of a question. The moment of asking is no part of
// its key: that is what its age is for.
func (c *Cached) get(
	ctx context.Context, of *articles.Cached[Briefing], q Question, what string,
	look func(context.Context, Question) (Briefing, []articles.Tag, error),
) (Briefing, error) {
	asked := q
	q.Shelves = c.cache.Filled(q.Shelves)
	rest := make([]byte, 0, len(what)+40)
	rest = append(append(rest, q.Lang...), ' ')
	rest = append(append(rest, q.Now.Location().String()...), ' ')
	rest = append(strconv.AppendInt(rest, int64(q.Stories), 10), ' ')
	if q.Fixed {
		rest = append(rest, q.Back.String()...)
	} else {
		rest = append(rest, '-')
	}
	rest = append(append(rest, ' '), what...)
	br, err := of.Get(ctx, q.Shelves, string(rest), func(ctx context.Context) (Briefing, []articles.Tag, error) { return look(ctx, q) })
	if err != nil {
		return Briefing{}, err
	}
	asked.Back = br.Back
	br.Question = asked
	return br, nil
}

// shown are the tags of the articles that a briefing shows or lists.
func shown(br Briefing) []articles.Tag {
	tags := make([]articles.Tag, 0, len(br.Order)+len(br.Sources))
	for _, n := range br.Order {
		tags = append(tags, articles.ArticleTag(n))
	}
	for _, s := range br.Sources {
		tags = append(tags, articles.ArticleTag(s.Number))
	}
	return tags
}
