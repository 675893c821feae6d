package scenario_test

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/devstack"
)

// keyed is somebody's header with an Idempotency-Key.
func (r *rig) keyed(user, key string) http.Header {
	h := r.bearer(user)
	h.Set("Idempotency-Key", key)
	return h
}

// replayed fails the test unless an answer is another one, given again.
func (a answer) replayed(t *testing.T, what string, first answer) {
	t.Helper()
	if a.status != first.status || a.body != first.body || a.header.Get("Location") != first.header.Get("Location") ||
		a.header.Get("Content-Type") != first.header.Get("Content-Type") || a.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("%s: got %d %v %s\nwant again %d %v %s", what, a.status, a.header, a.body, first.status, first.header, first.body)
	}
}

// fresh fails the test if an answer is one that was given before.
func (a answer) fresh(t *testing.T, what string, status int, code string) answer {
	t.Helper()
	if a.header.Get("Idempotent-Replayed") != "" {
		t.Errorf("%s was answered as before: %s", what, a.body)
	}
	return a.wants(t, what, status, code)
}

const (
	leads  = "/api/v1/leads"
	oneKey = "order-4711"
)

func TestRequestUnderAKeyIsCarriedOutOnceAndAnsweredAsBefore(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	header := r.keyed("bluebird-operator", oneKey)

	first := r.ask("POST", leads, `{"email":"mia@harbor.example","custom_fields":{"a":1,"b":2}}`, header).fresh(t, "first", 201, "")
	again := r.ask("POST", leads, `{"email":"mia@harbor.example","custom_fields":{"a":1,"b":2}}`, header)
	spelt := r.ask("POST", leads, "{\n\"custom_fields\": {\"b\": 2, \"a\": 1},\t\"email\": \"mia@harbor.ex\\u0061mple\"}", header)
	quoted := r.ask("POST", leads, `{"email":"mia@harbor.example","custom_fields":{"a":1,"b":2}}`, r.keyed("bluebird-operator", `"`+oneKey+`"`))
	other := r.ask("POST", leads, `{"email":"mia@harbor.example","custom_fields":{"a":1,"b":3}}`, header)

	again.replayed(t, "again", first)
	spelt.replayed(t, "in another order", first)
	quoted.replayed(t, "with quotes", first)
	if other.wants(t, "another body", 422, "idempotency_key_reused").at("Idempotency-Key").In != "header" {
		t.Errorf("the complaint points elsewhere: %s", other.body)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM leads"); n != 1 {
		t.Errorf("%d leads were made", n)
	}
	if n := r.db.Facts(t, "lead.created"); n != 1 {
		t.Errorf("%d facts tell of it", n)
	}
	if tables := r.stored("mia@harbor.example"); strings.Contains(strings.Join(tables, " "), "idempotency") || len(tables) == 0 {
		t.Errorf("the answer stands in clear in %v", tables)
	}
	if tables := r.stored(oneKey); len(tables) > 0 {
		t.Errorf("the key stands in clear in %v", tables)
	}
}

func TestKeyIsForItsCallerItsTenantItsOperationAndItsPath(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	header := r.keyed("both", oneKey)
	header.Set("Carillon-Tenant", "bluebird")
	body := `{"email":"mia@harbor.example"}`
	first := r.ask("POST", leads, body, header).fresh(t, "first", 201, "")
	id := strings.TrimPrefix(first.header.Get("Location"), leads)

	r.ask("POST", leads, body, r.keyed("bluebird-operator", oneKey)).fresh(t, "another caller", 409, "lead_email_taken")
	header.Set("Carillon-Tenant", "harbor")
	r.ask("POST", leads, body, header).fresh(t, "another tenant", 201, "")
	header.Set("Carillon-Tenant", "bluebird")
	r.ask("POST", "/api/v1/lead-lists", `{"name":"x","kind":"static"}`, header).fresh(t, "another operation", 201, "")
	tagged := r.ask("POST", leads+id+"/tags", `{"tags":["a"]}`, header).fresh(t, "the tags", 200, "")
	r.ask("POST", leads+"/"+uuid.NewString()+"/tags", `{"tags":["a"]}`, header).fresh(t, "another lead", 422, "idempotency_key_reused")

	r.ask("POST", leads, body, header).replayed(t, "the first again", first)
	r.ask("POST", leads+id+"/tags", `{"tags":["a"]}`, header).replayed(t, "the tags again", tagged)
}

