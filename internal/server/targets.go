package server

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/campaign"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/tenant"
)

// PreviewCampaign shows what a start would do.
func (s *Server) PreviewCampaign(ctx context.Context, r api.PreviewCampaignRequestObject) (api.PreviewCampaignResponseObject, error) {
	var p *campaign.Preview
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		p, err = s.Campaigns.Preview(ctx, tx, r.CampaignID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.PreviewCampaign200JSONResponse{
		Audience: p.Audience, Examined: p.Examined, ByAction: p.ByAction, ByReason: p.ByReason,
		FirstSendAt: instant(p.First), LastSendAt: instant(p.Last), Samples: each(p.Samples, sampleOf),
	}, nil
}

func sampleOf(s campaign.Sample) api.PreviewSample {
	out := api.PreviewSample{
		LeadID: s.LeadID, Recipient: nullable.NewNullNullable[string](), Zones: s.Zones,
		Decision: decisionOf(s.Verdict), Message: nullable.NewNullNullable[api.WrittenMessage](), Sms: sizeOf(s.Size),
	}
	if s.Recipient != "" {
		out.Recipient = nullable.NewNullableWithValue(s.Recipient)
	}
	if s.Message != nil {
		var said api.WrittenMessage
		decode(encoded(s.Message), &said)
		out.Message = nullable.NewNullableWithValue(said)
	}
	return out
}

// GetCampaignStats answers with the account of a campaign.
func (s *Server) GetCampaignStats(ctx context.Context, r api.GetCampaignStatsRequestObject) (api.GetCampaignStatsResponseObject, error) {
	read := s.DB.Read(actor(ctx))
	c, err := read.GetCampaign(ctx, r.CampaignID)
	if err != nil {
		return nil, err
	}
	stats, err := statsOf(ctx, read, c)
	if err != nil {
		return nil, err
	}
	return api.GetCampaignStats200JSONResponse(stats), nil
}

// statsOf is the account of a campaign. What was counted is not older than the state that was read.
func statsOf(ctx context.Context, read *db.Queries, c db.Campaign) (api.CampaignStats, error) {
	counts, err := read.CountTargets(ctx, c.ID)
	if err != nil {
		return api.CampaignStats{}, err
	}
	attempts, err := read.CountAttempts(ctx, c.ID)
	if err != nil {
		return api.CampaignStats{}, err
	}
	due, err := read.NextDue(ctx, c.ID)
	if err != nil && !errors.Is(err, tenant.ErrNotFound) {
		return api.CampaignStats{}, err
	}
	out := api.CampaignStats{
		CampaignID: c.ID, Status: c.Status, NextDueAt: moment(due), StartedAt: moment(c.StartedAt), FinishedAt: moment(c.FinishedAt),
		ByState: map[string]int64{}, ByReason: map[string]int64{}, ByHold: map[string]int64{}, ByDelivery: map[string]int64{}, Attempts: map[string]int64{},
	}
	for _, n := range counts {
		out.AudienceSize += n.N
		out.ByState[n.Status] += n.N
		out.ByDelivery[n.Delivery] += n.N
		if n.Reason != "" {
			out.ByReason[n.Reason] += n.N
		}
		if n.Hold != "" {
			out.ByHold[n.Hold] += n.N
		}
	}
	for _, n := range attempts {
		out.Attempts[n.State] = n.N
	}
	return out, nil
}

// ListCampaignTargets answers with a page of a campaign's recipients.
func (s *Server) ListCampaignTargets(ctx context.Context, r api.ListCampaignTargetsRequestObject) (api.ListCampaignTargetsResponseObject, error) {
	who := actor(ctx)
	statuses := dispatch.States
	if len(r.Params.Status) > 0 {
		statuses = each(r.Params.Status, func(s api.TargetStatus) string { return string(s) })
	}
	lead := or(r.Params.LeadID, uuid.Nil)
	p, err := s.pager(ctx, "targets", r.Params.Limit, r.Params.Cursor, []any{r.CampaignID, statuses, lead})
	if err != nil {
		return nil, err
	}
	read := s.DB.Read(who)
	if _, err := read.GetCampaign(ctx, r.CampaignID); err != nil {
		return nil, err
	}
	rows, err := read.ListTargets(ctx, db.ListTargetsParams{CampaignID: r.CampaignID, AfterKey: p.start.Key, Statuses: statuses, LeadID: lead, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(t db.Target) position { return position{Key: t.RecipientKey} })
	if err != nil {
		return nil, err
	}
	return api.ListCampaignTargets200JSONResponse{Data: each(rows, targetOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// GetTargetTimeline answers with all that happened to a recipient and what would be decided now.
func (s *Server) GetTargetTimeline(ctx context.Context, r api.GetTargetTimelineRequestObject) (api.GetTargetTimelineResponseObject, error) {
	out := api.GetTargetTimeline200JSONResponse{Now: nullable.NewNullNullable[api.Decision](), Entries: []api.TimelineEntry{}}
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error {
		if _, err := tx.GetCampaign(ctx, r.CampaignID); err != nil {
			return err
		}
		t, err := tx.GetTarget(ctx, r.CampaignID, r.TargetID)
		if err != nil {
			return err
		}
		out.Target = targetOf(t)
		if t.Status == dispatch.Pending {
			v, err := s.Campaigns.Explain(ctx, tx, t)
			if err != nil {
				return err
			}
			out.Now = nullable.NewNullableWithValue(decisionOf(v))
		}
		attempts, err := tx.ListAttemptsOf(ctx, t.ID)
		if err != nil {
			return err
		}
		notes, err := tx.ListNotesOf(ctx, t.ID)
		out.Entries = entries(attempts, notes)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// entries puts attempts and notes in the order of time.
func entries(attempts []db.Attempt, notes []db.TargetNote) []api.TimelineEntry {
	out := []api.TimelineEntry{}
	for _, a := range attempts {
		out = append(out, attemptEntries(a)...)
	}
	for _, n := range notes {
		out = append(out, noteEntry(n))
	}
	slices.SortStableFunc(out, func(a, b api.TimelineEntry) int { return a.At.Compare(b.At) })
	return out
}

func attemptEntries(a db.Attempt) []api.TimelineEntry {
	shown := attemptOf(a)
	v := dispatch.Verdict{Action: dispatch.Send}
	decode(a.Trace, &v.Trace)
	decision := decisionOf(v)
	made := []api.TimelineEntry{{
		At: a.CreatedAt.UTC(), Kind: "attempt", Summary: "A request to the provider was promised.", Attempt: &shown, Decision: &decision,
	}}
	if a.SettledAt != nil {
		made = append(made, api.TimelineEntry{At: a.SettledAt.UTC(), Kind: "answer", Summary: "The request was settled: " + a.State + ".", Attempt: &shown})
	}
	return made
}

func noteEntry(n db.TargetNote) api.TimelineEntry {
	e := api.TimelineEntry{At: n.At.UTC(), Kind: n.Kind}
	if n.Kind == "decision" {
		var v dispatch.Verdict
		decode(n.Body, &v)
		decision := decisionOf(v)
		e.Decision, e.Summary = &decision, "Decided: "+string(v.Action)+", "+v.Reason+"."
		return e
	}
	var report struct{ Kind, Outcome string }
	decode(n.Body, &report)
	e.Report, e.Summary = &report.Kind, "The provider reported: "+report.Kind+"."
	return e
}

func attemptOf(a db.Attempt) api.Attempt {
	out := api.Attempt{
		ID: a.ID, Number: int(a.Number), State: a.State, ProviderMessageID: orNull(a.ProviderMessageID), HTTPStatus: nullable.NewNullNullable[int](),
		Error: orNull(a.Error), ResolvedBy: orNull(a.ResolvedBy), CreatedAt: a.CreatedAt.UTC(), SettledAt: moment(a.SettledAt),
	}
	if a.HttpStatus != nil {
		out.HTTPStatus = nullable.NewNullableWithValue(int(*a.HttpStatus))
	}
	return out
}

func decisionOf(v dispatch.Verdict) api.Decision {
	d := api.Decision{Action: string(v.Action), Reason: nullable.NewNullNullable[string](), Until: instant(v.Until), Trace: []api.DecisionStep{}}
	if v.Reason != "" {
		d.Reason = nullable.NewNullableWithValue(v.Reason)
	}
	for _, step := range v.Trace {
		d.Trace = append(d.Trace, api.DecisionStep{Rule: step.Rule, Input: step.Input, Result: step.Result})
	}
	return d
}

func targetOf(t db.Target) api.Target {
	return api.Target{
		ID: t.ID, CampaignID: t.CampaignID, LeadID: t.LeadID, Recipient: orNull(t.Recipient), Zones: t.Zones, Status: t.Status,
		Reason: orNull(t.Reason), Hold: orNull(t.Hold), DueAt: moment(t.DueAt), ExpiresAt: t.ExpiresAt.UTC(), Attempts: int(t.Spent),
		Delivery: t.Delivery, Flags: t.Flags, Outcome: orNull(t.Outcome), UpdatedAt: t.UpdatedAt.UTC(),
	}
}

// instant is a time as the contract's nullable one; the zero time is null.
func instant(t time.Time) nullable.Nullable[time.Time] {
	if t.IsZero() {
		return nullable.NewNullNullable[time.Time]()
	}
	return nullable.NewNullableWithValue(t.UTC())
}

// moment is instant for a column that may be null.
func moment(t *time.Time) nullable.Nullable[time.Time] {
	if t == nil {
		return nullable.NewNullNullable[time.Time]()
	}
	return nullable.NewNullableWithValue(t.UTC())
}
