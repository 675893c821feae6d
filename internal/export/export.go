// Package export is the room of files made of what a tenant has: leads, the targets of a campaign, the
// audit log. A file is written in pages, and each page and the place where the next begins are one
// transaction, so that whoever dies on the way leaves neither a hole nor anything twice.
package export

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/tenant"
)

// States of an export.
const (
	Queued    = "queued"
	Running   = "running"
	Succeeded = "succeeded"
	Failed    = "failed" // of it there is no file, for the reason in error
	Cancelled = "cancelled"
)

// Reasons for which an export fails, beside person_erased: a person who may be in it was erased.
const sourceGone = "source_gone" // the list or campaign was deleted

var (
	// ErrCampaign: targets are exported campaign by campaign.
	ErrCampaign = fault.New(fault.Invalid, "export_needs_campaign", "Name the campaign whose targets are to be exported.").At("/campaign_id")
	// ErrFilter: the resource is not filtered by what was given.
	ErrFilter = fault.New(fault.Invalid, "export_filter", "Leads take lead_list_id and filter, targets campaign_id, the audit log none of them. Leave the others out.")
	// ErrNoList: the lead list is none of the tenant's.
	ErrNoList = fault.New(fault.Invalid, "unknown_lead_list", "There is no such lead list. Create it first, or name another.").At("/lead_list_id")
	// ErrNoCampaign: the campaign is none of the tenant's.
	ErrNoCampaign = fault.New(fault.Invalid, "unknown_campaign", "There is no such campaign.").At("/campaign_id")
	// ErrUnfinished: there is no file, since the export is not done, or did not succeed.
	ErrUnfinished = fault.New(fault.Conflict, "export_not_succeeded", "This export has no file. Wait until its state is succeeded, or make another.")
)

// Room writes exports. It is safe for concurrent use; any number of processes may run one.
type Room struct {
	DB *tenant.DB
}

// Filter says what of a resource is exported; what is not set leaves all through.
type Filter struct {
	LeadList *uuid.UUID      `json:"lead_list_id,omitempty"`
	Leads    json.RawMessage `json:"filter,omitempty"` // the contract's LeadFilter
	Campaign *uuid.UUID      `json:"campaign_id,omitempty"`
}

// Create puts an export in line. resource and format are as the contract has them. It fails when the
// filter does not go with the resource, or names what is not there.
func Create(ctx context.Context, tx *tenant.Tx, resource, format string, f Filter) (db.Export, error) {
	if err := f.check(ctx, tx, resource); err != nil {
		return db.Export{}, err
	}
	text, err := json.Marshal(f)
	if err != nil {
		return db.Export{}, err
	}
	return tx.InsertExport(ctx, db.InsertExportParams{
		ID: uuid.Must(uuid.NewV7()), Resource: resource, Format: format, Filter: text, CreatedBy: tx.Actor.Name,
	})
}

func (f Filter) check(ctx context.Context, tx *tenant.Tx, resource string) error {
	switch {
	case resource != "targets" && f.Campaign != nil:
		return ErrFilter.At("/campaign_id")
	case resource != "leads" && f.LeadList != nil:
		return ErrFilter.At("/lead_list_id")
	case resource != "leads" && f.Leads != nil:
		return ErrFilter.At("/filter")
	case resource == "targets" && f.Campaign == nil:
		return ErrCampaign
	case resource == "targets":
		_, err := tx.GetCampaign(ctx, *f.Campaign)
		return unless(err, ErrNoCampaign)
	}
	_, err := f.query(ctx, tx)
	return unless(err, ErrNoList)
}

// query is the filter of leads.
func (f Filter) query(ctx context.Context, tx *tenant.Tx) (q list.Query, err error) {
	if f.LeadList != nil {
		l, err := tx.GetLeadList(ctx, *f.LeadList)
		if err != nil {
			return q, err
		}
		if q, err = list.Of(l); err != nil {
			return q, err
		}
	}
	if f.Leads != nil {
		more, err := list.Parse(f.Leads)
		if err != nil {
			return q, err
		}
		q.Filters = append(q.Filters, more)
	}
	return q, nil
}

// unless is another error where the first says that there is none.
func unless(err, none error) error {
	if tenant.IsNone(err) {
		return none
	}
	return err
}

// Cancel ends an export and returns it as it is then. One that is finished stays as it is. It fails
// with tenant.ErrNotFound.
func Cancel(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Export, error) {
	e, err := tx.FinishExport(ctx, db.FinishExportParams{ID: id, State: Cancelled})
	if tenant.IsNone(err) {
		return tx.GetExport(ctx, id)
	}
	if err != nil {
		return e, err
	}
	return e, tx.DeleteExportChunks(ctx, id)
}

// Work forgets a tenant's exports whose days are over, and writes those in line.
func (r *Room) Work(ctx context.Context, a tenant.Actor) error {
	const few = 10 // each with all its chunks
	err := r.DB.Pages(ctx, a, few, func(tx *tenant.Tx) (int64, error) { return tx.DeleteOldExports(ctx, few) })
	if err != nil {
		return err
	}
	return r.DB.Pages(ctx, a, 1, func(tx *tenant.Tx) (int64, error) { return write(ctx, tx) })
}

// write adds a page to the oldest export that nobody is at; 0 when there is none.
func write(ctx context.Context, tx *tenant.Tx) (int64, error) {
	e, err := tx.ClaimExport(ctx)
	if tenant.IsNone(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	err = add(ctx, tx, e)
	if errors.Is(err, tenant.ErrNotFound) || tenant.IsNone(err) {
		err = fail(ctx, tx, e.ID, sourceGone)
	}
	return 1, err
}

func fail(ctx context.Context, tx *tenant.Tx, id uuid.UUID, why string) error {
	if _, err := tx.FinishExport(ctx, db.FinishExportParams{ID: id, State: Failed, Error: &why}); err != nil {
		return err
	}
	return tx.DeleteExportChunks(ctx, id)
}