func TestRefusalIsRepeatedAndLeavesNothingElse(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	taken := r.lead("bluebird-operator", `{"phone":"+12025550143"}`).ID.String()
	before := r.db.Int(t, "SELECT count(*) FROM outbox")
	header := r.keyed("bluebird-operator", oneKey)

	first := r.ask("POST", leads, `{"phone":"+12025550143","tags":["a"]}`, header).fresh(t, "taken", 409, "lead_phone_taken")
	if n := r.db.Int(t, "SELECT count(*) FROM outbox"); n != before {
		t.Errorf("a refusal left %d facts", n-before)
	}
	r.ask("DELETE", leads+"/"+taken, "", r.bearer("bluebird-operator")).wants(t, "make room", 204, "")

	r.ask("POST", leads, `{"phone":"+12025550143","tags":["a"]}`, header).replayed(t, "with room", first)
	r.ask("POST", leads, `{"phone":"+12025550143","tags":["a"]}`, r.keyed("bluebird-operator", "order-4712")).fresh(t, "another key", 201, "")
}

func TestFailureOfOursIsTriedAnew(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	header := r.keyed("bluebird-operator", oneKey)
	r.db.Exec(t, `CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'busy' USING ERRCODE = '55P03'; END $$`)
	for when, trigger := range map[string]string{
		"in the handler": "CREATE TRIGGER busy AFTER INSERT ON leads FOR EACH ROW EXECUTE FUNCTION busy()",
		"at the commit":  "CREATE CONSTRAINT TRIGGER busy AFTER INSERT ON leads DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION busy()",
	} {
		r.db.Exec(t, trigger)
		a := r.ask("POST", leads, `{"email":"mia@harbor.example"}`, header).fresh(t, when, 503, "unavailable")
		if a.header.Get("Location") != "" || a.header.Get("Retry-After") == "" {
			t.Errorf("%s: answered with %v", when, a.header)
		}
		r.db.Exec(t, "DROP TRIGGER busy ON leads")
	}

	first := r.ask("POST", leads, `{"email":"mia@harbor.example"}`, header).fresh(t, "the next", 201, "")
	r.ask("POST", leads, `{"email":"mia@harbor.example"}`, header).replayed(t, "and again", first)
}

func TestSecondOfTwoAtATimeIsToldToWait(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, header := context.Background(), r.keyed("bluebird-operator", oneKey)
	tx, err := r.db.Admin.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(ctx, "LOCK TABLE leads IN EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
	slow := make(chan answer, 1)
	go func() { slow <- r.ask("POST", leads, `{"email":"mia@harbor.example"}`, header) }()
	r.await("the first to wait", 10*time.Second, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 7239402 AND granted") == 1
	})

	second := r.ask("POST", leads, `{"email":"mia@harbor.example"}`, header).fresh(t, "meanwhile", 409, "idempotency_in_flight")
	if err := tx.Rollback(ctx); err != nil {
		t.Fatal(err)
	}

	if second.header.Get("Retry-After") != "1" {
		t.Errorf("told to wait for %q", second.header.Get("Retry-After"))
	}
	first := (<-slow).fresh(t, "the first", 201, "")
	r.ask("POST", leads, `{"email":"mia@harbor.example"}`, header).replayed(t, "then", first)
}

func TestKeyThatIsNoneIsNamed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	long := strings.Repeat("k", 255)

	for _, key := range []string{"", "a b", "a\tb", "é", "\xff", long + "k", `"`, `""`, `"a`, `"a"b"`, `"a\"`, `"a b"`, `"` + long + `k"`} {
		a := r.ask("POST", leads, `{"email":"mia@harbor.example"}`, r.keyed("bluebird-operator", key)).wants(t, key, 422, "validation_failed")
		if c := a.at("Idempotency-Key"); c.In != "header" || c.Message == "" {
			t.Errorf("%q: %s", key, a.body)
		}
	}
	header := r.keyed("bluebird-operator", "a")
	header.Add("Idempotency-Key", "b")
	r.ask("POST", leads, `{"email":"mia@harbor.example"}`, header).wants(t, "two", 422, "validation_failed")
	for _, twin := range [][2]string{{long, `"` + long + `"`}, {`a"b\c`, `"a\"b\\c"`}, {"!~#'()", `"!~#'()"`}} {
		body := `{"external_id":"` + uuid.NewString() + `"}`
		first := r.ask("POST", leads, body, r.keyed("bluebird-operator", twin[0])).fresh(t, twin[0], 201, "")
		r.ask("POST", leads, body, r.keyed("bluebird-operator", twin[1])).replayed(t, twin[1], first)
	}
}

