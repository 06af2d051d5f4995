package bot

import (
	"context"
	"fmt"
	"strings"

	"briefly/articles"
	"briefly/articles/search"
)

// mostChoices is how many values are proposed at most.
const mostChoices = 25

// Complete implements Core. A proposal that cannot be made is no proposal: the
// person goes on typing.
func (b *Bot) Complete(ctx context.Context, r Request, param string) []Choice {
	if !b.welcome(r) {
		return nil
	}
	c, err := b.parse(r)
	if err != nil {
		return nil
	}
	c.words, c.now, c.shelves = b.speaker.In(r.Locale), b.Now(), shelves(r)
	for _, p := range c.Command.Params {
		if p.Name != param {
			continue
		}
		choices, err := c.propose(ctx, p)
		if err != nil {
			b.Log.WarnContext(ctx, "completing", "command", c.Command.Name, "param", param, "error", err)
		}
		return choices
	}
	return nil
}

func (c *call) propose(ctx context.Context, p Param) ([]Choice, error) {
	if p.complete != nil {
		return p.complete(ctx, c, c.Args[p.Name])
	}
	var choices []Choice
	for _, value := range p.Choices {
		if strings.HasPrefix(value, c.Args[p.Name]) {
			choices = append(choices, Choice{Label: value, Value: value})
		}
	}
	return choices, nil
}

// completeArticle proposes articles that the asker may see: by number, by what
// they are about, or the newest.
func (b *Bot) completeArticle(ctx context.Context, c *call, prefix string) ([]Choice, error) {
	return b.articleChoices(ctx, c, c.shelves, prefix)
}

// completeOwn proposes the articles that were added in the place.
func (b *Bot) completeOwn(ctx context.Context, c *call, prefix string) ([]Choice, error) {
	return b.articleChoices(ctx, c, []articles.Shelf{c.At.Shelf()}, prefix)
}

func (b *Bot) articleChoices(ctx context.Context, c *call, shelves []articles.Shelf, prefix string) ([]Choice, error) {
	found, err := b.choosable(ctx, c, shelves, prefix)
	if err != nil {
		return nil, fmt.Errorf("propose articles: %w", err)
	}
	choices := make([]Choice, len(found))
	for i, a := range found {
		number := fmt.Sprintf("#%d", a.Number)
		choices[i] = Choice{Label: number + " " + a.Title, Value: number}
	}
	return choices, nil
}

// choosable finds the articles that what was typed so far may mean.
func (b *Bot) choosable(ctx context.Context, c *call, shelves []articles.Shelf, prefix string) ([]articles.Article, error) {
	if n, _, ok := number(prefix); ok {
		return b.Library.Articles(ctx, shelves, []articles.Number{n})
	}
	if text := strings.Trim(prefix, "# "); text != "" {
		found, err := b.Searcher.Search(ctx, search.Request{Text: text, Lang: c.words.Lang(), Shelves: shelves, Limit: mostChoices, Now: c.now, Strict: true})
		if err != nil {
			return nil, err
		}
		numbers := make([]articles.Number, len(found.Hits))
		for i, h := range found.Hits {
			numbers[i] = h.Number
		}
		return b.Library.Articles(ctx, shelves, numbers)
	}
	return b.Library.Newest(ctx, articles.Query{Shelves: shelves, Limit: mostChoices})
}
