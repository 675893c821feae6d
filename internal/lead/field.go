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

// MaxDefined is how many custom fields a tenant defines at the most.
const MaxDefined = 200

var (
	// ErrTooManyDefined: the tenant would define more custom fields than it may.
	ErrTooManyDefined = fault.New(fault.Conflict, "lead_fields_too_many", "A tenant defines at most 200 custom fields. Delete some first.")
	// ErrOptions: a choice has no options, or another type has some.
	ErrOptions = fault.New(fault.Invalid, "lead_field_options", "A choice needs at least one option, and other types take none.").At("/options")
)

// Define says what may stand in a custom field from now on; what stands there already stays. It fails
// with ErrTooManyDefined, ErrOptions and lead_field_key_taken.
func Define(ctx context.Context, tx *tenant.Tx, f db.InsertLeadFieldParams) (db.LeadField, error) {
	if !fit(f.Type, f.Options) {
		return db.LeadField{}, ErrOptions
	}
	n, err := tx.CountLeadFields(ctx)
	if err != nil {
		return db.LeadField{}, err
	}
	if n >= MaxDefined {
		return db.LeadField{}, ErrTooManyDefined
	}
	f.ID = uuid.Must(uuid.NewV7())
	row, err := tx.InsertLeadField(ctx, f)
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Of(event.LeadFieldCreated, "lead_field", row.ID, defined(row)))
}

// Redefine applies what edit does to a definition's label, description and options. It fails with
// ErrOptions and tenant.ErrNotFound.
func Redefine(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.LeadField)) (db.LeadField, error) {
	before, err := tx.LockLeadField(ctx, id)
	if err == nil {
		err = tx.Match(before.Version)
	}
	if err != nil {
		return before, err
	}
	row := before
	edit(&row)
	if !fit(row.Type, row.Options) {
		return row, ErrOptions
	}
	row, err = tx.UpdateLeadField(ctx, db.UpdateLeadFieldParams{ID: id, Label: row.Label, Description: row.Description, Options: row.Options})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Changed(event.LeadFieldUpdated, "lead_field", id, defined(before), defined(row))...)
}

// Undefine takes a definition away; what leads have in the field stays. It fails with
// tenant.ErrNotFound.
func Undefine(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	row, err := tx.DeleteLeadField(ctx, id)
	if err != nil {
		return err
	}
	return tx.Emit(ctx, event.Of(event.LeadFieldDeleted, "lead_field", id, map[string]any{"key": row.Key}))
}

// fit says whether options go with a type: a choice has some, each once.
func fit(kind string, options []string) bool {
	return (kind == "choice") == (len(options) > 0) && len(slices.Compact(slices.Sorted(slices.Values(options)))) == len(options)
}

// defined is what facts say of a definition.
func defined(f db.LeadField) map[string]any {
	return map[string]any{"key": f.Key, "type": f.Type, "label": f.Label, "description": f.Description, "options": f.Options}
}
