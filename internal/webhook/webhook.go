// Package webhook is the room of what we tell tenants' systems. Whatever the log numbers is written
// down for every endpoint that wants it, in the transaction that numbers it, and told until the
// endpoint has taken it: at least once, always under the event's own id, signed as Standard Webhooks
// has it. What was told and what came of it can be read, and told again.
//
// The states of a delivery:
//
//	pending -> delivering discarded
//	delivering -> delivering delivered retry_wait exhausted discarded
//	retry_wait -> delivering discarded
package webhook

import (
	"sync"
	"time"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/outbound"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrTooMany: the tenant has twenty endpoints.
	ErrTooMany = fault.New(fault.Conflict, "too_many_webhook_endpoints", "A tenant has at most 20 webhook endpoints. Delete one that is not needed.")
	// ErrDisabled: the endpoint is told nothing until somebody resumes it.
	ErrDisabled = fault.New(fault.Conflict, "webhook_endpoint_disabled", "This endpoint is disabled; status_reason says why. Mend it and resume it first.")
	// ErrPaused: the endpoint is told nothing until somebody resumes it.
	ErrPaused = fault.New(fault.Conflict, "webhook_endpoint_paused", "This endpoint is paused. Resume it first.")
	// ErrForgotten: the event of a delivery is kept no longer.
	ErrForgotten = fault.New(fault.Conflict, "event_forgotten", "The event of this delivery is kept no longer, so it cannot be told again.")
)

// Room tells. It is safe for concurrent use; any number of processes may run one.
type Room struct {
	DB       *tenant.DB
	Keys     *secret.Keyring
	Outbound *outbound.Client
	Timing   Timing
	// Told is told of each request to an endpoint: its status, 0 without an answer, and how long it took;
	// nil: nobody is.
	Told func(status int, took time.Duration)

	seats  seats
	served sync.Map // endpoints that somebody in this process tells something
}

// Timing is how deliveries are spaced, in real time.
type Timing struct {
	Delays []time.Duration // after each failed attempt, before the next; then there is none
	Lease  time.Duration   // after it a worker is given up; well above the time of a request
	Alarm  time.Duration   // an endpoint that fails for so long, and patience times, is told of
	GiveUp time.Duration   // an endpoint that fails for so long is disabled
}

// DefaultTiming is for production.
func DefaultTiming() Timing {
	return Timing{
		Delays: []time.Duration{
			5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour,
			10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
		},
		Lease: 30 * time.Second, Alarm: time.Minute, GiveUp: 5 * 24 * time.Hour,
	}
}
