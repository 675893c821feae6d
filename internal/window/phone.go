package window

import (
	"slices"
	"time"

	"github.com/nyaruka/phonenumbers"
)

// placeless are the kinds of numbers that reach a service and not a place.
var placeless = []phonenumbers.PhoneNumberType{
	phonenumbers.TOLL_FREE,
	phonenumbers.PREMIUM_RATE,
	phonenumbers.SHARED_COST,
	phonenumbers.PERSONAL_NUMBER,
	phonenumbers.PAGER,
	phonenumbers.UAN,
	phonenumbers.VOICEMAIL,
}

// ZonesOf are the zones in which the holder of a phone number (E.164, with its plus) may be, by
// the longest known prefix, each zone once. Reserved and unassigned numbers count by their prefix
// too: an unknown area code of a country gives all zones of that country code. It is empty when
// the number has no known prefix or belongs to no place, such as a toll-free number.
func ZonesOf(phone string) []*time.Location {
	number, err := phonenumbers.Parse(phone, "")
	if err != nil || slices.Contains(placeless, phonenumbers.GetNumberType(number)) {
		return nil
	}
	names, err := phonenumbers.GetTimezonesForNumber(number)
	if err != nil {
		return nil
	}
	return zonesNamed(names)
}

// zonesNamed is all or nothing: leaving out a zone that cannot be read would widen the window.
func zonesNamed(names []string) []*time.Location {
	var zones []*time.Location
	for _, name := range names {
		zone, err := Zone(name)
		if err != nil {
			return nil
		}
		if !slices.Contains(zones, zone) {
			zones = append(zones, zone)
		}
	}
	return zones
}
