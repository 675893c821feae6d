package scenario_test

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/audit"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/tenant"
)

// audited waits until all that was asked is in the audit logs, and returns a tenant's, newest first.
func (r *rig) audited(user string, params client.ListAuditEntriesParams) []client.AuditEntry {
	r.t.Helper()
	r.await("the audit log", 30*time.Second, func() bool {
		return r.db.Int(r.t, `SELECT (SELECT count(*) FROM audit_inbox) + (SELECT count(*) FROM outbox)
			+ (SELECT count(*) FROM event_logs l LEFT JOIN audit_chains c USING (tenant_id) WHERE l.last_seq > coalesce(c.event_seq, 0))`) == 0
	})
	var all []client.AuditEntry
	for {
		page := must[*client.ListAuditEntriesResponse](r.t, 200)(r.as(user).ListAuditEntriesWithResponse(context.Background(), &params)).JSON200
		all = append(all, page.Data...)
		if !page.HasMore {
			return all
		}
		params.Cursor = new(page.NextCursor.MustGet())
	}
}

// whole says that a tenant's chain is, against its own end.
func (r *rig) whole(name string) {
	r.t.Helper()
	ctx, who := context.Background(), tenant.Job("test", devstack.ID(name))
	anchor, _, err := r.house.Audit.Anchor(ctx, who)
	if err != nil {
		r.t.Fatal(err)
	}
	report, err := r.house.Audit.Verify(ctx, who, []audit.Anchor{anchor})
	if err != nil || len(report.Findings) > 0 || report.Anchors != 1 {
		r.t.Errorf("%v, %+v", err, report)
	}
}

// TestEveryUnsafeCallIsInTheAuditLogOnceAndAsItEnded asks every operation that may change something,
// as somebody who may and as somebody who may not, and knows each by the id it was answered with. It
// does so under keys of the caller's too, where a call and its effect are kept with the answer, and
// where what is asked again is a call of its own.
func TestEveryUnsafeCallIsInTheAuditLogOnceAndAsItEnded(t *testing.T) {
	t.Parallel()
	for _, how := range []struct {
		name  string
		times int
		keyed func(http.Header)
	}{
		{"as it is", 1, func(http.Header) {}},
		{"under a key, twice", 2, func(h http.Header) { h.Set("Idempotency-Key", uuid.NewString()) }},
	} {
		t.Run(how.name, func(t *testing.T) {
			t.Parallel()
			everyUnsafeCall(t, how.times, how.keyed)
		})
	}
}

func everyUnsafeCall(t *testing.T, times int, keyed func(http.Header)) {
	t.Helper()
	r := newRig(t)
	r.work()
	asked := map[string]answer{}
	operation := map[string]string{}
	ask := func(op, method, path, body string, header http.Header) answer {
		keyed(header)
		var first answer
		for i := range times {
			a := r.ask(method, path, body, header)
			asked[a.header.Get("X-Request-Id")], operation[a.header.Get("X-Request-Id")] = a, op
			if i == 0 {
				first = a
			}
		}
		return first
	}
	for _, user := range []string{"bluebird-admin", "bluebird-viewer"} {
		for _, op := range r.operations() {
			if op.Method != "GET" && !op.Public && op.ID != "createTenant" {
				ask(op.ID, op.Method, fill(op, nil), "{}", r.bearer(user))
			}
		}
	}
	refused := len(asked)
	made := ask("createLead", "POST", "/api/v1/leads", `{"email":"mia@harbor.example"}`, r.bearer("bluebird-operator"))
	lead := "/api/v1/leads/" + r.texts("SELECT id::text FROM leads WHERE email = 'mia@harbor.example'")[0]
	ask("updateLead", "PATCH", lead, `{"first_name":"Mia"}`, r.bearer("bluebird-operator"))
	ask("previewLeadFilter", "POST", "/api/v1/lead-lists/preview", `{"filter":{"type":"tag","tag":"vip"}}`, r.bearer("bluebird-viewer"))
	ask("deleteLead", "DELETE", lead, "", r.choosing("root", "bluebird"))
	r.ask("GET", lead, "", r.bearer("bluebird-viewer"))
	r.ask("POST", "/api/v1/leads", `{}`, http.Header{})

	log := r.audited("bluebird-admin", client.ListAuditEntriesParams{Kind: new(client.AuditKindCall), Limit: new(50)})

	for _, e := range log {
		a, known := asked[e.RequestID.MustGet()]
		if !known {
			t.Errorf("nobody asked %s", e.Action)
			continue
		}
		delete(asked, e.RequestID.MustGet())
		code := ""
		if !e.Code.IsNull() {
			code = e.Code.MustGet()
		}
		if e.Status.MustGet() != a.status || code != a.problem.Code || e.Action != operation[e.RequestID.MustGet()] || e.Address.MustGet() != "127.0.0.1" {
			t.Errorf("%s ended with %d %s; the log has %s, %d %s from %s", operation[e.RequestID.MustGet()], a.status, a.problem.Code, e.Action, e.Status.MustGet(), code, e.Address.MustGet())
		}
	}
	for request := range asked {
		t.Errorf("%s is not in the log", operation[request])
	}
	if log[0].Action != "deleteLead" || log[0].Actor != "user:"+devstack.ID("root").String() || log[0].Role.MustGet() != "super_admin" || !strings.HasSuffix(lead, log[0].ObjectID.MustGet().String()) {
		t.Errorf("the super admin's call: %+v", log[0])
	}
	facts := r.audited("bluebird-admin", client.ListAuditEntriesParams{RequestID: new(made.header.Get("X-Request-Id")), Kind: new(client.AuditKindFact)})
	if len(facts) != 1 || facts[0].Action != "lead.created" || !strings.HasPrefix(facts[0].Data.MustGet()["email"].(string), "hmac-sha256:") {
		t.Errorf("what came of createLead: %+v", facts)
	}
	if event := r.texts("SELECT request FROM events WHERE type = 'lead.created'")[0]; event != made.header.Get("X-Request-Id") {
		t.Errorf("the event was brought about by %s", event)
	}
	r.whole("bluebird")
	t.Logf("%d calls, %d of them refused or failed", len(log), refused)
}

