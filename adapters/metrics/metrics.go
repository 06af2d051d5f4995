// Package metrics counts what the program does, for Prometheus. It knows of
// nothing that it counts: others call it, or lend it a function to ask.
package metrics

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"briefly/articles"
	"briefly/bot"
)

// Metrics are the figures of one process.
type Metrics struct {
	registry *prometheus.Registry
	lookups  *prometheus.CounterVec
	took     *prometheus.HistogramVec
	redis    prometheus.Counter
	answers  *prometheus.HistogramVec
	waited   prometheus.Histogram
	learned  prometheus.Histogram
}

var _ articles.Meter = (*Metrics)(nil)

// New returns metrics, those of the process and of Go among them.
func New() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		lookups: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "briefly_lookups_total", Help: "Look-ups by kind, level and how they ended.",
		}, []string{"kind", "level", "effect"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "briefly_lookup_seconds", Help: "How long look-ups took, by level.",
			Buckets: prometheus.ExponentialBuckets(1e-6, 4, 12), // 1 us to 4 s
		}, []string{"level"}),
		redis: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "briefly_redis_errors_total", Help: "Commands that Redis did not do, those that it was spared included.",
		}),
	}
	m.answers = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "briefly_answer_seconds", Help: "How long commands took, by command and how they ended.",
		Buckets: prometheus.ExponentialBuckets(1e-3, 4, 8), // 1 ms to 16 s
	}, []string{"command", "outcome"})
	m.waited = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "briefly_update_lag_seconds", Help: "From when people asked, as the platform says (Telegram: in whole seconds), to when the command was done.",
		Buckets: []float64{.1, .25, .5, 1, 2, 4, 8, 15, 60, 300, 3600},
	})
	m.learned = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "briefly_change_lag_seconds", Help: "From when an article came, went or changed, in any process, to when the caches of this process knew.",
		Buckets: []float64{.001, .002, .005, .01, .025, .05, .1, .25, .5, 1, 2, 5, 30},
	})
	m.registry.MustRegister(m.lookups, m.took, m.redis, m.answers, m.waited, m.learned,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Looked implements articles.Meter.
func (m *Metrics) Looked(kind string, at articles.Level, effect articles.Effect, took time.Duration) {
	m.lookups.WithLabelValues(kind, string(at), string(effect)).Inc()
	m.took.WithLabelValues(string(at)).Observe(took.Seconds())
}

// Answered counts a command.
func (m *Metrics) Answered(command string, o bot.Outcome, took time.Duration) {
	m.answers.WithLabelValues(command, string(o)).Observe(took.Seconds())
}

// Waited counts how long somebody waited for the end of a command.
func (m *Metrics) Waited(lag time.Duration) { m.waited.Observe(lag.Seconds()) }

// Learned counts how long it took until the caches knew of a change.
func (m *Metrics) Learned(lag time.Duration) { m.learned.Observe(max(0, lag).Seconds()) }

// RedisFailed counts an error of Redis.
func (m *Metrics) RedisFailed() { m.redis.Inc() }

// Gauge shows what a function says whenever somebody looks. A name is used once.
func (m *Metrics) Gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

// Add counts n of something at once, under a name that is used once.
func (m *Metrics) Add(name, help string, n int) {
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
	c.Add(float64(n))
	m.registry.MustRegister(c)
}

// Queue shows how many requests to a platform a function says wait or are being
// sent. A platform is named once.
func (m *Metrics) Queue(platform string, length func() int) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "briefly_outgoing_requests", Help: "Requests to a platform that wait for their turn or are being sent.",
		ConstLabels: prometheus.Labels{"platform": platform},
	}, func() float64 { return float64(length()) }))
}

// Handler is the page that Prometheus reads.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
