package webhook

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// patience is how many failures in a row are told of, once they have gone on for Timing.Alarm.
const patience = 3

// judge is what becomes of a delivery after a call: its state, why, and when it is due again.
func (t Timing) judge(c told, now time.Time, dice float64) (state, reason string, due time.Time) {
	if c.ok() {
		return Delivered, "", time.Time{}
	}
	due, again := t.next(int(c.delivery.Attempts), now, c.answer.RetryAfter, dice)
	if !again || c.delivery.Origin == FromTest {
		return Exhausted, c.code(), time.Time{}
	}
	return RetryWait, c.code(), due
}

// examine is how an endpoint does after calls, in the order they came back, and what is to be told of
// it. How it takes what is told of endpoints, tests included, says nothing, so that endpoints which
// fail now and then do not keep each other busy; but one that says it is gone is believed.
func (t Timing) examine(e db.WebhookEndpoint, results []told, now time.Time) (db.WebhookEndpoint, []event.Fact) {
	var facts []event.Fact
	tell := func(of event.Type) { facts = append(facts, about(of, e, health(e))) }
	disable := func(reason string) {
		e.Status, e.StatusReason = Disabled, &reason
		tell(event.WebhookEndpointDisabled)
	}
	for _, c := range results {
		switch {
		case e.Status == Disabled:
		case c.answer.Status == http.StatusGone:
			disable(ReasonGone)
		case strings.HasPrefix(c.delivery.EventType, objectType+"."):
		case c.ok():
			if e.AlarmedAt != nil {
				tell(event.WebhookEndpointRecovered)
			}
			e.Failures, e.FailingSince, e.AlarmedAt = 0, nil, nil
		default:
			e.Failures++
			if e.FailingSince == nil {
				e.FailingSince = &now
			}
			lasts := now.Sub(*e.FailingSince)
			if e.AlarmedAt == nil && e.Failures >= patience && lasts >= t.Alarm {
				e.AlarmedAt = &now
				tell(event.WebhookEndpointFailing)
			}
			if lasts >= t.GiveUp {
				disable(ReasonFailing)
			}
		}
	}
	return e, facts
}

// diagnose writes down how an endpoint does after calls, and tells of it.
func (r *Room) diagnose(ctx context.Context, tx *tenant.Tx, e *db.WebhookEndpoint, results []told, now time.Time) error {
	before := *e
	var facts []event.Fact
	*e, facts = r.Timing.examine(before, results, now)
	if e.Failures != before.Failures || e.AlarmedAt != before.AlarmedAt {
		err := tx.SetWebhookHealth(ctx, db.SetWebhookHealthParams{
			Failures: e.Failures, FailingSince: e.FailingSince, AlarmedAt: e.AlarmedAt, ID: e.ID,
		})
		if err != nil {
			return err
		}
	}
	if e.Status != before.Status {
		if _, err := tx.MoveWebhookEndpoint(ctx, db.MoveWebhookEndpointParams{ID: e.ID, Status: e.Status, Reason: e.StatusReason}); err != nil {
			return err
		}
	}
	return tx.Emit(ctx, facts...)
}
