package server

import (
	"bytes"
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
)

const (
	farewell = "end"                  // the id of the last that is told of a campaign
	rest     = 500 * time.Millisecond // between looks at a campaign, at the least
)

// StreamCampaign answers with the account of a campaign as it changes, until the campaign's end.
func (s *Server) StreamCampaign(ctx context.Context, r api.StreamCampaignRequestObject) (api.StreamCampaignResponseObject, error) {
	read := s.DB.Read(actor(ctx))
	c, err := read.GetCampaign(ctx, r.CampaignID)
	if err != nil {
		return nil, err
	}
	if c.FinishedAt != nil && or(r.Params.LastEventID, "") == farewell {
		return api.StreamCampaign204Response{}, nil
	}
	return s.stream(ctx, &accountFeed{read: read, id: c.ID}), nil
}

// accountFeed tells the state and the account of a campaign whenever they have changed.
type accountFeed struct {
	read         *db.Queries
	id           uuid.UUID
	state, stats []byte    // as they were told
	rested       time.Time // when it may look again
}

// tell implements feed. It looks twice a second at the most, and rests four times as long as looking takes.
func (f *accountFeed) tell(ctx context.Context, _ int64, out *wire) (course, error) {
	select {
	case <-ctx.Done():
		return over, ctx.Err()
	case <-time.After(time.Until(f.rested)):
	}
	began := time.Now()
	c, err := f.read.GetCampaign(ctx, f.id)
	if err != nil {
		return over, err
	}
	stats, err := statsOf(ctx, f.read, c)
	if err != nil {
		return over, err
	}
	f.rested = time.Now().Add(max(rest, 4*time.Since(began)))
	return f.changed(c, stats, out)
}

// changed sends what is not as it was told before; at the campaign's end, the account in any case.
func (f *accountFeed) changed(c db.Campaign, account api.CampaignStats, out *wire) (course, error) {
	state := encoded(api.CampaignState{CampaignID: c.ID, Status: c.Status, StatusReason: orNull(c.StatusReason)})
	stats := encoded(account)
	sameState, sameStats := bytes.Equal(state, f.state), bytes.Equal(stats, f.stats)
	f.state, f.stats = state, stats
	if !sameState {
		out.add("", "state", state)
	}
	if c.FinishedAt != nil {
		out.add(farewell, "stats", stats)
		return over, out.flush()
	}
	if !sameStats {
		out.add("", "stats", stats)
	}
	return waits, out.flush()
}

// mark implements feed: wherever a stream is opened again, it begins with how things stand.
func (f *accountFeed) mark() string { return "" }
