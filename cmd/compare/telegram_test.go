package compare_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"briefly/adapters/adaptertest"
	"briefly/adapters/telegram/telegramtest"
)

// client is a bot by another library than Briefly's, on the double.
type client struct {
	*bot.Bot
	double  *telegramtest.Double
	updates chan *models.Update
}

// newClient makes the client; it does not run yet.
func newClient(t *testing.T, options ...bot.Option) *client {
	t.Helper()
	c := &client{double: telegramtest.New(t, telegramtest.Config{}), updates: make(chan *models.Update, 10)}
	options = append(options, bot.WithServerURL(c.double.URL), bot.WithHTTPClient(0, &http.Client{}),
		bot.WithDefaultHandler(func(_ context.Context, _ *bot.Bot, u *models.Update) { c.updates <- u }),
		bot.WithErrorsHandler(func(err error) { t.Log(err) }))
	var err error
	if c.Bot, err = bot.New(c.double.Token, options...); err != nil {
		t.Fatal(err)
	}
	return c
}

// run runs the bot until the test ends.
func run(t *testing.T, start func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); start(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
}

// TestTelegramDoubleConverses lets the other client live a bot's day on the
// double: commands, a command, an answer, an edit, a click, an inline query and
// a file. The double's own checks of every request and answer run along.
func TestTelegramDoubleConverses(t *testing.T) {
	c := newClient(t)
	run(t, c.Start)
	ctx := t.Context()
	ann := c.double.Person("Ann", "en")
	chat := c.double.Private(ann)

	asked := chat.Say(ann, "/summary bridge")
	u := <-c.updates
	if u.Message.Text != "/summary bridge" || u.Message.From.FirstName != "Ann" || u.Message.Entities[0].Type != models.MessageEntityTypeBotCommand {
		t.Errorf("the update: %+v", u.Message)
	}
	keyboard := &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "More", CallbackData: "/more"}}}}
	sent, err := c.SendMessage(ctx, &bot.SendMessageParams{ChatID: u.Message.Chat.ID, Text: "<b>Bridge</b> &amp; <a href='https://a.example/x'>more</a>",
		ParseMode: models.ParseModeHTML, ReplyParameters: &models.ReplyParameters{MessageID: int(asked)}, ReplyMarkup: keyboard})
	if err != nil || sent.Text != "Bridge & more" || len(sent.Entities) != 2 || sent.Entities[1].URL != "https://a.example/x" {
		t.Fatalf("%+v, %v", sent, err)
	}
	edited, err := c.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: chat.ID, MessageID: sent.ID, Text: "Page 2", ReplyMarkup: keyboard})
	if err != nil || edited.Text != "Page 2" || edited.ReplyMarkup.InlineKeyboard[0][0].CallbackData != "/more" {
		t.Errorf("%+v, %v", edited, err)
	}
	click := c.double.Click(ann, chat.Await(1), "/more")
	u = <-c.updates
	if u.CallbackQuery.Data != "/more" || u.CallbackQuery.Message.Message.ID != sent.ID {
		t.Errorf("the click: %+v", u.CallbackQuery)
	}
	if _, err := c.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID, Text: "Yes", ShowAlert: true}); err != nil {
		t.Error(err)
	}
	if c.double.Answered(click)["text"] != "Yes" {
		t.Errorf("the click was answered with %v", c.double.Answered(click))
	}
	inline := c.double.Inline(ann, "bridge", "", "sender")
	u = <-c.updates
	_, err = c.AnswerInlineQuery(ctx, &bot.AnswerInlineQueryParams{InlineQueryID: u.InlineQuery.ID, IsPersonal: true, NextOffset: "50",
		Results: []models.InlineQueryResult{&models.InlineQueryResultArticle{ID: "1", Title: "Bridge",
			InputMessageContent: &models.InputTextMessageContent{MessageText: "<i>Bridge</i>", ParseMode: models.ParseModeHTML}}}})
	if err != nil || c.double.Answered(inline)["next_offset"] != "50" {
		t.Errorf("the inline query: %v, %v", c.double.Answered(inline), err)
	}
	c.file(t, chat, ann)
	for _, v := range c.double.TakeViolations() {
		// The client sends an empty copy_text with every button.
		if !strings.Contains(v, "copy_text") {
			t.Error(v)
		}
	}
}

// file takes a file from a person, downloads it and sends one back.
func (c *client) file(t *testing.T, chat *telegramtest.Chat, from telegramtest.User) {
	t.Helper()
	chat.Say(from, "read this", c.double.Document("notes.txt", "text/plain", []byte("a tram")))
	u := <-c.updates
	f, err := c.GetFile(t.Context(), &bot.GetFileParams{FileID: u.Message.Document.FileID})
	if err != nil || u.Message.Caption != "read this" {
		t.Fatalf("%+v, %v", u.Message, err)
	}
	answer, err := http.Get(c.FileDownloadLink(f))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if data, _ := io.ReadAll(answer.Body); string(data) != "a tram" {
		t.Errorf("downloaded %q", data)
	}
	sent, err := c.SendDocument(t.Context(), &bot.SendDocumentParams{ChatID: chat.ID, Caption: "back",
		Document: &models.InputFileUpload{Filename: "out.txt", Data: bytes.NewReader([]byte("x"))}})
	if err != nil || sent.Caption != "back" || sent.Document.FileName != "out.txt" {
		t.Errorf("%+v, %v", sent, err)
	}
}

