package scenario_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/internal/dispatch"
)

// grown is a stand whose tenant has written to its leads before.
type grown struct {
	*stand
	call         func(method, url, body string) int
	sent, listed []float64 // a second, by turn
}

// BenchmarkGrowth dispatches texts and lists targets, in turns, in installations with a hundred thousand,
// a million and ten million targets of earlier campaigns.
func BenchmarkGrowth(b *testing.B) {
	for range b.N {
		n := amount(20_000)
		var sizes []*grown
		for _, rows := range []int{100_000, 1_000_000, 10_000_000} {
			sizes = append(sizes, newGrown(b, n, amount(rows)))
		}
		for range 3 {
			for _, g := range sizes {
				g.turn(n)
			}
		}
		first := sizes[0]
		for i, g := range sizes {
			b.ReportMetric(middle(g.sent), fmt.Sprintf("texts-1e%d/s", 5+i))
			b.ReportMetric(middle(g.listed), fmt.Sprintf("lists-1e%d/s", 5+i))
			b.ReportMetric(middle(g.sent)/middle(first.sent), fmt.Sprintf("texts-1e%d-of-1e5", 5+i))
			b.ReportMetric(middle(g.listed)/middle(first.listed), fmt.Sprintf("lists-1e%d-of-1e5", 5+i))
		}
	}
}

// newGrown fills an installation with campaigns that are over, to n leads each.
func newGrown(b *testing.B, n, rows int) *grown {
	b.Helper()
	g := &grown{stand: newStandBefore(b, 0, newSink(b, 0))}
	g.leads(n)
	g.connect()
	ctx := context.Background()
	for range max(rows/n, 1) {
		id := g.again("sms", dispatch.Marketing, sms)
		check(b, pgx.BeginFunc(ctx, g.admin, func(tx pgx.Tx) error {
			// The leads are known to exist: nobody looks for each of them again.
			if _, err := tx.Exec(ctx, "SET LOCAL session_replication_role = replica"); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, "UPDATE campaigns SET status = 'completed' WHERE id = $1", id); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, `INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, recipient, zones, status, reason, expires_at)
				SELECT tenant_id, gen_random_uuid(), $2, id, phone, phone, '{UTC}', 'skipped', 'attempts_exhausted', now() FROM leads WHERE tenant_id = $1`,
				g.actor.Tenant, id)
			return err
		}))
	}
	g.exec("DELETE FROM outbox")
	g.exec("VACUUM ANALYZE")
	g.call = g.open(unlimited{})
	return g
}

// turn dispatches to n leads once more, and lists some of the targets.
func (g *grown) turn(n int) {
	g.b.Helper()
	id := g.again("sms", dispatch.Marketing, sms)
	g.freeze(id)
	done, took := g.work(n, 2*time.Minute)
	if done != n {
		g.b.Fatalf("%d of %d targets were sent to", done, n)
	}
	g.sent = append(g.sent, float64(n)/took.Seconds())
	g.listed = append(g.listed, g.lists(id, amount(1000)))
}

// lists is how many pages of a campaign's targets come a second.
func (g *grown) lists(id uuid.UUID, n int) float64 {
	g.b.Helper()
	began := time.Now()
	for range n {
		if code := g.call(http.MethodGet, g.doors[0].url+"/api/v1/campaigns/"+id.String()+"/targets?limit=50", ""); code != http.StatusOK {
			g.b.Fatalf("status %d", code)
		}
	}
	return float64(n) / time.Since(began).Seconds()
}
