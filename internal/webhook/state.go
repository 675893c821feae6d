package webhook

// States of an endpoint.
const (
	Active   = "active"
	Paused   = "paused"   // deliveries wait
	Disabled = "disabled" // deliveries are discarded, and there are no new ones
)

// Statuses are the states of an endpoint.
var Statuses = []string{Active, Paused, Disabled}

// Why an endpoint is disabled.
const (
	ReasonGone    = "endpoint_gone"    // it answered 410
	ReasonFailing = "endpoint_failing" // for GiveUp, nothing but failures
	ReasonDeleted = "endpoint_deleted"
)

// States of a delivery.
const (
	Pending    = "pending"
	Delivering = "delivering"
	Delivered  = "delivered"
	RetryWait  = "retry_wait"
	Exhausted  = "exhausted" // no attempt is left
	Discarded  = "discarded" // the endpoint is disabled or deleted, or the event forgotten
)

// States are all of them, in the order of a life.
var States = []string{Pending, Delivering, Delivered, RetryWait, Exhausted, Discarded}

// moves are the ways a delivery may go; the drawing in the package comment is tested against it.
// From delivering to delivering it goes when its worker died.
var moves = map[string][]string{
	Pending:    {Delivering, Discarded},
	Delivering: {Delivering, Delivered, RetryWait, Exhausted, Discarded},
	RetryWait:  {Delivering, Discarded},
}

// ReasonForgotten is why a delivery is discarded whose event is kept no longer. Other reasons are those
// of its endpoint; of what failed, http_ and a status, or a code of package outbound.
const ReasonForgotten = "event_forgotten"

// Where a delivery comes from.
const (
	FromEvent  = "event"
	FromTest   = "test"   // tried once
	FromReplay = "replay" // somebody asked for it
)
