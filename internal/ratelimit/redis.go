package ratelimit

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

var (
	//go:embed take.lua
	takeText string
	//go:embed return.lua
	returnText string
	//go:embed cap.lua
	capText string
)

// Options is how a Redis source behaves when Redis does not.
type Options struct {
	Instances int           // processes that share the limits, and divide them while Redis is away; at least 1
	Patience  time.Duration // the longest wait for Redis; 0: 20 ms
	Log       *slog.Logger  // told when Redis goes and comes; nil: silent
}

// Redis is the Source that several processes share.
//
// While Redis is away each process goes on by itself with rate / Instances of every limit (one
// token at least), counting what it was granted before. When Redis is back, a process tells it
// with its next take what was granted in between. One process alone never exceeds a limit,
// whatever Redis forgets.
type Redis struct {
	client    redis.UniversalClient
	take      *redis.Script
	giveBack  *redis.Script
	cap       *redis.Script
	mine      *Memory // all that this process was granted
	instances int
	patience  time.Duration
	log       *slog.Logger

	away    atomic.Bool
	late    atomic.Int32 // answers in a row that came too late
	told    time.Time    // when the log was told of an outage; for whoever turns away to true
	life    context.Context
	end     context.CancelFunc
	probing sync.WaitGroup
}

// Dial connects to the Redis at url. An unreachable one is no error: the source starts degraded
// and keeps trying until Close.
func Dial(ctx context.Context, url string, o Options) (*Redis, error) {
	client, err := connect(url)
	if err != nil {
		return nil, err
	}
	r := &Redis{
		client:    client,
		take:      redis.NewScript(takeText),
		giveBack:  redis.NewScript(returnText),
		cap:       redis.NewScript(capText),
		mine:      NewMemory(),
		instances: max(1, o.Instances),
		patience:  cmp.Or(o.Patience, 20*time.Millisecond),
		log:       cmp.Or(o.Log, slog.New(slog.DiscardHandler)),
	}
	r.life, r.end = context.WithCancel(context.WithoutCancel(ctx))
	if err := r.probe(ctx, ""); err != nil {
		r.lose(err, "")
	}
	return r, nil
}

// Close ends the connections and the search for a lost Redis.
func (r *Redis) Close() error {
	r.end()
	r.probing.Wait()
	return r.client.Close()
}

// Take implements Source.
func (r *Redis) Take(ctx context.Context, want int, limits ...Limit) (Grant, error) {
	if r.away.Load() {
		return r.takeAlone(ctx, want, limits)
	}
	mine, err := r.mine.Take(ctx, want, limits...)
	if err != nil || mine.N == 0 {
		return mine, err
	}
	g, err := r.ask(ctx, mine.N, limits)
	if err != nil {
		return r.withoutAnswer(ctx, err, want, mine)
	}
	if err := r.mine.Return(ctx, mine, mine.N-g.N); err != nil {
		return Grant{}, err
	}
	r.mine.heed(limits, g.Quotas)
	g.limits, g.at = limits, mine.at
	if g.N == mine.N {
		g.RetryAfter, g.Binding = mine.RetryAfter, mine.Binding
	}
	back := mine.N - g.N
	g.Remaining = min(g.Remaining, mine.Remaining+back)
	for i, q := range mine.Quotas {
		if q.Remaining+back <= g.Quotas[i].Remaining { // told of by both, the clocks may differ
			g.Quotas[i] = Quota{q.Remaining + back, max(q.Reset, g.Quotas[i].Reset)}
		}
	}
	return g, nil
}

// withoutAnswer goes on alone, unless it was the caller who gave up.
func (r *Redis) withoutAnswer(ctx context.Context, cause error, want int, mine Grant) (Grant, error) {
	if err := r.mine.Return(ctx, mine, mine.N); err != nil {
		return Grant{}, err
	}
	if ctx.Err() != nil {
		return Grant{}, ctx.Err()
	}
	r.miss(cause, mine.limits[0].Key)
	return r.takeAlone(ctx, want, mine.limits)
}

// ask runs the script. Debts that it could not hand over stay owed.
func (r *Redis) ask(ctx context.Context, want int, limits []Limit) (Grant, error) {
	ctx, cancel := context.WithTimeout(ctx, r.patience)
	defer cancel()
	debts := r.mine.settle(limits)
	args := []any{want, len(limits)}
	for i, l := range limits {
		args = append(args, l.Rate, l.width(), debts[i])
	}
	answer, err := r.take.Run(ctx, r.client, names(limits), args...).Int64Slice()
	if err != nil {
		r.mine.unsettle(limits, debts)
		return Grant{}, err
	}
	r.late.Store(0)
	g := Grant{
		N:          int(answer[0]),
		Remaining:  int(answer[1]),
		RetryAfter: time.Duration(answer[2]) * time.Microsecond,
		sharedAt:   answer[4],
	}
	for i := range limits {
		g.Quotas = append(g.Quotas, Quota{int(answer[5+2*i]), time.Duration(answer[6+2*i]) * time.Microsecond})
	}
	if place := int(answer[3]); place > 0 {
		g.Binding = blame(limits, place)
	}
	return g, nil
}

// Return implements Source. When Redis is away it counts for this process only.
func (r *Redis) Return(ctx context.Context, g Grant, n int) error {
	n = min(n, g.N)
	if err := r.mine.Return(ctx, g, n); err != nil || n <= 0 || g.sharedAt == 0 {
		return err
	}
	args := []any{n, g.sharedAt, len(g.limits)}
	for _, l := range g.limits {
		args = append(args, l.width())
	}
	return r.run(ctx, r.giveBack, g.limits[0].Key, names(g.limits), args...)
}

// Cap implements Source. When Redis is away it binds this process only.
func (r *Redis) Cap(ctx context.Context, key string, remaining int, reset time.Duration) error {
	if reset < time.Millisecond {
		return nil
	}
	if err := r.mine.Cap(ctx, key, remaining, reset); err != nil {
		return err
	}
	return r.run(ctx, r.cap, key, []string{capName(key)}, max(0, remaining), reset.Milliseconds())
}

// run tells Redis something about a limit that it may miss: without it the limits are only tighter
// or local.
func (r *Redis) run(ctx context.Context, script *redis.Script, about string, keys []string, args ...any) error {
	if r.away.Load() {
		return ctx.Err()
	}
	timed, cancel := context.WithTimeout(ctx, r.patience)
	defer cancel()
	err := script.Run(timed, r.client, keys, args...).Err()
	if err != nil && ctx.Err() == nil {
		r.miss(err, about)
	}
	return ctx.Err()
}

// names are the keys in Redis: the windows in order, then each cap once. The first braces in each
// hold the owner: a cluster runs a script only on keys that agree there.
func names(limits []Limit) []string {
	var all []string
	for _, l := range limits {
		all = append(all, fmt.Sprintf("carillon:{%s}:rate:%d:%s", owner(l.Key), l.Window.Microseconds(), l.Key))
	}
	for _, key := range keys(limits) {
		all = append(all, capName(key))
	}
	return all
}

func capName(key string) string { return fmt.Sprintf("carillon:{%s}:cap:%s", owner(key), key) }

// blame finds the limit's key by its place, from 1, in names.
func blame(limits []Limit, place int) string {
	if place <= len(limits) {
		return limits[place-1].Key
	}
	return keys(limits)[place-len(limits)-1]
}
