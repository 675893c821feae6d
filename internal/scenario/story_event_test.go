package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

// logOf reads a tenant's whole log through the front door.
func (r *rig) logOf(user string, types ...string) []client.Event {
	r.t.Helper()
	var all []client.Event
	p := client.ListEventsParams{Type: types, Limit: new(100)}
	for {
		page := must[*client.ListEventsResponse](r.t, 200)(r.as(user).ListEventsWithResponse(context.Background(), &p)).JSON200
		all = append(all, page.Data...)
		if !page.HasMore {
			return all
		}
		p.Cursor = new(page.NextCursor.MustGet())
	}
}

// logged waits until nothing is on its way to a log.
func (r *rig) logged() {
	r.t.Helper()
	r.await("the log", 10*time.Second, func() bool {
		if err := r.house.Journal.Read(context.Background(), time.Now().Add(20*time.Millisecond)); err != nil {
			r.t.Fatal(err)
		}
		return r.db.Int(r.t, "SELECT count(*) FROM outbox") == 0
	})
}

func TestLogIsReadOnwardsAndGoesOn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	ctx, c := context.Background(), r.as("bluebird-operator")
	for i := range 7 {
		must[*client.CreateLeadResponse](t, 201)(c.CreateLeadWithResponse(ctx, nil, client.NewLead{ExternalID: new(fmt.Sprint(i))}))
	}
	r.logged()

	page := must[*client.ListEventsResponse](t, 200)(c.ListEventsWithResponse(ctx, &client.ListEventsParams{Limit: new(5)})).JSON200
	rest := must[*client.ListEventsResponse](t, 200)(c.ListEventsWithResponse(ctx, &client.ListEventsParams{Limit: new(5), Cursor: new(page.NextCursor.MustGet())})).JSON200
	none := must[*client.ListEventsResponse](t, 200)(c.ListEventsWithResponse(ctx, &client.ListEventsParams{After: new(rest.Data[1].Sequence)})).JSON200
	must[*client.CreateLeadResponse](t, 201)(c.CreateLeadWithResponse(ctx, nil, client.NewLead{ExternalID: new("late")}))
	r.logged()
	late := must[*client.ListEventsResponse](t, 200)(c.ListEventsWithResponse(ctx, &client.ListEventsParams{After: new(rest.Data[1].Sequence)})).JSON200

	var sequence []int64
	for _, e := range slices.Concat(page.Data, rest.Data, none.Data, late.Data) {
		sequence = append(sequence, e.Sequence)
	}
	if !slices.Equal(sequence, []int64{1, 2, 3, 4, 5, 6, 7, 8}) || !page.HasMore || rest.HasMore || !rest.NextCursor.IsNull() || len(none.Data) != 0 {
		t.Errorf("read %v in pages of %d, %d, %d and %d", sequence, len(page.Data), len(rest.Data), len(none.Data), len(late.Data))
	}
	if e := late.Data[0]; e.Type != "lead.created" || !strings.HasPrefix(e.Actor, "user:") || e.LeadID.MustGet() != e.ObjectID || !e.Cause.IsNull() {
		t.Errorf("the last is %+v", e)
	}
	one := must[*client.GetEventResponse](t, 200)(c.GetEventWithResponse(ctx, late.Data[0].ID, nil)).JSON200
	if encode(one) != encode(late.Data[0]) {
		t.Errorf("alone it is %s", encode(one))
	}
	if all := r.logOf("harbor-admin"); len(all) != 0 {
		t.Errorf("another tenant reads %d events", len(all))
	}
}

func TestOwnEventsCountOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	operator := r.bearer("bluebird-operator")
	lead := must[*client.CreateLeadResponse](t, 201)(r.as("bluebird-operator").CreateLeadWithResponse(context.Background(), nil, client.NewLead{ExternalID: new("c-17")})).JSON201.ID
	send := func(body string) []client.EventReceipt {
		var got client.EventReceipts
		_ = json.Unmarshal([]byte(r.ask("POST", "/api/v1/events", body, operator).wants(t, body, 200, "").body), &got)
		return got.Results
	}

	first := send(`{"events": [
		{"id": "o-1", "type": "custom.order_placed", "lead_external_id": "c-17", "data": {"total": 129.5}},
		{"id": "o-2", "type": "custom.order_placed", "lead_id": "` + lead.String() + `"},
		{"id": "o-1", "type": "custom.order_placed"}]}`)
	again := send(`{"events": [{"id": "o-2", "type": "custom.other"}, {"id": "o-3", "type": "custom.shop.closed"}]}`)
	r.logged()

	if s := first[0].Status + first[1].Status + first[2].Status + again[0].Status + again[1].Status; s != "acceptedacceptedduplicateduplicateaccepted" {
		t.Errorf("kept as %s", s)
	}
	if first[2].EventID != first[0].EventID || again[0].EventID != first[1].EventID {
		t.Error("a duplicate names another event")
	}
	own := r.logOf("bluebird-operator", "custom.order_placed", "custom.shop.closed")
	if len(own) != 3 || own[0].ID != first[0].EventID || own[0].LeadID.MustGet() != lead || own[1].LeadID.MustGet() != lead || !own[2].LeadID.IsNull() || own[0].Data["total"] != 129.5 {
		t.Errorf("the log has %s", encode(own))
	}
	timeline := must[*client.GetLeadTimelineResponse](t, 200)(r.as("bluebird-viewer").GetLeadTimelineWithResponse(context.Background(), lead, nil)).JSON200
	if len(timeline.Data) != 3 || timeline.Data[0].ID != own[1].ID || timeline.Data[2].Type != "lead.created" {
		t.Errorf("the timeline is %s", encode(timeline.Data))
	}
}

func TestOwnEventThatCannotBeKeptIsExplained(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")
	foreign := must[*client.CreateLeadResponse](t, 201)(r.as("harbor-admin").CreateLeadWithResponse(context.Background(), nil, client.NewLead{ExternalID: new("h")})).JSON201.ID.String()
	must[*client.CreateLeadResponse](t, 201)(r.as("bluebird-operator").CreateLeadWithResponse(context.Background(), nil, client.NewLead{ExternalID: new("mine")}))
	good := `{"id": "fine", "type": "custom.fine"}, `

	for body, want := range map[string][2]string{
		`{"events": []}`: {"validation_failed", "/events"},
		`{"events": [` + good + `{"id": "1", "type": "lead.created"}]}`:                                                      {"validation_failed", "/events/1/type"},
		`{"events": [` + good + `{"id": "1", "type": "custom.Order"}]}`:                                                      {"validation_failed", "/events/1/type"},
		`{"events": [` + good + `{"type": "custom.x"}]}`:                                                                     {"validation_failed", "/events/1/id"},
		`{"events": [` + good + `{"id": "1", "type": "custom.x", "lead_id": "` + foreign + `"}]}`:                            {"unknown_lead", "/events/1/lead_id"},
		`{"events": [` + good + `{"id": "1", "type": "custom.x", "lead_external_id": "h"}]}`:                                 {"unknown_lead", "/events/1/lead_external_id"},
		`{"events": [` + good + `{"id": "1", "type": "custom.x", "lead_external_id": "` + foreign + `"}]}`:                   {"unknown_lead", "/events/1/lead_external_id"},
		`{"events": [` + good + `{"id": "1", "type": "custom.x", "data": {"a b": 1}}]}`:                                      {"validation_failed", "/events/1/data"},
		`{"events": [` + good + `{"id": "1", "type": "custom.x", "data": {"a": "` + strings.Repeat("x", 9000) + `"}}]}`:      {"event_data_too_large", "/events/1/data"},
		`{"events": [` + good + `{"id": "1", "type": "custom.x", "lead_id": "` + uuid.NewString() + `"}], "tenant_id": "x"}`: {"validation_failed", "/tenant_id"},
	} {
		if a := r.ask("POST", "/api/v1/events", body, operator).wants(t, body[:min(len(body), 120)], http.StatusUnprocessableEntity, want[0]); !strings.HasPrefix(encode(a.problem.Errors), `[`) || !strings.Contains(a.body, `"`+want[1]) {
			t.Errorf("nothing at %s: %s", want[1], a.body)
		}
	}
	if n := r.db.Int(t, "SELECT count(*) FROM event_keys"); n != 0 {
		t.Errorf("%d keys were kept of calls that failed", n)
	}
}
