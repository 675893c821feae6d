// Package consent is the room of who must not be contacted: addresses, whoever the lead is today.
package consent

import (
	"context"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Reason is why an address is suppressed.
type Reason string

// The reasons, as the database spells them. Only Unsubscribed can be taken back by the person.
const (
	Unsubscribed Reason = "unsubscribed"
	HardBounced  Reason = "hard_bounced"
	Complained   Reason = "complained"
	Blocked      Reason = "blocked"
	Invalid      Reason = "invalid"
)

// Suppress keeps an address from being contacted on a channel from this transaction's commit on.
// source says who or what asked for it.
func Suppress(ctx context.Context, tx *tenant.Tx, channel, addressKey string, why Reason, source string) error {
	if addressKey == "" {
		return nil
	}
	n, err := tx.InsertSuppression(ctx, db.InsertSuppressionParams{
		Channel: channel, AddressKey: addressKey, Reason: string(why), Source: source,
	})
	if err != nil || n == 0 {
		return err
	}
	return tell(ctx, tx, channel, addressKey, map[string]any{"channel": channel, "allowed": false, "reason": string(why)})
}

// Resubscribe takes back an opt-out; bounces and complaints stay.
func Resubscribe(ctx context.Context, tx *tenant.Tx, channel, addressKey string) error {
	n, err := tx.DeleteSuppression(ctx, channel, addressKey)
	if err != nil || n == 0 {
		return err
	}
	return tell(ctx, tx, channel, addressKey, map[string]any{"channel": channel, "allowed": true})
}

// tell says of the lead whose address it is what changed.
func tell(ctx context.Context, tx *tenant.Tx, channel, addressKey string, what map[string]any) error {
	address := db.LeadWithContactParams{Phone: &addressKey}
	if channel == "email" {
		address = db.LeadWithContactParams{EmailKey: &addressKey}
	}
	leads, err := tx.LeadWithContact(ctx, address)
	if err != nil {
		return err
	}
	facts := make([]event.Fact, len(leads))
	for i, lead := range leads {
		facts[i] = event.Of(event.LeadConsentChanged, "lead", lead, what)
	}
	return tx.Emit(ctx, facts...)
}

// stopWords opt out when they are the whole message, in English, Spanish, Portuguese, French,
// German and Italian.
var stopWords = words("stop stopall quit end cancel unsubscribe revoke optout parar baja cancelar sair arret arreter desabonner stopp abmelden basta cancella")

func words(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// IsStop says whether a text is nothing but a word that opts out, whatever its case, accents,
// punctuation and the space around it.
func IsStop(text string) bool { return stopWords[bare(text)] }

// bare is a text without case, accents, punctuation and space.
func bare(text string) string {
	folded := cases.Fold().String(norm.NFKD.String(text))
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, folded)
}
