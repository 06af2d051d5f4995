package bot

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"briefly/articles"
	"briefly/articles/briefing"
	"briefly/bot/words"
)

// windows are the choices of since: and how far back each looks.
var windows = []struct {
	name string
	back time.Duration // 0: everything
}{
	{"24h", 24 * time.Hour},
	{"7d", 7 * 24 * time.Hour},
	{"30d", 30 * 24 * time.Hour},
	{"all", 0},
}

func (b *Bot) summaryCommand() Command {
	choices := make([]string, len(windows))
	for i, w := range windows {
		choices[i] = w.name
	}
	return Command{
		Name: "summary",
		Help: words.HelpSummary,
		Params: []Param{
			{Name: "topic", Help: words.HelpTopic, Kind: Words, complete: b.completeTopic},
			{Name: "since", Help: words.HelpSince, Kind: Option, Choices: choices},
			{Name: "file", Help: words.HelpPage, Kind: Upload},
		},
		run: b.summary,
	}
}

func (b *Bot) summary(ctx context.Context, c *call, say func(Answer) bool) error {
	topic := c.Args["topic"]
	if len(c.Files) > 0 {
		return b.summaryOfFiles(ctx, c, topic, say)
	}
	links := linksIn(c.Text)
	if topic == "" {
		links = linksIn(c.Quoted)
	}
	if len(links) > 0 {
		return b.summaryOfLinks(ctx, c, links, say)
	}
	if n, sure, ok := number(topic); ok {
		err := b.summaryOfArticle(ctx, c, n, !sure, say)
		if sure || !errors.Is(err, articles.ErrNotFound) {
			return notFound(err, words.NoArticle, "number", "#"+fmt.Sprint(n))
		}
	}
	switch {
	case topic == "" && c.Quoted != "":
		return b.summaryOfQuoted(ctx, c, say)
	case topic == "":
		return b.summaryOfDay(ctx, c, say)
	}
	return b.summaryOfTopic(ctx, c, topic, say)
}

// notFound turns articles.ErrNotFound into words.
func notFound(err error, key words.Key, args ...any) error {
	if errors.Is(err, articles.ErrNotFound) {
		return problem(key, args...)
	}
	return err
}

func (c *call) question(text string) briefing.Question {
	q := briefing.Question{
		Text:    text,
		Lang:    c.words.Lang(),
		Shelves: c.shelves,
		Now:     c.now,
		Stories: c.pageSize(),
	}
	for _, w := range windows {
		if w.name == c.Args["since"] {
			q.Back, q.Fixed = w.back, true
		}
	}
	return q
}

// pageSize is how many items an answer shows.
func (c *call) pageSize() int {
	const usual = 5
	if c.Want > 0 {
		return c.Want
	}
	return usual
}

func (b *Bot) summaryOfTopic(ctx context.Context, c *call, topic string, say func(Answer) bool) error {
	br, err := b.Briefer.Topic(ctx, c.question(topic))
	if err != nil {
		return fmt.Errorf("brief on a topic: %w", err)
	}
	if len(br.Stories) == 0 {
		return b.nothing(ctx, c, topic, br)
	}
	a := present(c, topic, br)
	if err := b.remember(ctx, c, &a, br.Order); err != nil {
		return err
	}
	if !br.Own {
		a.Share = "/summary " + topic
		if since := c.Args["since"]; since != "" {
			a.Share += " since:" + since
		}
	}
	say(a)
	return nil
}

// nothing says that nobody wrote about a topic, and what was written about.
func (b *Bot) nothing(ctx context.Context, c *call, topic string, br briefing.Briefing) error {
	p := problem(words.NothingFound, "topic", printable(topic))
	if br.Fixed && br.Back > 0 {
		p = problem(words.NothingFoundSince, "topic", printable(topic), "since", c.Args["since"])
		p = p.with(Action{Label: c.words.Say(words.LookFurther), Command: "/summary " + topic + " since:all"})
	}
	return b.instead(ctx, c, p, "/summary ", br.Suggestions)
}

