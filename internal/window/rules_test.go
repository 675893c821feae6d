package window_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/window"
)

func TestFieldThatCannotBeObeyedIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		spec  spec
		field string
	}{
		{spec{Start: -1, End: 60, Days: everyDay}, "start_hour"},
		{spec{Start: 1440, End: 60, Days: everyDay}, "start_hour"},
		{spec{Start: 60, End: -1, Days: everyDay}, "end_hour"},
		{spec{Start: 60, End: 1441, Days: everyDay}, "end_hour"},
		{spec{Start: 540, End: 540, Days: everyDay}, "end_hour"},
		{spec{Start: 0, End: 0, Days: everyDay}, "end_hour"},
		{spec{Start: 540, End: 1020}, "days_allowed"},
		{spec{Start: 540, End: 1020, Days: []int{0, 7}}, "days_allowed"},
		{spec{Start: 540, End: 1020, Days: []int{-1}}, "days_allowed"},
		{spec{Start: 540, End: 1020, Days: everyDay, Blackout: []string{"2026-12-25", "2026-02-30"}}, "blackout_dates"},
		{spec{Start: 540, End: 1020, Days: everyDay, Blackout: []string{"25.12.2026"}}, "blackout_dates"},
		{spec{Start: 540, End: 1020, Days: everyDay, Blackout: []string{""}}, "blackout_dates"},
	} {
		_, err := window.New(c.spec)

		var refused *window.FieldError
		if !errors.As(err, &refused) || refused.Field != c.field {
			t.Errorf("%+v: %v, want an error about %s", c.spec, err, c.field)
			continue
		}
		if !strings.HasPrefix(err.Error(), c.field+" must ") || strings.Contains(err.Error(), "2026-02-30") {
			t.Errorf("%+v: %q", c.spec, err)
		}
	}
}

func TestWindowIsOpenAtItsStartAndShutAtItsEnd(t *testing.T) {
	t.Parallel()
	p := only(t, spec{Start: 9*60 + 30, End: 17 * 60, Days: everyDay}, "Europe/Berlin")

	for at, want := range map[string]bool{
		"2026-06-10T07:29:59Z": false,
		"2026-06-10T07:30:00Z": true,
		"2026-06-10T14:59:59Z": true,
		"2026-06-10T15:00:00Z": false,
	} {
		if got := p.Allowed(instant(t, at)); got != want {
			t.Errorf("%s: allowed %v, want %v", at, got, want)
		}
	}
}

func TestWholeDayHasNoPauseAtMidnight(t *testing.T) {
	t.Parallel()
	p := only(t, spec{Start: 0, End: 1440, Days: everyDay}, "Asia/Tokyo")

	left := p.Remaining(instant(t, "2026-06-10T14:59:59Z"))

	if left != window.Horizon {
		t.Errorf("open for %v, want %v", left, window.Horizon)
	}
}

func TestNightBelongsToTheDayOnWhichItOpens(t *testing.T) {
	t.Parallel()
	p := only(t, spec{Start: 22 * 60, End: 6 * 60, Days: []int{0, 1, 2, 3, 4}}, "UTC")

	for at, want := range map[string]bool{
		"2026-06-12T23:00:00Z": true,  // Friday evening
		"2026-06-13T05:59:59Z": true,  // Saturday morning: Friday's night
		"2026-06-13T22:00:00Z": false, // Saturday evening
		"2026-06-15T05:00:00Z": false, // Monday morning: Sunday's night
		"2026-06-15T22:00:00Z": true,  // Monday evening
	} {
		if got := p.Allowed(instant(t, at)); got != want {
			t.Errorf("%s: allowed %v, want %v", at, got, want)
		}
	}
}

func TestBlackoutDateClosesTheNightBeforeAtMidnightAndOpensNoneItself(t *testing.T) {
	t.Parallel()
	p := only(t, spec{Start: 22 * 60, End: 6 * 60, Days: everyDay, Blackout: []string{"2026-12-25"}}, "UTC")

	left := p.Remaining(instant(t, "2026-12-24T22:00:00Z"))
	next, found := p.Next(instant(t, "2026-12-25T00:00:00Z"))

	if left != 2*time.Hour {
		t.Errorf("Christmas Eve is open for %v, want two hours", left)
	}
	if !found || !next.Equal(instant(t, "2026-12-26T22:00:00Z")) {
		t.Errorf("after Christmas: %v, %v; want the evening of the 26th", next, found)
	}
}

func TestBlackoutDateIsADateOfTheRecipient(t *testing.T) {
	t.Parallel()
	christmas := spec{Start: 0, End: 1440, Days: everyDay, Blackout: []string{"2026-12-25"}}
	at := instant(t, "2026-12-25T11:30:00Z")

	if only(t, christmas, "Pacific/Honolulu").Allowed(at) {
		t.Error("it is 01:30 on the 25th in Honolulu")
	}
	if !only(t, christmas, "Pacific/Kiritimati").Allowed(at) {
		t.Error("it is 01:30 on the 26th on Kiritimati")
	}
}

func TestLegalWindowIsEightToTwentyOneOnEveryDay(t *testing.T) {
	t.Parallel()
	p := window.Policy{Zones: zones(t, "America/New_York"), Windows: []window.Rules{window.Legal()}}
	sunday := instant(t, "2026-06-14T00:00:00-04:00")

	next, _ := p.Next(sunday)

	if want := instant(t, "2026-06-14T08:00:00-04:00"); !next.Equal(want) || p.Remaining(next) != 13*time.Hour {
		t.Errorf("opens at %v for %v, want %v for 13h", next, p.Remaining(next), want)
	}
}
