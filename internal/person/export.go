package person

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// most is how many rows an export of a person has at the most.
const most = 20_000

// Kept is all that is kept of a lead, as the tables have it, by kind. It is not whole where it would
// be longer than 20,000 rows.
type Kept struct {
	Rows  map[string][]json.RawMessage
	Whole bool
}

// Export shows all that is kept of a lead, hidden or not. It fails with tenant.ErrNotFound.
func Export(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (Kept, error) {
	if _, err := tx.LockPerson(ctx, id); err != nil {
		return Kept{}, err
	}
	spelt, err := tx.ListAddressesOf(ctx, id)
	if err != nil {
		return Kept{}, err
	}
	rows, err := tx.ListKept(ctx, db.ListKeptParams{LeadID: id, Addresses: keys(spelt), Page: most + 1})
	if err != nil {
		return Kept{}, err
	}
	k := Kept{Rows: map[string][]json.RawMessage{}, Whole: len(rows) <= most}
	for _, r := range rows[:min(len(rows), most)] {
		k.Rows[r.KeptKind] = append(k.Rows[r.KeptKind], r.KeptContent)
	}
	return k, nil
}
