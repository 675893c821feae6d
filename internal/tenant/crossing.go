package tenant

import (
	"context"
	"net/netip"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// What is in this file looks across tenants, through the functions of the schema "crossing" and
// no other way. Each answers one question with ids and states, never with a person's data.

// Membership is a user's place in a tenant.
type Membership struct {
	TenantID     uuid.UUID `db:"tenant_id"`
	MembershipID uuid.UUID `db:"membership_id"`
	Slug         string    `db:"slug"`
	Name         string    `db:"name"`
	Mode         string    `db:"mode"` // live, or test: reaches simulators only
	TenantStatus string    `db:"tenant_status"`
	Role         string    `db:"role"`
	Plan         Plan      `db:"api_limits"`
}

// MembershipsOf returns every tenant a user belongs to and whether the user runs the platform.
func (d *DB) MembershipsOf(ctx context.Context, user uuid.UUID) (ms []Membership, admin bool, err error) {
	b := &pgx.Batch{}
	b.Queue("SELECT * FROM crossing.memberships_of($1)", user).Query(func(rows pgx.Rows) (err error) {
		ms, err = pgx.CollectRows(rows, pgx.RowToStructByName[Membership])
		return err
	})
	b.Queue("SELECT crossing.is_platform_admin($1)", user).QueryRow(func(row pgx.Row) error { return row.Scan(&admin) })
	err = translate(d.pool.SendBatch(ctx, b).Close())
	return ms, admin, err
}

// Named returns the tenant a super admin names by id or slug; ErrNotFound when there is none.
func (d *DB) Named(ctx context.Context, name string) (m Membership, err error) {
	err = d.pool.QueryRow(ctx, "SELECT tenant_id, slug, name, tenant_status, api_limits FROM crossing.tenant_named($1)", name).
		Scan(&m.TenantID, &m.Slug, &m.Name, &m.TenantStatus, &m.Plan)
	return m, translate(err)
}

// APIKey is whose key a public id names, and all that decides whether it may be used. Of its
// secrets it has SHA-256 sums; times that are nil have not come.
type APIKey struct {
	TenantID     uuid.UUID      `db:"tenant_id"`
	ID           uuid.UUID      `db:"key_id"`
	Slug         string         `db:"slug"`
	TenantStatus string         `db:"tenant_status"`
	Mode         string         `db:"mode"`
	SecretHash   []byte         `db:"secret_hash"`
	FormerHash   []byte         `db:"former_hash"` // of the secret before; nil where there was none
	FormerUntil  *time.Time     `db:"former_until"`
	Scopes       []string       `db:"scopes"`
	Networks     []netip.Prefix `db:"networks"` // where it may be used from; none is anywhere
	ExpiresAt    *time.Time     `db:"expires_at"`
	LastUsedAt   *time.Time     `db:"last_used_at"`
	RevokedAt    *time.Time     `db:"revoked_at"`
	Plan         Plan           `db:"api_limits"`
}

// APIKey looks a key up by its public id; ErrNotFound when there is none.
func (d *DB) APIKey(ctx context.Context, publicID string) (APIKey, error) {
	rows, err := d.pool.Query(ctx, "SELECT * FROM crossing.api_key($1)", publicID)
	if err != nil {
		return APIKey{}, translate(err)
	}
	k, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[APIKey])
	return k, translate(err)
}

// Endpoint is whose callback address an id is.
type Endpoint struct {
	TenantID     uuid.UUID `db:"tenant_id"`
	ConnectionID uuid.UUID `db:"connection_id"`
	Provider     string    `db:"provider"`
	Deleted      bool      `db:"deleted"`
}

// Endpoint looks a callback address up; ErrNotFound when it is nobody's.
func (d *DB) Endpoint(ctx context.Context, id uuid.UUID) (Endpoint, error) {
	rows, err := d.pool.Query(ctx, "SELECT * FROM crossing.endpoint($1)", id)
	if err != nil {
		return Endpoint{}, translate(err)
	}
	e, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Endpoint])
	return e, translate(err)
}

// Lane is one account of one tenant on one channel, taken for a slice of work.
type Lane struct {
	TenantID     uuid.UUID `db:"tenant_id"`
	ConnectionID uuid.UUID `db:"connection_id"`
	Channel      string    `db:"channel"`
	Opened       int32     `db:"opened"`     // above 0 the breaker is open and this slice is its probe
	BadStreak    int32     `db:"bad_streak"` // failures in a row so far
}

// TakeLane picks the next lane in fairness and charges it the price of a slice; ErrNotFound when
// no lane has work that may be done.
func (d *DB) TakeLane(ctx context.Context, now time.Time, price float64) (l Lane, err error) {
	b := &pgx.Batch{}
	b.Queue("SELECT set_config('synchronous_commit', 'off', true)") // who was served last may be forgotten
	b.Queue("SELECT * FROM crossing.take_lane($1, $2)", now, price).Query(func(rows pgx.Rows) (err error) {
		l, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Lane])
		return err
	})
	err = d.pool.SendBatch(ctx, b).Close()
	return l, translate(err)
}

// Work is a kind of job that a tenant has something to do for.
type Work struct {
	Kind     string    `db:"kind"`
	TenantID uuid.UUID `db:"tenant_id"`
	Parent   string    `db:"-"` // the traceparent of what caused it; empty: many things, or nothing known
}

