package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"briefly/adapters/outgoing"
	"briefly/bot"
)

// replyLimit is how many bytes of a reply are read; 100 updates take far less.
const replyLimit = 32 << 20

// api is the Bot API as the holder of one token sees it. No error of it, and
// nothing it logs, holds the token, which is a part of every address.
type api struct {
	bot    *tgbotapi.BotAPI
	client *http.Client
	token  bot.Secret
	base   string        // address that names of methods follow
	files  string        // address that paths of files follow
	limit  time.Duration // of a request that Telegram answers at once
	whole  time.Duration // of the download of a file
}

func newAPI(o Options) *api {
	quiet()
	base := strings.TrimSuffix(o.APIURL, "/")
	b := &tgbotapi.BotAPI{Token: o.Token.Reveal()}
	b.SetAPIEndpoint(strings.ReplaceAll(base, "%", "%%") + "/bot%s/%s")
	client := *o.Client
	// A redirect would carry the token to wherever it points.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	token := "bot" + o.Token.Reveal() + "/"
	return &api{bot: b, client: &client, token: o.Token, base: base + "/" + token, files: base + "/file/" + token, limit: o.Timeout, whole: downloadTime}
}

// quiet takes the library's own logger away: it prints addresses.
var quiet = sync.OnceFunc(func() { _ = tgbotapi.SetLogger(silent{}) })

type silent struct{}

func (silent) Println(...any)        {}
func (silent) Printf(string, ...any) {}

// apiError is a request that failed.
type apiError struct {
	method   string
	code     int // as Telegram or the server in front of it says; 0: there was no reply
	text     string
	after    time.Duration // how long Telegram wants to be left alone
	migrated int64         // the chat's identity now
}

func (e *apiError) Error() string {
	if e.code == 0 {
		return fmt.Sprintf("telegram %s: %s", e.method, e.text)
	}
	return fmt.Sprintf("telegram %s: %d %s", e.method, e.code, e.text)
}

// passing reports whether the same request may succeed later. A success that
// says nothing came from something in between.
func (e *apiError) passing() bool {
	return e.after > 0 || e.code == 0 || e.code/100 == 2 || e.code == http.StatusTooManyRequests || e.code >= http.StatusInternalServerError
}

// ofToken reports whether a token is refused: one that is none has no methods.
func (e *apiError) ofToken() bool {
	return e.code == http.StatusUnauthorized || e.code == http.StatusNotFound
}

// refusedIn reports whether Telegram refused a request in words that hold text. Its
// codes tell 400s apart no further.
func refusedIn(err error, code int, text string) bool {
	var e *apiError
	return errors.As(err, &e) && e.code == code && strings.Contains(strings.ToLower(e.text), text)
}

// call sends a request that Telegram answers at once and decodes its result,
// which may be nil. An error is that of the context or an *apiError.
func (a *api) call(ctx context.Context, method string, params tgbotapi.Params, result any) error {
	return a.callWithin(ctx, a.limit, method, params, result)
}

// callWithin is call for a request that may take a time of its own.
func (a *api) callWithin(ctx context.Context, limit time.Duration, method string, params tgbotapi.Params, result any) error {
	limited, stop := context.WithTimeout(ctx, limit)
	defer stop()
	b := *a.bot
	b.Client = &exchange{limited, a}
	reply, err := b.MakeRequest(method, params)
	if err != nil {
		return a.explain(ctx, method, err)
	}
	return read(method, reply, result)
}

// read decodes what a method answered, unless nobody wants it.
func read(method string, reply *tgbotapi.APIResponse, result any) error {
	if result == nil {
		return nil
	}
	if err := json.Unmarshal(reply.Result, result); err != nil {
		return &apiError{method: method, text: "read the reply: " + err.Error()}
	}
	return nil
}

// explain turns what the library returns into an *apiError without the token.
func (a *api) explain(ctx context.Context, method string, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("telegram %s: %w", method, ctx.Err())
	}
	e := &apiError{method: method, text: err.Error()}
	var refused *tgbotapi.Error
	var status *statusError
	switch {
	case errors.As(err, &refused):
		e.code, e.text = refused.Code, refused.Message
		e.after, e.migrated = time.Duration(refused.RetryAfter)*time.Second, refused.MigrateToChatID
	case errors.As(err, &status):
		e.code, e.text = status.code, "no reply of the Bot API"
	}
	e.text = a.hide(e.text)
	return e
}

// hide takes the token out of a text that came from outside.
func (a *api) hide(text string) string {
	return strings.ReplaceAll(text, a.token.Reveal(), "***")
}

// statusError is a reply that no Bot API wrote, such as a proxy's page.
type statusError struct{ code int }

func (e *statusError) Error() string { return fmt.Sprintf("status %d", e.code) }

// exchange is the library's HTTP client for one request, which knows of no
// context and reads without a limit.
type exchange struct {
	ctx context.Context
	api *api
}

// Do implements tgbotapi.HTTPClient.
func (x *exchange) Do(r *http.Request) (*http.Response, error) {
	reply, err := x.api.do(r.WithContext(x.ctx))
	if err != nil {
		return nil, err
	}
	defer reply.Body.Close() //nolint:errcheck // it was read
	body, err := io.ReadAll(io.LimitReader(reply.Body, replyLimit))
	if err != nil {
		return nil, fmt.Errorf("read the reply: %w", withoutURL(err))
	}
	if !json.Valid(body) {
		return nil, &statusError{reply.StatusCode}
	}
	reply.Body = io.NopCloser(bytes.NewReader(body))
	return reply, nil
}

// do sends a request; its error does not hold the address.
func (a *api) do(r *http.Request) (*http.Response, error) {
	reply, err := a.client.Do(r)
	if err != nil {
		return nil, withoutURL(err)
	}
	return reply, nil
}

// withoutURL takes the address, which holds the token, off an error.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// downloadTime is how long the download of a file may take: of 20 MB at most
// (core.telegram.org/bots/api#getfile).
const downloadTime = 2 * time.Minute

// download is the body of a reply, which is cut off when its time is over.
type download struct {
	io.ReadCloser
	stop context.CancelFunc
}

func (d download) Close() error {
	defer d.stop()
	return d.ReadCloser.Close()
}

// open downloads a file that somebody uploaded.
func (a *api) open(ctx context.Context, id string) (io.ReadCloser, error) {
	var file struct {
		Path string `json:"file_path"`
	}
	if err := a.call(ctx, "getFile", tgbotapi.Params{"file_id": id}, &file); err != nil {
		return nil, err
	}
	address := a.files
	for i, part := range strings.Split(file.Path, "/") {
		if i > 0 {
			address += "/"
		}
		address += url.PathEscape(part)
	}
	ctx, stop := context.WithTimeout(ctx, a.whole)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		stop()
		return nil, errors.New("telegram file: no address")
	}
	reply, err := a.do(r)
	if err != nil {
		stop()
		return nil, fmt.Errorf("telegram file: %w", err)
	}
	if reply.StatusCode != http.StatusOK {
		_ = reply.Body.Close()
		stop()
		return nil, &apiError{method: "file", code: reply.StatusCode, text: http.StatusText(reply.StatusCode)}
	}
	return download{reply.Body, stop}, nil
}

// delayed turns an error that passes into one that the queue waits for. What
// was asked without a chat was refused to the account.
func delayed(err error, chat string) error {
	var e *apiError
	if errors.As(err, &e) && e.passing() {
		return &outgoing.Delay{After: e.after, All: chat == "" && e.after > 0, Err: err}
	}
	return err
}