func TestNewTenantsAuditLogBeginsWithTheCallThatMadeIt(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	plain, keyed := r.bearer("root"), r.bearer("root")
	keyed.Set("Idempotency-Key", "egret")

	for slug, header := range map[string]http.Header{"heron": plain, "egret": keyed} {
		made := r.ask("POST", "/api/v1/tenants", `{"slug":"`+slug+`","name":"A bird"}`, header).wants(t, "a new tenant", 201, "")

		var log []client.AuditEntry
		r.await("its log", 10*time.Second, func() bool {
			log = must[*client.ListAuditEntriesResponse](t, 200)(r.as("root").ListAuditEntriesWithResponse(context.Background(), &client.ListAuditEntriesParams{CarillonTenant: &slug})).JSON200.Data
			return len(log) == 2
		})
		first := log[slices.IndexFunc(log, func(e client.AuditEntry) bool { return e.Kind == "call" })]
		if first.Action != "createTenant" || first.RequestID.MustGet() != made.header.Get("X-Request-Id") || first.Status.MustGet() != 201 {
			t.Errorf("the log begins with %+v", log)
		}
	}
}

func TestAuditLogIsFilteredAndItsHeadMovesOn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	ctx, admin := context.Background(), r.as("bluebird-admin")
	if head := must[*client.GetAuditHeadResponse](t, 200)(admin.GetAuditHeadWithResponse(ctx, nil)).JSON200; head.Sequence != 0 {
		t.Errorf("before anything: %+v", head)
	}
	id := r.lead("bluebird-operator", `{"email":"mia@harbor.example"}`).ID
	r.lead("bluebird-admin", `{"email":"leo@harbor.example"}`)
	r.ask("POST", "/api/v1/leads", `{}`, r.bearer("bluebird-viewer")).wants(t, "a viewer", 403, "forbidden")
	operator := "user:" + devstack.ID("bluebird-operator").String()
	all := r.audited("bluebird-admin", client.ListAuditEntriesParams{})
	times := []time.Time{}
	for _, e := range all {
		times = append(times, e.CreatedAt)
	}
	slices.SortFunc(times, time.Time.Compare)
	middle := times[2]

	for name, c := range map[string]struct {
		params client.ListAuditEntriesParams
		want   int
	}{
		"all":       {client.ListAuditEntriesParams{Limit: new(2)}, 5},
		"actor":     {client.ListAuditEntriesParams{Actor: &operator}, 2},
		"operation": {client.ListAuditEntriesParams{Action: new("createLead")}, 3},
		"type":      {client.ListAuditEntriesParams{Action: new("lead.created"), Kind: new(client.AuditKindFact)}, 2},
		"refused":   {client.ListAuditEntriesParams{Refused: new(true)}, 1},
		"done":      {client.ListAuditEntriesParams{Refused: new(false)}, 2},
		"lead":      {client.ListAuditEntriesParams{LeadID: &id}, 1},
		"object":    {client.ListAuditEntriesParams{ObjectID: &id}, 1},
		"nobody":    {client.ListAuditEntriesParams{ObjectID: new(uuid.New())}, 0},
		"after":     {client.ListAuditEntriesParams{CreatedAfter: &middle}, 2},
		"before":    {client.ListAuditEntriesParams{CreatedBefore: &middle}, 2},
	} {
		if got := r.audited("bluebird-admin", c.params); len(got) != c.want {
			t.Errorf("%s: %d entries, wanted %d", name, len(got), c.want)
		}
	}

	head := must[*client.GetAuditHeadResponse](t, 200)(admin.GetAuditHeadWithResponse(ctx, nil)).JSON200
	if head.Sequence != 5 || head.Hash != all[0].Hash || all[0].PreviousHash != all[1].Hash {
		t.Errorf("the head is %+v of %+v", head, all[0])
	}
	r.ask("GET", "/api/v1/audit-log", "", r.bearer("bluebird-operator")).wants(t, "an operator", 403, "forbidden")
	if other := r.audited("harbor-admin", client.ListAuditEntriesParams{}); len(other) != 0 {
		t.Errorf("another tenant reads %+v", other)
	}
}

