package window

import "time"

// Reason is why a window refuses an instant.
type Reason string

// The reasons, in the order in which they are looked for: a blackout date explains more than a
// weekday, and a weekday more than an hour.
const (
	Blackout    Reason = "blackout"     // the local date, or the date on which the night began
	ClosedDay   Reason = "closed_day"   // the window does not open on this weekday
	ClosedHours Reason = "closed_hours" // it opens on this day, at other hours
)

// Side tells, for ClosedHours, on which side of the day's window an instant lies.
type Side string

// The sides.
const (
	Before Side = "before" // the window opens later on this local date
	After  Side = "after"  // it has closed for this local date
)

// Refusal is one window objecting in one zone: a line of the decision's trace.
type Refusal struct {
	Zone   *time.Location
	Window int // index into Policy.Windows
	Reason Reason
	Side   Side      // empty unless Reason is ClosedHours
	Local  time.Time // the instant as the recipient's clock shows it
}

// Explain lists every objection to contacting the recipient at t, by zone and then by window. It
// is empty exactly when t is allowed or the policy names no zone or no window.
func (p Policy) Explain(t time.Time) []Refusal {
	var refusals []Refusal
	for _, zone := range p.Zones {
		local := t.In(zone)
		for i := range p.Windows {
			reason, side := p.Windows[i].objects(readingOf(local))
			if reason == "" {
				continue
			}
			refusals = append(refusals, Refusal{zone, i, reason, side, local})
		}
	}
	return refusals
}

// readingOf is what a local clock shows, as seconds since 1970-01-01 00:00 on that clock.
func readingOf(local time.Time) int64 {
	_, offset := local.Zone()
	return local.Unix() + int64(offset)
}

// objects is the reason against a local reading, empty when it is inside the window.
func (r *Rules) objects(local int64) (Reason, Side) {
	if inside, _ := r.at(local); inside {
		return "", ""
	}
	today := floorDiv(local, daySeconds)
	second := local - today*daySeconds
	opened := today
	if second+daySeconds < r.end {
		opened = today - 1
	}
	switch {
	case r.blackedOut(today) || r.blackedOut(opened):
		return Blackout, ""
	case !r.opensOn(opened):
		return ClosedDay, ""
	case second < r.start:
		return ClosedHours, Before
	default:
		return ClosedHours, After
	}
}