func TestWhoMayNotAnyMoreIsNotToldAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	header := r.keyed("bluebird-operator", oneKey)
	first := r.ask("POST", leads, `{"email":"mia@harbor.example"}`, header).fresh(t, "first", 201, "")

	r.db.Exec(t, "UPDATE memberships SET role = 'viewer' WHERE user_id = $1", devstack.ID("bluebird-operator"))
	r.ask("POST", leads, `{"email":"mia@harbor.example"}`, header).fresh(t, "as a viewer", 403, "forbidden")
	r.db.Exec(t, "UPDATE memberships SET role = 'operator' WHERE user_id = $1", devstack.ID("bluebird-operator"))
	r.ask("POST", leads, `{"email":"mia@harbor.example"}`, header).replayed(t, "as an operator again", first)
}

func TestTenantIsOpenedOnceUnderAKey(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, root := context.Background(), r.as("root")
	under := &client.CreateTenantParams{IdempotencyKey: new(oneKey)}
	body := client.NewTenant{Slug: "orchard", Name: "Orchard"}

	first := must[*client.CreateTenantResponse](t, 201)(root.CreateTenantWithResponse(ctx, under, body))
	again := must[*client.CreateTenantResponse](t, 201)(root.CreateTenantWithResponse(ctx, under, body))
	must[*client.CreateTenantResponse](t, 409)(root.CreateTenantWithResponse(ctx, nil, body))
	refused := must[*client.CreateTenantResponse](t, 409)(root.CreateTenantWithResponse(ctx, &client.CreateTenantParams{IdempotencyKey: new("other")}, body))

	if !reflect.DeepEqual(first.JSON201, again.JSON201) || again.HTTPResponse.Header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("opened %+v, then %+v", first.JSON201, again.JSON201)
	}
	if p := refused.ApplicationProblemJSONDefault; p == nil || p.Code != "tenant_slug_taken" {
		t.Errorf("refused with %s", refused.Body)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM idempotency_keys WHERE tenant_id = $1", uuid.Nil); n != 2 {
		t.Errorf("%d answers stand under the zero tenant", n)
	}
}

func TestAnswersAreForgottenAfterADay(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.ask("POST", leads, `{"external_id":"old"}`, r.keyed("bluebird-operator", "old")).wants(t, "old", 201, "")
	r.ask("POST", "/api/v1/tenants", `{"slug":"orchard","name":"Orchard"}`, r.keyed("root", "old")).wants(t, "a tenant", 201, "")
	r.db.Exec(t, "UPDATE idempotency_keys SET created_at = now() - interval '26 hours'")
	young := r.ask("POST", leads, `{"external_id":"young"}`, r.keyed("bluebird-operator", "young")).wants(t, "young", 201, "")
	r.db.Exec(t, "UPDATE idempotency_keys SET created_at = now() - interval '23 hours' WHERE created_at > now() - interval '1 hour'")

	r.work()
	r.await("the old answers to be forgotten", 20*time.Second, func() bool { return r.db.Int(t, "SELECT count(*) FROM idempotency_keys") == 1 })

	r.ask("POST", leads, `{"external_id":"young"}`, r.keyed("bluebird-operator", "young")).replayed(t, "young", young)
	r.ask("POST", leads, `{"external_id":"old"}`, r.keyed("bluebird-operator", "old")).fresh(t, "old", 409, "lead_external_id_taken")
}

func TestAnswerWhoseMasterKeyIsGoneIsNotMadeAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	header := r.keyed("bluebird-operator", oneKey)
	r.ask("POST", leads, `{"external_id":"x"}`, header).wants(t, "first", 201, "")
	r.db.Exec(t, "UPDATE idempotency_keys SET answer = 'v1.00000000.' || split_part(answer, '.', 3)")

	r.ask("POST", leads, `{"external_id":"x"}`, header).fresh(t, "again", 409, "idempotency_answer_lost")

	next := r.door(func(c *config.Config) { c.MasterKeys = nextKeys }, logger(t))
	header = r.keyed("bluebird-operator", "before-the-change")
	first := r.ask("POST", leads, `{"external_id":"y"}`, header).wants(t, "under the old master", 201, "")
	next.ask("POST", leads, `{"external_id":"y"}`, header).replayed(t, "under the new one", first)
}

func TestCheckOfAConnectionKeepsNothingOpenAndNoAnswer(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	at := "/api/v1/connections/" + r.connect("bluebird-admin", "bluebird", client.ProviderBrevo).ID.String() + "/verify"

	for range 2 {
		r.ask("POST", at, "", r.keyed("bluebird-admin", oneKey)).fresh(t, "verify", 200, "")
	}
	if n := r.db.Int(t, "SELECT count(*) FROM idempotency_keys"); n != 0 {
		t.Errorf("%d answers are kept", n)
	}
}
