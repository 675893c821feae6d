package ratelimit

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"time"
)

// Degraded implements Source: Redis did not answer, and has not answered since.
func (r *Redis) Degraded() bool { return r.away.Load() }

// takeAlone grants from this process's share, and nothing of what Redis refused while that holds.
func (r *Redis) takeAlone(ctx context.Context, want int, limits []Limit) (Grant, error) {
	if i, left := r.mine.dry(limits); left > 0 {
		g := Grant{RetryAfter: left, Binding: limits[i].Key, Quotas: make([]Quota, len(limits)), limits: limits}
		g.Quotas[i].Reset = left
		return g, ctx.Err()
	}
	shares := make([]Limit, len(limits))
	for i, l := range limits {
		shares[i] = l
		shares[i].Rate = share(l.Rate, r.instances)
	}
	g, err := r.mine.Take(ctx, want, shares...)
	if err != nil {
		return Grant{}, err
	}
	g.owed = true
	r.mine.owe(g)
	return g, nil
}

// share divides a rate, rounding down but to one at least: a rate below the number of processes
// would otherwise stop altogether.
func share(rate, instances int) int {
	if rate <= 0 {
		return 0
	}
	return max(1, rate/instances)
}

const (
	maxLate  = 3           // answers in a row that may come too late before Redis is given up
	quietFor = time.Minute // after a word on an outage; one that comes and goes is told of once
)

// miss notes that Redis did not answer about a key. An answer that is late once may mean that this
// machine is busy; several in a row, or a connection that ends, mean that Redis is away.
func (r *Redis) miss(cause error, key string) {
	var slow net.Error
	if errors.As(cause, &slow) && slow.Timeout() && r.late.Add(1) < maxLate {
		return
	}
	r.lose(cause, key)
}

// lose notes that Redis is away, found out with a key, and starts one search for it.
func (r *Redis) lose(cause error, key string) {
	if r.life.Err() != nil || !r.away.CompareAndSwap(false, true) {
		return
	}
	tell := r.log
	if time.Since(r.told) < quietFor {
		tell = slog.New(slog.DiscardHandler)
	} else {
		r.told = time.Now()
	}
	tell.Warn("redis does not answer: limits go on with this process's share", "event", "limits_degraded", "error", cause, "instances", r.instances)
	r.probing.Go(func() { r.search(key, tell) })
}

// search tries ten times a second, in the background, so that no take waits for a dead Redis.
func (r *Redis) search(key string, tell *slog.Logger) {
	for r.life.Err() == nil {
		if r.probe(r.life, key) == nil {
			tell.Info("redis answers again: limits are shared", "event", "limits_shared")
			r.late.Store(0)
			r.away.Store(false)
			return
		}
		select {
		case <-r.life.Done():
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// probe takes a token of a limit that nobody uses, which a Redis that only reads refuses too, and
// which lies where the key does, for the other nodes of a cluster may be well. It is given a second:
// a first connection may take longer than a take may wait.
func (r *Redis) probe(ctx context.Context, key string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	limits := []Limit{{Key: "{" + owner(key) + "}:probe", Rate: 1 << 30, Window: time.Second}}
	return r.take.Run(ctx, r.client, names(limits), 1, 1, limits[0].Rate, limits[0].width(), 0).Err()
}
