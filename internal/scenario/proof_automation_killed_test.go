package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/devstack"
)

// speed is how many times as fast as ours business time passes in stories of chance.
const speed = 1200

// made asks for something through the front door and reads the answer's id.
func (r *rig) made(user, method, path string, body object, want int) uuid.UUID {
	r.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		r.t.Fatal(err)
	}
	a := r.ask(method, "/api/v1"+path, string(raw), r.bearer(user)).wants(r.t, method+" "+path, want, "")
	var it struct{ ID uuid.UUID }
	_ = json.Unmarshal([]byte(a.body), &it)
	return it.ID
}

// settleIn makes what chance needs of one tenant: a connection, a list, leads and active automations.
func (r *rig) settleIn(seed uint64, n int) *world {
	r.t.Helper()
	w := &world{dice: rand.New(rand.NewPCG(seed, uint64(n))), tenant: tenants[n], user: []string{"bluebird-operator", "harbor-admin"}[n]}
	c := r.connect(w.tenant+"-admin", w.tenant, client.ProviderBrevo)
	r.db.Exec(r.t, `UPDATE connections SET rate_limits = '{"sms": {"limit": 1000000, "window_seconds": 1}}' WHERE id = $1`, c.ID)
	w.list = r.made(w.user, http.MethodPost, "/lead-lists", object{"name": "Gathered", "kind": "static"}, 201)
	for range 12 {
		r.arrive(w)
	}
	w.invent()
	r.await("the log", 30*time.Second, r.allHeard)
	for _, a := range w.automations {
		a.id = r.made(w.user, http.MethodPost, "/automations", a.body, 201)
		r.activate(w, a)
	}
	return w
}

// allHeard reports whether no fact is on its way to a log.
func (r *rig) allHeard() bool { return r.db.Int(r.t, "SELECT count(*) FROM outbox") == 0 }

func (r *rig) activate(w *world, a *invented) {
	r.t.Helper()
	a.versions = append(a.versions, plainly(a.body))
	r.made(w.user, http.MethodPost, "/automations/"+a.id.String()+"/activate", object{}, 200)
}

// arrive makes a lead; every other one is a customer.
func (r *rig) arrive(w *world) {
	r.t.Helper()
	n := len(w.leads)
	w.leads = append(w.leads, r.made(w.user, http.MethodPost, "/leads", object{
		"external_id": fmt.Sprint("lead-", n), "phone": numbered(n), "tags": []string{one(w.dice, "a", "b"), "c"}, "status": []string{"new", customer}[n%2],
	}, 201))
}

// happen lets one thing happen in a tenant.
func (r *rig) happen(w *world) {
	r.t.Helper()
	lead := "/leads/" + one(w.dice, w.leads...).String()
	switch w.dice.IntN(8) {
	case 0:
		r.made(w.user, http.MethodPatch, lead, object{"company": fmt.Sprint("Company ", w.dice.IntN(9))}, 200)
	case 1:
		r.made(w.user, http.MethodPatch, lead, object{"custom_fields": object{fmt.Sprint("f", w.dice.IntN(3)): one(w.dice, "on", "off")}}, 200)
	case 2:
		r.made(w.user, http.MethodPost, lead+"/tags", object{"tags": []string{one(w.dice, "x", "y", "z")}}, 200)
	case 3:
		if len(w.leads) < 18 {
			r.arrive(w)
		}
	default:
		var all []any
		for range 1 + w.dice.IntN(8) {
			all = append(all, w.happening())
		}
		r.made(w.user, http.MethodPost, "/events", object{"events": all}, 200)
		if w.dice.IntN(4) == 0 { // the answer was lost
			r.made(w.user, http.MethodPost, "/events", object{"events": all}, 200)
		}
	}
}

// turn pauses an automation of each tenant, or activates it again and a changed one with it, while no
// fact is on its way: so the log says which events they heard.
func (r *rig) turn(worlds []*world, to string) {
	r.t.Helper()
	r.await("the log", 30*time.Second, r.allHeard)
	for _, w := range worlds {
		still, other := w.automations[1], w.automations[2]
		if to == "pause" {
			r.made(w.user, http.MethodPost, "/automations/"+still.id.String()+"/pause", object{}, 200)
			continue
		}
		r.activate(w, still)
		still.versions = still.versions[:1] // nothing has changed
		other.body["conditions"] = append(w.conditions(false), w.condition(false, 1), w.condition(false, 0))
		r.made(w.user, http.MethodPatch, "/automations/"+other.id.String(), object{"conditions": other.body["conditions"]}, 200)
		r.activate(w, other)
	}
}

