package dispatch

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Told is something that became true of a target.
type Told struct {
	Target  uuid.UUID
	Type    event.Type
	Reason  string // why; empty where there is none
	Outcome string // how a call ended; empty for messages
}

// Tell writes facts about targets. Each carries its lead, its channel and what the target belongs
// to, and when an automation asked for the send, that run's causes.
func Tell(ctx context.Context, tx *tenant.Tx, facts ...Told) error {
	if len(facts) == 0 {
		return nil
	}
	rows := db.InsertTargetFactsParams{Actor: tx.Actor.Name}
	for _, f := range facts {
		rows.EventIds = append(rows.EventIds, uuid.Must(uuid.NewV7()))
		rows.TargetIds = append(rows.TargetIds, f.Target)
		rows.Types = append(rows.Types, string(f.Type))
		rows.Reasons = append(rows.Reasons, f.Reason)
		rows.Outcomes = append(rows.Outcomes, f.Outcome)
	}
	_, err := tx.InsertTargetFacts(ctx, rows)
	return err
}

// accepted is the fact that the provider has a message or call.
func accepted(on string) event.Type {
	if on == string(channel.Voice) {
		return event.CallStarted
	}
	return event.MessageSent
}

// Reached is the fact that a target has come to a state; empty where there is nothing to tell: that
// a message was completed was told when it was sent or delivered.
func Reached(on, status string) event.Type {
	voice := on == string(channel.Voice)
	switch {
	case status == Pending:
		return event.MessageQueued
	case status == Skipped, status == Expired:
		return event.MessageSkipped
	case voice && status == Completed:
		return event.CallCompleted
	case voice && (status == Failed || status == Cancelled):
		return event.CallFailed
	case status == Failed:
		return event.MessageFailed
	}
	return ""
}

// newsworthy are the reports that are facts for others too.
var newsworthy = map[channel.Kind]event.Type{
	channel.ReportDelivered: event.MessageDelivered, channel.ReportOpened: event.MessageOpened, channel.ReportClicked: event.MessageClicked,
	channel.ReportSoftBounced: event.MessageBounced, channel.ReportHardBounced: event.MessageBounced, channel.ReportBlocked: event.MessageBounced,
	channel.ReportComplained: event.MessageComplained,
}

// end moves one target to a state it may stay in, by compare-and-set, and tells it.
func end(ctx context.Context, tx *tenant.Tx, on, outcome string, m db.MoveTargetParams) error {
	n, err := tx.MoveTarget(ctx, m)
	of := Reached(on, m.ToStatus)
	if err != nil || n == 0 || m.ToStatus == Pending || of == "" {
		return err
	}
	return Tell(ctx, tx, Told{Target: m.ID, Type: of, Reason: text(m.Reason), Outcome: outcome})
}

// pass tells a report when it is the first of its kind on a target.
func pass(ctx context.Context, tx *tenant.Tx, target uuid.UUID, r channel.Report) error {
	of, worth := newsworthy[r.Kind]
	if !worth {
		return nil
	}
	known, err := tx.HasReport(ctx, target, string(r.Kind))
	if err != nil || known {
		return err
	}
	reason := ""
	if of == event.MessageBounced {
		reason = string(r.Kind)
	}
	return Tell(ctx, tx, Told{Target: target, Type: of, Reason: reason})
}

// outcomeOf is a result as the outcome of a call; empty for messages.
func outcomeOf(p *Plan, result string) string {
	if p.Campaign.Channel != string(channel.Voice) {
		return ""
	}
	return result
}
