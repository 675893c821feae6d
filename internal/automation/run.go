package automation

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
	"github.com/carillonhq/carillon/internal/window"
)

const (
	maxTries = 5                // of one action that fails for reasons of ours
	patience = 10 * time.Second // before the second try; each next waits twice as long
)

// Why a run ends before its last action is done, beside the codes of faults.
const (
	ReasonLeadGone = "lead_deleted"
	ReasonInternal = "internal" // maxTries
	ReasonCancel   = "by_request"
)

// ErrRunOver: a run that is over cannot be cancelled.
var ErrRunOver = fault.New(fault.Conflict, "run_over", "This run is over already.")

// Run does the due steps of a tenant's runs, each in a transaction of its own, until none is due or
// the context ends. A step that fails for reasons of ours is tried again later, and the last such
// failure is returned.
func (r *Room) Run(ctx context.Context, a tenant.Actor) (failure error) {
	for moved := true; moved && !tenant.Over(ctx); {
		now := r.Clock.Now()
		due, err := r.DB.Read(a).ListDueRuns(ctx, &now)
		if err != nil {
			return err
		}
		moved = false
		for _, row := range due {
			done, err := r.advance(ctx, a.Tenant, row)
			moved = moved || done
			if err != nil {
				failure = err
			}
		}
	}
	return failure
}

// advance does the due step of a run, in the trace of its event; false when somebody else does, or nobody may.
func (r *Room) advance(ctx context.Context, of uuid.UUID, due db.ListDueRunsRow) (bool, error) {
	a := tenant.Actor{Tenant: of, Name: "automation:" + due.AutomationID.String(), Cause: event.Cause{
		Event: due.EventID, Depth: due.Depth + 1, Automations: append(slices.Clone(due.Chain), due.AutomationID),
	}}
	ctx = trace.FollowKept(ctx, due.Traceparent)
	var promised *call
	err := r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		if err := tx.LockShared(ctx, due.AutomationID.String()); err != nil { // a pause waits for this step
			return err
		}
		row, err := tx.ClaimRun(ctx, due.ID, new(r.Clock.Now()))
		if err != nil {
			return err
		}
		w, err := r.open(ctx, tx, row)
		if err != nil {
			return err
		}
		promised, err = r.step(ctx, tx, w)
		return err
	})
	switch {
	case tenant.IsNone(err):
		return false, nil
	case ctx.Err() != nil:
		return false, ctx.Err()
	case err != nil:
		return true, r.stumble(ctx, a, due, err)
	case promised != nil:
		return true, r.act(ctx, a, due, promised)
	}
	return true, nil
}

// work is a run, and what its next step needs to know.
type work struct {
	row        db.AutomationRun
	definition Definition
	sends      []uuid.UUID
	facts      Facts
	person     *db.Lead // as facts.Lead, for rooms that take a row
	trace      []Step
}

// action is the one to do next.
func (w *work) action() Action { return w.definition.Actions[w.row.Step] }

// open loads what a run's step needs.
func (r *Room) open(ctx context.Context, tx *tenant.Tx, row db.AutomationRun) (*work, error) {
	v, err := tx.GetAutomationVersion(ctx, row.AutomationID, row.Version)
	if err != nil {
		return nil, err
	}
	w := &work{row: row, sends: v.Sends}
	if w.definition, err = stored(v.Definition); err != nil {
		return nil, err
	}
	w.facts = Facts{Automation: row.AutomationID, Now: r.Clock.Now()}
	err = errors.Join(json.Unmarshal(row.Event, &w.facts.Event), json.Unmarshal(row.Trace, &w.trace))
	if err != nil {
		return nil, err
	}
	return w, w.look(ctx, tx)
}

// look reads the lead as it is now, and the tenant's zone. A lead that is gone is nobody.
func (w *work) look(ctx context.Context, tx *tenant.Tx) error {
	t, err := tx.GetTenant(ctx)
	if err != nil {
		return err
	}
	if w.facts.Zone, err = window.Zone(t.Timezone); err != nil || w.row.LeadID == nil {
		return err
	}
	w.facts.Lead, w.person = nil, nil
	row, err := tx.GetTaggedLead(ctx, *w.row.LeadID)
	if tenant.IsNone(err) {
		return nil
	}
	if err != nil {
		return err
	}
	w.person = &row.Lead
	w.facts.Lead, err = personOf(lead.Lead{Lead: row.Lead, Tags: row.Tags})
	return err
}

// step does the next action of a run, or ends it, or returns the call that is to be made for it.
func (r *Room) step(ctx context.Context, tx *tenant.Tx, w *work) (*call, error) {
	if reason := w.objection(); reason != "" {
		return nil, r.end(ctx, tx, w, Exited, reason)
	}
	if w.action().Type == triggerWebhook {
		return r.promise(ctx, tx, w)
	}
	done, err := r.do(ctx, tx, w)
	if err != nil {
		return nil, err
	}
	return nil, r.next(ctx, tx, w, done)
}

