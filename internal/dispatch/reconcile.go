package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/tenant"
)

const (
	reconcilePage = 200
	// repeatWithin is how long Brevo honours an email's idempotency key, with room to spare.
	repeatWithin = 12 * time.Minute
)

// News takes what a poll found; the callback room is its reader.
type News func(ctx context.Context, c db.Connection, name channel.Name, events []json.RawMessage) error

// Reconcile settles attempts whose fate is not known: it repeats an email under its own key, asks
// the provider for the others, asks after calls that have been silent, and gives up after a day.
func (d *Dispatcher) Reconcile(ctx context.Context, a tenant.Actor, news News) error {
	var claimed []db.Attempt
	err := d.DB.Tx(ctx, a, func(tx *tenant.Tx) (err error) {
		claimed, err = tx.ClaimLookups(ctx, reconcilePage)
		return err
	})
	if err != nil {
		return err
	}
	var errs []error
	for group, attempts := range grouped(claimed) {
		errs = append(errs, d.reconcile(ctx, a, group, attempts, news))
	}
	return errors.Join(errs...)
}

// account of a campaign: lookups go to one provider account on one channel at a time.
type lookupGroup struct{ campaign, connection uuid.UUID }

func grouped(attempts []db.Attempt) map[lookupGroup][]db.Attempt {
	groups := map[lookupGroup][]db.Attempt{}
	for _, a := range attempts {
		g := lookupGroup{a.CampaignID, a.ConnectionID}
		groups[g] = append(groups[g], a)
	}
	return groups
}

func (d *Dispatcher) reconcile(ctx context.Context, a tenant.Actor, g lookupGroup, attempts []db.Attempt, news News) error {
	read := d.DB.Read(a)
	c, err := read.GetCampaign(ctx, g.campaign)
	if err != nil {
		return err
	}
	conn, err := read.GetConnection(ctx, g.connection)
	if err != nil {
		return err
	}
	sender, err := d.sender(conn, channel.Name(c.Channel))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*d.Timing.Request)
	defer cancel()
	unknown, silent := split(attempts)
	if err := d.ask(ctx, conn, channel.Name(c.Channel), sender, silent, news); err != nil {
		return err
	}
	unknown, err = d.repeat(ctx, a, c, conn, sender, unknown)
	if err != nil {
		return err
	}
	return d.look(ctx, a, c, sender, unknown)
}

// split tells attempts without an answer from accepted ones without a report.
func split(attempts []db.Attempt) (unknown, silent []db.Attempt) {
	for _, a := range attempts {
		if a.State == attemptUnknown {
			unknown = append(unknown, a)
		} else {
			silent = append(silent, a)
		}
	}
	return unknown, silent
}

// ask polls calls that should have reported their end by now.
func (d *Dispatcher) ask(ctx context.Context, c db.Connection, name channel.Name, s channel.Sender, silent []db.Attempt, news News) error {
	poller, ok := s.(channel.Poller)
	if !ok || len(silent) == 0 {
		return nil
	}
	w := channel.Watch{Since: silent[0].CreatedAt}
	for _, a := range silent {
		if a.ProviderMessageID != nil {
			w.IDs = append(w.IDs, *a.ProviderMessageID)
		}
	}
	found, err := poller.Poll(ctx, w)
	return errors.Join(news(ctx, c, name, found), err)
}

// errNoRepeat: the request may not be made again as it was.
var errNoRepeat = errors.New("dispatch: a request cannot be repeated")

