package scenario_test

import (
	"context"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/postgres"
	"github.com/carillonhq/carillon/internal/schema"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestDatabaseThatCrashesIsAnOutageAndNoMore(t *testing.T) {
	t.Parallel()
	const audience, crashes = 1200, 4
	server, db := ownDatabase(t)
	r := newRig(t, func(o *options) { o.db, o.brevo.TimeScale = db, 300 }) // a refused callback comes again after 2 s
	r.record()
	c := r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.audience("bluebird", audience, numbered)
	r.work()
	id := r.run(c, textCampaign(list))

	var seen sync.Map // status of a request → how often
	callers, hangUp := context.WithCancel(context.Background())
	var calling sync.WaitGroup
	for _, call := range r.calls(c, id) {
		calling.Go(func() {
			for callers.Err() == nil {
				count(&seen, call(callers))
				time.Sleep(10 * time.Millisecond)
			}
		})
	}
	var back []time.Duration
	for n := range crashes {
		r.await("progress", 30*time.Second, func() bool { return r.out.Brevo.Counts().Total >= (n+1)*audience/(crashes+1) })
		back = append(back, r.crash(server))
	}
	hangUp()
	calling.Wait()
	s := r.finished(c, id, time.Minute)
	r.await("every report", 3*time.Minute, func() bool { return r.stats(c, id).ByDelivery["delivered"] == audience })
	r.quiet(time.Minute)

	if s.ByState["completed"] != audience || r.out.Brevo.Counts().Total != audience {
		t.Errorf("account: %+v; the provider has %d", s, r.out.Brevo.Counts().Total)
	}
	t.Logf("%d crashes; the next message went out after the server was back by %v", crashes, back)
	t.Logf("answers to the API meanwhile: %v", counted(&seen))
	for status := range counted(&seen) {
		if status != 200 && status != 201 && status != 503 {
			t.Errorf("the API answered %d", status)
		}
	}
	if counted(&seen)[503] == 0 {
		t.Error("nobody noticed that the database was away")
	}
	for _, line := range r.fates() {
		t.Log(line)
	}
	r.audit()
}

// crash ends Postgres as a failing machine would, leaves it away for a while, and says how long
// after its return the first message went out.
func (r *rig) crash(server *postgres.Server) time.Duration {
	r.t.Helper()
	if err := server.StopImmediate(); err != nil {
		r.t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond)
	if err := server.Restart(context.Background()); err != nil {
		r.t.Fatal(err)
	}
	back, sent := time.Now(), r.out.Brevo.Counts().Total
	r.await("a message after the crash", 10*time.Second, func() bool { return r.out.Brevo.Counts().Total > sent })
	return time.Since(back).Round(10 * time.Millisecond)
}

// calls are what customers do all the while; each answers with the status it got, or 0.
func (r *rig) calls(c *client.ClientWithResponses, id uuid.UUID) []func(context.Context) int {
	return []func(context.Context) int{
		func(ctx context.Context) int { return status(c.GetCampaignWithResponse(ctx, id, nil)) },
		func(ctx context.Context) int { return status(c.GetCampaignStatsWithResponse(ctx, id, nil)) },
		func(ctx context.Context) int { return status(c.ListLeadsWithResponse(ctx, nil)) },
		func(ctx context.Context) int { return status(c.StartCampaignWithResponse(ctx, id, nil)) },
		func(ctx context.Context) int {
			return status(c.CreateLeadWithResponse(ctx, nil, client.NewLead{ExternalID: new(uuid.NewString())}))
		},
	}
}

func status[R interface{ StatusCode() int }](answer R, err error) int {
	if err != nil {
		return 0
	}
	return answer.StatusCode()
}

func count(seen *sync.Map, status int) {
	if status == 0 { // hung up
		return
	}
	for {
		n, _ := seen.LoadOrStore(status, 0)
		if seen.CompareAndSwap(status, n, n.(int)+1) {
			return
		}
	}
}

func counted(seen *sync.Map) map[int]int {
	all := map[int]int{}
	seen.Range(func(status, n any) bool { all[status.(int)] = n.(int); return true })
	return all
}

// ownDatabase is a migrated database on a Postgres of its own, for tests that stop it.
func ownDatabase(t *testing.T) (*postgres.Server, *dbtest.DB) {
	t.Helper()
	ctx := context.Background()
	server, err := postgres.Start(ctx, postgres.Options{Durability: postgres.Fast})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	admin := server.URL("postgres")
	if err := schema.Up(ctx, admin); err != nil {
		t.Fatal(err)
	}
	if err := schema.Login(ctx, admin, "carillon_app", "carillon-test"); err != nil {
		t.Fatal(err)
	}
	address, err := url.Parse(admin)
	if err != nil {
		t.Fatal(err)
	}
	address.User = url.UserPassword("carillon_app", "carillon-test")
	db := &dbtest.DB{URL: address.String(), AdminURL: admin}
	if db.DB, err = tenant.Open(ctx, db.URL, 10); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	if db.Admin, err = pgxpool.New(ctx, admin); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Admin.Close)
	return server, db
}
