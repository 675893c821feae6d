package scenario_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestFiringBeginsOneRunForEachLeadThoughSchedulersAreCutOff(t *testing.T) {
	t.Parallel()
	const leads = 2300
	dice := rand.New(rand.NewPCG(seedOf(t), 3))
	now := &shove{}
	due := []time.Time{ // half past two is left out on the first day
		time.Date(2027, 3, 14, 7, 0, 0, 0, time.UTC), time.Date(2027, 3, 15, 6, 30, 0, 0, time.UTC), time.Date(2027, 3, 16, 6, 30, 0, 0, time.UTC),
	}
	now.to(due[0].Add(-time.Hour))
	r := newRig(t, func(o *options) { o.clock = now })
	list := r.audience("bluebird", leads, numbered)
	a := r.automation("bluebird-operator", fmt.Sprintf(`{"name":"Morning","trigger_type":"scheduled_time",
		"trigger_config":{"cron":"30 2 * * *","timezone":"America/New_York","lead_list_id":%q},"actions":[{"action_type":"add_tag","action_config":{"tag":"greeted"}}]}`, list))
	houses, actor := r.schedulers(), tenant.Job("expand", devstack.ID("bluebird"))

	cut := 0
	for n, at := range due {
		now.to(at.Add(time.Minute))
		for open := true; open; {
			var looking sync.WaitGroup
			for _, h := range houses {
				life := time.Duration(dice.IntN(250)) * time.Millisecond
				looking.Go(func() { labourBriefly(h.Automations, actor, life) })
				cut++
			}
			looking.Wait()
			open = r.db.Int(t, "SELECT count(*) FROM automation_firings WHERE finished_at IS NOT NULL") <= n
		}
	}

	if got := r.texts("SELECT begun::text FROM automation_firings WHERE outcome = 'on_time'"); !slices.Equal(got, []string{"2300", "2300", "2300"}) {
		t.Errorf("firings counted %v runs", got)
	}
	total := r.db.Int(t, "SELECT count(*) FROM automation_runs WHERE automation_id = $1", a.ID)
	once := r.db.Int(t, "SELECT count(*) FROM (SELECT DISTINCT event_id, lead_id FROM automation_runs JOIN lead_list_members USING (lead_id) WHERE list_id = $1) pair", list)
	if total != len(due)*leads || once != total {
		t.Errorf("%d runs for %d leads and %d firings, %d of them of their own", total, leads, len(due), once)
	}
	t.Logf("%d runs, %d short lives of schedulers", total, cut)
}

// labourBriefly is a scheduler that is cut off after a while.
func labourBriefly(room *automation.Room, a tenant.Actor, life time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), life)
	defer cancel()
	if room.Fire(ctx, a) == nil {
		_ = room.Expand(ctx, a)
	}
}
