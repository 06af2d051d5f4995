package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// longestPause is the longest that a server may keep us away. What is asked
	// for more often than daily is asked for again after a day.
	longestPause = 24 * time.Hour
	// longestAge is the longest that an answer is called fresh (RFC 2616, 14.21).
	longestAge = 365 * 24 * time.Hour
)

// retryAfter reads seconds or a date (RFC 9110, 10.2.3); 0 when it is neither.
func retryAfter(value string, now time.Time) time.Duration {
	if d, ok := seconds(value); ok {
		return min(d, longestPause)
	}
	if at, err := http.ParseTime(strings.TrimSpace(value)); err == nil {
		return min(max(at.Sub(now), 0), longestPause)
	}
	return 0
}

// maxAge is how long an answer stays fresh (RFC 9111, 4.2.1), less the time
// that it already lay in caches on the way.
func maxAge(h http.Header, now time.Time) time.Duration {
	age, _ := seconds(h.Get("Age"))
	fresh := time.Duration(-1)
	for directive := range strings.SplitSeq(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(directive, "=")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "no-store", "no-cache":
			return 0
		case "max-age":
			if d, ok := seconds(strings.Trim(strings.TrimSpace(value), `"`)); ok {
				fresh = d
			}
		}
	}
	if at, err := http.ParseTime(h.Get("Expires")); err == nil && fresh < 0 {
		fresh = at.Sub(now)
	}
	return max(min(fresh, longestAge)-age, 0)
}

// seconds reads a count of seconds, however large.
func seconds(value string) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if value == "" || strings.Trim(value, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n > int64(longestAge/time.Second) {
		return longestAge, true
	}
	return time.Duration(n) * time.Second, true
}
