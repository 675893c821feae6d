package lead

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/unicode/norm"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ErrPhone: the number is not one in international form.
var ErrPhone = fault.New(fault.Invalid, "invalid_phone", "Write the number in international form, with + and country code, for example +12025550143.").At("/phone")

// Phone is a number in E.164. It takes any international spelling, "+1 (202) 555-0143" among
// them, and fails with ErrPhone when the number cannot exist.
func Phone(number string) (string, error) {
	parsed, err := phonenumbers.Parse(number, "")
	if err != nil || !phonenumbers.IsPossibleNumber(parsed) || parsed.GetExtension() != "" {
		return "", ErrPhone
	}
	return phonenumbers.Format(parsed, phonenumbers.E164), nil
}

// EmailKey is an address as it is compared: NFC, lower case, no space around.
func EmailKey(address string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(address)))
}

// normalise brings a lead's contacts into their stored form. What the tenant calls the lead stays as
// it was written; an empty text is none.
func normalise(row *db.Lead) error {
	for _, field := range []**string{&row.Email, &row.Phone, &row.Timezone} {
		if *field != nil {
			trimmed := strings.TrimSpace(**field)
			*field = &trimmed
		}
	}
	for _, field := range []**string{&row.ExternalID, &row.Email, &row.Phone, &row.FirstName, &row.LastName, &row.Company, &row.Timezone} {
		if *field != nil && **field == "" {
			*field = nil
		}
	}
	row.EmailKey = nil
	if row.Email != nil {
		key := EmailKey(*row.Email)
		row.EmailKey = &key
	}
	if row.Phone != nil {
		e164, err := Phone(*row.Phone)
		if err != nil {
			return err
		}
		row.Phone = &e164
	}
	if row.Email == nil && row.Phone == nil && row.ExternalID == nil {
		return errUnreachable
	}
	return nil
}

var errUnreachable = tenant.Refusal("lead_unreachable")
