package callback

import (
	"context"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// isErased says whether an address is one of a person who was erased.
func isErased(ctx context.Context, tx *tenant.Tx, address string) (bool, error) {
	erased, err := lead.Erased(ctx, tx, address)
	return erased[address], err
}

// nameless is a report without anything of the person: what became of the send is left.
func nameless(r channel.Report) channel.Report {
	r.To, r.Text, r.Summary, r.Transcript, r.Recording, r.Reason = "", "", "", "", "", ""
	return r
}
