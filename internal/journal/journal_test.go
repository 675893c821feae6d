package journal_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/journal"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

const happened event.Type = "custom.happened"

// emit writes a fact whose data names it.
func emit(ctx context.Context, tx *tenant.Tx, name string) error {
	return tx.Emit(ctx, event.Of(happened, "custom", uuid.New(), map[string]any{"name": name}))
}

// log is a tenant's log, oldest first.
func log(t *testing.T, d *dbtest.DB, who tenant.Actor) []db.Event {
	t.Helper()
	var all []db.Event
	for after := int64(0); ; {
		page, err := d.Read(who).ListEvents(context.Background(), db.ListEventsParams{AfterSeq: after, Types: []string{}, Page: 1000})
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			return all
		}
		all, after = append(all, page...), page[len(page)-1].Seq
	}
}

// gapless says that numbers run from 1 without a gap.
func gapless(t *testing.T, events []db.Event) {
	t.Helper()
	for i, e := range events {
		if e.Seq != int64(i+1) {
			t.Fatalf("event %d has the number %d", i+1, e.Seq)
		}
	}
}

// TestNumbersHaveNoGapsAndKeepTheOrderOfCauses has many writers, some of whom roll back or dawdle,
// and several readers who are cut off at random. Each writer's next fact comes about because of its
// last. A follower reads along, and must never find anything below what it has read.
func TestNumbersHaveNoGapsAndKeepTheOrderOfCauses(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	who := d.Tenant(t, "one")
	const writers, facts = 6, 60
	ctx, stop := context.WithCancel(context.Background())

	var reading, writing, following sync.WaitGroup
	for range 3 {
		reading.Go(func() { readAndDie(ctx, &journal.Room{DB: d.DB}) })
	}
	seen := map[int64]uuid.UUID{}
	following.Go(func() { follow(ctx, t, d, who, seen) })
	for w := range writers {
		writing.Go(func() { write(t, d, who, w, facts) })
	}
	writing.Wait()
	stop()
	reading.Wait()
	following.Wait()
	if err := (&journal.Room{DB: d.DB}).Read(context.Background(), time.Now().Add(3*time.Second)); err != nil {
		t.Fatal(err)
	}

	all := log(t, d, who)
	gapless(t, all)
	if len(all) != writers*facts {
		t.Errorf("%d events of %d facts", len(all), writers*facts)
	}
	next := map[string]int{}
	for _, e := range all {
		var w string
		var n int
		if _, err := fmt.Sscanf(string(e.Data), `{"name": "%1s-%d"}`, &w, &n); err != nil {
			t.Fatal(err, string(e.Data))
		}
		if n != next[w] {
			t.Fatalf("writer %s: fact %d stands where %d should", w, n, next[w])
		}
		next[w]++
		if id, read := seen[e.Seq]; read && id != e.ID {
			t.Errorf("number %d was another event when the follower read it", e.Seq)
		}
	}
}

// readAndDie reads for random moments until the context ends.
func readAndDie(ctx context.Context, r *journal.Room) {
	for ctx.Err() == nil {
		life, cancel := context.WithTimeout(ctx, time.Duration(rand.IntN(60))*time.Millisecond)
		_ = r.Read(life, time.Now().Add(time.Second))
		cancel()
	}
}

// follow reads the log as a subscriber would, from number to number.
func follow(ctx context.Context, t *testing.T, d *dbtest.DB, who tenant.Actor, seen map[int64]uuid.UUID) {
	for after := int64(0); ctx.Err() == nil; time.Sleep(time.Millisecond) {
		page, err := d.Read(who).ListEvents(context.Background(), db.ListEventsParams{AfterSeq: after, Types: []string{}, Page: 50})
		if err != nil {
			t.Error(err)
			return
		}
		for _, e := range page {
			if e.Seq != after+1 {
				t.Errorf("after %d the follower read %d", after, e.Seq)
			}
			seen[e.Seq], after = e.ID, e.Seq
		}
	}
}

var errNever = errors.New("never happened")

