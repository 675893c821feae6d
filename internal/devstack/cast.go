package devstack

import (
	"fmt"

	"github.com/carillonhq/carillon/gen/client"
)

// place is where leads live: the beginning of their numbers, six digits short, and the zone.
type place struct{ prefix, zone string }

var places = []place{
	{"+12025", "America/New_York"}, {"+13125", "America/Chicago"}, {"+13035", "America/Denver"}, {"+14155", "America/Los_Angeles"},
	{"+442079", "Europe/London"}, {"+351213", "Europe/Lisbon"}, {"+493022", "Europe/Berlin"}, {"+81332", "Asia/Tokyo"},
	{"+61292", "Australia/Sydney"}, {"+913322", "Asia/Kolkata"}, {"+551132", "America/Sao_Paulo"}, {"+27114", "Africa/Johannesburg"},
}

// endings are numbers with a fate of their own at the simulators: busy or unanswered once and then
// reached, voicemail, always busy, nobody there, a failing line.
var endings = []string{"999021", "999022", "999021", "999022", "999003", "999001", "999002", "999012"}

var given = []string{"Mia", "Noor", "Luca", "Ines", "Kofi", "Yuki", "Lena", "Theo", "Aria", "Samir"}
var family = []string{"Lindqvist", "Haddad", "Moreau", "Okafor", "Tanaka", "Novak", "Silva", "Keller"}

// cast is the i-th lead of a tenant: in one of twelve zones, one in ten with a fate of its own. Two
// of three name their zone; the others leave it to the number.
func cast(tenant string, i int) client.NewLead {
	home := places[i%len(places)]
	phone := fmt.Sprintf("%s%06d", home.prefix, 200000+i)
	if i%10 == 0 {
		home = places[i/80%4]
		phone = fmt.Sprintf("%s%d%s", home.prefix[:len(home.prefix)-1], 2+i/10%8, endings[i/10%8])
	}
	lead := client.NewLead{
		Email: new(fmt.Sprintf("%s%d@%s.example", given[i%len(given)], i, tenant)), Phone: &phone,
		FirstName: &given[i%len(given)], LastName: &family[i%len(family)], Company: new(title(tenant)),
		ExternalID: new(fmt.Sprintf("%s-%04d", tenant, i)), CustomFields: &client.CustomFields{"visits": i % 7},
	}
	if i%3 > 0 {
		lead.Timezone = &home.zone
	}
	if i%5 == 0 {
		lead.Tags = []client.Tag{"vip"}
	}
	return lead
}
