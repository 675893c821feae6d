package dispatch_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/tenant"
)

func (r *room) resume() {
	r.t.Helper()
	r.must(r.DB.Tx(context.Background(), r.who, func(tx *tenant.Tx) error {
		_, err := connection.Resume(context.Background(), tx, r.conns["sms"])
		return err
	}))
}

func TestOneBadAddressDoesNotHurtItsNeighbours(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	people := append(reached(40), "refused")
	r.db.Exec(t, "ALTER TABLE leads DROP CONSTRAINT leads_phone_check") // one has only an address
	c := r.campaign("email", people)

	r.pump()

	got := map[string]int{}
	for _, e := range r.brevo.Ledger() {
		got[e.Recipient]++
	}
	for _, p := range reached(40) {
		if got[p+"@example.com"] != 1 {
			t.Errorf("%s was reached %d times", p, got[p+"@example.com"])
		}
	}
	if len(got) != 40 || r.targets(c, "completed") != 40 {
		t.Errorf("%d were reached, %d completed", len(got), r.targets(c, "completed"))
	}
	if n := r.db.Int(t, "SELECT count(*) FROM targets WHERE status = 'failed' AND reason = 'invalid_address' AND recipient_key = 'refused@example.com' AND spent = 1"); n != 1 {
		t.Error("the bad address did not fail alone")
	}
	if n := r.db.Int(t, "SELECT count(*) FROM attempts a WHERE state = 'not_sent' AND error LIKE 'split%'"); n != 41 {
		t.Errorf("%d attempts of the refused batch are on record", n)
	}
}

func TestSmallTenantIsServedBesideALargeOne(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	r.brevo.SetLatency(5 * time.Millisecond)
	large := r.campaign("sms", reached(20))
	r.db.Exec(t, `
		WITH l AS (INSERT INTO leads (tenant_id, id, phone) SELECT $1, gen_random_uuid(), '+1303' || 2000000 + n FROM generate_series(1, 20000) n RETURNING id, phone)
		INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, recipient, zones, due_at, expires_at)
		SELECT $1, gen_random_uuid(), $2, id, phone, phone, '{UTC}', now(), now() + interval '3 days' FROM l`, r.who.Tenant, large.ID)
	r.db.Exec(t, "ANALYZE targets")
	defer r.pumps(4)()
	r.await("the large tenant's flood", func() bool { return r.due() && r.brevo.Counts().ByAccount["one"] > 300 })

	r.who, r.conns = r.tenant("two")
	small := r.campaign("sms", reached(50))
	began := r.brevo.Counts().ByAccount["one"]
	r.await("the small tenant's end", func() bool { return r.due() && r.targets(small, "completed") == 50 })

	// Alone it takes one slice of 50; four pumps may each have one of the large tenant's in hand.
	others := position(r, "two") - began
	t.Logf("the large tenant got %d of its 20,000 sends (%.1f slices) between the small one's start and end: %.1f times its solo share", others, float64(others)/50, float64(others+50)/50)
	if others > 1000 {
		t.Errorf("%d sends of the large tenant came before the small one's 50", others)
	}
	if left := 20020 - r.brevo.Counts().ByAccount["one"]; left < 5000 {
		t.Errorf("the large tenant had only %d left: this proves nothing", left)
	}
}

// pumps keeps so many pumps working until the returned function is called.
func (r *room) pumps(n int) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var working sync.WaitGroup
	for range n {
		working.Go(func() {
			for ctx.Err() == nil {
				if err := r.Dispatch.Pump(ctx, time.Now().Add(time.Second)); err != nil && ctx.Err() == nil {
					r.t.Error(err)
				}
			}
		})
	}
	return func() { cancel(); working.Wait() }
}

// position is how many sends of others the ledger has before an account's last.
func position(r *room, account string) int {
	others, at := 0, 0
	for _, e := range r.brevo.Ledger() {
		if e.Account == account {
			at = others
		} else {
			others++
		}
	}
	return at
}

func TestOptOutAfterTheFreezeIsHeardAtTheClaim(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	c := r.campaign("sms", reached(10))
	r.db.Exec(t, "INSERT INTO suppressions (tenant_id, channel, address_key, reason, source) VALUES ($1, 'sms', '+12022000003', 'unsubscribed', 'test'), ($1, 'email', '+12022000004', 'unsubscribed', 'test')", r.who.Tenant)
	r.db.Exec(t, "UPDATE leads SET deleted_at = now() WHERE phone = '+12022000005'")

	r.pump()

	for phone, want := range map[string]string{"+12022000003": "skipped unsubscribed", "+12022000004": "completed", "+12022000005": "skipped lead_deleted"} {
		var got string
		r.must(r.db.Admin.QueryRow(context.Background(), "SELECT concat_ws(' ', status, reason) FROM targets WHERE recipient = $1", phone).Scan(&got))
		if got != want {
			t.Errorf("%s: %s, wanted %s", phone, got, want)
		}
	}
	if n := r.brevo.Counts().Total; n != 8 || r.attempts(c, "accepted") != 8 {
		t.Errorf("%d were sent to", n)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM target_notes WHERE kind = 'decision' AND body->>'reason' = 'unsubscribed' AND body->'trace'->2->>'rule' = 'suppression'"); n != 1 {
		t.Error("the decision left no trace")
	}
}

func TestFrozenCampaignIsSentBeforeTheWatchLooks(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	c := r.campaign("sms", reached(3))

	r.must(r.Dispatch.Pump(context.Background(), time.Now().Add(500*time.Millisecond)))

	if n := r.targets(c, "completed"); n != 3 {
		t.Errorf("%d of 3 were sent to; nobody has asked what is due", n)
	}
}
