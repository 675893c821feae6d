// Package person is the room of what a person may ask for by law: all that is kept of them, and that
// nothing is. What the account of sends needs stays when a person is erased, and says nothing of who
// it was.
package person

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/audit"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Room erases and shows people. Facts say what in them is personal.
type Room struct {
	DB    *tenant.DB
	Facts map[string]*contract.Event
}

// What was under way when a person was erased leaves its traces within a day: until then what is left
// of the person is wiped again, at first soon.
const (
	again    = time.Minute
	later    = 6 * time.Hour
	lateness = 30 * time.Hour
	page     = 500
)

// Erase leaves nothing of a lead, and of those that were merged into it, but that there was one: of each address at which the person was known
// a keyed hash is kept, under which it is refused from now on. What has not been sent yet is not; what
// is on the wire is accounted for without a name. One who was erased is erased again. It fails with
// tenant.ErrNotFound.
func (r *Room) Erase(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	if _, err := tx.LockPerson(ctx, id); err != nil {
		return err
	}
	merged, err := tx.ListMergedInto(ctx, &id)
	if err != nil {
		return err
	}
	for _, each := range append(merged, id) {
		if err := r.erase(ctx, tx, each); err != nil {
			return err
		}
	}
	return takeBack(ctx, tx)
}

func (r *Room) erase(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	spelt, err := tx.ListAddressesOf(ctx, id)
	if err != nil {
		return err
	}
	if err := lead.KeepOut(ctx, tx, keys(spelt)); err != nil {
		return err
	}
	if err := unsend(ctx, tx, id); err != nil {
		return err
	}
	if err := r.wipe(ctx, tx, id, append(keys(spelt), spelt...)); err != nil {
		return err
	}
	if err := tx.InsertErasure(ctx, id, again.Seconds()); err != nil {
		return err
	}
	if err := audit.Forget(ctx, tx, id); err != nil {
		return err
	}
	return tx.Emit(ctx, event.Of(event.LeadErased, "lead", id, nil))
}

// keys are addresses in the form in which they are compared, each once.
func keys(spelt []string) []string {
	var all []string
	for _, address := range spelt {
		if strings.Contains(address, "@") {
			address = lead.EmailKey(address)
		}
		all = append(all, address)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// unsend ends what a lead has not been sent yet.
func unsend(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	skipped, err := tx.SkipTargetsOf(ctx, id)
	if err != nil {
		return err
	}
	told := make([]dispatch.Told, len(skipped))
	for i, target := range skipped {
		told[i] = dispatch.Told{Target: target, Type: event.MessageSkipped, Reason: "erased"}
	}
	return dispatch.Tell(ctx, tx, told...)
}

// Wipe wipes again what is left of a tenant's people who were erased lately.
func (r *Room) Wipe(ctx context.Context, a tenant.Actor) error {
	const few = 20
	return r.DB.Pages(ctx, a, few, func(tx *tenant.Tx) (int64, error) {
		due, err := tx.ClaimErasures(ctx, few)
		if err != nil {
			return 0, err
		}
		for _, e := range due {
			if err := r.wipeAgain(ctx, tx, e.LeadID); err != nil {
				return 0, err
			}
		}
		return int64(len(due)), nil
	})
}
