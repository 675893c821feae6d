package conversation

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Gather hears the event log: what an automation sends to a lead opens the thread in which it is
// shown. A campaign opens none.
func (r *Room) Gather(ctx context.Context, tx *tenant.Tx, batch []db.Event) error {
	var sent []uuid.UUID
	for _, e := range batch {
		if event.Type(e.Type) == event.MessageQueued && originOf(e) == dispatch.FromAutomation {
			sent = append(sent, e.ObjectID)
		}
	}
	if len(sent) == 0 {
		return nil
	}
	threads, err := tx.FollowSends(ctx, sent)
	if err != nil {
		return err
	}
	for _, c := range threads {
		if c.Version > 1 {
			continue
		}
		if err := say(ctx, tx, c, event.ConversationOpened); err != nil {
			return err
		}
	}
	return nil
}

// originOf is who sent a message, as its fact says.
func originOf(e db.Event) string {
	var said struct{ Origin string }
	_ = json.Unmarshal(e.Data, &said) // an object, as every fact's data
	return said.Origin
}
