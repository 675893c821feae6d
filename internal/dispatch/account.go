package dispatch

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/consent"
	"github.com/carillonhq/carillon/internal/tenant"
)

// account writes what became of a batch, in one transaction and by compare-and-set: what a
// callback or the sweeper has settled in the meantime is not touched. It is tried again until the
// attempts' deadline; after that the sweeper finds them.
func (d *Dispatcher) account(ctx context.Context, lane tenant.Lane, p *promised, b channel.Batch, receipts []channel.Receipt) error {
	deadline := b.StartBy.Add(d.Timing.Lease)
	ctx, cancel := context.WithDeadline(context.WithoutCancel(ctx), deadline)
	defer cancel()
	pause := 50 * time.Millisecond
	for {
		err := d.DB.Tx(ctx, tenant.Job("pump", lane.TenantID), func(tx *tenant.Tx) error {
			return d.settle(ctx, tx, lane, p, b, receipts)
		})
		if err == nil || time.Now().Add(pause).After(deadline) {
			return err
		}
		time.Sleep(pause)
		pause = min(2*pause, 2*time.Second)
	}
}

func (d *Dispatcher) settle(ctx context.Context, tx *tenant.Tx, lane tenant.Lane, p *promised, b channel.Batch, receipts []channel.Receipt) error {
	attempts := db.SettleAttemptsParams{ResolvedBy: new("response"), FromStates: []string{attemptSending, attemptUnknown}}
	targets := map[uuid.UUID]ending{}
	for i, m := range b.Messages {
		r := receipts[i]
		e := d.ending(p.plan, r)
		attempts.Ids = append(attempts.Ids, m.Ref)
		attempts.States = append(attempts.States, string(r.Verdict))
		attempts.MessageIds = append(attempts.MessageIds, r.ProviderID)
		attempts.HttpStatuses = append(attempts.HttpStatuses, int32(r.Status))
		attempts.Errors = append(attempts.Errors, reasonOf(r))
		attempts.LookupSeconds = append(attempts.LookupSeconds, e.lookup)
		targets[m.Ref] = e
	}
	moved, err := tx.SettleAttempts(ctx, attempts)
	if err != nil {
		return err
	}
	ended, err := tx.SettleTargets(ctx, targetRows(moved, targets))
	if err != nil {
		return err
	}
	if err := d.release(ctx, tx, lane.Channel, moved); err != nil {
		return err
	}
	if err := Tell(ctx, tx, settled(lane.Channel, moved, ended)...); err != nil {
		return err
	}
	if len(moved) < len(b.Messages) {
		if err := d.late(ctx, tx, b, receipts, moved, attempts); err != nil {
			return err
		}
	}
	return d.consequences(ctx, tx, lane, p, b, receipts)
}

// settled is what is to be told of a batch: which attempts the provider took, which targets failed.
func settled(on string, moved []db.SettleAttemptsRow, ended []db.SettleTargetsRow) []Told {
	var facts []Told
	for _, m := range moved {
		if m.State == attemptAccepted {
			facts = append(facts, Told{Target: m.TargetID, Type: accepted(on)})
		}
	}
	for _, e := range ended {
		if e.Status == Failed {
			facts = append(facts, Told{Target: e.ID, Type: Reached(on, Failed), Reason: text(e.Reason)})
		}
	}
	return facts
}

// ending is where a receipt takes its target.
type ending struct {
	status, reason, hold string
	due                  time.Time // of a pending target; business time
	refund               int32     // 1: the attempt does not count against the cap
	lookup               float64   // seconds until the attempt is asked after; below 0: never
}

// ending says where a receipt takes a target. A pending one keeps its old hour: it was due.
func (d *Dispatcher) ending(p *Plan, r channel.Receipt) ending {
	switch r.Verdict {
	case channel.Accepted:
		return d.acceptedEnding(p)
	case channel.Rejected:
		reason := "provider_rejected"
		if r.Cause == channel.BadAddress {
			reason = "invalid_address"
		}
		return ending{status: Failed, reason: reason, lookup: -1}
	case channel.NotSent:
		return ending{status: Pending, hold: holdFor[r.Cause], due: d.Clock.Now(), refund: 1, lookup: -1}
	}
	return ending{status: Unknown, reason: string(r.Cause), lookup: d.Timing.Lookup.Seconds()}
}

// acceptedEnding: a call completes when it ends, a message when its campaign says so. What waits
// for a report is asked after when none has come.
func (d *Dispatcher) acceptedEnding(p *Plan) ending {
	switch {
	case p.Campaign.Channel == string(channel.Voice):
		return ending{status: Accepted, lookup: d.Timing.Call.Seconds()}
	case p.Campaign.CompleteOn == "delivered":
		return ending{status: Accepted, lookup: d.Timing.GiveUp.Seconds()}
	}
	return ending{status: Completed, lookup: -1}
}

var holdFor = map[channel.Cause]string{
	channel.Throttled: HoldRate, channel.AccountGone: HoldAccount, channel.Split: holdAlone,
	channel.Unreachable: HoldRetry, channel.Fenced: HoldRetry,
}

func reasonOf(r channel.Receipt) string {
	if r.Code != "" && r.Verdict != channel.Accepted {
		return string(r.Cause) + ":" + r.Code
	}
	return string(r.Cause)
}

