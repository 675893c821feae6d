package dispatch

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/ratelimit"
	"github.com/carillonhq/carillon/internal/tenant"
)

// errNoLine: every telephone line of the connection is in use.
var errNoLine = errors.New("dispatch: all lines are in use")

const (
	idleFor  = time.Second           // a pump that finds nothing for so long ends
	idleStep = 20 * time.Millisecond // between looks
	maxSkew  = 5 * time.Second       // between our clock and the database's
	// linePause is how long a lane without a free telephone line waits.
	linePause = 200 * time.Millisecond
	// takenPause is how long a lane waits on all of whose people another one is deciding.
	takenPause = 20 * time.Millisecond
)

// ErrSkew: this machine's clock and the database's disagree, so that leases cannot be trusted.
var ErrSkew = errors.New("dispatch: this machine's clock and the database's differ by more than 5 s; set the clock")

// Pump takes lanes in fairness and works a slice of each, until the instant given, or until there
// is nothing to do for a second.
func (d *Dispatcher) Pump(ctx context.Context, until time.Time) error {
	if skew, err := d.DB.Skew(ctx); err != nil {
		return err
	} else if skew.Abs() > maxSkew {
		return ErrSkew
	}
	busy := time.Now()
	for time.Now().Before(until) && time.Since(busy) < idleFor && !tenant.Over(ctx) {
		lane, err := d.DB.TakeLane(ctx, d.Clock.Now(), 1)
		if err == nil {
			busy = time.Now()
			if err = d.slice(ctx, lane); err != nil {
				return err
			}
			continue
		}
		if !tenant.IsNone(err) {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(idleStep):
		}
	}
	return nil
}

// slice promises, acts and accounts once for a lane.
func (d *Dispatcher) slice(ctx context.Context, lane tenant.Lane) error {
	grant, err := d.tokens(ctx, lane)
	if err != nil || grant.N == 0 {
		return err
	}
	p, err := d.promise(ctx, lane, grant.N)
	sent := 0
	if err == nil {
		sent = p.size()
	}
	if unused := grant.N - sent; unused > 0 {
		if err := d.Limits.Return(ctx, grant, unused); err != nil {
			return err
		}
	}
	switch {
	case errors.Is(err, errIdle):
		return d.rest(ctx, lane)
	case errors.Is(err, errNoLine):
		return d.wait(ctx, lane, linePause, "lines")
	case errors.Is(err, errTaken):
		return d.wait(ctx, lane, takenPause, "people")
	case err != nil:
		return err
	}
	return d.act(ctx, lane, p)
}

// tokens asks the limiter for a slice's worth of sends, before anything is claimed. Without a
// token the lane waits, and its targets with it.
func (d *Dispatcher) tokens(ctx context.Context, lane tenant.Lane) (ratelimit.Grant, error) {
	want := max(d.Timing.Sizes[channel.Name(lane.Channel)], 1)
	if lane.Opened > 0 {
		want = 1 // the breaker is half open: one probe
	}
	limits, err := d.limits(ctx, lane)
	if err != nil {
		return ratelimit.Grant{}, err
	}
	grant, err := d.Limits.Take(ctx, want, limits...)
	if err == nil && grant.N == 0 {
		err = d.wait(ctx, lane, max(grant.RetryAfter, 10*time.Millisecond), HoldRate)
	}
	return grant, err
}

// afford takes the tokens that n sends need, all of them or none: for what cannot be parted.
func (d *Dispatcher) afford(ctx context.Context, lane tenant.Lane, n int) (bool, error) {
	limits, err := d.limits(ctx, lane)
	if err != nil {
		return false, err
	}
	grant, err := d.Limits.Take(ctx, n, limits...)
	if err != nil || grant.N == n {
		return err == nil, err
	}
	return false, d.Limits.Return(ctx, grant, grant.N)
}

// limitsFor is how long a lane's limits are believed without looking again.
const limitsFor = time.Second

type laneKey struct {
	connection uuid.UUID
	channel    string
}

type laneLimits struct {
	limits []ratelimit.Limit
	until  time.Time
}

// limits are the connection's rate and the tenant's, where it set one.
func (d *Dispatcher) limits(ctx context.Context, lane tenant.Lane) ([]ratelimit.Limit, error) {
	key := laneKey{lane.ConnectionID, lane.Channel}
	if known, ok := d.rates.Load(key); ok && time.Now().Before(known.(laneLimits).until) {
		return known.(laneLimits).limits, nil
	}
	read := d.DB.Read(tenant.Job("pump", lane.TenantID))
	conn, err := read.GetConnection(ctx, lane.ConnectionID)
	if err != nil {
		return nil, err
	}
	who, err := read.GetTenant(ctx)
	if err != nil {
		return nil, err
	}
	limits := []ratelimit.Limit{connection.LimitOf(conn, lane.Channel)}
	if own, set := connection.TenantLimit(who, lane.Channel); set {
		limits = append(limits, own)
	}
	d.rates.Store(key, laneLimits{limits, time.Now().Add(limitsFor)})
	return limits, nil
}

