package brevo

import (
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// Faults is what goes wrong on purpose.
type Faults = sim.Faults

// CallbackFaults is what goes wrong with callbacks on purpose.
type CallbackFaults = sim.CallbackFaults

// Options describe one simulated Brevo. The zero value accepts nobody.
type Options struct {
	// Keys maps an accepted API key to its account. Keys with the same account name share it;
	// the rest of the account is then taken from any one of them.
	Keys map[string]Account
	// Latency is added to every request, in real time.
	Latency time.Duration
	// Faults apply to all accounts from the start.
	Faults Faults
	// TimeScale is how many simulated seconds pass in a real one; 0 counts as 1. It governs
	// deliveries, callback retries, rate windows and the life of idempotency keys.
	TimeScale float64
	// DeliveryDelay is the simulated time from acceptance to delivery, 200 ms by default.
	DeliveryDelay time.Duration
	// Limits are the budgets per account and endpoint; nil means GeneralTier.
	Limits Limits
	// Quiet sends no callbacks and keeps no contents: for benchmarks.
	Quiet bool
}

// Account is one Brevo customer.
type Account struct {
	Name     string
	Callback Callback
	// Credits is how many SMS parts may be sent; 0 means without end.
	Credits int
}

// Callback is where an account's events go from the start, as if POST /v3/webhooks had been
// called. An empty URL means no webhook for that channel.
type Callback struct {
	EmailURL string
	SMSURL   string
	// Token is sent as a bearer token when not empty.
	Token string
}

// Endpoint names a rate budget.
type Endpoint string

// The budgets that Brevo documents.
const (
	SendSMS      Endpoint = "sms"      // POST /transactionalSMS/send and /sms
	SendEmail    Endpoint = "email"    // POST /smtp/email, GET /smtp/blockedContacts
	ListEmails   Endpoint = "emails"   // GET /smtp/emails
	OtherSMTP    Endpoint = "smtp"     // the rest of /smtp
	SendWhatsApp Endpoint = "whatsapp" // POST /whatsapp/sendMessage
	Other        Endpoint = "other"    // everything else
)

// Limit is a number of requests per simulated period.
type Limit struct {
	Requests int
	Per      time.Duration
}

// Limits hold a Limit per Endpoint; an endpoint without one is not limited.
type Limits map[Endpoint]Limit

// GeneralTier is what Brevo documents for every plan.
func GeneralTier() Limits {
	return Limits{
		SendSMS:      {150, time.Second},
		SendEmail:    {1000, time.Second},
		ListEmails:   {2, time.Second},
		OtherSMTP:    {300, time.Hour},
		SendWhatsApp: {100, time.Hour},
		Other:        {100, time.Hour},
	}
}

// Unlimited refuses nobody for asking too often.
func Unlimited() Limits { return Limits{} }
