package telegram

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"briefly/adapters/outgoing"
	"briefly/adapters/text"
	"briefly/bot"
)

// Limits of inline mode (core.telegram.org/bots/api#answerinlinequery).
const (
	inlinePage = 50 // results at once
	inlineTime = 60 // seconds for which Telegram keeps the results
	inlineNote = 64 // characters of the line above the results; phones show fewer
	// inlineUnits are those of a result's message. The markup that goes with so
	// many is below 4,096 characters, whichever of them the limit means
	// (core.telegram.org/bots/api#inputtextmessagecontent), and all results are
	// below the 1 MiB of parameters that the server reads.
	inlineUnits = 512
	inlineTitle = 256 // characters; phones show fewer
	inlineGist  = 512
)

// inlineOffset says where a list goes on: a view's key and the item.
var inlineOffset = regexp.MustCompile(`^([a-z2-7]{16}) ([0-9]{1,6})$`)

// inlineResult is an InlineQueryResultArticle.
type inlineResult struct {
	Type        string        `json:"type"`
	ID          string        `json:"id"`
	Title       string        `json:"title"`
	Description string        `json:"description,omitempty"`
	Content     inlineContent `json:"input_message_content"`
}

// inlineContent is an InputTextMessageContent.
type inlineContent struct {
	Text    string         `json:"message_text"`
	Mode    string         `json:"parse_mode"`
	Preview map[string]any `json:"link_preview_options"`
}

// handleInline answers "@bot topic", written in any chat, with stories to send
// there; nothing typed gives the day's. They come from the common shelf alone:
// what is sent is read by people who may not see the asker's own shelf.
func (t *Telegram) handleInline(ctx context.Context, id string, q *inlineQuery) error {
	r := bot.Request{
		ID: id, At: bot.Place{Platform: platform, Chat: "inline:" + formatID(q.From.ID)}, Self: q.From.place(), Name: q.From.name(),
		Kind: bot.Group, Locale: q.From.Language, Want: inlinePage, Text: "/summary",
	}
	if topic := text.Line(q.Query); topic != "" {
		r.Text = inlineCommand(topic)
	}
	if m := inlineOffset.FindStringSubmatch(q.Offset); m != nil {
		r.Text = "/view " + m[1] + " " + m[2]
	}
	var last bot.Answer
	for a := range t.core.Answer(ctx, r) {
		last = a
	}
	results := t.inlineResults(last)
	params := tgbotapi.Params{"inline_query_id": q.ID, "is_personal": "true", "cache_time": strconv.Itoa(inlineTime)}
	params.AddNonEmpty("next_offset", nextPage(last, q.Offset))
	if err := params.AddInterface("results", results); err != nil {
		return fmt.Errorf("answer an inline query: %w", err)
	}
	if why := text.Line(last.Note); len(results) == 0 && why != "" {
		// Pressed, it opens the private chat, where everything is to be had.
		button := map[string]string{"text": text.Cut(why, inlineNote, text.UTF16), "start_parameter": "inline"}
		if err := params.AddInterface("button", button); err != nil {
			return fmt.Errorf("answer an inline query: %w", err)
		}
	}
	err := t.request(ctx, outgoing.Job{Priority: outgoing.Aside, Patience: t.options.Timeout}, "answerInlineQuery", params, nil)
	if refusedIn(err, http.StatusBadRequest, "query is too old") {
		return nil // the person has typed on
	}
	return err
}

// inlineCommand lists the stories of a topic. What could be anything else, such as
// a link, which would be read and kept, or a number, is searched for as words.
func inlineCommand(topic string) string {
	words, _, _ := strings.Cut(topic, " since:")
	if command := "/summary " + topic; topicCommand.MatchString(command) && strings.ContainsFunc(words, unicode.IsLetter) {
		return command
	}
	return "/search " + topic
}

// inlineResults shows each item of an answer as a message of its own.
func (t *Telegram) inlineResults(a bot.Answer) []inlineResult {
	results := []inlineResult{}
	for _, item := range a.Items {
		item.Title, item.Gist = text.Cut(text.Line(item.Title), inlineTitle, text.UTF16), text.Cut(text.Line(item.Gist), inlineGist, text.UTF16)
		if item.Number == 0 || item.Title == "" {
			continue
		}
		item.Actions = nil
		one := bot.Answer{Items: []bot.Item{item}, Sources: a.Sources, Lang: a.Lang}
		s := renderWithin(one, t.look(), inlineUnits)
		preview := map[string]any{"is_disabled": true}
		if link := text.WebURL(item.URL); link != "" {
			preview = map[string]any{"url": link, "prefer_small_media": true}
		}
		results = append(results, inlineResult{
			Type: "article", ID: fmt.Sprint(item.Number), Title: item.Title, Description: item.Gist,
			Content: inlineContent{Text: s.HTML, Mode: tgbotapi.ModeHTML, Preview: preview},
		})
	}
	return results
}

// nextPage is where a list goes on behind what an answer shows of it, by its
// own button for that; empty when it ends there.
func nextPage(a bot.Answer, shown string) string {
	for _, action := range a.Actions {
		m := viewCommand.FindStringSubmatch(action.Command)
		if m == nil || m[1] != a.View {
			continue
		}
		if to, _ := strconv.Atoi(m[2]); to > offsetItem(shown) {
			return m[1] + " " + m[2]
		}
	}
	return ""
}

// offsetItem is the item at which an offset begins; 0 without one.
func offsetItem(offset string) int {
	m := inlineOffset.FindStringSubmatch(offset)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[2]) // digits, as many as fit
	return n
}
