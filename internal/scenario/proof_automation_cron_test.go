package scenario_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/tenant"
)

// timetable is a cron expression and its meaning, said once more without a parser. One that is open
// names no hour.
type timetable struct {
	cron  string
	open  bool
	names func(hour, minute int, day time.Weekday) bool
}

// timetables name times of day that the clocks leave out or show twice, and some that they do not.
var timetables = []timetable{
	{"30 2 * * *", false, func(h, m int, _ time.Weekday) bool { return h == 2 && m == 30 }},
	{"45 1 * * *", false, func(h, m int, _ time.Weekday) bool { return h == 1 && m == 45 }},
	{"10,50 1-2 * * *", false, func(h, m int, _ time.Weekday) bool { return (h == 1 || h == 2) && (m == 10 || m == 50) }},
	{"0 0,2,9 * * 0,1", false, func(h, m int, d time.Weekday) bool { return (h == 0 || h == 2 || h == 9) && m == 0 && d <= time.Monday }},
	{"*/30 * * * *", true, func(_, m int, _ time.Weekday) bool { return m%30 == 0 }},
}

// oracle is every instant after from, up to to, at which a timetable comes due on a zone's clock:
// somebody looks at the clock each minute. What a jump leaves out comes due at the jump, once; what
// is shown again does not come due again. For open timetables only what is shown counts.
func (c timetable) oracle(zone *time.Location, from, to time.Time) (due []time.Time) {
	shown := func(at time.Time) time.Time {
		l := at.In(zone)
		return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), 0, 0, time.UTC)
	}
	named := func(reading time.Time) bool { return c.names(reading.Hour(), reading.Minute(), reading.Weekday()) }
	start := from.Add(-4 * time.Hour).Truncate(time.Minute)
	last, furthest := shown(start), shown(start)
	for at := start.Add(time.Minute); !at.After(to); at = at.Add(time.Minute) {
		now := shown(at)
		hit := named(now) && (c.open || now.After(furthest))
		for left := last.Add(time.Minute); left.Before(now) && !c.open; left = left.Add(time.Minute) {
			hit = hit || named(left)
		}
		if hit && at.After(from) {
			due = append(due, at)
		}
		if last = now; now.After(furthest) {
			furthest = now
		}
	}
	return due
}

// changes are the instants of a year at which a zone's clock is changed.
func changes(zone *time.Location, year int) (found []time.Time) {
	at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	_, before := at.In(zone).Zone()
	for ; at.Year() == year; at = at.Add(time.Minute) {
		if _, now := at.In(zone).Zone(); now != before {
			found, before = append(found, at), now
		}
	}
	return found
}

// scheduled is an automation with a schedule, and what its log of firings must be.
type scheduled struct {
	id     uuid.UUID
	name   string
	missed string
	due    []time.Time // not yet found
	want   []string
}

// find is what somebody who looks at an instant must write down: all that came due within five
// minutes, and of what is older only the first.
func (s *scheduled) find(now time.Time) {
	fresh := now.Add(-5 * time.Minute)
	if len(s.due) > 0 && s.due[0].Before(fresh) {
		outcome := map[string]string{"skip": "skipped", "once": "late"}[s.missed]
		s.want = append(s.want, s.due[0].Format(time.RFC3339)+" "+outcome)
	}
	for len(s.due) > 0 && !s.due[0].After(now) {
		if !s.due[0].Before(fresh) {
			s.want = append(s.want, s.due[0].Format(time.RFC3339)+" on_time")
		}
		s.due = s.due[1:]
	}
}

// schedulers are three processes' rooms over one database.
func (r *rig) schedulers() []*assembly.House {
	r.t.Helper()
	houses := []*assembly.House{r.house}
	for len(houses) < 3 {
		h, err := assembly.New(context.Background(), r.house.Config, logger(r.t), assembly.Choices{Clock: r.house.Clock, Timing: testTiming()})
		if err != nil {
			r.t.Fatal(err)
		}
		r.t.Cleanup(h.Close)
		houses = append(houses, h)
	}
	return houses
}

// shift is one look of a scheduler at what is due, and the work on it; false when there was none.
func shift(ctx context.Context, h *assembly.House) (bool, error) {
	due, err := h.DB.WorkDue(ctx, h.Clock.Now())
	found := false
	for _, w := range due {
		a := tenant.Job(w.Kind, w.TenantID)
		switch {
		case err != nil:
		case w.Kind == "fire":
			found, err = true, h.Automations.Fire(ctx, a)
		case w.Kind == "expand":
			found, err = true, h.Automations.Expand(ctx, a)
		}
	}
	return found, err
}

