package campaign

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/gsm"
	"github.com/carillonhq/carillon/internal/tenant"
)

const (
	previewExamined = 1000
	previewSamples  = 10
)

// Preview is what a start would do now.
type Preview struct {
	Audience    int64
	Examined    int
	ByAction    map[string]int64
	ByReason    map[string]int64
	First, Last time.Time // of the first sends among the examined; zero when there is none
	Samples     []Sample
}

// Sample is one lead as the campaign would treat it.
type Sample struct {
	LeadID    uuid.UUID
	Recipient string
	Zones     []string
	Verdict   dispatch.Verdict
	Message   *content.Content // nil when it cannot be written
	Size      *gsm.Size        // of a text; nil on other channels
}

// Preview runs the dispatcher's own decision on the first leads of the list. Nothing is stored.
func (r *Room) Preview(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (*Preview, error) {
	c, err := tx.GetCampaign(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.Content, err = words(ctx, tx, c); err != nil {
		return nil, err
	}
	plan, err := dispatch.PlanFor(ctx, tx, c, r.Legal)
	if err != nil {
		return nil, err
	}
	q, err := queryOf(ctx, tx, c)
	if err != nil {
		return nil, err
	}
	p := &Preview{ByAction: map[string]int64{}, ByReason: map[string]int64{}}
	if p.Audience, err = q.Count(ctx, tx); err != nil {
		return nil, err
	}
	leads, err := q.ByID(ctx, tx, uuid.Nil, previewExamined)
	if err != nil {
		return nil, err
	}
	known, err := standingOf(ctx, tx, c.Channel, leads)
	if err != nil {
		return nil, err
	}
	now := r.Clock.Now()
	met, err := plan.Met(ctx, tx, idsOf(leads), now)
	if err != nil {
		return nil, err
	}
	left, err := plan.Left(ctx, tx, now)
	if err != nil {
		return nil, err
	}
	for _, l := range leads {
		_, key := dispatch.AddressOf(l, c.Channel)
		f := dispatch.Facts{Contacts: met[l.ID], Suppressed: known.suppressed[key], InReview: known.inReview[key]}
		if p.ByAction[string(dispatch.Send)] >= left {
			f.Refilled = dispatch.NextMonth(now)
		}
		p.add(sample(plan, l, f, now), now)
	}
	return p, nil
}

func idsOf(leads []db.Lead) []uuid.UUID {
	ids := make([]uuid.UUID, len(leads))
	for i, l := range leads {
		ids[i] = l.ID
	}
	return ids
}

// standing is which addresses are not to be contacted now: the suppressed, with the reason, and those in
// review.
type standing struct {
	suppressed map[string]string
	inReview   map[string]bool
}

func standingOf(ctx context.Context, tx *tenant.Tx, channel string, leads []db.Lead) (standing, error) {
	var keys []string
	for _, l := range leads {
		if _, key := dispatch.AddressOf(l, channel); key != "" {
			keys = append(keys, key)
		}
	}
	known := standing{map[string]string{}, map[string]bool{}}
	rows, err := tx.ListSuppressed(ctx, channel, keys)
	if err != nil {
		return known, err
	}
	for _, s := range rows {
		known.suppressed[s.AddressKey] = s.Reason
	}
	doubted, err := tx.ListInReview(ctx, channel, keys)
	for _, key := range doubted {
		known.inReview[key] = true
	}
	return known, err
}

// sample is a lead with what is known of it, as the campaign would treat it.
func sample(plan *dispatch.Plan, l db.Lead, f dispatch.Facts, now time.Time) Sample {
	address, _ := dispatch.AddressOf(l, plan.Campaign.Channel)
	s := Sample{LeadID: l.ID, Recipient: address, Zones: dispatch.ZonesOf(l, plan.Campaign.Timezone)}
	begin := now
	if plan.Policy.StartAt.After(now) {
		begin = plan.Policy.StartAt
	}
	f.Recipient, f.Zones, f.Missing = address, dispatch.Zones(s.Zones), plan.Missing(dispatch.PersonOf(l))
	f.ExpiresAt = begin.Add(time.Duration(plan.Campaign.ExpiresAfterHours) * time.Hour)
	s.Verdict = dispatch.Decide(f, plan.Policy, now)
	if said, err := plan.Template.Render(dispatch.PersonOf(l)); err == nil {
		s.Message = &said
		if plan.Campaign.Channel == string(channel.SMS) {
			s.Size = new(gsm.Measure(said.Body))
		}
	}
	return s
}

func (p *Preview) add(s Sample, now time.Time) {
	p.Examined++
	p.ByAction[string(s.Verdict.Action)]++
	if s.Verdict.Reason != "" {
		p.ByReason[s.Verdict.Reason]++
	}
	if len(p.Samples) < previewSamples {
		p.Samples = append(p.Samples, s)
	}
	at := s.Verdict.Until
	switch s.Verdict.Action {
	case dispatch.Send:
		at = now
	case dispatch.Skip, dispatch.Expire:
		return
	}
	if p.First.IsZero() || at.Before(p.First) {
		p.First = at
	}
	if at.After(p.Last) {
		p.Last = at
	}
}

// Explain says what the dispatcher would decide on a pending target now.
func (r *Room) Explain(ctx context.Context, tx *tenant.Tx, t db.Target) (dispatch.Verdict, error) {
	c, err := tx.GetCampaign(ctx, t.CampaignID)
	if err != nil {
		return dispatch.Verdict{}, err
	}
	plan, err := dispatch.PlanFor(ctx, tx, c, r.Legal)
	if err != nil {
		return dispatch.Verdict{}, err
	}
	rows, err := tx.ListSuppressed(ctx, c.Channel, []string{t.RecipientKey})
	if err != nil {
		return dispatch.Verdict{}, err
	}
	f := dispatch.Facts{Spent: int(t.Spent), ExpiresAt: t.ExpiresAt, Zones: dispatch.Zones(t.Zones)}
	if t.Recipient != nil {
		f.Recipient = *t.Recipient
	}
	if len(rows) > 0 {
		f.Suppressed = rows[0].Reason
	}
	if f.InReview, err = dispatch.InReview(ctx, tx, c.Channel, t.RecipientKey); err != nil {
		return dispatch.Verdict{}, err
	}
	l, err := tx.GetLead(ctx, t.LeadID)
	if err != nil && !tenant.IsNone(err) {
		return dispatch.Verdict{}, err
	}
	f.Deleted, f.Missing = err != nil, plan.Missing(dispatch.PersonOf(l))
	now := r.Clock.Now()
	met, err := plan.Met(ctx, tx, []uuid.UUID{t.LeadID}, now)
	if err != nil {
		return dispatch.Verdict{}, err
	}
	left, err := plan.Left(ctx, tx, now)
	if left <= 0 {
		f.Refilled = dispatch.NextMonth(now)
	}
	f.Contacts = met[t.LeadID]
	return dispatch.Decide(f, plan.Policy, now), err
}
