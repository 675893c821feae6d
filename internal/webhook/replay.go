package webhook

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// replayPage is how many events one call has told again.
const replayPage = 10_000

// Replay has the event of a delivery told to its endpoint once more, under the same id, in a delivery
// of its own. It fails with ErrDisabled and ErrForgotten.
func Replay(ctx context.Context, tx *tenant.Tx, delivery uuid.UUID) (db.WebhookDelivery, error) {
	was, err := tx.GetDelivery(ctx, delivery)
	if err != nil {
		return was, err
	}
	if _, err := lockEnabled(ctx, tx, was.EndpointID); err != nil {
		return was, err
	}
	again, err := tx.ReplayEvent(ctx, db.ReplayEventParams{ID: uuid.Must(uuid.NewV7()), EndpointID: was.EndpointID, EventID: was.EventID})
	if tenant.IsNone(err) {
		return again, ErrForgotten
	}
	return again, err
}

// Range is which events to tell again: all that the endpoint wants, unless it says otherwise.
type Range struct {
	After  int64      // events with a sequence above it
	Since  *time.Time // made true at or after it
	Until  *time.Time // before it
	Events []string   // filters, as an endpoint has them; none: all
	Which  Which
}

// Which of the events are told again.
type Which int

// The choices.
const (
	All     Which = iota
	NotTold       // those that the endpoint has not taken
)

// Replayed is what one call has told again. With More there may be others after Last.
type Replayed struct {
	Deliveries int64
	Last       int64 // sequence of the last event; the After of the call when there is none
	More       bool
}

// ReplayAll has an endpoint told of a range of the log once more, at most 10,000 events a call, in
// their order. What it is about to be told anyway is left out, so that a call that is repeated changes
// nothing. It fails with ErrDisabled.
func ReplayAll(ctx context.Context, tx *tenant.Tx, endpoint uuid.UUID, of Range) (Replayed, error) {
	e, err := lockEnabled(ctx, tx, endpoint)
	if err != nil {
		return Replayed{}, err
	}
	q := db.ReplayEventsParams{
		EndpointID: endpoint, AfterSeq: of.After, Until: time.Now().AddDate(1, 0, 0),
		Subscribed: patterns(e.Events), Types: patterns(of.Events), OnlyFailed: of.Which == NotTold, Page: replayPage,
	}
	if of.Since != nil {
		q.SinceSeconds = float64(of.Since.UnixMicro()) / 1e6
	}
	if of.Until != nil {
		q.Until = *of.Until
	}
	made, err := tx.ReplayEvents(ctx, q)
	return Replayed{made.Deliveries, max(made.LastSeq, of.After), made.Deliveries == replayPage}, err
}

// lockEnabled locks an endpoint that may be told something, now or when it goes on.
func lockEnabled(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.WebhookEndpoint, error) {
	e, err := tx.LockWebhookEndpoint(ctx, id)
	if err == nil && e.Status == Disabled {
		err = ErrDisabled
	}
	return e, err
}
