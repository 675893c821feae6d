package isolation_test

import (
	"context"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestLocksOfOneTenantKeepNobodyElseWaiting(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	a, b := d.Tenant(t, "avocetta"), d.Tenant(t, "dotterel")
	const key = "an id of B's that A knows"

	err := d.Tx(t.Context(), b, func(tx *tenant.Tx) error {
		if err := tx.LockShared(t.Context(), key); err != nil {
			return err
		}
		if err := exclusive(t, d, a, key, 5*time.Second); err != nil {
			t.Errorf("A waits for B's work: %v", err)
		}
		if err := exclusive(t, d, b, key, 200*time.Millisecond); err == nil {
			t.Error("B does not wait for its own work")
		}
		return nil
	})

	if err != nil {
		t.Error(err)
	}
}

// exclusive takes a lock as a tenant, unless it takes too long.
func exclusive(t *testing.T, d *dbtest.DB, who tenant.Actor, key string, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return d.Tx(ctx, who, func(tx *tenant.Tx) error { return tx.LockExclusive(ctx, key) })
}
