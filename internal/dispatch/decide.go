package dispatch

import (
	"slices"
	"time"

	"github.com/carillonhq/carillon/internal/window"
)

// Action is what is to be done with a recipient.
type Action string

// The actions.
const (
	Send   Action = "send"
	Hold   Action = "hold"
	Skip   Action = "skip"
	Expire Action = "expire"
)

// Facts are what is known of a recipient when the decision is made.
type Facts struct {
	Deleted    bool   // the lead was deleted
	Recipient  string // the address; empty when the lead has none
	Suppressed string // why the address must not be contacted; empty when it may
	InReview   bool   // the person wrote something that may be an opt-out, and nobody has read it yet
	Spent      int    // sends that count against the cap
	ExpiresAt  time.Time
	Zones      []*time.Location // in all of which the windows must be open
	Contacts   []Contact        // the latest on the channel, newest first
	Refilled   time.Time        // when the tenant's quota begins anew, now that it is used up; zero: it is not

	Owner       string    // who speaks in the thread that an automation would write into; empty: not asked
	AnswerUntil time.Time // what is sent before it answers the person, at any hour; zero: it answers nothing
	FreeText    bool      // WhatsApp words of one's own
	FreeUntil   time.Time // until when WhatsApp lets such through: a day after the person wrote
	Missing     []string  // fields that the message needs of the lead and that the lead lacks
}

// Policy is what a campaign, its tenant and the law ask for.
type Policy struct {
	StartAt     time.Time // not before; zero: at once
	MaxAttempts int
	Windows     []window.Rules // the installation's and the campaign's own
	Quiet       []window.Rules // the tenant's: outside of them it is quiet
	Laws        []window.Law   // for recipients whom they bind
	Cap         Cap
}

// Step is one rule that was asked: what it looked at and what it said.
type Step struct {
	Rule   string `json:"rule"`
	Input  string `json:"input"`
	Result string `json:"result"`
}

// Verdict is a decision with its reasons.
type Verdict struct {
	Action Action    `json:"action"`
	Reason string    `json:"reason,omitempty"` // why not now; empty with Send
	Until  time.Time `json:"until,omitzero"`   // with Hold: when to ask again
	Trace  []Step    `json:"trace"`
}

// reviewPause is after how long a recipient in review is looked at again, should nobody say sooner.
const reviewPause = 15 * time.Minute

// lastMinute is how long a window must still be open for a send to begin.
const lastMinute = time.Minute

// Decide says what is to be done with a recipient at an instant, and why. It is pure: the
// dispatcher, the preview and the timeline run this same function.
func Decide(f Facts, p Policy, now time.Time) Verdict {
	d := decision{trace: make([]Step, 0, 8)}
	for _, r := range rules {
		input, objection := r.ask(f, p, now)
		if input == "" || !d.heard(r.name, input, objection) {
			continue
		}
		if r.name == HoldReview {
			return Verdict{Action: Hold, Reason: objection, Until: now.Add(reviewPause), Trace: d.trace}
		}
		if r.then == Hold {
			return d.until(opening(f, p, later(p.StartAt, r.free(f, p, now))), f.ExpiresAt)
		}
		return Verdict{Action: r.then, Reason: objection, Trace: d.trace}
	}
	return Verdict{Action: Send, Trace: d.trace}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// open says whether a policy allows contact from t on for another minute.
func open(w window.Policy, t time.Time) bool {
	return w.Allowed(t) && w.Allowed(t.Add(lastMinute-1))
}

// opening is the first instant from t on at which the windows are open and stay so for a minute;
// zero when they never are.
func opening(f Facts, p Policy, t time.Time) time.Time {
	w := window.Policy{Zones: f.Zones, Windows: slices.Concat(p.Windows, p.Quiet, p.lawful(f))}
	for range 4 { // a window shorter than a minute is passed over
		next, ok := w.Next(t)
		if !ok {
			return time.Time{}
		}
		if open(w, next) {
			return next
		}
		t = next.Add(w.Remaining(next))
	}
	return time.Time{}
}

// decision collects the trace.
type decision struct {
	trace  []Step
	reason string
}

// heard records a rule and says whether it objects to a send now.
func (d *decision) heard(rule, input, objection string) bool {
	result := "ok"
	if objection != "" {
		result, d.reason = objection, objection
	}
	d.trace = append(d.trace, Step{rule, input, result})
	return objection != ""
}

// until holds to an instant, or ends what cannot be reached before it expires.
func (d *decision) until(next, expires time.Time) Verdict {
	switch {
	case next.IsZero():
		d.trace = append(d.trace, Step{"opening", "", "never"})
		return Verdict{Action: Skip, Reason: "window_closed", Trace: d.trace}
	case !next.Before(expires) && d.reason == HoldQuota: // a limit may be raised, and unsent messages be given back
		next = expires
	case !next.Before(expires):
		d.trace = append(d.trace, Step{"opening", instant(next), "after expiry"})
		return Verdict{Action: Expire, Reason: d.expired(), Trace: d.trace}
	}
	d.trace = append(d.trace, Step{"opening", instant(next), "wait"})
	return Verdict{Action: Hold, Reason: d.reason, Until: next, Trace: d.trace}
}

// expired is why somebody cannot be reached in time.
func (d *decision) expired() string {
	if d.reason == HoldFrequency {
		return HoldFrequency
	}
	return "window_closed"
}