// meeting has all schedulers look at once. Some are cut off in the middle of their work, then
// somebody looks again until nothing is left.
func meeting(t *testing.T, houses []*assembly.House, dice *rand.Rand) (cut int) {
	t.Helper()
	var looking sync.WaitGroup
	for _, h := range houses {
		ctx, cancel := context.WithCancel(context.Background())
		if dice.IntN(2) == 0 {
			ctx, cancel = context.WithTimeout(context.Background(), time.Duration(dice.IntN(4000))*time.Microsecond)
			cut++
		}
		looking.Go(func() {
			defer cancel()
			if _, err := shift(ctx, h); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		})
	}
	looking.Wait()
	for more := true; more; {
		var err error
		if more, err = shift(context.Background(), houses[dice.IntN(len(houses))]); err != nil {
			t.Fatal(err)
		}
	}
	return cut
}

// plan makes an automation for each timetable and zone, by turns one that skips what was missed and
// one that makes up for it.
func (r *rig) plan(zones []string, from, to time.Time) (all []*scheduled) {
	r.t.Helper()
	for _, name := range zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			r.t.Fatal(err)
		}
		for _, table := range timetables {
			s := &scheduled{name: table.cron + " " + name, missed: []string{"skip", "once"}[len(all)%2], due: table.oracle(zone, from, to)}
			s.id = r.automation("bluebird-operator", fmt.Sprintf(`{"name":%q,"trigger_type":"scheduled_time",
				"trigger_config":{"cron":%q,"timezone":%q,"missed":%q},
				"actions":[{"action_type":"create_task","action_config":{"title":"Look"}}]}`, s.name, table.cron, name, s.missed)).ID
			all = append(all, s)
		}
	}
	return all
}

// looks are the instants at which the schedulers look: every few minutes from a day before each
// change to a day after it, but for hours in which all of them are away. Between the changes they
// are away for days.
func looks(changes []time.Time, dice *rand.Rand) (all []time.Time) {
	for _, change := range changes {
		away := change.Add(time.Duration(dice.IntN(12*60)-6*60) * time.Minute)
		for at := change.Add(-20 * time.Hour); at.Before(change.Add(20 * time.Hour)); at = at.Add(time.Duration(30+dice.IntN(240)) * time.Second) {
			if away.Before(at) && at.Before(away.Add(3*time.Hour)) && dice.IntN(2) == 0 {
				at = at.Add(3 * time.Hour)
			}
			if len(all) == 0 || all[len(all)-1].Before(at) {
				all = append(all, at)
			}
		}
	}
	return all
}

func TestThreeSchedulersFireEachInstantOnceAcrossBothChangesOfTheClock(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	seed := seedOf(t)
	dice := rand.New(rand.NewPCG(seed, 2))
	zones := []string{"America/New_York", "Europe/Berlin", "Australia/Lord_Howe"}
	var all []time.Time
	for _, name := range zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, changes(zone, 2027)...)
	}
	slices.SortFunc(all, time.Time.Compare)
	when := looks(all, dice)
	now := &shove{}
	from := when[0].Add(-time.Minute)
	now.to(from)
	r := newRig(t, func(o *options) { o.clock = now })
	plan, houses := r.plan(zones, from, when[len(when)-1]), r.schedulers()

	began, looked, cut := time.Now(), 0, 0
	for _, at := range when {
		idle := true
		for _, s := range plan {
			idle = idle && (len(s.due) == 0 || s.due[0].After(at))
			s.find(at)
		}
		now.to(at)
		if idle && dice.IntN(20) > 0 { // to look costs time, and finds nothing
			continue
		}
		looked, cut = looked+1, cut+meeting(t, houses, dice)
	}

	fired, outcomes := 0, r.texts("SELECT outcome || ' ' || count(*) FROM automation_firings GROUP BY outcome ORDER BY 1")
	for _, s := range plan {
		got := r.texts(`SELECT to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' ' || outcome FROM automation_firings
			WHERE automation_id = $1 ORDER BY instant`, s.id)
		if fired += len(got); !slices.Equal(got, s.want) {
			t.Errorf("%s: %s", s.name, apart(got, s.want))
		}
	}
	if wrong := r.texts(`SELECT f.id::text FROM automation_firings f LEFT JOIN automation_runs r ON r.event_id = f.id GROUP BY f.id, f.outcome, f.finished_at
		HAVING count(r.id) <> CASE f.outcome WHEN 'skipped' THEN 0 ELSE 1 END OR f.finished_at IS NULL`); len(wrong) > 0 {
		t.Errorf("%d firings have more or fewer runs than one", len(wrong))
	}
	if len(all) != 6 || cut == 0 {
		t.Errorf("%d changes of clocks, %d schedulers were cut off", len(all), cut)
	}
	t.Logf("%d schedules, %d changes of clocks, %d looks, %d cut off, %d firings (%v) within %.0f s",
		len(plan), len(all), looked, cut, fired, outcomes, time.Since(began).Seconds())
}

// apart says where two lists differ first.
func apart(got, want []string) string {
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			return fmt.Sprintf("%d, want %d; number %d is %q, want %q", len(got), len(want), i, got[i:min(i+1, len(got))], want[i:min(i+1, len(want))])
		}
	}
	return "the same"
}
