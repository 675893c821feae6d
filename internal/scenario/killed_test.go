package scenario_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/sim"
)

// machine is held by the stories that measure time or fill the machine: they go one by one.
var machine sync.Mutex

func TestKilledWorkersLoseNobodyAndContactNobodyTwice(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	const audience, workers, kills = 10_000, 3, 12
	seed := seedOf(t)
	r := newRig(t, func(o *options) { o.brevo.Faults = lies(seed) })
	r.record()
	c := r.as("bluebird-operator")
	r.unhurried(r.connect("bluebird-admin", "bluebird", client.ProviderBrevo))
	list := r.audience("bluebird", audience, numbered)
	crew, sleeper := make([]*process, workers), r.spawn()
	for i := range crew {
		crew[i] = r.spawn()
	}

	began := time.Now()
	id := r.run(c, textCampaign(list))
	dice := rand.New(rand.NewPCG(seed, 1))
	for n := range kills {
		r.await("a twelfth of the campaign", time.Minute, func() bool { return r.out.Brevo.Counts().Total >= n*audience/kills })
		time.Sleep(time.Duration(dice.IntN(300)) * time.Millisecond)
		r.settle()
		if n == 1 {
			go sleeper.freeze(2 * r.house.Dispatch.Timing.Lease)
		}
		victim := dice.IntN(workers)
		crew[victim].kill()
		crew[victim] = r.spawn()
		if n == kills/2 {
			r.db.Exec(t, "TRUNCATE river.river_job")
		}
	}
	killed := time.Since(began).Seconds()
	r.out.Brevo.SetFaults(sim.Faults{})
	r.quiet(3 * time.Minute)

	s := r.stats(c, id)
	if s.AudienceSize != audience || s.ByState["completed"] != audience {
		t.Errorf("account: %+v", s)
	}
	if n := r.out.Brevo.Counts().Total; n != audience {
		t.Errorf("the provider accepted %d messages for %d targets", n, audience)
	}
	r.audit()
	t.Logf("%d kills within %.0f s, completed after %.0f s, quiet after %.0f s",
		kills, killed, s.FinishedAt.MustGet().Sub(began).Seconds(), time.Since(began).Seconds())
	for _, line := range r.fates() {
		t.Log(line)
	}
}

// lies are a provider that loses one answer in a hundred, fails after accepting as often, throttles
// as often, and brings a callback only now and then, some before its answer and some twice.
func lies(seed uint64) sim.Faults {
	return sim.Faults{
		Seed: seed, ReplyLost: 0.01, ErrorAfterAccept: 0.01, TooMany: 0.01,
		Callbacks: sim.CallbackFaults{Lost: 0.8, Duplicate: 0.1, BeforeReply: true},
	}
}

// seedOf is a fresh seed, or the one to be repeated; it is printed either way.
func seedOf(t *testing.T) uint64 {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv("CARILLON_TEST_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("seed %d (repeat with CARILLON_TEST_SEED)", seed)
	return seed
}

// fates are, for each way in which requests became unknown, how many did and who settled them.
func (r *rig) fates() []string {
	return r.texts(`
		WITH lost AS (SELECT DISTINCT ON (id) id, error FROM history WHERE kind = 'attempts' AND after = 'unknown' ORDER BY id, at),
		     found AS (SELECT id, after, resolved_by FROM history WHERE kind = 'attempts' AND before = 'unknown' AND after <> 'unknown')
		SELECT format('unknown for %s: %s, now %s by %s', lost.error, count(*), coalesce(found.after, 'still unknown'), coalesce(found.resolved_by, 'nobody'))
		FROM lost LEFT JOIN found USING (id)
		GROUP BY lost.error, found.after, found.resolved_by
		ORDER BY 1`)
}
