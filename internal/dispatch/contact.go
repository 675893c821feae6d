package dispatch

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Cap is how often one person is contacted on a channel, whatever for: at most Max times within any
// span of so many days. The zero value is no cap.
type Cap struct {
	Max  int `json:"max"`
	Days int `json:"days"`
}

// Contact is one that reached a person, or may have.
type Contact struct {
	At   time.Time // business time of its promise
	Open bool      // it is not known yet whether it did
}

// spare is how long after its promise a message may go out: a span counts from there.
const spare = time.Minute

// openFor is how long an open contact is waited for at the least, and then as long again as it has
// been open.
const openFor = time.Minute

func (c Cap) span() time.Duration { return time.Duration(c.Days)*24*time.Hour + spare }

// counted are the contacts of the span that ends at an instant. They come newest first.
func (c Cap) counted(met []Contact, now time.Time) []Contact {
	for i, one := range met {
		if !one.At.Add(c.span()).After(now) {
			return met[:i]
		}
	}
	return met
}

// free is when the cap allows one more contact, as far as is known: the oldest that counts falls out
// of the span, or one that is open may turn out to be none. It is now when it allows one now.
func (c Cap) free(met []Contact, now time.Time) time.Time {
	met = c.counted(met, now)
	if c.Max == 0 || len(met) < c.Max {
		return now
	}
	free := met[c.Max-1].At.Add(c.span())
	for _, one := range met {
		if again := now.Add(max(openFor, now.Sub(one.At))); one.Open && again.Before(free) {
			free = again
		}
	}
	return free
}

// errTaken: on everybody who is due another transaction is deciding, or changing the lead.
var errTaken = errors.New("dispatch: everybody due is being decided on")

// Met are the contacts that count against the plan's cap, by lead; none are looked for where there
// is no cap.
func (p *Plan) Met(ctx context.Context, tx *tenant.Tx, leads []uuid.UUID, now time.Time) (map[uuid.UUID][]Contact, error) {
	c := p.Policy.Cap
	if c.Max == 0 || len(leads) == 0 {
		return nil, nil
	}
	rows, err := tx.ListContacts(ctx, db.ListContactsParams{
		LeadIds: leads, Channel: p.Campaign.Channel, Since: new(now.Add(-c.span())), Most: int32(c.Max),
	})
	met := map[uuid.UUID][]Contact{}
	for _, r := range rows {
		met[r.LeadID] = append(met[r.LeadID], Contact{r.At, r.Open})
	}
	return met, err
}

// alone keeps those of a claimed page on whose people nobody else is deciding, and learns when they
// were contacted. The others stay due; it fails with errTaken when there is nobody else. Where there
// is no cap, nothing is asked.
func (p *Plan) alone(ctx context.Context, tx *tenant.Tx, rows []db.ClaimTargetsRow, now time.Time) ([]db.ClaimTargetsRow, map[uuid.UUID][]Contact, error) {
	if p.Policy.Cap.Max == 0 {
		return rows, nil, nil
	}
	leads := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		leads[i] = r.LeadID
	}
	locked, err := tx.LockPeople(ctx, leads)
	if err != nil {
		return nil, nil, err
	}
	ours := map[uuid.UUID]bool{}
	for _, id := range locked {
		ours[id] = true
	}
	if len(locked) == 0 {
		return nil, nil, errTaken
	}
	kept := rows[:0]
	for _, r := range rows {
		if ours[r.LeadID] {
			kept = append(kept, r)
		}
	}
	met, err := p.Met(ctx, tx, locked, now) // only now: what was promised before the lock is seen
	return kept, met, err
}
