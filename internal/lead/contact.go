package lead

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/unicode/norm"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
)

var (
	// ErrPhone: the number is not one in international form, and none of the tenant's region.
	ErrPhone = fault.New(fault.Invalid, "invalid_phone", "Write the number in international form, with + and country code, for example +12025550143.").At("/phone")
	// ErrRegion: there is no country of this code.
	ErrRegion = fault.New(fault.Invalid, "unknown_region", "Name a country by the two letters of ISO 3166, for example US.").At("/default_region")
)

// CheckRegion fails with ErrRegion where no numbers are known of a country; "" is none, and passes.
func CheckRegion(code string) error {
	if code == "" || phonenumbers.GetSupportedRegions()[code] {
		return nil
	}
	return ErrRegion
}

// Phone is a number in E.164. It takes any international spelling, "+1 (202) 555-0143" among
// them, and fails with ErrPhone when the number cannot exist.
func Phone(number string) (string, error) { return PhoneIn(number, "") }

// PhoneIn is Phone of a number that may be written as in its own country, for example DE. It fails as
// Phone does.
func PhoneIn(number, region string) (string, error) {
	parsed, err := phonenumbers.Parse(number, region)
	if err != nil || !phonenumbers.IsPossibleNumber(parsed) || parsed.GetExtension() != "" {
		return "", ErrPhone
	}
	if region != "" && phonenumbers.IsPossibleNumberWithReason(parsed) != phonenumbers.IS_POSSIBLE {
		return "", ErrPhone // without its area, which nobody can dial from elsewhere
	}
	return phonenumbers.Format(parsed, phonenumbers.E164), nil
}

// EmailKey is an address as it is compared: NFC, lower case, no space around.
func EmailKey(address string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(address)))
}

// normalise brings a lead's contacts into their stored form, as the tenant's rules read them. What the
// tenant calls the lead stays as it was written; an empty text is none.
func (r rules) normalise(row *db.Lead) error {
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
		e164, err := PhoneIn(*row.Phone, r.region)
		if err != nil {
			return err
		}
		row.Phone = &e164
	}
	return nil
}
