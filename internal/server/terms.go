package server

import (
	"context"
	"encoding/json"
	"time"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/tenant"
)

// SetUsageLimits replaces how much the tenant may send in a month.
func (s *Server) SetUsageLimits(ctx context.Context, r api.SetUsageLimitsRequestObject) (api.SetUsageLimitsResponseObject, error) {
	out, err := s.tenantAfter(ctx, func(tx *tenant.Tx) (db.Tenant, error) {
		row, err := access.ChangeTenant(ctx, tx, db.UpdateTenantParams{UsageLimits: encoded(r.Body)})
		if err != nil {
			return row, err
		}
		return row, dispatch.Refill(ctx, tx, s.Clock.Now())
	})
	if err != nil {
		return nil, err
	}
	return api.SetUsageLimits200JSONResponse(out), nil
}

// tenantAfter is the tenant as what is done leaves it, with what it has used this month.
func (s *Server) tenantAfter(ctx context.Context, do func(*tenant.Tx) (db.Tenant, error)) (out api.Tenant, err error) {
	now := s.Clock.Now()
	err = s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error {
		row, err := do(tx)
		if err != nil {
			return err
		}
		used, err := tx.ListUsage(ctx, dispatch.Month(now))
		out = tenantOf(row, used, now)
		return err
	})
	return out, err
}

// terms adds to a change of the tenant what its sends have to obey. It fails when its hours cannot be
// obeyed.
func (s *Server) terms(body api.TenantChange, change *db.UpdateTenantParams) error {
	if body.FrequencyCaps != nil {
		change.FrequencyCaps = encoded(*body.FrequencyCaps)
	}
	if body.ContactHours == nil {
		return nil
	}
	var hours dispatch.Schedule
	change.ContactHours = encoded(*body.ContactHours)
	decode(change.ContactHours, &hours)
	return hours.Check(s.Campaigns.Legal, s.Clock.Now())
}

// usageOf is what a tenant has used of each channel's quota in the month of an instant.
func usageOf(limits json.RawMessage, rows []db.ListUsageRow, now time.Time) api.CurrentUsage {
	var most api.UsageLimits
	decode(limits, &most)
	used := map[string]int64{}
	for _, r := range rows {
		used[r.Channel] = r.Used
	}
	of := func(channel string, limit *int64) api.ChannelUsage {
		return api.ChannelUsage{Used: used[channel], Limit: orNull(limit), ResetsAt: dispatch.NextMonth(now)}
	}
	return api.CurrentUsage{
		Sms: of("sms", most.Sms), Whatsapp: of("whatsapp", most.Whatsapp), Email: of("email", most.Email), Voice: of("voice", most.Voice),
	}
}
