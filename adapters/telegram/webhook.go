package telegram

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"briefly/bot"
)

// Webhook has Telegram deliver updates to an address of ours.
type Webhook struct {
	URL    string     // https, as Telegram reaches it
	Secret bot.Secret // 1-256 of A-Z, a-z, 0-9, _ and -; Telegram sends it along
	// Mount serves a handler at the path of URL.
	Mount func(http.Handler)
}

// secretPattern is core.telegram.org/bots/api#setwebhook, secret_token.
var secretPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// ValidWebhookSecret reports whether Telegram takes a secret.
func ValidWebhookSecret(s string) bool { return secretPattern.MatchString(s) }

// maxDelivery is how many bytes of a delivery are read; an update is far smaller.
const maxDelivery = 1 << 20

// secretHeader carries the webhook's secret.
const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

// listen has updates delivered until the context ends. The webhook stays set:
// Telegram keeps what comes until the bot is back.
func (t *Telegram) listen(ctx context.Context) error {
	t.options.Webhook.Mount(http.HandlerFunc(t.deliver))
	params := tgbotapi.Params{"url": t.options.Webhook.URL, "secret_token": t.options.Webhook.Secret.Reveal()}
	if err := params.AddInterface("allowed_updates", wanted()); err != nil {
		return fmt.Errorf("set the webhook: %w", err)
	}
	err := t.patiently(ctx, "setWebhook", func(ctx context.Context) error { return t.api.call(ctx, "setWebhook", params, nil) })
	if err != nil {
		return fmt.Errorf("set the webhook: %w", err)
	}
	<-ctx.Done()
	return nil
}

// deliver takes one update. Telegram delivers it again unless told that it was
// taken.
func (t *Telegram) deliver(w http.ResponseWriter, r *http.Request) {
	given := []byte(r.Header.Get(secretHeader))
	if subtle.ConstantTimeCompare(given, []byte(t.options.Webhook.Secret.Reveal())) != 1 {
		http.Error(w, "wrong secret", http.StatusUnauthorized)
		return
	}
	if r.Method != http.MethodPost {
		http.Error(w, "POST an update", http.StatusMethodNotAllowed)
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxDelivery))
	if err != nil || !json.Valid(raw) {
		code := http.StatusBadRequest
		if errors.As(err, new(*http.MaxBytesError)) {
			code = http.StatusRequestEntityTooLarge
		}
		http.Error(w, "unreadable", code)
		return
	}
	if _, err := t.take(r.Context(), raw); err != nil {
		t.options.Log.ErrorContext(r.Context(), "taking a delivered update", "error", err)
		http.Error(w, "not taken", http.StatusServiceUnavailable)
	}
}
