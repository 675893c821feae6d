package scenario_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/carillonhq/carillon/internal/devstack"
)

// series is one line of what Prometheus is told.
type series struct {
	name   string
	labels map[string]string
}

var (
	line  = regexp.MustCompile(`^(\w+)(?:\{(.*)\})? \S+$`)
	label = regexp.MustCompile(`(\w+)="((?:[^"\\]|\\.)*)"`)
)

// scrape is what the rig tells Prometheus, by its text without the value.
func (r *rig) scrape() map[string]series {
	r.t.Helper()
	w := httptest.NewRecorder()
	r.house.Meter.HTTP().Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	all := map[string]series{}
	for text := range strings.Lines(w.Body.String()) {
		if strings.HasPrefix(text, "#") {
			continue
		}
		parts := line.FindStringSubmatch(strings.TrimSpace(text))
		if parts == nil {
			r.t.Fatalf("not to be read: %q", text)
		}
		s := series{parts[1], map[string]string{}}
		for _, l := range label.FindAllStringSubmatch(parts[2], -1) {
			s.labels[l[1]] = l[2]
		}
		all[strings.TrimSpace(text[:strings.LastIndex(text, " ")])] = s
	}
	if w.Code != http.StatusOK || len(all) == 0 {
		r.t.Fatalf("status %d, %d series", w.Code, len(all))
	}
	return all
}

