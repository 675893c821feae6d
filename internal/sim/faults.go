package sim

import (
	"math/rand/v2"
	"sync"
	"time"
)

// Faults is what goes wrong on purpose. Numbers are probabilities between 0 and 1 per request
// (or per callback); their sum should stay below 1. The zero value is a healthy provider.
type Faults struct {
	Seed         uint64 `json:"seed,omitempty"`         // repeats the same dice; 0 keeps the present ones
	Down         bool   `json:"down,omitempty"`         // every request answers 503, nothing is accepted
	Unauthorized bool   `json:"unauthorized,omitempty"` // every key is refused
	UnknownIP    bool   `json:"unknown_ip,omitempty"`   // Brevo's other 401: the caller's address is not allowed
	NoCredit     bool   `json:"no_credit,omitempty"`    // sends are refused for want of credit
	SlowMS       int    `json:"slow_ms,omitempty"`      // milliseconds before the request is looked at

	TooMany float64 `json:"too_many,omitempty"` // 429 before acceptance
	Reset   string  `json:"reset,omitempty"`    // what such a 429 says about waiting; any text, "1" by default

	ReplyLost        float64 `json:"reply_lost,omitempty"`         // accepted, then the connection closes
	ErrorAfterAccept float64 `json:"error_after_accept,omitempty"` // accepted, then 500
	Hang             float64 `json:"hang,omitempty"`               // accepted, then silence
	Drip             float64 `json:"drip,omitempty"`               // accepted, then a byte each 100 ms
	HTML             float64 `json:"html,omitempty"`               // accepted, then a page with 200
	BrokenJSON       float64 `json:"broken_json,omitempty"`        // accepted, then half a document
	WithoutID        float64 `json:"without_id,omitempty"`         // accepted, then {}
	Huge             float64 `json:"huge,omitempty"`               // accepted, then 100 MB

	Callbacks CallbackFaults `json:"callbacks,omitzero"`
}

// CallbackFaults is what goes wrong on the way back.
type CallbackFaults struct {
	Lost              float64 `json:"lost,omitempty"`                // never delivered
	Duplicate         float64 `json:"duplicate,omitempty"`           // delivered twice
	Shuffle           bool    `json:"shuffle,omitempty"`             // in any order
	BeforeReply       bool    `json:"before_reply,omitempty"`        // the first one overtakes the reply to the send
	RetryServerErrors bool    `json:"retry_server_errors,omitempty"` // Brevo: the other reading, 5xx is tried again
}

// Mishap is the one thing that goes wrong with one request.
type Mishap uint8

// None and its companions are the mishaps that Faults can draw.
const (
	None Mishap = iota
	TooMany
	ReplyLost
	ErrorAfterAccept
	Hang
	Drip
	HTML
	BrokenJSON
	WithoutID
	Huge
)

// Draw picks the mishap for a number between 0 and 1.
func (f *Faults) Draw(u float64) Mishap {
	odds := [...]float64{
		f.TooMany, f.ReplyLost, f.ErrorAfterAccept, f.Hang, f.Drip,
		f.HTML, f.BrokenJSON, f.WithoutID, f.Huge,
	}
	for i, p := range odds {
		if u < p {
			return Mishap(i + 1)
		}
		u -= p
	}
	return None
}

// Slow is the wait before a request is looked at.
func (f *Faults) Slow() time.Duration { return time.Duration(f.SlowMS) * time.Millisecond }

// Dice gives repeatable numbers between 0 and 1 to many goroutines.
type Dice struct {
	mu  sync.Mutex
	rng *rand.Rand
}

// NewDice starts a sequence; the same seed gives the same sequence.
func NewDice(seed uint64) *Dice {
	return &Dice{rng: rand.New(rand.NewPCG(seed, seed))}
}

// Reseed starts the sequence of another seed.
func (d *Dice) Reseed(seed uint64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rng = rand.New(rand.NewPCG(seed, seed))
}

// Roll is the next number, at least 0 and below 1.
func (d *Dice) Roll() float64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rng.Float64()
}
