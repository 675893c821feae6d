package window_test

import (
	"testing"

	"github.com/carillonhq/carillon/internal/window"
)

func TestRefusalSaysWhichKindOfTimeItIs(t *testing.T) {
	t.Parallel()
	office := spec{Start: 9 * 60, End: 17 * 60, Days: []int{0, 1, 2, 3, 4}, Blackout: []string{"2026-12-25"}}
	night := spec{Start: 22 * 60, End: 6 * 60, Days: []int{0, 1, 2, 3, 4}, Blackout: []string{"2026-12-25"}}
	for _, c := range []struct {
		spec   spec
		at     string
		reason window.Reason
		side   window.Side
	}{
		{office, "2026-06-10T08:59:59Z", window.ClosedHours, window.Before},
		{office, "2026-06-10T17:00:00Z", window.ClosedHours, window.After},
		{office, "2026-06-13T12:00:00Z", window.ClosedDay, ""},
		{office, "2026-12-25T12:00:00Z", window.Blackout, ""},
		{office, "2026-12-25T03:00:00Z", window.Blackout, ""},
		{night, "2026-06-10T12:00:00Z", window.ClosedHours, window.Before},
		{night, "2026-06-13T12:00:00Z", window.ClosedDay, ""},
		{night, "2026-06-15T03:00:00Z", window.ClosedDay, ""}, // Monday, but the night is Sunday's
		{night, "2026-12-25T03:00:00Z", window.Blackout, ""},
		{night, "2026-12-26T03:00:00Z", window.Blackout, ""}, // the night of the 25th
	} {
		refusals := only(t, c.spec, "UTC").Explain(instant(t, c.at))

		if len(refusals) != 1 || refusals[0].Reason != c.reason || refusals[0].Side != c.side {
			t.Errorf("%s: %+v, want %s %s", c.at, refusals, c.reason, c.side)
		}
	}
}

func TestTraceNamesEachZoneAndWindowThatObjects(t *testing.T) {
	t.Parallel()
	noon := spec{Start: 12 * 60, End: 13 * 60, Days: everyDay}
	p := policyOf(t, noon, "America/New_York", "America/Los_Angeles")

	refusals := p.Explain(instant(t, "2026-06-10T12:30:00Z"))

	want := []struct {
		zone   string
		window int
		local  string
	}{
		{"America/New_York", 1, "08:30"},
		{"America/Los_Angeles", 0, "05:30"},
		{"America/Los_Angeles", 1, "05:30"},
	}
	if len(refusals) != len(want) {
		t.Fatalf("%d refusals: %+v", len(refusals), refusals)
	}
	for i, w := range want {
		got := refusals[i]
		if got.Zone.String() != w.zone || got.Window != w.window || got.Local.Format("15:04") != w.local {
			t.Errorf("refusal %d is %+v, want %+v", i, got, w)
		}
	}
}

func TestNothingObjectsInsideTheWindow(t *testing.T) {
	t.Parallel()
	p := policyOf(t, spec{Start: 9 * 60, End: 17 * 60, Days: everyDay}, "America/New_York")

	if refusals := p.Explain(instant(t, "2026-06-10T14:00:00Z")); refusals != nil {
		t.Errorf("%+v", refusals)
	}
}
