// Package lead is the room of the people a tenant may reach: how they are named, told apart,
// changed and hidden. A lead's addresses are kept in one normal form, so that equal means equal.
package lead

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// How much a lead carries at the most.
const (
	MaxTags   = 100
	MaxFields = 100
)

var (
	// ErrTooManyTags: the lead would carry more tags than one may.
	ErrTooManyTags = fault.New(fault.Invalid, "lead_too_many_tags", "A lead carries at most 100 tags. Remove some first.").At("/tags")
	// ErrTooManyFields: the lead would carry more custom fields than one may.
	ErrTooManyFields = fault.New(fault.Invalid, "lead_too_many_fields", "A lead carries at most 100 custom fields. Set some to null first.").At("/custom_fields")
	// ErrFieldTwice: two custom fields of the lead would differ only in case.
	ErrFieldTwice = fault.New(fault.Invalid, "lead_field_twice", "Another custom field of the lead has this name but for its case. Write it as that, or set that to null.").At("/custom_fields")
	// These carry the lead in the way under "existing_id".
	errIDTaken    = tenant.Refusal("lead_external_id_taken")
	errEmailTaken = tenant.Refusal("lead_email_taken")
	errPhoneTaken = tenant.Refusal("lead_phone_taken")

	errUnreachable = tenant.Refusal("lead_unreachable")
)

// Lead is a person with tags.
type Lead struct {
	db.Lead
	Tags []string
}

// New is a person to add. Phone is in any spelling that the tenant's region allows.
type New struct {
	ExternalID, Email, Phone, FirstName, LastName, Company, Timezone *string
	Status                                                           string // "" is new
	Tags                                                             []string
	CustomFields                                                     map[string]any
}

// row says all of it.
func (n New) row() Row {
	return Row{Tags: n.Tags, Custom: n.CustomFields, Edit: func(l *db.Lead) {
		l.ExternalID, l.Email, l.Phone, l.Timezone = n.ExternalID, n.Email, n.Phone, n.Timezone
		l.FirstName, l.LastName, l.Company = n.FirstName, n.LastName, n.Company
		if n.Status != "" {
			l.Status = n.Status
		}
	}}
}

// Create adds a lead with its tags. It fails when a contact is malformed or another lead's, and when a
// custom field is not as the tenant defined it.
func Create(ctx context.Context, tx *tenant.Tx, n New) (Lead, error) {
	made, _, err := one(ctx, tx, ModeCreate, n.row())
	return made, err
}

// Change applies what edit does to a lead and merges custom fields key by key; a null removes a
// key. It fails as Create does, and with tenant.ErrNotFound.
func Change(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.Lead), custom map[string]any) (Lead, error) {
	now, _, err := one(ctx, tx, ModeUpdate, Row{id: id, Edit: edit, Custom: custom})
	return now, err
}

// Delete hides a lead. It fails with tenant.ErrNotFound when there is none.
func Delete(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	n, err := tx.DeleteLead(ctx, id)
	if err != nil {
		return err
	}
	if n == 0 {
		return tenant.ErrNotFound
	}
	return tx.Emit(ctx, event.Of(event.LeadDeleted, "lead", id, nil))
}

// AddTags puts tags on a lead; those it carries stay.
func AddTags(ctx context.Context, tx *tenant.Tx, id uuid.UUID, tags []string) (Lead, error) {
	row, err := tx.LockLead(ctx, id)
	if err != nil {
		return Lead{}, err
	}
	return touched(ctx, tx, row, func() error {
		if _, err := tx.InsertLeadTags(ctx, id, tags); err != nil {
			return err
		}
		n, err := tx.CountLeadTags(ctx, id)
		if err == nil && n > MaxTags {
			err = ErrTooManyTags
		}
		return err
	})
}

// RemoveTag takes a tag off a lead; one that is not there is no error.
func RemoveTag(ctx context.Context, tx *tenant.Tx, id uuid.UUID, tag string) error {
	row, err := tx.LockLead(ctx, id)
	if err != nil {
		return err
	}
	_, err = touched(ctx, tx, row, func() error {
		_, err := tx.DeleteLeadTag(ctx, id, tag)
		return err
	})
	return err
}

// touched has a locked lead's tags changed, and if they did, makes a new version of it and says so.
func touched(ctx context.Context, tx *tenant.Tx, row db.Lead, change func() error) (Lead, error) {
	before, err := read(ctx, tx, row, nil)
	if err != nil {
		return before, err
	}
	after, err := read(ctx, tx, row, change())
	if err != nil || slices.Equal(before.Tags, after.Tags) {
		return after, err
	}
	if after.Lead, err = tx.TouchLead(ctx, row.ID); err != nil {
		return after, err
	}
	return after, tx.Emit(ctx, retagged(row, before.Tags, after.Tags)...)
}

func read(ctx context.Context, tx *tenant.Tx, row db.Lead, err error) (Lead, error) {
	if err != nil {
		return Lead{}, err
	}
	all, err := WithTags(ctx, tx.Queries, []db.Lead{row})
	if err != nil {
		return Lead{}, err
	}
	return all[0], nil
}

// Get is a lead with its tags. It fails as Missing does when there is none.
func Get(ctx context.Context, q *db.Queries, id uuid.UUID) (Lead, error) {
	row, err := q.GetTaggedLead(ctx, id)
	if tenant.IsNone(err) {
		return Lead{}, Missing(ctx, q, id)
	}
	return Lead{Lead: row.Lead, Tags: row.Tags}, err
}

// WithTags adds their tags to leads, in one query.
func WithTags(ctx context.Context, q *db.Queries, rows []db.Lead) ([]Lead, error) {
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	tags, err := q.ListTagsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	byLead := map[uuid.UUID][]string{}
	for _, t := range tags {
		byLead[t.LeadID] = append(byLead[t.LeadID], t.Tag)
	}
	leads := make([]Lead, len(rows))
	for i, r := range rows {
		leads[i] = Lead{Lead: r, Tags: byLead[r.ID]}
	}
	return leads, nil
}
