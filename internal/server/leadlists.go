package server

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/tenant"
)

const sampleSize = 10

// ListLeadLists answers with a page of lists.
func (s *Server) ListLeadLists(ctx context.Context, r api.ListLeadListsRequestObject) (api.ListLeadListsResponseObject, error) {
	who := actor(ctx)
	p, err := s.pager(ctx, "lead-lists", r.Params.Limit, r.Params.Cursor, nil)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListLeadLists(ctx, db.ListLeadListsParams{BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(l db.LeadList) position { return position{At: l.CreatedAt, ID: l.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListLeadLists200JSONResponse{Data: each(rows, listOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateLeadList makes a list.
func (s *Server) CreateLeadList(ctx context.Context, r api.CreateLeadListRequestObject) (api.CreateLeadListResponseObject, error) {
	n := list.New{Name: r.Body.Name, Kind: string(r.Body.Kind), Description: r.Body.Description}
	if r.Body.Filter != nil {
		n.Filter = encoded(r.Body.Filter)
	}
	var row db.LeadList
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = list.Create(ctx, tx, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CreateLeadList201JSONResponse{
		Body: listOf(row), Headers: api.CreateLeadList201ResponseHeaders{Location: new("/api/v1/lead-lists/" + row.ID.String())},
	}, nil
}

// GetLeadList answers with one list.
func (s *Server) GetLeadList(ctx context.Context, r api.GetLeadListRequestObject) (api.GetLeadListResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetLeadList(ctx, r.ListID)
	if err != nil {
		return nil, err
	}
	return api.GetLeadList200JSONResponse(listOf(row)), nil
}

// UpdateLeadList applies a merge patch.
func (s *Server) UpdateLeadList(ctx context.Context, r api.UpdateLeadListRequestObject) (api.UpdateLeadListResponseObject, error) {
	body := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	var row db.LeadList
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = list.Change(ctx, tx, r.ListID, func(l *db.LeadList) {
			l.Name = or(body.Name, l.Name)
			patch(body.Description, &l.Description)
			if body.Filter != nil {
				l.Filter = encoded(body.Filter)
			}
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.UpdateLeadList200JSONResponse(listOf(row)), nil
}

// DeleteLeadList hides a list.
func (s *Server) DeleteLeadList(ctx context.Context, r api.DeleteLeadListRequestObject) (api.DeleteLeadListResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return list.Delete(ctx, tx, r.ListID) })
	if err != nil {
		return nil, err
	}
	return api.DeleteLeadList204Response{}, nil
}

// PreviewLeadFilter counts and samples what a filter finds.
func (s *Server) PreviewLeadFilter(ctx context.Context, r api.PreviewLeadFilterRequestObject) (api.PreviewLeadFilterResponseObject, error) {
	f, err := list.Parse(encoded(r.Body.Filter))
	if err != nil {
		return nil, err
	}
	preview, err := s.preview(ctx, func(context.Context, *tenant.Tx) (list.Query, error) {
		return list.Query{Filters: []list.Filter{f}}, nil
	})
	if err != nil {
		return nil, err
	}
	return api.PreviewLeadFilter200JSONResponse(preview), nil
}

// PreviewLeadList counts and samples whom a list holds now.
func (s *Server) PreviewLeadList(ctx context.Context, r api.PreviewLeadListRequestObject) (api.PreviewLeadListResponseObject, error) {
	preview, err := s.preview(ctx, queryOf(r.ListID))
	if err != nil {
		return nil, err
	}
	return api.PreviewLeadList200JSONResponse(preview), nil
}

type findQuery func(context.Context, *tenant.Tx) (list.Query, error)

func queryOf(id uuid.UUID) findQuery {
	return func(ctx context.Context, tx *tenant.Tx) (list.Query, error) {
		row, err := tx.GetLeadList(ctx, id)
		if err != nil {
			return list.Query{}, err
		}
		return list.Of(row)
	}
}

func (s *Server) preview(ctx context.Context, find findQuery) (api.LeadListPreview, error) {
	out := api.LeadListPreview{}
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error {
		q, err := find(ctx, tx)
		if err != nil {
			return err
		}
		if out.Count, err = q.Count(ctx, tx); err != nil {
			return err
		}
		rows, err := q.Newest(ctx, tx, list.Position{}, sampleSize)
		if err != nil {
			return err
		}
		leads, err := lead.WithTags(ctx, tx.Queries, rows)
		out.Sample = each(leads, leadOf)
		return err
	})
	return out, err
}

// ListLeadListMembers answers with a page of the leads in a list.
func (s *Server) ListLeadListMembers(ctx context.Context, r api.ListLeadListMembersRequestObject) (api.ListLeadListMembersResponseObject, error) {
	p, err := s.pager(ctx, "list-members", r.Params.Limit, r.Params.Cursor, r.ListID)
	if err != nil {
		return nil, err
	}
	row, err := s.DB.Read(actor(ctx)).GetLeadList(ctx, r.ListID)
	if err != nil {
		return nil, err
	}
	q, err := list.Of(row)
	if err != nil {
		return nil, err
	}
	page, err := s.leadPage(ctx, p, q.Newest)
	if err != nil {
		return nil, err
	}
	return api.ListLeadListMembers200JSONResponse(page), nil
}

// AddLeadListMembers puts leads into a static list.
func (s *Server) AddLeadListMembers(ctx context.Context, r api.AddLeadListMembersRequestObject) (api.AddLeadListMembersResponseObject, error) {
	var added, already int64
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		added, already, err = list.AddMembers(ctx, tx, r.ListID, r.Body.LeadIds)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.AddLeadListMembers200JSONResponse{Added: int(added), AlreadyMembers: int(already)}, nil
}

// RemoveLeadListMember takes a lead out of a static list.
func (s *Server) RemoveLeadListMember(ctx context.Context, r api.RemoveLeadListMemberRequestObject) (api.RemoveLeadListMemberResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return list.RemoveMember(ctx, tx, r.ListID, r.LeadID) })
	if err != nil {
		return nil, err
	}
	return api.RemoveLeadListMember204Response{}, nil
}

func listOf(l db.LeadList) api.LeadList {
	return api.LeadList{
		ID: l.ID, Name: l.Name, Kind: l.Kind, Filter: filterOf(l.Filter), Description: orNull(l.Description),
		Version: int(l.Version), CreatedAt: l.CreatedAt.UTC(), UpdatedAt: l.UpdatedAt.UTC(),
	}
}

func filterOf(raw json.RawMessage) nullable.Nullable[api.LeadFilter] {
	if raw == nil {
		return nullable.NewNullNullable[api.LeadFilter]()
	}
	var f api.LeadFilter
	decode(raw, &f)
	return nullable.NewNullableWithValue(f)
}
