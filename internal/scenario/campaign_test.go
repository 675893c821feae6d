package scenario_test

import (
	"context"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

func TestTextCampaignReachesEveryLeadOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.audience("bluebird", 120, numbered)
	r.work()

	// The founding document's body, as it stands there.
	start, _ := time.Parse(time.RFC3339, "2024-12-01T09:00:00Z")
	id := r.run(c, client.NewCampaign{
		Name: "Welcome Campaign", Channel: client.ChannelSms, LeadListID: list, StartDatetime: &start, Timezone: new("America/New_York"),
		MessageContent: client.MessageContent{Body: new("Welcome to our service, {{ lead.first_name }}!")},
		RetryStrategy:  &client.RetryStrategy{MaxAttempts: new(3), DelaysMinutes: []int{30, 120, 360}},
	})
	s := r.finished(c, id, 30*time.Second)

	if s.AudienceSize != 120 || s.ByState["completed"] != 120 {
		t.Errorf("account: %+v", s)
	}
	if n := r.out.Brevo.Counts().Total; n != 120 {
		t.Errorf("the provider accepted %d messages", n)
	}
	if e := r.out.Brevo.Ledger()[0]; e.Content != "Welcome to our service, Lead!" {
		t.Errorf("the message reads %q", e.Content)
	}
	r.await("delivery reports", 20*time.Second, func() bool { return r.stats(c, id).ByDelivery["delivered"] == 120 })
	timeline(t, r, c, id)
}

// timeline looks at one recipient's whole story.
func timeline(t *testing.T, r *rig, c *client.ClientWithResponses, id [16]byte) {
	t.Helper()
	ctx := context.Background()
	targets := must[*client.ListCampaignTargetsResponse](t, 200)(c.ListCampaignTargetsWithResponse(ctx, id, &client.ListCampaignTargetsParams{Limit: new(1)})).JSON200
	story := must[*client.GetTargetTimelineResponse](t, 200)(c.GetTargetTimelineWithResponse(ctx, id, targets.Data[0].ID, nil)).JSON200
	kinds := map[string]int{}
	for _, e := range story.Entries {
		kinds[e.Kind]++
	}
	if kinds["attempt"] != 1 || kinds["answer"] != 1 || kinds["report"] < 2 {
		t.Errorf("the timeline holds %v", kinds)
	}
}
