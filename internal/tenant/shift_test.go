package tenant_test

import (
	"testing"

	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestShiftThatEndsLetsWhatIsUnderWayFinishAndBeginsNothing(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	who := d.Tenant(t, "one")
	end := make(chan struct{})
	ctx := tenant.Shift(t.Context(), end)

	turns := 0
	err := d.Pages(ctx, who, 1, func(tx *tenant.Tx) (int64, error) {
		turns++
		if turns == 2 {
			close(end)
		}
		_, err := tx.GetTenant(ctx)
		return 1, err
	})

	if turns != 2 || err != nil {
		t.Errorf("%d turns, %v", turns, err)
	}
	if !tenant.Over(ctx) || ctx.Err() != nil || tenant.Over(t.Context()) {
		t.Error("the end of a shift is more than that")
	}
}
