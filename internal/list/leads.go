package list

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Query says which leads, joined by "and". Its zero value is all of them.
type Query struct {
	Filters       []Filter
	Prefix        string    // of a name, the company, a contact or the tenant's id, whatever its case
	Members       uuid.UUID // of this static list
	CreatedAfter  time.Time // at or after
	CreatedBefore time.Time
	UpdatedAfter  time.Time // at or after
}

// Of is the query that finds a list's leads.
func Of(l db.LeadList) (Query, error) {
	if l.Kind == "static" {
		return Query{Members: l.ID}, nil
	}
	f, err := Parse(l.Filter)
	return Query{Filters: []Filter{f}}, err
}

// Position is where a page begins: after the lead created then with that id.
type Position struct {
	CreatedAt time.Time
	ID        uuid.UUID
}

// Newest returns up to limit leads, newest first, that come after the position in that order; a
// zero position is the beginning.
func (q Query) Newest(ctx context.Context, tx *tenant.Tx, after Position, limit int) ([]db.Lead, error) {
	b := q.where(living, uuid.Nil)
	if after != (Position{}) {
		b.text.WriteString(" AND (l.created_at, l.id) < (" + b.arg(after.CreatedAt) + "::timestamptz, " + b.arg(after.ID) + "::uuid)")
	}
	return collect(ctx, tx, b, " ORDER BY l.created_at DESC, l.id DESC", limit)
}

// Oldest is Newest in the other order.
func (q Query) Oldest(ctx context.Context, tx *tenant.Tx, after Position, limit int) ([]db.Lead, error) {
	b := q.where(living, uuid.Nil)
	if after != (Position{}) {
		b.text.WriteString(" AND (l.created_at, l.id) > (" + b.arg(after.CreatedAt) + "::timestamptz, " + b.arg(after.ID) + "::uuid)")
	}
	return collect(ctx, tx, b, " ORDER BY l.created_at, l.id", limit)
}

// ByID returns up to limit leads in the order of their ids, after the id given: how an audience is
// frozen in chunks.
func (q Query) ByID(ctx context.Context, tx *tenant.Tx, after uuid.UUID, limit int) ([]db.Lead, error) {
	return collect(ctx, tx, q.where(livingByKey, after), " ORDER BY l.id", limit)
}

// Count says how many leads there are, exactly.
func (q Query) Count(ctx context.Context, tx *tenant.Tx) (int64, error) {
	b := q.where(livingByKey, uuid.Nil)
	rows, err := tx.Rows(ctx, "SELECT count(*) FROM leads l WHERE "+b.text.String(), b.args...)
	if err != nil {
		return 0, err
	}
	return pgx.CollectExactlyOneRow(rows, pgx.RowTo[int64])
}

// counted is up to how many leads Size counts.
const counted = 10_000

// Size says how many leads there are: exactly up to 10,000, and of more about how many, as the
// statistics of the database have it.
func (q Query) Size(ctx context.Context, tx *tenant.Tx) (n int64, exact bool, err error) {
	b := q.where(livingByKey, uuid.Nil)
	rows, err := tx.Rows(ctx, fmt.Sprintf("SELECT count(*) FROM (SELECT FROM leads l WHERE %s LIMIT %d) n", b.text.String(), counted+1), b.args...)
	if err != nil {
		return 0, false, err
	}
	n, err = pgx.CollectExactlyOneRow(rows, pgx.RowTo[int64])
	if err != nil || n <= counted {
		return n, true, err
	}
	about, err := q.estimate(ctx, tx)
	return max(n, about), false, err
}

// estimate asks the planner.
func (q Query) estimate(ctx context.Context, tx *tenant.Tx) (int64, error) {
	b := q.where(living, uuid.Nil)
	rows, err := tx.Rows(ctx, "EXPLAIN (FORMAT JSON) SELECT FROM leads l WHERE "+b.text.String(), b.args...)
	if err != nil {
		return 0, err
	}
	type plan struct {
		Plan struct {
			Rows float64 `json:"Plan Rows"`
		}
	}
	plans, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[[]plan])
	if err != nil {
		return 0, err
	}
	return int64(plans[0].Plan.Rows), nil
}

// Two ways to say that a lead is not deleted. A partial index that was made on an empty table looks
// empty until the first ANALYZE, so that soon after an import the planner would walk one whole for
// every member of a list. The second way fits no partial index.
const (
	living      = "l.deleted_at IS NULL"
	livingByKey = "(l.deleted_at IS NULL) IS TRUE"
)

// where is the condition for living leads with a higher id; it names the tenant itself, beside the
// wall.
func (q Query) where(alive string, after uuid.UUID) *query {
	b := &query{}
	b.text.WriteString("l.tenant_id = current_tenant() AND " + alive)
	beyond := ""
	if after != uuid.Nil {
		beyond = " > " + b.arg(after) + "::uuid"
		b.text.WriteString(" AND l.id" + beyond)
		beyond = " AND m.lead_id" + beyond
	}
	if q.Members != uuid.Nil {
		b.text.WriteString(" AND EXISTS (SELECT FROM lead_list_members m WHERE m.tenant_id = current_tenant() AND m.lead_id = l.id AND m.list_id = " +
			b.arg(q.Members) + "::uuid" + beyond + ")")
	}
	for _, f := range q.Filters {
		b.text.WriteString(" AND ")
		f.add(b)
	}
	if q.Prefix != "" {
		search(b, q.Prefix)
	}
	if !q.UpdatedAfter.IsZero() {
		b.text.WriteString(" AND l.updated_at >= " + b.arg(q.UpdatedAfter) + "::timestamptz")
	}
	if !q.CreatedAfter.IsZero() {
		b.text.WriteString(" AND l.created_at >= " + b.arg(q.CreatedAfter) + "::timestamptz")
	}
	if !q.CreatedBefore.IsZero() {
		b.text.WriteString(" AND l.created_at < " + b.arg(q.CreatedBefore) + "::timestamptz")
	}
	return b
}

func collect(ctx context.Context, tx *tenant.Tx, b *query, order string, limit int) ([]db.Lead, error) {
	rows, err := tx.Rows(ctx, "SELECT l.* FROM leads l WHERE "+b.text.String()+order+" LIMIT "+b.arg(limit), b.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[db.Lead])
}
