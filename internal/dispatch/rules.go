package dispatch

import (
	"fmt"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/window"
)

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
	{HoldReview, askReview, Hold, nil},
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

// askReview waits until a person has read what may be an opt-out.
func askReview(f Facts, _ Policy, _ time.Time) (string, string) {
	if f.InReview {
		return "open", HoldReview
	}
	return "", ""
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

func suppressedAs(reason string) string {
	switch reason {
	case "unsubscribed":
		return "unsubscribed"
	case "complained":
		return "suppressed_complaint"
	case "invalid":
		return "invalid_address"
	case "manual":
		return "suppressed_by_tenant"
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
