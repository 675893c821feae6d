package conversation

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Call puts an ended call into the thread with the lead. Reports of one call may come in any order
// and any number of times: together they are one entry. A report of anything else is let pass.
func (r *Room) Call(ctx context.Context, tx *tenant.Tx, a db.Attempt, said channel.Report) error {
	if said.Kind != channel.ReportEnded && said.Kind != channel.ReportCallReport {
		return nil
	}
	t, err := tx.LockTarget(ctx, a.TargetID)
	if err != nil {
		return err
	}
	c, err := open(ctx, tx, db.Conversation{
		Channel: string(channel.Voice), LeadID: &t.LeadID, AddressKey: a.Recipient, ConnectionID: &a.ConnectionID, LastEntryAt: a.CreatedAt,
	})
	if err != nil {
		return err
	}
	err = tx.PutCall(ctx, db.PutCallParams{
		ID: uuid.Must(uuid.NewV7()), ConversationID: c.ID, AttemptID: &a.ID, At: a.CreatedAt,
		Outcome: some(string(said.Outcome)), Summary: some(said.Summary), Transcript: some(said.Transcript),
		RecordingUrl: some(said.Recording), CostMicros: some(said.CostMicros),
	})
	if err != nil {
		return err
	}
	text := said.Summary
	if text == "" && (c.Preview == nil || a.CreatedAt.After(c.LastEntryAt)) {
		text = string(said.Outcome)
	}
	if text == "" {
		return nil
	}
	_, err = save(ctx, tx, shown(c, a.CreatedAt, text))
	return err
}

// some is a value that may be missing, as the database has it.
func some[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}
