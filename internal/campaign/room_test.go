package campaign

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/window"
)

// rig is a room of campaigns over a tenant with one account and no provider behind it.
type rig struct {
	*Room
	t     *testing.T
	db    *dbtest.DB
	who   tenant.Actor
	conn  uuid.UUID
	ahead atomic.Int64
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t, db: dbtest.New(t), conn: uuid.Must(uuid.NewV7())}
	all, err := window.New(window.Spec{Start: 0, End: 24 * 60, Days: []int{0, 1, 2, 3, 4, 5, 6}})
	r.must(err)
	r.Room = &Room{Clock: r, Legal: all}
	r.who = r.db.Tenant(t, "one")
	r.db.Exec(t, `INSERT INTO connections (tenant_id, id, name, provider, secret, secret_last_four, secret_fingerprint, settings, endpoint_id)
		VALUES ($1, $2, 'brevo', 'brevo', '', '', '', '{"sms_sender":"Carillon"}', $2)`, r.who.Tenant, r.conn)
	return r
}

// Now is business time, which a test sets forward.
func (r *rig) Now() time.Time { return time.Now().Add(time.Duration(r.ahead.Load())).UTC() }

// leads makes n leads and a static list of them.
func (r *rig) leads(n int) uuid.UUID {
	r.t.Helper()
	list := uuid.Must(uuid.NewV7())
	r.db.Exec(r.t, "INSERT INTO lead_lists (tenant_id, id, name, kind) VALUES ($1, $2, 'all', 'static')", r.who.Tenant, list)
	r.db.Exec(r.t, `
		WITH made AS (
			INSERT INTO leads (tenant_id, id, phone, timezone) SELECT $1, gen_random_uuid(), '+1202' || 2000000 + n, 'UTC' FROM generate_series(1, $3) n
			RETURNING id)
		INSERT INTO lead_list_members (tenant_id, list_id, lead_id) SELECT $1, $2, id FROM made`, r.who.Tenant, list, n)
	return list
}

// draft is a campaign to a list.
func (r *rig) draft(list uuid.UUID, change ...func(*db.Campaign)) db.Campaign {
	r.t.Helper()
	c := db.Campaign{
		Name: "Test", Channel: "sms", ListID: &list, Timezone: "UTC", Content: json.RawMessage(`{"body":"Hello"}`),
		Retry: json.RawMessage(`{}`), Schedule: json.RawMessage(`{}`), Purpose: "marketing", CompleteOn: "accepted", UnknownPolicy: "hold", ExpiresAfterHours: 72,
	}
	for _, f := range change {
		f(&c)
	}
	return r.do(func(ctx context.Context, tx *tenant.Tx) (db.Campaign, error) { return r.Create(ctx, tx, c) })
}

// do runs one step in a transaction.
func (r *rig) do(step func(context.Context, *tenant.Tx) (db.Campaign, error)) (c db.Campaign) {
	r.t.Helper()
	ctx := context.Background()
	r.must(r.db.Tx(ctx, r.who, func(tx *tenant.Tx) (err error) {
		c, err = step(ctx, tx)
		return err
	}))
	return c
}

func (r *rig) start(id uuid.UUID) db.Campaign {
	r.t.Helper()
	return r.do(func(ctx context.Context, tx *tenant.Tx) (db.Campaign, error) { return r.Start(ctx, tx, id) })
}

// chunk freezes one chunk and says whether there are more.
func (r *rig) chunk(id uuid.UUID) (more bool) {
	r.t.Helper()
	r.must(r.db.Tx(context.Background(), r.who, func(tx *tenant.Tx) (err error) {
		more, err = r.freeze(context.Background(), tx, id)
		return err
	}))
	return more
}

func (r *rig) prepare() {
	r.t.Helper()
	r.must(r.Prepare(context.Background(), r.db.DB, r.who))
}

// account is a campaign's state and its targets by state and reason.
func (r *rig) account(id uuid.UUID) string {
	r.t.Helper()
	var state, targets string
	r.must(r.db.Admin.QueryRow(context.Background(), "SELECT concat_ws(' ', status, status_reason) FROM campaigns WHERE id = $1", id).Scan(&state))
	r.must(r.db.Admin.QueryRow(context.Background(), `SELECT coalesce(string_agg(line, ', ' ORDER BY line), '') FROM (
		SELECT concat_ws(' ', count(*), status, reason, hold) AS line FROM targets WHERE campaign_id = $1 GROUP BY status, reason, hold) l`, id).Scan(&targets))
	return fmt.Sprintf("%s: %s", state, targets)
}

func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}
