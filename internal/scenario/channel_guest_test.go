package scenario_test

import (
	"context"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
)

// guest is a lead of a story. An empty zone is left to the telephone number.
type guest struct{ phone, email, zone string }

// phones are n numbers of one country code with the fate that their last six digits choose; an
// empty fate is to be reached.
func phones(country, fate string, n int) []guest {
	list := make([]guest, n)
	for i := range list {
		ending := fate
		if fate == "" {
			ending = fmt.Sprintf("%06d", 100000+i)
		}
		list[i] = guest{phone: fmt.Sprintf("+%s%03d%s", country, i, ending), zone: "UTC"}
	}
	return list
}

// emails are n addresses with the fate that their local part chooses.
func emails(fate string, n int) []guest {
	list := make([]guest, n)
	for i := range list {
		list[i] = guest{email: fmt.Sprintf("%s+%d@example.com", fate, i), zone: "UTC"}
	}
	return list
}

// invite makes the guests leads of bluebird, in a list of their own.
func (r *rig) invite(parties ...[]guest) uuid.UUID {
	r.t.Helper()
	id := uuid.Must(uuid.NewV7())
	r.db.Exec(r.t, "INSERT INTO lead_lists (tenant_id, id, name, kind) VALUES ($1, $2, $3, 'static')", devstack.ID("bluebird"), id, id.String())
	var numbers, addresses, zones []string
	for _, party := range parties {
		for _, g := range party {
			numbers, addresses, zones = append(numbers, g.phone), append(addresses, g.email), append(zones, g.zone)
		}
	}
	r.db.Exec(r.t, `
		WITH made AS (
			INSERT INTO leads (tenant_id, id, phone, email, email_key, timezone, first_name)
			SELECT $1, gen_random_uuid(), nullif(p, ''), nullif(e, ''), nullif(e, ''), nullif(z, ''), 'Ada'
			FROM unnest($3::text[], $4::text[], $5::text[]) AS g (p, e, z) RETURNING id)
		INSERT INTO lead_list_members (tenant_id, list_id, lead_id) SELECT $1, $2, id FROM made`,
		devstack.ID("bluebird"), id, numbers, addresses, zones)
	return id
}

// ends fails the test unless a campaign's targets ended so: "state reason" by number.
func (r *rig) ends(c *client.ClientWithResponses, id uuid.UUID, want map[string]int) {
	r.t.Helper()
	got := map[string]int{}
	var cursor *string
	for more := true; more; {
		page := must[*client.ListCampaignTargetsResponse](r.t, 200)(c.ListCampaignTargetsWithResponse(context.Background(), id,
			&client.ListCampaignTargetsParams{Limit: new(200), Cursor: cursor})).JSON200
		for _, t := range page.Data {
			end := t.Status
			if reason, err := t.Reason.Get(); err == nil {
				end += " " + reason
			}
			got[end]++
		}
		if more = page.HasMore; more {
			cursor = new(page.NextCursor.MustGet())
		}
	}
	if !maps.Equal(got, want) {
		r.t.Errorf("the targets ended %v, wanted %v", got, want)
	}
}

// suppressed counts bluebird's suppressed addresses on a channel by reason.
func (r *rig) suppressed(channel string) map[string]int {
	r.t.Helper()
	found := map[string]int{}
	for _, reason := range []string{"unsubscribed", "hard_bounced", "complained", "blocked", "invalid", "manual"} {
		n := r.db.Int(r.t, "SELECT count(*) FROM suppressions WHERE tenant_id = $1 AND channel = $2 AND reason = $3", devstack.ID("bluebird"), channel, reason)
		if n > 0 {
			found[reason] = n
		}
	}
	return found
}

// hurried is business time from an instant of the story's choice, so many times as fast as ours.
type hurried struct {
	began  time.Time // our time
	at     time.Time // business
	factor float64
}

// Now implements clock.Clock.
func (h hurried) Now() time.Time { return h.business(time.Now()) }

// business is the business time of an instant of ours.
func (h hurried) business(instant time.Time) time.Time {
	return h.at.Add(time.Duration(float64(instant.Sub(h.began)) * h.factor)).UTC()
}

// hurry runs a story from an instant on at so many times our speed.
func hurry(at time.Time, factor float64) hurried { return hurried{time.Now(), at, factor} }

// deliveredCampaign is one in which delivery counts, and that says no more than its author does.
func deliveredCampaign(channel client.Channel, list uuid.UUID) client.NewCampaign {
	return client.NewCampaign{
		Name: "Story", Channel: channel, LeadListID: list, CompleteOn: new(client.CompleteOnDelivered), Purpose: new(client.PurposeTransactional),
		MessageContent: client.MessageContent{Subject: new("Hello"), Body: new("Hello, {{ lead.first_name }}")},
	}
}

func equal[K comparable, V comparable](t *testing.T, what string, got, want map[K]V) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Errorf("%s: %v, wanted %v", what, got, want)
	}
}
