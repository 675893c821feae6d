package scenario_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
)

func TestTenantIsOpenedAndGivenItsFirstAdmin(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	root := r.bearer("root")

	a := r.ask("POST", "/api/v1/tenants", `{"slug":"orchard","name":"Orchard","timezone":"Europe/Lisbon"}`, root).wants(t, "open", 201, "")
	r.ask("POST", "/api/v1/tenants", `{"slug":"orchard","name":"Another"}`, root).wants(t, "the slug again", 409, "tenant_slug_taken")
	member := `{"user_id":"` + devstack.ID("nobody").String() + `","email":"nobody@example.com","role":"tenant_admin"}`
	r.ask("POST", "/api/v1/tenants/current/memberships", member, r.choosing("root", "orchard")).wants(t, "the first admin", 201, "")

	var opened client.Tenant
	_ = json.Unmarshal([]byte(a.body), &opened)
	if opened.Status != "active" || opened.Timezone != "Europe/Lisbon" || opened.Version != 1 || a.header.Get("Location") != "/api/v1/tenants/current" {
		t.Errorf("opened %s", a.body)
	}
	if got := current(t, r.ask("GET", where, "", r.bearer("nobody"))); got != "orchard" {
		t.Errorf("the first admin acts for %s", got)
	}
	for body, at := range map[string]string{
		`{"slug":"Orchard!","name":"x"}`: "/slug", `{"slug":"-x","name":"x"}`: "/slug", `{"slug":"` + strings.Repeat("a", 64) + `","name":"x"}`: "/slug", `{"slug":"x","name":""}`: "/name", `{"slug":"x"}`: "/name",
		`{"slug":"x","name":"x","timezone":"Lisbon"}`: "/timezone", `{"slug":"x","name":"x","status":"active"}`: "/status",
	} {
		if a := r.ask("POST", "/api/v1/tenants", body, root).wants(t, body, 422, "validation_failed"); a.at(at).Code == "" {
			t.Errorf("%s: %s", body, a.body)
		}
	}
}

func TestTenantChangesFieldByField(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	admin := r.bearer("bluebird-admin")

	a := r.ask("PATCH", where, `{"name":"Bluebird Dental","timezone":"America/Chicago","send_rates":{"sms":{"limit":5,"window_seconds":1}}}`, admin).wants(t, "change", 200, "")
	b := r.ask("PATCH", where, `{"send_rates":{}}`, admin).wants(t, "no rates", 200, "")

	var changed, bare client.Tenant
	_ = json.Unmarshal([]byte(a.body), &changed)
	_ = json.Unmarshal([]byte(b.body), &bare)
	if changed.Name != "Bluebird Dental" || changed.Timezone != "America/Chicago" || changed.SendRates.Sms.Limit != 5 || changed.Version != 2 || changed.Slug != "bluebird" {
		t.Errorf("changed %s", a.body)
	}
	if bare.Name != changed.Name || bare.SendRates.Sms != nil {
		t.Errorf("then %s", b.body)
	}
	for body, at := range map[string]string{
		`{"slug":"x"}`: "/slug", `{"status":"suspended"}`: "/status", `{"name":null}`: "/name", `{}`: "", `{"timezone":"Mars/Olympus"}`: "/timezone",
		`{"send_rates":{"sms":{"limit":5}}}`: "/send_rates/sms/window_seconds", `{"send_rates":{"sms":{"limit":-1,"window_seconds":1}}}`: "/send_rates/sms/limit",
	} {
		if a := r.ask("PATCH", where, body, admin).wants(t, body, 422, "validation_failed"); a.at(at).Code == "" {
			t.Errorf("%s: %s", body, a.body)
		}
	}
}

func TestMemberIsAddedOnceAndSeesItAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, admin := context.Background(), r.as("bluebird-admin")
	member := client.NewMembership{UserID: devstack.ID("nobody"), Email: new("nobody@example.com"), Role: client.RoleOperator}

	added := must[*client.AddMembershipResponse](t, 201)(admin.AddMembershipWithResponse(ctx, nil, member)).JSON201
	r.ask("POST", "/api/v1/tenants/current/memberships", encode(member), r.bearer("bluebird-admin")).wants(t, "again", 409, "member_already")
	me := must[*client.GetMeResponse](t, 200)(r.as("nobody").GetMeWithResponse(ctx)).JSON200

	if added.UserID != devstack.ID("nobody") || text(added.Email) != "nobody@example.com" || added.Role != client.RoleOperator {
		t.Errorf("added %+v", added)
	}
	if len(me.Memberships) != 1 || me.Memberships[0].Slug != "bluebird" || me.Memberships[0].Role != client.RoleOperator || me.SuperAdmin || me.Email != "nobody@example.com" {
		t.Errorf("sees %+v", me)
	}
	for user, want := range map[string]int{"root": 0, "both": 2, "harbor-admin": 1} {
		me := must[*client.GetMeResponse](t, 200)(r.as(user).GetMeWithResponse(ctx)).JSON200
		if len(me.Memberships) != want || me.SuperAdmin != (user == "root") || me.UserID != devstack.ID(user) {
			t.Errorf("%s sees %+v", user, me)
		}
	}
	for body, at := range map[string]string{`{"user_id":"x","role":"viewer"}`: "/user_id", `{"role":"viewer"}`: "/user_id", `{"user_id":"` + uuid.NewString() + `","role":"viewer","email":"x"}`: "/email"} {
		if a := r.ask("POST", "/api/v1/tenants/current/memberships", body, r.bearer("bluebird-admin")).wants(t, body, 422, "validation_failed"); a.at(at).Code == "" {
			t.Errorf("%s: %s", body, a.body)
		}
	}
	foreign := membershipOf(t, r.as("harbor-admin"), "harbor-admin").String()
	for _, id := range []string{foreign, uuid.NewString()} {
		r.ask("PATCH", "/api/v1/tenants/current/memberships/"+id, `{"role":"viewer"}`, r.bearer("bluebird-admin")).wants(t, "no member of ours", 404, "not_found")
		r.ask("DELETE", "/api/v1/tenants/current/memberships/"+id, "", r.bearer("bluebird-admin")).wants(t, "no member of ours", 404, "not_found")
	}
}
