package scenario_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/journal"
	"github.com/carillonhq/carillon/internal/tenant"
)

// crowd is a hundred tenants with ten active automations and two hundred leads each. Five of the ten
// wait for the event that the benchmarks send; each has conditions on the lead and on the event.
type crowd struct {
	*stand
	actors []tenant.Actor
	leads  map[uuid.UUID][]uuid.UUID
}

const (
	crowdTenants = 100
	crowdLeads   = 200
	placed       = "custom.order_placed"
)

func newCrowd(b *testing.B) *crowd {
	b.Helper()
	c := &crowd{stand: newStand(b, 0, "track_commit_timestamp = on"), leads: map[uuid.UUID][]uuid.UUID{}}
	for i := range crowdTenants {
		a := tenant.Actor{Tenant: devstack.ID(fmt.Sprint("crowd", i)), Name: "bench", Role: "tenant_admin"}
		c.exec("INSERT INTO tenants (tenant_id, slug, name) VALUES ($1, $2, $2)", a.Tenant, fmt.Sprint("crowd", i))
		c.actors = append(c.actors, a)
		for n := range 10 {
			c.automate(a, n)
		}
	}
	c.people()
	return c
}

// automate activates a tenant's nth automation.
func (c *crowd) automate(a tenant.Actor, n int) {
	c.b.Helper()
	ctx, trigger := context.Background(), `"trigger_type":"custom_event","trigger_config":{"event_type":"`+placed+`"}`
	if n >= 5 {
		trigger = `"trigger_type":"lead_created"`
	}
	definition := fmt.Sprintf(`{%s,"conditions":[
		{"condition_type":"or","condition_config":{"conditions":[
			{"condition_type":"tag_has","condition_config":{"tag":"vip"}},
			{"condition_type":"field_equals","condition_config":{"field":"status","value":"new"}}]}},
		{"condition_type":"field_equals","condition_config":{"field":"event.number","value":%d}}],
		"actions":[{"action_type":"add_tag","action_config":{"tag":"tag-%d"}}]}`, trigger, n, n)
	check(c.b, c.house.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		made, err := c.house.Automations.Create(ctx, tx, fmt.Sprint("Automation ", n), []byte(definition))
		if err != nil {
			return err
		}
		_, err = c.house.Automations.Activate(ctx, tx, made.ID)
		return err
	}))
}

// people makes the leads and empties the outbox of what led here.
func (c *crowd) people() {
	c.b.Helper()
	c.exec(`INSERT INTO leads (tenant_id, id, external_id, first_name)
		SELECT tenant_id, gen_random_uuid(), 'lead ' || i, 'Lead' FROM tenants CROSS JOIN generate_series(1, $1::integer) i`, crowdLeads)
	c.exec("INSERT INTO lead_tags (tenant_id, lead_id, tag) SELECT tenant_id, id, 'vip' FROM leads")
	c.exec("ANALYZE")
	rows, err := c.admin.Query(context.Background(), "SELECT tenant_id, id FROM leads")
	check(c.b, err)
	pairs, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct{ Tenant, Lead uuid.UUID }])
	check(c.b, err)
	for _, p := range pairs {
		c.leads[p.Tenant] = append(c.leads[p.Tenant], p.Lead)
	}
	c.drain()
}

// drain numbers all there is and has it heard.
func (c *crowd) drain() {
	c.b.Helper()
	for c.count("SELECT count(*) FROM outbox") > 0 {
		check(c.b, c.house.Journal.Read(context.Background(), time.Now().Add(200*time.Millisecond)))
	}
}

func (c *crowd) count(sql string, args ...any) (n int) {
	c.b.Helper()
	check(c.b, c.admin.QueryRow(context.Background(), sql, args...).Scan(&n))
	return n
}

// send is a tenant's call that brings n events, as the door carries it out.
func (c *crowd) send(n int) error {
	a := c.actors[rand.IntN(len(c.actors))]
	own := make([]journal.Own, n)
	for i := range own {
		lead := c.leads[a.Tenant][rand.IntN(crowdLeads)]
		own[i] = journal.Own{Key: uuid.NewString(), Type: event.Type(placed), Lead: &lead, Data: map[string]any{"number": rand.IntN(10), "total": 129.5}}
	}
	return c.house.DB.Tx(context.Background(), a, func(tx *tenant.Tx) error {
		_, err := journal.Send(context.Background(), tx, own)
		return err
	})
}

// BenchmarkAutomationBacklog has one reader number 50,000 committed events and decide on each for
// five automations.
func BenchmarkAutomationBacklog(b *testing.B) {
	for range b.N {
		const events = 50_000
		c := newCrowd(b)
		for range events / 100 {
			check(b, c.send(100))
		}
		c.exec("ANALYZE outbox")
		began := time.Now()
		c.drain()
		took := time.Since(began).Seconds()
		b.ReportMetric(events/took, "events/s")
		b.ReportMetric(float64(c.count("SELECT count(*) FROM automation_runs"))/took, "decisions/s")
		b.ReportMetric(float64(c.count("SELECT count(*) FROM automation_runs WHERE state = 'pending'")), "begun")
	}
}

// BenchmarkAutomationDelay keeps up a load of events, each in a transaction of its own, while a
// worker reads them and carries out the runs. The delay is what Postgres says lay between the commit
// of an event and the commit of the decisions on it.
func BenchmarkAutomationDelay(b *testing.B) {
	for _, rate := range []int{250, 500, 1000} {
		b.Run(fmt.Sprint(rate), func(b *testing.B) {
			for range b.N {
				delay(b, rate, 15*time.Second)
			}
		})
	}
}

func delay(b *testing.B, rate int, length time.Duration) {
	c := newCrowd(b)
	stop := c.employ()
	time.Sleep(2 * time.Second) // until it is awake
	began := time.Now()
	c.load(rate, length)
	took := time.Since(began)
	for c.count("SELECT count(*) FROM outbox") > 0 {
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	var sent, p50, p99 float64
	check(b, c.admin.QueryRow(context.Background(), `
		SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY ms), percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) FROM (
			SELECT extract(epoch FROM pg_xact_commit_timestamp(e.xmin) - pg_xact_commit_timestamp(k.xmin)) * 1000 AS ms
			FROM events e JOIN event_keys k ON k.tenant_id = e.tenant_id AND k.event_id = e.id) delays`).Scan(&sent, &p50, &p99))
	b.ReportMetric(sent/took.Seconds(), "events/s")
	b.ReportMetric(p50, "p50-ms")
	b.ReportMetric(p99, "p99-ms")
	b.ReportMetric(float64(c.count("SELECT count(*) FROM automation_runs WHERE state = 'completed'"))/took.Seconds(), "runs/s")
}

// load sends events at a rate from eight callers. A call that comes late is made up for.
func (c *crowd) load(rate int, length time.Duration) {
	c.b.Helper()
	const callers = 8
	var group sync.WaitGroup
	for range callers {
		group.Go(func() {
			began := time.Now()
			for n := 0; time.Since(began) < length; n++ {
				time.Sleep(time.Until(began.Add(time.Duration(n) * time.Second * callers / time.Duration(rate))))
				if err := c.send(1); err != nil {
					c.b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
}
