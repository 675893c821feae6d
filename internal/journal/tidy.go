package journal

import (
	"context"
	"time"

	"github.com/carillonhq/carillon/internal/tenant"
)

// tidyPage is how many facts one transaction forgets.
const tidyPage = 5000

// Tidy forgets what a tenant no longer keeps, and has the log's next partitions made.
func (r *Room) Tidy(ctx context.Context, a tenant.Actor) error {
	if err := r.DB.KeepEventPartitions(ctx); err != nil {
		return err
	}
	who, err := r.DB.Read(a).GetTenant(ctx)
	if err != nil {
		return err
	}
	before := time.Now().AddDate(0, 0, -int(who.EventRetentionDays))
	err = r.DB.Pages(ctx, a, tidyPage, func(tx *tenant.Tx) (int64, error) { return tx.DeleteOldEvents(ctx, before, tidyPage) })
	if err != nil {
		return err
	}
	return r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		if err := tx.DeleteOldEventKeys(ctx, before); err != nil {
			return err
		}
		return tx.SetTidied(ctx)
	})
}
