package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefly/adapters/outgoing"
	"briefly/bot"
)

// replyLimit is how many bytes of a reply are read; a message takes far less.
const replyLimit = 8 << 20

// api sends requests in the name of one bot. No error of it holds the token, or
// that of an interaction, which is a part of addresses.
type api struct {
	session     *discordgo.Session
	token       bot.Secret
	log         *slog.Logger
	limit       time.Duration
	counted     *outgoing.Queue // by the global limit
	free        *outgoing.Queue // answers to interactions, which are not
	holds       *holds
	refusals    *refusals
	application string // set once, before anything is sent in its name
}

func newAPI(o Options, limits outgoing.Limits) *api {
	s, _ := discordgo.New("Bot " + o.Token.Reveal()) // has no error to return
	client := *o.Client
	client.Transport = &transport{to: strings.TrimSuffix(o.APIURL, "/"), next: client.Transport}
	// A redirect would carry the token to wherever it points.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.Client, s.LogLevel = &client, -1 // the library prints addresses
	s.UserAgent = "DiscordBot (https://github.com/bwmarrin/discordgo, v" + discordgo.VERSION + ")"
	return &api{
		session: s, token: o.Token, log: o.Log, limit: o.Timeout,
		counted: outgoing.New(limits), free: outgoing.New(outgoing.Limits{}),
		holds: newHolds(), refusals: &refusals{now: o.Now},
	}
}

// request is one request.
type request struct {
	method, path string // the path below /api/vN
	// route is what Discord counts together: the method, the path and the one id
	// in it that matters. It is what errors name, so it holds no token.
	route   string
	lane    string       // of the bucket, when the route alone does not tell; may hold a token
	body    any          // sent as JSON; nil: none
	picture *bot.Picture // sent along; nil: none
	free    bool         // not counted by the global limit
}

// apiError is a request that failed.
type apiError struct {
	route  string
	status int // 0: there was no reply
	code   int // discord.com/developers/docs/topics/opcodes-and-status-codes#json
	text   string
	after  time.Duration // how long Discord wants to be left alone
	all    bool          // by the whole bot
}

func (e *apiError) Error() string {
	if e.status == 0 {
		return fmt.Sprintf("discord %s: %s", e.route, e.text)
	}
	return fmt.Sprintf("discord %s: %d %s (%d)", e.route, e.status, e.text, e.code)
}

// passing reports whether the same request may succeed later.
func (e *apiError) passing() bool {
	return e.status == 0 || e.status == http.StatusTooManyRequests || e.status >= http.StatusInternalServerError
}

// waitOf is how long Discord wants to be left alone after an error.
func waitOf(err error) time.Duration {
	var delay *outgoing.Delay
	var refused *apiError
	switch {
	case errors.As(err, &delay):
		return delay.After
	case errors.As(err, &refused):
		return refused.after
	}
	return 0
}

// refusedWith reports whether Discord refused a request with one of the codes.
func refusedWith(err error, codes ...int) bool {
	var e *apiError
	if !errors.As(err, &e) {
		return false
	}
	for _, c := range codes {
		if e.code == c {
			return true
		}
	}
	return false
}

// send sends a request when its turn has come, and again while it fails for a
// reason that passes. An error is that of the context, an *outgoing.Delay or an
// *apiError.
func (a *api) send(ctx context.Context, j outgoing.Job, r request, result any) error {
	queue := a.counted
	if r.free {
		queue = a.free
	}
	if j.Chat == "" {
		j.Chat = r.lane
	}
	j.Send = func(ctx context.Context) error { return a.inTurn(ctx, r, result) }
	return queue.Do(ctx, j)
}

// inTurn sends a request once its bucket allows it, again as often as the bucket
// turns out to be empty.
func (a *api) inTurn(ctx context.Context, r request, result any) error {
	bucket := r.route + " " + r.lane
	for {
		if wait := a.refusals.wait(); wait > 0 {
			return &outgoing.Delay{After: wait, All: true, Err: errors.New("discord refuses too much of what is asked; waiting")}
		}
		if err := a.holds.wait(ctx, bucket); err != nil {
			return err
		}
		err := a.once(ctx, r, bucket, result)
		var e *apiError
		switch {
		case !errors.As(err, &e) || !e.passing():
			return err
		case e.status == http.StatusTooManyRequests && !e.all && e.after > 0:
			a.holds.until(bucket, time.Now().Add(e.after))
		default:
			if !r.free { // who runs the bot is to know; answers say what became of them
				a.log.WarnContext(ctx, "discord is asked again later", "error", err)
			}
			return &outgoing.Delay{After: e.after, All: e.all, Err: err}
		}
	}
}

