package scenario_test

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/client"
)

func TestEndpointIsToldWhatHappensSignedAndAsTheLogHasIt(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.work()
	v := r.receive(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("thanks\x00\xff!")) })
	e := r.endpoint(v.url+"/in?key=k", "lead.*")
	lead := r.lead("bluebird-operator", `{"phone":"+12025550143","company":"Harbor"}`).ID
	r.ask("PATCH", "/api/v1/leads/"+lead.String(), `{"company":null}`, r.bearer("bluebird-operator")).wants(t, "change", 200, "")
	r.occur("custom.other", 1)

	got := v.hears(2)
	r.await("the accounts", 10*time.Second, func() bool {
		return r.deliveries(e.ID)[0].State == "delivered" && r.deliveries(e.ID)[1].State == "delivered"
	})

	log := r.logOf("bluebird-operator", "lead.created", "lead.updated")
	slices.SortFunc(got, func(a, b parcel) int { return int(a.message().Data.Sequence - b.message().Data.Sequence) })
	for i, h := range got {
		if err := verified(text(e.Secret), h); err != nil {
			t.Error(err)
		}
		m := h.message()
		if h.header.Get("Webhook-Id") != log[i].ID.String() || h.header.Get("Content-Type") != "application/json" ||
			h.header.Get("User-Agent") != "Carillon-Webhooks/1" || h.header.Get("Webhook-Attempt") != "1" {
			t.Errorf("sent with %v", h.header)
		}
		if m.ID != log[i].ID || m.Type != log[i].Type || !m.Timestamp.Equal(log[i].CreatedAt) || m.APIVersion != "v1" || m.Data.Sequence != log[i].Sequence ||
			m.Data.ObjectID != lead || m.Data.LeadID.MustGet() != lead || encode(m.Data.Object) != encode(log[i].Data) {
			t.Errorf("told %s of %s", h.body, encode(log[i]))
		}
	}
	if m := got[1].message(); encode(m.Data.Previous) != `{"company":"Harbor"}` || len(got) != 2 {
		t.Errorf("told of the change: %s; %d requests", got[1].body, len(got))
	}
	d := r.report(r.deliveries(e.ID)[0].ID)
	if a := d.Attempts[0]; len(d.Attempts) != 1 || a.Number != 1 || a.Status.MustGet() != 200 || a.ResponseBody != "thanks!" || !a.Error.IsNull() ||
		a.RequestHeaders["Webhook-Id"] != d.Delivery.EventID.String() || strings.Contains(encode(d), "v1,") || d.Delivery.Origin != "event" {
		t.Errorf("the log says %s", encode(d))
	}
}

