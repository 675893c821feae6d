package scenario_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/campaign"
	"github.com/carillonhq/carillon/internal/dispatch"
)

// BenchmarkStart starts campaigns to ten, ten thousand and a million leads while a worker watches, and
// times the first message at the provider and the end of the freeze.
func BenchmarkStart(b *testing.B) {
	for range b.N {
		drain := newSink(b, 0)
		s := newStandBefore(b, 0, drain)
		stop := s.employ()
		for _, n := range []int{10, 10_000, 1_000_000} {
			t := s.tenant(fmt.Sprint("starter", n))
			t.leads(max(amount(n), 1))
			t.connect()
			before, began := drain.count(), time.Now()
			id := t.again("sms", dispatch.Marketing, sms)
			first := t.until(began, func() bool { return drain.count() > before })
			frozen := t.until(began, func() bool { return t.statusOf(id) != campaign.Preparing })
			b.ReportMetric(first.Seconds()*1000, fmt.Sprint("first-of-", n, "-ms"))
			b.ReportMetric(frozen.Seconds()*1000, fmt.Sprint("frozen-", n, "-ms"))
			if n < 1_000_000 {
				t.until(began, func() bool { return drain.count() >= before+max(amount(n), 1) })
			}
		}
		stop()
	}
}

// until is how long after an instant something holds.
func (s *stand) until(began time.Time, holds func() bool) time.Duration {
	s.b.Helper()
	for !holds() {
		if time.Since(began) > 10*time.Minute {
			s.b.Fatal("it never happens")
		}
		time.Sleep(5 * time.Millisecond)
	}
	return time.Since(began)
}

func (s *stand) statusOf(id uuid.UUID) string {
	s.b.Helper()
	c, err := s.house.DB.Read(s.actor).GetCampaign(context.Background(), id)
	check(s.b, err)
	return c.Status
}
