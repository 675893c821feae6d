package webhook

import (
	"context"
	"time"

	"github.com/carillonhq/carillon/internal/tenant"
)

// tidyPage is how many deliveries one transaction forgets.
const tidyPage = 2000

// Tidy forgets deliveries, with their attempts, that are older than the events a tenant keeps.
func (r *Room) Tidy(ctx context.Context, a tenant.Actor) error {
	who, err := r.DB.Read(a).GetTenant(ctx)
	if err != nil {
		return err
	}
	before := time.Now().AddDate(0, 0, -int(who.EventRetentionDays))
	return r.DB.Pages(ctx, a, tidyPage, func(tx *tenant.Tx) (int64, error) { return tx.DeleteOldDeliveries(ctx, before, tidyPage) })
}
