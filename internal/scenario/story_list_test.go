package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

// list makes a lead list through the front door.
func (r *rig) list(user, body string) client.LeadList {
	r.t.Helper()
	a := r.ask("POST", "/api/v1/lead-lists", body, r.bearer(user)).wants(r.t, "create a list", 201, "")
	var l client.LeadList
	if err := json.Unmarshal([]byte(a.body), &l); err != nil {
		r.t.Fatal(err)
	}
	return l
}

func TestStaticListHoldsWhoWasPutIn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-operator")
	list := r.list("bluebird-operator", `{"name":"Spring","kind":"static"}`).ID
	var ids []uuid.UUID
	for i := range 3 {
		ids = append(ids, r.lead("bluebird-operator", fmt.Sprintf(`{"external_id":"%d"}`, i)).ID)
	}
	foreign, at := r.lead("harbor-admin", `{"external_id":"0"}`).ID, "/api/v1/lead-lists/"+list.String()+"/members"
	add := func(ids ...string) answer {
		return r.ask("POST", at, encode(map[string]any{"lead_ids": append([]string{}, ids...)}), r.bearer("bluebird-operator"))
	}
	members := func() int {
		p := must[*client.PreviewLeadListResponse](t, 200)(c.PreviewLeadListWithResponse(ctx, list, nil)).JSON200
		page := must[*client.ListLeadListMembersResponse](t, 200)(c.ListLeadListMembersWithResponse(ctx, list, nil)).JSON200
		if int(p.Count) != len(page.Data) || len(p.Sample) != len(page.Data) {
			t.Errorf("%d counted, %d sampled, %d listed", p.Count, len(p.Sample), len(page.Data))
		}
		return len(page.Data)
	}

	if a := add(ids[0].String(), ids[1].String()); !strings.Contains(a.body, `"added":2`) || !strings.Contains(a.body, `"already_members":0`) {
		t.Errorf("two: %s", a.body)
	}
	if a := add(ids[1].String(), ids[2].String(), strings.ToUpper(ids[2].String())); !strings.Contains(a.body, `"added":1`) || !strings.Contains(a.body, `"already_members":1`) {
		t.Errorf("one known, one twice: %s", a.body)
	}
	for _, strange := range []uuid.UUID{foreign, uuid.New()} {
		a := add(ids[0].String(), strange.String()).wants(t, "no lead of ours", 422, "unknown_leads")
		if a.at("/lead_ids").Code == "" || encode(a.problem.Meta["lead_ids"]) != encode([]uuid.UUID{strange}) {
			t.Errorf("no lead of ours: %s", a.body)
		}
	}
	if a := add().wants(t, "nobody", 422, "validation_failed"); a.at("/lead_ids").Code != "too_few_items" {
		t.Errorf("nobody: %s", a.body)
	}
	if n := members(); n != 3 {
		t.Errorf("%d members", n)
	}

	must[*client.RemoveLeadListMemberResponse](t, 204)(c.RemoveLeadListMemberWithResponse(ctx, list, ids[0], nil))
	must[*client.RemoveLeadListMemberResponse](t, 204)(c.RemoveLeadListMemberWithResponse(ctx, list, foreign, nil))
	must[*client.DeleteLeadResponse](t, 204)(c.DeleteLeadWithResponse(ctx, ids[1], nil))
	if n := members(); n != 1 {
		t.Errorf("%d members after one was removed and one deleted", n)
	}
	if a := add(ids[1].String()).wants(t, "a deleted lead", 422, "unknown_leads"); a.at("/lead_ids").Code == "" {
		t.Errorf("a deleted lead: %s", a.body)
	}
}

func TestDynamicListFollowsItsFilter(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-operator")
	for _, body := range []string{
		`{"external_id":"1","company":"Harbor Cafe","tags":["vip"],"custom_fields":{"visits":4}}`, `{"external_id":"2","company":"Harbor Cafe","custom_fields":{"visits":9}}`,
		`{"external_id":"3","company":"harbor cafe","tags":["vip","old"],"custom_fields":{"visits":"many"}}`, `{"external_id":"4","email":"d@b.example"}`,
	} {
		r.lead("bluebird-operator", body)
	}
	finds := func(filter string) string {
		a := r.ask("POST", "/api/v1/lead-lists/preview", `{"filter":`+filter+`}`, r.bearer("bluebird-viewer")).wants(t, filter, 200, "")
		var p client.LeadListPreview
		_ = json.Unmarshal([]byte(a.body), &p)
		var ids []string
		for _, l := range p.Sample {
			ids = append(ids, text(l.ExternalID))
		}
		slices.Sort(ids)
		return strings.Join(ids, "")
	}

	for filter, want := range map[string]string{
		`{"type":"tag","tag":"vip"}`:                         "13",
		`{"type":"not","filter":{"type":"tag","tag":"vip"}}`: "24",
		`{"type":"all","filters":[{"type":"tag","tag":"vip"},{"type":"field","field":"company","op":"equals","value":"Harbor Cafe"}]}`:                                                       "1",
		`{"type":"any","filters":[{"type":"tag","tag":"old"},{"type":"custom_field","field":"visits","op":"greater_than","value":4}]}`:                                                       "23",
		`{"type":"field","field":"company","op":"contains","value":"CAFE"}`:                                                                                                                  "123",
		`{"type":"all","filters":[{"type":"not","filter":{"type":"any","filters":[{"type":"tag","tag":"old"},{"type":"field","field":"email","op":"is_set"}]}},{"type":"tag","tag":"vip"}]}`: "1",
	} {
		if got := finds(filter); got != want {
			t.Errorf("%s: got %s, want %s", filter, got, want)
		}
	}
	list := r.list("bluebird-operator", bodies(t)["createLeadList"].with("filter", map[string]any{"type": "tag", "tag": "vip"})).ID
	count := func() int64 {
		return must[*client.PreviewLeadListResponse](t, 200)(c.PreviewLeadListWithResponse(ctx, list, nil)).JSON200.Count
	}
	if n := count(); n != 2 {
		t.Errorf("%d leads", n)
	}
	r.lead("bluebird-operator", `{"external_id":"5","tags":["vip"]}`)
	if n := count(); n != 3 {
		t.Errorf("%d leads after one more", n)
	}
	at := "/api/v1/lead-lists/" + list.String()
	r.ask("PATCH", at, `{"filter":{"type":"tag","tag":"old"}}`, r.bearer("bluebird-operator")).wants(t, "another filter", 200, "")
	if n := count(); n != 1 {
		t.Errorf("%d leads with another filter", n)
	}
	r.ask("POST", at+"/members", `{"lead_ids":["`+uuid.NewString()+`"]}`, r.bearer("bluebird-operator")).wants(t, "members", 409, "list_not_static")
	r.ask("DELETE", at+"/members/"+uuid.NewString(), "", r.bearer("bluebird-operator")).wants(t, "members", 409, "list_not_static")
}

