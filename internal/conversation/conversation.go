// Package conversation is the room of the threads with the people who write back, one for each lead
// and channel: what came in is kept here, what went out stays in the ledger, and a page of a thread
// shows both. What a person writes from an address of nobody's waits in a thread without a lead.
package conversation

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Room keeps threads. Clock is business time.
type Room struct {
	Clock    clock.Clock
	Dispatch *dispatch.Dispatcher
}

// States of a thread, and who speaks for the tenant in it.
const (
	Open   = "open"
	Closed = "closed"
	Bot    = "bot"
	Human  = "human"
)

// answerWithin is how long what is sent still answers what a person wrote.
const answerWithin = 24 * time.Hour

// AnswerUntil is until when a reply answers the person: at any hour, and on WhatsApp in words of
// one's own. Zero when the person never wrote.
func AnswerUntil(c db.Conversation) time.Time {
	if c.LastInboundAt == nil {
		return time.Time{}
	}
	return c.LastInboundAt.Add(answerWithin)
}

// open locks the thread that row names by lead and channel, or by channel and address, and opens it
// when there is none. at is when its first entry was made.
func open(ctx context.Context, tx *tenant.Tx, row db.Conversation) (db.Conversation, error) {
	c, err := lock(ctx, tx, row)
	if !tenant.IsNone(err) {
		return c, err
	}
	c, err = tx.InsertConversation(ctx, db.InsertConversationParams{
		ID: uuid.Must(uuid.NewV7()), Channel: row.Channel, LeadID: row.LeadID, AddressKey: row.AddressKey,
		ConnectionID: row.ConnectionID, LastEntryAt: row.LastEntryAt,
	})
	if tenant.IsNone(err) { // another transaction was faster
		return lock(ctx, tx, row)
	}
	if err != nil {
		return c, err
	}
	return c, say(ctx, tx, c, event.ConversationOpened)
}

func lock(ctx context.Context, tx *tenant.Tx, row db.Conversation) (db.Conversation, error) {
	if row.LeadID != nil {
		return tx.LockConversationOf(ctx, row.LeadID, row.Channel)
	}
	return tx.LockConversationFrom(ctx, row.Channel, row.AddressKey)
}

// save writes a locked thread as it is now.
func save(ctx context.Context, tx *tenant.Tx, c db.Conversation) (db.Conversation, error) {
	return tx.UpdateConversation(ctx, db.UpdateConversationParams{
		ID: c.ID, LeadID: c.LeadID, AddressKey: c.AddressKey, ConnectionID: c.ConnectionID, State: c.State, Owner: c.Owner,
		AssigneeID: c.AssigneeID, Unread: c.Unread, Preview: c.Preview, LastEntryAt: c.LastEntryAt, LastInboundAt: c.LastInboundAt,
	})
}

// say makes a fact about a thread.
func say(ctx context.Context, tx *tenant.Tx, c db.Conversation, of event.Type) error {
	fact := event.Of(of, "conversation", c.ID, map[string]any{
		"channel": c.Channel, "state": c.State, "owner": c.Owner, "assignee_id": c.AssigneeID,
	})
	if c.LeadID != nil {
		fact = fact.About(*c.LeadID)
	}
	return tx.Emit(ctx, fact)
}

// longest is how many characters of an entry a list shows.
const longest = 200

// shown is the thread after an entry of this instant: its beginning is what lists show, unless a
// later one is shown already.
func shown(c db.Conversation, at time.Time, text string) db.Conversation {
	if at.Before(c.LastEntryAt) {
		return c
	}
	text = clip(text, longest)
	c.LastEntryAt, c.Preview = at, &text
	return c
}

// clip cuts a text to so many characters.
func clip(text string, longest int) string {
	runes := []rune(text)
	if len(runes) <= longest {
		return text
	}
	return string(runes[:longest-1]) + "…"
}
