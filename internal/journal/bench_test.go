package journal_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/journal"
)

// BenchmarkJournal numbers 50,000 committed facts of 100 tenants, heard by nobody.
func BenchmarkJournal(b *testing.B) {
	const tenants, facts = 100, 50_000
	for range b.N {
		b.StopTimer()
		d := dbtest.New(b)
		for i := range tenants {
			d.Tenant(b, fmt.Sprintf("tenant-%d", i))
		}
		d.Exec(b, `
			INSERT INTO outbox (tenant_id, id, type, actor, object_type, object_id, lead_id, data)
			SELECT tenant_id, gen_random_uuid(), 'message.delivered', 'callback:brevo_sms', 'message', gen_random_uuid(), gen_random_uuid(),
			       jsonb_build_object('channel', 'sms', 'origin', 'list', 'campaign_id', gen_random_uuid())
			FROM generate_series(1, $1) n JOIN (SELECT tenant_id, row_number() OVER () AS number FROM tenants) t ON t.number = n % $2 + 1`, facts, tenants)
		b.StartTimer()
		began := time.Now()
		for d.Int(b, "SELECT count(*) FROM outbox") > 0 {
			if err := (&journal.Room{DB: d.DB}).Read(context.Background(), time.Now().Add(500*time.Millisecond)); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(facts/time.Since(began).Seconds(), "facts/s")
	}
}
