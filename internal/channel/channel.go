// Package channel is what we ask of any provider: to send, to be found again, to report.
//
// The hands (channel/brevo, channel/vapi, channel/smtp) implement it. A hand sees no row, no
// tenant and no transaction: it is given an account and messages, and gives back receipts and
// reports. Whatever goes wrong on the wire is classified here once, so that nobody above a hand
// reads a status code.
package channel

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
)

// Name is one of the four ways to reach a person.
type Name string

// The four channels, as the contract and the database spell them.
const (
	SMS      Name = "sms"
	WhatsApp Name = "whatsapp"
	Email    Name = "email"
	Voice    Name = "voice"
)

// Message is one thing to be sent to one person.
type Message struct {
	Ref        uuid.UUID         // the attempt: our reference at the provider, never reused
	To         string            // E.164 with "+" for sms, whatsapp and voice; an address for email
	ToName     string            // may be empty
	Subject    string            // email
	Text       string            // sms, whatsapp free text, email plain part
	HTML       string            // email; empty: made from Text
	TemplateID int64             // whatsapp template; 0: free text
	Params     map[string]string // whatsapp template parameters, voice variables
	ReportURL  string            // where the provider may report on this very message
	Trace      string            // the traceparent of what caused it; empty: none is known

	Unsubscribe string // email: the address that one click posts to, for the header; empty: none
}

// Batch is one slice of work handed to a Sender.
type Batch struct {
	Request  uuid.UUID // the idempotency key, where a provider honours one
	Tag      string    // groups messages for bulk lookups: "c:<campaign>:<day or slice>"
	StartBy  time.Time // no request may start after this instant (monotonic); see Fenced
	Messages []Message
}

// Trace is the traceparent that all messages have in common; empty when there is none.
func (b Batch) Trace() string {
	for _, m := range b.Messages {
		if m.Trace != b.Messages[0].Trace {
			return ""
		}
	}
	if len(b.Messages) == 0 {
		return ""
	}
	return b.Messages[0].Trace
}

// Verdict is what a provider's answer, or its silence, means for one message.
type Verdict string

// A send ends in exactly one of these.
const (
	Accepted Verdict = "accepted" // the provider took it and named it
	Rejected Verdict = "rejected" // the provider refused this message for good
	NotSent  Verdict = "not_sent" // provably nothing was sent: may be tried again
	Unknown  Verdict = "unknown"  // it may have been sent: never resend on this word alone
)

// Cause says why a verdict is not Accepted, in words that decide what happens next.
type Cause string

// The causes. Throttled, AccountGone, Unreachable, Fenced and Split go with NotSent and spend no
// attempt.
const (
	Throttled   Cause = "throttled"    // 429: wait RetryAfter
	AccountGone Cause = "account"      // 401, 402, 403, no credit: the connection needs a person
	Unreachable Cause = "unreachable"  // DNS, dial or TLS failure
	Fenced      Cause = "fenced"       // StartBy or the deadline had passed before the first byte
	Split       Cause = "split"        // the request was refused for a neighbour's sake: send each message in a batch of its own
	BadAddress  Cause = "bad_address"  // this recipient can never be reached on this channel
	BadContent  Cause = "bad_content"  // the message itself was refused
	NoAnswer    Cause = "no_answer"    // timeout, reset or EOF after the request was written
	ServerError Cause = "server_error" // 5xx after the request was written
	Garbled     Cause = "garbled"      // a 2xx that could not be understood
	Refused     Cause = "refused"      // another 4xx
)

// Causes are all of them.
var Causes = []Cause{
	Throttled, AccountGone, Unreachable, Fenced, Split, BadAddress, BadContent, NoAnswer, ServerError, Garbled, Refused,
}

// Receipt is the classified answer for one message.
type Receipt struct {
	Verdict    Verdict
	Cause      Cause         // empty when Accepted
	ProviderID string        // the provider's name for the message, when Accepted and known
	Status     int           // HTTP or SMTP status; 0 when there was none
	Code       string        // the provider's own code, at most 100 characters, no personal data
	RetryAfter time.Duration // with Throttled: how long the provider asks us to wait; 0 unknown
}

// Budget is what a provider's rate headers say is left; it shrinks our own limit.
type Budget struct {
	Limit     int           // requests allowed in the window
	Remaining int           // requests left in it
	Reset     time.Duration // until the window starts anew
}

// Answer is what came back for a Batch: one receipt per message, in the order of the messages.
type Answer struct {
	Receipts []Receipt
	Budget   *Budget // nil when the provider said nothing
}

// Sender is a provider's account on one channel.
type Sender interface {
	// Send tries every message of the batch once. It never fails as a whole: what went wrong
	// with a message stands in its receipt. Messages that one request can carry share it.
	Send(ctx context.Context, b Batch) Answer
	// Lookup asks the provider what became of messages whose answer was lost. It returns a
	// finding for each it could settle; an error means that nothing was learned.
	Lookup(ctx context.Context, lost []Lost) ([]Finding, error)
	// Verify asks the provider whether the account's credentials are good.
	Verify(ctx context.Context) Check
}

// Lost is a message whose fate is to be looked up.
type Lost struct {
	Ref     uuid.UUID
	Request uuid.UUID
	To      string
	Tag     string
	SentAt  time.Time // when the request started, real time
}

// Finding settles one lost message.
type Finding struct {
	Ref        uuid.UUID
	Found      bool   // true: the provider has it; false: the provider's list covers it and it is absent
	ProviderID string // when Found
}

// Template is a message text that a provider keeps and lets through.
type Template struct {
	ID             int64
	Name, Language string
	State          string // approved, or in the provider's own word why it is not
}

// Templated is implemented by senders whose provider keeps templates.
type Templated interface {
	// Templates returns what the account has, at most 1,000.
	Templates(ctx context.Context) ([]Template, error)
}

// Check is the result of Verify.
type Check struct {
	OK     bool
	Cause  Cause  // when not OK: AccountGone, Unreachable, Throttled, ServerError, Garbled
	Detail string // one sentence for the tenant: what is wrong and what to do; no secret in it
}

// Poller is implemented by senders whose provider has news that no callback brings.
type Poller interface {
	// Poll returns raw events, in the form that the channel's poll Feed reads.
	Poll(ctx context.Context, w Watch) ([]json.RawMessage, error)
}

// Watch says what a Poll is about.
type Watch struct {
	Since time.Time // events since then (WhatsApp)
	IDs   []string  // these calls (voice)
}
