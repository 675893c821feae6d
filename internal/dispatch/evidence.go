package dispatch

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Accept records that the provider has an attempt, whoever says so: a response, a callback, a
// lookup. Acceptance always wins and is never undone. Found after the attempt had been taken for
// not sent, it is kept as a contradiction: that person may have been contacted twice. It returns
// the attempt as it is now.
func (d *Dispatcher) Accept(ctx context.Context, tx *tenant.Tx, id uuid.UUID, providerID, by string) (db.Attempt, error) {
	a, err := tx.LockAttempt(ctx, id)
	if err != nil {
		return a, err
	}
	switch a.State {
	case attemptAccepted:
		return a, tx.NameAttempts(ctx, []uuid.UUID{id}, []string{providerID})
	case attemptNotSent, attemptRejected:
		d.Log.ErrorContext(ctx, "the provider has a message that was taken for not sent", "event", "contradiction",
			"tenant_id", a.TenantID, "attempt_id", id, "campaign_id", a.CampaignID, "by", by)
		return a, tx.ContradictAttempt(ctx, id)
	}
	return d.believe(ctx, tx, a, providerID, by)
}

// believe moves an open attempt and its target on the strength of evidence.
func (d *Dispatcher) believe(ctx context.Context, tx *tenant.Tx, a db.Attempt, providerID, by string) (db.Attempt, error) {
	c, err := tx.GetSending(ctx, a.CampaignID)
	if err != nil {
		return a, err
	}
	plan, err := d.plan(c)
	if err != nil {
		return a, err
	}
	e := d.acceptedEnding(plan)
	_, err = tx.SettleAttempts(ctx, db.SettleAttemptsParams{
		Ids: []uuid.UUID{a.ID}, States: []string{attemptAccepted}, MessageIds: []string{providerID}, HttpStatuses: []int32{0},
		Errors: []string{""}, LookupSeconds: []float64{e.lookup}, ResolvedBy: &by, FromStates: []string{a.State},
	})
	if err != nil {
		return a, err
	}
	_, err = tx.MoveTarget(ctx, db.MoveTargetParams{
		ID: a.TargetID, ToStatus: e.status, FromStatuses: []string{Sending, Unknown, Unresolved},
	})
	if err != nil {
		return a, err
	}
	a.State = attemptAccepted
	return a, Tell(ctx, tx, Told{Target: a.TargetID, Type: accepted(c.Channel)})
}

// disprove records that an unknown attempt never reached the provider, and lets its target go on:
// it is due again after a growing wait and the attempt does not count.
func (d *Dispatcher) disprove(ctx context.Context, tx *tenant.Tx, on string, a db.Attempt, by string) error {
	moved, err := tx.SettleAttempts(ctx, db.SettleAttemptsParams{
		Ids: []uuid.UUID{a.ID}, States: []string{attemptNotSent}, MessageIds: []string{""}, HttpStatuses: []int32{0},
		Errors: []string{text(a.Error)}, LookupSeconds: []float64{-1}, ResolvedBy: &by, FromStates: []string{attemptUnknown},
	})
	if err != nil || len(moved) == 0 {
		return err
	}
	due := d.Clock.Now().Add(afterAbsence(a.Number))
	if _, err := tx.MoveTarget(ctx, db.MoveTargetParams{
		ID: a.TargetID, ToStatus: Pending, Hold: new(HoldRetry), DueAt: &due, Refund: 1, FromStatuses: []string{Unknown},
	}); err != nil {
		return err
	}
	return d.release(ctx, tx, on, moved)
}

// afterAbsence is how long a target waits after its nth request was found never to have arrived: a
// few seconds at first, four times as long each time, with full jitter, half a day at the most. Such
// a request spends no attempt, so the wait is what keeps a provider that always fails from being
// asked for ever.
func afterAbsence(n int32) time.Duration {
	return jittered(min(time.Second<<(2*min(n, 12)), 12*time.Hour), time.Second)
}

// giveUp ends an attempt whose fate could not be found out. A person must look.
func (d *Dispatcher) giveUp(ctx context.Context, tx *tenant.Tx, a db.Attempt) error {
	d.Log.ErrorContext(ctx, "it could not be found out whether a message was sent", "event", "unresolved",
		"tenant_id", a.TenantID, "attempt_id", a.ID, "campaign_id", a.CampaignID)
	moved, err := tx.SettleAttempts(ctx, db.SettleAttemptsParams{
		Ids: []uuid.UUID{a.ID}, States: []string{attemptUnresolved}, MessageIds: []string{""}, HttpStatuses: []int32{0},
		Errors: []string{text(a.Error)}, LookupSeconds: []float64{-1}, ResolvedBy: new("sweeper"), FromStates: []string{attemptUnknown},
	})
	if err != nil || len(moved) == 0 {
		return err
	}
	_, err = tx.MoveTarget(ctx, db.MoveTargetParams{
		ID: a.TargetID, ToStatus: Unresolved, Reason: new("unknown"), FromStatuses: []string{Unknown},
	})
	return err
}

// sweepPage is how many overdue attempts one transaction takes.
const sweepPage = 500

// Sweep turns attempts that nobody can be sending any more into unknown ones: their worker died or
// lost the database. It returns how many.
func (d *Dispatcher) Sweep(ctx context.Context, a tenant.Actor) (n int, err error) {
	err = d.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		ids, err := tx.ListOverdueAttempts(ctx, sweepPage)
		if err != nil || len(ids) == 0 {
			return err
		}
		n = len(ids)
		return d.lose(ctx, tx, ids)
	})
	return n, err
}

func (d *Dispatcher) lose(ctx context.Context, tx *tenant.Tx, ids []uuid.UUID) error {
	rows := db.SettleAttemptsParams{Ids: ids, ResolvedBy: new("sweeper"), FromStates: []string{attemptSending}}
	endings := map[uuid.UUID]ending{}
	for _, id := range ids {
		rows.States = append(rows.States, attemptUnknown)
		rows.MessageIds = append(rows.MessageIds, "")
		rows.HttpStatuses = append(rows.HttpStatuses, 0)
		rows.Errors = append(rows.Errors, "worker_lost")
		rows.LookupSeconds = append(rows.LookupSeconds, d.Timing.Lookup.Seconds())
		endings[id] = ending{status: Unknown, reason: "worker_lost"}
	}
	moved, err := tx.SettleAttempts(ctx, rows)
	if err != nil {
		return err
	}
	_, err = tx.SettleTargets(ctx, targetRows(moved, endings))
	return err
}

// age is how long ago an attempt was promised.
func age(a db.Attempt) time.Duration { return time.Since(a.CreatedAt) }
