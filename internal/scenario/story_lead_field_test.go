package scenario_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/gen/client"
)

func TestDefinedFieldsHoldWhatTheyAreDefinedToHold(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")
	settings := func(body string) answer {
		t.Helper()
		return r.ask("PATCH", "/api/v1/tenants/current", body, r.bearer("bluebird-admin"))
	}
	for _, body := range []string{
		`{"key":"visits","type":"number","label":"Visits"}`, `{"key":"vip","type":"boolean","label":"VIP"}`, `{"key":"note","type":"text","label":"Note"}`,
		`{"key":"birthday","type":"date","label":"Birthday"}`, `{"key":"tier","type":"choice","label":"Tier","options":["silver","gold"]}`,
	} {
		r.ask("POST", "/api/v1/lead-fields", body, operator).wants(t, "define "+body, 201, "")
	}
	r.ask("POST", "/api/v1/lead-fields", `{"key":"VISITS","type":"text","label":"Visits"}`, operator).wants(t, "define twice", 409, "lead_field_key_taken")
	const whole = `{"visits":4,"vip":false,"note":"x","birthday":"2024-02-29","tier":"gold","other":[]}`
	mia := r.lead("bluebird-operator", `{"external_id":"mia","custom_fields":`+strings.Replace(whole, `[]`, `"any"`, 1)+`}`)

	for custom, says := range map[string]string{
		`{"visits":"4"}`: "Must be a number.", `{"vip":"yes"}`: "Must be true or false.", `{"note":1}`: "Must be text.",
		`{"birthday":"2023-02-29"}`: "Must be a date, like 2026-03-31.", `{"tier":"bronze"}`: "Must be one of: silver, gold.",
	} {
		at := "/custom_fields/" + strings.Split(custom, `"`)[1]
		for way, ask := range map[string][3]string{
			"create": {"POST", "/api/v1/leads", `{"external_id":"ben","custom_fields":%s}`}, "patch": {"PATCH", "/api/v1/leads/" + mia.ID.String(), `{"custom_fields":%s}`},
			"put": {"PUT", "/api/v1/leads/by-external-id/mia", `{"custom_fields":%s}`},
		} {
			a := r.ask(ask[0], ask[1], fmt.Sprintf(ask[2], custom), operator).wants(t, way+custom, 422, "lead_field_value")
			if !strings.Contains(a.body, `"pointer":"`+at+`"`) || !strings.Contains(a.body, says) {
				t.Errorf("%s of %s says %s", way, custom, a.body)
			}
		}
		results, _ := r.sent("upsert", `{"external_id":"mia","custom_fields":`+custom+`}`)
		if p, err := results[0].Error.Get(); err != nil || *p.Errors[0].Pointer != "/leads/0"+at {
			t.Errorf("of many, %s: %+v", custom, p)
		}
	}
	r.ask("PATCH", "/api/v1/leads/"+mia.ID.String(), `{"custom_fields":{"tier":null,"Colour":"red"}}`, operator).wants(t, "empty a field", 200, "")

	settings(`{"strict_lead_fields":true}`).wants(t, "be strict", 200, "")
	a := r.ask("POST", "/api/v1/leads", `{"external_id":"ben","custom_fields":{"visit":1,"zzz":1}}`, operator).wants(t, "an unknown field", 422, "lead_field_unknown")
	if !strings.Contains(a.body, "Did you mean visits?") || strings.Count(a.body, `"pointer"`) != 2 {
		t.Errorf("says %s", a.body)
	}
	r.ask("PATCH", "/api/v1/leads/"+mia.ID.String(), `{"company":"Harbor","custom_fields":{"other":null}}`, operator).wants(t, "a lead with an old field", 200, "")

	r.numbersWithoutCountry(settings, mia)
	r.fieldsInPages()
}

// numbersWithoutCountry are taken where the tenant says of which country they are.
func (r *rig) numbersWithoutCountry(settings func(string) answer, mia client.Lead) {
	r.t.Helper()
	settings(`{"default_region":"XX"}`).wants(r.t, "a country that is none", 422, "unknown_region")
	settings(`{"default_region":"PT"}`).wants(r.t, "Portugal", 200, "")
	_, got := r.sent("upsert", `{"phone":"912 345 678"}`, `{"phone":"+1 202 555 0143"}`, `{"phone":"345 678"}`)
	if !slices.Equal(got, []string{"created", "created", "refused invalid_phone"}) {
		r.t.Errorf("numbers are %v", got)
	}
	for path, body := range map[string]string{"PATCH /api/v1/leads/" + mia.ID.String(): `{"phone":"912 345 679"}`, "PUT /api/v1/leads/by-external-id/noa": `{"phone":"912 345 677"}`} {
		method, at, _ := strings.Cut(path, " ")
		if a := r.ask(method, at, body, r.bearer("bluebird-operator")); !strings.Contains(a.body, `"phone":"+3519123456`) {
			r.t.Errorf("%s: %s", path, a.body)
		}
	}
	r.ask("POST", "/api/v1/leads", `{"phone":"912345678"}`, r.bearer("bluebird-operator")).wants(r.t, "the same number", 409, "lead_phone_taken")
	settings(`{"default_region":null}`).wants(r.t, "no country", 200, "")
	r.ask("POST", "/api/v1/leads", `{"phone":"912345676"}`, r.bearer("bluebird-operator")).wants(r.t, "no country any more", 422, "invalid_phone")
}

// fieldsInPages are listed by their keys, and no more than 200.
func (r *rig) fieldsInPages() {
	r.t.Helper()
	var keys []string
	for more, cursor := true, ""; more; {
		a := r.ask("GET", "/api/v1/lead-fields?limit=2"+cursor, "", r.bearer("bluebird-viewer")).wants(r.t, "a page of fields", 200, "")
		var page client.LeadFieldPage
		if err := json.Unmarshal([]byte(a.body), &page); err != nil {
			r.t.Fatal(err)
		}
		more, cursor = page.HasMore, "&cursor="+text(page.NextCursor)
		for _, f := range page.Data {
			keys = append(keys, f.Key)
		}
	}
	if got := fmt.Sprint(keys); got != "[birthday note tier vip visits]" {
		r.t.Errorf("fields are %s", got)
	}
	r.db.Exec(r.t, `INSERT INTO lead_fields (tenant_id, id, key, type, label) SELECT tenant_id, gen_random_uuid(), 'f' || n, 'text', '' FROM lead_fields, generate_series(1, 195) n WHERE key = 'vip'`)
	r.ask("POST", "/api/v1/lead-fields", `{"key":"more","type":"text","label":"More"}`, r.bearer("bluebird-operator")).wants(r.t, "one too many", 409, "lead_fields_too_many")
}
