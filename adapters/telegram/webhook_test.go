package telegram

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"briefly/adapters/telegram/telegramtest"
	"briefly/bot"
)

func TestWebhook(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	var mux http.ServeMux
	server := httptest.NewServer(&mux)
	t.Cleanup(server.Close)
	const secret = "webhook-secret_1"
	r := start(t, d, answering(), func(o *Options) {
		o.Webhook = &Webhook{URL: server.URL + "/telegram", Secret: bot.NewSecret(secret), Mount: func(h http.Handler) { mux.Handle("/telegram", h) }}
	})
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	d.Wait("the webhook to be set", func() bool { return len(d.Requests("setWebhook")) == 1 })
	chat.Say(ann, "hello")
	chat.Await(1)
	r.settle(t)
	if polls := d.Requests("getUpdates"); len(polls) != 0 {
		t.Errorf("it was asked for updates %d times too", len(polls))
	}
	update := func(id int) string {
		return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":9,"date":1,"from":{"id":%d},"chat":{"id":%d,"type":"private"},"text":"x"}}`, id, ann.ID, ann.ID)
	}
	for _, c := range []struct {
		name, method, secret, body string
		want                       int
	}{
		{"no secret", http.MethodPost, "", update(900), http.StatusUnauthorized},
		{"a wrong secret", http.MethodPost, secret + "x", update(901), http.StatusUnauthorized},
		{"too much", http.MethodPost, secret, `{"update_id":902,"x":"` + strings.Repeat("x", maxDelivery) + `"}`, http.StatusRequestEntityTooLarge},
		{"another method", http.MethodGet, secret, "", http.StatusMethodNotAllowed},
		{"no update", http.MethodPost, secret, "nonsense", http.StatusBadRequest},
		{"right", http.MethodPost, secret, update(903), http.StatusOK},
		{"the same again", http.MethodPost, secret, update(903), http.StatusOK},
	} {
		request, err := http.NewRequest(c.method, server.URL+"/telegram", bytes.NewBufferString(c.body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set(secretHeader, c.secret)
		reply, err := server.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		reply.Body.Close()
		if reply.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", c.name, reply.StatusCode, c.want)
		}
	}
	chat.Await(2)
	r.settle(t)
	if n := len(chat.Messages()); n != 2 {
		t.Errorf("%d answers", n)
	}
}

// TestPollingEndsAWebhook holds that changing from a webhook to polling works.
func TestPollingEndsAWebhook(t *testing.T) {
	d := telegramtest.New(t, telegramtest.Config{})
	reply, err := http.Post(d.URL+"/bot"+d.Token+"/setWebhook", "application/json", strings.NewReader(`{"url":"https://old.example/hook"}`))
	if err != nil {
		t.Fatal(err)
	}
	reply.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	start(t, d, answering())
	ann := d.Person("Ann", "en")
	chat := d.Private(ann)
	chat.Say(ann, "hello")
	chat.Await(1)
}
