package metric

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/carillonhq/carillon/internal/tenant"
)

const (
	fresh    = 5 * time.Second // for so long a reading is told again instead of asking the database
	patience = 2 * time.Second // that a reading may take
)

// states are those of jobs that have not ended.
var states = []string{"available", "pending", "retryable", "running", "scheduled"}

var (
	database = describe("carillon_database_up", "1 when the database told how much waits.")
	items    = describe("carillon_backlog_items", "How much waits in all tenants together, by what it is; 10,000 and more are 10,000.", "of")
	oldest   = describe("carillon_backlog_oldest_seconds", "How long the oldest of it has waited; 0 where nothing does.", "of")
	waiting  = describe("carillon_jobs", "Jobs that have not ended, by kind and state.", "kind", "state")

	connections = describe("carillon_database_connections", "Connections to Postgres, in use and idle.", "state")
	most        = describe("carillon_database_connections_max", "Connections to Postgres that the process may have.")
	waits       = describe("carillon_database_waits_total", "Times that a connection had to be waited for.")
	waited      = describe("carillon_database_wait_seconds_total", "How long they were waited for.")
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// backlog is what the database says waits. However often it is asked, the database is asked every few
// seconds at the most, and by one at a time.
type backlog struct {
	Sources

	mu   sync.Mutex
	at   time.Time
	last []prometheus.Metric
}

func newBacklog(s Sources) *backlog { return &backlog{Sources: s} }

// Describe implements prometheus.Collector.
func (b *backlog) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{database, items, oldest, waiting} {
		to <- d
	}
}

// Collect implements prometheus.Collector. Without the database it says so and nothing else.
func (b *backlog) Collect(to chan<- prometheus.Metric) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if time.Since(b.at) > fresh {
		b.last = b.read()
		b.at = time.Now()
	}
	for _, m := range b.last {
		to <- m
	}
}

func (b *backlog) read() []prometheus.Metric {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	vitals, err := b.DB.Vitals(ctx, b.Clock.Now())
	if err != nil {
		return []prometheus.Metric{value(database, 0)}
	}
	jobs, err := b.DB.Jobs(ctx)
	if err != nil {
		return []prometheus.Metric{value(database, 0)}
	}
	all := []prometheus.Metric{value(database, 1)}
	for _, v := range vitals {
		all = append(all, value(items, float64(v.Count), v.Name), value(oldest, age(v), v.Name))
	}
	return append(all, b.jobs(jobs)...)
}

// age is how long the oldest has waited.
func age(v tenant.Vital) float64 {
	if v.Since == nil {
		return 0
	}
	return max(0, time.Since(*v.Since).Seconds())
}

// jobs are a number for every kind and state, also where there are none.
func (b *backlog) jobs(found []tenant.Jobs) []prometheus.Metric {
	count := map[[2]string]int64{}
	for _, j := range found {
		count[[2]string{j.Kind, j.State}] = j.Count
	}
	var all []prometheus.Metric
	for _, kind := range b.Jobs {
		for _, state := range states {
			all = append(all, value(waiting, float64(count[[2]string{kind, state}]), kind, state))
		}
	}
	return all
}

// pool is how the connections to Postgres are used.
type pool struct{ db *tenant.DB }

// Describe implements prometheus.Collector.
func (pool) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{connections, most, waits, waited} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (p pool) Collect(to chan<- prometheus.Metric) {
	s := p.db.Pool()
	to <- value(connections, float64(s.InUse), "in_use")
	to <- value(connections, float64(s.Idle), "idle")
	to <- value(most, float64(s.Most))
	to <- prometheus.MustNewConstMetric(waits, prometheus.CounterValue, float64(s.Waits))
	to <- prometheus.MustNewConstMetric(waited, prometheus.CounterValue, s.Waited.Seconds())
}

func value(d *prometheus.Desc, v float64, labels ...string) prometheus.Metric {
	return prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
}
