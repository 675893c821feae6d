package scenario_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/redistest"
	"github.com/carillonhq/carillon/internal/sim"
)

// lies are a provider that loses an answer now and then, fails after accepting as often, throttles
// rarely enough that workers are busy when they are struck, and brings few callbacks, some before its
// answer and some twice.
func lies(seed uint64) sim.Faults {
	return sim.Faults{
		Seed: seed, ReplyLost: 0.002, ErrorAfterAccept: 0.002, TooMany: 0.0005,
		Callbacks: sim.CallbackFaults{Lost: 0.8, Duplicate: 0.1, BeforeReply: true},
	}
}

// underFire is a battle with its crew: a database and a Redis of its own, and a provider that lies and
// accepts so many messages a second.
func underFire(t *testing.T, seed uint64, workers, pace int) *battle {
	t.Helper()
	server, db := ownDatabase(t)
	b := &battle{server: server, redis: redistest.Start(t), dice: rand.New(rand.NewPCG(seed, 1))}
	b.rig = newRig(t, func(o *options) {
		o.db, o.brevo.Faults, o.brevo.Latency, o.brevo.TimeScale = db, lies(seed), 300*time.Millisecond, 300
	})
	b.record()
	b.paced(b.connect("bluebird-admin", "bluebird", client.ProviderBrevo), pace)
	b.house.Config.RedisURL, b.house.Config.Instances = b.redis.URL(), workers
	for range workers {
		b.crew = append(b.crew, b.enlist())
	}
	return b
}

// pace is how many messages a second let a campaign last about as long as its faults: two seconds each, and
// a stop of Postgres twice that.
func pace(sizes map[string]uint64) int {
	n := sizes["stops"] + 1
	for _, f := range faults {
		n += sizes[f.name]
	}
	return int(max(sizes["targets"]/(2*n), 1))
}

func TestNobodyIsLostOrContactedTwiceUnderFire(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	const after = 200
	all, seed := sizes(t), seedOf(t)
	audience := int(all["targets"])
	b := underFire(t, seed, int(all["workers"]), pace(all))
	c := b.as("bluebird-operator")
	list := b.audience("bluebird", audience, numbered)
	later := b.audience("bluebird", after, func(i int) string { return numbered(audience + i) })

	began := time.Now()
	id := b.run(c, textCampaign(list))
	b.fight(b.schedule(all), audience)
	fought := time.Since(began)
	b.out.Brevo.SetFaults(sim.Faults{})
	b.quiet(5 * time.Minute)

	s, o := b.stats(c, id), b.toll(audience)
	took := s.FinishedAt.MustGet().Sub(began)
	b.publish("chaos.txt", b.table(seed, all, o)+fmt.Sprintf("%d faults within %.0f s, completed after %.0f s, quiet after %.0f s\n",
		len(b.strikes), fought.Seconds(), took.Seconds(), time.Since(began).Seconds()))
	if s.AudienceSize != int64(audience) || s.ByState["completed"] != int64(audience) {
		t.Errorf("account: %+v", s)
	}
	if late := b.late(audience); 4*late > len(b.strikes) {
		t.Errorf("%d of %d faults struck when the campaign was over", late, len(b.strikes))
	}
	if o != (toll{accepted: audience}) {
		t.Errorf("for %d targets: %+v", audience, o)
	}
	b.audit()
	if s := b.finished(c, b.run(c, textCampaign(later)), 30*time.Second); s.ByState["completed"] != after {
		t.Errorf("after the fire: %+v", s)
	}
}
