package conversation

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrWindow: words of one's own on WhatsApp, and the person has not written in a day.
	ErrWindow = fault.New(fault.Invalid, "whatsapp_window_closed",
		"The lead has not written within 24 hours, so WhatsApp requires a template. Name one as template_id.").At("/body")
	// ErrUnfit: the channel does not carry this part. It points at the part.
	ErrUnfit = fault.New(fault.Invalid, "reply_part_unfit", "This channel, or this kind of reply, does not carry this part. Leave it out.")
	// ErrMute: nothing can be written on the phone.
	ErrMute = fault.New(fault.Conflict, "conversation_not_writable", "A call cannot be answered in writing. Reply in the lead's conversation on another channel.")
	// ErrNobody: the thread is an unknown sender's.
	ErrNobody = fault.New(fault.Conflict, "conversation_without_lead", "Nobody knows yet who wrote this. Adopt the conversation for a lead first.")
	// ErrLeadGone: the lead was deleted.
	ErrLeadGone = fault.New(fault.Conflict, "conversation_lead_deleted", "The lead was deleted, and is not written to any more.")
)

// Reply is what a person of the tenant says, in these very words.
type Reply struct {
	Content    content.Content
	Connection *uuid.UUID // nil: the account the lead wrote to, or the only one that serves the channel
}

// Reply sends an answer by the ledger and takes the thread over from the bot. A lead who may not be
// contacted is no failure: the target says so. It fails when the words cannot be sent in this
// thread, whoever the lead is.
func (r *Room) Reply(ctx context.Context, tx *tenant.Tx, id uuid.UUID, said Reply) (db.Target, error) {
	c, err := tx.LockConversation(ctx, id)
	if err != nil {
		return db.Target{}, err
	}
	if err := r.check(c, said.Content); err != nil {
		return db.Target{}, err
	}
	l, err := tx.GetLead(ctx, *c.LeadID)
	if tenant.IsNone(err) {
		return db.Target{}, ErrLeadGone
	}
	if err != nil {
		return db.Target{}, err
	}
	sending, err := r.sending(ctx, tx, c, said.Connection)
	if err != nil {
		return db.Target{}, err
	}
	t, err := r.Dispatch.Enqueue(ctx, tx, dispatch.Single{
		Sending: sending, Lead: l, Occasion: uuid.Must(uuid.NewV7()), Content: &said.Content, AnswerUntil: AnswerUntil(c),
	})
	if err != nil {
		return t, err
	}
	return t, takeOver(ctx, tx, shown(c, t.UpdatedAt, said.Content.Body))
}

// carried are the parts of a reply that a channel has room for.
var carried = map[string][]string{
	"sms": {"/body"}, "email": {"/subject", "/body"}, "whatsapp": {"/body", "/template_id", "/params"},
}

// check refuses what cannot be said in a thread.
func (r *Room) check(c db.Conversation, said content.Content) error {
	switch {
	case c.Channel == string(channel.Voice):
		return ErrMute
	case c.LeadID == nil:
		return ErrNobody
	}
	for part, there := range map[string]bool{
		"/subject": said.Subject != "", "/body": said.Body != "", "/template_id": said.TemplateID != 0, "/params": len(said.Params) > 0,
	} {
		if there && !slices.Contains(carried[c.Channel], part) {
			return ErrUnfit.At(part)
		}
	}
	if part := said.Missing(c.Channel); part != "" {
		return content.ErrIncomplete.At(part)
	}
	if strings.ContainsFunc(said.Subject, unicode.IsControl) {
		return content.ErrLine.At("/subject")
	}
	if said.TemplateID != 0 && said.Body != "" {
		return ErrUnfit.At("/body")
	}
	if c.Channel == string(channel.WhatsApp) && said.TemplateID == 0 && !r.Clock.Now().Before(AnswerUntil(c)) {
		return ErrWindow
	}
	return nil
}

// sending is what replies go out by: one for each account and channel.
func (r *Room) sending(ctx context.Context, tx *tenant.Tx, c db.Conversation, named *uuid.UUID) (uuid.UUID, error) {
	conn, err := account(ctx, tx, c, named)
	if err != nil {
		return uuid.Nil, err
	}
	t, err := tx.GetTenant(ctx)
	if err != nil {
		return uuid.Nil, err
	}
	return r.Dispatch.OpenSending(ctx, tx, dispatch.NewSending{
		Origin: dispatch.FromReply, Ref: conn.ID, Channel: c.Channel, Connection: &conn.ID, Timezone: t.Timezone,
	})
}

// account is who sends a reply: the one named, else the one the lead wrote to while it can, else the
// only one that serves the channel.
func account(ctx context.Context, tx *tenant.Tx, c db.Conversation, named *uuid.UUID) (db.Connection, error) {
	if named == nil && c.ConnectionID != nil {
		conn, err := tx.GetConnection(ctx, *c.ConnectionID)
		if err == nil && connection.Serves(conn, c.Channel) || err != nil && !tenant.IsNone(err) {
			return conn, err
		}
	}
	return connection.Choose(ctx, tx, c.Channel, named)
}

// takeOver makes a thread the replying person's: open, read, a human's, and assigned to somebody.
func takeOver(ctx context.Context, tx *tenant.Tx, c db.Conversation) error {
	before := c
	c.State, c.Owner, c.Unread = Open, Human, 0
	if c.AssigneeID == nil {
		member, err := tx.IsMember(ctx, tx.Actor.User)
		if err != nil {
			return err
		}
		if member {
			c.AssigneeID = &tx.Actor.User
		}
	}
	c, err := save(ctx, tx, c)
	if err != nil {
		return err
	}
	return tell(ctx, tx, before, c)
}
