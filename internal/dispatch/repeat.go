package dispatch

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/tenant"
)

// repeatWithin is how long Brevo honours an email's idempotency key, with room to spare.
const repeatWithin = 12 * time.Minute

// errNoRepeat: the request may not be made again as it was.
var errNoRepeat = errors.New("dispatch: a request cannot be repeated")

// repeat sends email requests again under their own idempotency key while the provider honours it:
// a refusal of the repeat proves the first, an acceptance makes up for it. Either way at most one
// copy exists. It returns the attempts that must be looked up instead.
func (d *Dispatcher) repeat(ctx context.Context, a tenant.Actor, c db.Campaign, conn db.Connection, s channel.Sender, unknown []db.Attempt) ([]db.Attempt, error) {
	if c.Channel != string(channel.Email) || conn.Provider != "brevo" {
		return unknown, nil
	}
	var rest []db.Attempt
	asked := map[uuid.UUID]error{}
	for _, u := range unknown {
		if _, done := asked[u.RequestID]; !done {
			asked[u.RequestID] = d.repeatRequest(ctx, a, s, u)
		}
		switch err := asked[u.RequestID]; {
		case errors.Is(err, errNoRepeat):
			rest = append(rest, u)
		case err != nil:
			return nil, err
		}
	}
	return rest, nil
}

func (d *Dispatcher) repeatRequest(ctx context.Context, a tenant.Actor, s channel.Sender, u db.Attempt) error {
	batch := channel.Batch{Request: u.RequestID, Tag: u.Tag}
	err := d.DB.Tx(ctx, a, func(tx *tenant.Tx) (err error) {
		batch.Messages, err = d.sameMessages(ctx, tx, u)
		batch.StartBy = time.Now().Add(d.Timing.Fence) // before the commit: a pause waits for that
		return err
	})
	if err != nil {
		return err
	}
	answer := channel.Answer{Receipts: make([]channel.Receipt, len(batch.Messages))} // nobody was asked
	lane := tenant.Lane{TenantID: a.Tenant, ConnectionID: u.ConnectionID, Channel: string(channel.Email)}
	if free, err := d.afford(ctx, lane, len(batch.Messages)); err != nil {
		return err
	} else if free {
		answer = d.send(ctx, s, batch)
	}
	return d.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		for i, m := range batch.Messages {
			var err error
			if r := answer.Receipts[i]; r.Verdict == channel.Accepted {
				_, err = d.Accept(ctx, tx, m.Ref, r.ProviderID, "repeat")
			} else {
				err = d.later(ctx, tx, m.Ref)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// sameMessages writes the messages of an earlier request again, in the same order. It fails with
// errNoRepeat when the key is too old, or when the campaign or anybody in the request may not be
// sent to any more.
func (d *Dispatcher) sameMessages(ctx context.Context, tx *tenant.Tx, u db.Attempt) ([]channel.Message, error) {
	if age(u) > repeatWithin {
		return nil, errNoRepeat
	}
	p, err := d.enter(ctx, tx, u.CampaignID, u.ConnectionID)
	if errors.Is(err, errIdle) {
		return nil, errNoRepeat
	}
	if err != nil {
		return nil, err
	}
	rows, err := tx.ListTargetsForRepeat(ctx, p.plan.Campaign.Channel, u.RequestID)
	if err != nil {
		return nil, err
	}
	messages := make([]channel.Message, len(rows))
	for i, r := range rows {
		j := d.judge(p.plan, []db.ClaimTargetsRow{{
			ID: r.TargetID, Recipient: r.Recipient, Zones: r.Zones, ExpiresAt: r.ExpiresAt, Suppressed: r.Suppressed, InReview: r.InReview, DeletedAt: r.DeletedAt,
			FirstName: r.FirstName, LastName: r.LastName, Company: r.Company, Email: r.Email, Phone: r.Phone,
			ExternalID: r.ExternalID, CustomFields: r.CustomFields, Content: r.Content, AnswerUntil: r.AnswerUntil,
		}}, nil, d.Clock.Now())
		if len(j.sends) == 0 {
			return nil, errNoRepeat
		}
		messages[i] = j.sends[0].message
		messages[i].Ref, messages[i].Trace = r.AttemptID, text(cmp.Or(r.Traceparent, p.plan.Campaign.Traceparent))
	}
	return messages, nil
}
