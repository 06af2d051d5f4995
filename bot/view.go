package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"briefly/articles"
	"briefly/bot/words"
)

// viewCommand opens a view: "/view KEY" or, from a later item on, "/view KEY 5".
func (b *Bot) viewCommand() Command {
	return Command{
		Name:   "view",
		Help:   words.HelpView,
		Params: []Param{{Name: "key", Help: words.HelpView, Kind: Words, Required: true}},
		Hidden: true,
		run:    b.view,
	}
}

func (b *Bot) view(ctx context.Context, c *call, say func(Answer) bool) error {
	key, rest, _ := strings.Cut(c.Args["key"], " ")
	v, err := b.Views.View(ctx, key)
	if err != nil {
		return notFound(err, words.ViewGone)
	}
	if len(v.Items) == 0 {
		return b.again(ctx, c, v, say)
	}
	from := 0
	if rest != "" {
		if from, err = strconv.Atoi(rest); err != nil || from < 0 || from >= len(v.Items) {
			return problem(words.ViewGone)
		}
	}
	return b.page(ctx, c, v, from, say)
}

// again runs the command that a view stands for. A view never stands for the
// opening of another.
func (b *Bot) again(ctx context.Context, c *call, v View, say func(Answer) bool) error {
	r := c.Request
	r.Text = v.Command
	next, err := b.parse(r)
	if err != nil {
		return err
	}
	if next.Command.Name == c.Command.Name {
		return problem(words.ViewGone)
	}
	if err := next.check(); err != nil {
		return err
	}
	if err := b.mayRun(ctx, next.Command, r); err != nil {
		return err
	}
	next.words, next.now, next.shelves = c.words, c.now, c.shelves
	return next.Command.run(ctx, next, say)
}

// page shows one page of a list, as far as the opener's shelves hold it.
func (b *Bot) page(ctx context.Context, c *call, v View, from int, say func(Answer) bool) error {
	to := min(from+c.pageSize(), len(v.Items))
	found, err := b.Library.Articles(ctx, c.shelves, v.Items[from:to])
	if err != nil {
		return fmt.Errorf("read a page of a view: %w", err)
	}
	before, err := b.filled(ctx, c, v, from-c.pageSize(), -c.pageSize())
	if err != nil {
		return err
	}
	after, err := b.filled(ctx, c, v, to, c.pageSize())
	if err != nil {
		return err
	}
	if len(found) == 0 { // all of this page was removed
		if other := max(after, before); other >= 0 {
			return b.page(ctx, c, v, other, say)
		}
		return problem(words.ViewGone)
	}
	a := list(c, v.Title, found)
	a.View = v.Key
	a.continued(c, v.Items)
	// Somebody else's click in a shared chat must not change the list under the
	// asker's eyes: it opens for them alone.
	a.Replace = v.Self == c.Self
	a.Private = !a.Replace && c.Kind != Private
	a.Note = c.words.Say(words.PageOf, "from", from+1, "n", len(v.Items)) // not up to where: less may fit
	if before >= 0 {
		a.Actions = append(a.Actions, Action{Label: c.words.Say(words.Back), Command: fmt.Sprintf("/view %s %d", v.Key, before)})
	}
	if after >= 0 {
		a.Actions = append(a.Actions, moreAction(c, v.Key, after))
	}
	say(a)
	return nil
}

// filled is where the nearest page begins, from an item on and by so many items
// forth or back, of which not all was removed; below 0 when there is none.
func (b *Bot) filled(ctx context.Context, c *call, v View, at, step int) (int, error) {
	for ; at > -c.pageSize() && at < len(v.Items); at += step {
		from := max(0, at)
		found, err := b.Library.Articles(ctx, c.shelves, v.Items[from:min(at+c.pageSize(), len(v.Items))])
		if err != nil {
			return 0, fmt.Errorf("look at another page of a view: %w", err)
		}
		if len(found) > 0 {
			return from, nil
		}
	}
	return -1, nil
}

// list is an answer that shows articles, each with itself as its source.
func list(c *call, title string, found []articles.Article) Answer {
	a := Answer{Title: title}
	for i, x := range found {
		a.Sources = append(a.Sources, articleSource(c, x))
		a.Items = append(a.Items, articleItem(c, x, i))
	}
	return a
}

// articleSource is a whole article as a source.
func articleSource(c *call, x articles.Article) Source {
	return Source{
		Number: x.Number, Revision: x.Revision, Key: x.Key, Title: x.Title, Publisher: x.Publisher,
		URL: x.URL, Published: x.Published, Added: x.Added, Language: c.words.Foreign(x.Lang),
	}
}
