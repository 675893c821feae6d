package window_test

import (
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/window"
)

func TestEveryZoneAndEveryWindowMustAgree(t *testing.T) {
	t.Parallel()
	p := policyOf(t, spec{Start: 7 * 60, End: 18 * 60, Days: everyDay}, "America/New_York", "America/Los_Angeles")

	next, found := p.Next(instant(t, "2026-06-10T04:00:00Z"))

	if want := instant(t, "2026-06-10T08:00:00-07:00"); !found || !next.Equal(want) {
		t.Errorf("opens at %v, %v; want %v, when Los Angeles may be called", next, found, want)
	}
	if left := p.Remaining(next); left != 7*time.Hour {
		t.Errorf("open for %v, want 7h: until New York reads 18:00", left)
	}
}

func TestPolicyWithoutZonesOrWindowsAllowsNothing(t *testing.T) {
	t.Parallel()
	at := instant(t, "2026-06-10T12:00:00Z")
	for name, p := range map[string]window.Policy{
		"empty":      {},
		"no zones":   {Windows: []window.Rules{window.Legal()}},
		"no windows": {Zones: zones(t, "UTC")},
		"zero rules": {Zones: zones(t, "UTC"), Windows: []window.Rules{{}}},
	} {
		next, found := p.Next(at)

		if found || !next.IsZero() || p.Allowed(at) || p.Remaining(at) != 0 {
			t.Errorf("%s: %v, %v", name, next, found)
		}
	}
}

func TestWindowsThatNeverMeetNeverOpen(t *testing.T) {
	t.Parallel()
	morning := rules(t, spec{Start: 9 * 60, End: 12 * 60, Days: everyDay})
	afternoon := rules(t, spec{Start: 12 * 60, End: 17 * 60, Days: everyDay})
	p := window.Policy{Zones: zones(t, "Europe/Paris"), Windows: []window.Rules{morning, afternoon}}

	next, found := p.Next(instant(t, "2026-06-10T00:00:00Z"))

	if found {
		t.Errorf("opens at %v", next)
	}
}

func TestNextLooksNoFurtherThanTheHorizon(t *testing.T) {
	t.Parallel()
	at := instant(t, "2026-01-01T00:00:00Z")
	closedFor := func(days int) window.Policy {
		s := spec{Start: 0, End: 1440, Days: everyDay}
		for n := range days {
			s.Blackout = append(s.Blackout, at.AddDate(0, 0, n).Format(time.DateOnly))
		}
		return only(t, s, "UTC")
	}

	if next, found := closedFor(399).Next(at); !found || !next.Equal(at.AddDate(0, 0, 399)) {
		t.Errorf("399 blackout dates: %v, %v", next, found)
	}
	if next, found := closedFor(400).Next(at); found {
		t.Errorf("400 blackout dates: opens at %v", next)
	}
}

func TestInstantInsideTheWindowIsItsOwnNext(t *testing.T) {
	t.Parallel()
	p := only(t, spec{Start: 9 * 60, End: 17 * 60, Days: everyDay}, "UTC")
	at := instant(t, "2026-06-10T16:59:59.999999999Z")

	next, found := p.Next(at)

	if !found || !next.Equal(at) || p.Remaining(at) != time.Nanosecond {
		t.Errorf("%v, %v, open for %v", next, found, p.Remaining(at))
	}
}
