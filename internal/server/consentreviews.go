package server

import (
	"context"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/consent"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListConsentReviews answers with a page of texts that may ask for an opt-out.
func (s *Server) ListConsentReviews(ctx context.Context, r api.ListConsentReviewsRequestObject) (api.ListConsentReviewsResponseObject, error) {
	q := r.Params
	filters := q
	filters.Limit, filters.Cursor, filters.CarillonTenant = nil, nil, nil
	p, err := s.pager(ctx, "consent reviews", q.Limit, q.Cursor, filters)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(actor(ctx)).ListReviews(ctx, db.ListReviewsParams{
		BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch(), Open: q.Open, LeadID: q.LeadID,
	})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(v db.ConsentReview) position { return position{At: v.CreatedAt, ID: v.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListConsentReviews200JSONResponse{Data: each(rows, reviewOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// ResolveConsentReview decides on a review.
func (s *Server) ResolveConsentReview(ctx context.Context, r api.ResolveConsentReviewRequestObject) (api.ResolveConsentReviewResponseObject, error) {
	var row db.ConsentReview
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = consent.Resolve(ctx, tx, r.ConsentReviewID, string(r.Body.Decision), s.Clock.Now())
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.ResolveConsentReview200JSONResponse(reviewOf(row)), nil
}

func reviewOf(v db.ConsentReview) api.ConsentReview {
	return api.ConsentReview{
		ID: v.ID, Channel: v.Channel, Address: v.AddressKey, LeadID: orNull(v.LeadID), Text: v.Said, Decision: orNull(v.Decision),
		ResolvedBy: orNull(v.ResolvedBy), ResolvedAt: moment(v.ResolvedAt), CreatedAt: v.CreatedAt.UTC(),
	}
}
