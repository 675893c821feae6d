package scenario_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/campaign"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/postgres"
	"github.com/carillonhq/carillon/internal/schema"
	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/tenant"

	"github.com/carillonhq/carillon/gen/db"
)

// stand is an installation for a benchmark: a Postgres with its usual durability, a simulated Brevo
// that keeps quiet, rooms and a worker, all on this machine's cores.
type stand struct {
	b     *testing.B
	house *assembly.House
	out   *devstack.Outside
	admin *pgxpool.Pool
	actor tenant.Actor
	doors []benchDoor // once opened
	taken func() int  // how many messages the provider took
}

func newStand(b *testing.B, latency time.Duration, settings ...string) *stand {
	b.Helper()
	return newStandBefore(b, latency, nil, settings...)
}

// newStandBefore is newStand with a sink in place of the simulated Brevo; nil: with that.
func newStandBefore(b *testing.B, latency time.Duration, drain *sink, settings ...string) *stand {
	b.Helper()
	ctx := context.Background()
	pg, err := postgres.Start(ctx, postgres.Options{Durability: postgres.Durable})
	check(b, err)
	b.Cleanup(func() { _ = pg.Stop() })
	admin := pg.URL("postgres")
	check(b, set(ctx, pg, settings))
	check(b, schema.Up(ctx, admin))
	check(b, schema.Login(ctx, admin, "carillon_app", "bench"))
	w := devstack.World{Brevo: brevo.Options{Latency: latency, Limits: brevo.Unlimited(), Quiet: true}}
	w.Brevo.Keys, w.Vapi.Keys = devstack.Accounts("bench")
	s := &stand{b: b}
	s.out, err = devstack.Open(w)
	check(b, err)
	b.Cleanup(s.out.Close)
	provider := s.out.BrevoURL
	s.taken = func() int { return s.out.Brevo.Counts().Total }
	if drain != nil {
		provider, s.taken = drain.url, drain.count
	}
	s.admin, err = pgxpool.New(ctx, admin)
	check(b, err)
	b.Cleanup(s.admin.Close)
	u, err := url.Parse(admin)
	check(b, err)
	u.User = url.UserPassword("carillon_app", "bench")
	s.house, err = assembly.New(ctx, config.Config{
		DatabaseURL: u.String(), MasterKeys: masterKeys, Instances: 1, Pumps: 16, PublicURL: "http://127.0.0.1:1", OutboundPrivate: true,
		ContactHours: config.Hours{Start: 0, End: 24}, BrevoURL: provider, VapiURL: s.out.VapiURL,
	}, slog.New(slog.DiscardHandler), assembly.Choices{Timing: dispatch.DefaultTiming()})
	check(b, err)
	b.Cleanup(s.house.Close)
	s.actor = tenant.Actor{Tenant: devstack.ID("bench"), Name: "bench", Role: "tenant_admin"}
	s.exec("INSERT INTO tenants (tenant_id, slug, name) VALUES ($1, 'bench', 'Bench')", s.actor.Tenant)
	return s
}

// set changes settings that Postgres reads when it starts.
func set(ctx context.Context, pg *postgres.Server, settings []string) error {
	if len(settings) == 0 {
		return nil
	}
	conn, err := pgx.Connect(ctx, pg.URL("postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	for _, s := range settings {
		if _, err := conn.Exec(ctx, "ALTER SYSTEM SET "+s); err != nil {
			return err
		}
	}
	return pg.Restart(ctx)
}

func (s *stand) exec(sql string, args ...any) {
	s.b.Helper()
	_, err := s.admin.Exec(context.Background(), sql, args...)
	check(s.b, err)
}

// leads makes n leads, and statistics of them.
func (s *stand) leads(n int) {
	s.b.Helper()
	s.exec(`INSERT INTO leads (tenant_id, id, phone, email, email_key, first_name, timezone)
		SELECT $1, gen_random_uuid(), '+1202' || (2000000 + i), 'lead' || i || '@example.com', 'lead' || i || '@example.com', 'Lead', 'UTC'
		FROM generate_series(1, $2::integer) i`, s.actor.Tenant, n)
	s.exec("ANALYZE leads")
}

// start connects an account, drafts a campaign over all leads and starts it; nothing runs yet.
func (s *stand) start(channel, purpose, content string) uuid.UUID {
	s.b.Helper()
	s.connect()
	return s.again(channel, purpose, content)
}

// connect gives the tenant an account at the provider.
func (s *stand) connect() {
	s.b.Helper()
	ctx := context.Background()
	check(s.b, s.house.DB.Tx(ctx, s.actor, func(tx *tenant.Tx) error {
		_, err := s.house.Book.Create(ctx, tx, connection.New{
			Name: "Brevo", Provider: "brevo", Secret: devstack.BrevoKey("bench"),
			Settings:   []byte(`{"sms_sender":"Bench","email_from":"hello@bench.example"}`),
			RateLimits: []byte(`{"sms":{"limit":1000000,"window_seconds":1},"email":{"limit":1000000,"window_seconds":1}}`),
		})
		return err
	}))
}

// again is start over the account that is connected.
func (s *stand) again(channel, purpose, content string) uuid.UUID {
	s.b.Helper()
	ctx := context.Background()
	var c db.Campaign
	check(s.b, s.house.DB.Tx(ctx, s.actor, func(tx *tenant.Tx) error {
		l, err := tx.InsertLeadList(ctx, db.InsertLeadListParams{
			ID: uuid.New(), Name: "All " + uuid.NewString(), Kind: "dynamic", Filter: []byte(`{"type":"field","field":"status","op":"equals","value":"new"}`),
		})
		if err != nil {
			return err
		}
		c, err = s.house.Campaigns.Create(ctx, tx, db.Campaign{
			Name: "Bench", Channel: channel, ListID: &l.ID, Timezone: "UTC", Content: []byte(content), Retry: []byte("{}"), Schedule: []byte("{}"),
			Purpose: purpose, CompleteOn: "accepted", UnknownPolicy: "hold", ExpiresAfterHours: 72,
		})
		if err != nil {
			return err
		}
		c, err = s.house.Campaigns.Start(ctx, tx, c.ID)
		return err
	}))
	return c.ID
}

// freeze runs the audience job to its end and returns how long it took.
func (s *stand) freeze(id uuid.UUID) time.Duration {
	s.b.Helper()
	ctx := context.Background()
	began := time.Now()
	check(s.b, s.house.Campaigns.Prepare(ctx, s.house.DB, s.actor))
	took := time.Since(began)
	c, err := s.house.DB.Read(s.actor).GetCampaign(ctx, id)
	check(s.b, err)
	if c.Status != campaign.Running {
		s.b.Fatalf("after freezing the campaign is %s", c.Status)
	}
	s.exec("ANALYZE targets")
	return took
}

// quiet is how long nothing may happen before a run counts as over: an answer that was lost is
// looked up minutes later.
const quiet = 10 * time.Second

// tenant is the stand of another tenant in the same installation.
func (s *stand) tenant(name string) *stand {
	s.b.Helper()
	other := *s
	other.actor.Tenant = devstack.ID(name)
	s.exec("INSERT INTO tenants (tenant_id, slug, name) VALUES ($1, $2, $2)", other.actor.Tenant, name)
	return &other
}

// employ runs a worker until the returned function is called.
func (s *stand) employ() (stop func()) {
	s.b.Helper()
	w, err := s.house.Worker()
	check(s.b, err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		check(s.b, <-ended)
	})
	s.b.Cleanup(stop)
	return stop
}

