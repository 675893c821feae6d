// Package tenant is the one well: data is reached through DB and Tx, which name the tenant before
// anything else is said to Postgres. There is no other way to get a *db.Queries.
package tenant

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	pgxuuid "github.com/vgarvardt/pgx-google-uuid/v5"

	"github.com/carillonhq/carillon/gen/db"
)

const setTenant = "SELECT set_config('app.tenant_id', $1, true)"

// DB is the service's connection to Postgres, under a role that no wall lets through.
type DB struct {
	pool    *pgxpool.Pool
	pooling Pooling
	jobs    jobs
	mac     func(purpose string, parts ...[]byte) []byte
}

// Open connects and refuses a role that could look over a wall: a superuser, one that bypasses
// row security, or the owner of the tables. conns caps the pool; 0 leaves pgx's default.
func Open(ctx context.Context, databaseURL string, conns int32) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(databaseURL)
	if err != nil {
		return nil, errors.New("DATABASE_URL cannot be read; it should look like postgres://user:password@host:5432/database")
	}
	pooling, err := obey(cfg.ConnConfig)
	if err != nil {
		return nil, err
	}
	if conns > 0 {
		cfg.MaxConns = conns
	}
	cfg.AfterConnect = func(_ context.Context, c *pgx.Conn) error {
		pgxuuid.Register(c.TypeMap()) // without it an id travels as text, and costs four times as much
		return nil
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	d := &DB{pool: pool, pooling: pooling}
	if err := d.checkRole(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	d.jobs, err = newJobs(pool)
	return d, err
}

// Close ends every connection.
func (d *DB) Close() { d.pool.Close() }

// Ping asks Postgres for a sign of life.
func (d *DB) Ping(ctx context.Context) error { return d.pool.Ping(ctx) }

func (d *DB) checkRole(ctx context.Context) error {
	var super, bypass, owns bool
	err := d.pool.QueryRow(ctx, `
		SELECT rolsuper, rolbypassrls, EXISTS (SELECT FROM pg_class WHERE relowner = r.oid AND relnamespace = 'public'::regnamespace)
		FROM pg_roles r WHERE rolname = current_user`).Scan(&super, &bypass, &owns)
	if parted(err) {
		return errParted
	}
	if err != nil {
		return fmt.Errorf("look at the database role: %w", err)
	}
	if super || bypass || owns {
		return errors.New("DATABASE_URL signs in with a role that walls do not hold; use carillon_app, which owns nothing and is no superuser")
	}
	return nil
}

// Tx is one transaction that sees one tenant. It holds every generated query.
type Tx struct {
	*db.Queries
	Actor Actor
	tx    pgx.Tx
	jobs  jobs
	mac   func(purpose string, parts ...[]byte) []byte
}

// Tx runs work in a transaction that sees the actor's tenant alone, and commits when work returns
// nil; with the first one the actor's call is noted for the audit log. Whatever Postgres refuses
// comes back as a fault where a customer can act on it. The function must not touch the network: see
// law 3. Under a context of Once it is a part of that transaction.
func (d *DB) Tx(ctx context.Context, a Actor, work func(*Tx) error) error {
	if j := joined(ctx); j != nil {
		return translate(j.do(ctx, &Tx{Actor: a, jobs: d.jobs, mac: d.mac}, work))
	}
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		return unavailable(err)
	}
	defer conn.Release()
	tx, err := begin(ctx, conn.Conn(), naming(a.Tenant))
	if err != nil {
		return translate(err)
	}
	defer undo(ctx, tx)
	if err := work(&Tx{Queries: db.New(tx), Actor: a, tx: tx, jobs: d.jobs, mac: d.mac}); err != nil {
		return translate(err)
	}
	return translate(commit(ctx, tx, a, &pgx.Batch{}))
}

