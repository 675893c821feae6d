// Package scenario tells stories through the front door: the generated client speaks to the server
// that cmd starts, workers run, providers are simulated on real HTTP, and every response is held
// against the contract.
package scenario_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/document"
	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/sim/supabase"
	"github.com/carillonhq/carillon/internal/sim/vapi"
	"github.com/carillonhq/carillon/internal/webhook"
)

func TestMain(m *testing.M) {
	if text := os.Getenv(ordersVariable); text != "" {
		os.Exit(runWorker(text))
	}
	dbtest.Main(reported{m})
}

// masterKeys are one key, drawn for the tests.
const masterKeys = "qasVm5GgSXpgPAxtxsOBa32r3WV3r+ndypFgoKbZlLs="

var tenants = []string{"bluebird", "harbor"}

// rig is an installation for one test: database, other side, server, and workers when started.
type rig struct {
	t     *testing.T
	db    *dbtest.DB
	out   *devstack.Outside
	house *assembly.House
	url   string
	rules *contract.Contract
	pages map[string]*document.Page
	said  *hearing
}

// options change a rig before it starts.
type options struct {
	brevo  brevo.Options
	vapi   vapi.Options
	clock  clock.Clock
	timing dispatch.Timing
	pumps  int
	allow  []netip.Prefix
	// tell is the timing of webhooks; nil: production's.
	tell    *webhook.Timing
	private bool       // whether tenants' addresses may lead to this machine
	db      *dbtest.DB // nil: a clone on the server that all tests share
}

// testTiming is production's, with the waits of a fault story cut short.
func testTiming() dispatch.Timing {
	t := dispatch.DefaultTiming()
	t.Lease, t.Request, t.Lookup, t.Grace, t.Call = 6*time.Second, 3*time.Second, time.Second, 2*time.Second, 5*time.Second
	t.Threshold = 1000
	return t
}

func newRig(t *testing.T, change ...func(*options)) *rig {
	t.Helper()
	o := options{timing: testTiming(), pumps: 4}
	o.brevo.Keys, o.vapi.Keys = devstack.Accounts(tenants...)
	o.brevo.TimeScale, o.vapi.TimeScale = 50, 100
	o.brevo.Limits = brevo.Unlimited()
	for _, c := range change {
		c(&o)
	}
	if o.db == nil {
		o.db = dbtest.New(t)
	}
	r := &rig{t: t, db: o.db, said: &hearing{}}
	t.Cleanup(r.obeyed)
	users := []supabase.User{}
	for _, name := range []string{"root", "bluebird-admin", "bluebird-operator", "bluebird-viewer", "harbor-admin", "nobody", "both", "sleeper", "leaver", "abdicated"} {
		users = append(users, supabase.User{ID: devstack.ID(name).String(), Email: name + "@example.com", Password: "password"})
	}
	var err error
	r.out, err = devstack.Open(devstack.World{Brevo: o.brevo, Vapi: o.vapi, Issuer: supabase.Options{Users: users}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.out.Close)
	r.serve(o)
	r.people()
	return r
}

// serve builds the house and opens its front door.
func (r *rig) serve(o options) {
	r.t.Helper()
	cfg := config.Config{
		DatabaseURL: r.db.URL, SupabaseURL: r.out.IssuerURL, JWTAudience: "authenticated", MasterKeys: masterKeys,
		Instances: 1, Pumps: o.pumps, ContactHours: config.Hours{Start: 0, End: 24}, BrevoURL: r.out.BrevoURL, VapiURL: r.out.VapiURL,
		PublicURL: "http://127.0.0.1", SandboxBrevoURL: r.out.BrevoURL, SandboxVapiURL: r.out.VapiURL, OutboundAllow: o.allow, OutboundPrivate: o.private,
		APIReads: 1_000_000, APIWrites: 1_000_000, APIBulk: 1_000_000, APIAddress: 1_000_000, Streams: 1000, TenantStreams: 1000,
	}
	front := httptest.NewUnstartedServer(nil)
	r.url = "http://" + front.Listener.Addr().String()
	cfg.PublicURL = r.url
	ctx := context.Background()
	var err error
	r.house, err = assembly.New(ctx, cfg, logger(r.t), assembly.Choices{Clock: o.clock, Timing: o.timing, Tell: o.tell})
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(r.house.Close)
	door, err := r.house.Server(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	if r.rules, err = assembly.Contract(); err != nil {
		r.t.Fatal(err)
	}
	r.pages = door.Documents
	front.Config.Handler = door.Handler()
	front.Start()
	r.t.Cleanup(front.Close)
}

// people makes two tenants and who works in them.
func (r *rig) people() {
	r.db.Exec(r.t, "INSERT INTO platform_admins (user_id) VALUES ($1)", devstack.ID("root"))
	for _, name := range tenants {
		r.db.Exec(r.t, "INSERT INTO tenants (tenant_id, slug, name) VALUES ($1, $2, $2)", devstack.ID(name), name)
	}
	for user, place := range map[string][2]string{
		"bluebird-admin": {"bluebird", "tenant_admin"}, "bluebird-operator": {"bluebird", "operator"},
		"bluebird-viewer": {"bluebird", "viewer"}, "harbor-admin": {"harbor", "tenant_admin"},
	} {
		r.db.Exec(r.t, "INSERT INTO memberships (tenant_id, id, user_id, email, role) VALUES ($1, $2, $3, $4, $5)",
			devstack.ID(place[0]), uuid.New(), devstack.ID(user), user+"@example.com", place[1])
	}
	for _, name := range tenants {
		r.db.Exec(r.t, "INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ($1, $2, $3, 'operator')",
			devstack.ID(name), uuid.New(), devstack.ID("both"))
	}
}

// work runs a worker until the test ends, or until the returned function is called.
func (r *rig) work() (stop func()) {
	r.t.Helper()
	w, err := r.house.Worker()
	if err != nil {
		r.t.Fatal(err)
	}
	w.Watch = 100 * time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			r.t.Error(err)
		}
	})
	r.t.Cleanup(stop)
	return stop
}

