package conversation

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrAdopted: the thread is another lead's already.
	ErrAdopted = fault.New(fault.Conflict, "conversation_adopted", "This conversation is another lead's already.")
	// ErrLead: the named lead is none of the tenant's.
	ErrLead = fault.New(fault.Invalid, "unknown_lead", "There is no such lead. Create it first, or name another.").At("/lead_id")
)

// Adopt makes an unknown sender's thread a lead's, and returns the thread that the lead has then:
// what the lead had said before stands in it too. A lead without a number gets the sender's.
func (r *Room) Adopt(ctx context.Context, tx *tenant.Tx, id, leadID uuid.UUID) (db.Conversation, error) {
	c, err := tx.LockConversation(ctx, id)
	if err != nil {
		return c, err
	}
	if c.LeadID != nil {
		if *c.LeadID == leadID {
			return c, nil
		}
		return c, ErrAdopted
	}
	l, err := tx.GetLead(ctx, leadID)
	if tenant.IsNone(err) {
		return c, ErrLead
	}
	if err != nil {
		return c, err
	}
	if err := lend(ctx, tx, l, c.AddressKey); err != nil {
		return c, err
	}
	own, err := tx.LockConversationOf(ctx, &leadID, c.Channel)
	if tenant.IsNone(err) {
		c.LeadID = &leadID
		return save(ctx, tx, c)
	}
	if err != nil {
		return c, err
	}
	return merge(ctx, tx, c, own)
}

// lend gives a lead without a number one that is nobody's.
func lend(ctx context.Context, tx *tenant.Tx, l db.Lead, number string) error {
	if _, err := lead.Phone(number); err != nil || l.Phone != nil {
		return nil
	}
	holders, err := tx.LeadWithContact(ctx, db.LeadWithContactParams{Phone: &number})
	if err != nil || len(holders) > 0 {
		return err
	}
	_, err = lead.Change(ctx, tx, l.ID, func(l *db.Lead) { l.Phone = &number }, nil)
	return err
}

// merge puts all of an unknown sender's thread into a lead's, and ends the former.
func merge(ctx context.Context, tx *tenant.Tx, from, into db.Conversation) (db.Conversation, error) {
	if _, err := tx.MoveEntries(ctx, into.ID, from.ID); err != nil {
		return into, err
	}
	if _, err := tx.DeleteConversation(ctx, from.ID); err != nil {
		return into, err
	}
	if from.LastEntryAt.After(into.LastEntryAt) {
		into.LastEntryAt, into.Preview = from.LastEntryAt, from.Preview
	}
	if into.LastInboundAt == nil || from.LastInboundAt != nil && from.LastInboundAt.After(*into.LastInboundAt) {
		into.LastInboundAt = from.LastInboundAt
	}
	into.AddressKey, into.ConnectionID = from.AddressKey, from.ConnectionID
	before := into
	into.Unread += from.Unread
	if from.State == Open {
		into.State = Open
	}
	into, err := save(ctx, tx, into)
	if err != nil {
		return into, err
	}
	return into, tell(ctx, tx, before, into)
}
