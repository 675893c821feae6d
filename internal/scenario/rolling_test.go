package scenario_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/dbtest"
)

func TestRollingRestartsAreNoticedByNobody(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	command := built(t)
	for _, way := range []struct {
		name string
		to   func(*testing.T, *dbtest.DB) string
	}{
		{"straight to Postgres", func(_ *testing.T, d *dbtest.DB) string { return d.URL }},
		{"through PgBouncer in transaction mode", func(t *testing.T, d *dbtest.DB) string { return d.Pooled(t, 12) }},
	} {
		t.Run(way.name, func(t *testing.T) {
			r := newRig(t, func(o *options) { o.brevo.Latency = 100 * time.Millisecond })
			r.roll(r.deploy(command, way.to(t, r.db), 2))
		})
	}
}

// roll restarts every process of a fleet ten times over while customers call and campaigns send.
func (r *rig) roll(f *fleet) {
	const restarts, audience = 10, 50
	r.record()
	f.unhurried(f.connect("bluebird-admin", "bluebird", client.ProviderBrevo))
	c, list := f.as("bluebird-operator"), f.audience("bluebird", audience, numbered)
	first := f.run(c, textCampaign(list))

	began := time.Now()
	var longest time.Duration
	caught := 0
	seen, campaigns := f.underLoad(c, list, first, func() {
		for range restarts {
			took, sending := f.roll()
			longest, caught = max(longest, took), caught+sending
		}
	})
	rolled := time.Since(began)
	f.quiet(time.Minute)

	for _, fault := range f.balancer.faults() {
		r.t.Error(fault)
	}
	for status := range seen {
		if status != 200 && status != 201 && status != 409 { // who starts the first campaign again is told that it is over
			r.t.Errorf("the API answered %d", status)
		}
	}
	if kept := r.db.Int(r.t, "SELECT count(*) FROM leads WHERE external_id IS NOT NULL"); kept != seen[201] {
		r.t.Errorf("%d leads were made, %d are there", seen[201], kept)
	}
	for _, id := range campaigns {
		if s := f.stats(c, id); s.ByState["completed"] != audience {
			r.t.Errorf("account of %s: %+v", id, s)
		}
	}
	if sent := r.out.Brevo.Counts().Total; sent != audience*len(campaigns) {
		r.t.Errorf("the provider accepted %d messages for %d targets", sent, audience*len(campaigns))
	}
	if caught == 0 {
		r.t.Error("no worker was told to stop while it sent")
	}
	for _, line := range r.fates() {
		r.t.Error(line)
	}
	if said := strings.TrimSpace(f.log.String()); said != "" {
		r.t.Errorf("processes complained:\n%s", said)
	}
	r.audit()
	r.t.Logf("%d restarts of 4 processes within %.0f s, the slowest end took %.1f s, %d sends were under way; %v answers, %d campaigns, %d messages",
		restarts, rolled.Seconds(), longest.Seconds(), caught, seen, len(campaigns), r.out.Brevo.Counts().Total)
}

// underLoad has customers call and campaigns start, one after the other, for as long as something
// takes. It returns how often each status was answered, and the campaigns.
func (f *fleet) underLoad(c *client.ClientWithResponses, list, first uuid.UUID, something func()) (seen map[int]int, campaigns []uuid.UUID) {
	f.t.Helper()
	ctx, end := context.WithCancel(context.Background())
	var answers sync.Map
	var calling sync.WaitGroup
	for _, call := range f.calls(c, first) {
		calling.Go(func() {
			for ctx.Err() == nil {
				count(&answers, max(1, call(context.Background()))) // 1: no answer at all
				time.Sleep(50 * time.Millisecond)
			}
		})
	}
	campaigns = []uuid.UUID{first}
	calling.Go(func() {
		for ctx.Err() == nil {
			if id, ok := f.begin(c, list); ok {
				campaigns = append(campaigns, id)
			}
			time.Sleep(time.Second)
		}
	})
	something()
	end()
	calling.Wait()
	return counted(&answers), campaigns
}

// begin makes a campaign and starts it. Where an answer is missing, the balancer has told of it.
func (f *fleet) begin(c *client.ClientWithResponses, list uuid.UUID) (id uuid.UUID, ok bool) {
	made, err := c.CreateCampaignWithResponse(context.Background(), nil, textCampaign(list))
	if err != nil || made.JSON201 == nil {
		return uuid.Nil, false
	}
	started, err := c.StartCampaignWithResponse(context.Background(), made.JSON201.ID, nil)
	return made.JSON201.ID, err == nil && started.StatusCode() == 200
}
