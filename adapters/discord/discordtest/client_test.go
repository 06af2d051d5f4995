package discordtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is a clock that moves when told.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// reply is what a plain HTTP client sees.
type reply struct {
	status int
	header http.Header
	body   map[string]any
	raw    string
}

func (r reply) code() int { return integer(generic(r.body["code"])) }

// do sends a request as a bare client would; a string is sent as it is.
func do(t *testing.T, s *Server, method, path string, body any) reply {
	t.Helper()
	sent, ok := body.(string)
	if !ok && body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		sent = string(data)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+"/api/v10"+path, strings.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+DefaultToken)
	if sent != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	client := http.Client{Transport: s.Transport(), Timeout: 5 * time.Second}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	got := reply{status: resp.StatusCode, header: resp.Header, raw: string(raw)}
	if bytes.HasPrefix(raw, []byte("{")) {
		if err := json.Unmarshal(raw, &got.body); err != nil {
			t.Fatal(err)
		}
	}
	return got
}
