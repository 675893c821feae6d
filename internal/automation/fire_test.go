package automation_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/lead"
)

// quarterly comes due every quarter of an hour.
const quarterly = `"scheduled_time","trigger_config":{"cron":"*/15 * * * *","timezone":"UTC"MORE}`

const chore = `{"action_type":"create_task","action_config":{"title":"x"}}`

// firings are the instants of an automation, oldest first: how far from the first due one, and what
// became of them.
func (r *rig) firings(id uuid.UUID, from time.Time) string {
	r.t.Helper()
	rows, err := r.db.Admin.Query(context.Background(), "SELECT instant, outcome FROM automation_firings WHERE automation_id = $1 ORDER BY instant", id)
	r.must(err)
	defer rows.Close()
	var all []string
	for rows.Next() {
		var at time.Time
		var outcome string
		r.must(rows.Scan(&at, &outcome))
		all = append(all, at.Sub(from).String()+" "+outcome)
	}
	return strings.Join(all, ", ")
}

// at sets the clock forward to an instant.
func (r *rig) at(to time.Time) { r.later(to.Sub(r.Now())) }

func TestThreeSchedulersWriteEachInstantDownOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(strings.Replace(quarterly, "MORE", "", 1), "", chore)
	first := *a.NextFireAt

	for i := range 8 {
		r.at(first.Add(time.Duration(i) * 15 * time.Minute).Add(time.Second))
		var schedulers sync.WaitGroup
		for range 3 {
			schedulers.Go(func() {
				if err := r.Fire(context.Background(), r.who); err != nil {
					t.Error(err)
				}
				if err := r.Expand(context.Background(), r.who); err != nil {
					t.Error(err)
				}
			})
		}
		schedulers.Wait()
	}
	r.settle()

	r.wants("instants", r.firings(a.ID, first), "0s on_time, 15m0s on_time, 30m0s on_time, 45m0s on_time, 1h0m0s on_time, 1h15m0s on_time, 1h30m0s on_time, 1h45m0s on_time")
	if n, tasks := r.db.Int(t, "SELECT count(*) FROM automation_runs WHERE state = 'completed'"), r.db.Int(t, "SELECT count(*) FROM tasks"); n != 8 || tasks != 8 {
		t.Errorf("%d runs, %d tasks", n, tasks)
	}
}

func TestMissedInstantsAreSkippedOrMadeUpForOnce(t *testing.T) {
	t.Parallel()
	for missed, want := range map[string]string{
		``:                 "0s skipped, 1h15m0s on_time, 1h30m0s on_time",
		`,"missed":"skip"`: "0s skipped, 1h15m0s on_time, 1h30m0s on_time",
		`,"missed":"once"`: "0s late, 1h15m0s on_time, 1h30m0s on_time",
	} {
		r := newRig(t)
		a := r.active(strings.Replace(quarterly, "MORE", missed, 1), "", chore)
		first := *a.NextFireAt

		for _, at := range []time.Duration{75*time.Minute + 4*time.Minute, 90 * time.Minute} {
			r.at(first.Add(at))
			r.must(r.Fire(context.Background(), r.who))
		}
		r.must(r.Expand(context.Background(), r.who))
		r.settle()

		r.wants("missed"+missed, r.firings(a.ID, first), want)
		if n := r.db.Int(t, "SELECT count(*) FROM tasks"); n != strings.Count(want, ",")+1-strings.Count(want, "skipped") {
			t.Errorf("missed%s: %d tasks", missed, n)
		}
	}
}

func TestInstantsOfAPauseAreNotMissed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(strings.Replace(quarterly, "MORE", `,"missed":"once"`, 1), "", chore)
	first := *a.NextFireAt

	r.move(r.Pause, a.ID)
	r.at(first.Add(40 * time.Minute))
	r.must(r.Fire(context.Background(), r.who))
	again := r.move(r.Activate, a.ID)

	if n := r.db.Int(t, "SELECT count(*) FROM automation_firings"); n != 0 || !again.NextFireAt.Equal(first.Add(45*time.Minute)) {
		t.Errorf("%d firings, the next at %v", n, again.NextFireAt)
	}
}

func TestScheduleReachesEveryLeadOfItsListOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	vip := r.person(lead.New{ExternalID: new("vip"), Tags: []string{"vip"}}).ID
	list := r.group("static", vip)
	r.db.Exec(t, `WITH made AS (INSERT INTO leads (tenant_id, id, external_id) SELECT $1, gen_random_uuid(), n::text FROM generate_series(1, 1199) n RETURNING id)
		INSERT INTO lead_list_members (tenant_id, list_id, lead_id) SELECT $1, $2, id FROM made`, r.who.Tenant, list)
	a := r.active(strings.Replace(quarterly, "MORE", `,"lead_list_id":"`+list+`"`, 1), `{"condition_type":"tag_has","condition_config":{"tag":"vip"}}`, tagPaid)
	r.at(*a.NextFireAt)
	r.must(r.Fire(context.Background(), r.who))

	var workers sync.WaitGroup
	for range 3 {
		workers.Go(func() {
			if err := r.Expand(context.Background(), r.who); err != nil {
				t.Error(err)
			}
		})
	}
	workers.Wait()
	r.settle()

	for state, want := range map[string]int{automation.Completed: 1, automation.NotMatched: 1199} {
		if n := r.db.Int(t, "SELECT count(DISTINCT lead_id) FROM automation_runs WHERE state = $1", state); n != want {
			t.Errorf("%d leads are %s, want %d", n, state, want)
		}
	}
	if n := r.db.Int(t, "SELECT begun FROM automation_firings WHERE finished_at IS NOT NULL"); n != 1200 {
		t.Errorf("the firing counts %d", n)
	}
}
