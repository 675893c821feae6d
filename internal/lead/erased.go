package lead

import (
	"context"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// refuseErased refuses an address of who was erased. Asked once the lead is written, it sees an
// erasure that had the address until then.
func refuseErased(ctx context.Context, tx *tenant.Tx, leads ...db.Lead) error {
	var all []string
	for _, l := range leads {
		all = append(all, addresses(l)...)
	}
	erased, err := Erased(ctx, tx, all...)
	if err != nil {
		return err
	}
	for _, l := range leads {
		if err := erasedOf(l, erased); err != nil {
			return err
		}
	}
	return nil
}

// erasedOf refuses a lead that has one of the addresses.
func erasedOf(l db.Lead, erased map[string]bool) error {
	switch {
	case l.EmailKey != nil && erased[*l.EmailKey]:
		return ErrErased.At("/email")
	case l.Phone != nil && erased[*l.Phone]:
		return ErrErased.At("/phone")
	}
	return nil
}

// addresses are where a lead is reached, in the form in which they are compared.
func addresses(l db.Lead) []string {
	var all []string
	for _, address := range []*string{l.EmailKey, l.Phone} {
		if address != nil {
			all = append(all, *address)
		}
	}
	return all
}
