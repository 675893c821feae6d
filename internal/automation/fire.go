package automation

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/schedule"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
)

// grace is how late an instant of a schedule may be found and still count as on time.
const grace = 5 * time.Minute

// What became of an instant of a schedule.
const (
	OnTime  = "on_time"
	Late    = "late"    // the first that was missed, made up for
	Skipped = "skipped" // the first that was missed; no run begins for it or those after it
)

// Fire writes down the instants at which a tenant's schedules have come due. However many do it
// beside each other, an instant is written down once.
func (r *Room) Fire(ctx context.Context, a tenant.Actor) error {
	return r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		now := r.Clock.Now()
		due, err := tx.ListDueSchedules(ctx, &now)
		if err != nil {
			return err
		}
		for _, row := range due {
			if err := fire(ctx, tx, row, now); err != nil {
				return err
			}
		}
		return nil
	})
}

// fire writes down the instants of one schedule and when it comes due next.
func fire(ctx context.Context, tx *tenant.Tx, row db.ListDueSchedulesRow, now time.Time) error {
	d, err := stored(row.Definition)
	if err != nil {
		return err
	}
	s, err := d.Schedule()
	if err != nil {
		return err
	}
	rows := db.InsertFiringsParams{AutomationID: row.ID, Version: row.Number, CreatedAt: now}
	instants, next := come(s, row.NextFireAt, now)
	for _, at := range instants {
		rows.Ids = append(rows.Ids, uuid.Must(uuid.NewV7()))
		rows.Instants = append(rows.Instants, at)
		outcome, end := d.TriggerConfig.outcome(at, now)
		rows.Outcomes, rows.Ends = append(rows.Outcomes, outcome), append(rows.Ends, end)
	}
	if err := tx.InsertFirings(ctx, rows); err != nil {
		return err
	}
	return tx.SetNextFiring(ctx, next, row.ID)
}

// come are the instants from first to now at which a schedule came due, and the next; of those that
// are past the grace only the first.
func come(s schedule.Schedule, first, now time.Time) (instants []time.Time, next *time.Time) {
	at, comes := first, true
	if now.Sub(first) > grace {
		instants = append(instants, first)
		at, comes = s.Next(now.Add(-grace - 1))
	}
	for comes && !at.After(now) {
		instants = append(instants, at)
		at, comes = s.Next(at)
	}
	if !comes {
		return instants, nil
	}
	return instants, &at
}

// outcome is what becomes of an instant found now, and when it is over with; zero: not yet.
func (c TriggerConfig) outcome(at, now time.Time) (outcome string, end time.Time) {
	switch {
	case now.Sub(at) <= grace:
		return OnTime, time.Time{}
	case c.Missed == OnceLate:
		return Late, time.Time{}
	}
	return Skipped, now
}

// chunk is how many leads one transaction begins runs for.
const chunk = 500

// Expand begins the runs of a tenant's firings, chunk by chunk, until done or the context ends. It
// goes on where an earlier run stopped.
func (r *Room) Expand(ctx context.Context, a tenant.Actor) error {
	open, err := r.DB.Read(a).ListOpenFirings(ctx)
	for _, id := range open {
		for more := true; more && err == nil; {
			err = r.DB.Tx(ctx, a, func(tx *tenant.Tx) (err error) {
				more, err = r.expand(ctx, tx, id)
				return err
			})
		}
	}
	return err
}

// expand begins the next chunk of a firing's runs; false when nothing is left to do.
func (r *Room) expand(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (bool, error) {
	f, err := tx.ClaimFiring(ctx, id)
	if tenant.IsNone(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if err := tx.LockExclusive(ctx, "enter:"+f.AutomationID.String()); err != nil { // entries are looked up, then made
		return false, err
	}
	occasions, err := chances(ctx, tx, f)
	if err != nil {
		return false, err
	}
	to := db.MoveFiringParams{ID: f.ID, Cursor: f.Cursor}
	if to.Begun, err = r.begin(ctx, tx, occasions); err != nil {
		return false, err
	}
	more := len(occasions) == chunk
	if more {
		to.Cursor = occasions[chunk-1].lead
	} else {
		to.FinishedAt = new(r.Clock.Now())
	}
	return more, tx.MoveFiring(ctx, to)
}

// chances are the next chunk of a firing: one for each lead of its list, or one about nobody. A list
// that was deleted has nobody in it.
func chances(ctx context.Context, tx *tenant.Tx, f db.ClaimFiringRow) ([]occasion, error) {
	d, err := stored(f.Definition)
	if err != nil {
		return nil, err
	}
	o := occasion{automation: f.AutomationID, version: f.Version, definition: d, event: Event{
		ID: f.ID, Type: scheduledTime, ObjectType: "automation", Object: f.AutomationID, At: f.CreatedAt.UTC(), Parent: trace.Parent(ctx),
		Data: map[string]any{"instant": f.Instant.UTC().Format(time.RFC3339), "outcome": f.Outcome},
	}}
	if d.TriggerConfig.LeadListID == uuid.Nil {
		return []occasion{o}, nil
	}
	l, err := tx.GetLeadList(ctx, d.TriggerConfig.LeadListID)
	if tenant.IsNone(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	q, err := list.Of(l)
	if err != nil {
		return nil, err
	}
	leads, err := q.ByID(ctx, tx, f.Cursor, chunk)
	var all []occasion
	for _, l := range leads {
		o.lead = l.ID
		all = append(all, o)
	}
	return all, err
}
