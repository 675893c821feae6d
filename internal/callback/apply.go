package callback

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/consent"
	"github.com/carillonhq/carillon/internal/conversation"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
)

const (
	parallel = 4   // events applied at once
	page     = 500 // events looked for at once
	pages    = 4   // after which a worker lets others in
)

// waits are the pauses after each failed or unmatched try; after the last the event is dead.
var waits = []time.Duration{5 * time.Second, 30 * time.Second, 5 * time.Minute, time.Hour, 24 * time.Hour}

// Apply works through a tenant's stored events, each in a transaction of its own, so that one that
// cannot be applied holds nobody up.
func (r *Room) Apply(ctx context.Context, a tenant.Actor) error {
	for range pages {
		ids, err := r.DB.Read(a).ListDueCallbacks(ctx, page)
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := r.applyAll(ctx, a, ids); err != nil || tenant.Over(ctx) {
			return err
		}
	}
	return nil
}

// applyAll applies events, some at once. It ends early with the shift, and with an error, as when the
// store is away.
func (r *Room) applyAll(ctx context.Context, a tenant.Actor, ids []uuid.UUID) error {
	group, well := errgroup.WithContext(ctx)
	group.SetLimit(parallel)
	for _, id := range ids {
		if tenant.Over(ctx) || well.Err() != nil {
			break
		}
		group.Go(func() error {
			err := r.applyOne(ctx, a, id)
			if ctx.Err() != nil {
				return nil
			}
			return err
		})
	}
	return group.Wait()
}

// stored is an event, and of what it speaks, once that is known.
type stored struct {
	db.Callback
	cause  *string
	erased bool // it speaks of a person who was erased: nothing of it is kept
}

// applyOne applies an event, unless another worker does. When it cannot be applied, a second
// transaction remembers why.
func (r *Room) applyOne(ctx context.Context, a tenant.Actor, id uuid.UUID) error {
	var row stored
	var became string
	err := r.DB.Tx(ctx, a, func(tx *tenant.Tx) (err error) {
		if row.Callback, err = tx.ClaimCallback(ctx, id); err != nil {
			return err
		}
		status, err := r.apply(ctx, tx, &row)
		if err != nil {
			return err
		}
		if row.erased {
			err = tx.EraseCallback(ctx, row.ID)
		}
		if err != nil {
			return err
		}
		became, err = settle(ctx, tx, row.Callback, status, nil)
		return err
	})
	if err == nil {
		r.count(row.Feed, became, 1)
		return nil
	}
	if row.ID == uuid.Nil && tenant.IsNone(err) {
		return nil // somebody else has it
	}
	if ctx.Err() != nil || row.ID == uuid.Nil || errors.Is(err, tenant.ErrStore) || errors.Is(err, tenant.ErrBusy) {
		return err
	}
	r.Log.ErrorContext(trace.FollowKept(ctx, row.cause), "a provider's event could not be applied", "event", "callback_failed",
		"tenant_id", a.Tenant, "callback_id", row.ID, "feed", row.Feed, "tries", row.Tries+1, "error", err)
	cause := err
	err = r.DB.Tx(ctx, a, func(tx *tenant.Tx) (err error) {
		became, err = settle(ctx, tx, row.Callback, "pending", cause)
		return err
	})
	if err == nil {
		r.count(row.Feed, became, 1)
	}
	return err
}

// settle writes down what a try came to, and returns it: after the last, an event is dead.
func settle(ctx context.Context, tx *tenant.Tx, row db.Callback, status string, cause error) (string, error) {
	p := db.SettleCallbackParams{ID: row.ID, Status: status}
	if status != "applied" {
		if int(row.Tries) >= len(waits) {
			p.Status = "dead"
		}
		p.AgainSeconds = waits[min(int(row.Tries), len(waits)-1)].Seconds()
	}
	if cause != nil {
		text := cause.Error()
		p.LastError = &text
	}
	return p.Status, tx.SettleCallback(ctx, p)
}

// apply does what one event asks: consent first, then the attempt it speaks of.
func (r *Room) apply(ctx context.Context, tx *tenant.Tx, row *stored) (string, error) {
	feed := feeds[Feed(row.Feed)]
	report, err := feed.reader.Parse(row.Body)
	if err != nil {
		return "", err
	}
	if row.erased, err = isErased(ctx, tx, report.To); err != nil {
		return "", err
	}
	if row.erased {
		report = nameless(report)
	}
	if err := agree(ctx, tx, feed.channel, report); err != nil {
		return "", err
	}
	if report.Kind == channel.ReportIgnored {
		return "applied", nil
	}
	found, err := match(ctx, tx, row.Callback, report)
	if errors.Is(err, pgx.ErrNoRows) {
		return whenUnmatched(report), r.hear(ctx, tx, row.Callback, report, source{})
	}
	if err != nil {
		return "", err
	}
	row.cause = found.Traceparent
	if found.Attempt.Recipient == "" { // as an erasure leaves it
		row.erased, report = true, nameless(report)
	}
	return "applied", r.believe(ctx, tx, *row, found.Attempt, report)
}

