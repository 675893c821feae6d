// Package metric counts what a process does and reads how much waits, for Prometheus. Its labels are
// words of the contract and of the code, never an id, an address or anything of a tenant's: how many
// series there are does not depend on how many customers there are.
package metric

import (
	"net/http"
	"runtime/debug"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/ratelimit"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Sources are what a Meter reads by itself, and the words it counts by.
type Sources struct {
	DB     *tenant.DB
	Limits ratelimit.Source
	Clock  clock.Clock // business time, by which what is due is found

	Routes map[string][]string // the providers of each channel
	Feeds  []string            // kinds of callbacks
	Events []string            // types of events; others are tenants' own and counted as "custom"
	Jobs   []string            // kinds of jobs
}

// Meter counts. It is safe for concurrent use.
type Meter struct {
	registry  *prometheus.Registry
	types     map[string]bool
	inFlight  prometheus.Gauge
	requests  *prometheus.HistogramVec
	refusals  *prometheus.CounterVec
	sends     *prometheus.CounterVec
	batches   *prometheus.HistogramVec
	callbacks *prometheus.CounterVec
	webhooks  *prometheus.HistogramVec
	events    *prometheus.CounterVec
	jobs      *prometheus.HistogramVec
	failures  *prometheus.CounterVec
}

// Bounds of the classes of duration, in seconds.
var (
	quick = []float64{0.01, 0.05, 0.1, 0.25, 0.5, 1, 5}
	slow  = []float64{0.1, 0.5, 1, 5, 20, 60}
)

// New is a Meter at zero.
func New(s Sources) *Meter {
	m := &Meter{
		registry:  prometheus.NewRegistry(),
		types:     map[string]bool{},
		inFlight:  gauge("carillon_http_requests_in_flight", "Requests that are being answered."),
		requests:  histogram("carillon_http_request_duration_seconds", "How long requests took, by operation of the contract (none: no operation's) and class of status.", quick, "operation", "status"),
		refusals:  counter("carillon_http_refusals_total", "Requests refused for being too many, by the limit that had run out.", "limit"),
		sends:     counter("carillon_sends_total", "Attempts to send, by channel, provider and outcome: accepted, or why not.", "channel", "provider", "outcome"),
		batches:   histogram("carillon_send_duration_seconds", "How long a provider took to answer for one batch.", slow, "provider"),
		callbacks: counter("carillon_callbacks_total", "Events of providers: stored and duplicate when they come, then applied, unmatched, pending once more, or dead.", "feed", "outcome"),
		webhooks:  histogram("carillon_webhook_duration_seconds", "How long requests to tenants' endpoints took, by class of status (none: no answer).", slow, "status"),
		events:    counter("carillon_events_total", "Events numbered in tenants' logs, by type (custom: tenants' own).", "type"),
		jobs:      histogram("carillon_job_duration_seconds", "How long jobs ran.", slow, "kind"),
		failures:  counter("carillon_job_failures_total", "Jobs that failed.", "kind"),
	}
	m.registry.MustRegister(m.inFlight, m.requests, m.refusals, m.sends, m.batches, m.callbacks, m.webhooks, m.events, m.jobs, m.failures,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		build(), degraded(s.Limits), pool{s.DB}, newBacklog(s))
	m.begin(s)
	return m
}

// begin has all that is counted by a known set of words begin at zero, so that the first of its kind is
// seen to rise. Requests are not: few operations are asked for in all the ways that they can end.
func (m *Meter) begin(s Sources) {
	for on, providers := range s.Routes {
		for _, provider := range providers {
			m.batches.WithLabelValues(provider)
			for _, outcome := range append([]channel.Cause{channel.Cause(channel.Accepted)}, channel.Causes...) {
				m.sends.WithLabelValues(on, provider, string(outcome))
			}
		}
	}
	for _, feed := range s.Feeds {
		for _, outcome := range []string{"stored", "duplicate", "applied", "unmatched", "pending", "dead"} {
			m.callbacks.WithLabelValues(feed, outcome)
		}
	}
	for _, status := range []string{none, "2xx", "3xx", "4xx", "5xx"} {
		m.webhooks.WithLabelValues(status)
	}
	for _, name := range append([]string{custom}, s.Events...) {
		m.types[name] = true
		m.events.WithLabelValues(name)
	}
	for _, kind := range s.Jobs {
		m.jobs.WithLabelValues(kind)
		m.failures.WithLabelValues(kind)
	}
}

// HTTP is a server of /metrics and nothing else.
func (m *Meter) HTTP() *http.Server {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4}))
	return &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute}
}

func gauge(name, help string) prometheus.Gauge {
	return prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help})
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

func histogram(name, help string, bounds []float64, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: bounds}, labels)
}

// build says which release runs: 1, with its version as the label.
func build() prometheus.Collector {
	version := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	g := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "carillon_build_info", Help: "The release that runs.", ConstLabels: prometheus.Labels{"version": version},
	})
	g.Set(1)
	return g
}

func degraded(limits ratelimit.Source) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "carillon_limits_degraded", Help: "1 while Redis is away and limits are kept by this process alone.",
	}, func() float64 {
		if limits.Degraded() {
			return 1
		}
		return 0
	})
}
