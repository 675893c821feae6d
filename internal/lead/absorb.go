package lead

import (
	"cmp"
	"context"
	"maps"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Preference says whose value stays where two leads that become one both have one.
type Preference string

// The preferences.
const (
	PreferKept   Preference = "kept"
	PreferMerged Preference = "merged"
)

var (
	// ErrMerged: the lead was merged into another, which stands under "existing_id".
	ErrMerged = fault.New(fault.Gone, "lead_merged", "This lead was merged into another. Use that one.")
	// ErrMergeFrom: the lead to merge is none of the tenant's, or it is the same lead.
	ErrMergeFrom = fault.New(fault.Invalid, "lead_merge_from", "Name another lead of yours that is not deleted.").At("/from_lead_id")
)

// Absorb fills in what a lead lacks from another, which is deleted and from then on points to it. What
// stands under the other's name elsewhere is moved by package merge. It fails with tenant.ErrNotFound and
// ErrMerged of the lead, with ErrMergeFrom of the other, and where both together would carry too much.
func Absorb(ctx context.Context, tx *tenant.Tx, id, from uuid.UUID, prefer Preference) (Lead, error) {
	into, other, err := pair(ctx, tx, id, from)
	if err == nil {
		err = tx.Match(into.Version)
	}
	if err != nil {
		return Lead{}, err
	}
	after, err := fold(into, other, prefer)
	if err != nil {
		return Lead{}, err
	}
	if _, err := tx.DeleteMerged(ctx, &id, from); err != nil {
		return Lead{}, err
	}
	w := work{drafts: []*draft{{before: into, after: after}}}
	if err := w.store(ctx, tx); err != nil {
		return Lead{}, err
	}
	row, err := tx.TouchLead(ctx, id)
	if err != nil {
		return Lead{}, err
	}
	return read(ctx, tx, row, tx.Emit(ctx,
		event.Of(event.LeadMerged, "lead", id, map[string]any{"from_lead_id": from}), event.Of(event.LeadDeleted, "lead", from, nil)))
}

// Missing is the error of a lead that was not found: ErrMerged where it was merged into another, else
// tenant.ErrNotFound.
func Missing(ctx context.Context, q *db.Queries, id uuid.UUID) error {
	into, err := q.GetMergedInto(ctx, id)
	switch {
	case err != nil && !tenant.IsNone(err):
		return err
	case into == nil:
		return tenant.ErrNotFound
	}
	return ErrMerged.With("existing_id", *into)
}

// pair locks two leads. They are locked in the order of their ids, so that of two merges the other way
// round one finds its lead gone.
func pair(ctx context.Context, tx *tenant.Tx, id, from uuid.UUID) (into, other Lead, err error) {
	rows, err := tx.LockLeads(ctx, []uuid.UUID{id, from})
	if err != nil {
		return into, other, err
	}
	leads, err := WithTags(ctx, tx.Queries, rows)
	if err != nil {
		return into, other, err
	}
	byID := map[uuid.UUID]Lead{}
	for _, l := range leads {
		byID[l.ID] = l
	}
	into, there := byID[id]
	if !there {
		return into, other, Missing(ctx, tx.Queries, id)
	}
	other, there = byID[from]
	if !there || id == from {
		return into, other, ErrMergeFrom
	}
	return into, other, nil
}

// fold is a lead with what another has and it lacks, or the other way round, under its own id.
func fold(into, from Lead, prefer Preference) (Lead, error) {
	first, second := into, from
	if prefer == PreferMerged {
		first, second = from, into
	}
	l := into
	l.ExternalID, l.Phone = cmp.Or(first.ExternalID, second.ExternalID), cmp.Or(first.Phone, second.Phone)
	l.Email, l.EmailKey = cmp.Or(first.Email, second.Email), cmp.Or(first.EmailKey, second.EmailKey)
	l.FirstName, l.LastName = cmp.Or(first.FirstName, second.FirstName), cmp.Or(first.LastName, second.LastName)
	l.Company, l.Timezone = cmp.Or(first.Company, second.Company), cmp.Or(first.Timezone, second.Timezone)
	l.Status = first.Status
	custom := customOf(second.Lead)
	maps.Copy(custom, customOf(first.Lead))
	return l, l.carry(from.Tags, custom)
}