// once sends a request and decodes its reply into result, which may be nil.
func (a *api) once(ctx context.Context, r request, bucket string, result any) error {
	kind, body, err := r.encode()
	if err != nil {
		return fmt.Errorf("discord %s: %w", r.route, err)
	}
	limited, stop := context.WithTimeout(ctx, a.limit)
	defer stop()
	var got reply
	limited = context.WithValue(limited, replyKey{}, &got)
	// The library keeps a bucket for each address for ever, those of interactions
	// included, and waits where nothing can end it: it gets one that is thrown
	// away, is told not to repeat, and the reply is judged here.
	_, err = a.session.RequestWithLockedBucket(r.method, discordgo.EndpointAPI+strings.TrimPrefix(r.path, "/"), kind, body,
		discordgo.NewRatelimiter().LockBucket(""), 0,
		discordgo.WithContext(limited), discordgo.WithRestRetries(0), discordgo.WithRetryOnRatelimit(false))
	if ctx.Err() != nil {
		return fmt.Errorf("discord %s: %w", r.route, ctx.Err())
	}
	if got.status == 0 {
		return &apiError{route: r.route, text: a.hide(withoutURL(err).Error())}
	}
	a.holds.learn(bucket, got.header)
	if got.status >= http.StatusMultipleChoices {
		e := got.failure()
		e.route, e.text = r.route, a.hide(e.text)
		a.refusals.count(got.status)
		return e
	}
	if result == nil || len(got.body) == 0 {
		return nil
	}
	if err := json.Unmarshal(got.body, result); err != nil {
		return &apiError{route: r.route, text: "read the reply: " + err.Error()}
	}
	return nil
}

// hide takes the token out of a text that came from outside.
func (a *api) hide(text string) string {
	if a.token.Empty() {
		return text
	}
	return strings.ReplaceAll(text, a.token.Reveal(), "***")
}

// withoutURL takes the address, which may hold an interaction's token, off an
// error.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	if err == nil {
		return errors.New("no reply")
	}
	return err
}

// reply is what came back for a request.
type reply struct {
	status int
	header http.Header
	body   []byte
}

type replyKey struct{}

// transport takes requests to where Discord is, keeps the reply for who asked,
// and bounds it.
type transport struct {
	to   string // in place of APIURL
	next http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if rest, ours := strings.CutPrefix(r.URL.String(), APIURL+"/"); ours && t.to != APIURL {
		to, err := url.Parse(t.to + "/" + rest)
		if err != nil {
			return nil, errors.New("DISCORD_API_URL is no address")
		}
		r = r.Clone(r.Context())
		r.URL, r.Host = to, ""
	}
	next := t.next
	if next == nil {
		next = http.DefaultTransport
	}
	response, err := next.RoundTrip(r)
	got, kept := r.Context().Value(replyKey{}).(*reply)
	if err != nil || !kept {
		return response, err
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, replyLimit))
	_ = response.Body.Close()
	if err != nil {
		return nil, fmt.Errorf("read the reply: %w", err)
	}
	got.status, got.header, got.body = response.StatusCode, response.Header, body
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

// failure reads a refusal. What stands in front of Discord answers in HTML.
func (r reply) failure() *apiError {
	e := &apiError{status: r.status, text: http.StatusText(r.status)}
	var said struct {
		Code    int             `json:"code"`
		Message string          `json:"message"`
		Errors  json.RawMessage `json:"errors"`
		After   float64         `json:"retry_after"`
		Global  bool            `json:"global"`
	}
	whole := json.Unmarshal(r.body, &said) == nil
	if whole && said.Message != "" {
		e.code, e.text = said.Code, said.Message
		if len(said.Errors) > 0 {
			e.text += " " + string(said.Errors)
		}
	}
	if r.status == http.StatusTooManyRequests {
		e.after = max(seconds(said.After), header(r.header, "Retry-After"))
		e.all = !whole || said.Global || r.header.Get("X-RateLimit-Global") != ""
	}
	return e
}
