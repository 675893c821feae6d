package conversation

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Join gives a lead the threads of another; where both have one on a channel, what was said in them
// stands in the former's from then on.
func Join(ctx context.Context, tx *tenant.Tx, into, from uuid.UUID) error {
	threads, err := tx.LockConversationsOf(ctx, &from)
	if err != nil {
		return err
	}
	for _, c := range threads {
		if err := hand(ctx, tx, c, into); err != nil {
			return err
		}
	}
	return nil
}

// hand makes a thread a lead's, or puts it into the one that the lead has.
func hand(ctx context.Context, tx *tenant.Tx, c db.Conversation, to uuid.UUID) error {
	own, err := tx.LockConversationOf(ctx, &to, c.Channel)
	switch {
	case tenant.IsNone(err):
		c.LeadID = &to
		_, err = save(ctx, tx, c)
		return err
	case err != nil:
		return err
	}
	if own.LastInboundAt != nil && (c.LastInboundAt == nil || c.LastInboundAt.Before(*own.LastInboundAt)) {
		c.AddressKey, c.ConnectionID = own.AddressKey, own.ConnectionID // where the person wrote from last
	}
	_, err = merge(ctx, tx, c, own)
	return err
}