// write makes facts one after another; between them are transactions that come to nothing, and some
// commit long after they emitted.
func write(t *testing.T, d *dbtest.DB, who tenant.Actor, writer, facts int) {
	ctx := context.Background()
	for n := range facts {
		err := d.Tx(ctx, who, func(tx *tenant.Tx) error {
			if err := emit(ctx, tx, fmt.Sprintf("%d-%d", writer, n)); err != nil {
				return err
			}
			time.Sleep(time.Duration(rand.IntN(8)) * time.Millisecond)
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		err = d.Tx(ctx, who, func(tx *tenant.Tx) error { return errors.Join(emit(ctx, tx, "x-0"), errNever) })
		if !errors.Is(err, errNever) {
			t.Error(err)
		}
	}
}

func TestEveryFactIsHeardOnceWithEffectThoughListenersFail(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dbtest.New(t)
	who := d.Tenant(t, "one")
	var calls int
	effect := func(ctx context.Context, tx *tenant.Tx, batch []db.Event) error { // one mark for each event
		keys, ids := []string{}, []uuid.UUID{}
		for _, e := range batch {
			keys, ids = append(keys, fmt.Sprintf("%s %s", e.ID, uuid.New())), append(ids, e.ID)
		}
		if _, err := tx.InsertEventKeys(ctx, keys, ids); err != nil {
			return err
		}
		if calls++; calls%3 != 0 {
			return errNever
		}
		return nil
	}
	r := &journal.Room{DB: d.DB, Listeners: []journal.Listener{effect}}

	for n := range 1200 {
		if err := d.Tx(ctx, who, func(tx *tenant.Tx) error { return emit(ctx, tx, fmt.Sprintf("a-%d", n)) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Read(ctx, time.Now().Add(10*time.Second)); !errors.Is(err, errNever) {
		t.Errorf("the failures of listeners came back as %v", err)
	}

	all := log(t, d, who)
	gapless(t, all)
	if len(all) != 1200 || calls != 9 {
		t.Errorf("%d events in %d calls", len(all), calls)
	}
	if n := d.Int(t, "SELECT count(*) FROM event_keys"); n != 1200 {
		t.Errorf("%d marks", n)
	}
}

func TestTenantsAreNumberedEachForItself(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dbtest.New(t)
	var broken uuid.UUID
	var sulks atomic.Int64
	sulk := func(_ context.Context, tx *tenant.Tx, _ []db.Event) error {
		if tx.Actor.Tenant == broken {
			sulks.Add(1)
			return errNever
		}
		return nil
	}
	actors := []tenant.Actor{d.Tenant(t, "one"), d.Tenant(t, "two"), d.Tenant(t, "three")}
	broken = actors[1].Tenant
	for n := range 10 {
		for _, who := range actors {
			if err := d.Tx(ctx, who, func(tx *tenant.Tx) error { return emit(ctx, tx, fmt.Sprintf("a-%d", n)) }); err != nil {
				t.Fatal(err)
			}
		}
	}

	_ = (&journal.Room{DB: d.DB, Listeners: []journal.Listener{sulk}}).Read(ctx, time.Now().Add(time.Second))

	if n := sulks.Load(); n == 0 || n > 60 { // looked at again each 20 ms, not without a pause
		t.Errorf("a listener that fails was asked %d times within a second", n)
	}
	for i, want := range []int{10, 0, 10} {
		all := log(t, d, actors[i])
		gapless(t, all)
		if len(all) != want {
			t.Errorf("tenant %d has %d events", i, len(all))
		}
	}
}

func TestOldEventsAreForgottenAndTheLogGoesOn(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dbtest.New(t)
	who := d.Tenant(t, "one")
	r := &journal.Room{DB: d.DB}
	d.Exec(t, "UPDATE tenants SET event_retention_days = 30")
	d.Exec(t, "SELECT keep_event_partitions(now() - interval '3 months')")
	for n := range 20 {
		if err := d.Tx(ctx, who, func(tx *tenant.Tx) error { return emit(ctx, tx, fmt.Sprintf("a-%d", n)) }); err != nil {
			t.Fatal(err)
		}
	}
	d.Exec(t, "UPDATE outbox SET created_at = now() - interval '31 days' WHERE ordinal <= 15")
	if err := r.Read(ctx, time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	d.Exec(t, "INSERT INTO audit_chains (tenant_id, hash, event_seq) VALUES ($1, '', 20)", who.Tenant)
	d.Exec(t, "INSERT INTO event_keys (tenant_id, key, event_id, created_at) VALUES ($1, 'old', $1, now() - interval '31 days'), ($1, 'new', $1, now())", who.Tenant)

	if err := r.Tidy(ctx, who); err != nil {
		t.Fatal(err)
	}
	if err := d.Tx(ctx, who, func(tx *tenant.Tx) error { return emit(ctx, tx, "a-20") }); err != nil {
		t.Fatal(err)
	}
	if err := r.Read(ctx, time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}

	left := log(t, d, who)
	if len(left) != 6 || left[0].Seq != 16 || left[5].Seq != 21 {
		t.Errorf("%d events are left, from %d to %d", len(left), left[0].Seq, left[len(left)-1].Seq)
	}
	if n := d.Int(t, "SELECT count(*) FROM event_keys"); n != 1 {
		t.Errorf("%d keys are left", n)
	}
}
