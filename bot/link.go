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
	"briefly/articles/extract"
	"briefly/articles/ingest"
	"briefly/articles/search"
	"briefly/bot/words"
)

const (
	// mostLinks is how many links of one message are read; the rest is named.
	mostLinks = 5
	// freshFor is how long a page that was read is taken for unchanged.
	freshFor = time.Hour
	// worthSummarising is how many words a forwarded text has at least to be
	// summarised in place of a page that cannot be read.
	worthSummarising = 60
)

// summaryOfLinks answers with what the pages behind links say: one in full,
// several in a line each.
func (b *Bot) summaryOfLinks(ctx context.Context, c *call, links []string, say func(Answer) bool) error {
	if len(links) == 1 {
		return b.summaryOfLink(ctx, c, links[0], say)
	}
	shown := links[:min(len(links), mostLinks)]
	lines := make([]Item, len(shown))
	var reading sync.WaitGroup
	for i, u := range shown {
		reading.Go(func() { lines[i] = b.linkLine(ctx, c, u) })
	}
	reading.Wait()
	a := Answer{Title: c.words.Say(words.LinksTitle, "n", len(shown)), Items: lines}
	if rest := links[len(shown):]; len(rest) > 0 {
		a.Note = c.words.Say(words.LinksRest, "links", strings.Join(rest, " "))
	}
	say(a)
	return nil
}

// linkLine is what a list says of one link. It runs beside others, so a panic
// ends here.
func (b *Bot) linkLine(ctx context.Context, c *call, u string) (line Item) {
	defer func() {
		if p := recover(); p != nil {
			line = Item{Title: hostOf(u), Gist: b.whyUnread(ctx, c, fmt.Errorf("panic: %v", p)), URL: u}
		}
	}()
	n, _, err := b.Links.Link(ctx, c.shelves, ingest.Canonical(u))
	if errors.Is(err, articles.ErrNotFound) {
		var r ingest.Result
		r, err = b.Adder.AddLink(ctx, ingest.Link{URL: u, Shelf: c.At.Shelf(), AddedBy: c.Name})
		n = r.Number
	}
	var a articles.Article
	if err == nil {
		a, err = b.Library.Article(ctx, c.shelves, n)
	}
	if err != nil {
		return Item{Title: hostOf(u), Gist: b.whyUnread(ctx, c, err), URL: u}
	}
	it := articleItem(c, a, 0)
	it.Sources = nil
	return it
}

