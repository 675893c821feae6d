package schedule

import (
	"math"
	"time"
)

// period is a stretch of time, in seconds since 1970, during which a zone's clock keeps one
// distance from UTC. Local readings and instants map one to one within it.
type period struct {
	start, end     int64 // end is not part of it
	offset, before int64 // in seconds, here and in the period before
}

// forever is beyond every instant asked for, and can be shifted by an offset.
const forever = math.MaxInt64 / 4

const day = 24 * 60 * 60

// periodAt is the period that holds a second. A zone's whole year may fall into more periods than
// it has changes: a bound at which the offset stays the same does no harm.
func (s Schedule) periodAt(second int64) period {
	local := time.Unix(second, 0).In(s.zone)
	from, to := local.ZoneBounds()
	p := period{start: -forever, end: forever, offset: offset(local)}
	if !to.IsZero() {
		p.end = to.Unix()
	}
	if p.end <= second {
		// All through 31 December of a leap year, package time reports the midnight that
		// began the day instead of the one that ends it (golang/go#81583).
		p.end += day
	}
	p.before = p.offset
	if !from.IsZero() {
		p.start = from.Unix()
		p.before = offset(from.Add(-time.Second))
	}
	return p
}

func offset(local time.Time) int64 {
	_, seconds := local.Zone()
	return int64(seconds)
}
