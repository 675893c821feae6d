package server

import (
	"context"

	"github.com/carillonhq/carillon/gen/api"
)

// GetMe answers with the caller and every membership.
func (s *Server) GetMe(ctx context.Context, _ api.GetMeRequestObject) (api.GetMeResponseObject, error) {
	c := visited(ctx).caller
	me := api.GetMe200JSONResponse{UserID: c.UserID, Email: c.Email, SuperAdmin: c.Admin, Memberships: []api.MyMembership{}}
	for _, m := range c.Memberships {
		me.Memberships = append(me.Memberships, api.MyMembership{
			TenantID: m.TenantID, Slug: m.Slug, Name: m.Name, Mode: api.TenantMode(m.Mode), Role: api.Role(m.Role), TenantStatus: m.TenantStatus,
		})
	}
	return me, nil
}
