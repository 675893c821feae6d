// Package ratelimit says how many sends or requests may go now: a sliding window shared by all
// processes through Redis, with an in-memory form for one process.
//
// A window is counted in twenty buckets and the oldest, half outside, counts whole: in no true
// window of the limit's length are more tokens granted than its rate.
package ratelimit

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// buckets is the number of parts of a window; take.lua has the same number.
const buckets = 20

// Limit is how many tokens of one key may be taken within any window of a length. What a key has in
// braces says whose limit it is. All limits of one Take must be the same owner's: in a Redis Cluster
// that decides which node holds them, and a script sees one node.
type Limit struct {
	Key    string        // what is limited: "{tenant:<id>}:write"
	Rate   int           // tokens within a window; 0 grants nothing
	Window time.Duration // at least a millisecond; one key may have limits of several lengths
}

// Grant is the answer to a Take.
type Grant struct {
	N          int           // tokens granted, 0 to the number wanted
	Remaining  int           // tokens that the tightest limit has left after this grant
	Quotas     []Quota       // where each limit stands after this grant, in the order of the Take
	RetryAfter time.Duration // when fewer than wanted were granted: the earliest moment for another
	Binding    string        // and the key to blame

	limits   []Limit
	at       int64 // microseconds on this process's clock
	sharedAt int64 // microseconds on Redis's clock; 0 when Redis was not asked
	owed     bool  // granted while Redis was away
}

// Quota is where one limit stands.
type Quota struct {
	Remaining int           // tokens left
	Reset     time.Duration // until there are more than that; 0: none is out
}

// Source grants tokens. It is safe for concurrent use.
type Source interface {
	// Take grants as many of the wanted tokens as every limit allows, and charges that number to
	// all of them or to none. It fails for an ended context or for limits that make no sense,
	// and never because Redis is away.
	Take(ctx context.Context, want int, limits ...Limit) (Grant, error)

	// Return gives back n unused tokens of a grant. Tokens as old as their window have come back
	// by themselves and change nothing.
	Return(ctx context.Context, g Grant, n int) error

	// Cap obeys a provider that says fewer remain: no more than remaining tokens of the key are
	// granted within the next reset. Until then a further Cap can lower it but not raise it.
	Cap(ctx context.Context, key string, remaining int, reset time.Duration) error

	// Degraded is true while the limits are kept by this process alone, at its share.
	Degraded() bool
}

// ErrLimits means that a Take named no limits, one twice, those of two owners, a window below a
// millisecond, or wanted nothing.
var ErrLimits = errors.New("ratelimit: limits that make no sense")

func check(ctx context.Context, want int, limits []Limit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if want < 1 || len(limits) == 0 {
		return fmt.Errorf("%w: %d wanted of %d limits", ErrLimits, want, len(limits))
	}
	for i, l := range limits {
		if l.Window < time.Millisecond {
			return fmt.Errorf("%w: a window of %v", ErrLimits, l.Window)
		}
		if owner(l.Key) != owner(limits[0].Key) {
			return fmt.Errorf("%w: of two owners", ErrLimits)
		}
		for _, other := range limits[:i] {
			if l.id() == other.id() {
				return fmt.Errorf("%w: one twice in a take", ErrLimits)
			}
		}
	}
	return nil
}

// id is what a limit's counts are kept under: its rate may change at any time.
type id struct {
	key    string
	window time.Duration
}

func (l Limit) id() id { return id{l.Key, l.Window} }

// width is a bucket's length in microseconds, rounded up: the buckets cover the window.
func (l Limit) width() int64 { return (l.Window.Microseconds() + buckets - 1) / buckets }

// owner is what a key has in its first braces, as Redis Cluster reads them; "carillon" without any.
func owner(key string) string {
	_, inside, _ := strings.Cut(key, "{")
	if name, _, closed := strings.Cut(inside, "}"); closed && name != "" {
		return name
	}
	return "carillon"
}

// keys are the keys of the limits, each once.
func keys(limits []Limit) []string {
	var all []string
	seen := map[string]struct{}{}
	for _, l := range limits {
		if _, twice := seen[l.Key]; !twice {
			seen[l.Key] = struct{}{}
			all = append(all, l.Key)
		}
	}
	return all
}
