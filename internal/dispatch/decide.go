package dispatch

import (
	"fmt"
	"slices"
	"strings"
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
		if r.then == Hold {
			return d.until(opening(f, p, later(p.StartAt, r.free(f, p, now))), f.ExpiresAt)
		}
		return Verdict{Action: r.then, Reason: objection, Trace: d.trace}
	}
	return Verdict{Action: Send, Trace: d.trace}
}

// rule is one thing that is asked before a send: what it looked at, and why it objects, if it does.
// One that looked at nothing does not apply and leaves no trace.
type rule struct {
	name string
	ask  func(Facts, Policy, time.Time) (input, objection string)
	then Action
	free func(Facts, Policy, time.Time) time.Time // with Hold: from when on it may object no more
}

// rules are asked in this order: what can never be, what can no longer be, what cannot be yet.
var rules = []rule{
	{"deleted", askDeleted, Skip, nil},
	{"address", askAddress, Skip, nil},
	{"suppression", askSuppression, Skip, nil},
	{"attempts", askAttempts, Skip, nil},
	{"expiry", askExpiry, Expire, nil},
	{"owner", askOwner, Skip, nil},
	{"whatsapp_window", askWhatsApp, Skip, nil},
	{"variables", askVariables, Skip, nil},
	{"start", askStart, Hold, atOnce},
	{"window", askWindow, Hold, atOnce},
	{"quiet_hours", askQuiet, Hold, atOnce},
	{"legal_hours", askLaw, Hold, atOnce},
	{"frequency_cap", askFrequency, Hold, whenFree},
	{"quota", askQuota, Hold, whenRefilled},
}

// atOnce is for what only windows bind: they say when they open.
func atOnce(_ Facts, _ Policy, now time.Time) time.Time { return now }

func whenFree(f Facts, p Policy, now time.Time) time.Time { return p.Cap.free(f.Contacts, now) }

func whenRefilled(f Facts, _ Policy, _ time.Time) time.Time { return f.Refilled }

func askDeleted(f Facts, _ Policy, _ time.Time) (string, string) {
	if f.Deleted {
		return "deleted", "lead_deleted"
	}
	return "there", ""
}

func askAddress(f Facts, _ Policy, _ time.Time) (string, string) {
	if f.Recipient == "" {
		return "none", "missing_address"
	}
	return "given", ""
}

func askSuppression(f Facts, _ Policy, _ time.Time) (string, string) {
	if f.Suppressed == "" {
		return "none", ""
	}
	return f.Suppressed, suppressedAs(f.Suppressed)
}

func askAttempts(f Facts, p Policy, _ time.Time) (string, string) {
	input := fmt.Sprintf("%d of %d", f.Spent, p.MaxAttempts)
	if f.Spent >= p.MaxAttempts {
		return input, "attempts_exhausted"
	}
	return input, ""
}

func askExpiry(f Facts, _ Policy, now time.Time) (string, string) {
	if !now.Before(f.ExpiresAt) {
		return instant(f.ExpiresAt), "expired"
	}
	return instant(f.ExpiresAt), ""
}

// askOwner keeps automations silent where a person has taken over.
func askOwner(f Facts, _ Policy, _ time.Time) (string, string) {
	if f.Owner == "human" {
		return f.Owner, "human_owns"
	}
	return f.Owner, ""
}

// askWhatsApp keeps to WhatsApp's own rule: words of one's own go to whoever wrote in the last day,
// and templates to all others.
func askWhatsApp(f Facts, _ Policy, now time.Time) (string, string) {
	switch {
	case !f.FreeText:
		return "", ""
	case !now.Before(f.FreeUntil):
		return "free text until " + instant(f.FreeUntil), "whatsapp_window_closed"
	}
	return "free text until " + instant(f.FreeUntil), ""
}

// askVariables keeps back what would have a hole in it, where the message says so.
func askVariables(f Facts, _ Policy, _ time.Time) (string, string) {
	if len(f.Missing) == 0 {
		return "", ""
	}
	return strings.Join(f.Missing, ", "), "missing_variable"
}

func askStart(_ Facts, p Policy, now time.Time) (string, string) {
	if now.Before(p.StartAt) {
		return instant(p.StartAt), HoldStart
	}
	return instant(p.StartAt), ""
}

func askWindow(f Facts, p Policy, now time.Time) (string, string) {
	if now.Before(f.AnswerUntil) {
		return "answer until " + instant(f.AnswerUntil), ""
	}
	return askHours(f, p.Windows, now, HoldWindow)
}

// askQuiet keeps to the hours of the tenant, but for an answer.
func askQuiet(f Facts, p Policy, now time.Time) (string, string) {
	if len(p.Quiet) == 0 || now.Before(f.AnswerUntil) {
		return "", ""
	}
	return askHours(f, p.Quiet, now, HoldQuiet)
}

// askLaw keeps to the hours of the recipient's country, but for an answer.
func askLaw(f Facts, p Policy, now time.Time) (string, string) {
	windows := p.lawful(f)
	if len(windows) == 0 || now.Before(f.AnswerUntil) {
		return "", ""
	}
	return askHours(f, windows, now, HoldLegal)
}

// lawful are the windows of the laws that bind a recipient.
func (p Policy) lawful(f Facts) (windows []window.Rules) {
	for _, l := range p.Laws {
		if l.Binds(f.Recipient) {
			windows = append(windows, l.Rules)
		}
	}
	return windows
}

func askHours(f Facts, windows []window.Rules, now time.Time, hold string) (string, string) {
	if !open(window.Policy{Zones: f.Zones, Windows: windows}, now) {
		return readings(f.Zones, now), hold
	}
	return readings(f.Zones, now), ""
}

// askFrequency keeps to the tenant's cap, but for an answer.
func askFrequency(f Facts, p Policy, now time.Time) (string, string) {
	if p.Cap.Max == 0 || now.Before(f.AnswerUntil) {
		return "", ""
	}
	n := len(p.Cap.counted(f.Contacts, now))
	input := fmt.Sprintf("%d of %d in %d days", n, p.Cap.Max, p.Cap.Days)
	if n >= p.Cap.Max {
		return input, HoldFrequency
	}
	return input, ""
}

func askQuota(f Facts, _ Policy, _ time.Time) (string, string) {
	if f.Refilled.IsZero() {
		return "", ""
	}
	return "none left until " + instant(f.Refilled), HoldQuota
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

func suppressedAs(reason string) string {
	switch reason {
	case "unsubscribed":
		return "unsubscribed"
	case "complained":
		return "suppressed_complaint"
	case "invalid":
		return "invalid_address"
	}
	return "suppressed_bounce"
}

func instant(t time.Time) string {
	if t.IsZero() {
		return "none"
	}
	return t.UTC().Format(time.RFC3339)
}

// readings are the local times of an instant in some zones: "Mon 08:12 America/New_York".
func readings(zones []*time.Location, t time.Time) string {
	if len(zones) == 0 {
		return "no zone"
	}
	parts := make([]string, 0, len(zones))
	for _, z := range zones {
		parts = append(parts, t.In(z).Format("Mon 15:04 ")+z.String())
	}
	return strings.Join(parts, ", ")
}
