package main

import (
	"context"
	"net/http"
	"time"

	"briefly/adapters/httpd"
	"briefly/adapters/sqlstore"
	"briefly/adapters/telegram"
)

// newTelegram is the bot on Telegram. Its webhook, if there is one, is served
// by web.
func (a *app) newTelegram(store *sqlstore.Store, web *httpd.Server) *telegram.Telegram {
	c := a.config.Telegram
	o := telegram.Options{
		Token: c.Token, APIURL: c.API, Client: a.chatClient(),
		Inbox: store, Views: store, Log: a.log, Now: a.now,
	}
	if c.Webhook != nil {
		o.Webhook = &telegram.Webhook{
			URL: c.Webhook.String(), Secret: c.Secret,
			Mount: func(h http.Handler) { web.Handle(c.Webhook.Path, h) },
		}
	}
	return telegram.New(o)
}

// checkTelegram asks Telegram about the token.
func (a *app) checkTelegram(ctx context.Context) (string, error) {
	const patience = 10 * time.Second
	client := a.chatClient()
	defer client.CloseIdleConnections()
	name, err := telegram.Check(ctx, telegram.Options{
		Token: a.config.Telegram.Token, APIURL: a.config.Telegram.API, Client: client, Timeout: patience,
	})
	if err != nil {
		return "", err
	}
	return "the token is that of @" + name, nil
}

// chatClient is the HTTP client for the API of a chat platform. Requests bring
// their own limits of time; many go to one host side by side.
func (a *app) chatClient() *http.Client {
	const sideBySide = 32
	return &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: sideBySide,
		IdleConnTimeout:     90 * time.Second,
		TLSHandshakeTimeout: 10 * time.Second,
		ForceAttemptHTTP2:   true,
	}}
}