// next moves a run on after an action, by whose line its trace grows.
func (r *Room) next(ctx context.Context, tx *tenant.Tx, w *work, done Step) error {
	w.trace = append(w.trace, done)
	w.row.Step++
	if int(w.row.Step) == len(w.definition.Actions) {
		return r.end(ctx, tx, w, Completed, "")
	}
	return r.wait(ctx, tx, w)
}

// objection asks whether the run's next action is still wanted; why not, if it is not. Conditions
// that are asked again leave their lines.
func (w *work) objection() string {
	a := w.action()
	if w.facts.Lead == nil && rules[a.Type].lead {
		return ReasonLeadGone
	}
	if !a.Recheck {
		return ""
	}
	met, asked := w.definition.Holds(w.facts)
	w.trace = append(w.trace, asked...)
	if !met {
		return ReasonConditions
	}
	return ""
}

// wait moves a run on to its next action, which is due after its delay.
func (r *Room) wait(ctx context.Context, tx *tenant.Tx, w *work) error {
	delay := w.action().delay()
	w.row.State, w.row.Tries, w.row.DueAt = Running, 0, new(w.facts.Now.Add(delay))
	if delay > 0 {
		w.row.State = Waiting
	}
	return w.keep(ctx, tx)
}

// end closes a run and says so.
func (r *Room) end(ctx context.Context, tx *tenant.Tx, w *work, state, reason string) error {
	w.row.State, w.row.DueAt, w.row.FinishedAt = state, nil, &w.facts.Now
	if reason != "" {
		w.row.Reason = &reason
	}
	if err := w.keep(ctx, tx); err != nil {
		return err
	}
	fact, said := facts[state]
	if !said {
		return nil
	}
	f := event.Of(fact, "automation_run", w.row.ID, map[string]any{
		"automation_id": w.row.AutomationID, "version": w.row.Version, "reason": w.row.Reason,
	})
	if w.row.LeadID != nil {
		f = f.About(*w.row.LeadID)
	}
	return tx.Emit(ctx, f)
}

// facts are what the log says of runs that end so.
var facts = map[string]event.Type{Completed: event.AutomationRunCompleted, Failed: event.AutomationRunFailed}

// keep writes down what a run has come to.
func (w *work) keep(ctx context.Context, tx *tenant.Tx) error {
	trace, err := json.Marshal(w.trace)
	if err != nil {
		return err
	}
	w.row, err = tx.MoveRun(ctx, db.MoveRunParams{
		ID: w.row.ID, State: w.row.State, Reason: w.row.Reason, Step: w.row.Step, Tries: w.row.Tries,
		DueAt: w.row.DueAt, Trace: trace, FinishedAt: w.row.FinishedAt,
	})
	return err
}

// stumble writes down that a step failed, after its transaction was rolled back: with a fault the
// run fails, anything else is tried again later and returned.
func (r *Room) stumble(ctx context.Context, a tenant.Actor, due db.ListDueRunsRow, cause error) error {
	var f *fault.Fault
	ours := !errors.As(cause, &f) || f.Kind == fault.Unavailable
	err := r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		row, err := tx.LockRun(ctx, due.ID)
		if err != nil || row.DueAt == nil || row.Step != due.Step {
			return err
		}
		w, err := r.open(ctx, tx, row)
		if err != nil {
			return err
		}
		switch {
		case !ours:
			return r.fail(ctx, tx, w, f.Code)
		case row.Tries+1 == maxTries:
			return r.fail(ctx, tx, w, ReasonInternal)
		}
		w.row.DueAt = new(w.facts.Now.Add(patience << row.Tries))
		w.row.Tries++
		return w.keep(ctx, tx)
	})
	if ours {
		return errors.Join(cause, err)
	}
	return err
}

// fail ends a run at an action that cannot be done.
func (r *Room) fail(ctx context.Context, tx *tenant.Tx, w *work, code string) error {
	line := w.line(did{Failed, code})
	w.trace = append(w.trace, line)
	return r.end(ctx, tx, w, Failed, code)
}

// Cancel ends a run whose actions are not all done. It fails with ErrRunOver.
func (r *Room) Cancel(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.AutomationRun, error) {
	row, err := tx.LockRun(ctx, id)
	if err != nil || row.State == Cancelled {
		return row, err
	}
	if row.DueAt == nil {
		return row, ErrRunOver.With("state", row.State)
	}
	now := r.Clock.Now()
	return tx.MoveRun(ctx, db.MoveRunParams{
		ID: id, State: Cancelled, Reason: new(ReasonCancel), Step: row.Step, Tries: row.Tries, Trace: row.Trace, FinishedAt: &now,
	})
}