// repeat sends email requests again under their own idempotency key while the provider honours it:
// a refusal of the repeat proves the first, an acceptance makes up for it. Either way at most one
// copy exists. It returns the attempts that must be looked up instead.
func (d *Dispatcher) repeat(ctx context.Context, a tenant.Actor, c db.Campaign, conn db.Connection, s channel.Sender, unknown []db.Attempt) ([]db.Attempt, error) {
	if c.Channel != string(channel.Email) || conn.Provider != "brevo" || c.Status != "running" || conn.Status != "active" {
		return unknown, nil
	}
	var rest []db.Attempt
	asked := map[uuid.UUID]error{}
	for _, u := range unknown {
		if _, done := asked[u.RequestID]; !done {
			asked[u.RequestID] = d.repeatRequest(ctx, a, c, s, u)
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

func (d *Dispatcher) repeatRequest(ctx context.Context, a tenant.Actor, c db.Campaign, s channel.Sender, u db.Attempt) error {
	batch, err := d.sameRequest(ctx, a, c, u)
	if err != nil {
		return err
	}
	answer := d.send(ctx, s, batch)
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

// sameRequest writes the messages of an earlier request again, in the same order, under its key.
// It fails with errNoRepeat when the key is too old or anybody in it may not be sent to any more.
func (d *Dispatcher) sameRequest(ctx context.Context, a tenant.Actor, c db.Campaign, u db.Attempt) (channel.Batch, error) {
	batch := channel.Batch{Request: u.RequestID, Tag: u.Tag, StartBy: time.Now().Add(d.Timing.Fence)}
	plan, err := d.plan(c)
	if err != nil || age(u) > repeatWithin {
		return batch, errors.Join(err, errNoRepeat)
	}
	rows, err := d.DB.Read(a).ListTargetsForRepeat(ctx, c.Channel, u.RequestID)
	if err != nil {
		return batch, err
	}
	now := d.Clock.Now()
	for _, r := range rows {
		j := d.judge(plan, []db.ClaimTargetsRow{{
			Recipient: r.Recipient, Zones: r.Zones, ExpiresAt: r.ExpiresAt, Suppressed: r.Suppressed, DeletedAt: r.DeletedAt,
			FirstName: r.FirstName, LastName: r.LastName, Company: r.Company, Email: r.Email, Phone: r.Phone,
			ExternalID: r.ExternalID, CustomFields: r.CustomFields,
		}}, now)
		if len(j.sends) == 0 {
			return batch, errNoRepeat
		}
		m := j.sends[0].message
		m.Ref = r.AttemptID
		batch.Messages = append(batch.Messages, m)
	}
	return batch, nil
}

// look asks the provider for attempts by our reference.
func (d *Dispatcher) look(ctx context.Context, a tenant.Actor, c db.Campaign, s channel.Sender, unknown []db.Attempt) error {
	if len(unknown) == 0 {
		return nil
	}
	lost := make([]channel.Lost, len(unknown))
	for i, u := range unknown {
		lost[i] = channel.Lost{Ref: u.ID, Request: u.RequestID, To: u.Recipient, Tag: u.Tag, SentAt: u.CreatedAt}
	}
	found, err := s.Lookup(ctx, lost)
	if err != nil {
		d.Log.WarnContext(ctx, "a provider could not be asked what it has sent", "event", "lookup_failed",
			"tenant_id", a.Tenant, "campaign_id", c.ID, "error", err)
	}
	byRef := map[uuid.UUID]*channel.Finding{}
	for i := range found {
		byRef[found[i].Ref] = &found[i]
	}
	return d.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		for _, u := range unknown {
			if err := d.conclude(ctx, tx, c, u, byRef[u.ID]); err != nil {
				return err
			}
		}
		return nil
	})
}

// conclude draws what can be drawn from a look: the provider's yes at once, its no only after the
// grace, the campaign's own choice where nothing can be known (f is nil), and the end after a day.
func (d *Dispatcher) conclude(ctx context.Context, tx *tenant.Tx, c db.Campaign, u db.Attempt, f *channel.Finding) error {
	graceOver := time.Now().After(u.Deadline.Add(d.Timing.Grace))
	switch {
	case f != nil && f.Found:
		_, err := d.Accept(ctx, tx, u.ID, f.ProviderID, "lookup")
		return err
	case f != nil && graceOver:
		return d.disprove(ctx, tx, u, "lookup")
	case f == nil && graceOver && c.UnknownPolicy == "resend":
		return d.disprove(ctx, tx, u, "policy")
	case age(u) > d.Timing.GiveUp:
		return d.giveUp(ctx, tx, u)
	}
	return d.later(ctx, tx, u.ID)
}

// later asks again after the usual pause.
func (d *Dispatcher) later(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	return tx.SetLookups(ctx, []uuid.UUID{id}, []float64{d.Timing.Lookup.Seconds()})
}

// Poll asks the accounts of a tenant for news that no callback brings, and goes on while a
// campaign of theirs may still hear something.
func (d *Dispatcher) Poll(ctx context.Context, a tenant.Actor, news News) error {
	var due []db.Connection
	err := d.DB.Tx(ctx, a, func(tx *tenant.Tx) (err error) {
		due, err = tx.ClaimPolls(ctx, d.Timing.Lookup.Seconds())
		return err
	})
	if err != nil {
		return err
	}
	var errs []error
	for _, c := range due {
		errs = append(errs, d.poll(ctx, a, c, news))
	}
	return errors.Join(errs...)
}

func (d *Dispatcher) poll(ctx context.Context, a tenant.Actor, c db.Connection, news News) error {
	s, err := d.sender(c, channel.WhatsApp)
	if err != nil {
		return err
	}
	poller, ok := s.(channel.Poller)
	if !ok || c.PolledUntil == nil {
		return nil
	}
	until := time.Now().Add(-time.Minute) // windows overlap: an event may be listed late
	found, err := poller.Poll(ctx, channel.Watch{Since: *c.PolledUntil})
	if err != nil {
		return err
	}
	if err := news(ctx, c, channel.WhatsApp, found); err != nil {
		return err
	}
	return d.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		more, err := tx.HasRecentWhatsApp(ctx, &c.ID)
		if err != nil {
			return err
		}
		return tx.SetPolled(ctx, db.SetPolledParams{PolledUntil: &until, More: more, ID: c.ID})
	})
}
