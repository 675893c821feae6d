package campaign

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

func schedule(from, to int) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"start_hour":%d,"end_hour":%d}`, from, to))
}

// later plans a campaign.
func later(r *rig, by time.Duration) func(*db.Campaign) {
	return func(c *db.Campaign) { c.StartAt = new(r.Now().Add(by)) }
}

func (r *rig) tick() {
	r.t.Helper()
	r.must(r.StartScheduled(context.Background(), r.db.DB, r.who))
	r.prepare()
}

func TestScheduledCampaignStartsAtItsHour(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.start(r.draft(r.leads(2), later(r, time.Hour)).ID)

	r.tick()
	early := r.account(c.ID)
	r.ahead.Store(int64(61 * time.Minute))
	r.tick()

	if early != "scheduled: " || r.account(c.ID) != "running: 2 pending" {
		t.Errorf("before %q, after %q", early, r.account(c.ID))
	}
}

func TestCampaignFoundTooLateWaitsForAPerson(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	list := r.leads(2)
	onTime := r.start(r.draft(list, later(r, time.Hour)).ID)
	late := r.start(r.draft(list, later(r, time.Minute)).ID)
	r.ahead.Store(int64(time.Hour + 30*time.Minute))

	r.tick()
	waits := r.account(late.ID)
	r.tick()
	r.do(func(ctx context.Context, tx *tenant.Tx) (db.Campaign, error) { return r.Resume(ctx, tx, late.ID) })
	r.tick()

	if got := r.account(onTime.ID); got != "running: 2 pending" {
		t.Errorf("half an hour late: %s", got)
	}
	if waits != "paused late: " || r.account(late.ID) != "running: 2 pending" {
		t.Errorf("an hour and a half late: %s; resumed: %s", waits, r.account(late.ID))
	}
}

// steps are what a person can do to a campaign.
var steps = map[string]func(*rig) func(context.Context, *tenant.Tx, uuid.UUID) (db.Campaign, error){
	"start":  func(r *rig) func(context.Context, *tenant.Tx, uuid.UUID) (db.Campaign, error) { return r.Start },
	"pause":  func(r *rig) func(context.Context, *tenant.Tx, uuid.UUID) (db.Campaign, error) { return r.Pause },
	"resume": func(r *rig) func(context.Context, *tenant.Tx, uuid.UUID) (db.Campaign, error) { return r.Resume },
	"cancel": func(r *rig) func(context.Context, *tenant.Tx, uuid.UUID) (db.Campaign, error) { return r.Cancel },
}

func TestWrongMovesAreRefusedAndRightOnesRepeatable(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	list := r.leads(1)
	// What each step makes of each state; a code where it is refused.
	table := map[string]map[string]string{
		Draft:     {"start": Preparing, "pause": "campaign_not_pausable", "resume": "campaign_not_resumable", "cancel": Cancelled},
		Scheduled: {"start": Scheduled, "pause": Paused, "resume": Scheduled, "cancel": Cancelled},
		Preparing: {"start": Preparing, "pause": Paused, "resume": Preparing, "cancel": Cancelled},
		Running:   {"start": Running, "pause": Paused, "resume": Running, "cancel": Cancelled},
		Paused:    {"start": "campaign_not_startable", "pause": Paused, "resume": Running, "cancel": Cancelled},
		Completed: {"start": "campaign_not_startable", "pause": "campaign_not_pausable", "resume": "campaign_not_resumable", "cancel": "campaign_not_cancellable"},
		Cancelled: {"start": "campaign_not_startable", "pause": "campaign_not_pausable", "resume": "campaign_not_resumable", "cancel": Cancelled},
		Failed:    {"start": "campaign_not_startable", "pause": "campaign_not_pausable", "resume": "campaign_not_resumable", "cancel": "campaign_not_cancellable"},
	}
	for state, ways := range table {
		for name, want := range ways {
			c := r.draft(list)
			r.db.Exec(t, `UPDATE campaigns SET status = $2, connection_id = $3, frozen_at = CASE WHEN $2 IN ('running', 'paused') THEN now() END,
				start_at = CASE WHEN $2 = 'scheduled' THEN now() + interval '1 hour' END WHERE id = $1`, c.ID, state, r.conn)

			got, fault := r.try(steps[name](r), c.ID)

			if fault != "" {
				got = fault
			}
			if got != want {
				t.Errorf("%s a %s campaign: %s, wanted %s", name, state, got, want)
			}
		}
	}
}

// try takes a step and returns the state after it, or the code of its refusal.
func (r *rig) try(step func(context.Context, *tenant.Tx, uuid.UUID) (db.Campaign, error), id uuid.UUID) (state, code string) {
	r.t.Helper()
	ctx := context.Background()
	err := r.db.Tx(ctx, r.who, func(tx *tenant.Tx) error {
		c, err := step(ctx, tx, id)
		state = c.Status
		return err
	})
	var refused *fault.Fault
	if errors.As(err, &refused) {
		return "", refused.Code
	}
	r.must(err)
	return state, ""
}

func TestCancelledCampaignEndsItsPendingTargetsInChunks(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.start(r.draft(r.leads(4_500)).ID)
	r.prepare()
	r.db.Exec(t, "UPDATE targets SET status = 'completed', due_at = NULL WHERE recipient <= '+12022000010'")

	r.do(func(ctx context.Context, tx *tenant.Tx) (db.Campaign, error) { return r.Cancel(ctx, tx, c.ID) })
	r.must(r.Finish(context.Background(), r.db.DB, r.who))

	if got := r.account(c.ID); got != "cancelled by_request: 10 completed, 4490 cancelled campaign_cancelled" {
		t.Error(got)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM campaigns WHERE finished_at IS NOT NULL"); n != 1 {
		t.Error("it has no end")
	}
}

func TestCampaignCompletesOnlyWhenNothingMayChange(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.start(r.draft(r.leads(3)).ID)
	r.prepare()
	for _, state := range []string{"pending", "sending", "accepted", "unknown"} {
		r.db.Exec(t, "UPDATE targets SET status = 'failed', due_at = NULL")
		r.db.Exec(t, "UPDATE targets SET status = $1, due_at = CASE WHEN $1 = 'pending' THEN now() END WHERE recipient = '+12022000001'", state)
		r.must(r.Finish(context.Background(), r.db.DB, r.who))
		if got := r.account(c.ID); got[:7] != "running" {
			t.Errorf("with a target %s: %s", state, got)
		}
	}
	r.db.Exec(t, "UPDATE targets SET status = 'unresolved', due_at = NULL WHERE recipient = '+12022000001'")

	r.must(r.Finish(context.Background(), r.db.DB, r.who))

	if got := r.account(c.ID); got != "completed: 1 unresolved, 2 failed" {
		t.Error(got)
	}
	if n := r.db.Facts(t, "campaign.completed"); n != 1 {
		t.Errorf("it was announced %d times", n)
	}
}