// Pages runs work in one transaction after the other, each as Tx does, for as long as it says that it
// found a whole page of rows. It ends early with the shift, and with the context, whose error it then returns.
func (d *DB) Pages(ctx context.Context, a Actor, page int64, work func(*Tx) (found int64, err error)) error {
	for found := page; found == page; {
		if Over(ctx) {
			return ctx.Err()
		}
		err := d.Tx(ctx, a, func(tx *Tx) (err error) {
			found, err = work(tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// naming opens a transaction and names the tenant.
func naming(tenant uuid.UUID) *pgx.Batch {
	b := &pgx.Batch{}
	b.BeginTx(pgx.TxOptions{})
	b.Queue(setTenant, tenant.String())
	return b
}

// begin sends what opens a transaction, in one round trip.
func begin(ctx context.Context, conn *pgx.Conn, b *pgx.Batch) (pgx.Tx, error) {
	br := conn.SendBatch(ctx, b)
	tx := br.Tx()
	if err := br.Close(); err != nil {
		if tx != nil {
			_ = tx.Rollback(context.WithoutCancel(ctx))
		}
		return nil, err
	}
	return tx, nil
}

// Rows runs a statement that was built, not written: only list's compiled filters use it. The
// statement names the tenant itself, as every query does.
func (t *Tx) Rows(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return t.tx.Query(ctx, sql, args...)
}

// Read returns queries for single statements, mostly reads, each sent together with the tenant's name in one round
// trip. What must agree with each other belongs in a Tx.
func (d *DB) Read(a Actor) *db.Queries { return db.New(single{d.pool, a.Tenant}) }

// single is a DBTX that pipelines the tenant's name and one statement; the server runs both as one
// implicit transaction.
type single struct {
	pool   *pgxpool.Pool
	tenant uuid.UUID
}

// over is the request's own transaction where it has one.
func (s single) over(ctx context.Context) interface {
	SendBatch(context.Context, *pgx.Batch) pgx.BatchResults
} {
	if j := joined(ctx); j != nil {
		return j
	}
	return s.pool
}

func (s single) send(ctx context.Context, sql string, args []any) (pgx.BatchResults, error) {
	b := &pgx.Batch{}
	b.Queue(setTenant, s.tenant.String())
	b.Queue(sql, args...)
	br := s.over(ctx).SendBatch(ctx, b)
	if _, err := br.Exec(); err != nil {
		_ = br.Close()
		return nil, translate(err)
	}
	return br, nil
}

func (s single) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	br, err := s.send(ctx, sql, args)
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	tag, err := br.Exec()
	return tag, translate(errors.Join(err, br.Close()))
}

func (s single) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	br, err := s.send(ctx, sql, args)
	if err != nil {
		return nil, err
	}
	rows, err := br.Query()
	if err != nil {
		_ = br.Close()
		return nil, translate(err)
	}
	return &singleRows{rows, br}, nil
}

func (s single) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	br, err := s.send(ctx, sql, args)
	if err != nil {
		return failed{err}
	}
	return singleRow{br.QueryRow(), br}
}

type singleRows struct {
	pgx.Rows
	br pgx.BatchResults
}

func (r *singleRows) Close() { r.Rows.Close(); _ = r.br.Close() }

func (r *singleRows) Err() error { return translate(r.Rows.Err()) }

type singleRow struct {
	pgx.Row
	br pgx.BatchResults
}

func (r singleRow) Scan(dest ...any) error {
	err := r.Row.Scan(dest...)
	return translate(errors.Join(err, r.br.Close()))
}

type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

// Afresh are the queries, each planned for the very values that it is given: for those that look for many
// rows at once, since a plan that Postgres has kept may be of a table that was small then.
func (t *Tx) Afresh() *db.Queries { return db.New(afresh{t.tx}) }

// afresh is a transaction in which no plan is kept.
type afresh struct{ pgx.Tx }

func (a afresh) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return a.Tx.Exec(ctx, sql, unplanned(args)...)
}

func (a afresh) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return a.Tx.Query(ctx, sql, unplanned(args)...)
}

func (a afresh) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return a.Tx.QueryRow(ctx, sql, unplanned(args)...)
}

func unplanned(args []any) []any { return append([]any{pgx.QueryExecModeCacheDescribe}, args...) }
