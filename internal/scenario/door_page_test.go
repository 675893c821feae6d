package scenario_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/tenant"
)

// crowded is a rig whose bluebird has several of everything that is listed, and the ids by which
// the nested lists are reached.
func crowded(t *testing.T) (*rig, map[string]string) {
	t.Helper()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-admin")
	list := r.audience("bluebird", 5, numbered)
	r.audience("bluebird", 1, func(int) string { return "+12025550199" })
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
	draft := client.NewCampaign{Name: "One", Channel: client.ChannelSms, LeadListID: list, MessageContent: client.MessageContent{Body: new("Hello")}}
	must[*client.CreateCampaignResponse](t, 201)(c.CreateCampaignWithResponse(ctx, nil, draft))
	id := must[*client.CreateCampaignResponse](t, 201)(c.CreateCampaignWithResponse(ctx, nil, draft)).JSON201.ID
	r.db.Exec(t, `INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, recipient, zones, due_at, expires_at)
		SELECT tenant_id, gen_random_uuid(), $1, id, phone, phone, '{UTC}', now(), now() FROM leads`, id)
	r.task("bluebird-admin", `{"title":"One"}`)
	r.task("bluebird-admin", `{"title":"Two"}`)
	r.issue("bluebird-admin", "leads:read")
	r.issue("bluebird-admin", "leads:read")
	r.db.Exec(t, `INSERT INTO events (tenant_id, seq, id, type, actor, object_type, object_id, data, depth, chain, created_at)
		SELECT $1, n, gen_random_uuid(), 'custom.x', 'test', 'custom', gen_random_uuid(), '{}', 0, '{}', now() FROM generate_series(1, 3) n`, devstack.ID("bluebird"))
	for range 2 {
		must[*client.CreateWebhookEndpointResponse](t, 201)(c.CreateWebhookEndpointWithResponse(ctx, nil, client.NewWebhookEndpoint{URL: "https://hooks.example.com/", Events: []string{"custom.x"}}))
	}
	r.db.Exec(t, `INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_seq, event_type, origin)
		SELECT w.tenant_id, gen_random_uuid(), w.id, e.id, e.seq, e.type, 'event' FROM webhook_endpoints w JOIN events e USING (tenant_id)`)
	thread := r.opened("sms", "")
	r.opened("sms", "")
	r.db.Exec(t, `INSERT INTO conversation_entries (tenant_id, id, conversation_id, kind, callback_id, body, at)
		SELECT $1, gen_random_uuid(), $2, 'message', gen_random_uuid(), 'Hello', now() FROM generate_series(1, 3)`, devstack.ID("bluebird"), thread)
	r.automation("bluebird-admin", taskAutomation)
	a := r.automation("bluebird-admin", taskAutomation).ID
	r.template("bluebird-admin", `{"name":"One","channel":"sms","message_content":{"body":"x"}}`)
	written := r.template("bluebird-admin", `{"name":"Two","channel":"sms","message_content":{"body":"x"}}`)
	r.db.Exec(t, `INSERT INTO template_versions (tenant_id, id, template_id, number, content, created_by)
		SELECT tenant_id, gen_random_uuid(), template_id, 2, content, created_by FROM template_versions WHERE template_id = $1`, written)
	files := []string{r.unmapped(), r.unmapped()}
	for _, more := range []string{
		`INSERT INTO automation_versions (tenant_id, id, automation_id, number, definition, sends, created_by)
			SELECT tenant_id, gen_random_uuid(), automation_id, 2, definition, sends, created_by FROM automation_versions WHERE automation_id = $1`,
		`INSERT INTO lead_fields (tenant_id, id, key, type, label) SELECT tenant_id, gen_random_uuid(), 'f' || generate_series(1, 3), 'text', 'x' FROM automations WHERE id = $1`,
		`INSERT INTO suppressions (tenant_id, channel, address_key, reason, source) SELECT tenant_id, 'sms', '+1202555000' || generate_series(1, 3), 'manual', 'x' FROM automations WHERE id = $1`,
		`INSERT INTO consents (tenant_id, id, channel, address_key, decision, method, source, actor, at)
			SELECT tenant_id, gen_random_uuid(), 'sms', '+1202555000' || generate_series(1, 3), 'granted', 'api', 'x', 'x', now() FROM automations WHERE id = $1`,
		`INSERT INTO consent_reviews (tenant_id, id, channel, address_key, said) SELECT tenant_id, gen_random_uuid(), 'sms', '+1202555000' || generate_series(1, 3), 'x' FROM automations WHERE id = $1`,
		`INSERT INTO exports (tenant_id, id, resource, format, filter, state, chunks, rows, bytes, created_by, expires_at)
			SELECT tenant_id, gen_random_uuid(), 'leads', 'csv', '{}', 'queued', 0, 0, 0, 'x', now() + generate_series(1, 3) * interval '1 day' FROM automations WHERE id = $1`,
		`INSERT INTO import_rejects (tenant_id, import_id, number, cells, code, reason)
			SELECT i.tenant_id, i.id, n, '[]', 'invalid_email', 'x' FROM imports i, generate_series(1, 3) n, automations a WHERE a.id = $1`,
		`INSERT INTO automation_firings (tenant_id, id, automation_id, version, instant, outcome, created_at)
			SELECT tenant_id, gen_random_uuid(), id, 1, generate_series(now(), now() + '1 day', '1 day'), 'skipped', now() FROM automations WHERE id = $1`,
		`INSERT INTO automation_runs (tenant_id, id, automation_id, version, event_id, event, state, depth, chain, trace, created_at, finished_at)
			SELECT tenant_id, gen_random_uuid(), automation_id, 1, id, '{}', 'completed', 0, '{}', '[]', now(), now() FROM automation_firings WHERE automation_id = $1`,
	} {
		r.db.Exec(t, more, a)
	}
	if err := r.house.Audit.Seal(ctx, tenant.Job("seal", devstack.ID("bluebird"))); err != nil {
		t.Fatal(err)
	}
	return r, map[string]string{"import_id": files[1], "campaign_id": id.String(), "list_id": list.String(), "conversation_id": thread.String(), "automation_id": a.String(),
		"template_id": written.String()}
}

