package scenario_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"syscall"
	"time"

	"github.com/carillonhq/carillon/internal/postgres"
	"github.com/carillonhq/carillon/internal/redistest"
)

// battle is a rig whose workers, database and Redis are struck at random.
type battle struct {
	*rig
	server  *postgres.Server
	redis   *redistest.Server
	dice    *rand.Rand
	crew    []*hand
	strikes []strike
	outage  time.Time // when Postgres or Redis was back last
	fallen  int       // workers that ended by themselves
	naps    sync.WaitGroup
}

// hand is a worker process of the crew.
type hand struct {
	*process
	born time.Time
}

// strike is a fault that has happened, and how much the provider had accepted by then.
type strike struct {
	kind     string
	at       time.Time
	accepted int
}

// faults are what can strike, by the name of the size that says how often.
var faults = []struct {
	name   string
	strike func(*battle)
}{
	{"kills", (*battle).kill},
	{"freezes", (*battle).freeze},
	{"stops", (*battle).stop},
	{"cuts", (*battle).cut},
	{"truncates", (*battle).forget},
	{"redis", (*battle).loseRedis},
}

// enlist starts a worker.
func (b *battle) enlist() *hand { return &hand{process: b.spawn(), born: time.Now()} }

// schedule is every fault as often as the sizes say, in the order that the dice give.
func (b *battle) schedule(sizes map[string]uint64) (order []int) {
	for kind, f := range faults {
		for range sizes[f.name] {
			order = append(order, kind)
		}
	}
	b.dice.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	return order
}

// fight spreads a schedule over a campaign for so many.
func (b *battle) fight(order []int, audience int) {
	b.t.Helper()
	for n, kind := range order {
		b.await("the next part of the campaign", 2*time.Minute, func() bool {
			return b.out.Brevo.Counts().Total >= n*audience/len(order)
		})
		b.mend()
		if n%8 == 0 {
			b.settle()
		}
		b.busy()
		time.Sleep(time.Duration(b.dice.IntN(150)) * time.Millisecond)
		accepted := b.out.Brevo.Counts().Total
		faults[kind].strike(b)
		b.strikes = append(b.strikes, strike{faults[kind].name, time.Now(), accepted})
	}
	b.naps.Wait()
	b.mend()
}

// busy waits a little for requests that have just been promised, so that a fault meets workers at work.
func (b *battle) busy() {
	b.t.Helper()
	for range 100 {
		if b.db.Int(b.t, "SELECT count(*) FROM attempts WHERE state = 'sending' AND created_at > clock_timestamp() - interval '50 ms'") > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// mend replaces workers that ended by themselves, as whoever runs them does. Only one that found no
// database or no Redis when it started may.
func (b *battle) mend() {
	b.t.Helper()
	for i, h := range b.crew {
		if h.alive() {
			continue
		}
		if away := b.outage.Sub(h.born); away < -5*time.Second || away > 10*time.Second {
			b.t.Errorf("a worker ended by itself; the last outage was %v after its start", away)
		}
		b.fallen++
		h.process.kill()
		b.crew[i] = b.enlist()
	}
}

// kill ends a worker, and another takes its place.
func (b *battle) kill() {
	i := b.dice.IntN(len(b.crew))
	b.crew[i].process.kill()
	b.crew[i] = b.enlist()
}

// freeze stops a worker for twice the lease, while another takes its place. It goes on beside that one for
// half a lease, unaware of the time.
func (b *battle) freeze() {
	i, lease := b.dice.IntN(len(b.crew)), b.house.Dispatch.Timing.Lease
	frozen := b.crew[i]
	frozen.signal(syscall.SIGSTOP)
	b.crew[i] = b.enlist()
	b.naps.Go(func() {
		time.Sleep(2 * lease)
		frozen.signal(syscall.SIGCONT)
		time.Sleep(lease / 2)
		frozen.process.kill()
	})
}

// stop ends Postgres as a failing machine would, and starts it again after a while.
func (b *battle) stop() {
	b.t.Helper()
	if err := b.server.StopImmediate(); err != nil {
		b.t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond)
	if err := b.server.Restart(context.Background()); err != nil {
		b.t.Fatal(err)
	}
	b.outage = time.Now()
}

// cut breaks three of the service's connections to the database.
func (b *battle) cut() {
	b.db.Exec(b.t, `
		SELECT pg_terminate_backend(pid) FROM (
			SELECT pid FROM pg_stat_activity WHERE usename = 'carillon_app' ORDER BY md5(pid::text || $1) LIMIT 3) chosen`, string(rune('a'+b.dice.IntN(26))))
}

// forget loses every job of River.
func (b *battle) forget() { b.db.Exec(b.t, "TRUNCATE river.river_job") }

// loseRedis ends Redis and starts it again, empty.
func (b *battle) loseRedis() {
	b.redis.Kill(b.t)
	time.Sleep(500 * time.Millisecond)
	b.redis.Start(b.t)
	b.outage = time.Now()
}
