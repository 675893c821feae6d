package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/client"
)

// lead makes a lead through the front door.
func (r *rig) lead(user, body string) client.Lead {
	r.t.Helper()
	a := r.ask("POST", "/api/v1/leads", body, r.bearer(user)).wants(r.t, "create a lead", 201, "")
	var l client.Lead
	if err := json.Unmarshal([]byte(a.body), &l); err != nil {
		r.t.Fatal(err)
	}
	if got := a.header.Get("Location"); got != "/api/v1/leads/"+l.ID.String() {
		r.t.Errorf("the lead is at %s", got)
	}
	return l
}

// text is a nullable field's value; empty when null.
func text(n nullable.Nullable[string]) string {
	v, _ := n.Get()
	return v
}

func TestLeadIsKeptInItsNormalForm(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	l := r.lead("bluebird-operator", bodies(t)["createLead"].json())
	spelt := r.lead("bluebird-operator", `{"email":"Noa.Ferrari@Harbor.Example","phone":"+44 (0)20 7946-0958","first_name":"  Noa ","last_name":"","custom_fields":{"visits":4,"score":1.5,"vip":true,"note":"x","gone":null}}`)

	if text(l.Email) != "mia@harbor.example" || text(l.Phone) != "+12025550143" || l.Status != "new" || l.Version != 1 || !slices.Equal(l.Tags, []string{"vip"}) || l.CustomFields["visits"] != 4.0 {
		t.Errorf("the founding example became %+v", l)
	}
	if text(spelt.Email) != "Noa.Ferrari@Harbor.Example" || text(spelt.Phone) != "+442079460958" || text(spelt.FirstName) != "  Noa " || !spelt.LastName.IsNull() {
		t.Errorf("became %+v", spelt)
	}
	if got := fmt.Sprint(spelt.CustomFields); got != "map[note:x score:1.5 vip:true visits:4]" {
		t.Errorf("custom fields are %s", got)
	}
	got := must[*client.GetLeadResponse](t, 200)(r.as("bluebird-viewer").GetLeadWithResponse(context.Background(), l.ID, nil)).JSON200
	if encode(got) != encode(l) {
		t.Errorf("read back as %+v", got)
	}
	if n := r.db.Facts(t, "lead.created"); n != 2 {
		t.Errorf("%d leads were announced", n)
	}
}

func TestLeadThatBreaksARuleIsExplained(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")

	for _, c := range []struct{ body, code, at, with string }{
		{`{}`, "lead_unreachable", "", "lead_unreachable"},
		{`{"email":"  "}`, "validation_failed", "/email", "invalid_format"},
		{`{"phone":"    "}`, "lead_unreachable", "", "lead_unreachable"},
		{`{"phone":"202 555 0143"}`, "invalid_phone", "/phone", "invalid_phone"},
		{`{"phone":"+1202555"}`, "invalid_phone", "/phone", "invalid_phone"},
		{`{"phone":"+12025550143 ext. 5"}`, "invalid_phone", "/phone", "invalid_phone"},
		{`{"phone":"+999123456789"}`, "invalid_phone", "/phone", "invalid_phone"},
		{`{"email":"a@b"}`, "validation_failed", "/email", "invalid_format"},
		{`{"email":"a b@c.example"}`, "validation_failed", "/email", "invalid_format"},
		{`{"external_id":"1","timezone":"Amerika/New_York"}`, "validation_failed", "/timezone", "invalid_format"},
		{`{"external_id":"1","timezone":"../../etc/passwd"}`, "validation_failed", "/timezone", "invalid_format"},
		{`{"external_id":"1","timezone":"Local"}`, "validation_failed", "/timezone", "invalid_format"},
		{`{"external_id":"1","status":"hot"}`, "validation_failed", "/status", "not_in_enum"},
		{`{"external_id":"1","tags":["a,b"]}`, "validation_failed", "/tags/0", "pattern_mismatch"},
		{`{"external_id":"1","tags":["ok"," x"]}`, "validation_failed", "/tags/1", "pattern_mismatch"},
		{`{"external_id":"1","custom_fields":{"1st":"x"}}`, "validation_failed", "/custom_fields/1st", "invalid_field_name"},
		{`{"external_id":"1","custom_fields":{"a":{"b":1}}}`, "validation_failed", "/custom_fields/a", "invalid_type"},
		{`{"external_id":"1","custom_fields":{"a":1e16}}`, "validation_failed", "/custom_fields/a", "above_maximum"},
		{`{"external_id":"1","custom_fields":{"a":"` + strings.Repeat("é", 1001) + `"}}`, "validation_failed", "/custom_fields/a", "too_long"},
		{`{"external_id":"","first_name":"` + strings.Repeat("x", 101) + `"}`, "validation_failed", "/first_name", "too_long"},
	} {
		if a := r.ask("POST", "/api/v1/leads", c.body, operator).wants(t, c.body, 422, c.code); a.at(c.at).Code != c.with {
			t.Errorf("%s: %s", c.body, a.body)
		}
	}
	if n := r.db.Int(t, "SELECT count(*) FROM leads"); n != 0 {
		t.Errorf("%d leads were made", n)
	}
}

