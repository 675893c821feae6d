package scenario_test

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/carillonhq/carillon/internal/audit"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// create makes leads one after the other and returns how long each took. A call's name has each
// noted for the audit log; without one none is.
func (s *stand) create(call string, n int) []time.Duration {
	took := make([]time.Duration, n)
	for i := range took {
		who := s.actor
		if call != "" {
			who.Request, who.Call = "req_"+uuid.Must(uuid.NewV7()).String(), &tenant.Call{Operation: call, Status: 201}
		}
		began := time.Now()
		check(s.b, s.house.DB.Tx(context.Background(), who, func(tx *tenant.Tx) error {
			_, err := lead.Create(context.Background(), tx, lead.New{ExternalID: new(uuid.NewString()), FirstName: new("Mia"), Status: "new"})
			return err
		}))
		took[i] = time.Since(began)
	}
	return took
}

// BenchmarkAuditCall makes leads with and without the audit log's row, in turns, one after the other
// and from four callers at once; nothing seals meanwhile.
func BenchmarkAuditCall(b *testing.B) {
	s := newStand(b, 0)
	s.create("", 200)
	for b.Loop() {
		var plain, audited []time.Duration
		for range 20 {
			plain = append(plain, s.create("", 100)...)
			audited = append(audited, s.create("createLead", 100)...)
		}
		b.ReportMetric(float64(middle(plain).Microseconds()), "plain-µs")
		b.ReportMetric(float64(middle(audited).Microseconds()), "audited-µs")
		var rates [2]time.Duration
		for round := range 20 {
			call := []string{"", "createLead"}[round%2]
			began := time.Now()
			var group errgroup.Group
			for range 4 {
				group.Go(func() error { s.create(call, 100); return nil })
			}
			check(b, group.Wait())
			rates[round%2] += time.Since(began)
		}
		b.ReportMetric(4000/rates[0].Seconds(), "plain/s")
		b.ReportMetric(4000/rates[1].Seconds(), "audited/s")
		b.ReportMetric(rates[1].Seconds()/rates[0].Seconds(), "ratio")
	}
}

func middle[T cmp.Ordered](all []T) T {
	slices.Sort(all)
	return all[len(all)/2]
}

// BenchmarkAuditChain seals a hundred thousand calls, then verifies their chain.
func BenchmarkAuditChain(b *testing.B) {
	const calls = 100_000
	s := newStand(b, 0)
	ctx := context.Background()
	for b.Loop() {
		s.exec(`INSERT INTO audit_inbox (tenant_id, request, operation, actor, role, address, object_id, status)
			SELECT $1, 'req_' || gen_random_uuid(), 'updateLead', 'user:' || gen_random_uuid(), 'operator', '192.0.2.1', gen_random_uuid(), 200
			FROM generate_series(1, $2::integer)`, s.actor.Tenant, calls)
		s.exec("ANALYZE audit_inbox")
		began := time.Now()
		check(b, s.house.Audit.Seal(ctx, s.actor))
		b.ReportMetric(calls/time.Since(began).Seconds(), "sealed/s")
		anchor, _, err := s.house.Audit.Anchor(ctx, s.actor)
		check(b, err)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		began = time.Now()
		report, err := s.house.Audit.Verify(ctx, s.actor, []audit.Anchor{anchor})
		check(b, err)
		b.ReportMetric(float64(report.Last)/time.Since(began).Seconds(), "verified/s")
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/(1<<20), "MiB-kept")
		if len(report.Findings) > 0 || report.Anchors != 1 {
			b.Fatal(fmt.Sprint(report))
		}
	}
}
