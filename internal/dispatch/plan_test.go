package dispatch_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/window"
)

// planned compiles a message of an origin and a policy for what is missing.
func planned(t *testing.T, origin, missing string) *dispatch.Plan {
	t.Helper()
	said, _ := json.Marshal(content.Content{Body: "Hi {{ lead.first_name }}", MissingVariables: missing})
	p, err := dispatch.NewPlan(db.Campaign{
		Origin: origin, Channel: "sms", Content: said, Schedule: json.RawMessage("{}"), Retry: json.RawMessage("{}"),
	}, window.Legal())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestOnlyWhatPeopleSendToThemselvesGoesOutAtNight(t *testing.T) {
	t.Parallel()
	night := noon.Add(14 * time.Hour)

	for origin, want := range map[string]dispatch.Action{
		dispatch.FromTest: dispatch.Send, dispatch.FromList: dispatch.Hold, dispatch.FromAutomation: dispatch.Hold, dispatch.FromReply: dispatch.Hold,
	} {
		if v := dispatch.Decide(someone(nil), planned(t, origin, "").Policy, night); v.Action != want {
			t.Errorf("%s at night: %s", origin, v.Action)
		}
	}
}

func TestWhatIsMissingKeepsAMessageBackOnlyWhereItSaysSo(t *testing.T) {
	t.Parallel()

	for policy, want := range map[string][]string{"": nil, content.Leave: nil, content.Skip: {"lead.first_name"}, content.Block: {"lead.first_name"}} {
		if got := planned(t, dispatch.FromList, policy).Missing(content.Person{}); !slices.Equal(got, want) {
			t.Errorf("%q: %q", policy, got)
		}
	}
}
