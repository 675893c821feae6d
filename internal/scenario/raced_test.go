package scenario_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"

	"github.com/carillonhq/carillon/internal/dbtest"
)

func TestFiftyStartsOfOneCampaignHaveOneEffect(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *options) { o.brevo.Quiet = true })
	r.record()
	c := r.as("bluebird-operator")
	r.unhurried(r.connect("bluebird-admin", "bluebird", client.ProviderBrevo))
	r.work()
	const audience = 200
	draft := textCampaign(r.audience("bluebird", audience, numbered))
	id := must[*client.CreateCampaignResponse](t, 201)(c.CreateCampaignWithResponse(context.Background(), nil, draft)).JSON201.ID

	var starts sync.WaitGroup
	for range 50 {
		starts.Go(func() { r.command(c, "start", id) })
	}
	starts.Wait()
	s := r.finished(c, id, 20*time.Second)
	r.quiet(10 * time.Second)

	if s.AudienceSize != audience || s.ByState["completed"] != audience || r.out.Brevo.Counts().Total != audience {
		t.Errorf("account: %+v; the provider has %d", s, r.out.Brevo.Counts().Total)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM "+dbtest.Facts+" WHERE object_id = $1 AND type = 'campaign.started'", id); n != 1 {
		t.Errorf("the start was announced %d times", n)
	}
	r.audit()
}

// races are commands that meet on one campaign, after those that bring it there.
var races = []struct{ before, at []string }{
	{nil, []string{"start", "pause"}},
	{nil, []string{"start", "cancel"}},
	{nil, []string{"start", "pause", "resume", "cancel"}},
	{[]string{"start"}, []string{"pause", "cancel"}},
	{[]string{"start"}, []string{"pause", "resume"}},
	{[]string{"start", "pause"}, []string{"resume", "cancel"}},
	{[]string{"start", "pause"}, []string{"resume", "pause", "start"}},
}

func TestCommandsThatMeetLeaveLegalCampaigns(t *testing.T) {
	t.Parallel()
	const at = 12
	campaigns, seed := size(t, "meetings"), seedOf(t)
	r := newRig(t, func(o *options) { o.brevo.Quiet = true })
	r.record()
	c := r.as("bluebird-operator")
	r.unhurried(r.connect("bluebird-admin", "bluebird", client.ProviderBrevo))
	list := r.audience("bluebird", 5, numbered)
	r.work()

	ids := make(chan uuid.UUID, campaigns)
	var meetings sync.WaitGroup
	for worker := range at {
		dice := rand.New(rand.NewPCG(seed, uint64(worker)))
		meetings.Go(func() {
			for n := worker; n < campaigns; n += at {
				ids <- r.meet(c, list, dice)
			}
		})
	}
	meetings.Wait()
	close(ids)
	r.quiet(30 * time.Second)

	for id := range ids { // whoever was left waiting goes on
		r.command(c, "start", id)
		r.command(c, "resume", id)
	}
	r.quiet(30 * time.Second)
	if n := r.db.Int(t, "SELECT count(*) FROM campaigns WHERE finished_at IS NULL OR status NOT IN ('completed', 'cancelled')"); n != 0 {
		t.Errorf("%d campaigns did not come to an end", n)
	}
	if ids := r.texts("SELECT object_id::text FROM " + dbtest.Facts + " WHERE type = 'campaign.started' GROUP BY 1 HAVING count(*) > 1"); len(ids) > 0 {
		t.Errorf("campaigns announced as started more than once: %v", ids)
	}
	r.publish("chaos-meetings.txt", fmt.Sprintf("seed %d, %d meetings; ends: %v\n", seed, campaigns, r.texts("SELECT status || ' ' || count(*) FROM campaigns GROUP BY status ORDER BY 1")))
	r.audit()
}

// meet makes a campaign and lets the commands of one race loose on it, each after a moment.
func (r *rig) meet(c *client.ClientWithResponses, list uuid.UUID, dice *rand.Rand) uuid.UUID {
	made, err := c.CreateCampaignWithResponse(context.Background(), nil, textCampaign(list))
	if err != nil || made.JSON201 == nil {
		r.t.Errorf("no campaign: %v %s", err, bodyOf(made))
		return uuid.Nil
	}
	race := races[dice.IntN(len(races))]
	for _, command := range race.before {
		r.command(c, command, made.JSON201.ID)
	}
	var running sync.WaitGroup
	for _, command := range race.at {
		pause := time.Duration(dice.IntN(30)) * time.Millisecond
		running.Go(func() {
			time.Sleep(pause)
			r.command(c, command, made.JSON201.ID)
		})
	}
	running.Wait()
	return made.JSON201.ID
}

// command moves a campaign. It may come at the wrong moment, but must not fail.
func (r *rig) command(c *client.ClientWithResponses, name string, id uuid.UUID) {
	ctx := context.Background()
	var answer interface{ StatusCode() int }
	var err error
	switch name {
	case "start":
		answer, err = c.StartCampaignWithResponse(ctx, id, nil)
	case "pause":
		answer, err = c.PauseCampaignWithResponse(ctx, id, nil)
	case "resume":
		answer, err = c.ResumeCampaignWithResponse(ctx, id, nil)
	case "cancel":
		answer, err = c.CancelCampaignWithResponse(ctx, id, nil)
	}
	if err != nil || answer.StatusCode() != 200 && answer.StatusCode() != 409 {
		r.t.Errorf("%s: %v %+v", name, err, answer)
	}
}
