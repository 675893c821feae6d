package journal

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// maxData is how long an event's data may be as JSON, in bytes.
const maxData = 8 << 10

var (
	// ErrDataSize: an event carries more than 8 KiB. It points at the data.
	ErrDataSize = fault.New(fault.Invalid, "event_data_too_large", "An event carries at most 8 KiB of data. Send an id and keep the rest.")
	// ErrLead: the named lead is none of the tenant's. It points at the name.
	ErrLead = fault.New(fault.Invalid, "unknown_lead", "There is no such lead. Create it first, or leave this out.")
)

// Own is an event of a tenant's own. A lead is named by its id, or by the tenant's id for it, or not
// at all.
type Own struct {
	Key        string // the tenant's id for the event, which counts once
	Type       event.Type
	Lead       *uuid.UUID
	ExternalID *string
	Data       map[string]any
}

// Receipt is what became of one: its event, and whether it came of an earlier call.
type Receipt struct {
	Key       string
	Event     uuid.UUID
	Duplicate bool
}

// Send writes a tenant's own events, each of its keys once, and returns a receipt for each. It fails
// with ErrDataSize or ErrLead, and then none is written.
func Send(ctx context.Context, tx *tenant.Tx, events []Own) ([]Receipt, error) {
	facts, err := factsOf(ctx, tx, events)
	if err != nil {
		return nil, err
	}
	var keys []string
	var ids []uuid.UUID
	for i, e := range events {
		keys, ids = append(keys, e.Key), append(ids, facts[i].ID)
	}
	if _, err := tx.InsertEventKeys(ctx, keys, ids); err != nil {
		return nil, err
	}
	known, err := tx.ListEventKeys(ctx, keys)
	if err != nil {
		return nil, err
	}
	first := map[string]uuid.UUID{}
	for _, k := range known {
		first[k.Key] = k.EventID
	}
	var fresh []event.Fact
	receipts := make([]Receipt, len(events))
	for i, e := range events {
		receipts[i] = Receipt{Key: e.Key, Event: first[e.Key], Duplicate: first[e.Key] != facts[i].ID}
		if !receipts[i].Duplicate {
			fresh = append(fresh, facts[i])
		}
	}
	return receipts, tx.Emit(ctx, fresh...)
}

// factsOf are the events as facts, each with its lead found.
func factsOf(ctx context.Context, tx *tenant.Tx, events []Own) ([]event.Fact, error) {
	known, err := find(ctx, tx, events)
	if err != nil {
		return nil, err
	}
	facts := make([]event.Fact, len(events))
	for i, e := range events {
		if raw, err := json.Marshal(e.Data); err != nil || len(raw) > maxData {
			return nil, ErrDataSize.At(fmt.Sprintf("/events/%d/data", i))
		}
		id := uuid.Must(uuid.NewV7())
		lead, unknown := known.lead(e)
		if unknown != "" {
			return nil, ErrLead.At(fmt.Sprintf("/events/%d/%s", i, unknown))
		}
		facts[i] = event.Of(e.Type, "custom", id, e.Data).About(lead)
		facts[i].ID = id
	}
	return facts, nil
}

// leads are those that events name.
type leads struct {
	byID         map[uuid.UUID]bool
	byExternalID map[string]uuid.UUID
}

// find looks the events' leads up.
func find(ctx context.Context, tx *tenant.Tx, events []Own) (leads, error) {
	found := leads{map[uuid.UUID]bool{}, map[string]uuid.UUID{}}
	var ids []uuid.UUID
	var names []string
	for _, e := range events {
		if e.Lead != nil {
			ids = append(ids, *e.Lead)
		}
		if e.ExternalID != nil {
			names = append(names, *e.ExternalID)
		}
	}
	there, err := tx.ListLeadsAmong(ctx, ids)
	if err != nil {
		return found, err
	}
	for _, id := range there {
		found.byID[id] = true
	}
	named, err := tx.ListLeadsByExternalID(ctx, names)
	for _, l := range named {
		found.byExternalID[*l.ExternalID] = l.ID
	}
	return found, err
}

// lead is the lead an event names; or the field that names none, or another than the field before.
func (l leads) lead(e Own) (id uuid.UUID, unknown string) {
	if e.Lead != nil {
		if id = *e.Lead; !l.byID[id] {
			return id, "lead_id"
		}
	}
	if e.ExternalID == nil {
		return id, ""
	}
	named := l.byExternalID[*e.ExternalID]
	if named == uuid.Nil || e.Lead != nil && named != id {
		return id, "lead_external_id"
	}
	return named, ""
}
