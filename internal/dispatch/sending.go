package dispatch

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Origins are who adds the targets of a row of campaigns.
const (
	FromList       = "list"       // a campaign proper: its list, at the start
	FromAutomation = "automation" // an automation's step, one by one
	FromReply      = "reply"      // people's replies, one by one
	FromTest       = "test"       // what people send to themselves to see it
)

// Why people are written to, as the database spells it.
const (
	Marketing     = "marketing"
	Transactional = "transactional"
)

// NewSending is what is to send one by one: an automation's step, or the replies or tests by one account.
type NewSending struct {
	Origin     string    // FromAutomation, FromReply or FromTest
	Ref        uuid.UUID // the step or the account: one sending for each, and channel
	Channel    string
	Purpose    string          // Marketing, also where it is empty, or Transactional; replies and tests are the latter
	Connection *uuid.UUID      // nil: the only one that serves the channel
	Content    content.Content // for whom nothing else is said; empty where every send brings its own
	Timezone   string          // of people whose own is not known
	Schedule   Schedule
	Retry      Retry
	// ExpiresAfterHours is how long a send may be held; 0: three days.
	ExpiresAfterHours int
}

// OpenSending makes a sending, or finds the one there is for its cause, and returns its id. It
// fails as connection.Choose and content.Content.Check do, and when the schedule cannot be.
func (d *Dispatcher) OpenSending(ctx context.Context, tx *tenant.Tx, s NewSending) (uuid.UUID, error) {
	if id, err := tx.FindSending(ctx, &s.Ref, s.Channel); !tenant.IsNone(err) {
		return id, err
	}
	row, err := d.sendingRow(ctx, tx, s)
	if err != nil {
		return uuid.Nil, err
	}
	if err := tx.InsertLane(ctx, *row.ConnectionID, s.Channel); err != nil {
		return uuid.Nil, err
	}
	id, err := tx.InsertSending(ctx, row)
	if tenant.IsNone(err) { // another transaction was faster
		return tx.FindSending(ctx, &s.Ref, s.Channel)
	}
	return id, err
}

// sendingRow is a sending as it is stored, checked to be one that can be worked with.
func (d *Dispatcher) sendingRow(ctx context.Context, tx *tenant.Tx, s NewSending) (db.InsertSendingParams, error) {
	conn, err := connection.Choose(ctx, tx, s.Channel, s.Connection)
	if err != nil {
		return db.InsertSendingParams{}, err
	}
	if s.ExpiresAfterHours == 0 {
		s.ExpiresAfterHours = 72
	}
	if s.Purpose == "" {
		s.Purpose = Marketing
	}
	if s.Origin == FromReply || s.Origin == FromTest {
		s.Purpose = Transactional
	} else if err := s.Content.Check(s.Channel); err != nil {
		return db.InsertSendingParams{}, err
	}
	now := d.Clock.Now()
	row := db.InsertSendingParams{
		ID: uuid.Must(uuid.NewV7()), Origin: s.Origin, Ref: &s.Ref, Channel: s.Channel, Purpose: s.Purpose, ConnectionID: &conn.ID,
		Timezone: s.Timezone, ExpiresAfterHours: int32(s.ExpiresAfterHours), StartedAt: &now,
	}
	for into, part := range map[*json.RawMessage]any{&row.Content: s.Content, &row.Schedule: s.Schedule, &row.Retry: s.Retry} {
		if *into, err = json.Marshal(part); err != nil {
			return row, err
		}
	}
	_, err = NewPlan(db.Campaign{Channel: s.Channel, Content: row.Content, Schedule: row.Schedule, Retry: row.Retry}, d.Legal)
	return row, err
}

// PauseSending holds all sends of a sending: once the transaction commits, no claim can be under
// way, and requests of earlier claims start within half a second or not at all. One that is paused
// or cancelled stays as it is.
func (d *Dispatcher) PauseSending(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	return moveSending(ctx, tx, id, "paused", "running")
}

// ResumeSending lets a paused sending go on.
func (d *Dispatcher) ResumeSending(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	return moveSending(ctx, tx, id, "running", "paused")
}

// CancelSending ends a sending for good, in the way of a pause. What it has not sent is cancelled
// by the same job that does so for campaigns.
func (d *Dispatcher) CancelSending(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	return moveSending(ctx, tx, id, "cancelled", "running", "paused")
}

// moveSending waits until no claim is under way and keeps new ones out.
func moveSending(ctx context.Context, tx *tenant.Tx, id uuid.UUID, to string, from ...string) error {
	if err := tx.LockExclusive(ctx, id.String()); err != nil {
		return err
	}
	_, err := tx.MoveCampaign(ctx, db.MoveCampaignParams{ID: id, ToStatus: to, FromStatuses: from})
	if tenant.IsNone(err) {
		return nil
	}
	return err
}
