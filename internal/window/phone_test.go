package window_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nyaruka/phonenumbers"

	"github.com/carillonhq/carillon/internal/window"
)

func names(zones []*time.Location) string {
	var list []string
	for _, zone := range zones {
		list = append(list, zone.String())
	}
	return strings.Join(list, " ")
}

func TestPhonePrefixNamesTheZones(t *testing.T) {
	t.Parallel()
	for phone, want := range map[string]string{
		"+12025550123":   "America/New_York", // 555-01xx is reserved for fiction: possible, not valid
		"+16715550100":   "Pacific/Guam",
		"+4915112345678": "Europe/Berlin",
		"+33912345678":   "Europe/Paris", // VoIP, and many a French living room
		"+12085550123":   "America/Boise America/Los_Angeles",
		"+77012345678":   "Asia/Almaty Asia/Aqtobe",
		"+442079460000":  "Europe/London",
	} {
		if got := names(window.ZonesOf(phone)); got != want {
			t.Errorf("%s: %q, want %q", phone, got, want)
		}
	}
}

func TestNumberWithoutAPlaceHasNoZones(t *testing.T) {
	t.Parallel()
	for _, phone := range []string{
		"", "abc", "+", "+0", "+1", "12025550123", "+9991234",
		"+18005550123",  // toll free
		"+19005551234",  // premium rate
		"+447012345678", // personal number
		"+80012345678",  // international freephone
		"+870123456789", // satellite
	} {
		if got := window.ZonesOf(phone); got != nil {
			t.Errorf("%q: %s", phone, names(got))
		}
	}
}

func TestUnknownAreaCodeCountsAsAnywhereUnderItsCountryCode(t *testing.T) {
	t.Parallel()
	p := window.Policy{Zones: window.ZonesOf("+19995550100"), Windows: []window.Rules{window.Legal()}}

	next, found := p.Next(instant(t, "2026-06-10T00:00:00Z"))

	if want := instant(t, "2026-06-11T08:00:00+10:00"); !found || !next.Equal(want) {
		t.Errorf("%d zones, opens at %v, %v; want %v, the morning of Guam", len(p.Zones), next, found, want)
	}
	if left := p.Remaining(next); left != 90*time.Minute {
		t.Errorf("open for %v, want 1h30m, until the evening of Newfoundland", left)
	}
}

func TestEveryZoneOfThePhonePrefixesIsKnownAndNamedOnce(t *testing.T) {
	t.Parallel()
	known := window.KnownZones()
	seen := map[string]bool{}
	for prefix := range 100_000 {
		list, err := phonenumbers.GetTimezonesForPrefix(fmt.Sprint(prefix))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range list {
			seen[name] = true
		}
	}

	for name := range seen {
		if _, found := slices.BinarySearch(known, name); !found && name != phonenumbers.UNKNOWN_TIMEZONE {
			t.Errorf("%s is not known", name)
		}
	}
	if len(seen) < 200 {
		t.Errorf("the prefixes name only %d zones", len(seen))
	}
}
