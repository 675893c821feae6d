// Package merge makes one lead of two that are one person: what stood under either's name stands
// under the one that is kept. Nothing of what happened is written anew.
package merge

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/conversation"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Leads merges one lead into another and returns the other as it is then. What is being sent goes on
// under its own ids. It fails as lead.Absorb does.
func Leads(ctx context.Context, tx *tenant.Tx, into, from uuid.UUID, prefer lead.Preference) (lead.Lead, error) {
	now, err := lead.Absorb(ctx, tx, into, from, prefer)
	if err != nil {
		return now, err
	}
	if err := conversation.Join(ctx, tx, into, from); err != nil {
		return now, err
	}
	return now, move(ctx, tx, into, from)
}

// move carries over what names a lead and has no more to it.
func move(ctx context.Context, tx *tenant.Tx, into, from uuid.UUID) error {
	if _, err := tx.MoveListMember(ctx, into, from); err != nil {
		return err
	}
	if _, err := tx.MoveTasks(ctx, &into, &from); err != nil {
		return err
	}
	if _, err := tx.MoveTargets(ctx, into, from); err != nil {
		return err
	}
	_, err := tx.MoveRuns(ctx, &into, &from)
	return err
}
