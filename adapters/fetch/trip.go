package fetch

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/textproto"
	"net/url"
	"time"

	"briefly/articles"
	"briefly/articles/ingest"
)

// trip is one fetch on its way: it may visit several hosts within one budget of
// time, and keeps the cookies it is given until its end, because many sites
// send those without them round in circles.
type trip struct {
	client  *Client
	jar     http.CookieJar
	left    time.Duration
	patient bool // waits for its turn outside the budget
}

// order says what is wanted of each address on the way.
type order struct {
	accept             string
	etag, lastModified string
	robots             bool // heed robots.txt
	secret             articles.Secret
	secretFor          *url.URL // whose origin alone gets the secret
	limit              int64    // bytes of the body
	cut                bool     // what is beyond the limit is left out instead of refused
	anyType            bool     // whatever the content type says
}

// answer is what one address said: a place to go on to, or what was wanted.
type answer struct {
	ingest.Fetched
	to        string
	permanent bool
}

// follow goes from one address to the next until one has an answer.
func (t *trip) follow(ctx context.Context, u *url.URL, o order) (ingest.Fetched, error) {
	var moved string
	permanent := true
	for hop := 0; ; hop++ {
		if o.robots {
			if err := t.client.robots.permit(ctx, t, u); err != nil {
				return ingest.Fetched{}, err
			}
		}
		a, err := t.visit(ctx, u, o)
		if err != nil {
			return ingest.Fetched{}, err
		}
		if a.to == "" {
			a.URL, a.Moved = u.String(), moved
			return a.Fetched, nil
		}
		if hop == t.client.limits.Hops {
			return ingest.Fetched{}, &ingest.FetchError{Reason: ingest.ReasonTooManyHops}
		}
		if u, err = t.client.guard.next(u, a.to); err != nil {
			return ingest.Fetched{}, err
		}
		if permanent = permanent && a.permanent; permanent {
			moved = u.String()
		}
	}
}

// visit asks one address, when its host has room for another request.
func (t *trip) visit(ctx context.Context, u *url.URL, o order) (answer, error) {
	c := t.client
	wait, stop := ctx, context.CancelFunc(func() {})
	began := time.Now()
	if !t.patient {
		wait, stop = context.WithTimeout(ctx, t.left)
	}
	defer stop()
	leave, err := c.gates.enter(wait, u.Host, t.patient)
	if err != nil {
		return answer{}, failure(ctx, err, false)
	}
	defer leave()
	if t.patient {
		began = time.Now()
	}
	defer func() { t.left -= time.Since(began) }()
	visit, cancel := context.WithTimeout(ctx, t.left-time.Since(began))
	defer cancel()

	res, err := c.transport.RoundTrip(t.request(visit, u, o))
	if err != nil {
		return answer{}, failure(ctx, err, false)
	}
	defer func() { _ = res.Body.Close() }()
	t.jar.SetCookies(u, res.Cookies())
	a, err := c.read(visit, cancel, res, o)
	if err != nil {
		err = failure(ctx, err, true)
	}
	return a, err
}

func (t *trip) request(ctx context.Context, u *url.URL, o order) *http.Request {
	h := http.Header{
		"User-Agent":      {t.client.agent},
		"Accept":          {o.accept},
		"Accept-Encoding": {acceptEncoding},
	}
	if o.etag != "" {
		h.Set("If-None-Match", o.etag)
	}
	if o.lastModified != "" {
		h.Set("If-Modified-Since", o.lastModified)
	}
	o.prove(u, h)
	r := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: h}).WithContext(ctx)
	for _, cookie := range t.jar.Cookies(u) {
		r.AddCookie(cookie)
	}
	return r
}

