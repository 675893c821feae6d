// Package journal is the room of the event log. A transaction that makes something true leaves the
// fact in the outbox; one reader for each tenant at a time moves what was committed into the log and
// numbers it there, without gaps and never a cause after what came of it, and in the same
// transaction shows it to whoever listens: so nothing is heard twice with effect.
package journal

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Listener hears facts of one tenant in the order of their numbers, in the transaction that numbers
// them. When it fails they are not numbered, and heard again.
type Listener func(ctx context.Context, tx *tenant.Tx, batch []db.Event) error

// Room writes the logs. It is safe for concurrent use; any number of processes may run one.
type Room struct {
	DB        *tenant.DB
	Listeners []Listener
}

const (
	page     = 500                   // facts numbered in one transaction
	abreast  = 4                     // logs written beside each other
	idleFor  = 2 * time.Second       // a reader that finds nothing for so long ends
	idleStep = 20 * time.Millisecond // between looks
)

// Read numbers what was committed, tenant after tenant, until the instant given, or until there has
// been nothing to do for two seconds. A tenant whose listeners fail keeps nobody else waiting; one
// of the last failures is returned.
func (r *Room) Read(ctx context.Context, until time.Time) (failure error) {
	for busy := time.Now(); time.Now().Before(until) && time.Since(busy) < idleFor && !tenant.Over(ctx); {
		found, err := r.pass(ctx)
		if err != nil {
			failure = err
		}
		if found {
			busy = time.Now()
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(idleStep):
		}
	}
	return failure
}

// pass numbers a page of every tenant that has something unnumbered; false when there was nothing.
func (r *Room) pass(ctx context.Context) (found bool, failure error) {
	tenants, err := r.DB.UnreadLogs(ctx)
	if err != nil {
		return false, err
	}
	var group errgroup.Group
	var numbered atomic.Int64
	group.SetLimit(abreast)
	for _, id := range tenants {
		group.Go(func() error {
			n, err := r.number(ctx, id)
			if err == nil { // else nothing was: what fails is looked at again after a pause
				numbered.Add(int64(n))
			}
			return err
		})
	}
	failure = group.Wait()
	return numbered.Load() > 0, failure
}

// number moves one page of a tenant's outbox into its log, and has it heard. Nothing is done while
// another reader writes the log; a tenant's first fact opens it.
func (r *Room) number(ctx context.Context, id uuid.UUID) (n int, err error) {
	err = r.DB.Tx(ctx, tenant.Job("journal", id), func(tx *tenant.Tx) error {
		batch, err := tx.NumberFacts(ctx, page)
		if err != nil {
			return err
		}
		if n = len(batch); n == 0 {
			return tx.InsertEventLog(ctx)
		}
		for _, hear := range r.Listeners {
			if err := hear(ctx, tx, batch); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}
