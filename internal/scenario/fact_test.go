package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/consent"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/tenant"
)

// record is a fact as the database has it.
type record struct {
	Type, ObjectType string
	ObjectID         uuid.UUID
	LeadID           *uuid.UUID
	Data             json.RawMessage
	Previous         json.RawMessage // nil: none
}

// facts are all there are, of the types that begin so.
func (r *rig) facts(prefix string) []record {
	r.t.Helper()
	rows, err := r.db.Admin.Query(context.Background(),
		"SELECT type, object_type, object_id, lead_id, data, previous FROM "+dbtest.Facts+" WHERE type ^@ $1", prefix)
	if err != nil {
		r.t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[record])
	if err != nil {
		r.t.Fatal(err)
	}
	for i := range all {
		all[i].Data = json.RawMessage(canonical(r.t, all[i].Data)) // Postgres writes 1e-300 with all its zeros
		if all[i].Previous != nil {
			all[i].Previous = json.RawMessage(canonical(r.t, all[i].Previous))
		}
	}
	return all
}

// obeyed holds every fact that a story brought about to what the contract says of its type. It is
// asked at the end of every story.
func (r *rig) obeyed() {
	for _, fact := range r.facts("") {
		for _, wrong := range fact.faults(r.rules) {
			r.t.Errorf("the fact %s %s: %s, before: %s", fact.Type, wrong, fact.Data, fact.Previous)
		}
	}
}

// faults are the laws of facts that this one breaks.
func (f record) faults(rules *contract.Contract) []string {
	var found []string
	noun, _, _ := strings.Cut(f.Type, ".")
	if f.ObjectType != noun {
		found = append(found, "is about a "+f.ObjectType)
	}
	if noun == "lead" && (f.LeadID == nil || *f.LeadID != f.ObjectID) {
		found = append(found, "is not in the lead's timeline")
	}
	if noun == "custom" {
		return found
	}
	if rules.Events[f.Type] == nil {
		return append(found, "is not in the contract")
	}
	if err := rules.Events[f.Type].Check(f.Data, f.Previous); err != nil {
		found = append(found, err.Error())
	}
	return found
}

func TestFactThatBreaksTheContractIsFound(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	id := uuid.New()
	right := record{Type: "lead.updated", ObjectType: "lead", ObjectID: id, LeadID: &id, Data: []byte(`{"changed":["company"],"company":"x"}`), Previous: []byte(`{"company":null}`)}

	for what, change := range map[string]func(*record){
		"type":          func(f *record) { f.Type = "lead.vanished" },
		"object":        func(f *record) { f.ObjectType = "campaign" },
		"timeline":      func(f *record) { f.LeadID = nil },
		"data":          func(f *record) { f.Data = []byte(`{"company":"x"}`) },
		"no previous":   func(f *record) { f.Previous = nil },
		"empty":         func(f *record) { f.Previous = []byte(`{}`) },
		"previous":      func(f *record) { f.Type = "lead.deleted"; f.Data = []byte(`{}`) },
		"unknown field": func(f *record) { f.Type, f.Data, f.Previous = "lead.created", []byte(`{"tags":[],"secret":1}`), nil },
	} {
		wrong := right
		change(&wrong)
		if found := wrong.faults(r.rules); len(found) != 1 {
			t.Errorf("%s: found %q", what, found)
		}
	}
	if found := right.faults(r.rules); len(found) > 0 {
		t.Errorf("found %q", found)
	}
}

