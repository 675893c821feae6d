package dispatch_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/sim/vapi"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// masterKeys are 32 bytes of the letter k.
const masterKeys = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="

// room is a house without doors: a test takes every step itself. Any move of a target that the
// drawing does not know fails its transaction.
type room struct {
	*assembly.House
	t     *testing.T
	db    *dbtest.DB
	brevo *brevo.Server
	vapi  *vapi.Server
	clock *dial
	who   tenant.Actor
	conns map[string]uuid.UUID // by channel

	timing            dispatch.Timing
	brevoURL, vapiURL string
}

// options change a room before it is built.
type options struct {
	brevo  brevo.Options
	vapi   vapi.Options
	timing dispatch.Timing
	gone   bool // the provider's address answers nobody
}

// dial is business time that a test sets forward.
type dial struct{ ahead atomic.Int64 }

func (d *dial) Now() time.Time { return time.Now().Add(time.Duration(d.ahead.Load())).UTC() }

func (d *dial) forward(by time.Duration) { d.ahead.Add(int64(by)) }

func newRoom(t *testing.T, change ...func(*options)) *room {
	t.Helper()
	o := options{timing: dispatch.DefaultTiming()}
	o.brevo.Keys = map[string]brevo.Account{"xkeysib-one": {Name: "one"}, "xkeysib-two": {Name: "two"}}
	o.brevo.Quiet, o.brevo.Limits = true, brevo.Unlimited()
	o.vapi.Keys = map[string]vapi.Account{"vapi-one": {Name: "one"}}
	o.vapi.TimeScale = 1000
	o.timing.Request, o.timing.Threshold = 2*time.Second, 1000
	for _, c := range change {
		c(&o)
	}
	r := &room{t: t, db: dbtest.New(t), clock: &dial{}, brevo: brevo.New(o.brevo), vapi: vapi.New(o.vapi), timing: o.timing}
	t.Cleanup(r.brevo.Close)
	t.Cleanup(r.vapi.Close)
	atBrevo, atVapi := httptest.NewServer(r.brevo), httptest.NewServer(r.vapi)
	t.Cleanup(atBrevo.Close)
	t.Cleanup(atVapi.Close)
	if o.gone {
		atBrevo.Close()
	}
	r.brevoURL, r.vapiURL = atBrevo.URL+"/v3", atVapi.URL
	r.guard()
	r.House = r.build()
	r.who, r.conns = r.tenant("one")
	return r
}

// build puts a house over the database and claims it if nobody has.
func (r *room) build() *assembly.House {
	r.t.Helper()
	ctx := context.Background()
	h, err := assembly.New(ctx, config.Config{
		DatabaseURL: r.db.URL, MasterKeys: masterKeys, Instances: 1, Pumps: 4, ContactHours: config.Hours{Start: 0, End: 24},
		BrevoURL: r.brevoURL, VapiURL: r.vapiURL, PublicURL: "http://127.0.0.1:9",
	}, slog.New(slog.DiscardHandler), assembly.Choices{Clock: r.clock, Timing: r.timing})
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(h.Close)
	r.must(h.DB.Claim(ctx, "test", tenant.IfFresh))
	return h
}

// guard has Postgres refuse every move of a target that is not in the table.
func (r *room) guard() {
	var ways []string
	for from, tos := range dispatch.Moves {
		for _, to := range tos {
			ways = append(ways, "'"+from+" "+to+"'")
		}
	}
	r.db.Exec(r.t, `CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		IF OLD.status <> NEW.status AND OLD.status || ' ' || NEW.status NOT IN (`+strings.Join(ways, ", ")+`) THEN
			RAISE EXCEPTION 'a target moved from % to %', OLD.status, NEW.status;
		END IF;
		RETURN NEW; END $$`)
	r.db.Exec(r.t, "CREATE TRIGGER guard BEFORE UPDATE OF status ON targets FOR EACH ROW EXECUTE FUNCTION guard()")
}

// tenant makes a tenant with accounts of that name at both providers, fast enough for any test.
func (r *room) tenant(name string) (tenant.Actor, map[string]uuid.UUID) {
	r.t.Helper()
	who := r.db.Tenant(r.t, name)
	rates := json.RawMessage(`{"sms":{"limit":1000000,"window_seconds":1},"email":{"limit":1000000,"window_seconds":1},
		"whatsapp":{"limit":1000000,"window_seconds":1},"voice":{"limit":1000000,"window_seconds":1}}`)
	conns := map[string]uuid.UUID{}
	r.must(r.DB.Tx(context.Background(), who, func(tx *tenant.Tx) error {
		b, err := r.Book.Create(context.Background(), tx, connection.New{
			Name: "brevo", Provider: "brevo", Secret: "xkeysib-" + name, RateLimits: rates,
			Settings: json.RawMessage(`{"sms_sender":"Carillon","email_from":"hello@example.com","whatsapp_number":"+12025550100"}`),
		})
		if err != nil {
			return err
		}
		v, err := r.Book.Create(context.Background(), tx, connection.New{
			Name: "vapi", Provider: "vapi", Secret: "vapi-" + name, RateLimits: rates,
			Settings: json.RawMessage(fmt.Sprintf(`{"assistant_id":%q,"phone_number_id":%q}`, vapi.DefaultAssistant(name), vapi.DefaultNumber(name))),
		})
		conns = map[string]uuid.UUID{"sms": b.ID, "whatsapp": b.ID, "email": b.ID, "voice": v.ID}
		return err
	}))
	return who, conns
}