// live tells the story of chance that a seed stands for, with so many deaths of workers.
func (r *rig) live(seed uint64, kills int) []*world {
	r.t.Helper()
	const happenings = 96
	dice, crew := rand.New(rand.NewPCG(seed, 9)), make([]*process, 3)
	for i := range crew {
		crew[i] = r.spawn()
	}
	worlds := []*world{r.settleIn(seed, 0), r.settleIn(seed, 1)}
	for n := range happenings {
		for _, w := range worlds {
			r.happen(w)
		}
		switch n {
		case happenings / 2:
			r.turn(worlds, "pause")
		case happenings * 3 / 4:
			r.turn(worlds, "activate")
		case happenings / 3, happenings * 2 / 3:
			if kills > 0 {
				r.db.Exec(r.t, "TRUNCATE river.river_job")
			}
		}
		if kills > 0 && n%(happenings/kills) == 0 {
			victim := dice.IntN(len(crew))
			crew[victim].kill()
			crew[victim] = r.spawn()
		}
		time.Sleep(time.Duration(dice.IntN(120)) * time.Millisecond)
	}
	r.await("the end of runs", time.Minute, func() bool {
		return r.db.Int(r.t, "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM automation_runs WHERE due_at < $1)",
			r.house.Clock.Now().AddDate(0, 2, 0)) == 0
	})
	r.quiet(time.Minute)
	r.rest(time.Minute)
	return worlds
}

// noted is what a log or the runs say of one event: for runs, when they were begun in microseconds.
type noted struct {
	ID, Object, Lead, Type, State string
	At, Version                   int64
	Data                          json.RawMessage
}