// WorkDue sets the lanes' hints right and says what there is to do at the business instant given.
func (d *DB) WorkDue(ctx context.Context, now time.Time) (due []Work, err error) {
	b := &pgx.Batch{}
	collect := func(rows pgx.Rows) error {
		more, err := pgx.CollectRows(rows, pgx.RowToStructByName[Work])
		due = append(due, more...)
		return err
	}
	b.Queue("SELECT crossing.refresh_lanes()")
	b.Queue("SELECT * FROM crossing.work_due($1)", now).Query(collect)
	b.Queue("SELECT * FROM crossing.logs_due()").Query(collect)
	b.Queue("SELECT * FROM crossing.automations_due($1)", now).Query(collect)
	b.Queue("SELECT * FROM crossing.answers_due()").Query(collect)
	b.Queue("SELECT * FROM crossing.audits_due()").Query(collect)
	b.Queue("SELECT * FROM crossing.erasures_due()").Query(collect)
	b.Queue("SELECT * FROM crossing.exports_due()").Query(collect)
	b.Queue("SELECT * FROM crossing.imports_due()").Query(collect)
	b.Queue("SELECT 'webhooks' AS kind, tenant_id FROM crossing.webhooks_due() LIMIT 1").Query(collect)
	parents := map[Work]string{}
	b.Queue("SELECT * FROM crossing.causes($1)", now).Query(func(rows pgx.Rows) error {
		var w Work
		var parent string
		_, err := pgx.ForEachRow(rows, []any{&w.Kind, &w.TenantID, &parent}, func() error {
			parents[w] = parent
			return nil
		})
		return err
	})
	err = translate(d.pool.SendBatch(ctx, b).Close())
	for i, w := range due {
		due[i].Parent = parents[w]
	}
	return due, err
}

// UnreadLogs are tenants with facts that are not in their log yet, in no order, at most 100.
func (d *DB) UnreadLogs(ctx context.Context) ([]uuid.UUID, error) {
	rows, err := d.pool.Query(ctx, "SELECT tenant_id FROM crossing.unread_logs()")
	if err != nil {
		return nil, translate(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	return ids, translate(err)
}

// TenantsAfter are the tenants after an id, in order of their ids, at most 100.
func (d *DB) TenantsAfter(ctx context.Context, after uuid.UUID) ([]uuid.UUID, error) {
	rows, err := d.pool.Query(ctx, "SELECT tenant_id FROM crossing.tenants_after($1, 100)", after)
	if err != nil {
		return nil, translate(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	return ids, translate(err)
}

// WebhookDue is an endpoint of a tenant's for which something is due.
type WebhookDue struct {
	TenantID   uuid.UUID `db:"tenant_id"`
	EndpointID uuid.UUID `db:"endpoint_id"`
}

// WebhooksDue are the endpoints that something is due for and that may be asked, in no order, at most
// 100.
func (d *DB) WebhooksDue(ctx context.Context) ([]WebhookDue, error) {
	rows, err := d.pool.Query(ctx, "SELECT tenant_id, endpoint_id FROM crossing.webhooks_due()")
	if err != nil {
		return nil, translate(err)
	}
	due, err := pgx.CollectRows(rows, pgx.RowToStructByName[WebhookDue])
	return due, translate(err)
}

// SealingTenants are the tenants after an id that have connections or webhook endpoints, in order of
// their ids, at most 100.
func (d *DB) SealingTenants(ctx context.Context, after uuid.UUID) ([]uuid.UUID, error) {
	rows, err := d.pool.Query(ctx, "SELECT tenant_id FROM crossing.sealing_tenants($1, 100)", after)
	if err != nil {
		return nil, translate(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	return ids, translate(err)
}

// Vitals is how much waits that should not, at the business instant given.
func (d *DB) Vitals(ctx context.Context, now time.Time) ([]Vital, error) {
	rows, err := d.pool.Query(ctx, "SELECT * FROM crossing.vitals($1)", now)
	if err != nil {
		return nil, translate(err)
	}
	vitals, err := pgx.CollectRows(rows, pgx.RowToStructByName[Vital])
	return vitals, translate(err)
}

// KeepEventPartitions has the partitions made into which facts of the next two months will go, and
// those dropped that no tenant may keep.
func (d *DB) KeepEventPartitions(ctx context.Context) error {
	_, err := d.pool.Exec(ctx, "SELECT keep_event_partitions(now())")
	return translate(err)
}

// Claim makes this database the one that may send. With first it does so only where none has been
// claimed yet, as on a fresh installation.
func (d *DB) Claim(ctx context.Context, by string, c Claiming) error {
	const insert = `INSERT INTO installation (fingerprint, claimed_by) VALUES (database_fingerprint(), $1)
		ON CONFLICT (singleton) DO `
	sql := insert + "NOTHING"
	if c == Takeover {
		sql = insert + "UPDATE SET fingerprint = excluded.fingerprint, claimed_by = excluded.claimed_by, claimed_at = now()"
	}
	_, err := d.pool.Exec(ctx, sql, by)
	return translate(err)
}

// Claiming is how far a claim may go.
type Claiming int

// Ways to claim.
const (
	IfFresh  Claiming = iota // only a database that was never claimed
	Takeover                 // whatever was claimed before: an operator's decision
)

// MayDispatch says whether this database is the one that was claimed.
func (d *DB) MayDispatch(ctx context.Context) (may bool, err error) {
	err = d.pool.QueryRow(ctx, "SELECT crossing.may_dispatch()").Scan(&may)
	return may, translate(err)
}

// Skew is how far the database's clock is ahead of ours.
func (d *DB) Skew(ctx context.Context) (time.Duration, error) {
	var theirs time.Time
	before := time.Now()
	err := d.pool.QueryRow(ctx, "SELECT clock_timestamp()").Scan(&theirs)
	middle := before.Add(time.Since(before) / 2)
	return theirs.Sub(middle), translate(err)
}
