package vapi

import (
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// Faults is what goes wrong on purpose. UnknownIP and NoCredit have no meaning here.
type Faults = sim.Faults

// CallbackFaults is what goes wrong with messages to the server URL on purpose. Shuffle lets
// the report overtake the status-update that says ended.
type CallbackFaults = sim.CallbackFaults

// Options describe one simulated Vapi. The zero value accepts nobody.
type Options struct {
	// Keys maps an accepted private key to its account. Keys with the same account name share it.
	Keys map[string]Account
	// Latency is added to every request, in real time.
	Latency time.Duration
	// Faults apply to all accounts from the start.
	Faults Faults
	// TimeScale is how many simulated seconds pass in a real one; 0 counts as 1. It governs
	// the length of calls and the waits between deliveries.
	TimeScale float64
	// RingTime, TalkTime and ReportDelay are simulated: how long it rings before somebody
	// answers or is busy (5 s), how long they talk (30 s), and how long after the end the
	// report comes (2 s). Nobody answers for five times RingTime.
	RingTime    time.Duration
	TalkTime    time.Duration
	ReportDelay time.Duration
	// AtCapacity is what becomes of a call for which no slot is free.
	AtCapacity Capacity
	// Quiet delivers no messages: for benchmarks.
	Quiet bool
}

// Capacity is what becomes of a call for which no slot is free.
type Capacity string

// The ways in which Vapi is known to say that all slots are taken.
const (
	CapacityBlocks  Capacity = ""        // 201 with concurrencyBlocked; the call waits for a slot
	CapacityEnds    Capacity = "ends"    // 201, and the call ends with the reason that says so
	CapacityRefuses Capacity = "refuses" // 400, nothing created
)

// Account is one Vapi organisation. Without assistants or numbers it has one of each, with ids
// that DefaultAssistant and DefaultNumber tell.
type Account struct {
	Name       string
	Assistants []Assistant
	Numbers    []PhoneNumber
	// Server is the organisation's own, used when neither call, assistant nor number has one.
	Server *Endpoint
	// Credentials are what credentialId of an Endpoint refers to.
	Credentials map[string]Credential
	// Concurrency is how many calls may be under way at once, 10 by default.
	Concurrency int
}

// Assistant is a stored assistant.
type Assistant struct {
	ID     string
	Name   string
	Server *Endpoint
}

// PhoneNumber is a number to call from.
type PhoneNumber struct {
	ID     string
	Number string // E.164
	Name   string
	Server *Endpoint
}

// Endpoint is where messages go, in the shape of the API.
type Endpoint struct {
	URL            string            `json:"url"`
	TimeoutSeconds float64           `json:"timeoutSeconds,omitempty"` // 20 by default
	CredentialID   string            `json:"credentialId,omitempty"`
	Headers        map[string]string `json:"headers,omitempty"`
	Backoff        *Backoff          `json:"backoffPlan,omitempty"`
}

// Backoff is when a message is tried again; without one it is not.
type Backoff struct {
	Type             string  `json:"type"` // fixed or exponential
	MaxRetries       int     `json:"maxRetries"`
	BaseDelaySeconds float64 `json:"baseDelaySeconds"`
	Excluded         []int   `json:"excludedStatusCodes,omitempty"`
}

// Credential proves to the receiver that a message is Vapi's: a bearer token, an HMAC, or both.
type Credential struct {
	Token string
	// Header carries the token: "Authorization" with the prefix Bearer by default, any other
	// without prefix.
	Header string
	// HMACSecret signs "<timestamp>.<body>" with SHA-256; x-signature has it in hexadecimal,
	// x-timestamp the Unix seconds.
	HMACSecret string
}
