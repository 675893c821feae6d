package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
)

const reconcilePage = 200

// News takes what a poll found; the callback room is its reader.
type News func(ctx context.Context, c db.Connection, name channel.Name, events []json.RawMessage) error

// Reconcile settles attempts whose fate is not known: it repeats an email under its own key, asks
// the provider for the others, asks after what has been silent, and gives up after a day. A
// database that may not send asks nobody.
func (d *Dispatcher) Reconcile(ctx context.Context, a tenant.Actor, news News) error {
	if may, err := d.DB.MayDispatch(ctx); err != nil || !may {
		return err
	}
	var claimed []db.Attempt
	err := d.DB.Tx(ctx, a, func(tx *tenant.Tx) (err error) {
		claimed, err = tx.ClaimLookups(ctx, d.Timing.Lease.Seconds(), reconcilePage)
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
	c, err := read.GetSending(ctx, g.campaign)
	if err != nil {
		return err
	}
	ctx = trace.FollowKept(ctx, c.Traceparent)
	conn, err := read.GetConnection(ctx, g.connection)
	if err != nil {
		return err
	}
	sender, err := d.sender(conn, channel.Name(c.Channel))
	if err != nil {
		return err
	}
	unknown, silent := split(attempts)
	if err := d.ask(ctx, conn, channel.Name(c.Channel), sender, silent, news); err != nil {
		return err
	}
	if err := d.forsake(ctx, a, c.Channel, silent); err != nil {
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

// ask polls what should have been reported on by now, where the provider can be asked.
func (d *Dispatcher) ask(ctx context.Context, c db.Connection, name channel.Name, s channel.Sender, silent []db.Attempt, news News) error {
	poller, ok := s.(channel.Poller)
	if !ok || len(silent) == 0 {
		return nil
	}
	bounded, cancel := d.bounded(ctx)
	defer cancel()
	w := channel.Watch{Since: silent[0].CreatedAt}
	for _, a := range silent {
		if a.ProviderMessageID != nil {
			w.IDs = append(w.IDs, *a.ProviderMessageID)
		}
	}
	found, err := poller.Poll(bounded, w)
	return errors.Join(news(ctx, c, name, found), err)
}

// forsake fails the targets of accepted attempts on which nobody has reported for a day, so that a
// lost report does not keep a campaign open for ever. A late word still completes them.
func (d *Dispatcher) forsake(ctx context.Context, a tenant.Actor, on string, silent []db.Attempt) error {
	silent = slices.DeleteFunc(silent, func(u db.Attempt) bool { return age(u) < d.Timing.GiveUp })
	if len(silent) == 0 {
		return nil
	}
	return d.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		for _, u := range silent {
			if _, err := tx.CloseAttempt(ctx, u.ID); err != nil {
				return err
			}
			err := end(ctx, tx, on, "", db.MoveTargetParams{ID: u.TargetID, ToStatus: Failed, Reason: new("no_report"), FromStatuses: []string{Accepted}})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// bounded is how long a provider may take to say what it knows; what it has said by then counts.
func (d *Dispatcher) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, 2*d.Timing.Request)
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
	asked := time.Now()
	bounded, cancel := d.bounded(ctx)
	defer cancel()
	found, err := s.Lookup(bounded, lost)
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
			if err := d.conclude(ctx, tx, c, u, byRef[u.ID], asked); err != nil {
				return err
			}
		}
		return nil
	})
}

// conclude draws what can be drawn from a look: the provider's yes at once, its no only if it was
// asked after the grace, the campaign's own choice where nothing can be known (f is nil), and the
// end after a day.
func (d *Dispatcher) conclude(ctx context.Context, tx *tenant.Tx, c db.Campaign, u db.Attempt, f *channel.Finding, asked time.Time) error {
	graceOver := asked.After(u.Deadline.Add(d.Timing.Grace))
	switch {
	case f != nil && f.Found:
		_, err := d.Accept(ctx, tx, u.ID, f.ProviderID, "lookup")
		return err
	case f != nil && graceOver:
		return d.disprove(ctx, tx, c.Channel, u, "lookup")
	case f == nil && graceOver && c.UnknownPolicy == "resend":
		return d.disprove(ctx, tx, c.Channel, u, "policy")
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
// campaign of theirs may still hear something. A database that may not send asks nobody.
func (d *Dispatcher) Poll(ctx context.Context, a tenant.Actor, news News) error {
	if may, err := d.DB.MayDispatch(ctx); err != nil || !may {
		return err
	}
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