func targetRows(moved []db.SettleAttemptsRow, endings map[uuid.UUID]ending) db.SettleTargetsParams {
	rows := db.SettleTargetsParams{FromStatuses: []string{Sending, Unknown}}
	for _, m := range moved {
		e := endings[m.ID]
		rows.Ids = append(rows.Ids, m.TargetID)
		rows.Statuses = append(rows.Statuses, e.status)
		rows.Reasons = append(rows.Reasons, e.reason)
		rows.Holds = append(rows.Holds, e.hold)
		rows.Dues = append(rows.Dues, e.due)
		rows.Refunds = append(rows.Refunds, e.refund)
	}
	return rows
}

// late handles answers for attempts that were settled before them: a yes still gives the message
// its name, and contradicts whoever had concluded that it was not sent.
func (d *Dispatcher) late(ctx context.Context, tx *tenant.Tx, b channel.Batch, receipts []channel.Receipt, moved []db.SettleAttemptsRow, told db.SettleAttemptsParams) error {
	if err := tx.NameAttempts(ctx, told.Ids, told.MessageIds); err != nil {
		return err
	}
	known := map[uuid.UUID]bool{}
	for _, m := range moved {
		known[m.ID] = true
	}
	for i, m := range b.Messages {
		if known[m.Ref] || receipts[i].Verdict != channel.Accepted {
			continue
		}
		if _, err := d.Accept(ctx, tx, m.Ref, receipts[i].ProviderID, "response"); err != nil {
			return err
		}
	}
	return nil
}

// consequences are what a batch's receipts mean beyond their targets: a sick or healthy provider,
// a broken account, an address that does not exist.
func (d *Dispatcher) consequences(ctx context.Context, tx *tenant.Tx, lane tenant.Lane, p *promised, b channel.Batch, receipts []channel.Receipt) error {
	var failures, successes int
	var throttled time.Duration
	for i, r := range receipts {
		switch r.Cause {
		case "":
			successes++
		case channel.Unreachable, channel.NoAnswer, channel.ServerError, channel.Garbled:
			failures++
		case channel.Throttled:
			throttled = max(throttled, r.RetryAfter, time.Second)
		case channel.AccountGone:
			return connection.Pause(ctx, tx, p.connection.ID, accountReason(r))
		case channel.BadAddress:
			s := consent.Statement{
				Channel: lane.Channel, Address: addressKey(lane.Channel, b.Messages[i].To), Method: consent.ByProvider,
				Source: "provider:" + p.connection.Provider,
			}
			if _, err := consent.Suppress(ctx, tx, s, consent.Invalid); err != nil {
				return err
			}
		}
	}
	if lane.Channel == string(channel.WhatsApp) && successes > 0 {
		if err := d.watch(ctx, tx, p.connection.ID); err != nil {
			return err
		}
	}
	return d.health(ctx, tx, lane, failures, successes, throttled)
}

// health feeds the lane's breaker, and has the lane wait as long as the provider asks.
func (d *Dispatcher) health(ctx context.Context, tx *tenant.Tx, lane tenant.Lane, failures, successes int, throttled time.Duration) error {
	if err := d.breaker(ctx, tx, lane, failures, successes); err != nil || throttled == 0 {
		return err
	}
	why := HoldRate
	return tx.SetLaneWait(ctx, db.SetLaneWaitParams{Seconds: throttled.Seconds(), Reason: &why, ConnectionID: lane.ConnectionID, Channel: lane.Channel})
}

// breaker counts failures in a row: a batch that mostly succeeds ends the streak.
func (d *Dispatcher) breaker(ctx context.Context, tx *tenant.Tx, lane tenant.Lane, failures, successes int) error {
	if failures > successes {
		opened, err := tx.CountFailures(ctx, db.CountFailuresParams{
			Failures: int32(failures), Threshold: int32(d.Timing.Threshold), Opened: lane.Opened, ConnectionID: lane.ConnectionID, Channel: lane.Channel,
		})
		if err == nil && opened > lane.Opened {
			d.Log.WarnContext(ctx, "a provider fails: the lane waits", "event", "breaker_opened",
				"tenant_id", lane.TenantID, "connection_id", lane.ConnectionID, "channel", lane.Channel, "opened", opened)
		}
		return err
	}
	if successes > 0 && lane.Opened+lane.BadStreak > 0 {
		return tx.CloseBreaker(ctx, lane.ConnectionID, lane.Channel)
	}
	return nil
}

// watch has the poller look for news that no callback brings.
func (d *Dispatcher) watch(ctx context.Context, tx *tenant.Tx, connectionID uuid.UUID) error {
	soon, since := time.Now().Add(d.Timing.Lookup), time.Now().Add(-10*time.Minute)
	return tx.WatchConnection(ctx, db.WatchConnectionParams{At: &soon, Since: &since, ID: connectionID})
}

func accountReason(r channel.Receipt) string {
	switch r.Code {
	case secretUnreadable:
		return "The stored secret of this connection cannot be read. Set it again, then resume this connection."
	case sandboxMissing:
		return "A test tenant reaches simulated providers only, and this installation has none of this kind. Set one, then resume this connection."
	case "":
		return "The provider refuses the account. Mend it there, then resume this connection."
	}
	return "The provider refuses the account: " + r.Code + ". Mend it there, then resume this connection."
}
