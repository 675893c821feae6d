package tenant

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Vital is how much of something waits in all tenants together.
type Vital struct {
	Name  string     `db:"name"`  // attempts_unknown, lanes_stuck, ...: crossing.vitals is the list
	Count int64      `db:"count"` // at most 10,000
	Since *time.Time `db:"since"` // the oldest; nil where there is none, or no such time
}

// Jobs is how many of River's jobs of one kind are in one state.
type Jobs struct {
	Kind  string `db:"kind"`
	State string `db:"state"`
	Count int64  `db:"count"`
}

// Jobs counts River's jobs that have not ended. Kinds and states without any are left out.
func (d *DB) Jobs(ctx context.Context) ([]Jobs, error) {
	rows, err := d.pool.Query(ctx, `SELECT kind, state::text, count(*) FROM river.river_job
		WHERE state IN ('available', 'pending', 'retryable', 'running', 'scheduled') GROUP BY kind, state`)
	if err != nil {
		return nil, translate(err)
	}
	jobs, err := pgx.CollectRows(rows, pgx.RowToStructByName[Jobs])
	return jobs, translate(err)
}

// Pool is how the process's connections to Postgres are used.
type Pool struct {
	Most, InUse, Idle int32
	Waits             int64         // for a connection, since the start
	Waited            time.Duration // altogether
}

// Pool looks at the connections; it asks Postgres nothing.
func (d *DB) Pool() Pool {
	s := d.pool.Stat()
	return Pool{Most: s.MaxConns(), InUse: s.AcquiredConns(), Idle: s.IdleConns(), Waits: s.EmptyAcquireCount(), Waited: s.EmptyAcquireWaitTime()}
}

// Standing is how the schema stands, and whether anybody works.
type Standing struct {
	Migration uint // of the schema; 0: none
	Dirty     bool // a migration failed half way
	Working   bool // some process runs the workers
}

// Standing asks in one round trip.
func (d *DB) Standing(ctx context.Context) (s Standing, err error) {
	err = d.pool.QueryRow(ctx, `SELECT m.version, m.dirty, EXISTS (SELECT FROM river.river_leader WHERE expires_at > clock_timestamp())
		FROM schema_migrations m`).Scan(&s.Migration, &s.Dirty, &s.Working)
	var refused *pgconn.PgError
	if errors.Is(err, pgx.ErrNoRows) || errors.As(err, &refused) && refused.Code == "42P01" { // there is no such table
		return Standing{}, nil
	}
	return s, translate(err)
}

// Server is the Postgres that is asked, as far as an operator asks.
type Server struct {
	Standing
	Version  string // "15.18"
	Pooled   bool   // something stands between us and it
	Unwalled []string
}

// Server looks at the installation's database. Where no migration has run, the rest stays empty.
func (d *DB) Server(ctx context.Context) (s Server, err error) {
	if err := d.pool.QueryRow(ctx, "SHOW server_version").Scan(&s.Version); err != nil {
		return s, translate(err)
	}
	if s.Pooled, err = d.behind(ctx); err != nil {
		return s, err
	}
	if s.Standing, err = d.Standing(ctx); err != nil || s.Migration == 0 {
		return s, err
	}
	rows, err := d.pool.Query(ctx, `SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
		WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity
		  AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant_isolation')) ORDER BY 1`)
	if err != nil {
		return s, translate(err)
	}
	s.Unwalled, err = pgx.CollectRows(rows, pgx.RowTo[string])
	return s, translate(err)
}
