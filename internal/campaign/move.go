package campaign

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
)

// Wrong moves carry the present state under "state" and the states they may come from under
// "allowed_from".
var (
	// ErrNotStartable: the campaign was started already.
	ErrNotStartable = fault.New(fault.Conflict, "campaign_not_startable", "Only a draft can be started.")
	// ErrNotPausable: the campaign has not been started, is paused already, or is over.
	ErrNotPausable = fault.New(fault.Conflict, "campaign_not_pausable", "Only a scheduled, preparing or running campaign can be paused.")
	// ErrNotResumable: the campaign is not paused.
	ErrNotResumable = fault.New(fault.Conflict, "campaign_not_resumable", "Only a paused campaign can be resumed.")
	// ErrNotCancellable: what is over stays as it ended.
	ErrNotCancellable = fault.New(fault.Conflict, "campaign_not_cancellable", "This campaign is over already.")
	// ErrNoAudience: the list has nobody in it.
	ErrNoAudience = fault.New(fault.Invalid, "campaign_without_audience", "The list has no leads. Add at least one before starting.")
	// ErrPausedConnection: the account that would send waits for a person.
	ErrPausedConnection = fault.New(fault.Conflict, "connection_paused", "The connection that would send is paused. Mend the account and resume the connection first.")
)

// lateness is how far behind its hour a campaign may be found and still start by itself. Beyond it
// something was away, or this database is a copy: a person must confirm.
const lateness = time.Hour

// Start begins a draft, or schedules it when its hour is to come. A campaign under way stays as it
// is.
func (r *Room) Start(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Campaign, error) {
	c, err := tx.LockCampaign(ctx, id)
	if err != nil {
		return c, err
	}
	if slices.Contains([]string{Scheduled, Preparing, Running}, c.Status) {
		return c, nil
	}
	if c.Status != Draft {
		return c, wrong(ErrNotStartable, c, []string{Draft})
	}
	conn, err := connection.Choose(ctx, tx, c.Channel, c.ConnectionID)
	if err != nil {
		return c, err
	}
	if conn.Status != "active" {
		return c, ErrPausedConnection.With("connection_id", conn.ID)
	}
	if c.Content, err = bind(ctx, tx, c); err != nil {
		return c, err
	}
	if err := r.refuseContent(ctx, tx, c, conn); err != nil {
		return c, err
	}
	if c.StartAt != nil && c.StartAt.After(r.Clock.Now()) {
		return r.move(ctx, tx, c, db.MoveCampaignParams{ToStatus: Scheduled, ConnectionID: &conn.ID, Traceparent: trace.Kept(ctx)}, event.CampaignScheduled)
	}
	if err := r.refuseEmpty(ctx, tx, c); err != nil {
		return c, err
	}
	c.ConnectionID = &conn.ID
	return r.begin(ctx, tx, c)
}

// begin opens the lane and starts freezing. All that comes of it stands in the trace of who asked first.
func (r *Room) begin(ctx context.Context, tx *tenant.Tx, c db.Campaign) (db.Campaign, error) {
	if err := tx.InsertLane(ctx, *c.ConnectionID, c.Channel); err != nil {
		return c, err
	}
	now := r.Clock.Now()
	return r.move(ctx, tx, c, db.MoveCampaignParams{
		ToStatus: Preparing, StartedAt: &now, ConnectionID: c.ConnectionID, Traceparent: trace.Kept(ctx),
	}, event.CampaignStarted)
}

// Pause stops a campaign: once the transaction commits, no claim can be under way, and requests of
// earlier claims start within half a second or not at all.
func (r *Room) Pause(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Campaign, error) {
	c, err := r.still(ctx, tx, id)
	if err != nil || c.Status == Paused {
		return c, err
	}
	if !slices.Contains(origins(Paused), c.Status) {
		return c, wrong(ErrNotPausable, c, origins(Paused))
	}
	return r.move(ctx, tx, c, db.MoveCampaignParams{ToStatus: Paused, Reason: new("by_request")}, event.CampaignPaused)
}

// still waits until no claim is under way, keeps new ones out and locks the row.
func (r *Room) still(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Campaign, error) {
	if err := tx.LockExclusive(ctx, id.String()); err != nil {
		return db.Campaign{}, err
	}
	return tx.LockCampaign(ctx, id)
}

// Resume goes on where a campaign stopped; it also confirms a late start.
func (r *Room) Resume(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Campaign, error) {
	c, err := tx.LockCampaign(ctx, id)
	if err != nil {
		return c, err
	}
	switch {
	case slices.Contains([]string{Scheduled, Preparing, Running}, c.Status):
		return c, nil
	case c.Status != Paused:
		return c, wrong(ErrNotResumable, c, []string{Paused})
	case c.FrozenAt != nil:
		return r.move(ctx, tx, c, db.MoveCampaignParams{ToStatus: Running}, event.CampaignResumed)
	case c.StartedAt != nil:
		return r.move(ctx, tx, c, db.MoveCampaignParams{ToStatus: Preparing}, event.CampaignResumed)
	case c.StartAt != nil && c.StartAt.After(r.Clock.Now()):
		return r.move(ctx, tx, c, db.MoveCampaignParams{ToStatus: Scheduled}, event.CampaignResumed)
	}
	return r.begin(ctx, tx, c)
}

