package lead

import (
	"context"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ErrErased: the person asked to be erased, and the address with them.
var ErrErased = fault.New(fault.Conflict, "lead_erased", "Who had this address was erased and is not taken in again. Leave the address out.")

// KeepOut keeps addresses, in the form in which they are compared, from coming again: of each a keyed
// hash is kept.
func KeepOut(ctx context.Context, tx *tenant.Tx, addresses []string) error {
	marks := make([][]byte, len(addresses))
	for i, address := range addresses {
		marks[i] = mark(tx, address)
	}
	return tx.InsertErasedAddresses(ctx, marks)
}

// Erased are those of the addresses, in the form in which they are compared, whose person was erased.
// An empty one is none.
func Erased(ctx context.Context, tx *tenant.Tx, addresses ...string) (map[string]bool, error) {
	var marks [][]byte
	known := map[string]string{}
	for _, address := range addresses {
		if address != "" {
			m := mark(tx, address)
			marks, known[string(m)] = append(marks, m), address
		}
	}
	if len(marks) == 0 {
		return nil, nil
	}
	found, err := tx.ListErasedAddresses(ctx, marks)
	erased := map[string]bool{}
	for _, m := range found {
		erased[known[string(m)]] = true
	}
	return erased, err
}

func mark(tx *tenant.Tx, address string) []byte { return tx.Mark("erased address", address) }