func TestUnknownZoneIsAnsweredWithTheOneMeant(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")

	for typo, meant := range map[string]string{"Amerika/New_York": "America/New_York", "america/new_york": "America/New_York", "new york": "America/New_York", "Lisbon": "Europe/Lisbon", "Europe/Paaris": "Europe/Paris", canary: ""} {
		c := r.ask("POST", "/api/v1/leads", `{"external_id":"1","timezone":"`+typo+`"}`, operator).wants(t, typo, 422, "validation_failed").at("/timezone")
		suggestion, _ := c.Meta["suggestion"].(string)
		if suggestion != meant || !strings.Contains(c.Message, meant) {
			t.Errorf("%s: got %q, %q", typo, suggestion, c.Message)
		}
	}
}

func TestContactBelongsToOneLead(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")
	mia := r.lead("bluebird-operator", `{"external_id":"7","email":"mia@harbor.example","phone":"+12025550143"}`)
	noa := r.lead("bluebird-operator", `{"external_id":"8"}`)

	for body, field := range map[string]string{
		`{"phone":"+1 (202) 555-0143"}`: "phone", `{"email":"MIA@harbor.example"}`: "email", `{"external_id":"7"}`: "external_id",
		`{"external_id":"7","phone":"+12025550143"}`: "external_id",
	} {
		for method, at := range map[string]string{"POST": "/api/v1/leads", "PATCH": "/api/v1/leads/" + noa.ID.String()} {
			a := r.ask(method, at, body, operator).wants(t, method+" "+body, 409, "lead_"+field+"_taken")
			if a.problem.Meta["existing_id"] != mia.ID.String() || a.at("/"+field).Code == "" {
				t.Errorf("%s %s: %s", method, body, a.body)
			}
		}
	}
	r.ask("PATCH", "/api/v1/leads/"+mia.ID.String(), `{"email":"Mia@Harbor.Example"}`, operator).wants(t, "her own address", 200, "")
	r.ask("POST", "/api/v1/leads", `{"phone":"+12025550143"}`, r.bearer("harbor-admin")).wants(t, "in another tenant", 201, "")

	r.ask("DELETE", "/api/v1/leads/"+mia.ID.String(), "", operator).wants(t, "delete", 204, "")
	for _, method := range []string{"GET", "DELETE", "PATCH"} {
		body := ""
		if method == "PATCH" {
			body = `{"company":"x"}`
		}
		r.ask(method, "/api/v1/leads/"+mia.ID.String(), body, operator).wants(t, method+" a deleted lead", 404, "not_found")
	}
	r.ask("POST", "/api/v1/leads", `{"external_id":"7","email":"mia@harbor.example","phone":"+12025550143"}`, operator).wants(t, "the address is free", 201, "")
}

func TestOneOfManyAtOnceTakesAContact(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")

	answers := make(chan answer, 12)
	for range cap(answers) {
		go func() { answers <- r.ask("POST", "/api/v1/leads", `{"phone":"+12025550143"}`, operator) }()
	}
	made := 0
	for range cap(answers) {
		if a := <-answers; a.status == 201 {
			made++
		} else {
			a.wants(t, "the others", 409, "lead_phone_taken")
		}
	}

	if made != 1 || r.db.Int(t, "SELECT count(*) FROM leads") != 1 {
		t.Errorf("%d were made", made)
	}
}

func TestPatchLeavesWhatItDoesNotNameAndEmptiesWithNull(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")
	before := r.lead("bluebird-operator", `{"external_id":"7","email":"mia@harbor.example","phone":"+12025550143","first_name":"Mia","company":"Harbor Cafe","tags":["b","a"],"custom_fields":{"keep":1,"change":2,"drop":3}}`)

	for i, media := range []string{"application/json", "application/merge-patch+json", "Application/JSON; charset=UTF-8", "APPLICATION/MERGE-PATCH+JSON"} {
		header := operator.Clone()
		header.Set("Content-Type", media)
		body := fmt.Sprintf(`{"company":null,"first_name":"Mia %d","custom_fields":{"change":"now %d","drop":null,"new":false}}`, i, i)
		a := r.ask("PATCH", "/api/v1/leads/"+before.ID.String(), body, header).wants(t, media, 200, "")
		var l client.Lead
		if err := json.Unmarshal([]byte(a.body), &l); err != nil {
			t.Fatal(err)
		}
		if !l.Company.IsNull() || text(l.FirstName) != fmt.Sprintf("Mia %d", i) || text(l.Phone) != "+12025550143" || text(l.Email) != "mia@harbor.example" {
			t.Errorf("%s: %+v", media, l)
		}
		if got := fmt.Sprint(l.CustomFields); got != fmt.Sprintf("map[change:now %d keep:1 new:false]", i) || !slices.Equal(l.Tags, []string{"a", "b"}) || l.Version != before.Version+i+1 {
			t.Errorf("%s: custom fields %s, tags %v, version %d", media, got, l.Tags, l.Version)
		}
	}
	patch := func(body string) answer {
		return r.ask("PATCH", "/api/v1/leads/"+before.ID.String(), body, operator)
	}
	patch(`{}`).wants(t, "nothing", 422, "validation_failed")
	patch(`{"status":null}`).wants(t, "status null", 422, "validation_failed")
	if a := patch(`{"tags":["x"]}`).wants(t, "tags", 422, "validation_failed"); a.at("/tags").Code != "unknown_field" {
		t.Errorf("tags: %s", a.body)
	}
	patch(`{"email":null,"phone":null}`).wants(t, "the external id is left", 200, "")
	if a := patch(`{"external_id":null}`).wants(t, "nothing is left", 422, "lead_unreachable"); a.at("").Code == "" {
		t.Errorf("nothing is left: %s", a.body)
	}
}

