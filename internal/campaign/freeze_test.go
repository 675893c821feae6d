package campaign

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

var errCrash = errors.New("the worker died")

func TestFreezeGoesOnWhereACrashedWorkerStopped(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.draft(r.leads(12_000))
	r.start(c.ID)
	r.chunk(c.ID)

	err := r.db.Tx(context.Background(), r.who, func(tx *tenant.Tx) error {
		_, err := r.freeze(context.Background(), tx, c.ID)
		return errors.Join(err, errCrash) // in the second chunk, before its commit
	})
	crashed := r.account(c.ID)
	r.prepare()
	r.prepare()

	if !errors.Is(err, errCrash) || crashed != "preparing: 5000 pending" {
		t.Errorf("after the crash: %s (%v)", crashed, err)
	}
	if got := r.account(c.ID); got != "running: 12000 pending" {
		t.Errorf("in the end: %s", got)
	}
	if n := r.db.Int(t, "SELECT count(DISTINCT lead_id) FROM targets"); n != 12_000 {
		t.Errorf("%d leads have a target", n)
	}
	r.db.Close() // a session's counts are there when it is over
	if n := r.db.Int(t, "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'leads'"); n > 10*12_000 {
		t.Errorf("freezing 12,000 new leads read %d rows of theirs", n)
	}
}

func TestEveryLeadOfTheListIsAccountedFor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.draft(r.leads(5_003))
	r.db.Exec(t, "UPDATE leads SET phone = NULL, external_id = 'no phone' WHERE phone = '+12022000001'")
	r.db.Exec(t, "UPDATE leads SET deleted_at = now() WHERE phone = '+12022000002'")
	r.start(c.ID)
	r.chunk(c.ID)
	// A number wanders from a frozen lead to one that is not: that person has a target already.
	r.db.Exec(t, "UPDATE leads SET phone = '+13032000000' WHERE phone = (SELECT recipient FROM targets WHERE recipient IS NOT NULL LIMIT 1)")
	r.db.Exec(t, `UPDATE leads SET phone = (SELECT recipient FROM targets WHERE recipient NOT IN (SELECT phone FROM leads WHERE phone IS NOT NULL) LIMIT 1)
		WHERE phone IS NOT NULL AND id = (SELECT max(id::text)::uuid FROM leads WHERE phone IS NOT NULL AND deleted_at IS NULL)`)

	r.prepare()

	if got := r.account(c.ID); got != "running: 1 skipped duplicate_address, 1 skipped missing_address, 5000 pending" {
		t.Error(got)
	}
}

func TestDynamicAudienceIsTheOneOfTheStart(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.leads(20)
	list := uuid.Must(uuid.NewV7())
	r.db.Exec(t, `INSERT INTO lead_lists (tenant_id, id, name, kind, filter) VALUES ($1, $2, 'customers', 'dynamic',
		'{"type":"all","filters":[{"type":"field","field":"status","op":"equals","value":"customer"},{"type":"not","filter":{"type":"tag","tag":"quiet"}}]}')`, r.who.Tenant, list)
	r.db.Exec(t, "UPDATE leads SET status = 'customer' WHERE phone <= '+12022000008'")
	r.db.Exec(t, "INSERT INTO lead_tags (tenant_id, lead_id, tag) SELECT tenant_id, id, 'quiet' FROM leads WHERE phone IN ('+12022000008', '+12022000009')")
	c := r.draft(list)
	r.db.Exec(t, "UPDATE leads SET status = 'lost' WHERE phone = '+12022000001'") // after the draft, before the start
	r.start(c.ID)
	r.prepare()
	r.db.Exec(t, "UPDATE leads SET status = 'customer'") // after the freeze

	r.prepare()

	if got := r.account(c.ID); got != "running: 6 pending" {
		t.Errorf("of 20 leads, 6 customers at the start: %s", got)
	}
}

func TestFreezeHoldsExpiresAndSkipsByTheDispatchersDecision(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	list := r.leads(3)
	r.db.Exec(t, "UPDATE leads SET timezone = 'Asia/Tokyo' WHERE phone = '+12022000002'")
	now := r.Now()
	open, shut := now.Hour(), (now.Hour()+2)%24
	hours := func(c *db.Campaign) { c.Schedule = schedule(open, shut) }
	c := r.draft(list, hours)
	soon := r.draft(list, hours, func(c *db.Campaign) { c.ExpiresAfterHours = 1 })

	r.start(c.ID)
	r.start(soon.ID)
	r.prepare()

	if got := r.account(c.ID); got != "running: 1 pending window, 2 pending" {
		t.Errorf("UTC %02d to %02d: %s", open, shut, got)
	}
	if got := r.account(soon.ID); got != "running: 1 expired window_closed, 2 pending" {
		t.Errorf("with an hour to live: %s", got)
	}
}

func TestEmptiedListFailsTheCampaign(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.draft(r.leads(2))
	r.start(c.ID)
	r.db.Exec(t, "UPDATE leads SET deleted_at = now()")

	r.prepare()

	if got := r.account(c.ID); got != "failed no_audience: " {
		t.Error(got)
	}
}