// Cancel ends a campaign for good. Targets not yet reached are cancelled in chunks by Finish.
func (r *Room) Cancel(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Campaign, error) {
	c, err := r.still(ctx, tx, id)
	if err != nil || c.Status == Cancelled {
		return c, err
	}
	if !slices.Contains(origins(Cancelled), c.Status) {
		return c, wrong(ErrNotCancellable, c, origins(Cancelled))
	}
	return r.move(ctx, tx, c, db.MoveCampaignParams{ToStatus: Cancelled, Reason: new("by_request")}, event.CampaignCancelled)
}

// StartScheduled starts the campaigns whose hour has come. One that is found more than an hour
// late is paused with the reason "late".
func (r *Room) StartScheduled(ctx context.Context, d *tenant.DB, a tenant.Actor) error {
	return d.Tx(ctx, a, func(tx *tenant.Tx) error {
		now := r.Clock.Now()
		due, err := tx.ListScheduledCampaigns(ctx, &now)
		if err != nil {
			return err
		}
		for _, c := range due {
			ctx := trace.FollowKept(ctx, c.Traceparent)
			if now.Sub(*c.StartAt) > lateness {
				_, err = r.move(ctx, tx, c, db.MoveCampaignParams{ToStatus: Paused, Reason: new("late")}, event.CampaignPaused)
			} else {
				_, err = r.begin(ctx, tx, c)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

const cancelPage = 2000

// finishable are the states in which a campaign may end by itself; a paused one waits for a person.
var finishable = []string{Running, Cancelled}

// Finish completes the campaigns of a tenant in which nothing can change any more, and cancels
// what is left of cancelled ones, a chunk at a time. What sends one by one ends when it is cancelled.
func (r *Room) Finish(ctx context.Context, d *tenant.DB, a tenant.Actor) error {
	open, err := d.Read(a).ListFinishableCampaigns(ctx)
	if err != nil {
		return err
	}
	for _, c := range open {
		if err := r.finish(ctx, d, a, c.ID); err != nil {
			return err
		}
	}
	return nil
}

func (r *Room) finish(ctx context.Context, d *tenant.DB, a tenant.Actor, id uuid.UUID) error {
	for more := true; more; {
		err := d.Tx(ctx, a, func(tx *tenant.Tx) error {
			c, err := tx.LockSending(ctx, id)
			if err != nil || c.FinishedAt != nil || !slices.Contains(finishable, c.Status) {
				more = false
				return err
			}
			if c.Status == Cancelled {
				n, err := tx.CancelPendingTargets(ctx, db.CancelPendingTargetsParams{CampaignID: id, Reason: cancelledAs(c), Page: cancelPage})
				if err != nil || n == cancelPage {
					return err
				}
			}
			more = false
			return r.close(trace.FollowKept(ctx, c.Traceparent), tx, c)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// cancelledAs is why the targets of a cancelled campaign, or of what sent one by one, are.
func cancelledAs(c db.Campaign) *string {
	if c.Origin != dispatch.FromList {
		return new("sending_cancelled")
	}
	return new("campaign_cancelled")
}

// close writes a campaign's end when none of its targets may still change.
func (r *Room) close(ctx context.Context, tx *tenant.Tx, c db.Campaign) error {
	open, err := tx.HasOpenTargets(ctx, c.ID)
	if err != nil || open {
		return err
	}
	now := r.Clock.Now()
	if c.Status == Cancelled {
		_, err = tx.MoveCampaign(ctx, db.MoveCampaignParams{ID: c.ID, ToStatus: Cancelled, Reason: c.StatusReason, FinishedAt: &now, FromStatuses: []string{Cancelled}})
		return err
	}
	_, err = r.move(ctx, tx, c, db.MoveCampaignParams{ToStatus: Completed, FinishedAt: &now}, event.CampaignCompleted)
	return err
}

// move changes a locked campaign's state and says so.
func (r *Room) move(ctx context.Context, tx *tenant.Tx, c db.Campaign, p db.MoveCampaignParams, fact event.Type) (db.Campaign, error) {
	p.ID, p.FromStatuses = c.ID, origins(p.ToStatus)
	moved, err := tx.MoveCampaign(ctx, p)
	if err != nil {
		return c, err
	}
	return moved, tx.Emit(ctx, event.Of(fact, "campaign", c.ID, map[string]any{"from": c.Status, "to": p.ToStatus, "reason": p.Reason}))
}

func wrong(f *fault.Fault, c db.Campaign, from []string) error {
	return f.With("state", c.Status).With("allowed_from", from)
}
