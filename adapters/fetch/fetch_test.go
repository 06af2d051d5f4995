package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"briefly/articles/ingest"
)

const page = "<!doctype html><title>Reservoir full</title><p>The reservoir is full again."

func html(w http.ResponseWriter) { w.Header().Set("Content-Type", "text/html; charset=utf-8") }

func TestFetch(t *testing.T) {
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("User-Agent"); got != c0 || r.Header.Get("Referer") != "" {
			t.Errorf("introduced as %q", got)
		}
		html(w)
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT")
		w.Header().Set("Cache-Control", "public, max-age=600")
		w.Header().Set("Age", "100")
		_, _ = io.WriteString(w, page)
	}, Limits{})
	c.agent = c0
	got, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: strings.ToUpper(base[:4]) + base[4:] + "/a?b=c#d", Asked: true})
	if err != nil {
		t.Fatal(err)
	}
	if string(got.Data) != page || got.URL != base+"/a?b=c" || got.ContentType != "text/html; charset=utf-8" ||
		got.ETag != `"v1"` || got.LastModified == "" || got.MaxAge != 500*time.Second || got.Moved != "" || got.NotModified {
		t.Errorf("got %+v", got)
	}
}

const c0 = "Briefly/test (+https://bot.example)"

func TestConditional(t *testing.T) {
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"v1"` || r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		html(w)
		_, _ = io.WriteString(w, page)
	}, Limits{})
	for _, r := range []struct {
		etag, modified string
		want           bool
	}{{`"v1"`, "", true}, {`"v0"`, "", false}, {"", "Mon, 02 Nov 2026 10:00:00 GMT", true}, {"\"v1\"\r\nX: y", "", false}} {
		got, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: base, ETag: r.etag, LastModified: r.modified, Asked: true})
		if err != nil || got.NotModified != r.want || r.want && (got.ETag != r.etag || got.LastModified != r.modified || got.Data != nil) {
			t.Errorf("%+v: %+v, %v", r, got, err)
		}
	}
}

func TestEncodings(t *testing.T) {
	encode := map[string]func(io.Writer) io.WriteCloser{
		"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"br":   func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
		"zstd": func(w io.Writer) io.WriteCloser {
			z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
			if err != nil {
				t.Fatal(err)
			}
			return z
		},
	}
	bodies := map[string]string{"page": page, "empty": "", "large": page + strings.Repeat("<p>Rain again.", 100_000)}
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		html(w)
		coding, body, _ := strings.Cut(r.URL.Path[1:], "/")
		if coding == "identity" {
			_, _ = io.WriteString(w, bodies[body])
			return
		}
		if !strings.Contains(r.Header.Get("Accept-Encoding"), coding) {
			t.Errorf("%s is not asked for", coding)
		}
		w.Header().Set("Content-Encoding", coding)
		if body == "none" { // no body at all, coded or not
			return
		}
		e := encode[coding](w)
		_, _ = io.WriteString(e, bodies[body])
		_ = e.Close()
	}, Limits{})
	for _, coding := range []string{"identity", "gzip", "br", "zstd"} {
		for name, body := range bodies {
			got, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: base + "/" + coding + "/" + name, Asked: true})
			if err != nil || string(got.Data) != body {
				t.Errorf("%s %s: %d bytes of %d, %v", coding, name, len(got.Data), len(body), err)
			}
		}
	}
}

// The limit on a body is on what it decodes to, and exact.
func TestBodyLimit(t *testing.T) {
	const limit = 100_000
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		html(w)
		n := limit
		if strings.Contains(r.URL.Path, "more") {
			n++
		}
		body := bytes.Repeat([]byte("x"), n)
		if strings.Contains(r.URL.Path, "gzip") {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write(body)
			_ = z.Close()
			return
		}
		w.(http.Flusher).Flush() // no length
		_, _ = w.Write(body)
	}, Limits{BodyBytes: limit})
	for path, want := range map[string]ingest.Reason{"/plain": "", "/gzip": "", "/plain-more": ingest.ReasonTooLarge, "/gzip-more": ingest.ReasonTooLarge} {
		got, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: base + path, Asked: true})
		if reasonOfFetch(err) != want || want == "" && len(got.Data) != limit {
			t.Errorf("%s: %d bytes, %v", path, len(got.Data), err)
		}
	}
}

func TestRedirects(t *testing.T) {
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var hops int
		if n, _ := fmt.Sscanf(r.URL.Path, "/chain/%d", &hops); n == 1 && hops > 0 {
			http.Redirect(w, r, fmt.Sprintf("/chain/%d", hops-1), http.StatusMovedPermanently)
			return
		}
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/new", http.StatusPermanentRedirect)
		case "/new":
			http.Redirect(w, r, "today?x=1#top", http.StatusFound)
		case "/today-is-elsewhere":
			http.Redirect(w, r, "/old", http.StatusSeeOther)
		case "/cookie":
			if _, err := r.Cookie("seen"); err != nil {
				http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
				http.Redirect(w, r, "/cookie", http.StatusFound)
				return
			}
			html(w)
		default:
			if len(r.Cookies()) != 0 {
				t.Error("a cookie outlived its fetch")
			}
			html(w)
		}
	}, Limits{})
	for _, r := range []struct {
		path, final, moved string
		want               ingest.Reason
	}{
		{"/old", "/today?x=1", "/new", ""},
		{"/today-is-elsewhere", "/today?x=1", "", ""},
		{"/cookie", "/cookie", "", ""},
		{"/plain", "/plain", "", ""},
		{"/chain/5", "/chain/0", "/chain/0", ""},
		{"/chain/6", "", "", ingest.ReasonTooManyHops},
	} {
		got, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: base + r.path, Asked: true})
		if reasonOfFetch(err) != r.want || err == nil && (got.URL != base+r.final || strings.TrimPrefix(got.Moved, base) != r.moved) {
			t.Errorf("%s: at %q, moved to %q, %v", r.path, got.URL, got.Moved, err)
		}
	}
}

func TestStatuses(t *testing.T) {
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var status int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &status)
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(status)
	}, Limits{})
	for status, want := range map[int]ingest.Reason{
		400: ingest.ReasonRefused, 401: ingest.ReasonLogIn, 402: ingest.ReasonLogIn, 403: ingest.ReasonRefused, 404: ingest.ReasonNotFound,
		408: ingest.ReasonTimedOut, 410: ingest.ReasonGone, 429: ingest.ReasonTooMany, 451: ingest.ReasonRefused,
		500: ingest.ReasonServer, 503: ingest.ReasonServer, 300: ingest.ReasonGarbled,
	} {
		_, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: fmt.Sprintf("%s/%d", base, status), Asked: true})
		var failed *ingest.FetchError
		if !errors.As(err, &failed) || failed.Reason != want || failed.Status != status || failed.RetryAfter != 2*time.Minute {
			t.Errorf("%d: %+v", status, err)
		}
	}
}

func TestKinds(t *testing.T) {
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Content-Type"] = r.URL.Query()["type"]
		_, _ = io.WriteString(w, r.URL.Query().Get("body"))
	}, Limits{})
	for _, k := range []struct {
		kind, body, refused string
	}{
		{"text/html", page, ""},
		{"application/rss+xml; charset=koi8-r", "\xf0\xf1", ""},
		{"application/octet-stream", "<?xml version='1.0'?><rss/>", ""},
		{"", page, ""},
		{"text/html", "", ""},
		{"nonsense;;;", page, ""},
		{"video/mp4", page, "video/mp4"},
		{"image/svg+xml", "<svg/>", "image/svg+xml"},
		{"application/octet-stream", "PK\x03\x04..", "application/zip"},
		{"application/pdf", "%PDF-1.7", "application/pdf"},
	} {
		_, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: base + "/?" + url.Values{"type": {k.kind}, "body": {k.body}}.Encode(), Asked: true})
		var failed *ingest.FetchError
		errors.As(err, &failed)
		if k.refused == "" && err != nil || k.refused != "" && (failed == nil || failed.Reason != ingest.ReasonNotPage || failed.Type != k.refused) {
			t.Errorf("%q %q: %+v", k.kind, k.body, err)
		}
	}
}

// No error tells where the fetch went or what the link carried.
func TestErrorsTellNoAddresses(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	address := closed.Listener.Addr().String()
	c := newClient(t, Options{Allow: []string{address}, Limits: Limits{Connect: time.Second}})
	for _, link := range []string{
		"http://" + address + "/?token=canary", "http://canary:canary@127.0.0.1/", "http://10.9.8.7/canary", "http://canary.internal/", "http://%zz@canary/",
	} {
		_, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: link, Asked: true})
		if err == nil {
			t.Fatalf("%s: fetched", link)
		}
		for ; err != nil; err = errors.Unwrap(err) {
			if text := err.Error(); strings.ContainsAny(text, "0123456789:/@") && strings.Contains(text, "127.") || strings.Contains(text, "canary") || strings.Contains(text, "10.9") {
				t.Errorf("%s: %s", link, text)
			}
		}
	}
}

func TestCallerGivesUp(t *testing.T) {
	c, base := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, Limits{})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := c.Fetch(ctx, ingest.FetchRequest{URL: base}); !errors.Is(err, context.Canceled) || reasonOfFetch(err) != "" {
		t.Errorf("cancelled: %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := c.Fetch(ctx, ingest.FetchRequest{URL: base, Asked: true}); reasonOfFetch(err) != ingest.ReasonTimedOut {
		t.Errorf("out of time: %v", err)
	}
}

// A proxy gets every request, and links are judged before it does.
func TestProxy(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		html(w)
	}))
	defer proxy.Close()
	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(t, Options{Proxy: at})
	if _, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: "http://news.example/a", Asked: true}); err != nil {
		t.Error(err)
	}
	for _, link := range []string{"http://127.0.0.1/", proxy.URL, "http://printer.local/", "http://news.example:8080/"} {
		if _, err := c.Fetch(t.Context(), ingest.FetchRequest{URL: link, Asked: true}); reasonOfFetch(err) != ingest.ReasonBlocked {
			t.Errorf("%s: %v", link, err)
		}
	}
	if got := strings.Join(asked, " "); got != "http://news.example/a" {
		t.Errorf("the proxy was asked for %q", got)
	}
}
