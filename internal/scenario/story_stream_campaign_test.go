package scenario_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

func TestCampaignIsWatchedToItsEnd(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.unhurried(r.connect("bluebird-admin", "bluebird", client.ProviderBrevo))
	c, viewer := r.as("bluebird-operator"), r.bearer("bluebird-viewer")
	list := r.audience("bluebird", 600, numbered)
	id := must[*client.CreateCampaignResponse](t, 201)(c.CreateCampaignWithResponse(t.Context(), nil, textCampaign(list))).JSON201.ID
	path := "/campaigns/" + id.String() + "/stream"
	v := r.stream(path, viewer)
	idle, _ := v.now()

	r.work()
	must[*client.StartCampaignResponse](t, 200)(c.StartCampaignWithResponse(t.Context(), id, nil))
	began := time.Now()
	var states []string
	var stats []frame
	for f := range v.frames {
		switch f.event {
		case "state":
			var s client.CampaignState
			if err := json.Unmarshal([]byte(f.data), &s); err != nil {
				t.Error(err)
			}
			states = append(states, s.Status)
		case "stats":
			stats = append(stats, f)
		}
	}
	took := time.Since(began)
	late := r.ask("GET", "/api/v1"+path, "", viewer).wants(t, "a new reader", 200, "").body
	told, known := account(t, stats[len(stats)-1].data), account(t, r.ask("GET", "/api/v1/campaigns/"+id.String()+"/stats", "", viewer).body)
	after := r.ask("GET", "/api/v1"+path, "", resuming(viewer, "end"))

	if len(idle) != 2 || idle[0].event != "state" || idle[1].event != "stats" {
		t.Errorf("it began with %+v", idle)
	}
	if len(states) < 2 || states[len(states)-1] != "completed" || slices.Contains(states[:len(states)-1], "completed") {
		t.Errorf("states %v", states)
	}
	if last := stats[len(stats)-1]; last.id != "end" || !reflect.DeepEqual(told, known) || told.ByState["completed"] != 600 {
		t.Errorf("the last is %s %+v\nasked for it is %+v", last.id, told, known)
	}
	if n := len(stats); n < 2 || float64(n-1) > 2*took.Seconds()+1 {
		t.Errorf("%d times in %v", n, took)
	}
	if after.status != 204 || strings.Count(late, "\n") != 2 {
		t.Errorf("after the end: %d, and to a new reader %s", after.status, late)
	}
	t.Logf("600 targets in %v: states %v, the account %d times", took, states, len(stats))
}

// account reads what is told of a campaign, but for what providers may still report after its end.
func account(t *testing.T, text string) client.CampaignStats {
	t.Helper()
	var s client.CampaignStats
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	s.ByDelivery = nil
	return s
}