// contents is something to say on each channel.
var contents = map[string]string{
	"sms": `{"body":"Hello"}`, "email": `{"subject":"Hello","body":"Hello"}`, "whatsapp": `{"template_id":465118589032810}`, "voice": `{}`,
}

// reached are n people of whom nothing special is to be expected.
func reached(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprint(2000000 + i)
	}
	return list
}

// campaign starts a campaign to people with these endings of number and address, and freezes it.
func (r *room) campaign(channel string, people []string, change ...func(*db.Campaign)) db.Campaign {
	r.t.Helper()
	ctx := context.Background()
	c := db.Campaign{
		Name: "Test", Channel: channel, ListID: new(r.list(r.who, people)), ConnectionID: new(r.conns[channel]), Timezone: "UTC",
		Content: json.RawMessage(contents[channel]), Retry: json.RawMessage(`{}`), Schedule: json.RawMessage(`{}`),
		Purpose: "transactional", CompleteOn: "accepted", UnknownPolicy: "hold", ExpiresAfterHours: 72,
	}
	for _, f := range change {
		f(&c)
	}
	r.must(r.DB.Tx(ctx, r.who, func(tx *tenant.Tx) (err error) {
		if c, err = r.Campaigns.Create(ctx, tx, c); err != nil {
			return err
		}
		c, err = r.Campaigns.Start(ctx, tx, c.ID)
		return err
	}))
	r.must(r.Campaigns.Prepare(ctx, r.DB, r.who))
	return c
}

// list is a static list of new leads.
func (r *room) list(who tenant.Actor, people []string) uuid.UUID {
	r.t.Helper()
	id := uuid.Must(uuid.NewV7())
	r.db.Exec(r.t, "INSERT INTO lead_lists (tenant_id, id, name, kind) VALUES ($1, $2, $3, 'static')", who.Tenant, id, id.String())
	r.db.Exec(r.t, `
		WITH made AS (
			INSERT INTO leads (tenant_id, id, phone, email, email_key, timezone)
			SELECT $1, gen_random_uuid(), '+1202' || p, p || '@example.com', p || '@example.com', 'UTC' FROM unnest($3::text[]) p
			ON CONFLICT (tenant_id, phone) WHERE deleted_at IS NULL DO UPDATE SET updated_at = now()
			RETURNING id)
		INSERT INTO lead_list_members (tenant_id, list_id, lead_id) SELECT $1, $2, id FROM made`, who.Tenant, id, people)
	return id
}

// due says whether a lane has work that may be done.
func (r *room) due() bool {
	r.t.Helper()
	work, err := r.DB.WorkDue(context.Background(), r.clock.Now())
	r.must(err)
	for _, w := range work {
		if w.Kind == "pump" {
			return true
		}
	}
	return false
}

// elapse is the end of every wait: what is pending is due.
func (r *room) elapse() {
	r.t.Helper()
	r.db.Exec(r.t, "UPDATE targets SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL")
}

// pump works until no lane has anything to do, some seconds at the most.
func (r *room) pump() {
	r.t.Helper()
	for range 100 {
		if !r.due() {
			return
		}
		r.must(r.Dispatch.Pump(context.Background(), time.Now().Add(100*time.Millisecond)))
	}
}

// reconcile has the lost looked for now, by the rules for attempts so old, and applies what comes
// of it.
func (r *room) reconcile(age time.Duration) {
	r.t.Helper()
	r.db.Exec(r.t, `UPDATE attempts SET next_lookup_at = clock_timestamp() - interval '1 second',
		created_at = least(created_at, clock_timestamp() - make_interval(secs => $1)), deadline = least(deadline, clock_timestamp() - make_interval(secs => $1))
		WHERE next_lookup_at IS NOT NULL`, age.Seconds())
	r.must(r.Dispatch.Reconcile(context.Background(), r.who, r.Callbacks.News))
	r.must(r.Callbacks.Apply(context.Background(), r.who))
}

// targets counts the targets of a campaign in a state.
func (r *room) targets(c db.Campaign, status string) int {
	r.t.Helper()
	return r.db.Int(r.t, "SELECT count(*) FROM targets WHERE campaign_id = $1 AND status = $2", c.ID, status)
}

// attempts counts a campaign's attempts in a state.
func (r *room) attempts(c db.Campaign, state string) int {
	r.t.Helper()
	return r.db.Int(r.t, "SELECT count(*) FROM attempts WHERE campaign_id = $1 AND state = $2", c.ID, state)
}

// lane is the state of a lane's breaker.
func (r *room) lane(conn uuid.UUID, channel string) (l db.Lane) {
	r.t.Helper()
	err := r.db.Admin.QueryRow(context.Background(),
		"SELECT vtime, wait_until, wait_reason, bad_streak, opened FROM lanes WHERE connection_id = $1 AND channel = $2", conn, channel).
		Scan(&l.Vtime, &l.WaitUntil, &l.WaitReason, &l.BadStreak, &l.Opened)
	r.must(err)
	return l
}

// await polls until a condition holds.
func (r *room) await(what string, ok func() bool) {
	r.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			r.t.Fatalf("%s did not happen", what)
		}
	}
}

func (r *room) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}