// lists are the operations that answer in pages.
func (r *rig) lists() []*contract.Operation {
	return slices.DeleteFunc(r.operations(), func(op *contract.Operation) bool {
		return op.Method != "GET" || !strings.HasPrefix(op.ID, "list")
	})
}

type page struct {
	Data       []json.RawMessage
	HasMore    bool    `json:"has_more"`
	NextCursor *string `json:"next_cursor"`
	Limit      int
	next       string // where its Link leads; empty: nowhere
}

var linked = regexp.MustCompile(`^<([^>]+)>; rel="next"$`)

func (r *rig) page(target string, header http.Header) page {
	r.t.Helper()
	a := r.ask("GET", target, "", header).wants(r.t, target, 200, "")
	var p page
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		r.t.Fatal(err)
	}
	if p.HasMore != (p.NextCursor != nil) || p.HasMore && len(p.Data) != p.Limit {
		r.t.Errorf("%s: a page of %d with has_more %t and limit %d", target, len(p.Data), p.HasMore, p.Limit)
	}
	if found := linked.FindStringSubmatch(a.header.Get("Link")); found != nil {
		p.next = found[1]
	}
	if p.HasMore != (p.next != "") || p.HasMore && !strings.Contains(p.next, "cursor="+url.QueryEscape(*p.NextCursor)) {
		r.t.Errorf("%s: its link leads to %q, its cursor is %v", target, p.next, p.NextCursor)
	}
	return p
}