// prove adds the secret to a request, if it goes where the secret belongs: not
// to where a redirect leads, and never in the clear after it was not.
func (o order) prove(u *url.URL, h http.Header) {
	if o.secret.IsZero() || o.secretFor == nil || u.Scheme != o.secretFor.Scheme || u.Host != o.secretFor.Host {
		return
	}
	if o.secret.User != "" || o.secret.Password != "" {
		credentials := base64.StdEncoding.EncodeToString([]byte(o.secret.User + ":" + o.secret.Password))
		h.Set("Authorization", "Basic "+credentials)
	}
	if name, value := textproto.CanonicalMIMEHeaderKey(o.secret.Header), headerValue(o.secret.Value); name != "" && value != "" {
		h.Set(name, value)
	}
}

// read makes an answer of a response, an error of one that has none. It calls
// stop when the server has fallen silent.
func (c *Client) read(ctx context.Context, stop context.CancelFunc, res *http.Response, o order) (answer, error) {
	now := time.Now()
	a := answer{Fetched: ingest.Fetched{
		ContentType:  headerValue(res.Header.Get("Content-Type")),
		ETag:         headerValue(res.Header.Get("ETag")),
		LastModified: headerValue(res.Header.Get("Last-Modified")),
		MaxAge:       maxAge(res.Header, now),
		RetryAfter:   retryAfter(res.Header.Get("Retry-After"), now),
	}}
	switch status := res.StatusCode; {
	case status == http.StatusNotModified && (o.etag != "" || o.lastModified != ""):
		a.NotModified = true
		a.ETag, a.LastModified = orElse(a.ETag, o.etag), orElse(a.LastModified, o.lastModified)
		return a, nil
	case redirects(status) && res.Header.Get("Location") != "":
		a.to = res.Header.Get("Location")
		a.permanent = status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect
		return a, nil
	case status < 200 || status > 299:
		if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
			c.gates.hold(res.Request.URL.Host, a.RetryAfter)
		}
		return answer{}, &ingest.FetchError{
			Reason: statusReason(status), Status: status, RetryAfter: a.RetryAfter,
			Type: a.ContentType, Page: c.refusalPage(ctx, stop, res, o, a),
		}
	}
	defer c.watch(res, stop)()
	if err := c.body(ctx, res, o, &a); err != nil {
		return answer{}, err
	}
	return a, nil
}

// watch calls stop when nothing arrives of a body for too long, until the
// function that it returns is called.
func (c *Client) watch(res *http.Response, stop context.CancelFunc) (unwatch func()) {
	silence := time.AfterFunc(c.limits.Total/2, stop)
	res.Body = &watchedBody{res.Body, silence, c.limits.Total / 2}
	return func() { silence.Stop() }
}

// refusalPage is the beginning of what a server shows instead of a page that it
// does not give to us: it may name the page and say what is asked for. What
// cannot be read of it is left out.
func (c *Client) refusalPage(ctx context.Context, stop context.CancelFunc, res *http.Response, o order, a answer) []byte {
	const beginning = 256 << 10
	switch res.StatusCode {
	case http.StatusUnauthorized, http.StatusPaymentRequired, http.StatusForbidden, http.StatusUnavailableForLegalReasons, http.StatusServiceUnavailable:
	default:
		return nil
	}
	if o.anyType || !mayBePage(a.ContentType) {
		return nil
	}
	defer c.watch(res, stop)()
	o.limit, o.cut = min(o.limit, beginning), true
	if err := c.body(ctx, res, o, &a); err != nil {
		return nil
	}
	return a.Data
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

func statusReason(status int) ingest.Reason {
	switch {
	case status == http.StatusUnauthorized, status == http.StatusPaymentRequired,
		status == http.StatusProxyAuthRequired, status == http.StatusNetworkAuthenticationRequired:
		return ingest.ReasonLogIn
	case status == http.StatusNotFound:
		return ingest.ReasonNotFound
	case status == http.StatusGone:
		return ingest.ReasonGone
	case status == http.StatusRequestTimeout:
		return ingest.ReasonTimedOut
	case status == http.StatusTooManyRequests:
		return ingest.ReasonTooMany
	case status >= 400 && status < 500:
		return ingest.ReasonRefused
	case status >= 500 && status < 600:
		return ingest.ReasonServer
	}
	return ingest.ReasonGarbled // a redirect to nowhere, a status that no standard has
}
