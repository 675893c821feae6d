// Package consent is the room of who must not be contacted: addresses, whoever the lead is today, and
// what the people behind them said.
package consent

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Reason is why an address is suppressed.
type Reason string

// The reasons, as the database spells them. What the person asked for, Unsubscribed and Complained,
// outranks the others, and only Unsubscribed can be taken back by the person.
const (
	Unsubscribed Reason = "unsubscribed"
	HardBounced  Reason = "hard_bounced"
	Complained   Reason = "complained"
	Blocked      Reason = "blocked"
	Invalid      Reason = "invalid"
	Manual       Reason = "manual" // the tenant wants it
)

// Reasons are all of them.
var Reasons = []string{
	string(Unsubscribed), string(HardBounced), string(Complained), string(Blocked), string(Invalid), string(Manual),
}

// Method is how it is known what a person said.
type Method string

// The methods, as the database spells them.
const (
	ByWord     Method = "word"     // a text that is nothing but a word for it
	ByLink     Method = "link"     // the way out in an email
	ByProvider Method = "provider" // the provider says so
	ByReview   Method = "review"   // a person read a text and understood it so
	ByAPI      Method = "api"      // the tenant says so
)

// Decisions, as the database spells them.
const (
	Granted   = "granted"
	Withdrawn = "withdrawn"
)

// Statement is what somebody said about being contacted at an address on a channel, and how it is
// known.
type Statement struct {
	Channel string
	Address string // as addresses are compared
	Method  Method
	Source  string    // who or what took it down, such as a form's name; empty: the actor
	Shown   string    // what the person wrote, or was shown; empty: not known
	Client  string    // the address of the person's machine; empty: not known
	At      time.Time // when it was said; zero: now
}

// Suppress keeps an address from being contacted on a channel from this transaction's commit on, and
// says whether that changed anything. What the person asked for is written down as evidence.
func Suppress(ctx context.Context, tx *tenant.Tx, s Statement, why Reason) (bool, error) {
	if s.Address == "" {
		return false, nil
	}
	leads, err := holders(ctx, tx, s)
	if err != nil {
		return false, err
	}
	changed, err := suppress(ctx, tx, s, why, leads)
	if err == nil && changed && (why == Unsubscribed || why == Complained || why == Manual) {
		_, err = record(ctx, tx, s, Withdrawn, leads)
	}
	return changed, err
}

// suppress is Suppress without the evidence.
func suppress(ctx context.Context, tx *tenant.Tx, s Statement, why Reason, leads []uuid.UUID) (bool, error) {
	n, err := tx.InsertSuppression(ctx, db.InsertSuppressionParams{
		Channel: s.Channel, AddressKey: s.Address, Reason: string(why), Source: s.source(tx),
	})
	if err != nil || n == 0 {
		return false, err
	}
	return true, tell(ctx, tx, leads, map[string]any{"channel": s.Channel, "allowed": false, "reason": string(why)})
}

// Resubscribe writes down that a person wants to be contacted again, and takes back an opt-out;
// bounces and complaints stay.
func Resubscribe(ctx context.Context, tx *tenant.Tx, s Statement) error {
	if s.Address == "" {
		return nil
	}
	leads, err := holders(ctx, tx, s)
	if err != nil {
		return err
	}
	if _, err := record(ctx, tx, s, Granted, leads); err != nil {
		return err
	}
	n, err := tx.DeleteSuppression(ctx, s.Channel, s.Address)
	if err != nil || n == 0 {
		return err
	}
	return tell(ctx, tx, leads, map[string]any{"channel": s.Channel, "allowed": true})
}

func (s Statement) source(tx *tenant.Tx) string {
	if s.Source == "" {
		return tx.Actor.Name
	}
	return s.Source
}

// holders are the leads whose address it is.
func holders(ctx context.Context, tx *tenant.Tx, s Statement) ([]uuid.UUID, error) {
	address := db.LeadWithContactParams{Phone: &s.Address}
	if s.Channel == "email" {
		address = db.LeadWithContactParams{EmailKey: &s.Address}
	}
	return tx.LeadWithContact(ctx, address)
}

// record keeps a statement as evidence.
func record(ctx context.Context, tx *tenant.Tx, s Statement, decision string, leads []uuid.UUID) (db.Consent, error) {
	row := db.InsertConsentParams{
		ID: uuid.Must(uuid.NewV7()), Channel: s.Channel, AddressKey: s.Address, Decision: decision, Method: string(s.Method),
		Source: s.source(tx), Shown: optional(s.Shown), ClientAddress: optional(s.Client), Actor: tx.Actor.Name, At: s.At,
	}
	if row.At.IsZero() {
		row.At = time.Now()
	}
	if len(leads) > 0 {
		row.LeadID = &leads[0]
	}
	return tx.InsertConsent(ctx, row)
}

// tell says of the leads whose address it is what changed.
func tell(ctx context.Context, tx *tenant.Tx, leads []uuid.UUID, what map[string]any) error {
	facts := make([]event.Fact, len(leads))
	for i, lead := range leads {
		facts[i] = event.Of(event.LeadConsentChanged, "lead", lead, what)
	}
	return tx.Emit(ctx, facts...)
}

// longest is how many characters of what a person said are kept.
const longest = 2000

func optional(text string) *string {
	if text == "" {
		return nil
	}
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest-1]) + "…"
	}
	return &text
}
