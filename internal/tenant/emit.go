package tenant

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/trace"
)

// Emit writes facts in the transaction that makes them true, with the trace that they came about in.
// They stand in the tenant's log, with their numbers, soon after the commit: package journal puts them
// there.
func (t *Tx) Emit(ctx context.Context, facts ...event.Fact) error {
	if len(facts) == 0 {
		return nil
	}
	cause := t.Actor.Cause
	rows := db.InsertFactsParams{Actor: t.Actor.Name, Depth: cause.Depth, Chain: cause.Automations, Traceparent: trace.Kept(ctx)}
	if cause.Event != uuid.Nil {
		rows.CauseID = &cause.Event
	}
	if t.Actor.Request != "" {
		rows.Request = &t.Actor.Request
	}
	for _, f := range facts {
		data, err := json.Marshal(f.Data)
		if err != nil {
			return err
		}
		previous, err := json.Marshal(f.Previous)
		if err != nil {
			return err
		}
		if f.Previous == nil {
			previous = nil
		}
		if f.ID == uuid.Nil {
			f.ID = uuid.Must(uuid.NewV7())
		}
		rows.Ids = append(rows.Ids, f.ID)
		rows.Types = append(rows.Types, string(f.Type))
		rows.ObjectTypes = append(rows.ObjectTypes, f.ObjectType)
		rows.ObjectIds = append(rows.ObjectIds, f.Object)
		rows.LeadIds = append(rows.LeadIds, f.Lead)
		rows.Datas = append(rows.Datas, string(data))
		rows.Previouses = append(rows.Previouses, string(previous))
	}
	return t.InsertFacts(ctx, rows)
}