// TestTelegramDoubleRefuses holds that the other client understands the
// double's refusals as Telegram's.
func TestTelegramDoubleRefuses(t *testing.T) {
	c := newClient(t)
	ann := c.double.Person("Ann", "en")
	chat, group := c.double.Private(ann), c.double.Group("Group")
	group.SetRole(ann, "administrator")
	m, err := c.GetChatMember(t.Context(), &bot.GetChatMemberParams{ChatID: group.ID, UserID: ann.ID})
	if err != nil || m.Type != models.ChatMemberTypeAdministrator || m.Administrator.User.FirstName != "Ann" {
		t.Errorf("%+v, %v", m, err)
	}
	send := func(id int64) error {
		_, err := c.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: id, Text: "x"})
		return err
	}
	c.double.Ban(chat, 7)
	if err := new(bot.TooManyRequestsError); !errors.As(send(chat.ID), &err) || err.RetryAfter != 7 {
		t.Errorf("429: %v", err)
	}
	super := group.Migrate(true)
	if err := new(bot.MigrateError); !errors.As(send(group.ID), &err) || int64(err.MigrateToChatID) != super.ID {
		t.Errorf("migration: %v", err)
	}
	chat.BotStatus(ann, "kicked")
	if err := send(chat.ID); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("blocked: %v", err)
	}
	chat.Close("")
	if err := send(0); !errors.Is(err, bot.ErrorBadRequest) || !strings.Contains(err.Error(), "chat not found") {
		t.Errorf("no chat: %v", err)
	}
}

// TestTelegramDoubleWebhook lets the double post updates to the other client's
// webhook, which checks the secret.
func TestTelegramDoubleWebhook(t *testing.T) {
	c := newClient(t, bot.WithWebhookSecretToken("a-secret"))
	run(t, c.StartWebhook)
	var away atomic.Bool
	away.Store(true)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if away.Swap(false) { // the first delivery fails and is made again
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		c.WebhookHandler().ServeHTTP(w, r)
	}))
	defer server.Close()
	if _, err := c.SetWebhook(t.Context(), &bot.SetWebhookParams{URL: server.URL, SecretToken: "a-secret"}); err != nil {
		t.Fatal(err)
	}
	ann := c.double.Person("Ann", "en")
	c.double.Private(ann).Say(ann, "hello")
	if u := <-c.updates; u.Message.Text != "hello" {
		t.Errorf("%+v", u.Message)
	}
	c.double.Wait("the confirmation", func() bool { return c.double.Pending() == 0 })
}

// TestTelegramDoubleTakesPictures sends a picture, puts another in its place,
// makes one of a text, and meets the refusals.
func TestTelegramDoubleTakesPictures(t *testing.T) {
	c := newClient(t)
	ctx := t.Context()
	chat := c.double.Private(c.double.Person("Ann", "en"))
	file := func(data []byte) *models.InputFileUpload {
		return &models.InputFileUpload{Filename: "chart.png", Data: bytes.NewReader(data)}
	}
	sent, err := c.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: chat.ID, Photo: file(adaptertest.Chart(1, 2, 3)), Caption: "<b>A chart</b>", ParseMode: models.ParseModeHTML})
	if err != nil || len(sent.Photo) != 1 || sent.Photo[0].Width != 52 || sent.Caption != "A chart" || len(sent.CaptionEntities) != 1 {
		t.Fatalf("%+v, %v", sent, err)
	}
	media := func(data []byte) models.InputMedia {
		return &models.InputMediaPhoto{Media: "attach://chart.png", MediaAttachment: bytes.NewReader(data), Caption: "Another"}
	}
	edited, err := c.EditMessageMedia(ctx, &bot.EditMessageMediaParams{ChatID: chat.ID, MessageID: sent.ID, Media: media(adaptertest.Chart(9))})
	if err != nil || edited.Photo[0].Width != 20 || edited.Caption != "Another" {
		t.Errorf("%+v, %v", edited, err)
	}
	text, err := c.SendMessage(ctx, &bot.SendMessageParams{ChatID: chat.ID, Text: "Words"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.EditMessageMedia(ctx, &bot.EditMessageMediaParams{ChatID: chat.ID, MessageID: text.ID, Media: media(adaptertest.Chart(4))}); err != nil {
		t.Error(err)
	}
	for what, do := range map[string]func() error{
		"no picture": func() error {
			_, err := c.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: chat.ID, Photo: file([]byte("%PDF"))})
			return err
		},
		"the text of a picture": func() error {
			_, err := c.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: chat.ID, MessageID: sent.ID, Text: "x"})
			return err
		},
		"a long caption": func() error {
			_, err := c.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: chat.ID, Photo: file(adaptertest.Chart(1)), Caption: strings.Repeat("x", 1025)})
			return err
		},
	} {
		if err := do(); !errors.Is(err, bot.ErrorBadRequest) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if n := len(chat.Messages()); n != 2 {
		t.Errorf("%d messages", n)
	}
}
