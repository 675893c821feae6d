package automation

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ErrLead: the trial names a lead that is not there.
var ErrLead = fault.New(fault.Invalid, "unknown_lead", "There is no such lead.").At("/lead_id")

// Trial is a made-up event, to see what an automation's draft would do.
type Trial struct {
	Lead uuid.UUID // zero: nobody
	Data map[string]any
}

// errUndo takes everything back that a trial did.
var errUndo = errors.New("automation: a trial leaves nothing")

// Test says what would come of an event: the same matching and the same actions, in a transaction
// that is taken back. Delays are added up and not waited for, and nothing is sent. The verdict's
// state is the one in which the run would end. It fails with ErrLead.
func (r *Room) Test(ctx context.Context, a tenant.Actor, id uuid.UUID, t Trial) (v Verdict, err error) {
	err = r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		o, err := trial(ctx, tx, id, t)
		if err != nil {
			return err
		}
		if v, err = r.rehearse(ctx, tx, o); err != nil {
			return err
		}
		return errUndo
	})
	if errors.Is(err, errUndo) {
		return v, nil
	}
	return v, err
}

// trial is a made-up occasion for an automation's draft.
func trial(ctx context.Context, tx *tenant.Tx, id uuid.UUID, t Trial) (occasion, error) {
	row, err := tx.GetAutomation(ctx, id)
	if err != nil {
		return occasion{}, err
	}
	o := occasion{automation: id, lead: t.Lead}
	if o.definition, err = stored(row.Definition); err != nil {
		return o, err
	}
	if t.Lead != uuid.Nil {
		if _, err := tx.GetLead(ctx, t.Lead); tenant.IsNone(err) {
			return o, ErrLead
		} else if err != nil {
			return o, err
		}
	}
	o.event = Event{ID: uuid.Must(uuid.NewV7()), Type: o.definition.Listens(), Data: t.Data, At: time.Now().UTC()}
	if o.event.Data == nil {
		o.event.Data = map[string]any{}
	}
	return o, nil
}

// rehearse decides on an occasion and does what it asks for.
func (r *Room) rehearse(ctx context.Context, tx *tenant.Tx, o occasion) (Verdict, error) {
	now := r.Clock.Now()
	about, err := read(ctx, tx, []occasion{o})
	if err != nil {
		return Verdict{}, err
	}
	past, err := entered(ctx, tx, []occasion{o}, now)
	if err != nil {
		return Verdict{}, err
	}
	f := Facts{Automation: o.automation, Event: o.event, Lead: about.leads[o.lead], Zone: about.zone, Now: now}
	v := past.admit(o, o.definition.Match(f))
	if v.State != Pending {
		return v, nil
	}
	w := &work{definition: o.definition, facts: f, trace: v.Trace}
	w.row = db.AutomationRun{ID: uuid.Must(uuid.NewV7()), AutomationID: o.automation}
	if o.lead != uuid.Nil {
		w.row.LeadID = &o.lead
	}
	if w.sends, err = r.openSends(ctx, tx, w.row.ID, o.definition); err != nil {
		return v, err
	}
	v.State, v.Reason, err = r.play(ctx, tx, w)
	v.Trace = w.trace
	return v, err
}

// play does the actions of a run one after the other. It returns the state in which the run ends.
func (r *Room) play(ctx context.Context, tx *tenant.Tx, w *work) (state, reason string, err error) {
	for i := range w.definition.Actions {
		w.row.Step = int32(i)
		w.facts.Now = w.facts.Now.Add(w.action().delay())
		if err := w.look(ctx, tx); err != nil {
			return "", "", err
		}
		if reason := w.objection(); reason != "" {
			return Exited, reason, nil
		}
		done, err := r.do(ctx, tx, w)
		var f *fault.Fault
		if errors.As(err, &f) && f.Kind != fault.Unavailable {
			w.trace = append(w.trace, w.line(did{Failed, f.Code}))
			return Failed, f.Code, nil
		}
		if err != nil {
			return "", "", err
		}
		w.trace = append(w.trace, done)
	}
	return Completed, "", nil
}
