package server

import (
	"context"
	"encoding/hex"
	"math"

	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListAuditEntries answers with a page of the audit log.
func (s *Server) ListAuditEntries(ctx context.Context, r api.ListAuditEntriesRequestObject) (api.ListAuditEntriesResponseObject, error) {
	who, q := actor(ctx), r.Params
	filters := q
	filters.Limit, filters.Cursor, filters.CarillonTenant = nil, nil, nil
	p, err := s.pager(ctx, "audit", q.Limit, q.Cursor, filters)
	if err != nil {
		return nil, err
	}
	wanted := db.ListAuditEntriesParams{
		BeforeSeq: math.MaxInt64, Kinds: []string{}, Action: q.Action, Actor: q.Actor, Request: q.RequestID, ObjectID: q.ObjectID, LeadID: q.LeadID,
		Refused: q.Refused, CreatedAfter: q.CreatedAfter, CreatedBefore: q.CreatedBefore, Page: p.fetch(),
	}
	if p.seeked {
		wanted.BeforeSeq = p.start.Seq
	}
	if q.Kind != nil {
		wanted.Kinds = []string{string(*q.Kind)}
	}
	rows, err := s.DB.Read(who).ListAuditEntries(ctx, wanted)
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(e db.AuditEntry) position { return position{Seq: e.Seq} })
	if err != nil {
		return nil, err
	}
	return api.ListAuditEntries200JSONResponse{Data: each(rows, auditEntryOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// GetAuditHead answers with the end of the audit log.
func (s *Server) GetAuditHead(ctx context.Context, _ api.GetAuditHeadRequestObject) (api.GetAuditHeadResponseObject, error) {
	head, err := s.DB.Read(actor(ctx)).GetAuditChain(ctx)
	if err != nil && !tenant.IsNone(err) {
		return nil, err
	}
	return api.GetAuditHead200JSONResponse{Sequence: head.Seq, Hash: hex.EncodeToString(head.Hash)}, nil
}

func auditEntryOf(e db.AuditEntry) api.AuditEntry {
	out := api.AuditEntry{
		Sequence: e.Seq, CreatedAt: e.At.UTC(), Kind: e.Kind, Action: e.Action, Actor: e.Actor, Role: orNull(e.Role), KeyID: orNull(e.KeyID),
		RequestID: orNull(e.Request), Address: orNull(e.Address), Status: nullable.NewNullNullable[int](), Code: orNull(e.Code),
		ObjectType: orNull(e.ObjectType), ObjectID: orNull(e.ObjectID), LeadID: orNull(e.LeadID), EventID: orNull(e.EventID),
		Data: object(e.Data), Previous: object(e.Previous), PreviousHash: hex.EncodeToString(e.PreviousHash), Hash: hex.EncodeToString(e.Hash),
	}
	if e.Status != nil {
		out.Status = nullable.NewNullableWithValue(int(*e.Status))
	}
	return out
}

// object is a stored JSON object as the contract's nullable field.
func object(raw []byte) nullable.Nullable[map[string]any] {
	if raw == nil {
		return nullable.NewNullNullable[map[string]any]()
	}
	var fields map[string]any
	decode(raw, &fields)
	return nullable.NewNullableWithValue(fields)
}
