package dispatch

import (
	"context"
	"math"
	"math/rand/v2"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Month is the month of an instant in UTC, as 202611.
func Month(t time.Time) int32 {
	t = t.UTC()
	return int32(t.Year()*100 + int(t.Month()))
}

// NextMonth is when the month after an instant begins, in UTC.
func NextMonth(t time.Time) time.Time {
	t = t.UTC()
	return time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
}

// Left is how many sends the plan's limit allows in this month beside those that were promised.
func (p *Plan) Left(ctx context.Context, tx *tenant.Tx, now time.Time) (int64, error) {
	if p.Limit == nil {
		return math.MaxInt64, nil
	}
	rows, err := tx.ListUsage(ctx, Month(now))
	for _, r := range rows {
		if r.Channel == p.Campaign.Channel {
			return *p.Limit - r.Used, err
		}
	}
	return *p.Limit, err
}

// slots are how many rows of a month share what no limit holds.
const slots = 32

// reserve takes what is to be sent out of the month's quota. What that does not suffice for is
// decided again, and waits.
func (p *Plan) reserve(ctx context.Context, tx *tenant.Tx, j *judged, now time.Time) error {
	row := db.ReserveUsageParams{Channel: p.Campaign.Channel, Month: Month(now), Wanted: int64(len(j.sends))}
	if row.Wanted == 0 || p.Limit == nil {
		return nil
	}
	beside, err := tx.UsedBeside(ctx, row.Channel, row.Month)
	if err != nil {
		return err
	}
	row.Quota = *p.Limit - beside
	got, err := tx.ReserveUsage(ctx, row)
	if err != nil || got.Given == row.Wanted {
		return err
	}
	for _, s := range j.sends[got.Given:] {
		s.facts.Refilled = NextMonth(now)
		j.put(s.row.ID, Decide(s.facts, p.Policy, now), now)
	}
	j.sends = j.sends[:got.Given]
	if got.Refusals > 1 {
		return nil
	}
	return tx.Emit(ctx, event.Of(event.QuotaReached, "quota", tx.Actor.Tenant, map[string]any{
		"channel": p.Campaign.Channel, "limit": *p.Limit, "resets_at": NextMonth(now),
	}))
}

// count adds sends that no limit holds to the month's. It comes last in its transaction: until the
// commit nobody else counts in the same slot.
func (p *Plan) count(ctx context.Context, tx *tenant.Tx, sends int, now time.Time) error {
	if sends == 0 || p.Limit != nil {
		return nil
	}
	return tx.AddUsage(ctx, db.AddUsageParams{
		Channel: p.Campaign.Channel, Month: Month(now), Slot: 1 + rand.N[int32](slots), Sends: int64(sends),
	})
}

// release gives back what was not sent, and has as many asked again as wait for it. It takes the slot of
// promises under a limit: whoever was told meanwhile that nothing is left, waits by then and is woken. Targets are moved before, never after: a
// claim holds its targets while it waits for the slot.
func (d *Dispatcher) release(ctx context.Context, tx *tenant.Tx, on string, moved []db.SettleAttemptsRow) error {
	unsent := map[int32]int64{}
	for _, m := range moved {
		if m.Month != nil && (m.State == attemptRejected || m.State == attemptNotSent) {
			unsent[*m.Month]++
		}
	}
	for month, n := range unsent {
		if err := tx.AddUsage(ctx, db.AddUsageParams{Channel: on, Month: month, Slot: 0, Sends: -n}); err != nil {
			return err
		}
		if err := wake(ctx, tx, on, n, d.Clock.Now(), "running"); err != nil {
			return err
		}
	}
	return nil
}

// wake has some of those asked again that wait for a channel's quota, of campaigns in some states.
func wake(ctx context.Context, tx *tenant.Tx, on string, n int64, now time.Time, statuses ...string) error {
	return tx.WakeQuota(ctx, db.WakeQuotaParams{Now: &now, Channel: on, Statuses: statuses, Most: int32(n)})
}

// wakeMost is how many of a channel's waiting targets a changed limit has asked again at once.
const wakeMost = 100_000

// Refill has what waits for quota asked again, after a tenant's limits have changed: up to 100,000
// targets on each channel.
func Refill(ctx context.Context, tx *tenant.Tx, now time.Time) error {
	for _, on := range []string{"sms", "whatsapp", "email", "voice"} {
		if err := wake(ctx, tx, on, wakeMost, now, "running", "paused"); err != nil {
			return err
		}
	}
	return nil
}