func (r *rig) noted(sql string, args ...any) []noted {
	r.t.Helper()
	rows, err := r.db.Admin.Query(context.Background(), sql, args...)
	if err != nil {
		r.t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[noted])
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

// judge holds the runs of a tenant's plain automations against its log: each that must be there is
// there once, and no other. It returns how many there are, and how many were stopped for the rate of
// a lead, which the log does not tell.
func (r *rig) judge(w *world) (n, rated int) {
	r.t.Helper()
	m := model{map[uuid.UUID]object{}, map[string]bool{}, map[string]int64{}}
	runs := map[string]noted{}
	for _, run := range r.noted(`SELECT event_id::text, automation_id::text, coalesce(lead_id::text, ''), '', CASE WHEN state IN ('not_matched', 'loop_stopped')
		THEN state || ' ' || reason ELSE 'began' END, (extract(epoch FROM created_at) * 1000000)::bigint, version::bigint, '{}'::jsonb
		FROM automation_runs WHERE tenant_id = $1`, devstack.ID(w.tenant)) {
		runs[run.Object+" "+run.ID] = run
	}
	log := r.noted(`SELECT id::text, object_id::text, coalesce(lead_id::text, ''), type, '', 0::bigint, coalesce((data ->> 'version')::bigint, 0), data
		FROM events WHERE tenant_id = $1 ORDER BY seq`, devstack.ID(w.tenant))
	for _, e := range log {
		var data object
		if err := json.Unmarshal(e.Data, &data); err != nil {
			r.t.Fatal(err)
		}
		for _, a := range w.automations {
			r.obey(&m, a, e)
			d := m.running[a.id]
			if d == nil || !a.plain || listens(d) != e.Type {
				continue
			}
			n++
			run, there := runs[a.id.String()+" "+e.ID]
			customer := slices.Index(w.leads, uuid.MustParse(orNil(e.Lead)))%2 == 1
			if there && customer && run.State == "loop_stopped lead_rate" {
				rated++
			} else if want := m.answer(a, d, data, e.Lead, run.At); !there || !meets(run.State, want) || run.Lead != e.Lead {
				r.t.Errorf("%s, %s: the run for event %s is %q, must be %q", w.tenant, a.name, e.ID, run.State, want)
			}
			delete(runs, a.id.String()+" "+e.ID)
		}
	}
	for key := range runs {
		if slices.ContainsFunc(w.automations, func(a *invented) bool { return a.plain && a.id.String() == key[:36] }) {
			r.t.Errorf("%s: a run that nothing calls for: %s", w.tenant, key)
		}
	}
	return n, rated
}

// obey moves an automation as its log says.
func (r *rig) obey(m *model, a *invented, e noted) {
	switch {
	case e.Object != a.id.String():
	case e.Type == "automation.activated":
		m.running[a.id] = a.versions[e.Version-1]
	case e.Type == "automation.paused":
		delete(m.running, a.id)
	}
}

func listens(d object) string {
	if d["trigger_type"] == "lead_created" {
		return "lead.created"
	}
	return d["trigger_config"].(object)["event_type"].(string)
}

func meets(got, want string) bool {
	return got == want || want == "began or not_matched run_unfinished" && (got == "began" || got == "not_matched run_unfinished")
}

func orNil(id string) string {
	if id == "" {
		return uuid.Nil.String()
	}
	return id
}

// effects is all that plain automations have done to leads who are no customers, each thing a line.
func (r *rig) effects() []string {
	r.t.Helper()
	return r.texts(`
		SELECT t.slug || ' ' || done.line FROM tenants t JOIN (
			SELECT k.tenant_id, 'task ' || k.title || ' for ' || coalesce(l.external_id, 'nobody') AS line FROM tasks k LEFT JOIN leads l ON l.id = k.lead_id
				WHERE k.title ~ '^(plain|next)' AND l.status IS DISTINCT FROM 'customer'
			UNION ALL SELECT s.tenant_id, s.status || ' send of ' || a.name || ' step ' || array_position(v.sends, s.campaign_id) || ' to ' || l.external_id
				FROM targets s JOIN automation_runs r ON r.id = s.run_id JOIN automations a ON a.id = r.automation_id
				JOIN automation_versions v ON (v.automation_id, v.number) = (r.automation_id, r.version) JOIN leads l ON l.id = s.lead_id
				WHERE a.name LIKE 'plain%' AND l.status = 'new'
			UNION ALL SELECT g.tenant_id, 'tag ' || g.tag || ' on ' || l.external_id FROM lead_tags g JOIN leads l ON l.id = g.lead_id
				WHERE l.status = 'new' AND g.tag NOT IN ('x', 'y', 'z')
			UNION ALL SELECT l.tenant_id, 'field ' || f.key || ' of ' || l.external_id FROM leads l CROSS JOIN jsonb_object_keys(l.custom_fields) f(key)
				WHERE l.status = 'new' AND f.key LIKE 'plain%'
			UNION ALL SELECT m.tenant_id, 'in the list: ' || l.external_id FROM lead_list_members m JOIN leads l ON l.id = m.lead_id WHERE l.status = 'new'
		) done USING (tenant_id) ORDER BY 1`)
}

func TestKilledWorkersChangeNothingThatAutomationsDo(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	seed := seedOf(t)
	var effects [2][]string
	for i, kills := range []int{12, 0} {
		began := time.Now()
		r := newRig(t, func(o *options) { o.clock = clock.NewFast(speed) })
		r.record()
		r.watchRuns()
		worlds := r.live(seed, kills)
		judged, rated := 0, 0
		for _, w := range worlds {
			n, m := r.judge(w)
			judged, rated = judged+n, rated+m
		}
		r.auditRuns()
		r.audit()
		effects[i] = r.effects()
		t.Logf("%d kills: %d events, %d runs judged one by one (%d stopped for their lead's rate), %d effects, %.0f s; runs: %v", kills,
			r.db.Int(t, "SELECT count(*) FROM events"), judged, rated, len(effects[i]), time.Since(began).Seconds(),
			r.texts("SELECT concat_ws(' ', count(*), state, reason) FROM automation_runs GROUP BY state, reason ORDER BY count(*) DESC"))
	}

	if len(effects[1]) < 50 || !slices.Equal(effects[0], effects[1]) {
		t.Errorf("with kills and without: %s", apart(effects[0], effects[1]))
	}
}