func TestEndpointIsMadeChangedRestedAndDeleted(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.work()
	ctx, c := context.Background(), r.as("bluebird-admin")
	v := r.receive(nil)
	made := r.endpoint(v.url, "custom.a")

	if !strings.HasPrefix(text(made.Secret), "whsec_") || made.Payload != "full" || made.MaxInFlight != 4 || made.Status != "active" || made.Version != 1 {
		t.Errorf("made %s", encode(made))
	}
	if read := r.endpointNow(made.ID); !read.Secret.IsNull() {
		t.Errorf("the secret is told again: %s", encode(read))
	}
	must[*client.PauseWebhookEndpointResponse](t, 200)(c.PauseWebhookEndpointWithResponse(ctx, made.ID, nil))
	paused := must[*client.PauseWebhookEndpointResponse](t, 200)(c.PauseWebhookEndpointWithResponse(ctx, made.ID, nil)).JSON200
	must[*client.UpdateWebhookEndpointResponse](t, 200)(c.UpdateWebhookEndpointWithResponse(ctx, made.ID, nil, client.WebhookEndpointChange{
		Events: []string{"custom.a", "custom.b"}, Payload: new(client.WebhookPayloadThin), Description: nullable.NewNullableWithValue("Practice"), MaxInFlight: new(2),
	}))
	r.ask("POST", "/api/v1/webhook-endpoints/"+made.ID.String()+"/test", "", r.bearer("bluebird-admin")).wants(t, "a test of one that rests", 409, "webhook_endpoint_paused")
	ids := r.occur("custom.b", 3)
	r.logged()
	time.Sleep(300 * time.Millisecond)
	if n := len(v.got()); n != 0 || paused.Status != "paused" {
		t.Errorf("%d requests while it is %s", n, paused.Status)
	}

	must[*client.ResumeWebhookEndpointResponse](t, 200)(c.ResumeWebhookEndpointWithResponse(ctx, made.ID, nil))
	got := v.hears(3)

	slices.Sort(ids)
	if !slices.Equal(idsOf(got), ids) {
		t.Errorf("told %v, want %v", idsOf(got), ids)
	}
	if m := got[0].message(); m.Data.Object != nil || m.Data.ObjectType != "custom" || m.Data.Truncated != nil {
		t.Errorf("thin is %s", got[0].body)
	}
	must[*client.DeleteWebhookEndpointResponse](t, 204)(c.DeleteWebhookEndpointWithResponse(ctx, made.ID, nil))
	must[*client.GetWebhookEndpointResponse](t, 404)(c.GetWebhookEndpointWithResponse(ctx, made.ID, nil))
	must[*client.DeleteWebhookEndpointResponse](t, 404)(c.DeleteWebhookEndpointWithResponse(ctx, made.ID, nil))
	r.occur("custom.b", 1)
	r.logged()
	if left := r.deliveries(made.ID); len(left) != 3 || r.db.Int(t, "SELECT count(*) FROM webhook_endpoints WHERE secret <> ''") != 0 {
		t.Errorf("left are %s", encode(left))
	}
	var told []string
	for _, f := range r.facts("webhook_endpoint.") {
		told = append(told, strings.TrimPrefix(f.Type, "webhook_endpoint.")+" "+string(f.Data))
		if strings.Contains(string(f.Data), "whsec_") {
			t.Errorf("told of the secret: %s", f.Data)
		}
	}
	if len(told) != 5 {
		t.Errorf("facts are %v", told)
	}
}

func TestEndpointThatBreaksARuleIsExplained(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	admin := r.bearer("bluebird-admin")
	const good = `"url":"https://hooks.bluebird.example/in"`
	a := r.ask("POST", "/api/v1/webhook-endpoints", `{`+good+`,"events":["*"]}`, admin).wants(t, "a good one", 201, "")
	var made client.WebhookEndpoint
	_ = json.Unmarshal([]byte(a.body), &made)
	if a.header.Get("Location") != "/api/v1/webhook-endpoints/"+made.ID.String() {
		t.Errorf("it is at %s", a.header.Get("Location"))
	}

	for fields, want := range map[string][2]string{
		`"url":"http://hooks.bluebird.example/in"`:                        {"outbound_url_forbidden", "/url"},
		`"url":"https://user:pass@hooks.bluebird.example"`:                {"outbound_url_forbidden", "/url"},
		`"url":"https://127.0.0.1/in"`:                                    {"outbound_url_forbidden", "/url"},
		`"url":"https://169.254.169.254/latest"`:                          {"outbound_url_forbidden", "/url"},
		`"url":"https://hooks.bluebird.example:8080"`:                     {"outbound_url_forbidden", "/url"},
		`"url":"https://localhost"`:                                       {"outbound_url_forbidden", "/url"},
		`"url":"nonsense"`:                                                {"outbound_url_forbidden", "/url"},
		`"url":"https://hooks.example/` + strings.Repeat("x", 2048) + `"`: {"validation_failed", "/url"},
		`"events":[]`:                   {"validation_failed", "/events"},
		`"events":["lead.*","lead.x"]`:  {"validation_failed", "/events/1"},
		`"events":["lead*"]`:            {"validation_failed", "/events/0"},
		`"events":["nobody.*"]`:         {"validation_failed", "/events/0"},
		`"payload":"fat"`:               {"validation_failed", "/payload"},
		`"max_in_flight":0`:             {"validation_failed", "/max_in_flight"},
		`"max_in_flight":33`:            {"validation_failed", "/max_in_flight"},
		`"secret":"whsec_MfKQ9r8GKYqr"`: {"validation_failed", "/secret"},
		`"status":"paused"`:             {"validation_failed", "/status"},
	} {
		whole := fields
		for _, rest := range []string{good, `"events":["*"]`} {
			if !strings.HasPrefix(whole, rest[:6]) {
				whole += "," + rest
			}
		}
		for method, body := range map[string]string{"POST": whole, "PATCH": fields} {
			at := "/api/v1/webhook-endpoints"
			if method == "PATCH" {
				at += "/" + made.ID.String()
			}
			if a := r.ask(method, at, "{"+body+"}", admin).wants(t, method+" "+body[:min(len(body), 80)], 422, want[0]); a.at(want[1]).Code == "" {
				t.Errorf("nothing at %s: %s", want[1], a.body)
			}
		}
	}
	r.ask("POST", "/api/v1/webhook-endpoints", `{`+good+`,"events":["*"]}`, r.bearer("bluebird-operator")).wants(t, "an operator", 403, "forbidden")
	r.ask("GET", "/api/v1/webhook-endpoints", "", r.bearer("bluebird-viewer")).wants(t, "a viewer", 403, "forbidden")
	for range 19 {
		r.ask("POST", "/api/v1/webhook-endpoints", `{`+good+`,"events":["custom.mine"]}`, admin).wants(t, "another", 201, "")
	}
	r.ask("POST", "/api/v1/webhook-endpoints", `{`+good+`,"events":["*"]}`, admin).wants(t, "one too many", 409, "too_many_webhook_endpoints")
}

func TestTestReachesItsEndpointAloneAndOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.work()
	v, other := r.receive(answering(500)), r.receive(nil)
	e := r.endpoint(v.url, "custom.never")
	r.endpoint(other.url, "*")

	sent := must[*client.TestWebhookEndpointResponse](t, 202)(r.as("bluebird-admin").TestWebhookEndpointWithResponse(context.Background(), e.ID, nil)).JSON202
	v.hears(1)
	r.await("the end of the test", 10*time.Second, func() bool { return r.deliveries(e.ID)[0].State == "exhausted" })

	d := r.deliveries(e.ID)
	if len(d) != 1 || d[0].EventID != sent.EventID || d[0].Origin != "test" || text(d[0].Reason) != "http_500" || d[0].Attempts != 1 {
		t.Errorf("deliveries are %s", encode(d))
	}
	if now := r.endpointNow(e.ID); now.Failures != 0 {
		t.Errorf("a test counts: %s", encode(now))
	}
	for _, h := range other.got() {
		if h.message().Type == "webhook_endpoint.test" {
			t.Error("another endpoint is told of the test")
		}
	}
}

func TestFormerSecretSignsUntilItsOverlapIsOver(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.work()
	v := r.receive(nil)
	e := r.endpoint(v.url, "custom.*")
	rotate := func(overlap int) string {
		t.Helper()
		return text(must[*client.RotateWebhookEndpointSecretResponse](t, 200)(r.as("bluebird-admin").RotateWebhookEndpointSecretWithResponse(
			context.Background(), e.ID, nil, client.WebhookSecretRotation{OverlapSeconds: &overlap})).JSON200.Secret)
	}
	says := func(n int, secrets ...string) {
		t.Helper()
		r.occur("custom.x", 1)
		h := v.hears(n)[n-1]
		for i, s := range secrets {
			if err := verified(s, h); (err == nil) != (s != "" && i < 2) {
				t.Errorf("request %d, secret %d: %v", n, i, err)
			}
		}
		if signatures := len(strings.Fields(h.header.Get("Webhook-Signature"))); signatures > 2 {
			t.Errorf("%d signatures", signatures)
		}
	}

	first := text(e.Secret)
	second := rotate(3600)
	says(1, second, first)
	third := rotate(3600)
	says(2, third, second, first)
	r.db.Exec(t, "UPDATE webhook_endpoints SET former_until = now()")
	says(3, third, third, second, first)
	fourth := rotate(0)
	says(4, fourth, fourth, third)
	if now := r.endpointNow(e.ID); !now.FormerSecretUntil.IsNull() {
		t.Errorf("now %s", encode(now))
	}
}
