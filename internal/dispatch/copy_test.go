package dispatch_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestCopiedDatabaseAsksNobodyUntilItIsClaimed(t *testing.T) {
	t.Parallel()
	r := newRoom(t, losing)
	lost := r.campaign("email", reached(3))
	r.pump()
	r.brevo.SetFaults(brevo.Faults{})
	waiting := r.campaign("sms", reached(20))
	r.moveToCopy()

	due := r.due()
	r.must(r.Dispatch.Pump(context.Background(), time.Now().Add(100*time.Millisecond)))
	r.reconcile(0)
	r.must(r.DB.Claim(context.Background(), "worker", tenant.IfFresh))
	may, err := r.DB.MayDispatch(context.Background())
	r.must(err)

	if n := r.brevo.Counts(); due || may || n.Total != 3 || n.Duplicates != 0 || r.targets(lost, "unknown") != 3 {
		t.Errorf("unclaimed: work due %v, may dispatch %v, the provider has %+v", due, may, n)
	}
	r.must(r.DB.Claim(context.Background(), "operator", tenant.Takeover))
	r.pump()
	r.reconcile(0)
	if n := r.brevo.Counts(); n.Total != 23 || r.targets(waiting, "completed") != 20 || r.targets(lost, "completed") != 3 {
		t.Errorf("claimed: %d of 20 and %d of 3 completed, the provider has %+v", r.targets(waiting, "completed"), r.targets(lost, "completed"), n)
	}
}

// moveToCopy leaves the room's database for a copy of it, as a restored backup would be.
func (r *room) moveToCopy() {
	r.t.Helper()
	ctx := context.Background()
	r.House.Close()
	r.db.Close()
	r.db.Admin.Close()
	server, err := pgx.Connect(ctx, dbtest.Server(r.t).URL("postgres"))
	r.must(err)
	defer func() { _ = server.Close(ctx) }()
	source, err := url.Parse(r.db.AdminURL)
	r.must(err)
	name := source.Path[1:]
	_, err = server.Exec(ctx, "CREATE DATABASE "+name+"_copy TEMPLATE "+name)
	r.must(err)
	r.db = &dbtest.DB{URL: beside(r.t, r.db.URL), AdminURL: beside(r.t, r.db.AdminURL)}
	r.db.Admin, err = pgxpool.New(ctx, r.db.AdminURL)
	r.must(err)
	r.t.Cleanup(r.db.Admin.Close)
	r.House = r.build()
}

// beside is the address of a database's copy.
func beside(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Path += "_copy"
	return u.String()
}
