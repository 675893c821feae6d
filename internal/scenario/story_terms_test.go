package scenario_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

func TestTermsOfATenantAreShownBeforeAndAfterTheyHold(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, root, c := context.Background(), r.as("root"), r.as("bluebird-admin")
	r.unhurried(r.connect("bluebird-admin", "bluebird", client.ProviderBrevo))
	draft := client.NewCampaign{
		Name: "Spring", Channel: client.ChannelSms, LeadListID: r.audience("bluebird", 5, numbered), MessageContent: client.MessageContent{Body: new("Hello")},
	}
	change := func(body client.TenantChange) {
		t.Helper()
		must[*client.UpdateCurrentTenantResponse](t, 200)(c.UpdateCurrentTenantWithResponse(ctx, nil, body))
	}
	limit := func(sms int64) {
		t.Helper()
		must[*client.SetUsageLimitsResponse](t, 200)(root.SetUsageLimitsWithResponse(ctx,
			&client.SetUsageLimitsParams{CarillonTenant: new("bluebird")}, client.UsageLimits{Sms: &sms}))
	}
	foreseen := func(id uuid.UUID, reason string, n int64) {
		t.Helper()
		p := must[*client.PreviewCampaignResponse](t, 200)(c.PreviewCampaignWithResponse(ctx, id, nil)).JSON200
		if p.ByReason[reason] != n {
			t.Errorf("%s is foreseen for %v, want %d", reason, p.ByReason, n)
		}
	}
	id := must[*client.CreateCampaignResponse](t, 201)(c.CreateCampaignWithResponse(ctx, nil, draft)).JSON201.ID
	lisbon, err := time.LoadLocation("Europe/Lisbon")
	if err != nil {
		t.Fatal(err)
	}
	later := (time.Now().In(lisbon).Hour() + 2) % 24

	change(client.TenantChange{ContactHours: &client.ContactHours{StartHour: &later, EndHour: new(later + 1)}})
	foreseen(id, "quiet_hours", 5)
	change(client.TenantChange{ContactHours: &client.ContactHours{}})
	limit(2)
	foreseen(id, "quota", 3)

	r.work()
	must[*client.StartCampaignResponse](t, 200)(c.StartCampaignWithResponse(ctx, id, nil))
	r.await("the quota's end", 20*time.Second, func() bool { return r.stats(c, id).ByHold["quota"] == 3 })
	used := must[*client.GetCurrentTenantResponse](t, 200)(c.GetCurrentTenantWithResponse(ctx, nil)).JSON200.CurrentUsage.Sms
	if used.Used != 2 || used.Limit.MustGet() != 2 || !used.ResetsAt.After(time.Now()) {
		t.Errorf("the usage shown is %+v", used)
	}
	limit(100)
	r.finished(c, id, 20*time.Second)

	change(client.TenantChange{FrequencyCaps: &client.FrequencyCaps{Sms: &client.FrequencyCap{Max: 1, Days: 2}}})
	id = must[*client.CreateCampaignResponse](t, 201)(c.CreateCampaignWithResponse(ctx, nil, draft)).JSON201.ID
	foreseen(id, "frequency_cap", 5)
	if n := len(r.out.Brevo.Ledger()); n != 5 {
		t.Errorf("%d were sent", n)
	}
}