// act sends what was promised, each batch beside the others, and accounts for each.
func (d *Dispatcher) act(ctx context.Context, lane tenant.Lane, p *promised) error {
	if p.size() == 0 {
		return nil
	}
	on := channel.Name(lane.Channel)
	sender, err := d.sender(p.connection, on)
	var group errgroup.Group
	for _, batch := range p.batches {
		group.Go(func() error {
			answer := refused(batch, err)
			if err == nil {
				began := time.Now()
				answer = d.send(ctx, sender, batch)
				d.tell(on, p.connection.Provider, time.Since(began), answer)
			}
			d.shrink(ctx, lane, p.connection, answer.Budget)
			return d.account(ctx, lane, p, batch, answer.Receipts)
		})
	}
	return group.Wait()
}

// send asks the provider, bounded in time. A stopping worker lets requests on the wire finish.
func (d *Dispatcher) send(ctx context.Context, s channel.Sender, b channel.Batch) channel.Answer {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.Timing.Request)
	defer cancel()
	return s.Send(ctx, b)
}

// tell lets who counts know what a provider answered.
func (d *Dispatcher) tell(on channel.Name, provider string, took time.Duration, a channel.Answer) {
	if d.Sent != nil {
		d.Sent(on, provider, took, a.Receipts)
	}
}

// Why there was no hand to send with.
const (
	secretUnreadable = "secret_unreadable"
	sandboxMissing   = "sandbox_missing"
)

// refused is the answer for a connection that has no hand, and why: nothing was sent.
func refused(b channel.Batch, why error) channel.Answer {
	code := secretUnreadable
	if errors.Is(why, connection.ErrNoSandbox) || errors.Is(why, connection.ErrNoTestServer) {
		code = sandboxMissing
	}
	a := channel.Answer{Receipts: make([]channel.Receipt, len(b.Messages))}
	for i := range a.Receipts {
		a.Receipts[i] = channel.Receipt{Verdict: channel.NotSent, Cause: channel.AccountGone, Code: code}
	}
	return a
}

// shrink obeys a provider that says how much is left of its own limit. A voice provider speaks of
// lines, not requests; those are counted where calls are claimed.
func (d *Dispatcher) shrink(ctx context.Context, lane tenant.Lane, c db.Connection, b *channel.Budget) {
	if b == nil || b.Reset <= 0 || lane.Channel == string(channel.Voice) {
		return
	}
	if err := d.Limits.Cap(ctx, connection.Key(c, lane.Channel), b.Remaining, b.Reset); err != nil {
		d.Log.WarnContext(ctx, "a provider's limit could not be noted", "event", "limit_lost", "connection_id", c.ID, "error", err)
	}
}

// rest puts a lane without due targets to sleep until the next one is due.
func (d *Dispatcher) rest(ctx context.Context, lane tenant.Lane) error {
	return d.DB.Tx(ctx, tenant.Job("pump", lane.TenantID), func(tx *tenant.Tx) error {
		return SetDue(ctx, tx, lane.ConnectionID, lane.Channel)
	})
}

// SetDue tells pumps when a lane has something to do next. The watch finds out as well, later.
func SetDue(ctx context.Context, tx *tenant.Tx, connection uuid.UUID, on string) error {
	next, err := tx.NextDueOfLane(ctx, &connection, on)
	if err != nil && !tenant.IsNone(err) {
		return err
	}
	return tx.RestLane(ctx, db.RestLaneParams{NextDueAt: next, ConnectionID: connection, Channel: on})
}

// wait keeps a lane from being served for a while of real time.
func (d *Dispatcher) wait(ctx context.Context, lane tenant.Lane, pause time.Duration, why string) error {
	return d.DB.Read(tenant.Job("pump", lane.TenantID)).SetLaneWait(ctx, db.SetLaneWaitParams{
		Seconds: pause.Seconds(), Reason: &why, ConnectionID: lane.ConnectionID, Channel: lane.Channel,
	})
}

// linesOf is how many calls a connection may have at a time.
func linesOf(c db.Connection) int {
	if n := connection.SettingsOf(c).MaxConcurrentCalls; n > 0 {
		return n
	}
	return 10
}
