package tenant_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// request is a request of its own, by one letter.
func request(letter byte) tenant.Ask {
	return tenant.Ask{Key: [32]byte{letter}, Fingerprint: [32]byte{letter}}
}

// insert makes a lead in a transaction.
func insert(ctx context.Context, d *dbtest.DB, a tenant.Actor, name string) error {
	return d.Tx(ctx, a, func(tx *tenant.Tx) error {
		return tx.InsertLeads(ctx, db.InsertLeadsParams{
			Ids: []uuid.UUID{uuid.New()}, ExternalIds: []string{name}, Statuses: []string{"new"}, CustomFields: []string{"{}"},
		})
	})
}

// known says whether a lead can be read.
func known(t *testing.T, ctx context.Context, d *dbtest.DB, a tenant.Actor, name string) bool {
	t.Helper()
	found, err := d.Read(a).ListLeadsByExternalID(ctx, []string{name})
	if err != nil {
		t.Error(err)
	}
	return len(found) > 0
}

func TestPartsOfARequestCommitWithItsAnswer(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx, a := t.Context(), d.Tenant(t, "acme")
	calls := 0
	work := func(ctx context.Context) (string, tenant.Outcome, error) {
		calls++
		err := errors.Join(insert(ctx, d, a, "one"), insert(ctx, d, a, "two"))
		if !known(t, ctx, d, a, "one") || known(t, t.Context(), d, a, "one") {
			t.Error("the request does not see what it did, or others do")
		}
		return "made two", tenant.Done, err
	}

	kept, err := d.Once(ctx, a, request('a'), work)
	again, twice := d.Once(ctx, a, request('a'), work)

	if err != nil || twice != nil || kept != "" || again != "made two" || calls != 1 {
		t.Errorf("first %q %v, then %q %v, %d calls", kept, err, again, twice, calls)
	}
	if !known(t, ctx, d, a, "one") || !known(t, ctx, d, a, "two") {
		t.Error("something is lost")
	}
	other := request('a')
	other.Fingerprint[0] = 'b'
	if _, err := d.Once(ctx, a, other, work); !errors.Is(err, tenant.ErrKeyReused) {
		t.Errorf("another request under the key: %v", err)
	}
}

func TestPartThatFailsTakesNothingElseWithIt(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx, a, b := t.Context(), d.Tenant(t, "acme"), d.Tenant(t, "birch")
	errUndo := errors.New("undo")

	_, err := d.Once(ctx, a, request('a'), func(ctx context.Context) (string, tenant.Outcome, error) {
		undone := d.Tx(ctx, a, func(tx *tenant.Tx) error { return errors.Join(insert(ctx, d, a, "first"), errUndo) })
		err := errors.Join(insert(ctx, d, a, "second"), insert(ctx, d, b, "elsewhere"))
		taken := insert(ctx, d, a, "second")
		nested := d.Tx(ctx, a, func(*tenant.Tx) error {
			return errors.Join(insert(ctx, d, a, "within"), insert(ctx, d, b, "within"), insert(ctx, d, a, "within too"), errUndo)
		})
		if !errors.Is(nested, errUndo) || known(t, ctx, d, a, "within") || known(t, ctx, d, b, "within") || known(t, ctx, d, a, "within too") {
			t.Errorf("a part within a part stays: %v", nested)
		}
		if !errors.Is(undone, errUndo) || !errors.Is(taken, tenant.Refusal("lead_external_id_taken")) {
			t.Errorf("failed with %v and %v", undone, taken)
		}
		return "answer", tenant.Done, errors.Join(err, insert(ctx, d, a, "third"))
	})

	if err != nil || known(t, ctx, d, a, "first") || !known(t, ctx, d, a, "second") || !known(t, ctx, d, a, "third") {
		t.Errorf("%v, or not what should stand", err)
	}
	if !known(t, ctx, d, b, "elsewhere") || known(t, ctx, d, a, "elsewhere") {
		t.Error("a part for another tenant is not there")
	}
	if n := d.Int(t, "SELECT count(*) FROM idempotency_keys WHERE tenant_id = $1", a.Tenant); n != 1 {
		t.Errorf("%d answers stand with the tenant that asked", n)
	}
}

func TestOnlyWhatIsDoneStands(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx, a := t.Context(), d.Tenant(t, "acme")
	errBroken := errors.New("broken")
	for i, end := range []struct {
		outcome    tenant.Outcome
		err        error
		stays      bool
		remembered bool
	}{{tenant.Done, nil, true, true}, {tenant.Refused, nil, false, true}, {tenant.Failed, nil, false, false}, {tenant.Done, errBroken, false, false}} {
		name := string(rune('a' + i))

		_, err := d.Once(ctx, a, request(name[0]), func(ctx context.Context) (string, tenant.Outcome, error) {
			return "answer", end.outcome, errors.Join(insert(ctx, d, a, name), insert(ctx, d, a, name+name), end.err)
		})
		kept, _ := d.Once(ctx, a, request(name[0]), func(context.Context) (string, tenant.Outcome, error) { return "", tenant.Failed, nil })

		if !errors.Is(err, end.err) || known(t, ctx, d, a, name) != end.stays || known(t, ctx, d, a, name+name) != end.stays || (kept == "answer") != end.remembered {
			t.Errorf("%+v: %v, remembered %q", end, err, kept)
		}
	}
}

func TestPanicAndCancelLeaveNothingAndNoLock(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	a := d.Tenant(t, "acme")
	gone, cancel := context.WithCancel(t.Context())
	once := func(ctx context.Context, end func()) error {
		_, err := d.Once(ctx, a, request('a'), func(ctx context.Context) (string, tenant.Outcome, error) {
			defer end()
			return "answer", tenant.Done, insert(ctx, d, a, "one")
		})
		return err
	}

	for range 20 { // more than there are connections
		func() {
			defer func() { _ = recover() }()
			_ = once(t.Context(), func() { panic("a defect") })
		}()
	}
	if err := once(gone, cancel); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}

	if known(t, t.Context(), d, a, "one") {
		t.Error("something was left")
	}
	if err := once(t.Context(), func() {}); err != nil || !known(t, t.Context(), d, a, "one") {
		t.Errorf("afterwards: %v", err)
	}
}

func TestRequestsAtATimeAreToldFromEachOther(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	a := d.Tenant(t, "acme")
	var under, over sync.WaitGroup
	under.Add(1)
	started := make(chan struct{})
	over.Go(func() {
		_, err := d.Once(t.Context(), a, request('a'), func(context.Context) (string, tenant.Outcome, error) {
			close(started)
			under.Wait()
			return "answer", tenant.Done, nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-started
	idle := func(context.Context) (string, tenant.Outcome, error) { return "other", tenant.Done, nil }

	_, same := d.Once(t.Context(), a, request('a'), idle)
	_, other := d.Once(t.Context(), a, request('b'), idle)
	under.Done()
	over.Wait()

	if !errors.Is(same, tenant.ErrInFlight) || other != nil {
		t.Errorf("the same: %v, another: %v", same, other)
	}
	if kept, err := d.Once(t.Context(), a, request('a'), idle); kept != "answer" || err != nil {
		t.Errorf("then %q %v", kept, err)
	}
}