func TestLimitIsJudgedAtEveryList(t *testing.T) {
	t.Parallel()
	r, known := crowded(t)
	admin := r.bearer("bluebird-admin")

	for _, op := range r.lists() {
		at := fill(op, known)
		for limit, code := range map[string]string{
			"0": "below_minimum", "-1": "below_minimum", "201": "above_maximum", "99999999999999999999": "above_maximum", "1.5": "invalid_type", "1e2": "invalid_type",
			"abc": "invalid_type", "": "invalid_type", "+5": "invalid_type", "0x10": "invalid_type", "null": "invalid_type",
		} {
			a := r.ask("GET", at+"?limit="+url.QueryEscape(limit), "", admin).wants(t, op.ID+" limit "+limit, 422, "validation_failed")
			if c := a.at("limit"); c.In != "query" || c.Code != code {
				t.Errorf("%s limit %q: got %s, want %s", op.ID, limit, c.Code, code)
			}
		}
		if a := r.ask("GET", at+"?limit=1&limit=2", "", admin).wants(t, op.ID, 422, "validation_failed"); a.at("limit").Code != "repeated_parameter" {
			t.Errorf("%s: %s", op.ID, a.body)
		}
		if p := r.page(at+"?limit=200", admin); p.Limit != 200 || len(p.Data) < 2 {
			t.Errorf("%s: limit %d, %d items", op.ID, p.Limit, len(p.Data))
		}
		if p := r.page(at, admin); p.Limit != 50 {
			t.Errorf("%s: the default limit is %d", op.ID, p.Limit)
		}
	}
}

func TestCursorGoesWithItsListFiltersAndTenantOnly(t *testing.T) {
	t.Parallel()
	r, known := crowded(t)
	admin := r.bearer("bluebird-admin")
	cursors := map[string]string{}
	for _, op := range r.lists() {
		p := r.page(fill(op, known)+"?limit=1", admin)
		if p.NextCursor == nil {
			t.Fatalf("%s has one page only", op.ID)
		}
		cursors[op.ID] = *p.NextCursor
		for _, private := range []string{"2025550199", "+1202", "@example.com"} {
			if raw, _ := base64.RawURLEncoding.DecodeString(strings.Split(*p.NextCursor, ".")[1]); strings.Contains(string(raw), private) {
				t.Errorf("%s: the cursor tells %s", op.ID, private)
			}
		}
	}
	refused := func(what, target string, header http.Header) {
		t.Helper()
		if a := r.ask("GET", target, "", header).wants(t, what, 400, "invalid_cursor"); a.at("cursor").In != "query" {
			t.Errorf("%s: %s", what, a.body)
		}
	}

	for _, op := range r.lists() {
		at, own := fill(op, known)+"?limit=1&cursor=", cursors[op.ID]
		if p := r.page(at+url.QueryEscape(own), admin); len(p.Data) != 1 {
			t.Errorf("%s: its own cursor finds %d", op.ID, len(p.Data))
		}
		if p := r.page(r.page(fill(op, known)+"?limit=1", admin).next, admin); p.Limit != 1 || len(p.Data) != 1 {
			t.Errorf("%s: its link leads to a page of %d", op.ID, len(p.Data))
		}
		for id, other := range cursors {
			if id != op.ID {
				refused(op.ID+" with that of "+id, at+url.QueryEscape(other), admin)
			}
		}
		for _, forged := range []string{"", canary, "c1.", "c1.." + canary, own + "A", own[:len(own)-8], strings.ToUpper(own), "c1.e30.e30", "%00", "v1.00000000.gAAAAA"} {
			refused(op.ID+" forged", at+url.QueryEscape(forged), admin)
		}
		if op.ID != "listLeadListMembers" && op.ID != "listCampaignTargets" {
			refused(op.ID+" in another tenant", at+url.QueryEscape(own), r.bearer("harbor-admin"))
		}
	}
	leads := "/api/v1/leads?cursor=" + url.QueryEscape(cursors["listLeads"])
	for _, filter := range []string{"&status=new", "&tag=vip", "&sort=created_at", "&email=a@b.example", "&created_after=2026-01-01T00:00:00Z", "&company=x"} {
		refused("another filter", leads+filter, admin)
	}
	for _, filter := range []string{"&done=false", "&due_before=2026-01-01T00:00:00Z", "&lead_id=" + uuid.NewString(), "&assignee_id=" + uuid.NewString()} {
		refused("another filter", "/api/v1/tasks?cursor="+url.QueryEscape(cursors["listTasks"])+filter, admin)
	}
	refused("another filter", "/api/v1/campaigns?channel=sms&cursor="+url.QueryEscape(cursors["listCampaigns"]), admin)
}

