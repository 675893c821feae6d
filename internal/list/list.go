// Package list is the room of groups of leads: static ones that are filled by hand, dynamic ones
// that a filter finds, and the compiled queries that answer "which leads?" for both.
package list

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrFilterMissing: a dynamic list is its filter.
	ErrFilterMissing = fault.New(fault.Invalid, "list_filter_missing", "A dynamic list needs a filter.").At("/filter")
	// ErrFilterUnwanted: a static list is its members.
	ErrFilterUnwanted = fault.New(fault.Invalid, "list_filter_unwanted", "A static list takes no filter. Make it dynamic, or add members.").At("/filter")
	// ErrNotStatic: members are put into static lists only.
	ErrNotStatic = fault.New(fault.Conflict, "list_not_static", "This list is dynamic: its filter decides who is in it.")
	// ErrUnknownLeads: some of the ids are no leads of the tenant's; meta lists them under "lead_ids".
	ErrUnknownLeads = fault.New(fault.Invalid, "unknown_leads", "Some ids are no leads of yours; nothing was added.").At("/lead_ids")
	// ErrInUse: a campaign that has not frozen its audience needs the list.
	ErrInUse = fault.New(fault.Conflict, "list_in_use", "A campaign that has not started yet names this list. Change or cancel it first.")
)

// New is a list to make.
type New struct {
	Name, Kind  string
	Filter      json.RawMessage // of a dynamic list
	Description *string
}

// Create makes a list.
func Create(ctx context.Context, tx *tenant.Tx, n New) (db.LeadList, error) {
	if err := checkFilter(n.Kind, n.Filter); err != nil {
		return db.LeadList{}, err
	}
	row, err := tx.InsertLeadList(ctx, db.InsertLeadListParams{
		ID: uuid.Must(uuid.NewV7()), Name: n.Name, Kind: n.Kind, Filter: n.Filter, Description: n.Description,
	})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Of(event.ListCreated, "lead_list", row.ID, named(row)))
}

func checkFilter(kind string, filter json.RawMessage) error {
	switch {
	case kind == "dynamic" && filter == nil:
		return ErrFilterMissing
	case kind == "static" && filter != nil:
		return ErrFilterUnwanted
	case filter == nil:
		return nil
	}
	_, err := Parse(filter)
	return err
}

// Change applies what edit does to a list's name, filter and description.
func Change(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.LeadList)) (db.LeadList, error) {
	row, err := tx.LockLeadList(ctx, id)
	if err == nil {
		err = tx.Match(row.Version)
	}
	if err != nil {
		return row, err
	}
	before := state(row)
	edit(&row)
	if err := checkFilter(row.Kind, row.Filter); err != nil {
		return row, err
	}
	row, err = tx.UpdateLeadList(ctx, db.UpdateLeadListParams{ID: id, Name: row.Name, Filter: row.Filter, Description: row.Description})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Changed(event.ListUpdated, "lead_list", id, before, state(row))...)
}

// Delete hides a list that no unstarted campaign needs.
func Delete(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	row, err := tx.LockLeadList(ctx, id)
	if err != nil {
		return err
	}
	if n, err := tx.CountUnstartedCampaignsOn(ctx, &id); err != nil {
		return err
	} else if n > 0 {
		return ErrInUse
	}
	if _, err := tx.DeleteLeadList(ctx, id); err != nil {
		return err
	}
	return tx.Emit(ctx, event.Of(event.ListDeleted, "lead_list", id, named(row)))
}

// named is what facts say a list is.
func named(l db.LeadList) map[string]any { return map[string]any{"name": l.Name, "kind": l.Kind} }

// state is what can change of a list.
func state(l db.LeadList) map[string]any {
	return map[string]any{"name": l.Name, "filter": l.Filter, "description": l.Description}
}

// AddMembers puts leads into a static list and returns how many were not in it and how many were.
// One id that is no lead of the tenant refuses the whole call; one that stands twice counts once.
func AddMembers(ctx context.Context, tx *tenant.Tx, id uuid.UUID, leads []uuid.UUID) (added, already int64, err error) {
	if err := lockStatic(ctx, tx, id); err != nil {
		return 0, 0, err
	}
	known, err := tx.Afresh().ListLeadsAmong(ctx, leads)
	if err != nil {
		return 0, 0, err
	}
	if strange := without(leads, known); len(strange) > 0 {
		return 0, 0, ErrUnknownLeads.With("lead_ids", strange)
	}
	added, err = tx.InsertListMembers(ctx, id, known)
	return added, int64(len(known)) - added, err
}

// RemoveMember takes a lead out of a static list; one that is not in it is no error.
func RemoveMember(ctx context.Context, tx *tenant.Tx, id, leadID uuid.UUID) error {
	if err := lockStatic(ctx, tx, id); err != nil {
		return err
	}
	_, err := tx.DeleteListMember(ctx, id, leadID)
	return err
}

func lockStatic(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	row, err := tx.LockLeadList(ctx, id)
	if err != nil {
		return err
	}
	if row.Kind != "static" {
		return ErrNotStatic
	}
	return nil
}

func without(all, some []uuid.UUID) []uuid.UUID {
	known := map[uuid.UUID]bool{}
	for _, id := range some {
		known[id] = true
	}
	var rest []uuid.UUID
	for _, id := range all {
		if !known[id] {
			rest = append(rest, id)
		}
	}
	return rest
}
