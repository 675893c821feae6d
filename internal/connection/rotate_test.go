package connection_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// account is a connection, and the secret and version it must have.
type account struct {
	who     tenant.Actor
	id      uuid.UUID
	secret  string
	version int32
}

// accounts makes n connections under a master key, shared out among tenants.
func accounts(t *testing.T, d *dbtest.DB, keys string, tenants, n int) []*account {
	t.Helper()
	ring := book(t, keys).Keys
	all := make([]*account, 0, n)
	for i := range tenants {
		who := d.Tenant(t, fmt.Sprintf("tenant-%d", i))
		var ids []uuid.UUID
		var tokens []string
		for range n / tenants {
			a := &account{who, uuid.Must(uuid.NewV7()), uuid.NewString(), 1}
			token, err := ring.Seal(who.Tenant, "connection", []byte(a.secret))
			if err != nil {
				t.Fatal(err)
			}
			ids, tokens, all = append(ids, a.id), append(tokens, token), append(all, a)
		}
		d.Exec(t, `INSERT INTO connections (tenant_id, id, name, provider, secret, secret_last_four, secret_fingerprint, endpoint_id)
			SELECT $1, id, id::text, 'brevo', secret, '', '', gen_random_uuid() FROM (SELECT unnest($2::uuid[]) AS id, unnest($3::text[]) AS secret) n`,
			who.Tenant, ids, tokens)
	}
	return all
}

// open is what a keyring finds in an account's row.
func (a *account) open(ctx context.Context, d *dbtest.DB, ring *secret.Keyring) (string, db.Connection, error) {
	row, err := d.Read(a.who).GetConnection(ctx, a.id)
	if err != nil {
		return "", row, err
	}
	plain, err := ring.Open(a.who.Tenant, "connection", row.Secret)
	return string(plain), row, err
}

// change is what a customer's PATCH does: every other one brings a new secret.
func (a *account) change(ctx context.Context, d *dbtest.DB, b *connection.Book) error {
	next := ""
	if a.version%2 == 1 {
		next = uuid.NewString()
		a.secret = next
	}
	a.version++
	return d.Tx(ctx, a.who, func(tx *tenant.Tx) error {
		edit := func(c *db.Connection) {
			c.Name, c.Settings = uuid.NewString(), json.RawMessage(`{"sms_sender":"Changed"}`)
		}
		_, err := b.Change(ctx, tx, a.id, edit, next)
		return err
	})
}

func rotation(t *testing.T, d *dbtest.DB, keys string) *connection.Rotation {
	t.Helper()
	return &connection.Rotation{DB: d.DB, Keys: book(t, keys).Keys, Log: slog.New(slog.DiscardHandler)}
}

// only fails unless the first of the keys alone opens everything, with what must be in it.
func only(t *testing.T, d *dbtest.DB, all []*account, first, former string) {
	t.Helper()
	ctx, fresh, old := context.Background(), book(t, first).Keys, book(t, former).Keys
	for _, a := range all {
		if got, row, err := a.open(ctx, d, fresh); err != nil || got != a.secret || row.Version != a.version {
			t.Fatalf("with the new key: %v, the right secret: %t, version %d of %d", err, got == a.secret, row.Version, a.version)
		}
		if _, _, err := a.open(ctx, d, old); !errors.Is(err, secret.ErrUnknownKey) {
			t.Fatalf("with the old key: %v", err)
		}
	}
	found, err := rotation(t, d, first+","+former).Count(ctx)
	if err != nil || len(found) != 1 || found[fresh.Masters()[0]] != int64(len(all))+1 {
		t.Errorf("%d secrets and the signing key are counted as %v, %v", len(all), found, err)
	}
}

// traffic changes and reads accounts until the context ends, one goroutine to each share of them,
// and counts both.
func traffic(ctx context.Context, g *errgroup.Group, d *dbtest.DB, b *connection.Book, all []*account, changes, reads *atomic.Int64) {
	const shares = 4
	for share := range shares {
		g.Go(func() error {
			for ctx.Err() == nil {
				i := share + shares*rand.IntN(len(all)/shares)
				if err := all[i].change(context.Background(), d, b); err != nil {
					return err
				}
				changes.Add(1)
			}
			return nil
		})
	}
	g.Go(func() error {
		for ctx.Err() == nil {
			if _, _, err := all[rand.IntN(len(all))].open(context.Background(), d, b.Keys); err != nil {
				return fmt.Errorf("a reader beside: %w", err)
			}
			reads.Add(1)
		}
		return nil
	})
}

