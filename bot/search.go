package bot

import (
	"context"
	"fmt"
	"strings"

	"briefly/articles"
	"briefly/articles/search"
	"briefly/bot/words"
)

func (b *Bot) searchCommand() Command {
	return Command{
		Name: "search",
		Help: words.HelpSearch,
		Params: []Param{
			{Name: "words", Help: words.HelpWords, Kind: Words, Required: true, complete: b.completeTopic},
		},
		run: b.search,
	}
}

// search lists the articles that hold the words, best first, over all time.
func (b *Bot) search(ctx context.Context, c *call, say func(Answer) bool) error {
	text := c.Args["words"]
	if text == "" {
		return b.examples(ctx, c, words.SearchWhat, "/search ")
	}
	const most = 50
	found, err := b.Searcher.Search(ctx, search.Request{Text: text, Lang: c.words.Lang(), Shelves: c.shelves, Limit: most, Now: c.now, Strict: true})
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	if len(found.Hits) == 0 {
		return b.instead(ctx, c, problem(words.NothingFound, "topic", printable(text)), "/search ", found.Suggestions)
	}
	order := make([]articles.Number, len(found.Hits))
	for i, h := range found.Hits {
		order[i] = h.Number
	}
	shown, err := b.Library.Articles(ctx, c.shelves, order[:min(len(order), c.pageSize())])
	if err != nil {
		return fmt.Errorf("read what was found: %w", err)
	}
	a := list(c, c.words.Say(words.FoundFor, "words", text), shown)
	a.Note = c.words.Say(words.Found, "n", len(order))
	if len(found.As) > 0 {
		a.Note = c.words.Say(words.SearchedAs, "names", strings.Join(found.As, ", ")) + "\n" + a.Note
	}
	if err := b.remember(ctx, c, &a, order); err != nil {
		return err
	}
	say(a)
	return nil
}

// examples answers a bare command with what it is for and live topics to try.
func (b *Bot) examples(ctx context.Context, c *call, key words.Key, command string) error {
	const most = 3
	p := problem(key)
	found, err := b.Searcher.Complete(ctx, c.shelves, "", most)
	if err != nil {
		return fmt.Errorf("find examples: %w", err)
	}
	for _, word := range found {
		p = p.with(Action{Label: command + word, Command: command + word})
	}
	return p
}
