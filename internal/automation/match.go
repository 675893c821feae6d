package automation

import "slices"

// What keeps automations from going in circles.
const (
	MaxDepth = 5  // causes behind an event that begins a run
	MaxRate  = 60 // runs that begin for one lead within an hour
)

// Why a run does not begin although its automation heard the event.
const (
	ReasonConditions = "conditions_not_met"
	ReasonNoLead     = "no_lead"          // the event is about nobody, and an action needs somebody
	ReasonTwice      = "automation_twice" // the automation itself is among the event's causes
	ReasonDepth      = "chain_too_deep"   // MaxDepth
	ReasonRate       = "lead_rate"        // MaxRate
	ReasonEntered    = "entered_before"   // the policy once
	ReasonSoon       = "again_too_soon"   // the policy again_after
	ReasonOpen       = "run_unfinished"   // the policy parallel
)

// Ignored is the state of no run: the event is not one that the automation waits for.
const Ignored = ""

// Verdict is a decision with its reasons.
type Verdict struct {
	State  string // of the run to write down: Pending, NotMatched, LoopStopped; or Ignored
	Reason string // empty with Ignored and Pending
	Trace  []Step
}

// Match says whether an event begins a run, and why. It is pure: the log's listener, the schedule
// and the dry run ask this same function.
func (d Definition) Match(f Facts) Verdict {
	heard := d.hears(f)
	if heard.Verdict == NotMet {
		return Verdict{Trace: []Step{heard}}
	}
	met, asked := d.Holds(f)
	trace := append([]Step{heard}, asked...)
	if !met {
		return Verdict{NotMatched, ReasonConditions, trace}
	}
	v := Verdict{Pending, "", append(trace, Step{Kind: StepEntry, Type: d.Entry.policy(), At: f.Now, Verdict: Met})}
	switch {
	case f.Lead == nil && d.needsLead():
		return v.refused(NotMatched, ReasonNoLead)
	case slices.Contains(f.Event.Chain, f.Automation):
		return v.refused(LoopStopped, ReasonTwice)
	case f.Event.Depth >= MaxDepth:
		return v.refused(LoopStopped, ReasonDepth)
	}
	return v
}

// refused is the verdict with what kept the run from beginning although everything was met.
func (v Verdict) refused(state, reason string) Verdict {
	v.State, v.Reason = state, reason
	entry := &v.Trace[len(v.Trace)-1]
	entry.Verdict, entry.Detail = NotMet, reason
	return v
}
