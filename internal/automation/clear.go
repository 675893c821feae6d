package automation

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// page is how many runs one transaction cancels or forgets.
const page = 2000

// Clear cancels what archived automations of a tenant have left unfinished.
func (r *Room) Clear(ctx context.Context, a tenant.Actor) error {
	archived, err := r.DB.Read(a).ListUnclearedAutomations(ctx)
	if err != nil {
		return err
	}
	for _, id := range archived {
		err := r.DB.Pages(ctx, a, page, func(tx *tenant.Tx) (int64, error) { return cancelRest(ctx, tx, id, r.Clock.Now()) })
		if err != nil {
			return err
		}
	}
	return nil
}

// cancelRest cancels a chunk of runs and says how many; after the last chunk nothing is left to clear.
func cancelRest(ctx context.Context, tx *tenant.Tx, id uuid.UUID, now time.Time) (int64, error) {
	n, err := tx.CancelOpenRuns(ctx, db.CancelOpenRunsParams{AutomationID: id, FinishedAt: &now, Page: page})
	if err != nil || n == page {
		return n, err
	}
	return n, errors.Join(tx.CloseFirings(ctx, &now, id), tx.SetCleared(ctx, id))
}

// Tidy forgets runs that never began, once the tenant no longer keeps the events that they answered.
func (r *Room) Tidy(ctx context.Context, a tenant.Actor) error {
	who, err := r.DB.Read(a).GetTenant(ctx)
	if err != nil {
		return err
	}
	before := r.Clock.Now().AddDate(0, 0, -int(who.EventRetentionDays))
	return r.DB.Pages(ctx, a, page, func(tx *tenant.Tx) (int64, error) { return tx.DeleteOldRuns(ctx, before, page) })
}