// TestEveryFactOfTheRoomsIsTold goes through the life of everything a tenant has but sends.
func TestEveryFactOfTheRoomsIsTold(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx := context.Background()
	admin := r.choosing("root", "bluebird")
	do := func(method, at, body string) string {
		t.Helper()
		a := r.ask(method, "/api/v1/"+at, body, admin)
		if a.status > 299 {
			t.Fatalf("%s %s: %d %s", method, at, a.status, a.body)
		}
		var made struct{ ID uuid.UUID }
		_ = json.Unmarshal([]byte(a.body), &made)
		return at + "/" + made.ID.String()
	}
	do("POST", "tenants", `{"slug":"orchard","name":"Orchard"}`)
	do("PATCH", "tenants/current", `{"name":"Bluebird Dental","event_retention_days":30}`)
	member := do("POST", "tenants/current/memberships", `{"user_id":"`+uuid.NewString()+`","role":"viewer"}`)
	do("PATCH", member, `{"role":"operator"}`)
	do("DELETE", member, "")
	lead := do("POST", "leads", `{"phone":"+12025550143","company":"Harbor","custom_fields":{"visits":4}}`)
	twin := strings.TrimPrefix(do("POST", "leads", `{"phone":"+12025550144"}`), "leads/")
	do("POST", lead+"/merge", `{"from_lead_id":"`+twin+`"}`)
	do("PATCH", lead, `{"company":null,"custom_fields":{"visits":5,"vip":true}}`)
	do("POST", lead+"/tags", `{"tags":["vip"]}`)
	do("DELETE", lead+"/tags/vip", "")
	list := do("POST", "lead-lists", `{"name":"VIPs","kind":"dynamic","filter":{"type":"tag","tag":"vip"}}`)
	do("PATCH", list, `{"filter":{"type":"tag","tag":"new"},"description":"x"}`)
	account := r.connect("bluebird-admin", "bluebird", client.ProviderVapi).ID
	do("PATCH", "connections/"+account.String(), `{"secret":"another-one","rate_limits":{"voice":{"limit":1,"window_seconds":1}}}`)
	task := do("POST", "tasks", `{"title":"Call","lead_id":"`+strings.TrimPrefix(lead, "leads/")+`","due_at":"2030-01-01T00:00:00+02:00"}`)
	do("PATCH", task, `{"done":true,"due_at":null}`)
	do("DELETE", task, "")
	r.within(func(tx *tenant.Tx) error { return connection.Pause(ctx, tx, account, "no credit") })
	do("POST", "connections/"+account.String()+"/resume", "")
	r.within(func(tx *tenant.Tx) error {
		_, err := consent.Suppress(ctx, tx, consent.Statement{Channel: "sms", Address: "+12025550143", Method: consent.ByProvider}, consent.Complained)
		return err
	})
	for _, gone := range []string{"connections/" + account.String(), list, lead} {
		do("DELETE", gone, "")
	}

	do("POST", do("POST", "leads", `{"external_id":"gone"}`)+"/erase", "")

	seen := map[string]bool{}
	for _, fact := range r.facts("") {
		seen[fact.Type] = true
	}
	for of := range maps.Keys(r.rules.Events) {
		noun, _, _ := strings.Cut(of, ".")
		if slices.Contains([]string{"tenant", "membership", "lead", "lead_list", "connection", "task"}, noun) && !seen[of] && of != "lead.unsubscribed" {
			t.Errorf("nobody was told of %s", of)
		}
	}
	for of, want := range map[string]string{
		"tenant.updated": `{"changed":["event_retention_days","name"],"event_retention_days":30,"name":"Bluebird Dental"} {"event_retention_days":365,"name":"bluebird"}`,
		"lead.updated": `{"changed":["company","custom_fields.vip","custom_fields.visits"],"company":null,"custom_fields.vip":true,"custom_fields.visits":5} {"company":"Harbor","custom_fields.vip":null,"custom_fields.visits":4}
{"changed":["tags"],"tags":["vip"]} {"tags":[]}
{"changed":["tags"],"tags":[]} {"tags":["vip"]}`,
		"lead_list.updated": `{"changed":["description","filter"],"description":"x","filter":{"tag":"new","type":"tag"}} {"description":null,"filter":{"tag":"vip","type":"tag"}}`,
		"task.updated":      `{"changed":["done","due_at"],"done":true,"due_at":null} {"done":false,"due_at":"2029-12-31T22:00:00Z"}`,
		"connection.paused": `{"reason":"no credit"} `,
		"lead.consent":      `{"allowed":false,"channel":"sms","reason":"complained"} `,
	} {
		var lines []string
		for _, fact := range r.facts(of) {
			lines = append(lines, string(fact.Data)+" "+string(fact.Previous))
		}
		if got := strings.Join(lines, "\n"); got != want {
			t.Errorf("%s told\n%s\nwant\n%s", of, got, want)
		}
	}
	if told := fmt.Sprint(r.facts("connection.updated")); strings.Contains(told, "another-one") {
		t.Errorf("the secret is told: %s", told)
	}
}

// within runs a room's function for bluebird.
func (r *rig) within(do func(*tenant.Tx) error) {
	r.t.Helper()
	if err := r.db.Tx(context.Background(), tenant.Actor{Tenant: devstack.ID("bluebird"), Name: "test"}, do); err != nil {
		r.t.Fatal(err)
	}
}

// canonical is JSON with its keys in order.
func canonical(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var v any
	if json.Unmarshal(raw, &v) != nil {
		t.Fatalf("no JSON: %s", raw)
	}
	return encode(v)
}

func TestConsentIsToldOfOnceAndOfTheLeadWhoseAddressItIs(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx := context.Background()
	mia := r.lead("bluebird-operator", `{"phone":"+12025550143","email":"Mia@Harbor.example"}`).ID
	r.lead("bluebird-operator", `{"phone":"+12025550144"}`)
	r.lead("harbor-admin", `{"phone":"+12025550143"}`)
	refuse := func(channel, key string, why consent.Reason) func(*tenant.Tx) error {
		return func(tx *tenant.Tx) error {
			_, err := consent.Suppress(ctx, tx, consent.Statement{Channel: channel, Address: key, Method: consent.ByProvider}, why)
			return err
		}
	}
	allow := func(channel, key string) func(*tenant.Tx) error {
		return func(tx *tenant.Tx) error {
			return consent.Resubscribe(ctx, tx, consent.Statement{Channel: channel, Address: key, Method: consent.ByProvider})
		}
	}

	for _, step := range []func(*tenant.Tx) error{
		refuse("sms", "+12025550143", consent.Unsubscribed), refuse("sms", "+12025550143", consent.HardBounced), // known already
		refuse("email", "mia@harbor.example", consent.HardBounced), refuse("sms", "+12025550199", consent.Unsubscribed), // nobody's
		allow("sms", "+12025550143"), allow("sms", "+12025550143"), allow("email", "mia@harbor.example"), // a bounce stays
	} {
		r.within(step)
	}

	var got []string
	for _, fact := range r.facts("lead.consent_changed") {
		if fact.ObjectID != mia {
			t.Errorf("told of %s", fact.ObjectID)
		}
		got = append(got, string(fact.Data))
	}
	want := []string{
		`{"allowed":false,"channel":"sms","reason":"unsubscribed"}`, `{"allowed":false,"channel":"email","reason":"hard_bounced"}`, `{"allowed":true,"channel":"sms"}`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("told %s", got)
	}
}
