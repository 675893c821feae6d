package window_test

import (
	"testing"
	"time"
)

func TestNextWhereTheClockJumps(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		story      string
		zone       string
		start, end int
		days       []int
		from, want string
	}{
		{"02:15 to 02:45 does not happen on this day", "America/New_York", 135, 165, everyDay,
			"2026-03-08T05:00:00Z", "2026-03-09T06:15:00Z"},
		{"a window from 02:30 opens at 03:00, the first reading inside", "America/New_York", 150, 240, everyDay,
			"2026-03-08T05:00:00Z", "2026-03-08T07:00:00Z"},
		{"01:15 comes for the first time", "America/New_York", 75, 105, everyDay,
			"2026-11-01T04:00:00Z", "2026-11-01T05:15:00Z"},
		{"01:15 comes for the second time", "America/New_York", 75, 105, everyDay,
			"2026-11-01T05:45:00Z", "2026-11-01T06:15:00Z"},
		{"Sunday begins at 01:00", "America/Havana", 0, 1440, []int{6},
			"2026-03-08T00:00:00Z", "2026-03-08T05:00:00Z"},
		{"the first half hour of Sunday does not happen", "America/Havana", 0, 30, []int{6},
			"2026-03-08T00:00:00Z", "2026-03-15T04:00:00Z"},
		{"Friday 2011-12-30 does not happen", "Pacific/Apia", 0, 1440, []int{4},
			"2011-12-29T12:00:00Z", "2012-01-05T10:00:00Z"},
		{"after Thursday comes Saturday", "Pacific/Apia", 540, 1020, []int{5},
			"2011-12-29T12:00:00Z", "2011-12-30T19:00:00Z"},
		{"02:00 jumps to 02:30", "Australia/Lord_Howe", 130, 180, everyDay,
			"2026-10-03T14:00:00Z", "2026-10-03T15:30:00Z"},
		{"02:00 falls back to 01:30, so 01:45 comes again", "Australia/Lord_Howe", 105, 110, everyDay,
			"2026-04-04T14:50:00Z", "2026-04-04T15:15:00Z"},
		{"01:00 jumps to 03:00", "Antarctica/Troll", 90, 150, everyDay,
			"2026-03-29T00:00:00Z", "2026-03-29T23:30:00Z"},
		{"nine o'clock before Ramadan", "Africa/Casablanca", 540, 600, everyDay,
			"2026-02-14T00:00:00Z", "2026-02-14T08:00:00Z"},
		{"nine o'clock in Ramadan", "Africa/Casablanca", 540, 600, everyDay,
			"2026-02-20T00:00:00Z", "2026-02-20T09:00:00Z"},
		{"nine o'clock after Ramadan", "Africa/Casablanca", 540, 600, everyDay,
			"2026-03-22T09:00:00Z", "2026-03-23T08:00:00Z"},
		{"the last day of a leap year ends", "Europe/Warsaw", 540, 600, everyDay,
			"2040-12-31T12:00:00Z", "2041-01-01T08:00:00Z"},
		{"days before 1970 begin at midnight too", "UTC", 540, 600, []int{0},
			"1969-07-20T20:00:00Z", "1969-07-21T09:00:00Z"},
	} {
		p := only(t, spec{Start: c.start, End: c.end, Days: c.days}, c.zone)

		next, found := p.Next(instant(t, c.from))

		if !found || !next.Equal(instant(t, c.want)) {
			t.Errorf("%s, %s: %v, %v; want %s", c.zone, c.story, next, found, c.want)
		}
	}
}

func TestNightIsAsLongAsTheClockMakesIt(t *testing.T) {
	t.Parallel()
	p := only(t, spec{Start: 22 * 60, End: 6 * 60, Days: everyDay}, "America/New_York")
	for opening, want := range map[string]time.Duration{
		"2026-03-07T22:00:00-05:00": 7 * time.Hour,
		"2026-06-07T22:00:00-04:00": 8 * time.Hour,
		"2026-10-31T22:00:00-04:00": 9 * time.Hour,
	} {
		if left := p.Remaining(instant(t, opening)); left != want {
			t.Errorf("%s: open for %v, want %v", opening, left, want)
		}
	}
}

func TestHourThatComesTwiceClosesInBetween(t *testing.T) {
	t.Parallel()
	p := only(t, spec{Start: 60, End: 105, Days: everyDay}, "America/New_York")

	left := p.Remaining(instant(t, "2026-11-01T01:30:00-04:00"))

	if left != 15*time.Minute {
		t.Errorf("open for %v, want 15m", left)
	}
}
