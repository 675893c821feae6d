package dispatch

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Standing is what a provider has reported on a target so far. It is a lattice: reports may come
// in any order and any number of times and leave the same standing.
type Standing struct {
	Delivery string   // the furthest reached, by rank
	Flags    []string // what else was reported, in alphabetical order
	Outcome  string   // voice: how the call ended
}

// ranks order what can be reached; flags are what can merely be true.
var ranks = map[channel.Kind]int{
	channel.ReportQueued: 1, channel.ReportSent: 2, channel.ReportDelivered: 3, channel.ReportOpened: 4, channel.ReportClicked: 5,
	channel.ReportRinging: 2, channel.ReportInProgress: 3, channel.ReportEnded: 6,
}

var flags = []channel.Kind{
	channel.ReportSoftBounced, channel.ReportHardBounced, channel.ReportBlocked, channel.ReportFailed,
	channel.ReportComplained, channel.ReportUnsubscribed, channel.ReportMachineOpen, channel.ReportDeferred,
}

// outcomes rank how a call may be said to have ended: the person reached beats all else.
var outcomes = []channel.Outcome{
	"", channel.CallFailed, channel.CallRejected, channel.CallBusy, channel.CallNoAnswer, channel.CallVoicemail, channel.CallCompleted,
}

// With is the standing after one more report.
func (s Standing) With(r channel.Report) Standing {
	kind := r.Kind
	if kind == channel.ReportCallReport {
		kind = channel.ReportEnded
	}
	if ranks[kind] > ranks[channel.Kind(s.Delivery)] {
		s.Delivery = string(kind)
	}
	if slices.Contains(flags, kind) && !slices.Contains(s.Flags, string(kind)) {
		s.Flags = append(slices.Clone(s.Flags), string(kind))
		slices.Sort(s.Flags)
	}
	if slices.Index(outcomes, r.Outcome) > slices.Index(outcomes, channel.Outcome(s.Outcome)) {
		s.Outcome = string(r.Outcome)
	}
	return s
}

// bounces are the reports that a send was in vain, the worst first, with the result by which a
// retry strategy knows each and the reason for which a target fails.
var bounces = []struct {
	kind           channel.Kind
	result, reason string
}{
	{channel.ReportHardBounced, HardBounced, "hard_bounce"},
	{channel.ReportBlocked, HardBounced, "hard_bounce"},
	{channel.ReportFailed, CallFailed, "not_delivered"},
	{channel.ReportUnsubscribed, "unsubscribed", "unsubscribed"}, // not delivered because the person had opted out
	{channel.ReportSoftBounced, SoftBounced, "soft_bounce"},
}

// bounce is the result that a report comes to; empty unless the send was in vain.
func bounce(kind channel.Kind) string {
	for _, b := range bounces {
		if b.kind == kind {
			return b.result
		}
	}
	return ""
}

// worst is the reason of the worst bounce on record; empty when there is none.
func (s Standing) worst() string {
	for _, b := range bounces {
		if slices.Contains(s.Flags, string(b.kind)) {
			return b.reason
		}
	}
	return ""
}

// Apply records a provider's report on an attempt. Any report proves that the provider has the
// attempt. What was reported is never forgotten; what it moves depends on the campaign.
func (d *Dispatcher) Apply(ctx context.Context, tx *tenant.Tx, attempt db.Attempt, r channel.Report) error {
	a, err := d.Accept(ctx, tx, attempt.ID, r.ProviderID, "callback")
	if err != nil {
		return err
	}
	t, err := tx.LockTarget(ctx, a.TargetID)
	if err != nil {
		return err
	}
	s := Standing{t.Delivery, t.Flags, text(t.Outcome)}.With(r)
	if err := d.note(ctx, tx, a, r, s); err != nil || a.State != attemptAccepted {
		return err
	}
	c, err := tx.GetSending(ctx, a.CampaignID)
	if err != nil {
		return err
	}
	plan, err := d.plan(c)
	if err != nil {
		return err
	}
	if c.Channel == string(channel.Voice) {
		return d.applyCall(ctx, tx, plan, a, t, r)
	}
	return d.applyMessage(ctx, tx, plan, a, t, r, s)
}