// believe applies a report on an attempt, in the trace of what caused the send.
func (r *Room) believe(ctx context.Context, tx *tenant.Tx, row stored, attempt db.Attempt, report channel.Report) error {
	ctx, span := trace.Start(trace.FollowKept(ctx, row.cause), trace.Work, "callback "+row.Feed)
	var err error
	if !row.erased {
		err = r.converse(ctx, tx, row.Callback, attempt, report)
	}
	if err == nil {
		err = r.Dispatch.Apply(ctx, tx, attempt, report)
	}
	span.End(trace.Code(err), slog.String("carillon.attempt_id", attempt.ID.String()), slog.String("carillon.report", string(report.Kind)))
	return err
}

// converse puts into the thread with the person what a report on an attempt says: an answer, or how
// a call went. That the person opted out is said too.
func (r *Room) converse(ctx context.Context, tx *tenant.Tx, row db.Callback, a db.Attempt, said channel.Report) error {
	if said.Kind != channel.ReportReplied && said.Kind != channel.ReportUnsubscribed {
		return r.Conversations.Call(ctx, tx, a, said)
	}
	answers, err := sourceOf(ctx, tx, a)
	if err != nil {
		return err
	}
	if said.Kind == channel.ReportUnsubscribed || consent.Read(said.Text) == consent.Stop {
		if err := answers.optOut(ctx, tx, feeds[Feed(row.Feed)].channel); err != nil {
			return err
		}
	}
	if said.To == "" {
		said.To = a.Recipient
	}
	return r.hear(ctx, tx, row, said, answers)
}

// hear keeps what a person wrote, to answer a message of ours or none that is known.
func (r *Room) hear(ctx context.Context, tx *tenant.Tx, row db.Callback, said channel.Report, answers source) error {
	if said.Kind != channel.ReportReplied {
		return nil
	}
	return r.Conversations.Receive(ctx, tx, conversation.Inbound{
		Callback: row.ID, Connection: row.ConnectionID, Channel: string(feeds[Feed(row.Feed)].channel), From: said.To,
		Text: said.Text, Stop: consent.Read(said.Text) == consent.Stop, Lead: answers.lead, Campaign: answers.campaign, Written: said.At, Received: row.ReceivedAt,
	})
}

// whenUnmatched: what a person says needs no message of ours; the rest may be ahead of our own
// commit and is tried again.
func whenUnmatched(r channel.Report) string {
	switch r.Kind {
	case channel.ReportReplied, channel.ReportUnsubscribed, channel.ReportSubscribed:
		return "applied"
	}
	return "unmatched"
}

// match finds the attempt a report speaks of: by the address it came to, by our reference, by our
// request and the recipient, by the provider's own name.
func match(ctx context.Context, tx *tenant.Tx, row db.Callback, r channel.Report) (db.LockCausedAttemptRow, error) {
	id, err := matchID(ctx, tx, row, r)
	if err != nil {
		return db.LockCausedAttemptRow{}, err
	}
	return tx.LockCausedAttempt(ctx, id)
}

func matchID(ctx context.Context, tx *tenant.Tx, row db.Callback, r channel.Report) (uuid.UUID, error) {
	if row.AttemptRef != nil {
		return *row.AttemptRef, nil
	}
	if r.Ref != uuid.Nil {
		return r.Ref, nil
	}
	if r.Request != uuid.Nil && r.To != "" {
		id, err := tx.FindAttemptByRequest(ctx, r.Request, r.To)
		if !errors.Is(err, pgx.ErrNoRows) {
			return id, err
		}
	}
	if r.ProviderID == "" {
		return uuid.Nil, pgx.ErrNoRows
	}
	return tx.FindAttemptByMessage(ctx, row.ConnectionID, &r.ProviderID)
}

// source is whose message a person answers: to which lead it went, and for which campaign or
// automation run, if any.
type source struct{ lead, campaign, run uuid.UUID }

func sourceOf(ctx context.Context, tx *tenant.Tx, a db.Attempt) (source, error) {
	t, err := tx.LockTarget(ctx, a.TargetID)
	if err != nil {
		return source{}, err
	}
	s := source{lead: t.LeadID}
	if t.RunID != nil {
		s.run = *t.RunID
		return s, nil
	}
	_, err = tx.GetCampaign(ctx, a.CampaignID)
	if tenant.IsNone(err) { // a person's reply
		return s, nil
	}
	s.campaign = a.CampaignID
	return s, err
}

// optOut says that a lead opted out, and of whose message.
func (s source) optOut(ctx context.Context, tx *tenant.Tx, name channel.Name) error {
	what := map[string]any{"channel": name}
	for key, id := range map[string]uuid.UUID{"campaign_id": s.campaign, "run_id": s.run} {
		if id != uuid.Nil {
			what[key] = id
		}
	}
	return tx.Emit(ctx, event.Of(event.LeadUnsubscribed, "lead", s.lead, what))
}
