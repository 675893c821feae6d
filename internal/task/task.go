// Package task is the room of what people have to do: about a lead or not, for a member or for
// whoever takes it, made by a person or by an automation.
package task

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ErrUnknownLead: the task would be about a lead that is not there.
var ErrUnknownLead = fault.New(fault.Invalid, "unknown_lead", "There is no such lead.").At("/lead_id")

// New is a task to create. All but Title may be nil.
type New struct {
	Title       string
	Description *string
	Lead        *uuid.UUID
	Assignee    *uuid.UUID // the user id of a member
	DueAt       *time.Time
	Run         *uuid.UUID // the automation run that wants it
}

// Create makes a task in the actor's name. It fails with ErrUnknownLead, and with unknown_member
// where the assignee is no member of the tenant.
func Create(ctx context.Context, tx *tenant.Tx, n New) (db.Task, error) {
	if err := refuseUnknown(ctx, tx, n.Lead); err != nil {
		return db.Task{}, err
	}
	row, err := tx.InsertTask(ctx, db.InsertTaskParams{
		ID: uuid.Must(uuid.NewV7()), Title: n.Title, Description: n.Description, LeadID: n.Lead, AssigneeID: n.Assignee,
		DueAt: n.DueAt, CreatedBy: tx.Actor.Name, RunID: n.Run,
	})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, about(row, event.Of(event.TaskCreated, "task", row.ID, state(row)))...)
}

// Change applies what edit does to a task. It fails as Create does, and with tenant.ErrNotFound.
func Change(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.Task)) (db.Task, error) {
	before, err := tx.LockTask(ctx, id)
	if err == nil {
		err = tx.Match(before.Version)
	}
	if err != nil {
		return before, err
	}
	row := before
	edit(&row)
	if !same(row.LeadID, before.LeadID) {
		if err := refuseUnknown(ctx, tx, row.LeadID); err != nil {
			return row, err
		}
	}
	row, err = tx.UpdateTask(ctx, db.UpdateTaskParams{
		ID: id, Title: row.Title, Description: row.Description, LeadID: row.LeadID, AssigneeID: row.AssigneeID,
		DueAt: row.DueAt, DoneAt: row.DoneAt,
	})
	if err != nil {
		return row, err
	}
	facts := event.Changed(event.TaskUpdated, "task", id, state(before), state(row))
	if before.DoneAt == nil && row.DoneAt != nil {
		facts = append(facts, event.Of(event.TaskCompleted, "task", id, state(row)))
	}
	return row, tx.Emit(ctx, about(row, facts...)...)
}

// Close is an edit that marks a task as done; one that is done already stays done since then.
func Close(t *db.Task) {
	if t.DoneAt == nil {
		t.DoneAt = new(time.Now())
	}
}

// Reopen is an edit that makes a task one that is still to be done.
func Reopen(t *db.Task) { t.DoneAt = nil }

// Delete takes a task away. It fails with tenant.ErrNotFound when there is none.
func Delete(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	row, err := tx.DeleteTask(ctx, id)
	if err != nil {
		return err
	}
	return tx.Emit(ctx, about(row, event.Of(event.TaskDeleted, "task", id, state(row)))...)
}

// refuseUnknown fails where a task would be about a lead that is not there or was deleted.
func refuseUnknown(ctx context.Context, tx *tenant.Tx, lead *uuid.UUID) error {
	if lead == nil {
		return nil
	}
	_, err := tx.GetLead(ctx, *lead)
	if tenant.IsNone(err) {
		return ErrUnknownLead
	}
	return err
}

func same(a, b *uuid.UUID) bool { return a == b || a != nil && b != nil && *a == *b }

// state is what facts say of a task.
func state(t db.Task) map[string]any {
	return map[string]any{
		"title": t.Title, "description": t.Description, "lead_id": t.LeadID, "assignee_id": t.AssigneeID,
		"due_at": utc(t.DueAt), "done": t.DoneAt != nil, "run_id": t.RunID,
	}
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	return new(t.UTC())
}

// about puts facts into the timeline of the lead a task is about, if it is about one.
func about(t db.Task, facts ...event.Fact) []event.Fact {
	for i := range facts {
		if t.LeadID != nil {
			facts[i] = facts[i].About(*t.LeadID)
		}
	}
	return facts
}
