package schedule_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/internal/schedule"
	"github.com/carillonhq/carillon/internal/window"
)

func TestExpressionComesDueWhereTheClockChanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		story, expression, zone string
		from                    string
		want                    []string
	}{
		{"02:30 does not exist and comes due at the jump", "30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z",
			[]string{"2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z"}},
		{"all of 02:00 to 02:50 comes due once", "*/10 2 * * *", "America/New_York", "2026-03-08T00:00:00Z",
			[]string{"2026-03-08T07:00:00Z", "2026-03-09T06:00:00Z"}},
		{"02:30 at the jump and 03:00 are one instant", "0,30 2,3 * * *", "America/New_York", "2026-03-08T00:00:00Z",
			[]string{"2026-03-08T07:00:00Z", "2026-03-08T07:30:00Z", "2026-03-09T06:00:00Z"}},
		{"01:30 comes twice and is due the first time", "30 1 * * *", "America/New_York", "2026-11-01T00:00:00Z",
			[]string{"2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"}},
		{"asked in between, the second 01:30 is not due", "30 1 * * *", "America/New_York", "2026-11-01T05:45:00Z",
			[]string{"2026-11-02T06:30:00Z"}},
		{"every half hour goes on through the repeated hour", "*/30 * * * *", "America/New_York", "2026-11-01T04:45:00Z",
			[]string{"2026-11-01T05:00:00Z", "2026-11-01T05:30:00Z", "2026-11-01T06:00:00Z", "2026-11-01T06:30:00Z", "2026-11-01T07:00:00Z"}},
		{"half past each hour is not due at the jump", "30 * * * *", "America/New_York", "2026-03-08T06:00:00Z",
			[]string{"2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z"}},
		{"01:15 does not exist in London", "15 1 * * *", "Europe/London", "2026-03-28T12:00:00Z",
			[]string{"2026-03-29T01:00:00Z", "2026-03-30T00:15:00Z"}},
		{"02:15 comes twice in Berlin", "15 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z",
			[]string{"2026-10-25T00:15:00Z", "2026-10-26T01:15:00Z"}},
		{"Sydney goes back in April", "30 2 * * *", "Australia/Sydney", "2026-04-04T00:00:00Z",
			[]string{"2026-04-04T15:30:00Z", "2026-04-05T16:30:00Z"}},
		{"Sydney jumps in October", "30 2 * * *", "Australia/Sydney", "2026-10-03T00:00:00Z",
			[]string{"2026-10-03T16:00:00Z", "2026-10-04T15:30:00Z"}},
		{"Lord Howe jumps by half an hour", "15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00:00Z",
			[]string{"2026-10-03T15:30:00Z", "2026-10-04T15:15:00Z"}},
		{"Lord Howe goes back by half an hour", "45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00:00Z",
			[]string{"2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z"}},
		{"Sunday has no midnight in Havana", "0 0 * * 0", "America/Havana", "2026-03-07T00:00:00Z",
			[]string{"2026-03-08T05:00:00Z", "2026-03-15T04:00:00Z"}},
		{"a date that was left out comes due when it is over", "0 9 30 12 *", "Pacific/Apia", "2011-12-29T12:00:00Z",
			[]string{"2011-12-30T10:00:00Z", "2012-12-29T19:00:00Z"}},
		{"the last day of a leap year is a day", "0 9 31 12 *", "Europe/Warsaw", "2040-12-31T00:00:00Z",
			[]string{"2040-12-31T08:00:00Z", "2041-12-31T08:00:00Z"}},
		{"29 February", "0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z",
			[]string{"2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"}},
		{"with both days given either will do", "0 0 13 * FRI", "UTC", "2026-11-05T00:00:00Z",
			[]string{"2026-11-06T00:00:00Z", "2026-11-13T00:00:00Z", "2026-11-20T00:00:00Z"}},
	} {
		s := parsed(t, c.expression, c.zone)

		got := firings(s, instant(t, c.from), len(c.want))

		if !slices.Equal(got, c.want) {
			t.Errorf("%s (%s in %s):\n got %v\nwant %v", c.story, c.expression, c.zone, got, c.want)
		}
	}
}

