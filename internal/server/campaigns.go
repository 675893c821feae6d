package server

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/campaign"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListCampaigns answers with a page of campaigns.
func (s *Server) ListCampaigns(ctx context.Context, r api.ListCampaignsRequestObject) (api.ListCampaignsResponseObject, error) {
	who := actor(ctx)
	statuses, channels := campaign.States, []string{"sms", "whatsapp", "email", "voice"}
	if len(r.Params.Status) > 0 {
		statuses = each(r.Params.Status, func(s api.CampaignStatus) string { return string(s) })
	}
	if r.Params.Channel != nil {
		channels = []string{string(*r.Params.Channel)}
	}
	p, err := s.pager(ctx, "campaigns", r.Params.Limit, r.Params.Cursor, []any{statuses, channels})
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListCampaigns(ctx, db.ListCampaignsParams{
		BeforeAt: p.start.At, BeforeID: p.start.ID, Statuses: statuses, Channels: channels, Page: p.fetch(),
	})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(c db.Campaign) position { return position{At: c.CreatedAt, ID: c.ID} })
	if err != nil {
		return nil, err
	}
	data := make([]api.Campaign, len(rows))
	for i, row := range rows {
		if data[i], err = s.campaignOf(ctx, row); err != nil {
			return nil, err
		}
	}
	return api.ListCampaigns200JSONResponse{Data: data, HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateCampaign drafts a campaign.
func (s *Server) CreateCampaign(ctx context.Context, r api.CreateCampaignRequestObject) (api.CreateCampaignResponseObject, error) {
	b := r.Body
	draft := db.Campaign{
		Name: b.Name, Channel: string(b.Channel), ListID: &b.LeadListID, ConnectionID: b.ConnectionID, StartAt: b.StartDatetime,
		Timezone: or(b.Timezone, "UTC"), Content: encoded(b.MessageContent), Retry: encoded(or(b.RetryStrategy, api.RetryStrategy{})),
		Schedule: encoded(or(b.Schedule, api.Schedule{})), Purpose: string(or(b.Purpose, api.PurposeMarketing)),
		CompleteOn:    string(or(b.CompleteOn, api.CompleteOnAccepted)),
		UnknownPolicy: string(or(b.UnknownPolicy, api.UnknownPolicyHold)), ExpiresAfterHours: int32(or(b.ExpiresAfterHours, 72)),
	}
	row, err := s.moved(ctx, func(tx *tenant.Tx) (db.Campaign, error) { return s.Campaigns.Create(ctx, tx, draft) })
	if err != nil {
		return nil, err
	}
	return api.CreateCampaign201JSONResponse{
		Body: row, Headers: api.CreateCampaign201ResponseHeaders{Location: new("/api/v1/campaigns/" + row.ID.String())},
	}, nil
}

// GetCampaign answers with one campaign.
func (s *Server) GetCampaign(ctx context.Context, r api.GetCampaignRequestObject) (api.GetCampaignResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetCampaign(ctx, r.CampaignID)
	if err != nil {
		return nil, err
	}
	out, err := s.campaignOf(ctx, row)
	if err != nil {
		return nil, err
	}
	return api.GetCampaign200JSONResponse(out), nil
}

// UpdateCampaign applies a merge patch to a draft.
func (s *Server) UpdateCampaign(ctx context.Context, r api.UpdateCampaignRequestObject) (api.UpdateCampaignResponseObject, error) {
	b := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	edit := func(c *db.Campaign) {
		c.Name, c.Timezone = or(b.Name, c.Name), or(b.Timezone, c.Timezone)
		c.ListID = either(b.LeadListID, c.ListID)
		patch(b.ConnectionID, &c.ConnectionID)
		patch(b.StartDatetime, &c.StartAt)
		if b.MessageContent != nil {
			c.Content = encoded(b.MessageContent)
		}
		if b.RetryStrategy != nil {
			c.Retry = encoded(b.RetryStrategy)
		}
		if b.Schedule != nil {
			c.Schedule = encoded(b.Schedule)
		}
		c.Purpose = string(or(b.Purpose, api.Purpose(c.Purpose)))
		c.CompleteOn = string(or(b.CompleteOn, api.CompleteOn(c.CompleteOn)))
		c.UnknownPolicy = string(or(b.UnknownPolicy, api.UnknownPolicy(c.UnknownPolicy)))
		c.ExpiresAfterHours = int32(or(b.ExpiresAfterHours, int(c.ExpiresAfterHours)))
	}
	row, err := s.moved(ctx, func(tx *tenant.Tx) (db.Campaign, error) { return s.Campaigns.Change(ctx, tx, r.CampaignID, edit) })
	if err != nil {
		return nil, err
	}
	return api.UpdateCampaign200JSONResponse(row), nil
}

// StartCampaign starts or schedules a draft.
func (s *Server) StartCampaign(ctx context.Context, r api.StartCampaignRequestObject) (api.StartCampaignResponseObject, error) {
	row, err := s.moved(ctx, s.verb(ctx, s.Campaigns.Start, r.CampaignID))
	if err != nil {
		return nil, err
	}
	return api.StartCampaign200JSONResponse(row), nil
}

// PauseCampaign pauses a campaign.
func (s *Server) PauseCampaign(ctx context.Context, r api.PauseCampaignRequestObject) (api.PauseCampaignResponseObject, error) {
	row, err := s.moved(ctx, s.verb(ctx, s.Campaigns.Pause, r.CampaignID))
	if err != nil {
		return nil, err
	}
	return api.PauseCampaign200JSONResponse(row), nil
}

// ResumeCampaign lets a paused campaign go on.
func (s *Server) ResumeCampaign(ctx context.Context, r api.ResumeCampaignRequestObject) (api.ResumeCampaignResponseObject, error) {
	row, err := s.moved(ctx, s.verb(ctx, s.Campaigns.Resume, r.CampaignID))
	if err != nil {
		return nil, err
	}
	return api.ResumeCampaign200JSONResponse(row), nil
}

// CancelCampaign ends a campaign.
func (s *Server) CancelCampaign(ctx context.Context, r api.CancelCampaignRequestObject) (api.CancelCampaignResponseObject, error) {
	row, err := s.moved(ctx, s.verb(ctx, s.Campaigns.Cancel, r.CampaignID))
	if err != nil {
		return nil, err
	}
	return api.CancelCampaign200JSONResponse(row), nil
}

type verb func(context.Context, *tenant.Tx, uuid.UUID) (db.Campaign, error)

func (s *Server) verb(ctx context.Context, do verb, id uuid.UUID) func(*tenant.Tx) (db.Campaign, error) {
	return func(tx *tenant.Tx) (db.Campaign, error) { return do(ctx, tx, id) }
}

// moved runs a change of one campaign and reads what became of it.
func (s *Server) moved(ctx context.Context, change func(*tenant.Tx) (db.Campaign, error)) (api.Campaign, error) {
	var row db.Campaign
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = change(tx)
		return err
	})
	if err != nil {
		return api.Campaign{}, err
	}
	return s.campaignOf(ctx, row)
}

