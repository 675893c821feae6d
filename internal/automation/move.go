package automation

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Activate lets an automation run as its draft says: as a new version, unless the draft is what ran
// last. Runs stay on the version they began with. It fails as Create does, with ErrArchived, and
// where no account can send what an action says.
func (r *Room) Activate(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Automation, error) {
	a, err := tx.LockAutomation(ctx, id)
	if err != nil {
		return a, err
	}
	if a.Status == Archived {
		return a, ErrArchived
	}
	if _, err := r.checked(ctx, tx, a.Definition); err != nil {
		return a, err
	}
	number, err := r.version(ctx, tx, a)
	if err != nil || a.Status == Active && number == *a.ActiveVersion {
		return a, err
	}
	if err := each(ctx, tx, id, r.Dispatch.ResumeSending); err != nil {
		return a, err
	}
	return r.activate(ctx, tx, a, number)
}

// activate moves an automation to a version of its draft.
func (r *Room) activate(ctx context.Context, tx *tenant.Tx, a db.Automation, number int32) (db.Automation, error) {
	d, err := stored(a.Definition)
	if err != nil {
		return a, err
	}
	now := r.Clock.Now()
	to := db.MoveAutomationParams{ToStatus: Active, ActiveVersion: &number, ActivatedAt: &now}
	if d.TriggerType != scheduledTime {
		to.Listens = new(string(d.Listens()))
		return r.move(ctx, tx, a, to, event.AutomationActivated)
	}
	s, err := d.Schedule()
	if err != nil {
		return a, err
	}
	if next, comes := s.Next(now); comes {
		to.NextFireAt = &next
	}
	return r.move(ctx, tx, a, to, event.AutomationActivated)
}

// version is the number under which an automation's draft runs; a new one when it has changed.
func (r *Room) version(ctx context.Context, tx *tenant.Tx, a db.Automation) (int32, error) {
	number := int32(1)
	if a.ActiveVersion != nil {
		last, err := tx.GetAutomationVersion(ctx, a.ID, *a.ActiveVersion)
		if err != nil || bytes.Equal(last.Definition, a.Definition) {
			return last.Number, err
		}
		number = last.Number + 1
	}
	d, err := stored(a.Definition)
	if err != nil {
		return 0, err
	}
	id := uuid.Must(uuid.NewV7())
	sends, err := r.openSends(ctx, tx, id, d)
	if err != nil {
		return 0, err
	}
	_, err = tx.InsertAutomationVersion(ctx, db.InsertAutomationVersionParams{
		ID: id, AutomationID: a.ID, Number: number, Definition: a.Definition, Sends: sends, CreatedBy: tx.Actor.Name,
	})
	return number, err
}

// openSends makes, for each action that sends, what its sends go through; zero for the others.
func (r *Room) openSends(ctx context.Context, tx *tenant.Tx, version uuid.UUID, d Definition) ([]uuid.UUID, error) {
	sends := make([]uuid.UUID, len(d.Actions))
	for i, a := range d.Actions {
		if a.Channel() == "" {
			continue
		}
		t, err := tx.GetTenant(ctx)
		if err != nil {
			return nil, err
		}
		s := dispatch.NewSending{
			Origin: dispatch.FromAutomation, Ref: part(version, i), Channel: a.Channel(), Content: a.Config.Content, Timezone: t.Timezone,
		}
		if a.Config.ConnectionID != uuid.Nil {
			s.Connection = &a.Config.ConnectionID
		}
		if sends[i], err = r.Dispatch.OpenSending(ctx, tx, s); err != nil {
			return nil, moved(err, "", fmt.Sprintf("/actions/%d/action_config", i))
		}
	}
	return sends, nil
}

// part is the id of the step of something: the same whenever it is asked.
func part(of uuid.UUID, step int) uuid.UUID { return uuid.NewSHA1(of, []byte{byte(step)}) }

// Pause stops an automation: once the transaction commits it hears nothing, no step of a run is
// under way but a call of a webhook that had begun, and what its runs have put in line is not sent.
// Runs go on where they are when it is activated again.
func (r *Room) Pause(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Automation, error) {
	a, err := r.still(ctx, tx, id)
	if err != nil || a.Status == Paused {
		return a, err
	}
	if a.Status != Active {
		return a, ErrNotPausable.With("state", a.Status).With("allowed_from", origins(Paused))
	}
	if err := each(ctx, tx, id, r.Dispatch.PauseSending); err != nil {
		return a, err
	}
	return r.move(ctx, tx, a, db.MoveAutomationParams{ToStatus: Paused}, event.AutomationPaused)
}

// Archive ends an automation for good, in the way of a pause. Runs that are not over are cancelled
// in chunks by Clear.
func (r *Room) Archive(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Automation, error) {
	a, err := r.still(ctx, tx, id)
	if err != nil || a.Status == Archived {
		return a, err
	}
	if err := each(ctx, tx, id, r.Dispatch.CancelSending); err != nil {
		return a, err
	}
	now := r.Clock.Now()
	return r.move(ctx, tx, a, db.MoveAutomationParams{ToStatus: Archived, ArchivedAt: &now}, event.AutomationArchived)
}

// still waits until no step is under way, keeps new ones out and locks the row.
func (r *Room) still(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Automation, error) {
	if err := tx.LockExclusive(ctx, id.String()); err != nil {
		return db.Automation{}, err
	}
	return tx.LockAutomation(ctx, id)
}

// each does something to everything that an automation's versions send through.
func each(ctx context.Context, tx *tenant.Tx, id uuid.UUID, do func(context.Context, *tenant.Tx, uuid.UUID) error) error {
	versions, err := tx.ListAutomationVersions(ctx, db.ListAutomationVersionsParams{AutomationID: id, BeforeNumber: math.MaxInt32, Page: math.MaxInt32})
	if err != nil {
		return err
	}
	for _, v := range versions {
		for _, sending := range v.Sends {
			if sending == uuid.Nil {
				continue
			}
			if err := do(ctx, tx, sending); err != nil {
				return err
			}
		}
	}
	return nil
}

// move changes a locked automation's state and says so.
func (r *Room) move(ctx context.Context, tx *tenant.Tx, a db.Automation, p db.MoveAutomationParams, fact event.Type) (db.Automation, error) {
	p.ID, p.FromStatuses = a.ID, origins(p.ToStatus)
	after, err := tx.MoveAutomation(ctx, p)
	if err != nil {
		return a, err
	}
	return after, tx.Emit(ctx, event.Of(fact, "automation", a.ID, map[string]any{"from": a.Status, "version": after.ActiveVersion}))
}

// stored reads a definition that was checked before it was kept.
func stored(raw json.RawMessage) (d Definition, err error) {
	return d, json.Unmarshal(raw, &d)
}
