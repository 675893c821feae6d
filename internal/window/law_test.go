package window_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/internal/window"
)

// easters are the Sundays as almanacs print them.
var easters = map[int]string{
	2024: "2024-03-31", 2025: "2025-04-20", 2026: "2026-04-05", 2027: "2027-03-28", 2028: "2028-04-16", 2029: "2029-04-01",
	2030: "2030-04-21", 2035: "2035-03-25", 2038: "2038-04-25", 2049: "2049-04-18", 2076: "2076-04-19", 2099: "2099-04-12",
}

// french are France's public holidays of a year, written here once more.
func french(t failer, year int) []string {
	t.Helper()
	sunday, err := time.Parse(time.DateOnly, easters[year])
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, after := range []int{1, 39, 50} {
		days = append(days, sunday.AddDate(0, 0, after).Format(time.DateOnly))
	}
	for _, fixed := range []string{"01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"} {
		days = append(days, easters[year][:5]+fixed)
	}
	return days
}

func law(t failer) window.Law {
	t.Helper()
	laws, err := window.Laws("sms", "marketing")
	if err != nil || len(laws) != 1 {
		t.Fatalf("%d laws: %v", len(laws), err)
	}
	return laws[0]
}

func TestFrenchMarketingTextsKeepToHoursDaysAndHolidays(t *testing.T) {
	t.Parallel()
	paris := zone(t, "Europe/Paris")
	p := window.Policy{Zones: []*time.Location{paris}, Windows: []window.Rules{law(t).Rules}}
	for year := range easters {
		closed := french(t, year)
		for noon := time.Date(year, 1, 1, 12, 0, 0, 0, paris); noon.Year() == year; noon = noon.AddDate(0, 0, 1) {
			free := noon.Weekday() == time.Sunday || slices.Contains(closed, noon.Format(time.DateOnly))
			if p.Allowed(noon) == free {
				t.Errorf("%v: allowed is %v", noon, !free)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, paris).Add(time.Duration(rapid.IntRange(0, 365*24*60-1).Draw(t, "minute")) * time.Minute)
		want := admits(spec{Start: 8 * 60, End: 22 * 60, Days: []int{0, 1, 2, 3, 4, 5}, Blackout: french(t, 2026)}, at, paris)
		if p.Allowed(at) != want {
			t.Fatalf("%v: allowed is %v", at, !want)
		}
	})
}

func TestLawBindsNumbersOfItsCountry(t *testing.T) {
	t.Parallel()
	for phone, want := range map[string]bool{"+33612345678": true, "+262692123456": true, "+447400123456": false, "+12025550143": false, "": false} {
		if law(t).Binds(phone) != want {
			t.Errorf("%q: %v", phone, !want)
		}
	}
	for _, other := range [][2]string{{"sms", "transactional"}, {"email", "marketing"}} {
		if laws, err := window.Laws(other[0], other[1]); len(laws) > 0 || err != nil {
			t.Errorf("%v has %d laws: %v", other, len(laws), err)
		}
	}
}