// note keeps a report in the target's timeline and raises its standing.
func (d *Dispatcher) note(ctx context.Context, tx *tenant.Tx, a db.Attempt, r channel.Report, s Standing) error {
	at := r.At
	if at.IsZero() {
		at = time.Now()
	}
	body, err := json.Marshal(map[string]any{
		"kind": r.Kind, "outcome": r.Outcome, "class": r.Class, "reason": r.Reason, "cost_micros": r.CostMicros, "recording": r.Recording,
	})
	if err != nil {
		return err
	}
	if err := pass(ctx, tx, a.TargetID, r); err != nil {
		return err
	}
	err = tx.InsertReportNote(ctx, db.InsertReportNoteParams{TargetID: a.TargetID, AttemptID: &a.ID, At: at, Body: body})
	if err != nil {
		return err
	}
	return tx.SetDelivery(ctx, db.SetDeliveryParams{ID: a.TargetID, Delivery: s.Delivery, Flags: s.Flags, Outcome: optional(s.Outcome)})
}

// applyMessage moves a target whose campaign waits for delivery. An earlier send may still be
// delivered, but only the last one can be in vain.
func (d *Dispatcher) applyMessage(ctx context.Context, tx *tenant.Tx, p *Plan, a db.Attempt, t db.Target, r channel.Report, s Standing) error {
	if p.Campaign.CompleteOn != "delivered" {
		return nil
	}
	result := bounce(r.Kind)
	if ranks[channel.Kind(s.Delivery)] >= ranks[channel.ReportDelivered] {
		return arrived(ctx, tx, a, t, result)
	}
	if result == "" || a.Number < t.Attempts {
		return nil
	}
	return d.tryAgain(ctx, tx, p, a, t, result, s.worst())
}

// arrived completes a target that was delivered to. A bounce closes its attempt all the same, as it
// would have done had it come first.
func arrived(ctx context.Context, tx *tenant.Tx, a db.Attempt, t db.Target, result string) error {
	_, err := tx.MoveTarget(ctx, db.MoveTargetParams{ID: t.ID, ToStatus: Completed, FromStatuses: []string{Accepted, Failed, Pending}})
	if err == nil && result != "" && a.Number >= t.Attempts {
		_, err = tx.CloseAttempt(ctx, a.ID)
	}
	if err != nil {
		return err
	}
	return tx.ForgetReports(ctx, t.ID)
}

// tryAgain plans another send after a result, or ends the target with a reason. Of several results
// of one send, all must allow another.
func (d *Dispatcher) tryAgain(ctx context.Context, tx *tenant.Tx, p *Plan, a db.Attempt, t db.Target, result, reason string) error {
	n, err := tx.CloseAttempt(ctx, a.ID)
	if err != nil {
		return err
	}
	move := db.MoveTargetParams{ID: t.ID, ToStatus: Failed, Reason: &reason, FromStatuses: []string{Accepted, Pending, Failed}}
	delay, again := p.Retry.Delay(result, int(t.Spent))
	switch {
	case again && n == 0: // settled by an earlier result: at most the reason grows worse
		move.FromStatuses = []string{Failed}
	case again:
		due := d.Clock.Now().Add(delay)
		move = db.MoveTargetParams{ID: t.ID, ToStatus: Pending, Hold: new(HoldRetry), DueAt: &due, FromStatuses: []string{Accepted}}
	}
	if move.ToStatus == Failed && t.Status != Failed {
		return end(ctx, tx, p.Campaign.Channel, outcomeOf(p, result), move)
	}
	_, err = tx.MoveTarget(ctx, move)
	return err
}

