package bot

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"briefly/articles"
	"briefly/articles/extract"
	"briefly/articles/feeds"
	"briefly/articles/ingest"
	"briefly/articles/search"
	"briefly/bot/words"
)

// worthSummarising is how many words a forwarded text has at least to be
// summarised in place of a page that cannot be read.
const worthSummarising = 60

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

// unreadable answers for a link without an article behind it: with the feed that
// is there, or with why there is nothing.
func (b *Bot) unreadable(ctx context.Context, c *call, u string, cause error, say func(Answer) bool) error {
	if !maybeFeed(u, cause) {
		return b.sayUnread(ctx, c, u, cause, say)
	}
	if c.Command.Name == "add" {
		return b.addFeed(ctx, c, u, func(error) error { return b.sayUnread(ctx, c, u, cause, say) }, say)
	}
	seen, err := b.Feeder.Check(ctx, b.feedRequest(c, u))
	if err != nil {
		return b.sayUnread(ctx, c, u, cause, say)
	}
	say(b.offer(ctx, c, u, seen))
	return nil
}

// maybeFeed reports whether there may be a feed behind a link without an
// article.
func maybeFeed(u string, cause error) bool {
	var fetched *ingest.FetchError
	var refused *extract.Refusal
	return errors.As(cause, &fetched) && fetched.Reason == ingest.ReasonNotPage || errors.As(cause, &refused) && feeds.Likely(u)
}

// sayUnread answers for a page that could not be read with what there is: the
// reason, what may help, the headline, a summary of the forwarded text, and
// stored articles that tell the same.
func (b *Bot) sayUnread(ctx context.Context, c *call, u string, cause error, say func(Answer) bool) error {
	var fetched *ingest.FetchError
	var refused *extract.Refusal
	a := Answer{Title: hostOf(u)}
	topic := slug(u)
	switch {
	case errors.As(cause, &fetched):
		if fetched.Title != "" {
			a.Title, topic = fetched.Title, fetched.Title
		}
	case errors.As(cause, &refused):
		if hasHeadline(refused) {
			a.Title, topic = refused.Title, refused.Title
		}
	default:
		return fmt.Errorf("read a link: %w", cause)
	}
	a.Note = c.words.Say(words.LinkUnread, "reason", b.whyUnread(ctx, c, cause))
	if help := b.whatHelps(ctx, c, fetched, refused); help != "" {
		a.Note += " " + c.words.Say(help)
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

// hasHeadline reports whether the title of a page that is no article may be
// that of one. The others' titles name the obstacle.
func hasHeadline(r *extract.Refusal) bool {
	obstacles := []extract.Reason{extract.Challenge, extract.Login, extract.NotFound, extract.NotText}
	return r.Title != "" && !slices.Contains(obstacles, r.Reason)
}

// whatHelps is what a person can do about a page that could not be read; empty
// when that is nothing. Nobody is told to do what they may not.
func (b *Bot) whatHelps(ctx context.Context, c *call, fetched *ingest.FetchError, refused *extract.Refusal) words.Key {
	spelling := []ingest.Reason{ingest.ReasonNoHost, ingest.ReasonBadLink, ingest.ReasonNotFound}
	later := []ingest.Reason{
		ingest.ReasonUnreachable, ingest.ReasonTimedOut, ingest.ReasonTooMany, ingest.ReasonServer, ingest.ReasonCutOff,
	}
	save := []ingest.Reason{
		ingest.ReasonBlocked, ingest.ReasonCertificate, ingest.ReasonRefused, ingest.ReasonLogIn,
		ingest.ReasonTooManyHops, ingest.ReasonRobots, ingest.ReasonGarbled,
	}
	browser := []extract.Reason{extract.Challenge, extract.Login, extract.Paywall, extract.Empty} // shows more than we get
	switch {
	case fetched != nil && slices.Contains(spelling, fetched.Reason):
		return words.LinkSpelling
	case fetched != nil && slices.Contains(later, fetched.Reason):
		return words.LinkLater
	case fetched != nil && slices.Contains(save, fetched.Reason), refused != nil && slices.Contains(browser, refused.Reason):
		if add, ok := b.command("add"); ok && b.mayRun(ctx, add, c.Request) == nil {
			return words.LinkSave
		}
	}
	return ""
}

// summaryOfQuoted answers with what a text says that somebody pointed at and
// that holds no link. It is kept nowhere.
func (b *Bot) summaryOfQuoted(ctx context.Context, c *call, say func(Answer) bool) error {
	a := Answer{Title: c.words.Say(words.QuotedText)}
	if err := b.quotedLead(ctx, c, &a); err != nil {
		return err
	}
	if len(a.Lead) == 0 {
		return problem(words.QuotedShort)
	}
	a.Sources[0].Title = c.words.Say(words.QuotedText)
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