func TestTenThousandSecretsRotateWhileCustomersChangeThem(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	all := accounts(t, d, oldKey, 5, 10_000)
	b := book(t, newKey+","+oldKey)
	if _, err := connection.Signed(context.Background(), d.DB, book(t, oldKey).Keys); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var g errgroup.Group
	var changes, reads atomic.Int64
	traffic(ctx, &g, d, b, all, &changes, &reads)

	var both sync.WaitGroup
	began := time.Now()
	for range 2 {
		both.Go(func() {
			if err := rotation(t, d, newKey+","+oldKey).Run(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	took, during := time.Since(began), changes.Load()
	stop()
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}

	only(t, d, all, newKey, oldKey)
	if during < 10 || reads.Load() < 10 {
		t.Errorf("only %d changes and %d reads beside", during, reads.Load())
	}
	t.Logf("%d secrets by two rotations in %v, beside %d changes and %d reads", len(all), took, during, reads.Load())
}

func TestInterruptedRotationComesToAnEnd(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	all := accounts(t, d, oldKey, 3, 1500)
	dice, cuts := rand.New(rand.NewPCG(4, 4)), 0
	for round := range 10 {
		first, former := newKey, oldKey
		if round%2 == 1 {
			first, former = oldKey, newKey
		}

		for {
			ctx, cancel := context.WithTimeout(context.Background(), time.Duration(dice.IntN(60_000))*time.Microsecond)
			err := rotation(t, d, first+","+former).Run(ctx)
			cancel()
			if err == nil {
				break
			}
			cuts++
			for range 20 {
				a := all[dice.IntN(len(all))]
				if got, _, err := a.open(context.Background(), d, book(t, first+","+former).Keys); err != nil || got != a.secret {
					t.Fatalf("after a cut: %v", err)
				}
			}
		}

		only(t, d, all, first, former)
	}
	if cuts < 20 {
		t.Errorf("only %d cuts", cuts)
	}
	t.Logf("%d cuts in 10 rotations of %d secrets", cuts, len(all))
}

func TestSecretThatCannotBeOpenedIsNamedCountedAndLeft(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	all := accounts(t, d, oldKey, 2, 10)
	mine, theirs := all[0], all[5]
	d.Exec(t, "UPDATE connections SET secret = (SELECT secret FROM connections WHERE id = $1) WHERE id = $2", theirs.id, mine.id)
	var log strings.Builder
	r := rotation(t, d, newKey+","+oldKey)
	r.Log = slog.New(slog.NewJSONHandler(&log, nil))

	if err := r.Run(context.Background()); err != nil {
		t.Fatal(err)
	}

	found, err := r.Count(context.Background())
	if ids := r.Keys.Masters(); err != nil || found[ids[0]] != 10 || found[ids[1]] != 1 {
		t.Errorf("counted %v, %v", found, err)
	}
	if !strings.Contains(log.String(), `"connection_id":"`+mine.id.String()) || strings.Contains(log.String(), theirs.id.String()) {
		t.Errorf("the log says %s", log.String())
	}
	if got, _, err := theirs.open(context.Background(), d, book(t, newKey).Keys); err != nil || got != theirs.secret {
		t.Errorf("the one it was copied from: %v", err)
	}
	if err := mine.change(context.Background(), d, &connection.Book{Keys: r.Keys}); err != nil {
		t.Fatal(err)
	}
	only(t, d, all, newKey, oldKey)
}

func TestCallbackAddressesOutliveTheMasterKey(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.New(t), context.Background()
	c, attempt := db.Connection{Provider: "brevo", EndpointID: uuid.New()}, uuid.New()
	before := installed(t, d, oldKey)
	_, message, _ := strings.Cut(before.MessageURL(c, attempt), c.EndpointID.String()+"/")
	if _, err := connection.Signed(ctx, d.DB, book(t, newKey).Keys); !errors.Is(err, secret.ErrUnknownKey) {
		t.Fatalf("a start without the key that is still needed: %v", err)
	}

	if err := rotation(t, d, newKey+","+oldKey).Run(ctx); err != nil {
		t.Fatal(err)
	}

	after := installed(t, d, newKey)
	if !after.CheckCallbackToken(c.EndpointID, before.CallbackToken(c)) || after.CallbackToken(c) != before.CallbackToken(c) {
		t.Error("the callback token ended with the old key")
	}
	if got, ok := after.CheckMessageToken(c.EndpointID, message); !ok || got != attempt {
		t.Error("a message's address ended with the old key")
	}
	if _, err := connection.Signed(ctx, d.DB, book(t, oldKey).Keys); !errors.Is(err, secret.ErrUnknownKey) {
		t.Errorf("a start with the old key alone: %v", err)
	}
}

// installed is a book as assembly makes it.
func installed(t *testing.T, d *dbtest.DB, keys string) *connection.Book {
	t.Helper()
	b := book(t, keys)
	ring, err := connection.Signed(context.Background(), d.DB, b.Keys)
	if err != nil {
		t.Fatal(err)
	}
	b.Keys = ring
	return b
}
