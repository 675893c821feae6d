package metric

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/tenant"
)

const (
	none   = "none"   // no operation, no answer
	custom = "custom" // a type of event that a tenant made up
)

// Answered is what became of a request.
type Answered struct {
	Operation string // of the contract; empty: none
	Status    int
	Limit     string // that had run out; empty: none had
}

// Begin counts a request as in flight until the returned function is told what became of it.
func (m *Meter) Begin() (end func(Answered)) {
	began := time.Now()
	m.inFlight.Inc()
	return func(a Answered) {
		m.inFlight.Dec()
		m.requests.WithLabelValues(cmp.Or(a.Operation, none), class(a.Status)).Observe(time.Since(began).Seconds())
		if a.Limit != "" {
			m.refusals.WithLabelValues(a.Limit).Inc()
		}
	}
}

// class is the class of a status: 2xx for 201; none for 0.
func class(status int) string {
	if status == 0 {
		return none
	}
	return strconv.Itoa(status/100) + "xx"
}

// Sent counts what a provider answered for a batch on a channel, and how long it took.
func (m *Meter) Sent(on channel.Name, provider string, took time.Duration, receipts []channel.Receipt) {
	m.batches.WithLabelValues(provider).Observe(took.Seconds())
	for _, r := range receipts {
		m.sends.WithLabelValues(string(on), provider, cmp.Or(string(r.Cause), string(r.Verdict))).Inc()
	}
}

// Callbacks counts n events of a provider's feed that came to an outcome.
func (m *Meter) Callbacks(feed, outcome string, n int) {
	m.callbacks.WithLabelValues(feed, outcome).Add(float64(n))
}

// Told counts a request to a tenant's endpoint. status is 0 where no answer came.
func (m *Meter) Told(status int, took time.Duration) {
	m.webhooks.WithLabelValues(class(status)).Observe(took.Seconds())
}

// Worked counts a job that ended, and whether it failed.
func (m *Meter) Worked(kind string, took time.Duration, failure error) {
	m.jobs.WithLabelValues(kind).Observe(took.Seconds())
	if failure != nil {
		m.failures.WithLabelValues(kind).Inc()
	}
}

// Hear counts the facts of a log as they are numbered; it is a journal.Listener, and never fails. A
// batch whose transaction does not commit after all is counted again.
func (m *Meter) Hear(_ context.Context, _ *tenant.Tx, batch []db.Event) error {
	for _, e := range batch {
		name := custom
		if m.types[e.Type] {
			name = e.Type
		}
		m.events.WithLabelValues(name).Inc()
	}
	return nil
}
