package tenant_test

import (
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestSessionsThatAreSharedKeepNothing(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	shared, err := tenant.Open(t.Context(), d.Pooled(t, 2)+"&application_name=shared", 8)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(shared.Close)
	one, other := d.Tenant(t, "one"), d.Tenant(t, "other")

	done := make(chan error)
	for n := range 8 {
		who := []tenant.Actor{one, other}[n%2]
		go func() { done <- many(t, shared, who) }()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}

	server, err := shared.Server(t.Context())
	if err != nil || !server.Pooled {
		t.Errorf("nobody noticed that something stands before Postgres: %+v %v", server, err)
	}
	if server, err := d.Server(t.Context()); err != nil || server.Pooled {
		t.Errorf("something seems to stand before Postgres: %+v %v", server, err)
	}
	if n := d.Int(t, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'shared'"); n < 1 || n > 2 {
		t.Errorf("%d sessions were used", n)
	}
}

// many reads and writes a hundred times as a tenant, which must see itself and nobody else.
func many(t *testing.T, shared *tenant.DB, who tenant.Actor) error {
	for range 100 {
		own, err := shared.Read(who).GetTenant(t.Context())
		if err != nil {
			return err
		}
		if own.TenantID != who.Tenant {
			t.Error("a read saw another tenant")
		}
		err = shared.Tx(t.Context(), who, func(tx *tenant.Tx) error {
			own, err := tx.GetTenant(t.Context())
			if err == nil && own.TenantID != who.Tenant {
				t.Error("a transaction saw another tenant")
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func TestPoolingThatNobodyKnowsIsRefused(t *testing.T) {
	t.Parallel()
	_, err := tenant.Open(t.Context(), "postgres://carillon_app:canary@127.0.0.1:1/carillon?pooling=statement", 1)
	if err == nil || !strings.Contains(err.Error(), `pooling must be "transaction"`) || strings.Contains(err.Error(), "canary") {
		t.Errorf("said: %v", err)
	}
}
