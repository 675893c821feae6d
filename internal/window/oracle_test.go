package window_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/internal/window"
)

// The oracle answers minute by minute from the calendar fields that package time prints for an
// instant. It knows no offsets, no segments and no stretches, and shares no code with the package.

func admits(s spec, at time.Time, zone *time.Location) bool {
	local := at.In(zone)
	weekday := (int(local.Weekday()) + 6) % 7
	minute := local.Hour()*60 + local.Minute()
	if blackedOut(s, local, 0) {
		return false
	}
	if s.Start < s.End {
		return minute >= s.Start && minute < s.End && slices.Contains(s.Days, weekday)
	}
	if minute >= s.Start {
		return slices.Contains(s.Days, weekday)
	}
	return minute < s.End && slices.Contains(s.Days, (weekday+6)%7) && !blackedOut(s, local, -1)
}

// blackedOut asks about the local date, or about the calendar date some days from it.
func blackedOut(s spec, local time.Time, days int) bool {
	if len(s.Blackout) == 0 {
		return false
	}
	year, month, day := local.Date()
	date := time.Date(year, month, day+days, 12, 0, 0, 0, time.UTC)
	return slices.Contains(s.Blackout, date.Format(time.DateOnly))
}

func admitsAll(specs []spec, zones []*time.Location, at time.Time) bool {
	for _, zone := range zones {
		for _, s := range specs {
			if !admits(s, at, zone) {
				return false
			}
		}
	}
	return true
}

var (
	minutes  = rapid.IntRange(0, 24*60-1)
	dayList  = rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 7, rapid.ID)
	zonePick = rapid.SampledFrom(window.KnownZones())
)

// drawSpec favours blackout dates close to the instant, where they matter.
func drawSpec(t *rapid.T, around time.Time) spec {
	s := spec{Days: dayList.Draw(t, "days"), Start: minutes.Draw(t, "start"), End: minutes.Draw(t, "end")}
	if s.Start == s.End {
		s.Start, s.End = 0, 24*60
	}
	for _, shift := range rapid.SliceOfNDistinct(rapid.IntRange(-3, 6), 0, 4, rapid.ID).Draw(t, "blackout days") {
		s.Blackout = append(s.Blackout, around.AddDate(0, 0, shift).Format(time.DateOnly))
	}
	return s
}

// drawCase is a policy of one to three zones and one to three windows, and an instant of
// 2024–2030, mostly close to a clock change of the first zone.
func drawCase(t *rapid.T) (window.Policy, []spec, time.Time) {
	var p window.Policy
	for _, name := range rapid.SliceOfNDistinct(zonePick, 1, 3, rapid.ID).Draw(t, "zones") {
		p.Zones = append(p.Zones, zone(t, name))
	}
	at := from2024.Add(time.Duration(rapid.Int64Range(0, int64(until2031.Sub(from2024))).Draw(t, "at")))
	_, shift := at.In(p.Zones[0]).ZoneBounds()
	if !shift.IsZero() && rapid.IntRange(0, 3).Draw(t, "near a shift") > 0 {
		at = shift.Add(time.Duration(rapid.IntRange(-48*60*60, 24*60*60).Draw(t, "seconds")) * time.Second)
	}
	var specs []spec
	for range rapid.IntRange(1, 3).Draw(t, "windows") {
		s := drawSpec(t, at)
		specs = append(specs, s)
		p.Windows = append(p.Windows, rules(t, s))
	}
	return p, specs, at
}

func TestNextIsTheFirstMinuteTheOracleAllows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, specs, at := drawCase(t)

		next, found := p.Next(at)

		if !found {
			next = at.Add(window.Horizon)
		}
		if next.Before(at) {
			t.Fatalf("Next(%v) = %v went back", at, next)
		}
		if found && !next.Equal(at) && next.Second()+next.Nanosecond() != 0 {
			t.Fatalf("Next(%v) = %v is no whole minute", at, next)
		}
		if found && !(p.Allowed(next) && admitsAll(specs, p.Zones, next)) {
			t.Fatalf("Next(%v) = %v lies outside the window", at, next)
		}
		end := at.Add(4 * 24 * time.Hour)
		for minute := at; minute.Before(next) && minute.Before(end); minute = minute.Truncate(time.Minute).Add(time.Minute) {
			if admitsAll(specs, p.Zones, minute) {
				t.Fatalf("Next(%v) = %v passed over %v", at, next, minute)
			}
		}
	})
}

func TestNextOfNextIsItself(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, _, at := drawCase(t)
		next, found := p.Next(at)
		if !found {
			return
		}

		again, found := p.Next(next)

		if !found || !again.Equal(next) {
			t.Fatalf("Next(%v) = %v, and Next of that is %v, %v", at, next, again, found)
		}
	})
}

func TestRemainingEndsAtTheFirstMinuteTheOracleRefuses(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, specs, at := drawCase(t)
		if next, found := p.Next(at); found && rapid.IntRange(0, 7).Draw(t, "from the opening") > 0 {
			at = next
		}

		left := p.Remaining(at)

		end := at.Add(min(left, 4*24*time.Hour))
		for minute := at; minute.Before(end); minute = minute.Truncate(time.Minute).Add(time.Minute) {
			if !admitsAll(specs, p.Zones, minute) {
				t.Fatalf("Remaining(%v) = %v, but %v is refused", at, left, minute)
			}
		}
		if left < window.Horizon && admitsAll(specs, p.Zones, at.Add(left)) {
			t.Fatalf("Remaining(%v) = %v, but contact is allowed at that moment", at, left)
		}
	})
}

func TestExplainObjectsExactlyWhenContactIsRefused(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, specs, at := drawCase(t)

		refusals := p.Explain(at)

		if (len(refusals) == 0) != p.Allowed(at) || p.Allowed(at) != admitsAll(specs, p.Zones, at) {
			t.Fatalf("at %v: allowed %v, refusals %v", at, p.Allowed(at), refusals)
		}
		for _, refusal := range refusals {
			if admits(specs[refusal.Window], at, refusal.Zone) {
				t.Fatalf("at %v: window %d does not object in %v", at, refusal.Window, refusal.Zone)
			}
		}
	})
}
