package bot

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"briefly/articles"
	"briefly/articles/ingest"
	"briefly/bot/words"
)

const (
	// mostLinks is how many links of one message are read; the rest is named,
	// mostNamed of it.
	mostLinks = 5
	mostNamed = 10
	// refreshPatience is how long an answer, and with it its chat, waits for a
	// page that is read again behind the scenes.
	refreshPatience = 3 * time.Second
)

// summaryOfLinks answers with what the pages behind links say: one in full,
// several in a line each.
func (b *Bot) summaryOfLinks(ctx context.Context, c *call, links []string, say func(Answer) bool) error {
	if len(links) == 1 {
		return b.summaryOfLink(ctx, c, links[0], say)
	}
	shown := links[:min(len(links), mostLinks)]
	lines := make([]linkLine, len(shown))
	var reading sync.WaitGroup
	for i, u := range shown {
		reading.Go(func() { lines[i] = b.linkLine(ctx, c, u) })
	}
	reading.Wait()
	a := Answer{Title: c.words.Say(words.LinksTitle, "n", len(shown))}
	var again []<-chan struct{}
	for _, line := range lines {
		if line.unread.Title != "" {
			a.Items = append(a.Items, line.unread)
			continue
		}
		a.Items = append(a.Items, articleItem(c, line.article, len(a.Sources)))
		a.Sources = append(a.Sources, articleSource(c, line.article))
		again = append(again, line.again)
	}
	if rest := links[len(shown):]; len(rest) > 0 {
		a.Note = c.words.Say(words.LinksRest, "links", named(c, rest))
	}
	if !say(a) || !await(ctx, again...) {
		return nil
	}
	return b.linesAnew(ctx, c, a, lines, say)
}

// linkLine is what a list says of one link.
type linkLine struct {
	article articles.Article
	again   <-chan struct{} // closed when its page has been read again; nil: it is not
	unread  Item            // what is said instead when there is no article
}

// linkLine reads one link of several. It runs beside others, so a panic ends
// here.
func (b *Bot) linkLine(ctx context.Context, c *call, u string) (line linkLine) {
	unread := func(err error) linkLine {
		return linkLine{unread: Item{Title: withoutSecrets(u), Gist: b.whyUnread(ctx, c, err)}}
	}
	defer func() {
		if p := recover(); p != nil {
			line = unread(fmt.Errorf("panic: %v", p))
		}
	}()
	n, err := b.Links.Link(ctx, c.shelves, ingest.Spellings(u)...)
	if errors.Is(err, articles.ErrNotFound) {
		var r ingest.Result
		r, err = b.Adder.AddLink(ctx, ingest.Link{URL: u, Shelf: c.At.Shelf(), AddedBy: c.Name})
		n = r.Number
	}
	if err != nil {
		line = unread(err)
		if maybeFeed(u, err) {
			b.feedOfLine(ctx, c, u, &line.unread)
		}
		return line
	}
	if line.article, err = b.Library.Article(ctx, c.shelves, n); err != nil {
		return unread(err)
	}
	line.again = b.Refresher.Refresh(line.article)
	return line
}

// linesAnew answers once more when pages of a list have changed.
func (b *Bot) linesAnew(ctx context.Context, c *call, a Answer, lines []linkLine, say func(Answer) bool) error {
	var notes []string
	a.Items, a.Sources = slices.Clone(a.Items), slices.Clone(a.Sources) // the first ones are on their way
	for i, line := range lines {
		if line.again == nil {
			continue
		}
		now, err := b.Library.Article(ctx, c.shelves, line.article.Number)
		switch {
		case errors.Is(err, articles.ErrNotFound): // removed meanwhile
		case err != nil:
			return fmt.Errorf("read article %d: %w", line.article.Number, err)
		case now.Revision != line.article.Revision:
			at := a.Items[i].Sources[0]
			a.Items[i], a.Sources[at] = articleItem(c, now, at), articleSource(c, now)
			notes = append(notes, updated(c, now))
		}
	}
	if len(notes) == 0 {
		return nil
	}
	if a.Note != "" {
		notes = append(notes, a.Note)
	}
	a.Note = strings.Join(notes, "\n")
	say(a)
	return nil
}

// summaryOfLink answers with the page behind a link: from the store when it was
// read before, and then once more when it turns out soon to have changed since.
func (b *Bot) summaryOfLink(ctx context.Context, c *call, u string, say func(Answer) bool) error {
	n, err := b.Links.Link(ctx, c.shelves, ingest.Spellings(u)...)
	switch {
	case errors.Is(err, articles.ErrNotFound):
		return b.readLink(ctx, c, u, say)
	case err != nil:
		return fmt.Errorf("look for a link: %w", err)
	}
	known, err := b.Library.Article(ctx, c.shelves, n)
	if err != nil {
		return fmt.Errorf("read article %d: %w", n, err)
	}
	again := b.Refresher.Refresh(known)
	a, err := b.article(ctx, c, n)
	if err != nil {
		return err
	}
	if !say(a) || !await(ctx, again) {
		return nil
	}
	now, err := b.Library.Article(ctx, c.shelves, n)
	if errors.Is(err, articles.ErrNotFound) || err == nil && now.Revision == known.Revision {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read article %d: %w", n, err)
	}
	if a, err = b.article(ctx, c, n); err != nil {
		return err
	}
	say(a)
	return nil
}

// await waits until pages have been read again, but no longer than people like
// to wait for one another. Without any it reports false.
func await(ctx context.Context, pages ...<-chan struct{}) bool {
	patience := time.NewTimer(refreshPatience)
	defer patience.Stop()
	waited := false
	for _, page := range pages {
		if page == nil {
			continue
		}
		waited = true
		select {
		case <-page:
		case <-patience.C:
			return true // some may have been read
		case <-ctx.Done():
			return false
		}
	}
	return waited
}

// readLink fetches, stores and answers.
func (b *Bot) readLink(ctx context.Context, c *call, u string, say func(Answer) bool) error {
	r, err := b.Adder.AddLink(ctx, ingest.Link{URL: u, Shelf: c.At.Shelf(), AddedBy: c.Name})
	if err != nil {
		return b.unreadable(ctx, c, u, err, say)
	}
	a, err := b.article(ctx, c, r.Number)
	if err != nil {
		return err
	}
	tellOutcome(c, &a, r)
	say(a)
	return nil
}

// named lists links that are not read.
func named(c *call, links []string) string {
	var shown []string
	for _, u := range links[:min(len(links), mostNamed)] {
		shown = append(shown, withoutSecrets(u))
	}
	if more := len(links) - len(shown); more > 0 {
		shown = append(shown, c.words.Say(words.LinksMore, "n", more))
	}
	return strings.Join(shown, ", ")
}

// withoutSecrets shows a link by its host and path: what else it has may be
// meant for one reader.
func withoutSecrets(link string) string {
	const most = 80
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	shown := u.Host + strings.TrimSuffix(u.Path, "/")
	if first := firstRunes(shown, most); len(first) < len(shown) {
		return first + "…"
	}
	return shown
}

// hostOf names a link's site.
func hostOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