func TestListThatBreaksARuleIsExplained(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")
	static := r.list("bluebird-operator", `{"name":"Taken","kind":"static"}`).ID.String()
	filter := func(f string) string { return `{"name":"x","kind":"dynamic","filter":` + f + `}` }
	deep := strings.Repeat(`{"type":"not","filter":`, 8) + `{"type":"tag","tag":"x"}` + strings.Repeat("}", 8)

	for _, c := range []struct {
		body   string
		status int
		code   string
		at     string
	}{
		{`{"name":"x","kind":"dynamic"}`, 422, "list_filter_missing", "/filter"},
		{`{"name":"x","kind":"static","filter":{"type":"tag","tag":"x"}}`, 422, "list_filter_unwanted", "/filter"},
		{`{"name":"x","kind":"smart"}`, 422, "validation_failed", "/kind"},
		{`{"name":"Taken","kind":"static"}`, 409, "lead_list_name_taken", "/name"},
		{filter(`null`), 422, "validation_failed", "/filter"},
		{filter(`{}`), 422, "validation_failed", "/filter/type"},
		{filter(`{"type":"everybody"}`), 422, "validation_failed", "/filter/type"},
		{filter(`{"type":"all","filters":[]}`), 422, "validation_failed", "/filter/filters"},
		{filter(`{"type":"all","filter":{"type":"tag","tag":"x"}}`), 422, "validation_failed", "/filter/filter"},
		{filter(`{"type":"any","filters":[{"type":"tag","tag":"x"},{"type":"tag"}]}`), 422, "validation_failed", "/filter/filters/1/tag"},
		{filter(`{"type":"field","field":"tenant_id","op":"is_set"}`), 422, "validation_failed", "/filter/field"},
		{filter(`{"type":"field","field":"email","op":"like","value":"%"}`), 422, "validation_failed", "/filter/op"},
		{filter(`{"type":"field","field":"email","op":"equals","value":7}`), 422, "validation_failed", "/filter/value"},
		{filter(`{"type":"field","field":"email","op":"equals"}`), 422, "filter_value", "/filter/value"},
		{filter(`{"type":"custom_field","field":"a'; --","op":"is_set"}`), 422, "validation_failed", "/filter/field"},
		{filter(`{"type":"not","filter":{"type":"custom_field","field":"a","op":"less_than","value":"7"}}`), 422, "filter_number", "/filter/filter/value"},
		{filter(deep), 422, "filter_too_deep", "/filter"},
	} {
		if a := r.ask("POST", "/api/v1/lead-lists", c.body, operator).wants(t, c.body, c.status, c.code); a.at(c.at).Code == "" {
			t.Errorf("%s: %s", c.body, a.body)
		}
	}
	r.ask("POST", "/api/v1/lead-lists/preview", `{"filter":`+deep+`}`, operator).wants(t, "a preview too deep", 422, "filter_too_deep")
	r.ask("PATCH", "/api/v1/lead-lists/"+static, `{"filter":{"type":"tag","tag":"x"}}`, operator).wants(t, "a filter on a static list", 422, "list_filter_unwanted")
	r.ask("PATCH", "/api/v1/lead-lists/"+static, `{"kind":"dynamic"}`, operator).wants(t, "another kind", 422, "validation_failed")
}

func TestListInUseStaysUntilItsCampaignIsOver(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-operator")
	list := r.list("bluebird-operator", `{"name":"Spring","kind":"static"}`).ID
	at, operator := "/api/v1/lead-lists/"+list.String(), r.bearer("bluebird-operator")
	draft := must[*client.CreateCampaignResponse](t, 201)(c.CreateCampaignWithResponse(ctx, nil, client.NewCampaign{
		Name: "x", Channel: client.ChannelSms, LeadListID: list, MessageContent: client.MessageContent{Body: new("x")},
	})).JSON201.ID

	r.ask("DELETE", at, "", operator).wants(t, "in use", 409, "list_in_use")
	must[*client.CancelCampaignResponse](t, 200)(c.CancelCampaignWithResponse(ctx, draft, nil))
	r.ask("DELETE", at, "", operator).wants(t, "free", 204, "")
	r.ask("DELETE", at, "", operator).wants(t, "gone", 404, "not_found")
	r.list("bluebird-operator", `{"name":"Spring","kind":"static"}`) // the name is free
}
