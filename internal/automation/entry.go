package automation

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ErrEntry: the policy lacks what it needs, or has what it does not take.
var ErrEntry = fault.New(fault.Invalid, "entry_invalid", "The entry policy is every, once, again_after (with after_seconds) or parallel; its key is event.<path>.")

// The entry policies.
const (
	Every      = "every"       // each event begins a run
	Once       = "once"        // one run for each lead and key, ever
	AgainAfter = "again_after" // the next run begins when AfterSeconds have passed since the last began
	Parallel   = "parallel"    // one unfinished run for each lead and key
)

func (e Entry) policy() string {
	if e.Policy == "" {
		return Every
	}
	return e.Policy
}

// After is how long again_after waits.
func (e Entry) After() time.Duration { return time.Duration(e.AfterSeconds) * time.Second }

func (e Entry) check() error {
	if !slices.Contains([]string{Every, Once, AgainAfter, Parallel}, e.policy()) {
		return ErrEntry.At("/entry/policy")
	}
	if (e.Policy == AgainAfter) != (e.AfterSeconds > 0) || e.AfterSeconds < 0 || e.AfterSeconds > MaxDelay {
		return ErrEntry.At("/entry/after_seconds")
	}
	if e.Key != "" && !eventField.MatchString(e.Key) {
		return ErrEntry.At("/entry/key")
	}
	return nil
}

// Key is what, beside the lead, the entry policy tells runs apart by: the value at the entry's
// path in the event, as text of at most 200 characters; empty without one.
func (d Definition) Key(e Event) string {
	path, ok := strings.CutPrefix(d.Entry.Key, eventPrefix)
	value := e.at(path)
	if !ok || value == nil {
		return ""
	}
	return clip(fmt.Sprint(value))
}

// entry is what an entry policy tells runs apart by.
type entry struct {
	automation, lead uuid.UUID
	key              string
}

// before is what is known of the runs of an entry.
type before struct {
	at   time.Time // when the last began
	open bool      // one is not over
}

// past is what admits runs or refuses them: those that began before.
type past struct {
	now   time.Time
	runs  map[entry]before
	rates map[uuid.UUID]int64 // runs of a lead within the hour
}

// entered looks up the runs that began before, for whom occasions are about.
func entered(ctx context.Context, tx *tenant.Tx, occasions []occasion, now time.Time) (past, error) {
	p := past{now: now, runs: map[entry]before{}, rates: map[uuid.UUID]int64{}}
	leads, automations := map[uuid.UUID]bool{}, map[uuid.UUID]bool{}
	for _, o := range occasions {
		leads[o.lead] = true
		if o.definition.Entry.policy() != Every {
			automations[o.automation] = true
		}
	}
	counts, err := tx.CountRunsOfLeads(ctx, keys(leads), now.Add(-time.Hour))
	if err != nil {
		return p, err
	}
	for _, c := range counts {
		p.rates[c.LeadID] = c.N
	}
	if len(automations) == 0 {
		return p, nil
	}
	rows, err := tx.ListEntries(ctx, keys(leads), keys(automations))
	for _, row := range rows {
		p.runs[entry{row.AutomationID, row.LeadID, row.EntryKey}] = before{row.LastAt, row.Open}
	}
	return p, err
}

// admit lets a run begin or says why it may not, and remembers those that do. Runs about nobody
// always begin.
func (p past) admit(o occasion, v Verdict) Verdict {
	if v.State != Pending || o.lead == uuid.Nil {
		return v
	}
	e := entry{o.automation, o.lead, o.definition.Key(o.event)}
	if reason := o.definition.Entry.objection(p.runs, e, p.now); reason != "" {
		return v.refused(NotMatched, reason)
	}
	if p.rates[o.lead] >= MaxRate {
		return v.refused(LoopStopped, ReasonRate)
	}
	p.runs[e] = before{p.now, true}
	p.rates[o.lead]++
	return v
}

// objection is why the policy refuses another run; empty when it does not.
func (e Entry) objection(runs map[entry]before, of entry, now time.Time) string {
	last, known := runs[of]
	switch {
	case !known:
	case e.Policy == Once:
		return ReasonEntered
	case e.Policy == AgainAfter && now.Before(last.at.Add(e.After())):
		return ReasonSoon
	case e.Policy == Parallel && last.open:
		return ReasonOpen
	}
	return ""
}
