package consent

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ErrResolved: somebody has decided on this review already.
var ErrResolved = fault.New(fault.Conflict, "consent_review_resolved", "This review is resolved. What was decided stands; to change it, record a consent or a suppression.")

// Doubt holds an address on a channel until a person has read what was said there.
func Doubt(ctx context.Context, tx *tenant.Tx, s Statement) error {
	if s.Address == "" {
		return nil
	}
	leads, err := holders(ctx, tx, s)
	if err != nil {
		return err
	}
	row := db.InsertReviewParams{
		ID: uuid.Must(uuid.NewV7()), Channel: s.Channel, AddressKey: s.Address, Said: *optional(s.Shown),
	}
	if len(leads) > 0 {
		row.LeadID = &leads[0]
	}
	return tx.InsertReview(ctx, row)
}

// What a person may decide on a review, as the database spells it.
const (
	OptOut = "opt_out"
	Keep   = "keep"
)

// Resolve decides on a review: OptOut suppresses the address, Keep lets it go. What waited for it is
// due at now, business time. It fails with tenant.ErrNotFound and ErrResolved.
func Resolve(ctx context.Context, tx *tenant.Tx, id uuid.UUID, decision string, now time.Time) (db.ConsentReview, error) {
	review, err := tx.LockReview(ctx, id)
	if err != nil {
		return review, err
	}
	if review.Decision != nil {
		return review, ErrResolved
	}
	review, err = tx.ResolveReview(ctx, db.ResolveReviewParams{ID: id, Decision: &decision, ResolvedBy: &tx.Actor.Name})
	if err != nil {
		return review, err
	}
	if decision == OptOut {
		s := Statement{Channel: review.Channel, Address: review.AddressKey, Method: ByReview, Shown: review.Said, At: review.CreatedAt}
		if _, err := Suppress(ctx, tx, s, Unsubscribed); err != nil {
			return review, err
		}
	}
	return review, tx.ReleaseReviewed(ctx, db.ReleaseReviewedParams{Now: &now, AddressKey: review.AddressKey, Channel: review.Channel})
}