func TestOwnCursorIsNeverTooLong(t *testing.T) {
	t.Parallel()
	r, known := crowded(t)
	admin := r.bearer("bluebird-admin")
	r.db.Exec(t, `UPDATE targets SET recipient_key = repeat('&', 240) || right(recipient_key, 4) || '@example.com'`)
	at := "/api/v1/campaigns/" + known["campaign_id"] + "/targets?limit=1"

	seen := 0
	for next := at; next != ""; seen++ {
		p := r.page(next, admin)
		next = p.next
	}

	if seen != 6 {
		t.Errorf("%d targets", seen)
	}
}

func TestPagesHoldEveryLeadOnceWhileLeadsAreAdded(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	list := r.audience("bluebird", 300, numbered) // made in one instant: only the id tells them apart
	admin := r.bearer("bluebird-admin")
	r.db.Exec(t, `UPDATE leads SET created_at = created_at + (right(phone, 2)::int % 7) * interval '1 second'`)

	for _, at := range []string{"/api/v1/leads?sort=created_at&limit=23", "/api/v1/leads?sort=-created_at&limit=23", "/api/v1/lead-lists/" + list.String() + "/members?limit=23"} {
		seen, pages := map[uuid.UUID]bool{}, 0
		var last time.Time
		for next := at; next != ""; pages++ {
			p := r.page(next, admin)
			for _, raw := range p.Data {
				var l client.Lead
				if err := json.Unmarshal(raw, &l); err != nil {
					t.Fatal(err)
				}
				if seen[l.ID] {
					t.Errorf("%s: a lead comes twice", at)
				}
				backwards := l.CreatedAt.Before(last) && strings.Contains(at, "=created") || l.CreatedAt.After(last) && !strings.Contains(at, "=created") && !last.IsZero()
				if backwards {
					t.Errorf("%s: out of order", at)
				}
				seen[l.ID], last = true, l.CreatedAt
			}
			r.ask("POST", "/api/v1/leads", fmt.Sprintf(`{"external_id":%q}`, at+fmt.Sprint(pages)), admin).wants(t, "a lead in between", 201, "")
			next = p.next
		}
		missing := r.db.Int(t, "SELECT count(*) FROM leads WHERE external_id IS NULL AND NOT id = ANY($1)", slices.Collect(maps.Keys(seen)))
		if missing != 0 || pages < 14 {
			t.Errorf("%s: %d leads are in none of %d pages", at, missing, pages)
		}
	}
}

func TestListShowsNothingOfOthers(t *testing.T) {
	t.Parallel()
	r, known := crowded(t)
	harbor := r.bearer("harbor-admin")

	for _, op := range r.lists() {
		a := r.ask("GET", fill(op, known), "", harbor)
		switch {
		case strings.Contains(op.Path, "{"): // below something of bluebird's
			a.wants(t, op.ID, 404, "not_found")
		case op.ID == "listMemberships":
			if strings.Contains(a.body, devstack.ID("bluebird-admin").String()) {
				t.Errorf("%s: %s", op.ID, a.body)
			}
		default:
			if !strings.Contains(a.body, `"data":[]`) {
				t.Errorf("%s: %s", op.ID, a.body)
			}
		}
	}
}
