package webhook

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Hear writes down who is to be told of a batch of the log, in the transaction that numbers it: it
// is a listener of the journal. An endpoint is told nothing about itself but its tests.
func (r *Room) Hear(ctx context.Context, tx *tenant.Tx, batch []db.Event) error {
	endpoints, err := tx.ListToldEndpoints(ctx)
	if err != nil || len(endpoints) == 0 {
		return err
	}
	var rows db.InsertDeliveriesParams
	for _, e := range batch {
		for _, to := range endpoints {
			origin := originOf(e, to)
			if origin == "" {
				continue
			}
			rows.Ids = append(rows.Ids, uuid.Must(uuid.NewV7()))
			rows.EndpointIds = append(rows.EndpointIds, to.ID)
			rows.EventIds = append(rows.EventIds, e.ID)
			rows.EventSeqs = append(rows.EventSeqs, e.Seq)
			rows.EventTypes = append(rows.EventTypes, e.Type)
			rows.Origins = append(rows.Origins, origin)
		}
	}
	if len(rows.Ids) == 0 {
		return nil
	}
	return tx.InsertDeliveries(ctx, rows)
}

// originOf is why an endpoint is told of an event; empty when it is not.
func originOf(e db.Event, to db.WebhookEndpoint) string {
	self := e.ObjectType == objectType && e.ObjectID == to.ID
	test := e.Type == string(event.WebhookEndpointTest)
	switch {
	case self && test:
		return FromTest
	case !self && !test && wants(to.Events, e.Type):
		return FromEvent
	}
	return ""
}
