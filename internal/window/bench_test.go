package window_test

import (
	"testing"

	"github.com/carillonhq/carillon/internal/window"
)

// BenchmarkNext is what freezing an audience pays for each recipient.
func BenchmarkNext(b *testing.B) {
	office := spec{Start: 9 * 60, End: 17 * 60, Days: []int{0, 1, 2, 3, 4}, Blackout: []string{"2026-12-25", "2026-12-28"}}
	noon := spec{Start: 12 * 60, End: 13 * 60, Days: everyDay}
	evening := spec{Start: 18 * 60, End: 20 * 60, Days: everyDay}
	cases := []struct {
		name   string
		policy window.Policy
		at     string
	}{
		{"open", policyOf(b, office, "America/New_York"), "2026-06-10T15:00:00Z"},
		{"overnight", policyOf(b, office, "America/New_York"), "2026-06-11T02:00:00Z"},
		{"weekend with a shift", policyOf(b, office, "America/New_York"), "2026-03-07T15:00:00Z"},
		{"blackout over christmas", policyOf(b, office, "Europe/Berlin"), "2026-12-24T20:00:00Z"},
		{"two zones", policyOf(b, office, "America/New_York", "America/Los_Angeles"), "2026-06-11T02:00:00Z"},
		{"never", window.Policy{
			Zones:   zones(b, "America/New_York"),
			Windows: []window.Rules{rules(b, noon), rules(b, evening)},
		}, "2026-06-11T02:00:00Z"},
		{"no days", window.Policy{Zones: zones(b, "America/New_York"), Windows: []window.Rules{{}}}, "2026-06-11T02:00:00Z"},
	}
	for _, c := range cases {
		at := instant(b, c.at)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.policy.Next(at)
			}
		})
	}
}

func BenchmarkZonesOf(b *testing.B) {
	for b.Loop() {
		window.ZonesOf("+12025550123")
	}
}
