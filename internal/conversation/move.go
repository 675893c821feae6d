package conversation

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Change applies what edit does to a thread's state, owner, assignee and unread messages, and says
// what became of it. It fails with tenant.ErrNotFound, and when the assignee is no member.
func Change(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.Conversation)) (db.Conversation, error) {
	before, err := tx.LockConversation(ctx, id)
	if err != nil {
		return before, err
	}
	c := before
	edit(&c)
	if same(before, c) {
		return before, nil
	}
	if c, err = save(ctx, tx, c); err != nil {
		return c, err
	}
	return c, tell(ctx, tx, before, c)
}

// Close is an edit: nothing is left to do or to read, and the thread is the bot's again.
func Close(c *db.Conversation) {
	if c.State == Open {
		c.State, c.Owner, c.Unread = Closed, Bot, 0
	}
}

// Reopen is an edit: something is left to do.
func Reopen(c *db.Conversation) { c.State = Open }

// Read is an edit: nothing is unread any more.
func Read(c *db.Conversation) { c.Unread = 0 }

// tell makes the facts of a change.
func tell(ctx context.Context, tx *tenant.Tx, before, c db.Conversation) error {
	if !handed(before, c) && before.State == c.State {
		return nil
	}
	if handed(before, c) {
		if err := say(ctx, tx, c, event.ConversationAssigned); err != nil {
			return err
		}
	}
	switch {
	case before.State == c.State:
		return nil
	case c.State == Closed:
		return say(ctx, tx, c, event.ConversationClosed)
	}
	return say(ctx, tx, c, event.ConversationReopened)
}

// handed says whether a thread went from one owner or assignee to another.
func handed(a, b db.Conversation) bool {
	return a.Owner != b.Owner || member(a) != member(b)
}

func same(a, b db.Conversation) bool {
	return !handed(a, b) && a.State == b.State && a.Unread == b.Unread
}

// member is whom a thread is assigned to; zero for nobody.
func member(c db.Conversation) uuid.UUID {
	if c.AssigneeID == nil {
		return uuid.Nil
	}
	return *c.AssigneeID
}