// as is the generated client, signed in as somebody.
func (r *rig) as(user string) *client.ClientWithResponses {
	r.t.Helper()
	token, err := r.out.Issuer.Token(devstack.ID(user).String())
	if err != nil {
		r.t.Fatal(err)
	}
	return r.signed(token)
}

// signed is the generated client with a token or an API key.
func (r *rig) signed(bearer string) *client.ClientWithResponses {
	r.t.Helper()
	c, err := client.NewClientWithResponses(r.url, client.WithHTTPClient(&http.Client{Transport: checked{r}}),
		client.WithRequestEditorFn(func(_ context.Context, q *http.Request) error {
			q.Header.Set("Authorization", "Bearer "+bearer)
			q.Header.Set("User-Agent", "carillon-go/"+client.Version)
			return nil
		}))
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// checked is a transport that holds every response against the contract, and counts it.
type checked struct{ r *rig }

// RoundTrip implements http.RoundTripper.
func (c checked) RoundTrip(q *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	var body []byte
	if !endless(answer) {
		body, err = io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil {
			return nil, err
		}
		answer.Body = io.NopCloser(bytes.NewReader(body))
	}
	if op := c.r.operation(q.Method, q.URL.EscapedPath()); op != nil {
		one := utterance{op.ID, tongue(q), answer.StatusCode}
		c.r.said.note(one)
		everything.note(one)
		if err := op.CheckResponse(answer.StatusCode, answer.Header, body); err != nil {
			everything.mismatch()
			c.r.t.Errorf("%s %s answered against the contract: %v\n%s", q.Method, q.URL.Path, err, body)
		}
	}
	if answer.Header.Get("Content-Type") == "application/problem+json" && q.Method != http.MethodHead {
		c.r.explained(body)
	}
	return answer, nil
}

// explained holds that every code of a problem has a page, and that its type leads there.
func (r *rig) explained(body []byte) {
	var p struct {
		problem
		Type string
	}
	if err := json.Unmarshal(body, &p); err != nil {
		r.t.Errorf("a problem is no JSON: %v", err)
	}
	for _, code := range append(p.Errors, complaint{Code: p.Code}) {
		if r.pages["/docs/errors/"+code.Code] == nil {
			r.t.Errorf("the code %q has no page", code.Code)
		}
	}
	if p.Type != "/docs/errors/"+p.Code {
		r.t.Errorf("the type of %s is %s", p.Code, p.Type)
	}
}

// operation finds what a path means; literal segments come before parameters.
func (r *rig) operation(method, path string) *contract.Operation {
	var best *contract.Operation
	for _, op := range r.rules.Operations {
		if op.Method == method && matches(op.Path, path) && (best == nil || strings.Count(op.Path, "{") < strings.Count(best.Path, "{")) {
			best = op
		}
	}
	return best
}

func matches(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}

// must fails the test unless a call got the status it should.
func must[R interface{ StatusCode() int }](t *testing.T, want int) func(R, error) R {
	t.Helper()
	return func(answer R, err error) R {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if answer.StatusCode() != want {
			t.Fatalf("status %d, wanted %d: %+v", answer.StatusCode(), want, bodyOf(answer))
		}
		return answer
	}
}

func bodyOf(answer any) string {
	if b, ok := answer.(interface{ GetBody() []byte }); ok {
		return string(b.GetBody())
	}
	return fmt.Sprintf("%+v", answer)
}

// connect gives a tenant a connection at a simulated provider and subscribes to its callbacks.
func (r *rig) connect(user, tenant string, provider client.Provider) client.Connection {
	r.t.Helper()
	ctx, c := context.Background(), r.as(user)
	settings := &client.ConnectionSettings{
		SmsSender: new("Carillon"), EmailFrom: new("hello@" + tenant + ".example"), WhatsappNumber: new("+12025550100"),
	}
	secret := devstack.BrevoKey(tenant)
	if provider == client.ProviderVapi {
		settings = &client.ConnectionSettings{AssistantID: new(vapi.DefaultAssistant(tenant)), PhoneNumberID: new(vapi.DefaultNumber(tenant))}
		secret = devstack.VapiKey(tenant)
	}
	made := must[*client.CreateConnectionResponse](r.t, 201)(c.CreateConnectionWithResponse(ctx, nil, client.NewConnection{
		Name: string(provider), Provider: provider, Secret: secret, Settings: settings,
	})).JSON201
	if provider == client.ProviderBrevo {
		token := must[*client.GetCallbackTokenResponse](r.t, 200)(c.GetCallbackTokenWithResponse(ctx, made.ID, nil)).JSON200.Token
		if err := r.out.Subscribe(ctx, tenant, "email", made.CallbackUrls["email"], token); err != nil {
			r.t.Fatal(err)
		}
	}
	return *made
}

// unhurried lifts a connection's limit of text messages, so that a story meets its faults at full
// speed.
func (r *rig) unhurried(c client.Connection) {
	r.t.Helper()
	r.paced(c, 1_000_000)
}

// paced limits a connection's text messages to so many a second.
func (r *rig) paced(c client.Connection, perSecond int) {
	r.t.Helper()
	must[*client.UpdateConnectionResponse](r.t, 200)(r.as("root").UpdateConnectionWithResponse(context.Background(), c.ID,
		&client.UpdateConnectionParams{CarillonTenant: new("bluebird")},
		client.ConnectionChange{RateLimits: &client.SendRates{Sms: &client.RateLimit{Limit: perSecond, WindowSeconds: 1}}}))
}

// audience makes n leads of a tenant straight in the database, in a static list. Phone numbers end
// in the ending given, or count up; with an email beside.
func (r *rig) audience(tenant string, n int, phone func(i int) string) uuid.UUID {
	r.t.Helper()
	id := uuid.Must(uuid.NewV7())
	r.db.Exec(r.t, "INSERT INTO lead_lists (tenant_id, id, name, kind) VALUES ($1, $2, $3, 'static')", devstack.ID(tenant), id, id.String())
	phones, emails := make([]string, n), make([]string, n)
	for i := range n {
		phones[i], emails[i] = phone(i), fmt.Sprintf("lead%d.%s@example.com", i, id.String()[30:])
	}
	r.db.Exec(r.t, `
		WITH made AS (
			INSERT INTO leads (tenant_id, id, phone, email, email_key, first_name, timezone)
			SELECT $1, gen_random_uuid(), unnest($3::text[]), unnest($4::text[]), unnest($4::text[]), 'Lead', 'Europe/Lisbon'
			RETURNING id)
		INSERT INTO lead_list_members (tenant_id, list_id, lead_id) SELECT $1, $2, id FROM made`,
		devstack.ID(tenant), id, phones, emails)
	r.settle()
	return id
}

// settle lets Postgres look at its tables at once; by itself it does within a minute.
func (r *rig) settle() { r.db.Exec(r.t, "ANALYZE leads, lead_list_members, targets, attempts") }

// numbered are telephone numbers that all deliver.
func numbered(i int) string { return fmt.Sprintf("+1202%07d", 2000000+i) }

// await polls until a condition holds.
func (r *rig) await(what string, within time.Duration, ok func() bool) {
	r.t.Helper()
	for deadline := time.Now().Add(within); ; time.Sleep(50 * time.Millisecond) {
		if ok() {
			return
		}
		if time.Now().After(deadline) {
			r.t.Fatalf("%s did not happen within %v", what, within)
		}
	}
}

// stats is the account of a campaign; its identity is checked each time.
func (r *rig) stats(c *client.ClientWithResponses, id uuid.UUID) client.CampaignStats {
	r.t.Helper()
	s := *must[*client.GetCampaignStatsResponse](r.t, 200)(c.GetCampaignStatsWithResponse(context.Background(), id, nil)).JSON200
	var sum int64
	for _, n := range s.ByState {
		sum += n
	}
	if sum != s.AudienceSize {
		r.t.Errorf("audience %d, sum of states %d: %v", s.AudienceSize, sum, s.ByState)
	}
	return s
}

// run drafts and starts a campaign.
func (r *rig) run(c *client.ClientWithResponses, draft client.NewCampaign) uuid.UUID {
	r.t.Helper()
	ctx := context.Background()
	id := must[*client.CreateCampaignResponse](r.t, 201)(c.CreateCampaignWithResponse(ctx, nil, draft)).JSON201.ID
	must[*client.StartCampaignResponse](r.t, 200)(c.StartCampaignWithResponse(ctx, id, nil))
	return id
}

// finished waits for a campaign's end.
func (r *rig) finished(c *client.ClientWithResponses, id uuid.UUID, within time.Duration) client.CampaignStats {
	r.t.Helper()
	var s client.CampaignStats
	r.await("the campaign's end", within, func() bool {
		s = r.stats(c, id)
		return s.Status == "completed"
	})
	return s
}

// logger writes what went wrong to the test's own log.
func logger(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: logLevel()}))
}

func logLevel() slog.Level {
	if os.Getenv("CARILLON_TEST_LOG") != "" {
		return slog.LevelDebug
	}
	return slog.LevelError
}
