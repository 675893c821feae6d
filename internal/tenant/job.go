package tenant

import (
	"context"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

type jobs struct{ client *river.Client[pgx.Tx] }

// newJobs makes a client that only inserts; package worker has the one that works. It logs nothing:
// what it fails with is returned.
func newJobs(pool *pgxpool.Pool) (jobs, error) {
	c, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Schema: "river", Logger: slog.New(slog.DiscardHandler)})
	return jobs{c}, err
}

// Enqueue adds a job that becomes visible when the transaction commits. A twin that is already
// waiting or running makes it a no-op where the job's options say so.
func (t *Tx) Enqueue(ctx context.Context, job river.JobArgs) error {
	_, err := t.jobs.client.InsertTx(ctx, t.tx, job, nil)
	return err
}

// Client is River's client as it inserts, for those who look at jobs.
func (d *DB) Client() *river.Client[pgx.Tx] { return d.jobs.client }

// Wake adds jobs outside a transaction, skipping twins: the watch's way to say that work is due.
func (d *DB) Wake(ctx context.Context, jobs []river.InsertManyParams) error {
	if len(jobs) == 0 {
		return nil
	}
	_, err := d.jobs.client.InsertMany(ctx, jobs)
	return translate(err)
}

// River is the driver for the worker's own client, over the same pool.
func (d *DB) River() *riverpgxv5.Driver { return riverpgxv5.New(d.pool) }