// asks is a request of the super admin's for a tenant, which must be answered with a status; the id in the answer is returned.
func (r *rig) asks(tenant, method, path, body string, status int) string {
	r.t.Helper()
	a := r.ask(method, "/api/v1"+path, body, r.choosing("root", tenant))
	if a.status != status {
		r.t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	var made struct{ ID string }
	_ = json.Unmarshal([]byte(a.body), &made)
	return made.ID
}

// busy has a tenant do a bit of everything: good requests and bad, events, a campaign with its
// callbacks, and web hooks that tell of it all.
func (r *rig) busy(tenant, hook string, n int) {
	r.t.Helper()
	r.asks(tenant, "POST", "/connections", fmt.Sprintf(`{"name":"Brevo","provider":"brevo","secret":%q,"settings":{"sms_sender":"Carillon"}}`, devstack.BrevoKey("bluebird")), 201)
	r.asks(tenant, "POST", "/webhook-endpoints", fmt.Sprintf(`{"url":%q,"events":["*"]}`, hook), 201)
	lead := r.asks(tenant, "POST", "/leads", fmt.Sprintf(`{"first_name":"Mia","phone":%q}`, numbered(n)), 201)
	list := r.asks(tenant, "POST", "/lead-lists", `{"name":"All","kind":"static"}`, 201)
	r.asks(tenant, "POST", "/lead-lists/"+list+"/members", fmt.Sprintf(`{"lead_ids":[%q]}`, lead), 200)
	campaign := r.asks(tenant, "POST", "/campaigns", fmt.Sprintf(`{"name":"Spring","channel":"sms","lead_list_id":%q,"message_content":{"body":"Hello"}}`, list), 201)
	r.asks(tenant, "POST", "/campaigns/"+campaign+"/start", "", 200)
	r.asks(tenant, "POST", "/events", fmt.Sprintf(`{"events":[{"id":%q,"type":"custom.visit_%s"}]}`, tenant, tenant), 200)
	r.asks(tenant, "POST", "/leads", `{"phone":"12"}`, 422)
	r.asks(tenant, "GET", "/leads/"+campaign, "", 404)
	r.ask("GET", "/nowhere/"+tenant, "", http.Header{}).wants(r.t, "no address of ours", 404, "not_found")
	r.db.Exec(r.t, `UPDATE tenants SET api_limits = '{"reads_per_minute": 1}' WHERE slug = $1`, tenant)
	r.asks(tenant, "GET", "/leads", "", 429)
}

// done waits until every campaign so far has been sent, reported on and told.
func (r *rig) done(campaigns int) {
	r.t.Helper()
	for what, sql := range map[string]string{
		"delivered": "SELECT count(*) FROM targets WHERE delivery = 'delivered'",
		"finished":  "SELECT count(*) FROM campaigns WHERE status = 'completed'",
		"told":      "SELECT count(*) FROM webhook_deliveries WHERE event_type = 'campaign.completed' AND state = 'delivered'",
	} {
		r.await(what, 30*time.Second, func() bool { return r.db.Int(r.t, sql) == campaigns })
	}
}

// tenants makes tenants straight in the database.
func (r *rig) tenants(from, to int) {
	r.t.Helper()
	r.db.Exec(r.t, "INSERT INTO tenants (tenant_id, slug, name) SELECT gen_random_uuid(), 't' || n, 't' || n FROM generate_series($1::int, $2::int) n", from, to)
}

func TestThousandTenantsHaveAsManySeriesAsTen(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	v := r.receive(nil)
	r.work()
	r.tenants(1, 8) // beside the rig's two
	for n := range 8 {
		r.busy(fmt.Sprint("t", n+1), v.url, n)
	}
	r.busy("harbor", v.url, 8)
	r.db.Exec(t, "UPDATE schema_migrations SET dirty = true")
	r.ask("GET", "/readyz", "", http.Header{}).wants(t, "half a migration", 503, "")
	r.db.Exec(t, "UPDATE schema_migrations SET dirty = false")
	r.done(9)
	few := r.scrape()

	r.tenants(9, 998)
	for n := range 10 {
		r.busy(fmt.Sprint("t", 989+n), v.url, 10+n)
	}
	r.done(19)
	many := r.scrape()

	for name := range many {
		if _, there := few[name]; !there {
			t.Errorf("new among a thousand: %s", name)
		}
	}
	if n := r.db.Int(t, "SELECT count(*) FROM tenants"); n != 1000 || len(many) != len(few) {
		t.Errorf("%d series of %d tenants, %d of ten", len(many), n, len(few))
	}
	t.Logf("%d series", len(many))
	r.told(many)
}

// told holds the dashboard, the rules and their page against what Prometheus is told.
func (r *rig) told(all map[string]series) {
	r.t.Helper()
	byName := map[string][]series{}
	for _, s := range all {
		byName[s.name] = append(byName[s.name], s)
	}
	expressions := slices.Concat(panels(r.t), rules(r.t))
	if len(expressions) < 30 {
		r.t.Errorf("only %d expressions were found", len(expressions))
	}
	for _, e := range expressions {
		for _, wrong := range unknown(e, byName) {
			r.t.Errorf("%s: %s", wrong, e)
		}
	}
	if found := unknown(`rate(carillon_sends_total{channel="pigeon"}[5m]) + carillon_nothing + max by (tenant) (carillon_jobs{kind="pump"})`, byName); len(found) != 3 {
		r.t.Errorf("what is wrong is not found: %q", found)
	}
	documented(r.t, byName)
}

var (
	selector = regexp.MustCompile(`\b((?:carillon|process|go)_\w+)(?:\{([^}]*)\})?`)
	matcher  = regexp.MustCompile(`(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"`)
	grouping = regexp.MustCompile(`\b(?:by|on) \(([^)]*)\)`)
)

// unknown is what an expression asks for that is not told: a name, a label, a label's value.
func unknown(expression string, told map[string][]series) (found []string) {
	labels := map[string]bool{"instance": true} // Prometheus adds it
	selected := selector.FindAllStringSubmatch(expression, -1)
	if len(selected) == 0 {
		return []string{"no metric at all"}
	}
	for _, s := range selected {
		if told[s[1]] == nil {
			found = append(found, s[1])
		}
		for _, one := range told[s[1]] {
			for name := range one.labels {
				labels[name] = true
			}
		}
		for _, m := range matcher.FindAllStringSubmatch(s[2], -1) {
			has := func(one series) bool {
				value, there := one.labels[m[1]]
				return there && (m[2] != "=" || value == m[3])
			}
			if told[s[1]] != nil && !slices.ContainsFunc(told[s[1]], has) {
				found = append(found, s[1]+" with "+m[0])
			}
		}
	}
	for _, g := range grouping.FindAllStringSubmatch(expression, -1) {
		for name := range strings.SplitSeq(g[1], ",") {
			if !labels[strings.TrimSpace(name)] {
				found = append(found, "label "+name)
			}
		}
	}
	return found
}

// panels are the expressions of the dashboard.
func panels(t *testing.T) (all []string) {
	t.Helper()
	raw, err := os.ReadFile("../metric/dashboard.json")
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(raw, &board); err != nil {
		t.Fatal(err)
	}
	for _, p := range board.Panels {
		if p.Title == "" || len(p.Targets) == 0 {
			t.Errorf("an empty panel: %+v", p)
		}
		for _, target := range p.Targets {
			all = append(all, target.Expr)
		}
	}
	return all
}

// rules are the expressions of the alerts.
func rules(t *testing.T) (all []string) {
	t.Helper()
	raw, err := os.ReadFile("../metric/alerts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr         string
				Labels, Annotations map[string]string
			}
		}
	}
	if err := yaml.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			if r.Alert == "" || r.Labels["severity"] == "" || r.Annotations["summary"] == "" || r.Annotations["do"] == "" {
				t.Errorf("an alert that says too little: %+v", r)
			}
			all = append(all, r.Expr)
		}
	}
	return all
}

var part = regexp.MustCompile(`_(bucket|sum|count)$`)

// documented holds that the guide's table has every metric of ours, with its labels, and no other.
func documented(t *testing.T, told map[string][]series) {
	t.Helper()
	page, err := os.ReadFile("../../api/guide/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `(carillon_\\w+)` \\|([^|]*)\\|").FindAllStringSubmatch(string(page), -1) {
		rows[row[1]] = row[2]
	}
	for name, all := range told {
		if !strings.HasPrefix(name, "carillon_") {
			continue
		}
		own := maps.Clone(all[0].labels)
		delete(own, "le")
		want := ""
		for _, l := range slices.Sorted(maps.Keys(own)) {
			want += "`" + l + "` "
		}
		base := part.ReplaceAllString(name, "")
		if said, there := rows[base]; !there || strings.TrimSpace(want) != strings.TrimSpace(said) {
			t.Errorf("the guide says %q of the labels of %s, which are %s", said, base, want)
		}
	}
	for name := range rows {
		if told[name] == nil && told[name+"_count"] == nil {
			t.Errorf("the guide tells of %s, which nobody tells", name)
		}
	}
}
