package dispatch

import "slices"

// Target states. Terminal ones have no way out but the correction that evidence brings.
const (
	Pending    = "pending"    // waits for due_at
	Sending    = "sending"    // an attempt is with a worker
	Accepted   = "accepted"   // the provider has it; a report will complete it
	Unknown    = "unknown"    // the request may have happened
	Completed  = "completed"  // reached, as the campaign counts it
	Failed     = "failed"     // refused or given up, with a reason
	Skipped    = "skipped"    // must not or cannot be contacted, with a reason
	Cancelled  = "cancelled"  // the campaign was
	Expired    = "expired"    // not reached in time
	Unresolved = "unresolved" // unknown for a day: a person must look
)

// States are all of them, in the order of a life.
var States = []string{Pending, Sending, Accepted, Unknown, Completed, Failed, Skipped, Cancelled, Expired, Unresolved}

// moves are the ways a target may go; the drawing in the package comment is tested against it.
var moves = map[string][]string{
	Pending:    {Sending, Completed, Failed, Skipped, Cancelled, Expired}, // completed, failed: a late word on an earlier send
	Sending:    {Accepted, Completed, Failed, Pending, Unknown},
	Accepted:   {Completed, Failed, Pending, Cancelled},
	Unknown:    {Accepted, Completed, Failed, Pending, Unresolved},
	Unresolved: {Accepted, Completed, Failed},
	Failed:     {Completed},
}

// Terminal says whether a state counts as an end in a campaign's account.
func Terminal(state string) bool {
	return !slices.Contains([]string{Pending, Sending, Accepted, Unknown}, state)
}

// Attempt states. A provider's yes always wins; not_sent needs proof.
const (
	attemptSending    = "sending"
	attemptAccepted   = "accepted"
	attemptRejected   = "rejected"
	attemptNotSent    = "not_sent"
	attemptUnknown    = "unknown"
	attemptUnresolved = "unresolved"
)

// Holds are what a pending target waits for.
const (
	HoldWindow    = "window"
	HoldQuiet     = "quiet_hours" // the tenant's hours
	HoldLegal     = "legal_hours" // those of the recipient's country
	HoldFrequency = "frequency_cap"
	HoldQuota     = "quota"
	HoldStart     = "start"
	HoldRetry     = "retry"
	HoldRate      = "rate"
	HoldReview    = "consent_review" // what the person wrote may be an opt-out
	HoldAccount   = "account"        // the connection is paused
	holdAlone     = "alone"          // its batch was refused: goes in a request of its own
)
