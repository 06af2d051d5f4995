package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"briefly/adapters/sqlstore"
	"briefly/articles/ingest"
	"briefly/bot"
)

// askCmd asks one question, or one a line.
type askCmd struct {
	JSON  bool     `help:"Print the answer as JSON."`
	JSONL bool     `name:"jsonl" help:"Read {id,text} lines from standard input and print an answer a line."`
	Topic []string `arg:"" optional:"" help:"What to ask about."`
}

// asked is a line of ask --jsonl.
type asked struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// answered is an answer as JSON; its sources' id is the article's outside key.
type answered struct {
	ID      string         `json:"id,omitempty"`
	Title   string         `json:"title"`
	Lead    []bot.Sentence `json:"lead"`
	Items   []bot.Item     `json:"items"`
	Sources []bot.Source   `json:"sources"`
	Basis   bot.Basis      `json:"basis"`
	Note    string         `json:"note"`
	Actions []bot.Action   `json:"actions"`
}

// Validate refuses calls that ask nothing.
func (c *askCmd) Validate() error {
	topic := strings.TrimSpace(strings.Join(c.Topic, " "))
	if c.JSONL == (len(c.Topic) > 0) || !c.JSONL && topic == "" {
		return errors.New("want a topic, or --jsonl and questions on standard input")
	}
	return nil
}

// Run answers as a person at the console would be answered.
func (c *askCmd) Run(ctx context.Context, a *app) error {
	return a.withBot(ctx, func(b *bot.Bot, _ *sqlstore.Store, _ *ingest.Feeds) error {
		switch {
		case c.JSONL:
			return a.askLines(ctx, b)
		case c.JSON:
			return json.NewEncoder(a.out).Encode(toJSON("", a.ask(ctx, b, strings.Join(c.Topic, " "))))
		default:
			return a.newTerminal(strings.NewReader(strings.Join(strings.Fields(strings.Join(c.Topic, " ")), " ")+"\n")).Run(ctx, b)
		}
	})
}

func (a *app) askLines(ctx context.Context, b *bot.Bot) error {
	encode, flush := a.writeLines()
	err := eachRecord(ctx, a, a.in, func(q asked) error {
		return encode.Encode(toJSON(q.ID, a.ask(ctx, b, q.Text)))
	})
	return errors.Join(err, flush())
}

// ask returns the last, best answer.
func (a *app) ask(ctx context.Context, b *bot.Bot, text string) (last bot.Answer) {
	for answer := range b.Answer(ctx, bot.Request{
		At:     bot.Place{Platform: "console"},
		Self:   bot.Place{Platform: "console"},
		Locale: a.config.Locale,
		Text:   text,
	}) {
		last = answer
	}
	return last
}

func toJSON(id string, x bot.Answer) answered {
	return answered{
		ID: id, Title: x.Title, Lead: orEmpty(x.Lead), Items: orEmpty(x.Items), Sources: orEmpty(x.Sources),
		Basis: x.Basis, Note: x.Note, Actions: orEmpty(x.Actions),
	}
}

// orEmpty makes an absent list an empty one, so that JSON says [] and not null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
