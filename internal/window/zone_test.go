package window_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/window"
)

func TestOnlyTheExactNameOfAZoneIsAccepted(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"", " ", "Local", "local", "LOCAL", "utc", "america/new_york", "AMERICA/NEW_YORK", "America/new_york",
		" America/New_York", "America/New_York\n", "America/New York", "America", "America/", "../UTC",
		"America/../UTC", "./UTC", "/UTC", "/usr/share/zoneinfo/UTC", "posixrules", "posix/UTC", "right/UTC",
		"localtime", "Factory", "zone.tab", "FOO5BAR", "EST5", "UTC+3", "+03:00", "Etc/Unknown",
	} {
		if found, err := window.Zone(name); !errors.Is(err, window.ErrUnknownZone) {
			t.Errorf("%q: %v, %v", name, found, err)
		}
	}
}

func TestEveryKnownZoneLoadsUnderItsOwnName(t *testing.T) {
	t.Parallel()
	for _, name := range window.KnownZones() {
		found, err := window.Zone(name)
		if err != nil || found.String() != name {
			t.Errorf("%s: %v, %v", name, found, err)
		}
		if again, _ := window.Zone(name); again != found {
			t.Errorf("%s: asked twice, two zones", name)
		}
	}
}

// A newer Go may bring newer tzdata: then `go generate ./internal/window` writes the list anew.
func TestZoneListIsThatOfTheTzdataGoEmbeds(t *testing.T) {
	t.Parallel()
	names := slices.Collect(maps.Keys(shipped(t)))

	slices.Sort(names)
	names = slices.DeleteFunc(names, func(name string) bool { return name == "Factory" })
	if !slices.Equal(names, window.KnownZones()) {
		t.Errorf("Go knows %d zones, zones.txt %d: run go generate", len(names), len(window.KnownZones()))
	}
}

func TestMistypedZoneGetsTheNearestName(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"america/new_york":       "America/New_York",
		"America/New York":       "America/New_York",
		"new york":               "America/New_York",
		"Europe/Berln":           "Europe/Berlin",
		"Kolkatta":               "Asia/Kolkata",
		"US/eastern":             "US/Eastern",
		"Europe/Kiev ":           "Europe/Kiev",
		"":                       "",
		"somewhere nice":         "",
		strings.Repeat("a", 1e6): "",
	} {
		if got := window.Suggest(typed); got != want {
			t.Errorf("%.40q: %q, want %q", typed, got, want)
		}
	}
}
