// Package window says when a recipient may be contacted: hours, days and blackout dates, read
// on the recipient's own clock. It is pure (law 9): an instant, zones and rules go in, a verdict
// comes out, and the dispatcher, the preview and the checker ask the same functions.
package window

import (
	"math"
	"time"
)

const (
	// Horizon is how far ahead Next and Remaining look: a year with room to spare, so that a
	// window that opens once a year is found.
	Horizon = horizonDays * 24 * time.Hour

	horizonDays   = 400
	daySeconds    = 24 * 60 * 60
	minuteSeconds = 60

	// forever is beyond every horizon and far enough from overflow to be shifted by an offset.
	forever = math.MaxInt64 / 2
)

// Policy is everything that must agree before a recipient may be contacted: an instant is allowed
// when, in every zone the recipient may be in, the local reading is inside every window (legal,
// tenant, campaign). A policy without zones or without windows allows nothing: not knowing where
// someone is, or what is permitted, is no permission. Zones must hold no nil.
type Policy struct {
	Zones   []*time.Location
	Windows []Rules
}

// Allowed reports whether the recipient may be contacted at this instant.
func (p Policy) Allowed(t time.Time) bool {
	open, _ := p.at(t.Unix())
	return open
}

// Next is the earliest allowed instant at or after t, in UTC: t itself when it is allowed, else a
// whole second at which the last objection ends. It is false when no instant before t + Horizon
// is allowed.
func (p Policy) Next(t time.Time) (time.Time, bool) {
	from := t.Unix()
	for sec := from; sec < from+horizonDays*daySeconds; {
		open, until := p.at(sec)
		if open && sec == from {
			return t.UTC(), true
		}
		if open {
			return time.Unix(sec, 0).UTC(), true
		}
		sec = until
	}
	return time.Time{}, false
}

// Remaining is how long the policy goes on allowing contact from t without a break: zero when t
// is not allowed, never more than Horizon.
func (p Policy) Remaining(t time.Time) time.Duration {
	from := t.Unix()
	for sec := from; sec < from+horizonDays*daySeconds; {
		open, until := p.at(sec)
		if !open && sec == from {
			return 0
		}
		if !open {
			return time.Unix(sec, 0).Sub(t)
		}
		sec = until
	}
	return Horizon
}

// at reports whether a second (Unix) is allowed, and a later second until which that answer is
// sure to stand: the first closing when allowed, the last reopening when not.
func (p Policy) at(sec int64) (open bool, until int64) {
	if len(p.Zones) == 0 || len(p.Windows) == 0 {
		return false, forever
	}
	open = true
	openUntil, shutUntil := int64(forever), sec
	for _, zone := range p.Zones {
		offset, shift := offsetAt(zone, sec)
		for i := range p.Windows {
			inside, edge := p.Windows[i].at(sec + offset)
			edge = min(edge-offset, shift)
			if inside {
				openUntil = min(openUntil, edge)
			} else {
				open, shutUntil = false, max(shutUntil, edge)
			}
		}
	}
	if open {
		return true, openUntil
	}
	return false, shutUntil
}

// offsetAt is the zone's distance from UTC in seconds at a second, and the second at which that
// distance may next change. Until then, local readings and instants map one to one, so no local
// reading is ever guessed back into an instant.
func offsetAt(zone *time.Location, sec int64) (offset, shift int64) {
	local := time.Unix(sec, 0).In(zone)
	_, seconds := local.Zone()
	_, end := local.ZoneBounds()
	if end.IsZero() {
		return int64(seconds), forever
	}
	shift = end.Unix()
	if shift <= sec {
		// All through 31 December of a leap year, package time reports the midnight that
		// began the day instead of the one that ends it (golang/go#81583).
		shift += daySeconds
	}
	return int64(seconds), shift
}
