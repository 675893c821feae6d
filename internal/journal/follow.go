package journal

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/tenant"
)

// lookEvery is the pause between looks at a log that somebody follows.
const lookEvery = 200 * time.Millisecond

// Lookout tells those who follow logs in this process that there is more to read. However many follow
// a tenant's log, its end is looked at by one; nothing is looked at that nobody follows.
type Lookout struct {
	DB *tenant.DB

	lock sync.Mutex
	logs map[uuid.UUID]*Tail
}

// Tail is the end of one tenant's log, as one look after the other has it.
type Tail struct {
	lookout   *Lookout
	tenant    uuid.UUID
	followers int
	seq       int64
	grown     chan struct{}
	stop      context.CancelFunc
}

// Follow is the end of a tenant's log from now on, looked at once already. Leave it when done.
func (l *Lookout) Follow(ctx context.Context, of uuid.UUID) (*Tail, error) {
	t := l.enter(of)
	err := t.look(ctx)
	if err != nil {
		t.Leave()
	}
	return t, err
}

func (l *Lookout) enter(of uuid.UUID) *Tail {
	l.lock.Lock()
	defer l.lock.Unlock()
	t := l.logs[of]
	if t == nil {
		ctx, stop := context.WithCancel(context.Background())
		t = &Tail{lookout: l, tenant: of, grown: make(chan struct{}), stop: stop}
		if l.logs == nil {
			l.logs = map[uuid.UUID]*Tail{}
		}
		l.logs[of] = t
		go t.watch(ctx)
	}
	t.followers++
	return t
}

// Leave ends what Follow began.
func (t *Tail) Leave() {
	t.lookout.lock.Lock()
	defer t.lookout.lock.Unlock()
	if t.followers--; t.followers == 0 {
		t.stop()
		delete(t.lookout.logs, t.tenant)
	}
}

// End is a number up to which the log can be read now, and a channel that is closed when there is more.
// Whoever takes the channel before they read cannot miss what comes after.
func (t *Tail) End() (seq int64, grown <-chan struct{}) {
	t.lookout.lock.Lock()
	defer t.lookout.lock.Unlock()
	return t.seq, t.grown
}

// watch looks at the log until the context ends. While Postgres is away nothing grows.
func (t *Tail) watch(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(lookEvery):
			_ = t.look(ctx) // who reads the log hears of it
		}
	}
}

// look looks at the log once, and wakes who follows it when it has grown.
func (t *Tail) look(ctx context.Context) error {
	seq, err := t.lookout.DB.Read(tenant.Job("stream", t.tenant)).GetLogEnd(ctx)
	if err != nil && !errors.Is(err, tenant.ErrNotFound) { // nothing has ever happened
		return err
	}
	t.lookout.lock.Lock()
	defer t.lookout.lock.Unlock()
	if seq > t.seq {
		t.seq = seq
		close(t.grown)
		t.grown = make(chan struct{})
	}
	return nil
}
