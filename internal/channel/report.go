package channel

import (
	"strings"
	"time"

	"github.com/google/uuid"
)

// Kind is what a report says happened.
type Kind string

// Kinds of report. The message ones rise in rank: see dispatch's delivery lattice.
const (
	ReportQueued      Kind = "queued"
	ReportSent        Kind = "sent"
	ReportDelivered   Kind = "delivered"
	ReportOpened      Kind = "opened" // read, on WhatsApp
	ReportClicked     Kind = "clicked"
	ReportMachineOpen Kind = "machine_opened" // a proxy fetched the pixel: no engagement
	ReportDeferred    Kind = "deferred"

	ReportSoftBounced Kind = "soft_bounced"
	ReportHardBounced Kind = "hard_bounced"
	ReportBlocked     Kind = "blocked" // refused by the provider, address suppressed there
	ReportFailed      Kind = "failed"

	ReportComplained   Kind = "complained"
	ReportUnsubscribed Kind = "unsubscribed"
	ReportSubscribed   Kind = "subscribed"
	ReportReplied      Kind = "replied"

	ReportRinging    Kind = "ringing"
	ReportInProgress Kind = "in_progress"
	ReportEnded      Kind = "ended"       // a call ended: Outcome is set
	ReportCallReport Kind = "call_report" // the provider's summary of an ended call: Outcome is set
	ReportIgnored    Kind = "ignored"     // well formed, of no interest
)

// Outcome is how a call ended.
type Outcome string

// Outcomes of a call. Every documented end reason maps to one; an unknown reason is Failed.
const (
	CallCompleted Outcome = "completed"
	CallVoicemail Outcome = "voicemail"
	CallBusy      Outcome = "busy"
	CallNoAnswer  Outcome = "no_answer"
	CallRejected  Outcome = "rejected"
	CallFailed    Outcome = "failed"
)

// Report is one thing that a provider tells us about a message or a person.
// At least one of Ref, Request with To, and ProviderID says which message; an inbound
// report (replied, unsubscribed) may carry only From.
type Report struct {
	Kind       Kind
	Ref        uuid.UUID // our attempt, when the provider echoes it
	Request    uuid.UUID // our request, when the provider echoes that
	ProviderID string
	To         string  // the person's address: E.164 with "+", or a lower-case email address
	Outcome    Outcome // with ended and call_report
	Class      string  // with ended and call_report: the class of the end reason, e.g. "capacity", "account"
	Reason     string  // the provider's own words or code, at most 500 characters
	Text       string  // with replied: what the person wrote
	At         time.Time
	Summary    string // with call_report
	Transcript string // with call_report
	Recording  string // with call_report: stable URL
	CostMicros int64  // with call_report: millionths of a US dollar
}

// Legible is the report with its texts as they can be stored: UTF-8 without the character NUL, which
// JSON can carry and Postgres cannot.
func (r Report) Legible() Report {
	for _, text := range []*string{&r.ProviderID, &r.To, &r.Class, &r.Reason, &r.Text, &r.Summary, &r.Transcript, &r.Recording} {
		*text = strings.ReplaceAll(strings.ToValidUTF8(*text, ""), "\x00", "")
	}
	return r
}

// Event is one raw event of a callback, with the key under which a copy of it is the same event.
type Event struct {
	Key  string
	Body []byte
}

// Feed reads what one kind of callback brings. Split does no more than find the events and name
// them; Parse says what one means. Both refuse what they cannot read with an error that quotes
// no content.
type Feed interface {
	Split(body []byte) ([]Event, error)
	Parse(event []byte) (Report, error)
}
