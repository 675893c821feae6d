package automation

import "slices"

// MaxDepth is how many causes may stand behind an event that begins a run.
const MaxDepth = 5

// Why a run does not begin although its automation heard the event.
const (
	ReasonConditions = "conditions_not_met"
	ReasonNoLead     = "no_lead"          // the event is about nobody, and an action needs somebody
	ReasonTwice      = "automation_twice" // the automation itself is among the event's causes
	ReasonDepth      = "chain_too_deep"   // MaxDepth
)

// Outcome is what an event means to an automation.
type Outcome string

// The outcomes. All but Ignored make a run, whose state has the same name.
const (
	Ignored     Outcome = "" // not the event it waits for
	Begins      Outcome = "pending"
	NotMatched  Outcome = "not_matched"
	LoopStopped Outcome = "loop_stopped"
)

// Verdict is a decision with its reasons.
type Verdict struct {
	Outcome Outcome
	Reason  string // empty with Ignored and Begins
	Trace   []Step
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
	outcome, reason := d.enter(f)
	return Verdict{outcome, reason, append(trace, Step{
		Kind: StepEntry, Type: d.Entry.policy(), At: f.Now, Verdict: verdicts[reason == ""], Detail: reason,
	})}
}

// enter looks for what keeps a run from beginning although everything is met.
func (d Definition) enter(f Facts) (Outcome, string) {
	switch {
	case f.Lead == nil && d.needsLead():
		return NotMatched, ReasonNoLead
	case slices.Contains(f.Event.Chain, f.Automation):
		return LoopStopped, ReasonTwice
	case f.Event.Depth >= MaxDepth:
		return LoopStopped, ReasonDepth
	}
	return Begins, ""
}