func TestLeadHoldsAHundredCustomFieldsHoweverTheyCome(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")
	l := r.lead("bluebird-operator", `{"external_id":"7"}`)
	fields := func(from, to int) string {
		custom := map[string]int{}
		for i := from; i < to; i++ {
			custom[fmt.Sprintf("f%d", i)] = i
		}
		return encode(map[string]any{"custom_fields": custom})
	}
	patch := func(body string) answer {
		return r.ask("PATCH", "/api/v1/leads/"+l.ID.String(), body, operator)
	}

	patch(fields(0, 60)).wants(t, "sixty", 200, "")
	patch(fields(0, 100)).wants(t, "a hundred", 200, "")
	if a := patch(fields(100, 101)).wants(t, "one more", 422, "lead_too_many_fields"); a.at("/custom_fields").Code == "" {
		t.Errorf("one more: %s", a.body)
	}
	patch(`{"custom_fields":{"f0":null,"f100":1}}`).wants(t, "one for another", 200, "")
}

func TestFiltersFindWhatTheyName(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, body := range []string{
		`{"external_id":"1","email":"Mia@Harbor.Example","company":"Harbor","tags":["vip","new"],"status":"qualified"}`,
		`{"external_id":"2","phone":"+12025550143","company":"Harbor","tags":["vip"]}`,
		`{"external_id":"3","email":"Café@harbor.example","company":"harbor"}`,
	} {
		r.lead("bluebird-operator", body)
	}
	r.db.Exec(t, "UPDATE leads SET created_at = timestamptz '2026-01-01 00:00Z' + external_id::int * interval '1 day'")

	for query, want := range map[string]string{
		"": "3 2 1", "sort=created_at": "1 2 3", "status=qualified": "1", "tag=vip": "2 1", "tag=vip&tag=new": "1", "tag=VIP": "", "email=MIA@harbor.example": "1",
		"email=" + url.QueryEscape("Cafe\u0301@harbor.example"): "3", "phone=%2B12025550143": "2", "external_id=3": "3", "company=Harbor": "2 1", "company=Harbor&status=new": "2",
		"created_after=2026-01-03T00:00:00Z": "3 2", "created_before=2026-01-03T00:00:00Z": "1", "created_after=2026-01-02T01:00:00%2B01:00&created_before=2026-01-04T00:00:00Z": "2 1",
		"limit=2": "3 2", "tag=new&limit=1": "1", "tag=vip&limit=1&sort=created_at": "1", "created_after=9999-01-01T00:00:00Z": "",
	} {
		var ids []string
		for _, raw := range r.page("/api/v1/leads?"+query, r.bearer("bluebird-viewer")).Data {
			var l client.Lead
			_ = json.Unmarshal(raw, &l)
			ids = append(ids, text(l.ExternalID))
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
	for query, at := range map[string]string{
		"status=hot": "status", "tag=": "tag", "tag=a,b": "tag", "sort=name": "sort", "created_after=yesterday": "created_after", "created_before=2026-01-01": "created_before",
		"created_after=2026-01-01T00:00:00": "created_after", "phone=2025550143": "phone", "phone=+12025550143": "phone", "email=" + strings.Repeat("a", 300): "email",
	} {
		if a := r.ask("GET", "/api/v1/leads?"+query, "", r.bearer("bluebird-viewer")).wants(t, query, 422, "validation_failed"); a.at(at).In != "query" {
			t.Errorf("%s: %s", query, a.body)
		}
	}
}

func TestInstantThatNoCalendarHoldsIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	list := r.audience("bluebird", 1, numbered)
	operator := r.bearer("bluebird-operator")

	for _, at := range []string{"9999-12-31T23:59:59-12:00", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+12:00", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01 00:00:00Z"} {
		body := encode(map[string]any{"name": "x", "channel": "sms", "lead_list_id": list, "message_content": map[string]string{"body": "x"}, "start_datetime": at})
		if a := r.ask("POST", "/api/v1/campaigns", body, operator).wants(t, at, 422, "validation_failed"); a.at("/start_datetime").Code != "invalid_format" {
			t.Errorf("%s: %s", at, a.body)
		}
	}
	r.ask("GET", "/api/v1/campaigns", "", operator).wants(t, "the list", 200, "")
}
