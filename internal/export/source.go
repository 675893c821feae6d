package export

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/tenant"
)

// source is a resource as rows in an order that does not change: those there were when the export was
// asked for.
type source struct {
	columns []string
	size    func(context.Context, *tenant.Tx, Filter, db.Export) (int64, error) // exact up to 10,000
	read    func(context.Context, *tenant.Tx, Filter, db.Export, position) ([]row, error)
}

// row is a row's values, one for each column, and where it stands: text, numbers, instants, JSON, lists of
// text, and pointers to them, which may be nil.
type row struct {
	values []any
	at     position
}

// position is a place in a source's order.
type position struct {
	At  time.Time `json:"t,omitzero"`
	ID  uuid.UUID `json:"i,omitzero"`
	Key string    `json:"k,omitempty"`
	Seq int64     `json:"s,omitempty"`
}

var sources = map[string]source{
	"leads": {
		columns: []string{"id", "external_id", "email", "phone", "first_name", "last_name", "company", "timezone", "status", "tags", "custom_fields", "created_at", "updated_at"},
		size:    sizeOfLeads, read: readLeads,
	},
	"targets": {
		columns: []string{"id", "campaign_id", "lead_id", "recipient", "status", "reason", "hold", "due_at", "expires_at", "attempts", "delivery", "flags", "outcome", "updated_at"},
		size:    sizeOfTargets, read: readTargets,
	},
	"audit": {
		columns: []string{"sequence", "created_at", "kind", "action", "actor", "role", "key_id", "request_id", "address", "status", "code",
			"object_type", "object_id", "lead_id", "event_id", "data", "previous"},
		size: sizeOfAudit, read: readAudit,
	},
}

func sizeOfLeads(ctx context.Context, tx *tenant.Tx, f Filter, e db.Export) (int64, error) {
	q, err := f.query(ctx, tx)
	if err != nil {
		return 0, err
	}
	q.CreatedBefore = e.CreatedAt
	n, _, err := q.Size(ctx, tx)
	return n, err
}

func readLeads(ctx context.Context, tx *tenant.Tx, f Filter, e db.Export, after position) ([]row, error) {
	q, err := f.query(ctx, tx)
	if err != nil {
		return nil, err
	}
	q.CreatedBefore = e.CreatedAt
	found, err := q.Oldest(ctx, tx, list.Position{CreatedAt: after.At, ID: after.ID}, page)
	if err != nil {
		return nil, err
	}
	leads, err := lead.WithTags(ctx, tx.Queries, found)
	rows := make([]row, len(leads))
	for i, l := range leads {
		rows[i] = row{at: position{At: l.CreatedAt, ID: l.ID}, values: []any{
			l.ID, l.ExternalID, l.Email, l.Phone, l.FirstName, l.LastName, l.Company, l.Timezone, l.Status, l.Tags, l.CustomFields, l.CreatedAt, l.UpdatedAt,
		}}
	}
	return rows, err
}

func sizeOfTargets(ctx context.Context, tx *tenant.Tx, f Filter, _ db.Export) (n int64, err error) {
	if _, err := tx.GetCampaign(ctx, *f.Campaign); err != nil {
		return 0, err
	}
	counts, err := tx.CountTargets(ctx, *f.Campaign)
	for _, c := range counts {
		n += c.N
	}
	return n, err
}

func readTargets(ctx context.Context, tx *tenant.Tx, f Filter, _ db.Export, after position) ([]row, error) {
	targets, err := tx.ListTargets(ctx, db.ListTargetsParams{CampaignID: *f.Campaign, AfterKey: after.Key, Statuses: dispatch.States, Page: page})
	rows := make([]row, len(targets))
	for i, t := range targets {
		rows[i] = row{at: position{Key: t.RecipientKey}, values: []any{
			t.ID, t.CampaignID, t.LeadID, t.Recipient, t.Status, t.Reason, t.Hold, t.DueAt, t.ExpiresAt, t.Spent, t.Delivery, t.Flags, t.Outcome, t.UpdatedAt,
		}}
	}
	return rows, err
}

func sizeOfAudit(ctx context.Context, tx *tenant.Tx, _ Filter, _ db.Export) (int64, error) {
	head, err := tx.GetAuditChain(ctx)
	if tenant.IsNone(err) {
		return 0, nil
	}
	return head.Seq, err
}

// readAudit reads up to the entry that was the last when the export began.
func readAudit(ctx context.Context, tx *tenant.Tx, _ Filter, e db.Export, after position) ([]row, error) {
	last := *e.Total
	entries, err := tx.ListAuditChain(ctx, after.Seq, int32(min(page, last-after.Seq)))
	rows := make([]row, len(entries))
	for i, a := range entries {
		rows[i] = row{at: position{Seq: a.Seq}, values: []any{
			a.Seq, a.At, a.Kind, a.Action, a.Actor, a.Role, a.KeyID, a.Request, a.Address, a.Status, a.Code,
			a.ObjectType, a.ObjectID, a.LeadID, a.EventID, json.RawMessage(a.Data), json.RawMessage(a.Previous),
		}}
	}
	return rows, err
}