// summaryOfLink answers with the page behind a link: from the store when it was
// read before, and then once more when it has changed since.
func (b *Bot) summaryOfLink(ctx context.Context, c *call, u string, say func(Answer) bool) error {
	n, read, err := b.Links.Link(ctx, c.shelves, ingest.Canonical(u))
	switch {
	case errors.Is(err, articles.ErrNotFound):
		return b.readLink(ctx, c, u, say)
	case err != nil:
		return fmt.Errorf("look for a link: %w", err)
	}
	a, err := b.article(ctx, c, n)
	if err != nil {
		return err
	}
	if !say(a) || c.now.Sub(read) < freshFor {
		return nil
	}
	return b.refresh(ctx, c, u, n, say)
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

// refresh reads a known page again and answers anew when it has changed. A page
// that cannot be had now stays as it was read.
func (b *Bot) refresh(ctx context.Context, c *call, u string, n articles.Number, say func(Answer) bool) error {
	known, err := b.Library.Article(ctx, c.shelves, n)
	if err != nil {
		return fmt.Errorf("read article %d: %w", n, err)
	}
	if known.Shelf != c.At.Shelf() {
		return nil // what others share is not changed from here
	}
	r, err := b.Adder.AddLink(ctx, ingest.Link{URL: u, Shelf: known.Shelf, AddedBy: c.Name})
	if err != nil {
		b.Log.InfoContext(ctx, "refreshing a page", "article", n, "error", err)
		return nil
	}
	if r.Outcome == articles.Same {
		return nil
	}
	a, err := b.article(ctx, c, r.Number)
	if err != nil {
		return err
	}
	tellOutcome(c, &a, r)
	say(a)
	return nil
}

// whyUnread says in words why a page could not be read. What is not meant for
// people is logged.
func (b *Bot) whyUnread(ctx context.Context, c *call, err error) string {
	var fetched *ingest.FetchError
	var refused *extract.Refusal
	switch {
	case errors.As(err, &fetched):
		return c.words.Say(words.Unfetched(string(fetched.Reason)))
	case errors.As(err, &refused):
		return c.words.Say(words.Refused(string(refused.Reason)))
	}
	b.Log.ErrorContext(ctx, "reading a link", "error", err)
	return c.words.Say(words.Sorry)
}

// unreadable answers for a page that could not be read with what there is: the
// reason, the headline, a summary of the forwarded text, stored articles that
// tell the same, and how to send the page itself.
func (b *Bot) unreadable(ctx context.Context, c *call, u string, cause error, say func(Answer) bool) error {
	var fetched *ingest.FetchError
	var refused *extract.Refusal
	if !errors.As(cause, &fetched) && !errors.As(cause, &refused) {
		return fmt.Errorf("read a link: %w", cause)
	}
	a := Answer{Title: hostOf(u), Note: c.words.Say(words.LinkUnread, "reason", b.whyUnread(ctx, c, cause))}
	topic := slug(u)
	switch {
	case refused != nil && refused.Title != "" && refused.Reason != extract.Challenge:
		a.Title, topic = refused.Title, refused.Title
	case fetched != nil && fetched.Title != "":
		a.Title, topic = fetched.Title, fetched.Title
	}
	if err := b.quotedLead(ctx, c, &a); err != nil {
		return err
	}
	if err := b.alike(ctx, c, topic, &a); err != nil {
		return err
	}
	say(a)
	return nil
}

// quotedLead summarises the text that came with a link.
func (b *Bot) quotedLead(ctx context.Context, c *call, a *Answer) error {
	text := strings.Join(slices.DeleteFunc(strings.Fields(c.Quoted), func(w string) bool { return len(linksIn(w)) > 0 }), " ")
	if len(strings.Fields(text)) < worthSummarising {
		return nil
	}
	s, err := b.Summarizer.Summarize(ctx, articles.SummaryRequest{
		Articles: []articles.Article{{Body: text}}, Lang: c.words.Lang(), MaxSentences: 3, MaxWords: 70,
	})
	if err != nil {
		return fmt.Errorf("summarise a forwarded text: %w", err)
	}
	for _, x := range s.Sentences {
		a.Lead = append(a.Lead, Sentence{Text: x.Text, Prefix: x.Prefix, Sources: []int{0}})
	}
	if len(a.Lead) > 0 {
		a.Sources = []Source{{Title: c.words.Say(words.ForwardedText)}}
	}
	return nil
}

// alike lists stored articles about a topic.
func (b *Bot) alike(ctx context.Context, c *call, topic string, a *Answer) error {
	if topic == "" {
		return nil
	}
	const most = 3
	found, err := b.Searcher.Search(ctx, search.Request{Text: topic, Lang: c.words.Lang(), Shelves: c.shelves, Limit: most, Now: c.now, News: true, Strict: true})
	if err != nil {
		return fmt.Errorf("search for the like of a page: %w", err)
	}
	if !found.Known {
		return nil
	}
	var numbers []articles.Number
	for _, h := range found.Hits {
		numbers = append(numbers, h.Number)
	}
	read, err := b.Library.Articles(ctx, c.shelves, numbers)
	if err != nil {
		return fmt.Errorf("read the like of a page: %w", err)
	}
	for _, x := range read {
		it := articleItem(c, x, len(a.Sources))
		a.Sources = append(a.Sources, articleSource(c, x))
		a.Items = append(a.Items, it)
	}
	if len(a.Items) > 0 {
		a.Note += "\n" + c.words.Say(words.AlikeNote)
	}
	return nil
}

// hostOf names a link's site.
func hostOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// slug is the words that a link's path spells, which are often the headline.
func slug(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	last := parts[len(parts)-1]
	if i := strings.LastIndexByte(last, '.'); i > 0 {
		last = last[:i]
	}
	words := strings.FieldsFunc(last, func(r rune) bool { return r == '-' || r == '_' || r == '+' })
	const fewest = 3 // a number or a code spells nothing
	if len(words) < fewest {
		return ""
	}
	return strings.Join(words, " ")
}