// TestNoPersonalValueIsInTheAuditLog tells of one lead in every way that makes a fact with personal
// values in it.
func TestNoPersonalValueIsInTheAuditLog(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	header := r.bearer("bluebird-operator")
	lead := r.lead("bluebird-operator", `{"email":"canary7f3a@example.com","external_id":"canary7f3a","first_name":"canary7f3a","last_name":"canary7f3a",
		"company":"canary7f3a","tags":["canary7f3a"],"custom_fields":{"word":"canary7f3a"}}`)
	for _, q := range [][3]string{
		{"PATCH", "/api/v1/leads/" + lead.ID.String(), `{"email":"other.canary7f3a@example.com","first_name":"Canary7f3a","custom_fields":{"word":"other canary7f3a"}}`},
		{"POST", "/api/v1/leads/" + lead.ID.String() + "/tags", `{"tags":["other.canary7f3a"]}`},
		{"DELETE", "/api/v1/leads/" + lead.ID.String() + "/tags/canary7f3a", ""},
		{"POST", "/api/v1/tasks", `{"title":"Call canary7f3a","description":"canary7f3a","lead_id":"` + lead.ID.String() + `"}`},
		{"POST", "/api/v1/lead-lists", `{"name":"One","kind":"dynamic","filter":{"type":"field","field":"email","op":"equals","value":"canary7f3a@example.com"}}`},
		{"POST", "/api/v1/events", `{"events":[{"id":"1","type":"custom.seen","lead_id":"` + lead.ID.String() + `","data":{"by":"canary7f3a"}}]}`},
		{"DELETE", "/api/v1/leads/" + lead.ID.String(), ""},
	} {
		if a := r.ask(q[0], q[1], q[2], header); a.status >= 300 {
			t.Errorf("%s %s: %s", q[0], q[1], a.body)
		}
	}

	log := r.audited("bluebird-admin", client.ListAuditEntriesParams{})

	if n := r.db.Int(t, "SELECT count(*) FROM events WHERE data::text || coalesce(previous::text, '') ~* 'canary7f3a'"); n < 6 {
		t.Errorf("only %d facts say the word", n)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM audit_entries e WHERE e::text ~* 'canary7f3a'"); n != 0 || len(log) != 16 {
		t.Errorf("%d of %d entries say the word: %s", n, len(log), encode(log))
	}
}

// TestKilledSealersLeaveAWholeChain has callers at work while worker processes are killed at random.
func TestKilledSealersLeaveAWholeChain(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	r := newRig(t)
	const callers, kills = 4, 10
	dice := rand.New(rand.NewPCG(seedOf(t), 4))
	var calling sync.WaitGroup
	stop := make(chan struct{})
	requests := make([]map[string]bool, callers)
	for i := range callers {
		requests[i] = map[string]bool{}
		calling.Go(func() {
			header := r.bearer("bluebird-operator")
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				body := `{"external_id":"` + uuid.NewString() + `"}`
				if n%4 == 3 {
					body = `{}`
				}
				requests[i][r.ask("POST", "/api/v1/leads", body, header).header.Get("X-Request-Id")] = true
			}
		})
	}

	for range kills {
		p := r.spawn()
		time.Sleep(time.Duration(600+dice.IntN(900)) * time.Millisecond)
		p.kill()
	}
	close(stop)
	calling.Wait()
	r.work()

	kept := map[string]int{}
	entries := r.audited("bluebird-admin", client.ListAuditEntriesParams{Limit: new(200)})
	for _, e := range entries {
		if e.Kind == "call" {
			kept[e.RequestID.MustGet()]++
		}
	}
	n := 0
	for _, of := range requests {
		for request := range of {
			if n++; kept[request] != 1 {
				t.Errorf("%s is in the log %d times", request, kept[request])
			}
		}
	}
	if n != len(kept) || n == 0 {
		t.Errorf("%d calls, %d in the log", n, len(kept))
	}
	r.whole("bluebird")
	t.Logf("%d calls, %d entries, %d kills", n, len(entries), kills)
}
