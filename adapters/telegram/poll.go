package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"briefly/bot"
)

const (
	pollTime   = 50 * time.Second // that Telegram waits for an update
	firstPause = time.Second
	lastPause  = 30 * time.Second
	// rivalTime is how long another program may take this bot's updates: one
	// that is just being replaced stops by then.
	rivalTime = 2 * time.Minute
)

// poll asks for updates until the context ends. What it has taken is confirmed
// with the next question, so an update that could not be taken comes again.
func (t *Telegram) poll(ctx context.Context) error {
	if err := t.patiently(ctx, "deleteWebhook", t.dropWebhook); err != nil {
		return err
	}
	offset, pause := int64(0), firstPause
	var rival time.Time // since when another program polls
	for ctx.Err() == nil {
		next, err := t.pollOnce(ctx, offset)
		offset = next
		if err == nil {
			pause, rival = firstPause, time.Time{}
			continue
		}
		wait := pause
		var refused *apiError
		switch {
		case ctx.Err() != nil:
			continue
		case !errors.As(err, &refused): // the inbox
		case refused.code == http.StatusConflict:
			if rival.IsZero() {
				rival = t.options.Now()
			}
			if t.options.Now().Sub(rival) > rivalTime {
				return fmt.Errorf("another program takes the updates of this bot: %w", err)
			}
		case !refused.passing():
			return err
		case refused.after > 0:
			wait = refused.after
		}
		t.options.Log.WarnContext(ctx, "asking telegram for updates", "error", err, "again_in", wait)
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
		pause = min(2*pause, lastPause)
	}
	return nil
}

// pollOnce asks for the updates from offset on, takes them, and returns the
// offset that confirms those that were taken.
func (t *Telegram) pollOnce(ctx context.Context, offset int64) (int64, error) {
	params := tgbotapi.Params{"timeout": strconv.Itoa(int(pollTime / time.Second)), "limit": "100"}
	params.AddNonZero64("offset", offset)
	if err := params.AddInterface("allowed_updates", wanted()); err != nil {
		return offset, fmt.Errorf("ask for updates: %w", err)
	}
	var updates []json.RawMessage
	if err := t.api.callWithin(ctx, pollTime+t.options.Timeout, "getUpdates", params, &updates); err != nil {
		return offset, err
	}
	for _, raw := range updates {
		id, err := t.take(ctx, raw)
		if err != nil {
			return offset, err
		}
		offset = max(offset, id+1)
	}
	return offset, nil
}

// take puts an update into the inbox. What cannot be read is confirmed without:
// it would come again for ever.
func (t *Telegram) take(ctx context.Context, raw []byte) (id int64, err error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		var known struct {
			ID int64 `json:"update_id"`
		}
		idErr := json.Unmarshal(raw, &known)
		t.options.Log.WarnContext(ctx, "an update cannot be read", "update", known.ID, "error", err)
		if idErr != nil {
			return 0, fmt.Errorf("read an update: %w", idErr)
		}
		return known.ID, nil
	}
	_, err = t.drain.Take(ctx, bot.Update{ID: formatID(u.ID), Chat: u.lane(), Payload: raw})
	return u.ID, err
}

// dropWebhook ends the delivery by webhook, if there is one: Telegram refuses
// to be asked meanwhile.
func (t *Telegram) dropWebhook(ctx context.Context) error {
	var set struct {
		URL string `json:"url"`
	}
	if err := t.api.call(ctx, "getWebhookInfo", nil, &set); err != nil || set.URL == "" {
		return err
	}
	return t.api.call(ctx, "deleteWebhook", nil, nil)
}
