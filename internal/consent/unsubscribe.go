package consent

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Unsubscribe does what the link in a message asks for: its address is suppressed on its channel.
// client is the address of the person's machine. Again, it changes nothing. It fails with
// tenant.ErrNotFound when there is no such target.
func Unsubscribe(ctx context.Context, tx *tenant.Tx, target uuid.UUID, client string) error {
	t, err := tx.LockTarget(ctx, target)
	if err != nil || t.Recipient == nil { // who was erased is reached no more
		return err
	}
	c, err := tx.GetSending(ctx, t.CampaignID)
	if err != nil {
		return err
	}
	changed, err := Suppress(ctx, tx, Statement{Channel: c.Channel, Address: t.RecipientKey, Method: ByLink, Client: client}, Unsubscribed)
	if err != nil || !changed {
		return err
	}
	what := map[string]any{"channel": c.Channel}
	if t.RunID != nil {
		what["run_id"] = *t.RunID
	} else if c.ListID != nil {
		what["campaign_id"] = c.ID
	}
	return tx.Emit(ctx, event.Of(event.LeadUnsubscribed, "lead", t.LeadID, what))
}
