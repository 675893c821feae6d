package automation

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/window"
)

// occasion is an event, one whom it is about, and an automation that may run because of it.
type occasion struct {
	automation uuid.UUID
	version    int32
	definition Definition
	event      Event
	lead       uuid.UUID // zero: nobody
	since      time.Time // events from before are not answered
}

// Hear begins the runs for a batch of the log, in the transaction that numbers it: it is the
// journal's listener. What an automation waits for and does not answer leaves a run too, which says
// why.
func (r *Room) Hear(ctx context.Context, tx *tenant.Tx, batch []db.Event) error {
	waiting, err := listening(ctx, tx, batch)
	if err != nil || len(waiting) == 0 {
		return err
	}
	var heard []occasion
	for _, row := range batch {
		for _, o := range waiting[event.Type(row.Type)] {
			if row.CreatedAt.Before(o.since) {
				continue
			}
			if o.event, err = eventOf(row); err != nil {
				return err
			}
			if row.LeadID != nil {
				o.lead = *row.LeadID
			}
			heard = append(heard, o)
		}
	}
	_, err = r.begin(ctx, tx, heard)
	return err
}

// listening are the active automations by what they wait for, as far as the batch holds it.
func listening(ctx context.Context, tx *tenant.Tx, batch []db.Event) (map[event.Type][]occasion, error) {
	types := map[string]bool{}
	for _, row := range batch {
		types[row.Type] = true
	}
	rows, err := tx.ListListening(ctx, keys(types))
	if err != nil {
		return nil, err
	}
	waiting := map[event.Type][]occasion{}
	for _, row := range rows {
		d, err := stored(row.Definition)
		if err != nil {
			return nil, err
		}
		waiting[d.Listens()] = append(waiting[d.Listens()], occasion{automation: row.ID, version: row.Number, definition: d, since: row.Since})
	}
	return waiting, nil
}

func eventOf(row db.Event) (Event, error) {
	e := Event{
		ID: row.ID, Type: event.Type(row.Type), ObjectType: row.ObjectType, Object: row.ObjectID, At: row.CreatedAt.UTC(),
		Depth: int(row.Depth), Chain: row.Chain, Parent: text(row.Traceparent),
	}
	return e, json.Unmarshal(row.Data, &e.Data)
}

// begin decides on occasions, in their order, and writes the runs down. It returns how many there
// are.
func (r *Room) begin(ctx context.Context, tx *tenant.Tx, occasions []occasion) (int64, error) {
	now := r.Clock.Now()
	about, err := read(ctx, tx, occasions)
	if err != nil {
		return 0, err
	}
	past, err := entered(ctx, tx, occasions, now)
	if err != nil {
		return 0, err
	}
	rows := db.InsertRunsParams{CreatedAt: now}
	for _, o := range occasions {
		v := o.definition.Match(Facts{Automation: o.automation, Event: o.event, Lead: about.leads[o.lead], Zone: about.zone, Now: now})
		if v.State == Ignored {
			continue
		}
		if err := addRun(&rows, o, past.admit(o, v), about); err != nil {
			return 0, err
		}
	}
	made, err := tx.InsertRuns(ctx, rows)
	return int64(len(made)), err
}

// people are whom occasions are about, and the tenant's zone.
type people struct {
	leads map[uuid.UUID]*Lead
	zone  *time.Location
}

// read loads the leads of occasions as they are now.
func read(ctx context.Context, tx *tenant.Tx, occasions []occasion) (people, error) {
	ids := map[uuid.UUID]bool{}
	for _, o := range occasions {
		ids[o.lead] = true
	}
	p := people{leads: map[uuid.UUID]*Lead{}}
	t, err := tx.GetTenant(ctx)
	if err != nil {
		return p, err
	}
	if p.zone, err = window.Zone(t.Timezone); err != nil {
		return p, err
	}
	rows, err := tx.ListLeadsByID(ctx, keys(ids))
	if err != nil {
		return p, err
	}
	tagged, err := lead.WithTags(ctx, tx.Queries, rows)
	if err != nil {
		return p, err
	}
	for _, l := range tagged {
		if p.leads[l.ID], err = personOf(l); err != nil {
			return p, err
		}
	}
	return p, nil
}

func personOf(l lead.Lead) (*Lead, error) {
	p := &Lead{
		ID: l.ID, Email: text(l.Email), Phone: text(l.Phone), ExternalID: text(l.ExternalID), FirstName: text(l.FirstName),
		LastName: text(l.LastName), Company: text(l.Company), Timezone: text(l.Timezone), Status: l.Status, Tags: l.Tags,
	}
	return p, json.Unmarshal(l.CustomFields, &p.CustomFields)
}

func text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// addRun writes a run down. A lead that is gone is nobody.
func addRun(rows *db.InsertRunsParams, o occasion, v Verdict, about people) error {
	said, err := remembered(o, v)
	if err != nil {
		return err
	}
	trace, err := json.Marshal(v.Trace)
	if err != nil {
		return err
	}
	state, due, end := v.State, time.Time{}, rows.CreatedAt
	if state == Pending {
		due, end = rows.CreatedAt.Add(o.definition.Actions[0].delay()), time.Time{}
		if due.After(rows.CreatedAt) {
			state = Waiting
		}
	}
	if about.leads[o.lead] == nil {
		o.lead = uuid.Nil
	}
	rows.Ids = append(rows.Ids, uuid.Must(uuid.NewV7()))
	rows.AutomationIds = append(rows.AutomationIds, o.automation)
	rows.Versions = append(rows.Versions, o.version)
	rows.EventIds = append(rows.EventIds, o.event.ID)
	rows.Events = append(rows.Events, string(said))
	rows.LeadIds = append(rows.LeadIds, o.lead)
	rows.EntryKeys = append(rows.EntryKeys, o.definition.Key(o.event))
	rows.States = append(rows.States, state)
	rows.Reasons = append(rows.Reasons, v.Reason)
	rows.Dues = append(rows.Dues, due)
	rows.Ends = append(rows.Ends, end)
	rows.Depths = append(rows.Depths, int32(o.event.Depth))
	rows.Chains = append(rows.Chains, joined(o.event.Chain))
	rows.Traces = append(rows.Traces, string(trace))
	rows.Traceparents = append(rows.Traceparents, o.event.Parent)
	return nil
}

// remembered is the event as a run keeps it: empty where it does not begin and the log has it.
func remembered(o occasion, v Verdict) ([]byte, error) {
	if v.State != Pending && o.event.Type != scheduledTime {
		return nil, nil
	}
	return json.Marshal(o.event)
}

// joined is a list of ids as Postgres takes it in a list of lists.
func joined(ids []uuid.UUID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = id.String()
	}
	return strings.Join(texts, ",")
}

func keys[K comparable](set map[K]bool) []K {
	all := make([]K, 0, len(set))
	for k := range set {
		all = append(all, k)
	}
	return all
}
