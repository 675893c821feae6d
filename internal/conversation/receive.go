package conversation

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Inbound is what a person wrote to the tenant.
type Inbound struct {
	Callback   uuid.UUID // by which it came: the same one counts once
	Connection uuid.UUID // the account it came to
	Channel    string
	From       string    // E.164
	Text       string    // may be empty
	Stop       bool      // it is nothing but a word that opts out
	Lead       uuid.UUID // to whom the message went that it answers; zero: not known
	Campaign   uuid.UUID // whose message that was; zero: none's
	Written    time.Time // as the provider says; zero: it does not say
	Received   time.Time
}

// unsure is how far a provider's word on when something was written may be off: it gives whole
// seconds, by a clock of its own. So an entry does not stand before the message it answers.
const unsure = time.Minute

// at is when the person wrote, as far as it can be told.
func (in Inbound) at() time.Time {
	if in.Written.IsZero() || in.Received.Sub(in.Written) < unsure {
		return in.Received
	}
	return in.Written
}

// Receive puts what a person wrote into the thread with the lead, which is open and unread from then
// on, or into the thread of an unknown sender. The same callback counts once.
func (r *Room) Receive(ctx context.Context, tx *tenant.Tx, in Inbound) error {
	if in.From == "" {
		return nil // withheld: nobody could answer
	}
	if err := tx.LockExclusive(ctx, "sender:"+in.Channel+":"+in.From); err != nil { // who it is, is found out once
		return err
	}
	who, err := writer(ctx, tx, in)
	if err != nil {
		return err
	}
	c, err := open(ctx, tx, db.Conversation{
		Channel: in.Channel, LeadID: who, AddressKey: in.From, ConnectionID: &in.Connection, LastEntryAt: in.at(),
	})
	if err != nil {
		return err
	}
	entry := uuid.Must(uuid.NewV7())
	n, err := tx.InsertEntry(ctx, db.InsertEntryParams{ID: entry, ConversationID: c.ID, CallbackID: &in.Callback, Body: &in.Text, At: in.at()})
	if err != nil || n == 0 {
		return err
	}
	if err := r.heard(ctx, tx, c, in); err != nil || who == nil {
		return err
	}
	what := map[string]any{"channel": in.Channel, "conversation_id": c.ID, "text": clip(in.Text, 1000), "stop": in.Stop}
	if in.Campaign != uuid.Nil {
		what["campaign_id"] = in.Campaign
	}
	return tx.Emit(ctx, event.Of(event.MessageReceived, "message", entry, what).About(*who))
}

// heard is the thread after a person wrote.
func (r *Room) heard(ctx context.Context, tx *tenant.Tx, c db.Conversation, in Inbound) error {
	closed := c.State == Closed
	c = shown(c, in.at(), in.Text)
	c.Unread++
	c.State, c.AddressKey, c.ConnectionID = Open, in.From, &in.Connection
	if now := r.Clock.Now().Add(-time.Since(in.at())); c.LastInboundAt == nil || now.After(*c.LastInboundAt) {
		c.LastInboundAt = &now
	}
	c, err := save(ctx, tx, c)
	if err != nil || !closed {
		return err
	}
	return say(ctx, tx, c, event.ConversationReopened)
}

// writer is the lead who wrote: who has the number, else who wrote from it last, else to whom the
// message went that it answers; nil for nobody of these.
func writer(ctx context.Context, tx *tenant.Tx, in Inbound) (*uuid.UUID, error) {
	holders, err := tx.LeadWithContact(ctx, db.LeadWithContactParams{Phone: &in.From})
	if err != nil {
		return nil, err
	}
	if len(holders) > 0 {
		return &holders[0], nil
	}
	last, err := tx.LastWriter(ctx, in.Channel, in.From)
	if !tenant.IsNone(err) {
		return &last, err
	}
	l, err := tx.GetLead(ctx, in.Lead)
	if !tenant.IsNone(err) {
		return &l.ID, err
	}
	return stranger(ctx, tx, in.From)
}

// stranger makes a lead of a number where the tenant wants that, and the number can be one.
func stranger(ctx context.Context, tx *tenant.Tx, from string) (*uuid.UUID, error) {
	t, err := tx.GetTenant(ctx)
	if err != nil || !t.StrangersBecomeLeads {
		return nil, err
	}
	made, err := lead.Create(ctx, tx, lead.New{Phone: &from, Status: "new"})
	if errors.Is(err, lead.ErrPhone) {
		return nil, nil
	}
	return &made.ID, err
}
