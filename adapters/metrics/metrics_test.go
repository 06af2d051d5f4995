package metrics

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"briefly/articles"
	"briefly/bot"
)

func TestThePageShowsWhatWasCounted(t *testing.T) {
	m := New()
	m.Looked("topic", articles.LevelNear, articles.Hit, 2*time.Microsecond)
	m.Looked("topic", articles.LevelNear, articles.Hit, 3*time.Microsecond)
	m.Looked("topic", articles.LevelFar, articles.Failed, 20*time.Millisecond)
	m.RedisFailed()
	m.Waited(3 * time.Second)
	m.Learned(20 * time.Millisecond)
	m.Learned(-time.Second) // a clock was set back
	m.Answered("summary", bot.OutcomeRefused, time.Second)
	m.Gauge("briefly_redis_down", "Whether Redis is left alone.", func() float64 { return 1 })
	m.Add("briefly_repeats_total", "What may have come twice.", 3)
	m.Queue("telegram", func() int { return 4 })
	m.Queue("discord", func() int { return 0 })
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, line := range []string{
		`briefly_lookups_total{effect="hit",kind="topic",level="process"} 2`,
		`briefly_lookups_total{effect="error",kind="topic",level="redis"} 1`,
		`briefly_lookup_seconds_count{level="process"} 2`,
		`briefly_redis_errors_total 1`,
		`briefly_answer_seconds_count{command="summary",outcome="refused"} 1`,
		`briefly_update_lag_seconds_bucket{le="4"} 1`,
		`briefly_change_lag_seconds_count 2`,
		`briefly_change_lag_seconds_sum 0.02`,
		`briefly_redis_down 1`,
		`briefly_outgoing_requests{platform="telegram"} 4`,
		`briefly_repeats_total 3`,
	} {
		if !strings.Contains(w.Body.String(), line+"\n") {
			t.Errorf("%s is missing", line)
		}
	}
}
