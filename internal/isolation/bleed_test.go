package isolation_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/tenant"
)

// resident is a tenant with one lead, whose address every other tenant has a lead with, too.
type resident struct {
	tenant.Actor
	lead uuid.UUID
}

const everybodys = "everybody@example.com"

// storm is many tenants that share two connections.
type storm struct {
	t                        *testing.T
	db                       *tenant.DB
	residents                []resident
	asked, spoilt, disturbed atomic.Int64
}

func newStorm(t *testing.T, d *dbtest.DB, tenants int) *storm {
	t.Helper()
	two, err := tenant.Open(t.Context(), d.URL+"&application_name=storm", 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(two.Close)
	s := &storm{t: t, db: two}
	for i := range tenants {
		r := resident{d.Tenant(t, fmt.Sprintf("tenant-%d", i)), uuid.New()}
		d.Exec(t, "INSERT INTO leads (tenant_id, id, email, email_key) VALUES ($1, $2, $3, $3)", r.Tenant, r.lead, everybodys)
		s.residents = append(s.residents, r)
	}
	return s
}

// sees says what is wrong with what a resident is shown; the store may be away, since connections
// are killed from outside.
func (s *storm) sees(r resident, ids []uuid.UUID, err error) {
	s.asked.Add(1)
	switch {
	case errors.Is(err, tenant.ErrStore):
		s.disturbed.Add(1)
	case err != nil:
		s.t.Errorf("a tenant that did nothing wrong is told %v", err)
	case len(ids) != 1 || ids[0] != r.lead:
		s.t.Errorf("a tenant with the lead %s sees %v", r.lead, ids)
	}
}

var address = db.LeadWithContactParams{EmailKey: new(everybodys)}

// read is a single read.
func (s *storm) read(r resident) {
	ids, err := s.db.Read(r.Actor).LeadWithContact(context.Background(), address)
	s.sees(r, ids, err)
}

// write changes every row it can see and reads it again, in one transaction.
func (s *storm) write(r resident) {
	var ids []uuid.UUID
	err := s.db.Tx(context.Background(), r.Actor, func(tx *tenant.Tx) (err error) {
		if _, err = tx.UpdateTenant(context.Background(), db.UpdateTenantParams{Name: new(r.Tenant.String())}); err == nil {
			ids, err = tx.LeadWithContact(context.Background(), address)
		}
		return err
	})
	s.sees(r, ids, err)
}

// spoil begins like the others and comes to a bad end, of which nobody else may notice.
func (s *storm) spoil(r resident) {
	s.spoilt.Add(1)
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(rand.IntN(2000))*time.Microsecond)
	defer cancel()
	defer func() { _ = recover() }()
	switch rand.IntN(6) {
	case 0:
		_, _ = s.db.Read(r.Actor).LeadWithContact(ctx, address)
	case 1:
		_ = s.db.Tx(ctx, r.Actor, func(tx *tenant.Tx) error { return run(ctx, tx, "SELECT pg_sleep(0.002)") })
	case 2:
		_ = s.db.Tx(context.Background(), r.Actor, func(*tenant.Tx) error { panic("in the middle") })
	case 3:
		_ = s.db.Tx(context.Background(), r.Actor, func(*tenant.Tx) error { return errors.New("changed my mind") })
	case 4:
		_ = s.db.Tx(context.Background(), r.Actor, func(tx *tenant.Tx) error {
			return errors.Join(run(context.Background(), tx, "SET LOCAL statement_timeout = 2"), run(context.Background(), tx, "SELECT pg_sleep(1)"))
		})
	case 5:
		_ = s.db.Tx(context.Background(), r.Actor, func(tx *tenant.Tx) error {
			return run(context.Background(), tx, "SELECT pg_terminate_backend(pg_backend_pid())")
		})
	}
}

func run(ctx context.Context, tx *tenant.Tx, sql string) error {
	rows, err := tx.Rows(ctx, sql)
	if err != nil {
		return err
	}
	rows.Close()
	return rows.Err()
}

// blow has many goroutines alternate between tenants until enough was asked or time is up.
func (s *storm) blow(goroutines int, enough int64, until time.Time) {
	var all sync.WaitGroup
	for range goroutines {
		all.Go(func() {
			for s.asked.Load() < enough && time.Now().Before(until) {
				r := s.residents[rand.IntN(len(s.residents))]
				switch n := rand.IntN(100); {
				case n < 5:
					s.spoil(r)
				case n < 30:
					s.write(r)
				default:
					s.read(r)
				}
			}
		})
	}
	all.Wait()
}

// ofStorm are the storm's connections.
const ofStorm = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'storm' "

// strike kills one of the storm's connections from outside now and then, until the context ends.
func strike(ctx context.Context, d *dbtest.DB) {
	for ctx.Err() == nil {
		_, _ = d.Admin.Exec(context.WithoutCancel(ctx), "SELECT pg_terminate_backend(pid) "+ofStorm+"ORDER BY random() LIMIT 1")
		time.Sleep(50 * time.Millisecond)
	}
}

func TestTenantsShareConnectionsAndSeeNothingOfEachOther(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	s := newStorm(t, d, 20)

	ctx, calm := context.WithCancel(t.Context())
	var strikes sync.WaitGroup
	strikes.Go(func() { strike(ctx, d) })
	s.blow(200, 20_000, time.Now().Add(10*time.Second))
	calm()
	strikes.Wait()
	time.Sleep(100 * time.Millisecond)
	s.blow(50, s.asked.Load()+100, time.Now().Add(time.Minute)) // somebody must meet what the last strike killed while it lay idle
	struck := s.disturbed.Swap(0)
	s.blow(50, s.asked.Load()+1000, time.Now().Add(time.Minute))

	if n := s.disturbed.Load(); n > 0 {
		t.Errorf("%d requests of a calm hour were told that the store is away", n)
	}
	for _, r := range s.residents {
		if d.Int(t, "SELECT count(*) FROM tenants WHERE tenant_id = $1 AND name IN ($1::text, slug)", r.Tenant) != 1 {
			t.Errorf("the tenant %s bears another's name", r.Tenant)
		}
	}
	if n := d.Int(t, "SELECT count(*) "+ofStorm+"AND state <> 'idle'"); n > 0 {
		t.Errorf("%d connections were left in a transaction", n)
	}
	if n := d.Int(t, "SELECT count(*) "+ofStorm); n > 2 {
		t.Errorf("%d connections are open, 2 may be", n)
	}
	t.Logf("%d asked, %d spoilt, %d struck from outside", s.asked.Load(), s.spoilt.Load(), struck)
}
