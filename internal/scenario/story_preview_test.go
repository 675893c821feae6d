package scenario_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

// stopped is a clock that stands.
type stopped time.Time

func (s stopped) Now() time.Time { return time.Time(s) }

func TestPreviewSaysWhatThenHappens(t *testing.T) {
	t.Parallel()
	wednesday := time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC)
	r := newRig(t, func(o *options) { o.clock = stopped(wednesday) })
	ctx, c := context.Background(), r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.list("bluebird-operator", `{"name":"All","kind":"dynamic","filter":{"type":"field","field":"external_id","op":"is_set"}}`)
	for i, lead := range []string{
		`"phone":"+12025550101","timezone":"America/New_York"`, `"phone":"+12025550102","timezone":"America/Los_Angeles"`, `"phone":"+12025550103","timezone":"Asia/Tokyo"`,
		`"phone":"+12025550104","timezone":"Europe/Lisbon"`, `"phone":"+351912345678"`, `"email":"no@phone.example"`, `"phone":"+12025550105"`, `"phone":"+12025550106","timezone":"UTC"`,
	} {
		r.lead("bluebird-operator", fmt.Sprintf(`{"external_id":"%d",%s}`, i, lead))
	}
	r.lead("bluebird-operator", `{"phone":"+12025550107"}`) // the filter does not find this one
	gone := r.lead("bluebird-operator", `{"external_id":"gone","phone":"+12025550108"}`).ID
	must[*client.DeleteLeadResponse](t, 204)(c.DeleteLeadWithResponse(ctx, gone, nil))
	r.db.Exec(t, "INSERT INTO suppressions (tenant_id, channel, address_key, reason, source) SELECT tenant_id, 'sms', '+12025550106', 'unsubscribed', 'test' FROM tenants WHERE slug = 'bluebird'")
	list := must[*client.ListLeadListsResponse](t, 200)(c.ListLeadListsWithResponse(ctx, nil)).JSON200.Data[0].ID
	id := r.campaign("bluebird-operator", strings.NewReplacer(`"uuid"`, `"`+list.String()+`"`, `"timezone"`, `"schedule": `+foundingSchedule+`, "timezone"`).Replace(foundingCampaign)).ID

	promised := *must[*client.PreviewCampaignResponse](t, 200)(c.PreviewCampaignWithResponse(ctx, id, nil)).JSON200
	must[*client.StartCampaignResponse](t, 200)(c.StartCampaignWithResponse(ctx, id, nil))
	r.work()
	r.await("what is sent now", 60*time.Second, func() bool { return r.stats(c, id).ByState["completed"] == promised.ByAction["send"] })

	if promised.Audience != 8 || promised.Examined != 8 || len(promised.Samples) != 8 || len(promised.ByAction) != 3 {
		t.Fatalf("the preview: %+v", promised)
	}
	happened := map[uuid.UUID]client.Target{}
	for _, target := range must[*client.ListCampaignTargetsResponse](t, 200)(c.ListCampaignTargetsWithResponse(ctx, id, nil)).JSON200.Data {
		happened[target.LeadID] = target
	}
	if len(happened) != 8 {
		t.Errorf("%d targets", len(happened))
	}
	for _, s := range promised.Samples {
		target := happened[s.LeadID]
		status := map[string]string{"send": "completed", "hold": "pending", "skip": "skipped"}[s.Decision.Action]
		due, _ := target.DueAt.Get()
		until, _ := s.Decision.Until.Get()
		why := text(target.Reason) + text(target.Hold)
		if target.Status != status || why != text(s.Decision.Reason) || !due.Equal(until) || !slices.Equal(target.Zones, s.Zones) || text(target.Recipient) != text(s.Recipient) {
			t.Errorf("promised %+v, happened %+v", s, target)
		}
	}
	if got := len(r.out.Brevo.Ledger()); int64(got) != promised.ByAction["send"] {
		t.Errorf("%d were sent, %d promised", got, promised.ByAction["send"])
	}
	if sum := total(promised.ByAction); sum != promised.Audience {
		t.Errorf("the actions sum up to %d", sum)
	}
}

func total(counts map[string]int64) (sum int64) {
	for n := range maps.Values(counts) {
		sum += n
	}
	return sum
}
