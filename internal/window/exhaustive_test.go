package window_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/window"
)

var (
	from2024  = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	until2031 = time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
)

// shiftsOf finds a zone's clock changes of 2024–2030 by sampling its offset once a day and
// halving, without asking package time where they are.
func shiftsOf(zone *time.Location) []time.Time {
	offset := func(sec int64) int {
		_, seconds := time.Unix(sec, 0).In(zone).Zone()
		return seconds
	}
	var shifts []time.Time
	const step = 24 * 60 * 60
	for sec := from2024.Unix(); sec < until2031.Unix(); sec += step {
		low, high := sec, sec+step
		if offset(low) == offset(high) {
			continue
		}
		for high-low > 1 {
			if middle := (low + high) / 2; offset(middle) == offset(low) {
				low = middle
			} else {
				high = middle
			}
		}
		shifts = append(shifts, time.Unix(high, 0).UTC())
	}
	return shifts
}

// clocks groups all known zones, both as Zone gives them and as Go embeds them, by what their
// clocks do in 2024–2030: zones of one group show the same local reading at every instant, so the
// oracle needs to read only one of them.
func clocks(t *testing.T) [][]*time.Location {
	groups := map[string][]*time.Location{}
	embedded := shipped(t)
	for _, name := range window.KnownZones() {
		for _, z := range []*time.Location{zone(t, name), embedded[name]} {
			groups[history(z)] = append(groups[history(z)], z)
		}
	}
	return slices.Collect(maps.Values(groups))
}

// history writes down when and by how much a zone's clock changes in 2024–2030.
func history(z *time.Location) string {
	var text strings.Builder
	for _, at := range append([]time.Time{from2024}, shiftsOf(z)...) {
		_, offset := at.In(z).Zone()
		fmt.Fprintf(&text, "%d:%d ", at.Unix(), offset)
	}
	return text.String()
}

// rotation is the set of windows that the clock changes are tried with, in turn. The blackout
// dates are relative to the local date of the change.
func rotation(shift time.Time, zone *time.Location) []spec {
	day := func(n int) string { return shift.In(zone).AddDate(0, 0, n).Format(time.DateOnly) }
	return []spec{
		{Start: 0, End: 24 * 60, Days: everyDay, Blackout: []string{day(0)}},
		{Start: 22 * 60, End: 6 * 60, Days: everyDay},
		{Start: 2 * 60, End: 2*60 + 30, Days: everyDay},
		{Start: 8 * 60, End: 21 * 60, Days: everyDay},
		{Start: 23*60 + 30, End: 30, Days: []int{5, 6}},
		{Start: 1*60 + 45, End: 1*60 + 15, Days: everyDay, Blackout: []string{day(-1)}},
		{Start: 0, End: 1, Days: everyDay},
		{Start: 0, End: 24 * 60, Days: []int{6}},
		{Start: 30, End: 3 * 60, Days: everyDay, Blackout: []string{day(1)}},
		{Start: 18 * 60, End: 0, Days: everyDay, Blackout: []string{day(0), day(2)}},
		{Start: 9 * 60, End: 17 * 60, Days: []int{0, 1, 2, 3, 4}},
	}
}

// openMinutes asks the oracle about every minute of a range.
func openMinutes(s spec, zone *time.Location, from time.Time, minutes int) []bool {
	open := make([]bool, minutes)
	for i := range open {
		open[i] = admits(s, from.Add(time.Duration(i)*time.Minute), zone)
	}
	return open
}

// follow walks the policy with Next and Remaining and marks the minutes it says are open.
func follow(p window.Policy, from time.Time, minutes int) ([]bool, error) {
	open := make([]bool, minutes)
	end := from.Add(time.Duration(minutes) * time.Minute)
	for at, found := p.Next(from); found && at.Before(end); at, found = p.Next(at) {
		left := p.Remaining(at)
		if left <= 0 || at.Sub(from)%time.Minute != 0 || left%time.Minute != 0 {
			return nil, fmt.Errorf("open at %v for %v", at, left)
		}
		first := int(at.Sub(from) / time.Minute)
		last := min(minutes, first+int(left/time.Minute))
		for i := first; i < last; i++ {
			open[i] = true
		}
		at = at.Add(left)
	}
	return open, nil
}

// TestEveryZoneKeepsItsWindowsThroughEveryClockChange covers each known zone and each of its
// clock changes of 2024–2030, two days before to two days after, every minute, with three windows
// in turn out of a rotation of eleven.
func TestEveryZoneKeepsItsWindowsThroughEveryClockChange(t *testing.T) {
	t.Parallel()
	for _, group := range clocks(t) {
		t.Run(group[0].String(), func(t *testing.T) {
			t.Parallel()
			for turn, shift := range shiftsOf(group[0]) {
				specs := rotation(shift, group[0])
				for k := range 3 {
					compareAround(t, shift, specs[(3*turn+k)%len(specs)], group)
				}
			}
		})
	}
}

func compareAround(t *testing.T, shift time.Time, s spec, group []*time.Location) {
	t.Helper()
	const minutes = 4 * 24 * 60
	from := shift.Add(-48 * time.Hour)
	want := openMinutes(s, group[0], from, minutes)
	for _, z := range group {
		p := window.Policy{Zones: []*time.Location{z}, Windows: []window.Rules{rules(t, s)}}
		got, err := follow(p, from, minutes)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%v around %v, %+v: %v, minute %d differs", z, shift, s, err, firstDifference(got, want))
		}
	}
}

// TestEveryZoneOpensAsTheOracleSaysOnEachDay walks all of 2024–2030 in two zones of each group
// (one name, from either source) with the legal window, and asks the oracle on both sides of each
// opening and each closing.
func TestEveryZoneOpensAsTheOracleSaysOnEachDay(t *testing.T) {
	t.Parallel()
	for _, group := range clocks(t) {
		t.Run(group[0].String(), func(t *testing.T) {
			t.Parallel()
			for _, z := range group[:min(2, len(group))] {
				walkLegalDays(t, z)
			}
		})
	}
}

func walkLegalDays(t *testing.T, z *time.Location) {
	t.Helper()
	legal := spec{Start: 8 * 60, End: 21 * 60, Days: everyDay}
	open := func(at time.Time) bool { return admits(legal, at, z) }
	p := window.Policy{Zones: []*time.Location{z}, Windows: []window.Rules{window.Legal()}}
	days := 0
	start := from2024.Add(p.Remaining(from2024))
	for at, found := p.Next(start); found && at.Before(until2031); at, found = p.Next(at) {
		closes := at.Add(p.Remaining(at))
		if open(at.Add(-time.Second)) || !open(at) || !open(closes.Add(-time.Second)) || open(closes) {
			t.Errorf("%v: open from %v to %v", z, at, closes)
		}
		days++
		at = closes
	}
	if days < 2556 || days > 2557 {
		t.Errorf("%v opened on %d of 2557 days", z, days)
	}
}

func firstDifference(a, b []bool) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