// applyCall moves a target whose call has ended. The first word about the end counts, but that
// somebody was reached may be known only to a later one.
func (d *Dispatcher) applyCall(ctx context.Context, tx *tenant.Tx, p *Plan, a db.Attempt, t db.Target, r channel.Report) error {
	switch {
	case r.Kind != channel.ReportEnded && r.Kind != channel.ReportCallReport:
		return nil
	case a.ClosedAt != nil:
		return d.reachedAfterAll(ctx, tx, a, t, r)
	case r.Class == "capacity":
		return d.notRung(ctx, tx, a, t, HoldRate)
	case r.Class == "account":
		why := "The provider could not place a call: " + strings.TrimSpace(r.Reason) + ". Mend the account, then resume this connection."
		if err := connection.Pause(ctx, tx, a.ConnectionID, why); err != nil {
			return err
		}
		return d.notRung(ctx, tx, a, t, HoldAccount)
	case r.Class == "cancelled":
		return endCall(ctx, tx, a, Cancelled, "call_cancelled", r)
	}
	switch r.Outcome {
	case channel.CallCompleted:
		return endCall(ctx, tx, a, Completed, "", r)
	case channel.CallVoicemail:
		if _, again := p.Retry.Delay(Voicemail, int(t.Spent)); !again {
			return endCall(ctx, tx, a, Completed, Voicemail, r)
		}
		return d.tryAgain(ctx, tx, p, a, t, Voicemail, Voicemail)
	case channel.CallBusy:
		return d.tryAgain(ctx, tx, p, a, t, Busy, "attempts_exhausted")
	case channel.CallNoAnswer:
		return d.tryAgain(ctx, tx, p, a, t, NoAnswer, "attempts_exhausted")
	case channel.CallRejected:
		return endCall(ctx, tx, a, Failed, "call_rejected", r)
	}
	return d.tryAgain(ctx, tx, p, a, t, CallFailed, "call_failed")
}

// reachedAfterAll takes back the retry or the failure of a call that somebody had answered.
func (d *Dispatcher) reachedAfterAll(ctx context.Context, tx *tenant.Tx, a db.Attempt, t db.Target, r channel.Report) error {
	if r.Outcome != channel.CallCompleted || a.Number < t.Attempts {
		return nil
	}
	return end(ctx, tx, string(channel.Voice), string(r.Outcome), db.MoveTargetParams{ID: t.ID, ToStatus: Completed, FromStatuses: []string{Pending, Failed}})
}

// endCall closes an attempt and ends its target.
func endCall(ctx context.Context, tx *tenant.Tx, a db.Attempt, status, reason string, r channel.Report) error {
	if n, err := tx.CloseAttempt(ctx, a.ID); err != nil || n == 0 {
		return err
	}
	return end(ctx, tx, string(channel.Voice), string(r.Outcome), db.MoveTargetParams{
		ID: a.TargetID, ToStatus: status, Reason: optional(reason), FromStatuses: []string{Accepted},
	})
}

// notRung puts a target back whose call never reached anybody, for no fault of the person's. The
// attempt does not count; the lane waits half a minute.
func (d *Dispatcher) notRung(ctx context.Context, tx *tenant.Tx, a db.Attempt, t db.Target, hold string) error {
	if n, err := tx.CloseAttempt(ctx, a.ID); err != nil || n == 0 {
		return err
	}
	now := d.Clock.Now()
	_, err := tx.MoveTarget(ctx, db.MoveTargetParams{ID: t.ID, ToStatus: Pending, Hold: &hold, DueAt: &now, Refund: 1, FromStatuses: []string{Accepted}})
	if err != nil {
		return err
	}
	return tx.SetLaneWait(ctx, db.SetLaneWaitParams{Seconds: 30, Reason: &hold, ConnectionID: a.ConnectionID, Channel: string(channel.Voice)})
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
