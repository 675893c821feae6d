package campaign

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
)

// chunk is how many leads one transaction freezes.
const chunk = 5000

func (r *Room) refuseEmpty(ctx context.Context, tx *tenant.Tx, c db.Campaign) error {
	q, err := queryOf(ctx, tx, c)
	if err != nil {
		return err
	}
	some, err := q.ByID(ctx, tx, uuid.Nil, 1)
	if err == nil && len(some) == 0 {
		return ErrNoAudience
	}
	return err
}

// queryOf finds a campaign's audience as its list is now.
func queryOf(ctx context.Context, tx *tenant.Tx, c db.Campaign) (list.Query, error) {
	l, err := tx.GetLeadList(ctx, *c.ListID)
	if err != nil {
		return list.Query{}, err
	}
	return list.Of(l)
}

// Prepare freezes the audiences of a tenant's starting campaigns, chunk by chunk, until done or
// the context ends. It goes on where an earlier run stopped.
func (r *Room) Prepare(ctx context.Context, d *tenant.DB, a tenant.Actor) error {
	ids, err := d.Read(a).ListPreparingCampaigns(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		for more := true; more && !tenant.Over(ctx); {
			err := d.Tx(ctx, a, func(tx *tenant.Tx) (err error) {
				more, err = r.freeze(ctx, tx, id)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// freeze turns the next chunk of leads into targets; false when nothing is left to do.
func (r *Room) freeze(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (bool, error) {
	c, err := tx.LockCampaign(ctx, id)
	if err != nil || c.Status != Preparing {
		return false, err
	}
	ctx = trace.FollowKept(ctx, c.Traceparent)
	after := uuid.Nil
	if c.FrozenUntil != nil {
		after = *c.FrozenUntil
	}
	q, err := queryOf(ctx, tx, c)
	if err != nil {
		return false, err
	}
	leads, err := q.ByID(ctx, tx, after, chunk)
	if err != nil {
		return false, err
	}
	if len(leads) > 0 {
		if err := r.insert(ctx, tx, c, leads); err != nil {
			return false, err
		}
		if err := tx.SetFrozen(ctx, &leads[len(leads)-1].ID, id); err != nil {
			return false, err
		}
	}
	if len(leads) == chunk {
		return true, nil
	}
	if err := tx.SetAudienceComplete(ctx, id); err != nil {
		return false, err
	}
	_, err = r.run(ctx, tx, c)
	return false, err
}

// run opens a frozen campaign for dispatch. The start was announced when it began to prepare.
func (r *Room) run(ctx context.Context, tx *tenant.Tx, c db.Campaign) (db.Campaign, error) {
	n, err := tx.CountAudience(ctx, c.ID)
	if err != nil {
		return c, err
	}
	if n == 0 {
		now := r.Clock.Now()
		return r.move(ctx, tx, c, db.MoveCampaignParams{ToStatus: Failed, Reason: new("no_audience"), FinishedAt: &now}, event.CampaignFailed)
	}
	c, err = tx.MoveCampaign(ctx, db.MoveCampaignParams{ID: c.ID, ToStatus: Running, FromStatuses: []string{Preparing}})
	if err != nil {
		return c, err
	}
	return c, dispatch.SetDue(ctx, tx, *c.ConnectionID, c.Channel)
}

// insert writes a chunk. Leads whose address another lead of the audience holds become targets
// too, skipped as duplicates, so that every lead of the list is accounted for.
func (r *Room) insert(ctx context.Context, tx *tenant.Tx, c db.Campaign, leads []db.Lead) error {
	plan, err := dispatch.PlanFor(ctx, tx, c, r.Legal)
	if err != nil {
		return err
	}
	now := r.Clock.Now()
	rows := db.InsertTargetsParams{CampaignID: c.ID, ExpiresAt: expiry(c)}
	for _, l := range leads {
		addTarget(&rows, r.freezeLead(plan, l, rows.ExpiresAt, now))
	}
	made, err := tx.InsertTargets(ctx, rows)
	if err != nil {
		return err
	}
	if len(made) < len(leads) {
		twins, err := tx.InsertTargets(ctx, duplicates(rows, made))
		if err != nil {
			return err
		}
		made = append(made, twins...)
	}
	return tell(ctx, tx, c, made)
}

// tell says of each new target where it begins.
func tell(ctx context.Context, tx *tenant.Tx, c db.Campaign, made []db.InsertTargetsRow) error {
	facts := make([]dispatch.Told, len(made))
	for i, t := range made {
		facts[i] = dispatch.Told{Target: t.ID, Type: dispatch.Reached(c.Channel, t.Status)}
		for _, why := range []*string{t.Reason, t.Hold} {
			if why != nil {
				facts[i].Reason = *why
			}
		}
	}
	return dispatch.Tell(ctx, tx, facts...)
}

// expiry is when a campaign's targets expire: so many hours after it began, or after the hour it
// was planned for if that is later.
func expiry(c db.Campaign) time.Time {
	from := *c.StartedAt
	if c.StartAt != nil && c.StartAt.After(from) {
		from = *c.StartAt
	}
	return from.Add(time.Duration(c.ExpiresAfterHours) * time.Hour)
}

// frozen is one target to be.
type frozen struct {
	lead                  uuid.UUID
	key, recipient, zones string
	status, reason, hold  string
	due                   time.Time
}

// freezeLead decides where a lead's target begins. Suppression is left to the claim, which looks
// at it anyway and later.
func (r *Room) freezeLead(p *dispatch.Plan, l db.Lead, expires, now time.Time) frozen {
	address, key := dispatch.AddressOf(l, p.Campaign.Channel)
	names := dispatch.ZonesOf(l, p.Campaign.Timezone)
	v := dispatch.Decide(dispatch.Facts{Recipient: address, ExpiresAt: expires, Zones: dispatch.Zones(names)}, p.Policy, now)
	f := frozen{lead: l.ID, key: key, recipient: address, zones: strings.Join(names, ","), status: dispatch.Pending, due: now}
	if key == "" {
		f.key = "lead:" + l.ID.String()
	}
	switch v.Action {
	case dispatch.Hold:
		f.hold, f.due = v.Reason, v.Until
	case dispatch.Skip:
		f.status, f.reason, f.due = dispatch.Skipped, v.Reason, time.Time{}
	case dispatch.Expire:
		f.status, f.reason, f.due = dispatch.Expired, v.Reason, time.Time{}
	}
	return f
}

func addTarget(rows *db.InsertTargetsParams, f frozen) {
	rows.Ids = append(rows.Ids, uuid.Must(uuid.NewV7()))
	rows.LeadIds = append(rows.LeadIds, f.lead)
	rows.RecipientKeys = append(rows.RecipientKeys, f.key)
	rows.Recipients = append(rows.Recipients, f.recipient)
	rows.Zones = append(rows.Zones, f.zones)
	rows.Statuses = append(rows.Statuses, f.status)
	rows.Reasons = append(rows.Reasons, f.reason)
	rows.Holds = append(rows.Holds, f.hold)
	rows.Dues = append(rows.Dues, f.due)
}

// duplicates are the leads that were not taken, as skipped targets under a key of their own.
func duplicates(all db.InsertTargetsParams, taken []db.InsertTargetsRow) db.InsertTargetsParams {
	known := map[uuid.UUID]bool{}
	for _, t := range taken {
		known[t.LeadID] = true
	}
	rest := db.InsertTargetsParams{CampaignID: all.CampaignID, ExpiresAt: all.ExpiresAt}
	for i, id := range all.LeadIds {
		if !known[id] {
			addTarget(&rest, frozen{
				lead: id, key: "lead:" + id.String(), recipient: all.Recipients[i], zones: all.Zones[i],
				status: dispatch.Skipped, reason: "duplicate_address",
			})
		}
	}
	return rest
}