// campaignOf is a campaign with its present counts.
func (s *Server) campaignOf(ctx context.Context, c db.Campaign) (api.Campaign, error) {
	out := api.Campaign{
		ID: c.ID, Name: c.Name, Channel: c.Channel, LeadListID: *c.ListID, ConnectionID: orNull(c.ConnectionID),
		StartDatetime: moment(c.StartAt), Timezone: c.Timezone, Purpose: c.Purpose, CompleteOn: c.CompleteOn, UnknownPolicy: c.UnknownPolicy,
		ExpiresAfterHours: int(c.ExpiresAfterHours), Status: c.Status, StatusReason: orNull(c.StatusReason),
		StartedAt: moment(c.StartedAt), FinishedAt: moment(c.FinishedAt),
		Version: int(c.Version), CreatedAt: c.CreatedAt.UTC(), UpdatedAt: c.UpdatedAt.UTC(),
	}
	decode(c.Content, &out.MessageContent)
	decode(c.Retry, &out.RetryStrategy)
	decode(c.Schedule, &out.Schedule)
	if c.StartedAt == nil {
		return out, nil
	}
	read := s.DB.Read(actor(ctx))
	open, err := read.CountOpenAttempts(ctx, c.ID)
	if err != nil {
		return out, err
	}
	out.InFlight, out.Unknown = open.Sending, open.Unknown
	out.AudienceSize, err = read.CountAudience(ctx, c.ID)
	return out, err
}