// work runs a worker until n more targets are sent to, nothing moves any more or the time is up, and
// returns how many are and when the last one was.
func (s *stand) work(n int, limit time.Duration) (int, time.Duration) {
	s.b.Helper()
	stop, began := s.employ(), time.Now()
	before, done, took := s.taken(), 0, time.Duration(0)
	for done < n && time.Since(began) < limit && time.Since(began)-took < quiet {
		time.Sleep(100 * time.Millisecond)
		if now := s.taken() - before; now > done {
			done, took = now, time.Since(began)
		}
	}
	stop()
	var accounted int
	check(s.b, s.admin.QueryRow(context.Background(), "SELECT count(*) FROM targets WHERE status = 'completed'").Scan(&accounted))
	var unknown int
	check(s.b, s.admin.QueryRow(context.Background(), "SELECT count(*) FROM targets WHERE status = 'unknown'").Scan(&unknown))
	if total := s.taken(); total < accounted || total > accounted+unknown {
		s.b.Fatalf("the ledger has %d and %d unknown, the provider %d", accounted, unknown, total)
	}
	return done, took
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

const sms = `{"body":"Hi {{ lead.first_name }}, your appointment is tomorrow."}`

// BenchmarkDispatchEmail sends batches of 200 targets a request.
func BenchmarkDispatchEmail(b *testing.B) {
	for _, purpose := range []string{dispatch.Transactional, dispatch.Marketing} { // in batches, and one by one
		for _, latency := range []time.Duration{0, 50 * time.Millisecond} {
			b.Run(fmt.Sprint(purpose, "/", latency), func(b *testing.B) {
				for range b.N {
					throughput(b, latency, "email", purpose, `{"subject":"Hi {{ lead.first_name }}","body":"Your table is ready."}`, 100_000)
				}
			})
		}
	}
}

func throughput(b *testing.B, latency time.Duration, channel, purpose, content string, n int) {
	s := newStand(b, latency)
	s.leads(n)
	s.freeze(s.start(channel, purpose, content))
	done, took := s.work(n, 2*time.Minute)
	b.ReportMetric(float64(done)/took.Seconds(), "targets/s")
	b.ReportMetric(float64(n-done), "unsettled")
}

// BenchmarkDispatchMillion freezes a million leads and dispatches out of a million due targets; the
// memory is this process's own, simulator included.
func BenchmarkDispatchMillion(b *testing.B) {
	for range b.N {
		s := newStand(b, 0)
		s.leads(1_000_000)
		id := s.start("sms", dispatch.Marketing, sms)
		peak, stop := watchMemory()
		took := s.freeze(id)
		b.ReportMetric(1_000_000/took.Seconds(), "frozen/s")
		done, worked := s.work(100_000, time.Minute)
		stop()
		b.ReportMetric(float64(done)/worked.Seconds(), "targets/s")
		b.ReportMetric(float64(peak.Load())/(1<<20), "peak-MiB")
	}
}

// watchMemory samples the resident size of this process until stopped.
func watchMemory() (peak *atomic.Int64, stop func()) {
	peak = &atomic.Int64{}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		for ctx.Err() == nil {
			peak.Store(max(peak.Load(), resident()))
			time.Sleep(50 * time.Millisecond)
		}
	}()
	return peak, cancel
}

// resident is this process's memory in bytes, as Linux tells it.
func resident() int64 {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(raw), "VmRSS:")
	var kib int64
	_, _ = fmt.Sscan(after, &kib)
	return kib << 10
}