func TestDailyExpressionComesDueOnceADayInEveryZone(t *testing.T) {
	t.Parallel()
	for i, zone := range window.KnownZones() {
		expression := []string{"0 0 * * *", "30 1 * * *", "30 2 * * *", "59 23 * * *"}[i%4]
		s := parsed(t, expression, zone)
		where, err := window.Zone(zone)
		if err != nil {
			t.Fatal(err)
		}
		begin, end := time.Date(2026, 1, 1, 0, 0, 0, 0, where), time.Date(2027, 1, 1, 0, 0, 0, 0, where)

		n := 0
		for at, _ := s.Next(begin.Add(-time.Second)); at.Before(end); at, _ = s.Next(at) {
			n++
		}

		if n != 365 {
			t.Errorf("%s in %s comes due %d times in 2026", expression, zone, n)
		}
	}
}

func TestWhatIsNoExpressionIsRefusedWithWhatToWrite(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ expression, zone, says string }{
		{"", "UTC", "write minute, hour"},
		{"0 9 * *", "UTC", "write minute, hour"},
		{"0 0 9 * * *", "UTC", "write minute, hour"},
		{"@daily", "UTC", "write minute, hour"},
		{"@every 1h30m", "UTC", "write minute, hour"},
		{"TZ=UTC", "UTC", "write minute, hour"},
		{"CRON_TZ=UTC 0 9 * * *", "UTC", "write minute, hour"},
		{"TZ=UTC 9 * * *", "UTC", "the minute takes 0 to 59"},
		{"60 9 * * *", "UTC", "the minute takes 0 to 59"},
		{"0 24 * * *", "UTC", "the hour takes 0 to 23"},
		{"0 ? * * *", "UTC", "the hour takes"},
		{"0 9,, * * *", "UTC", "the hour takes"},
		{"0 , * * *", "UTC", "the hour takes"},
		{"0 17-9 * * *", "UTC", "the hour takes"},
		{"0 9-12-17 * * *", "UTC", "the hour takes"},
		{"0 *-5 * * *", "UTC", "the hour takes"},
		{"0 */0 * * *", "UTC", "the hour takes"},
		{"0 */999999999999 * * *", "UTC", "the hour takes"},
		{"0 9 0 * *", "UTC", "the day of month takes 1 to 31"},
		{"0 9 L * *", "UTC", "the day of month takes"},
		{"0 9 * 13 *", "UTC", "the month takes 1 to 12"},
		{"0 9 * MON *", "UTC", "the month takes"},
		{"0 9 * * 7", "UTC", "the weekday takes 0 (Sunday)"},
		{"0 9 * * Montag", "UTC", "the weekday takes"},
		{"0 9 30 2 *", "UTC", "no month has such a day"},
		{"0 9 31 4,6,9,11 *", "UTC", "no month has such a day"},
		{"0 9 * * *", "", "America/New_York"},
		{"0 9 * * *", "Local", "America/New_York"},
		{"0 9 * * *", "New York", "America/New_York"},
		{"0 9 * * *", "../../etc/passwd", "America/New_York"},
	} {
		_, err := schedule.Parse(c.expression, c.zone)

		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q in %q: %v", c.expression, c.zone, err)
		}
	}
}

func TestRefusalsAreToldApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		expression, zone string
		want             error
	}{
		{"61 * * * *", "UTC", schedule.ErrExpression},
		{"0 0 31 2 *", "UTC", schedule.ErrNever},
		{"0 0 * * *", "Mars/Olympus", schedule.ErrZone},
	} {
		if _, err := schedule.Parse(c.expression, c.zone); !errors.Is(err, c.want) {
			t.Errorf("%q in %q: %v", c.expression, c.zone, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("0 9 * * 1-5", "UTC")
	f.Add("TZ=", "UTC")
	f.Add("*/7,1-3/2 * 29 FEB *", "America/New_York")
	f.Fuzz(func(t *testing.T, expression, zone string) {
		s, err := schedule.Parse(expression, zone)
		if err != nil {
			return
		}
		now := time.Date(2026, 3, 8, 6, 59, 59, 1, time.UTC)
		if next, comes := s.Next(now); comes && !next.After(now) {
			t.Errorf("%q in %q: %v is not after %v", expression, zone, next, now)
		}
	})
}

func parsed(t rapid.TB, expression, zone string) schedule.Schedule {
	t.Helper()
	s, err := schedule.Parse(expression, zone)
	if err != nil {
		t.Fatalf("%q in %q: %v", expression, zone, err)
	}
	return s
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func firings(s schedule.Schedule, from time.Time, n int) []string {
	var all []string
	for range n {
		next, comes := s.Next(from)
		if !comes {
			return append(all, "never")
		}
		all, from = append(all, next.Format(time.RFC3339)), next
	}
	return all
}
