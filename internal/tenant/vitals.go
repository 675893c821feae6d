package tenant

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// Vital is how much of something waits in all tenants together.
type Vital struct {
	Name  string     `db:"name"`  // attempts_unknown, callbacks_waiting, campaigns_late, connections_paused, facts_unread, lanes_open, lanes_stuck
	Count int64      `db:"count"` // at most 10,000
	Since *time.Time `db:"since"` // the oldest; nil where there is none, or no such time
}

// Server is the Postgres that is asked, as far as an operator asks.
type Server struct {
	Version   string // "15.18"
	Migration uint   // of the schema; 0: none
	Dirty     bool   // a migration failed half way
	Working   bool   // some process runs the workers
	Pooled    bool   // something stands between us and it
	Unwalled  []string
}

// Server looks at the installation's database. Where no migration has run, the rest stays empty.
func (d *DB) Server(ctx context.Context) (s Server, err error) {
	if err := d.pool.QueryRow(ctx, "SHOW server_version").Scan(&s.Version); err != nil {
		return s, translate(err)
	}
	if s.Pooled, err = d.behind(ctx); err != nil {
		return s, err
	}
	var there bool
	if err := d.pool.QueryRow(ctx, "SELECT to_regclass('public.schema_migrations') IS NOT NULL").Scan(&there); err != nil || !there {
		return s, translate(err)
	}
	err = d.pool.QueryRow(ctx, "SELECT version, dirty FROM schema_migrations").Scan(&s.Migration, &s.Dirty)
	if errors.Is(err, pgx.ErrNoRows) {
		return s, nil
	}
	if err != nil {
		return s, translate(err)
	}
	b := &pgx.Batch{}
	b.Queue("SELECT EXISTS (SELECT FROM river.river_leader WHERE expires_at > clock_timestamp())").
		QueryRow(func(row pgx.Row) error { return row.Scan(&s.Working) })
	b.Queue(`SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
		WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity
		  AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant_isolation')) ORDER BY 1`).
		Query(func(rows pgx.Rows) (err error) {
			s.Unwalled, err = pgx.CollectRows(rows, pgx.RowTo[string])
			return err
		})
	return s, translate(d.pool.SendBatch(ctx, b).Close())
}
