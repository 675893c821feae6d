// Package clock is the one source of business time: due times, windows and retry delays.
// Leases, deadlines and timeouts stay on real time and do not ask this package.
package clock

import "time"

// Clock tells business time.
type Clock interface {
	Now() time.Time
}

// Real is the wall clock.
type Real struct{}

// Now is the present instant in UTC.
func (Real) Now() time.Time { return time.Now().UTC() }

// Fast runs Factor times as fast as real time from Origin on. It exists for the development
// stack, where a retry of two hours should be seen within seconds.
type Fast struct {
	Origin time.Time
	Factor float64
}

// NewFast starts a clock at the present instant.
func NewFast(factor float64) Fast { return Fast{Origin: time.Now().UTC(), Factor: factor} }

// Now is Origin plus the real time since then times Factor, in UTC.
func (f Fast) Now() time.Time {
	return f.Origin.Add(time.Duration(float64(time.Since(f.Origin)) * f.Factor)).UTC()
}
