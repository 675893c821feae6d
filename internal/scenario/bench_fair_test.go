package scenario_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/internal/dispatch"
)

const (
	smallTenants = 10
	smallTargets = 100
)

// BenchmarkFairness has ten tenants with a hundred targets each start their campaigns, by themselves and
// then, at the same worker, beside a tenant with a million due. Each is timed from its start to the end of
// its last target; a round's time is that of the last of the ten. The sink takes 50 ms.
func BenchmarkFairness(b *testing.B) {
	for range b.N {
		drain := newSink(b, 50*time.Millisecond)
		s := newStandBefore(b, 50*time.Millisecond, drain)
		var few []*stand
		for i := range smallTenants {
			t := s.tenant(fmt.Sprint("small", i))
			t.leads(smallTargets)
			t.connect()
			few = append(few, t)
		}
		s.leads(amount(1_000_000))
		s.connect()
		stop := s.employ()
		s.round(few) // whose statements are not prepared yet
		alone := s.rounds(few, 5)
		s.flood()
		began, before := time.Now(), drain.count()
		beside := s.rounds(few, 5)
		large := float64(drain.count()-before-5*smallTenants*smallTargets) / time.Since(began).Seconds()
		left := s.dues()
		stop()
		b.ReportMetric(alone.Seconds(), "alone-s")
		b.ReportMetric(beside.Seconds(), "beside-s")
		b.ReportMetric(beside.Seconds()/alone.Seconds(), "times-alone")
		b.ReportMetric(large, "large/s")
		b.ReportMetric(float64(left), "large-left")
	}
}

// flood makes a million of the tenant's leads due, and returns when they are being sent to.
func (s *stand) flood() {
	s.b.Helper()
	ctx, id := context.Background(), s.again("sms", dispatch.Marketing, sms)
	check(s.b, pgx.BeginFunc(ctx, s.admin, func(tx pgx.Tx) error { // or the worker would freeze it, or find that it is over
		if _, err := tx.Exec(ctx, "UPDATE campaigns SET status = 'running' WHERE id = $1", id); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, recipient, zones, due_at, expires_at)
			SELECT tenant_id, gen_random_uuid(), $2, id, phone, phone, '{UTC}', now(), now() + interval '3 days' FROM leads WHERE tenant_id = $1
			ON CONFLICT DO NOTHING`, s.actor.Tenant, id)
		return err
	}))
	s.exec("ANALYZE targets")
	before := s.taken()
	s.until(time.Now(), func() bool { return s.taken() >= before+amount(5000) })
}

// dues is how many targets of the tenant are due.
func (s *stand) dues() (n int) {
	s.b.Helper()
	check(s.b, s.admin.QueryRow(context.Background(), "SELECT count(*) FROM targets WHERE tenant_id = $1 AND due_at <= now()", s.actor.Tenant).Scan(&n))
	return n
}

// rounds is the median of so many rounds.
func (s *stand) rounds(tenants []*stand, n int) time.Duration {
	s.b.Helper()
	took := make([]time.Duration, n)
	for i := range took {
		took[i] = s.round(tenants)
	}
	return middle(took)
}

// round has each of the tenants start a campaign and is how long it took the slowest of them.
func (s *stand) round(tenants []*stand) (slowest time.Duration) {
	s.b.Helper()
	began := map[uuid.UUID]time.Time{}
	for _, t := range tenants {
		at := time.Now()
		began[t.again("sms", dispatch.Marketing, sms)] = at
	}
	for limit := time.Now().Add(5 * time.Minute); len(began) > 0; time.Sleep(20 * time.Millisecond) {
		for _, id := range s.completed() {
			if at, mine := began[id]; mine {
				slowest = max(slowest, time.Since(at))
				delete(began, id)
			}
		}
		if time.Now().After(limit) {
			s.b.Fatalf("%d campaigns do not end", len(began))
		}
	}
	return slowest
}

// completed are the campaigns of small tenants all of whose targets are completed.
func (s *stand) completed() []uuid.UUID {
	s.b.Helper()
	rows, err := s.admin.Query(context.Background(), `
		SELECT c.id FROM campaigns c
		WHERE c.tenant_id <> $1 AND c.status IN ('running', 'completed')
		  AND (SELECT count(*) FROM targets t WHERE t.tenant_id = c.tenant_id AND t.campaign_id = c.id AND t.status = 'completed') = $2`,
		s.actor.Tenant, smallTargets)
	check(s.b, err)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	check(s.b, err)
	return ids
}
