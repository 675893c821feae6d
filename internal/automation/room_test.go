package automation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/campaign"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/journal"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/outbound"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/window"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// rig is a room of automations over a tenant with one account and no provider behind it. It is also
// the clock, which a test sets forward.
type rig struct {
	*automation.Room
	t     *testing.T
	db    *dbtest.DB
	who   tenant.Actor
	log   *journal.Room
	ahead atomic.Int64
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t, db: dbtest.New(t)}
	always, err := window.New(window.Spec{Start: 0, End: 24 * 60, Days: []int{0, 1, 2, 3, 4, 5, 6}})
	r.must(err)
	r.Room = &automation.Room{
		DB: r.db.DB, Dispatch: &dispatch.Dispatcher{DB: r.db.DB, Clock: r, Legal: always, Log: slog.New(slog.DiscardHandler)},
		Campaigns: &campaign.Room{Clock: r, Legal: always}, Outbound: outbound.New(outbound.Options{Private: true}), Clock: r,
	}
	r.log = &journal.Room{DB: r.db.DB, Listeners: []journal.Listener{r.Hear}}
	r.who = r.db.Tenant(t, "one")
	r.db.Exec(t, `INSERT INTO connections (tenant_id, id, name, provider, secret, secret_last_four, secret_fingerprint, settings, endpoint_id)
		VALUES ($1, $2, 'brevo', 'brevo', '', '', '', '{"sms_sender":"Carillon","email_from":"a@b.example"}', $2)`, r.who.Tenant, uuid.New())
	return r
}

// Now is business time.
func (r *rig) Now() time.Time { return time.Now().Add(time.Duration(r.ahead.Load())).UTC() }

func (r *rig) later(d time.Duration) { r.ahead.Add(int64(d)) }

func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) tx(do func(context.Context, *tenant.Tx) error) {
	r.t.Helper()
	r.must(r.db.Tx(context.Background(), r.who, func(tx *tenant.Tx) error { return do(context.Background(), tx) }))
}

// active drafts and activates an automation.
func (r *rig) active(trigger, conditions, actions string, more ...string) (a db.Automation) {
	r.t.Helper()
	raw := fmt.Sprintf(`{"trigger_type":%s,"conditions":[%s],"actions":[%s]%s}`, trigger, conditions, actions, strings.Join(more, ""))
	r.tx(func(ctx context.Context, tx *tenant.Tx) (err error) {
		if a, err = r.Create(ctx, tx, "x", json.RawMessage(raw)); err != nil {
			return err
		}
		a, err = r.Activate(ctx, tx, a.ID)
		return err
	})
	return a
}

// move does one of the room's verbs.
func (r *rig) move(verb func(context.Context, *tenant.Tx, uuid.UUID) (db.Automation, error), id uuid.UUID) (a db.Automation) {
	r.t.Helper()
	r.tx(func(ctx context.Context, tx *tenant.Tx) (err error) { a, err = verb(ctx, tx, id); return err })
	return a
}

// person makes a lead.
func (r *rig) person(n lead.New) (l lead.Lead) {
	r.t.Helper()
	n.Status = "new"
	r.tx(func(ctx context.Context, tx *tenant.Tx) (err error) { l, err = lead.Create(ctx, tx, n); return err })
	return l
}

// happen makes an event of the tenant's own.
func (r *rig) happen(about uuid.UUID, data map[string]any) {
	r.t.Helper()
	r.tx(func(ctx context.Context, tx *tenant.Tx) error {
		return tx.Emit(ctx, event.Of("custom.paid", "custom", uuid.New(), data).About(about))
	})
}

// listen has everything heard that has happened.
func (r *rig) listen() {
	r.t.Helper()
	for r.db.Int(r.t, "SELECT count(*) FROM outbox") > 0 {
		r.must(r.log.Read(context.Background(), time.Now().Add(50*time.Millisecond)))
	}
}

// settle has everything heard and done that is due, and what comes of it.
func (r *rig) settle() {
	r.t.Helper()
	for r.listen(); ; r.listen() {
		r.must(r.Run(context.Background(), r.who))
		if r.db.Int(r.t, "SELECT count(*) FROM outbox") == 0 {
			return
		}
	}
}

// states are the runs of an automation, oldest first: their states and reasons.
func (r *rig) states(id uuid.UUID) string {
	r.t.Helper()
	var all string
	r.must(r.db.Admin.QueryRow(context.Background(), `
		SELECT coalesce(string_agg(concat_ws(' ', state, reason), ', ' ORDER BY created_at, id), '') FROM automation_runs WHERE automation_id = $1`, id).Scan(&all))
	return all
}

// traces are the lines of an automation's only run.
func (r *rig) trace(id uuid.UUID) []automation.Step {
	r.t.Helper()
	var raw []byte
	r.must(r.db.Admin.QueryRow(context.Background(), "SELECT trace FROM automation_runs WHERE automation_id = $1", id).Scan(&raw))
	var steps []automation.Step
	r.must(json.Unmarshal(raw, &steps))
	return steps
}

func (r *rig) wants(what, got, want string) {
	r.t.Helper()
	if got != want {
		r.t.Errorf("%s: %s, want %s", what, got, want)
	}
}

// Triggers and actions that many tests use.
const (
	paid    = `"custom_event","trigger_config":{"event_type":"custom.paid"}`
	tagPaid = `{"action_type":"add_tag","action_config":{"tag":"paid"}}`
)