// instead offers what was written about in place of what nobody wrote about:
// the nearest topics, or else the stories told most.
func (b *Bot) instead(ctx context.Context, c *call, p *Problem, command string, nearest []string) error {
	for _, s := range nearest {
		p = p.with(Action{Label: s, Command: command + s})
	}
	if len(nearest) > 0 {
		return p
	}
	live, err := b.liveTopics(ctx, c)
	if err != nil {
		return err
	}
	if len(live) == 0 {
		return problem(words.NothingYet).with(Action{Label: "/add", Command: "/add"})
	}
	return p.with(live...)
}

func (b *Bot) summaryOfDay(ctx context.Context, c *call, say func(Answer) bool) error {
	br, err := b.Briefer.Day(ctx, c.question(""))
	if err != nil {
		return fmt.Errorf("brief on the day: %w", err)
	}
	if len(br.Stories) == 0 {
		return problem(words.NothingYet).with(Action{Label: "/add", Command: "/add"})
	}
	a := present(c, c.words.Say(words.Today, "date", c.words.Date(c.now, c.now)), br)
	if err := b.remember(ctx, c, &a, br.Order); err != nil {
		return err
	}
	say(a)
	return nil
}

// summaryOfArticle answers with one article. A number that was typed bare may
// have been meant as a word, so the search for it is offered too.
func (b *Bot) summaryOfArticle(ctx context.Context, c *call, n articles.Number, bare bool, say func(Answer) bool) error {
	a, err := b.article(ctx, c, n)
	if err != nil {
		return err
	}
	if bare {
		a.Actions = append(a.Actions, Action{Label: c.words.Say(words.SearchFor, "words", n), Command: fmt.Sprintf("/search %d", n)})
	}
	say(a)
	return nil
}

// article is the answer that shows one article.
func (b *Bot) article(ctx context.Context, c *call, n articles.Number) (Answer, error) {
	br, err := b.Briefer.Article(ctx, c.question(""), n)
	if err != nil {
		return Answer{}, fmt.Errorf("brief on article %d: %w", n, err)
	}
	a := present(c, br.Sources[0].Title, br)
	if br.Words > 0 {
		a.Note = readingTime(c, br) + "\n" + a.Note
	}
	if br.Sources[0].Revision > 1 {
		now, err := b.Library.Article(ctx, c.shelves, n)
		if err != nil {
			return Answer{}, fmt.Errorf("read article %d: %w", n, err)
		}
		a.Note = updated(c, now) + "\n" + a.Note
	}
	a.Actions = append(a.Actions, Action{Label: c.words.Say(words.WhyButton), Command: fmt.Sprintf("/why #%d", n)})
	common, err := b.Library.Articles(ctx, []articles.Shelf{articles.Common, articles.Sample}, []articles.Number{n})
	if err != nil {
		return Answer{}, fmt.Errorf("look for article %d on the common shelf: %w", n, err)
	}
	if len(common) == 1 {
		a.Share = fmt.Sprintf("/summary #%d", n)
	}
	return a, nil
}

// updated says when an article's text changed last.
func updated(c *call, a articles.Article) string {
	return c.words.Say(words.UpdatedOne, "number", fmt.Sprintf("#%d", a.Number), "ago", c.words.Ago(a.Changed, c.now))
}

// readingTime says how long the article takes and how long its summary.
func readingTime(c *call, br briefing.Briefing) string {
	const perMinute = 220 // words, of somebody who reads for himself
	short := 0
	for _, s := range br.Lead {
		short += len(strings.Fields(s.Text))
	}
	seconds := max(5, 5*int(math.Round(60*float64(short)/perMinute/5)))
	return c.words.Say(words.ReadingTime,
		"minutes", max(1, int(math.Round(float64(br.Words)/perMinute))), "seconds", seconds)
}

// completeTopic proposes topics that are really on the asker's shelves.
func (b *Bot) completeTopic(ctx context.Context, c *call, prefix string) ([]Choice, error) {
	found, err := b.Searcher.Complete(ctx, c.shelves, prefix, mostChoices)
	if err != nil {
		return nil, err
	}
	choices := make([]Choice, len(found))
	for i, f := range found {
		choices[i] = Choice{Label: f, Value: f}
	}
	return choices, nil
}
