package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"time"
)

// webhook is where updates go instead of waiting for a poll.
type webhook struct {
	link    string
	secret  string
	last    string // the last failed delivery's error
	posting bool   // a goroutine delivers
}

var secretToken = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// webhookPause is how long the double waits after a failed delivery: Telegram
// waits longer, tests do not.
const webhookPause = 20 * time.Millisecond

func setWebhook(d *Double, c *call) (any, *apiError) {
	link := c.str("url")
	if link == "" {
		return deleteWebhook(d, c)
	}
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return nil, bad("bad webhook: invalid webhook URL specified")
	}
	if u.Scheme != "https" && u.Hostname() != "127.0.0.1" { // a Bot API server of one's own takes http on its own machine
		return nil, bad("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if c.has("secret_token") && !secretToken.MatchString(c.str("secret_token")) {
		return nil, bad("bad webhook: secret token contains unallowed characters")
	}
	d.updates.allow(c)
	if c.bool("drop_pending_updates") {
		d.updates.pending = nil
	}
	d.updates.webhook.link, d.updates.webhook.secret = link, c.str("secret_token")
	if !d.updates.webhook.posting {
		d.updates.webhook.posting = true
		d.posts.Go(d.deliver)
	}
	return true, nil
}

func deleteWebhook(d *Double, c *call) (any, *apiError) {
	d.updates.webhook.link = ""
	if c.bool("drop_pending_updates") {
		d.updates.pending = nil
	}
	return true, nil
}

func getWebhookInfo(d *Double, _ *call) (any, *apiError) {
	info := map[string]any{"url": d.updates.webhook.link, "has_custom_certificate": false, "pending_update_count": len(d.updates.pending)}
	if d.updates.webhook.last != "" {
		info["last_error_message"], info["last_error_date"] = d.updates.webhook.last, d.config.Now().Unix()
	}
	return info, nil
}

// deliver posts updates to the webhook, one after the other, each until it is
// taken.
func (d *Double) deliver() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() { // ends with deliver, by the cancel above
		select {
		case <-d.stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	for ctx.Err() == nil {
		d.mu.Lock()
		hook, changed := d.updates.webhook, d.changed
		var batch []any
		if hook.link != "" {
			batch = d.updates.batch(1)
		}
		d.mu.Unlock()
		if len(batch) == 0 {
			select {
			case <-changed:
			case <-ctx.Done():
			}
			continue
		}
		status, err := PostUpdate(ctx, hook.link, hook.secret, batch[0])
		d.mu.Lock()
		if err == nil && status/100 == 2 {
			body, _ := batch[0].(map[string]any)
			id, _ := body["update_id"].(int64)
			d.updates.confirm(id + 1)
			d.happened()
		} else {
			d.updates.webhook.last = fmt.Sprintf("Wrong response from the webhook: %d %v", status, err)
		}
		d.mu.Unlock()
		if err != nil || status/100 != 2 {
			select {
			case <-time.After(webhookPause):
			case <-ctx.Done():
			}
		}
	}
}

// PostUpdate posts an update to a webhook as Telegram does, with a secret or,
// when it is empty, without, and returns the status of the answer.
func PostUpdate(ctx context.Context, link, secret string, update any) (int, error) {
	body, err := json.Marshal(update)
	if err != nil {
		return 0, fmt.Errorf("post an update: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, link, bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("post an update: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	r.Close = true // nothing stays open behind a test
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, fmt.Errorf("post an update: %w", err)
	}
	return answer.StatusCode, answer.Body.Close()
}
