package scenario_test

import (
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/window"
)

func TestEveryLeadIsReachedInItsOwnMorning(t *testing.T) {
	t.Parallel()
	day := hurry(time.Date(2026, 7, 15, 6, 30, 0, 0, time.UTC), 3600) // a Wednesday; an hour is a second
	r := newRig(t, func(o *options) { o.clock = day })
	c := r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	zones := map[string]string{ // by the country code of the number; the second is unknown and told by the number
		"1202": "America/New_York", "4420": "", "551": "America/Sao_Paulo", "1808": "Pacific/Honolulu", "354": "Atlantic/Reykjavik", "91": "Asia/Kolkata",
	}
	where := map[string]string{"4420": "Europe/London"}
	var parties [][]guest
	lives := map[string]string{}
	for code, zone := range zones {
		party := phones(code, "", 5)
		for i := range party {
			party[i].zone = zone
			lives[party[i].phone[1:]] = zone + where[code]
		}
		parties = append(parties, party)
	}
	r.work()

	id := r.run(c, client.NewCampaign{
		Name: "Mornings", Channel: client.ChannelSms, LeadListID: r.invite(parties...), Timezone: new("America/New_York"),
		MessageContent: client.MessageContent{Body: new("Good morning")}, Schedule: &client.Schedule{StartHour: new(8), EndHour: new(13), DaysAllowed: []int{0, 1, 2, 3, 4}},
	})
	r.await("the audience", 10*time.Second, func() bool { return r.stats(c, id).AudienceSize == 30 })
	held := r.stats(c, id).ByHold["window"]
	r.finished(c, id, 80*time.Second)

	if held == 0 {
		t.Errorf("nobody waited for the morning")
	}
	r.ends(c, id, map[string]int{"completed": 30})
	hours, err := window.New(window.Spec{Start: 8 * 60, End: 13 * 60, Days: []int{0, 1, 2, 3, 4}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range r.out.Brevo.Ledger() {
		zone, err := window.Zone(lives[e.Recipient])
		if err != nil {
			t.Fatal(err)
		}
		at := day.business(e.StartedAt)
		if !(window.Policy{Zones: []*time.Location{zone}, Windows: []window.Rules{hours}}).Allowed(at) {
			t.Errorf("somebody in %s was written to at %s", zone, at.In(zone).Format("Mon 15:04"))
		}
	}
}
