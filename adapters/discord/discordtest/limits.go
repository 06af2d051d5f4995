package discordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"briefly/adapters/adaptertest"
)

// bucket counts the requests of one route and major parameter in a window.
// discord.com/developers/docs/topics/rate-limits
type bucket struct {
	used  int
	until time.Time
}

// take counts a request and reports whether it passes.
func (b *bucket) take(now time.Time, rate Rate) bool {
	if !now.Before(b.until) {
		b.used, b.until = 0, now.Add(rate.Per)
	}
	if b.used >= rate.N {
		return false
	}
	b.used++
	return true
}

// limit counts a request against the global limit and its bucket. It returns
// the headers that every answer carries, and the answer when one is over.
func (s *Server) limit(to route, r *Request) (map[string]string, *answered) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.o.Now()
	interaction := strings.HasPrefix(to.path, "/interactions/") || strings.HasPrefix(to.path, "/webhooks/")
	if g := s.bucket("global"); !interaction && s.o.Global.N >= 0 && !g.take(now, s.o.Global) {
		a := tooMany(g.until.Sub(now), "global")
		return nil, &a
	}
	if s.o.PerRoute.N < 0 {
		return nil, nil
	}
	major := ""
	for _, name := range []string{"channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_token"} {
		major += "/" + r.values(name)
	}
	name := to.method + " " + to.path
	b := s.bucket(name + major)
	passed := b.take(now, s.o.PerRoute)
	hash := sha256.Sum256([]byte(name))
	after := b.until.Sub(now).Seconds()
	header := map[string]string{
		"X-RateLimit-Limit":       strconv.Itoa(s.o.PerRoute.N),
		"X-RateLimit-Remaining":   strconv.Itoa(s.o.PerRoute.N - b.used),
		"X-RateLimit-Reset":       fmt.Sprintf("%.3f", float64(b.until.UnixMilli())/1000),
		"X-RateLimit-Reset-After": fmt.Sprintf("%.3f", after),
		"X-RateLimit-Bucket":      hex.EncodeToString(hash[:16]),
	}
	if passed {
		return header, nil
	}
	a := tooMany(b.until.Sub(now), "user")
	maps.Copy(a.header, header)
	return nil, &a
}

func (s *Server) bucket(key string) *bucket {
	b := s.buckets[key]
	if b == nil {
		b = &bucket{}
		s.buckets[key] = b
	}
	return b
}

// tooMany is the 429 of a scope: user (the bucket), shared or global.
func tooMany(after time.Duration, scope string) answered {
	seconds := math.Ceil(after.Seconds()*1000) / 1000
	a := wellFormed(http.StatusTooManyRequests, map[string]any{
		"message": "You are being rate limited.", "retry_after": seconds, "global": scope == "global",
	}, nil)
	a.header["Retry-After"] = strconv.Itoa(int(math.Ceil(seconds)))
	a.header["X-RateLimit-Scope"] = scope
	if scope == "global" {
		a.header["X-RateLimit-Global"] = "true"
		a.header["X-RateLimit-Reset-After"] = fmt.Sprintf("%.3f", seconds)
	}
	return a
}

// TooMany is a 429 for Faults, of scope user, shared or global.
func TooMany(after time.Duration, scope string) adaptertest.Fault {
	a := tooMany(after, scope)
	f := adaptertest.Fault{Status: a.status, Header: http.Header{}, Body: string(a.body)}
	for key, value := range a.header {
		f.Header.Set(key, value)
	}
	if scope != "global" {
		f.Header.Set("X-RateLimit-Remaining", "0")
		f.Header.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", after.Seconds()))
	}
	return f
}

// tooManyPage is what stands in front of Discord says to a banned address.
const tooManyPage = "<!doctype html>\n<html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head>\n" +
	"<body><h1>Error 1015</h1><p>You are being rate limited</p></body></html>\n"

// TooManyHTML is the 429 of what stands in front of Discord: a page, no JSON.
func TooManyHTML(after time.Duration) adaptertest.Fault {
	return adaptertest.Fault{Status: http.StatusTooManyRequests, Body: tooManyPage,
		Header: http.Header{"Content-Type": {"text/html"}, "Server": {"cloudflare"}, "Retry-After": {strconv.Itoa(int(math.Ceil(after.Seconds())))}}}
}

// banned reports whether too many invalid requests came in ten minutes.
// discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
func (s *Server) banned() bool { return s.InvalidRequests() >= s.o.InvalidLimit }

// InvalidRequests counts the requests of the last ten minutes that were
// answered 401, 403 or 429: 10,000 of them are a ban.
func (s *Server) InvalidRequests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	since := s.o.Now().Add(-10 * time.Minute)
	for len(s.invalid) > 0 && s.invalid[0].Before(since) {
		s.invalid = s.invalid[1:]
	}
	return len(s.invalid)
}
