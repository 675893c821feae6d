// Package dispatch is the ledger: it decides, promises, acts and accounts, so that every recipient
// is reached at the right hour, nobody twice, and every send can be explained.
//
// A slice of work goes through three steps. Promise, one transaction: due targets are claimed and
// decided, and each send gets an attempt row. Act, no transaction: the provider is asked, with the
// attempt as reference. Account, one transaction: outcomes are written by compare-and-set. A
// timeout, a reset or a 5xx is "unknown", never "failed"; Sweep finds what a dead worker left and
// Reconcile settles the unknown by evidence. River only wakes this package up.
//
// The states of a target:
//
//	accepted -> cancelled completed failed pending
//	failed -> completed
//	pending -> cancelled completed expired failed sending skipped
//	sending -> accepted completed failed pending unknown
//	unknown -> accepted completed failed pending unresolved
//	unresolved -> accepted completed failed
package dispatch

import (
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/ratelimit"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/window"
)

// Dispatcher sends. It is safe for concurrent use; any number of processes may run one.
type Dispatcher struct {
	DB     *tenant.DB
	Book   *connection.Book
	Clock  clock.Clock // business time: due times, windows, retry delays
	Limits ratelimit.Source
	Legal  window.Rules // the hours nobody may widen
	Timing Timing
	Log    *slog.Logger
	// Sent is told what a provider answered for a batch, and how long it took; nil: nobody is.
	Sent func(on channel.Name, provider string, took time.Duration, receipts []channel.Receipt)

	plans   sync.Map // planKey → *Plan
	senders sync.Map // senderKey → channel.Sender
	rates   sync.Map // laneKey → laneLimits
}

// Timing is how long things may take, in real time, and how much is done at once.
type Timing struct {
	Lease     time.Duration // after it nobody may still be sending an attempt
	Request   time.Duration // one provider request at the most; well below Lease
	Fence     time.Duration // a request starts within this of its promise, or not at all
	Lookup    time.Duration // between looks for an unknown attempt
	Grace     time.Duration // after the deadline, before a provider's "not there" is believed
	GiveUp    time.Duration // an attempt unknown for so long is unresolved
	Call      time.Duration // after it a silent call is asked after
	Threshold int           // failures in a row that open a lane's breaker
	Sizes     map[channel.Name]int
}

// DefaultTiming is for production. Slices are small where a lost answer costs a message.
func DefaultTiming() Timing {
	return Timing{
		Lease: time.Minute, Request: 25 * time.Second, Fence: 500 * time.Millisecond,
		Lookup: time.Minute, Grace: 15 * time.Minute, GiveUp: 24 * time.Hour, Call: 20 * time.Minute,
		Threshold: 20,
		Sizes:     map[channel.Name]int{channel.SMS: 50, channel.WhatsApp: 10, channel.Email: 200, channel.Voice: 5},
	}
}

type planKey struct {
	id      uuid.UUID
	version int32
}

// plan compiles a campaign once per version.
func (d *Dispatcher) plan(c db.Campaign) (*Plan, error) {
	key := planKey{c.ID, c.ContentVersion}
	if p, ok := d.plans.Load(key); ok {
		fresh := *p.(*Plan)
		fresh.Campaign = c
		return &fresh, nil
	}
	p, err := NewPlan(c, d.Legal)
	if err == nil {
		d.plans.Store(key, p)
	}
	return p, err
}

type senderKey struct {
	id      uuid.UUID
	version int32
	channel channel.Name
}

// sender opens a connection's secret once per version.
func (d *Dispatcher) sender(c db.Connection, name channel.Name) (channel.Sender, error) {
	key := senderKey{c.ID, c.Version, name}
	if s, ok := d.senders.Load(key); ok {
		return s.(channel.Sender), nil
	}
	s, err := d.Book.Sender(c, name)
	if err == nil {
		d.senders.Store(key, s)
	}
	return s, err
}