func TestEntryPolicySaysWhoEntersAgain(t *testing.T) {
	t.Parallel()
	for entry, want := range map[string]string{
		`{"policy":"every"}`:                          "completed, completed, completed, completed",
		`{"policy":"once"}`:                           "completed, not_matched entered_before, not_matched entered_before, not_matched entered_before",
		`{"policy":"once","key":"event.order"}`:       "completed, not_matched entered_before, completed, not_matched entered_before",
		`{"policy":"again_after","after_seconds":60}`: "completed, not_matched again_too_soon, not_matched again_too_soon, completed",
		`{"policy":"parallel"}`:                       "completed, not_matched run_unfinished, not_matched run_unfinished, completed",
		`{"policy":"parallel","key":"event.order"}`:   "completed, not_matched run_unfinished, completed, completed",
	} {
		t.Run(entry, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			a := r.active(paid, "", tagPaid, `,"entry":`+entry)
			ben := r.person(lead.New{ExternalID: new("ben")}).ID

			r.happen(ben, map[string]any{"order": "1"})
			r.happen(ben, map[string]any{"order": "1"})
			r.listen()
			r.later(time.Second)
			r.happen(ben, map[string]any{"order": "2"})
			r.settle()
			r.later(61 * time.Second)
			r.happen(ben, map[string]any{"order": "1"})
			r.settle()

			r.wants("runs", r.states(a.ID), want)
		})
	}
}

func TestRunsStayOnTheVersionTheyBeganWith(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, "", `{"action_type":"add_tag","action_config":{"tag":"old"},"delay_seconds":60}`)
	ben, mia := r.person(lead.New{ExternalID: new("ben")}).ID, r.person(lead.New{ExternalID: new("mia")}).ID
	r.happen(ben, nil)
	r.listen()
	same := r.move(r.Activate, a.ID)

	r.tx(func(ctx context.Context, tx *tenant.Tx) error {
		_, err := r.Change(ctx, tx, a.ID, func(a *db.Automation) {
			a.Definition = json.RawMessage(strings.Replace(string(a.Definition), "old", "new", 1))
		})
		return err
	})
	changed := r.move(r.Activate, a.ID)
	r.happen(mia, nil)
	r.listen()
	r.later(time.Minute)
	r.settle()

	if *same.ActiveVersion != 1 || *changed.ActiveVersion != 2 {
		t.Errorf("versions %d and %d", *same.ActiveVersion, *changed.ActiveVersion)
	}
	for id, tag := range map[uuid.UUID]string{ben: "old", mia: "new"} {
		if n := r.db.Int(t, "SELECT count(*) FROM lead_tags WHERE lead_id = $1 AND tag = $2", id, tag); n != 1 {
			t.Errorf("a lead has not the tag %s", tag)
		}
	}
}

func TestPausedAutomationHearsNothingAndGoesOn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, "", `{"action_type":"send_sms","action_config":{"body":"Hi"}},{"action_type":"add_tag","action_config":{"tag":"paid"},"delay_seconds":60}`)
	ben := r.person(lead.New{Phone: new("+12025550143")}).ID
	r.happen(ben, nil)
	r.settle()

	paused := r.move(r.Pause, a.ID)
	r.happen(ben, nil)
	r.later(time.Hour)
	r.settle()
	waiting, sending := r.states(a.ID), r.db.Int(t, "SELECT count(*) FROM campaigns WHERE status = 'paused'")
	resumed := r.move(r.Activate, a.ID)
	r.settle()

	if paused.Status != "paused" || resumed.Status != "active" || *resumed.ActiveVersion != 1 || sending != 1 {
		t.Errorf("%s, %s, %d sendings paused", paused.Status, resumed.Status, sending)
	}
	r.wants("while paused", waiting, "waiting")
	r.wants("resumed", r.states(a.ID), "completed")
	if n := r.db.Int(t, "SELECT count(*) FROM campaigns WHERE status = 'running'"); n != 1 {
		t.Errorf("%d sendings run", n)
	}
}

func TestDelayedActionAsksAgainWhereItShould(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const vip = `{"condition_type":"tag_has","condition_config":{"tag":"vip"}}`
	again := r.active(paid, vip, `{"action_type":"add_tag","action_config":{"tag":"a"},"delay_seconds":60,"recheck":true}`)
	blind := r.active(paid, vip, `{"action_type":"add_tag","action_config":{"tag":"b"},"delay_seconds":60}`)
	ben := r.person(lead.New{ExternalID: new("ben"), Tags: []string{"vip"}}).ID
	r.happen(ben, nil)
	r.listen()
	waiting := r.states(again.ID)

	r.tx(func(ctx context.Context, tx *tenant.Tx) error { return lead.RemoveTag(ctx, tx, ben, "vip") })
	r.settle()
	early := r.states(again.ID)
	r.later(time.Minute)
	r.settle()

	r.wants("at first", waiting+", "+early, "waiting, waiting")
	r.wants("asked again", r.states(again.ID), "exited conditions_not_met")
	r.wants("not asked", r.states(blind.ID), "completed")
	if last := r.trace(again.ID)[3]; last.Kind != automation.StepCondition || last.Verdict != automation.NotMet {
		t.Errorf("the trace ends with %+v", last)
	}
}
