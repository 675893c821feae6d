package scenario_test

import (
	"testing"

	"github.com/carillonhq/carillon/gen/client"
)

func TestLeadsAreCountedUpToTenThousandAndThenEstimated(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	count := func(q client.CountLeadsParams) client.LeadCount {
		t.Helper()
		return *must[*client.CountLeadsResponse](t, 200)(r.as("bluebird-viewer").CountLeadsWithResponse(t.Context(), &q)).JSON200
	}
	want := func(got, want client.LeadCount) {
		t.Helper()
		if got != want {
			t.Errorf("%+v, not %+v", got, want)
		}
	}
	want(count(client.CountLeadsParams{}), client.LeadCount{Count: 0, Exact: true})
	r.audience("bluebird", 10_000, numbered)
	r.lead("harbor-admin", `{"external_id":"theirs"}`)
	want(count(client.CountLeadsParams{}), client.LeadCount{Count: 10_000, Exact: true})

	lead := r.lead("bluebird-operator", `{"external_id":"one more","company":"Harbor","tags":["vip"]}`)
	r.db.Exec(t, "ANALYZE leads")

	got := count(client.CountLeadsParams{})
	if got.Exact || got.Count < 10_001 || got.Count > 15_000 {
		t.Errorf("of 10,001 it says %+v", got)
	}
	want(count(client.CountLeadsParams{Tag: []string{"vip"}, Company: new("Harbor"), CreatedAfter: &lead.CreatedAt}), client.LeadCount{Count: 1, Exact: true})
	want(count(client.CountLeadsParams{CreatedBefore: &lead.CreatedAt}), client.LeadCount{Count: 10_000, Exact: true})
}
