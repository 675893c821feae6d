package webhook

import (
	"cmp"
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// turn writes down what came of an endpoint's last calls and promises up to so many new ones, in one
// transaction. What a worker has under way when it dies is due again after its lease.
func (r *Room) turn(ctx context.Context, a tenant.Actor, endpoint uuid.UUID, results []told, free int) (calls []call, err error) {
	err = r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		e, err := tx.EnterWebhookEndpoint(ctx, endpoint)
		if err != nil {
			return err
		}
		row := e.WebhookEndpoint
		moved, err := r.account(ctx, tx, &row, results)
		if err != nil {
			return err
		}
		switch row.Status {
		case Disabled:
			return discard(ctx, tx, endpoint, *row.StatusReason)
		case Paused:
			return nil
		}
		free = min(free, int(row.MaxInFlight)-int(e.UnderWay)+moved)
		if free <= 0 {
			return nil
		}
		calls, err = r.promise(ctx, tx, row, free)
		return err
	})
	return calls, err
}

// promise claims what is due. What was to be told and is kept no longer is discarded.
func (r *Room) promise(ctx context.Context, tx *tenant.Tx, e db.WebhookEndpoint, page int) ([]call, error) {
	claimed, err := tx.ClaimDeliveries(ctx, db.ClaimDeliveriesParams{LeaseSeconds: r.Timing.Lease.Seconds(), EndpointID: e.ID, Page: int32(page)})
	if err != nil || len(claimed) == 0 {
		return nil, err
	}
	slices.SortFunc(claimed, func(a, b db.WebhookDelivery) int { return cmp.Compare(a.EventSeq, b.EventSeq) })
	events, err := eventsOf(ctx, tx, claimed)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	secrets, err := r.secrets(e, now)
	if err != nil {
		return nil, err
	}
	var calls []call
	var gone moving
	for _, d := range claimed {
		event, kept := events[d.EventID]
		if !kept {
			gone.add(d, Discarded, ReasonForgotten, time.Time{})
			continue
		}
		q, err := request(d, e, event, now, secrets)
		if err != nil {
			return nil, err
		}
		calls = append(calls, call{d, q, event.Traceparent})
	}
	_, err = tx.MoveDeliveries(ctx, db.MoveDeliveriesParams(gone))
	return calls, err
}

// eventsOf are the events of deliveries that are still kept.
func eventsOf(ctx context.Context, tx *tenant.Tx, claimed []db.WebhookDelivery) (map[uuid.UUID]db.Event, error) {
	var seqs []int64
	for _, d := range claimed {
		seqs = append(seqs, d.EventSeq)
	}
	rows, err := tx.ListEventsBySequence(ctx, seqs)
	if err != nil {
		return nil, err
	}
	events := map[uuid.UUID]db.Event{}
	for _, e := range rows {
		events[e.ID] = e
	}
	return events, nil
}

// account writes down what came of calls, and how the endpoint does after them. It returns how many
// deliveries are under way no longer. Calls that a stop cut short are left to their lease.
func (r *Room) account(ctx context.Context, tx *tenant.Tx, e *db.WebhookEndpoint, results []told) (int, error) {
	if len(results) == 0 {
		return 0, nil
	}
	now := time.Now()
	var moves moving
	var log db.InsertWebhookAttemptsParams
	for _, t := range results {
		state, reason, due := r.Timing.judge(t, now, rand.Float64())
		moves.add(t.delivery, state, reason, due)
		if err := keep(&log, t); err != nil {
			return 0, err
		}
	}
	moved, err := tx.MoveDeliveries(ctx, db.MoveDeliveriesParams(moves))
	if err != nil {
		return 0, err
	}
	if err := tx.InsertWebhookAttempts(ctx, log); err != nil {
		return 0, err
	}
	return len(moved), r.diagnose(ctx, tx, e, results, now)
}

// moving are deliveries and where they go.
type moving db.MoveDeliveriesParams

func (m *moving) add(d db.WebhookDelivery, state, reason string, due time.Time) {
	m.Ids, m.Numbers = append(m.Ids, d.ID), append(m.Numbers, d.Attempts)
	m.States, m.Reasons, m.Dues = append(m.States, state), append(m.Reasons, reason), append(m.Dues, due)
}

// keep adds an attempt to the log.
func keep(log *db.InsertWebhookAttemptsParams, t told) error {
	headers, err := json.Marshal(shown(t.request.Header))
	if err != nil {
		return err
	}
	why := ""
	if t.err != nil {
		why = failure(t.err)
	}
	log.Ids, log.DeliveryIds = append(log.Ids, uuid.Must(uuid.NewV7())), append(log.DeliveryIds, t.delivery.ID)
	log.Numbers, log.Ats = append(log.Numbers, t.delivery.Attempts), append(log.Ats, t.at)
	log.Headers, log.Statuses = append(log.Headers, string(headers)), append(log.Statuses, int32(t.answer.Status))
	log.Bodies, log.Errors = append(log.Bodies, t.answer.Body), append(log.Errors, why)
	log.Durations = append(log.Durations, int32(t.took.Milliseconds()))
	return nil
}

// discardPage is how many deliveries one transaction discards.
const discardPage = 5000

// discard gives up what an endpoint has not been told.
func discard(ctx context.Context, tx *tenant.Tx, endpoint uuid.UUID, reason string) error {
	_, err := tx.DiscardDeliveries(ctx, db.DiscardDeliveriesParams{Reason: &reason, EndpointID: endpoint, Page: discardPage})
	return err
}
