package scenario_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// held is a campaign that reaches nobody before two days are over.
func held(list uuid.UUID, now time.Time) client.NewCampaign {
	today := (int(now.Weekday()) + 6) % 7
	draft := deliveredCampaign(client.ChannelSms, list)
	draft.ExpiresAfterHours = new(400)
	draft.Schedule = &client.Schedule{DaysAllowed: []int{(today + 2) % 7, (today + 3) % 7, (today + 4) % 7}}
	return draft
}

func TestMergedLeadsAreOneWithTheHistoryOfBoth(t *testing.T) {
	t.Parallel()
	d := &dial{}
	r, conn, list := chatting(t, func(o *options) { o.clock = d })
	c, operator, ctx := r.as("bluebird-operator"), r.bearer("bluebird-operator"), t.Context()
	id := func(phone string) uuid.UUID {
		return must[*client.ListLeadsResponse](t, 200)(c.ListLeadsWithResponse(ctx, &client.ListLeadsParams{Q: &phone})).JSON200.Data[0].ID
	}
	kept, from := id(ada), id(ben)
	alone := r.list("bluebird-operator", `{"name":"Ben alone","kind":"static"}`).ID
	must[*client.AddLeadListMembersResponse](t, 200)(c.AddLeadListMembersWithResponse(ctx, alone, nil, client.NewLeadListMembers{LeadIds: []uuid.UUID{from}}))
	r.db.Exec(t, `UPDATE leads SET custom_fields = '{"visits":1}' WHERE id = $1`, kept)
	r.db.Exec(t, `UPDATE leads SET email = 'b@x.example', email_key = 'b@x.example', last_name = 'Strand', custom_fields = '{"visits":2,"size":3}' WHERE id = $1`, from)
	r.ask("POST", "/api/v1/leads/"+from.String()+"/tags", `{"tags":["vip"]}`, operator).wants(t, "tag Ben", 200, "")
	r.ask("POST", "/api/v1/tasks", fmt.Sprintf(`{"title":"Call Ben","lead_id":%q}`, from), operator).wants(t, "a task", 201, "")
	r.out.Brevo.Reply("bluebird", brevo.SMS, ada, "I am Ada")
	r.arrives(1)
	r.writes(conn, writing(ben, "Me too", 5))
	r.await("two conversations", 10*time.Second, func() bool { return len(r.inbox(client.ListConversationsParams{})) == 2 })
	shared, his := r.run(c, held(list, d.Now())), r.run(c, held(alone, d.Now()))
	r.await("what waits", 10*time.Second, func() bool { return r.stats(c, shared).ByState["pending"]+r.stats(c, his).ByState["pending"] == 3 })

	now := must[*client.MergeLeadsResponse](t, 200)(c.MergeLeadsWithResponse(ctx, kept, nil, client.LeadMerge{FromLeadID: from})).JSON200

	if text(now.Phone) != ada || text(now.Email) != "b@x.example" || text(now.LastName) != "Strand" || fmt.Sprint(now.Tags, now.CustomFields) != "[vip] map[size:3 visits:1]" {
		t.Errorf("they are now %+v", now)
	}
	gone := must[*client.GetLeadResponse](t, 410)(c.GetLeadWithResponse(ctx, from, nil)).ApplicationProblemJSONDefault
	if gone.Code != "lead_merged" || fmt.Sprint(gone.Meta["existing_id"]) != kept.String() {
		t.Errorf("of the other it says %+v", gone)
	}
	threads := r.inbox(client.ListConversationsParams{LeadID: &kept})
	if len(threads) != 1 || len(r.inbox(client.ListConversationsParams{})) != 1 || threads[0].Unread != 2 {
		t.Fatalf("threads are %+v", threads)
	}
	if got := r.read(threads[0].ID); len(got) != 4 || !slices.Contains(got, "in: I am Ada") || !slices.Contains(got, "in: Me too") {
		t.Errorf("they read %q", got)
	}
	if n := len(must[*client.ListTasksResponse](t, 200)(c.ListTasksWithResponse(ctx, &client.ListTasksParams{LeadID: &kept})).JSON200.Data); n != 1 {
		t.Errorf("%d tasks", n)
	}
	if n := len(must[*client.ListLeadListMembersResponse](t, 200)(c.ListLeadListMembersWithResponse(ctx, alone, nil)).JSON200.Data); n != 1 {
		t.Errorf("%d on Ben's list", n)
	}
	r.tells(kept, from)
	d.forward(3 * 24 * time.Hour)
	r.finished(c, shared, 20*time.Second)
	r.finished(c, his, 20*time.Second)
	r.ends(c, shared, map[string]int{"completed": 1, "skipped lead_deleted": 1})
	r.ends(c, his, map[string]int{"completed": 1})
}

// tells waits until a lead's timeline says that another was merged into it, and shows what happened to that.
func (r *rig) tells(kept, from uuid.UUID) {
	r.t.Helper()
	r.await("the timeline of both", 10*time.Second, func() bool {
		var told []string
		for _, e := range must[*client.GetLeadTimelineResponse](r.t, 200)(r.as("bluebird-viewer").GetLeadTimelineWithResponse(r.t.Context(), kept, nil)).JSON200.Data {
			told = append(told, e.Type+" "+e.ObjectID.String())
		}
		return slices.Contains(told, "lead.merged "+kept.String()) && slices.Contains(told, "lead.updated "+from.String()) && slices.Contains(told, "lead.deleted "+from.String())
	})
}

func TestTwoMergesTheOtherWayRoundLoseNobody(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for i := range 10 {
		a := r.lead("bluebird-operator", fmt.Sprintf(`{"external_id":"a%d"}`, i)).ID
		b := r.lead("bluebird-operator", fmt.Sprintf(`{"email":"b%d@harbor.example"}`, i)).ID
		var group sync.WaitGroup
		codes := make([]string, 2)
		for n, pair := range [][2]uuid.UUID{{a, b}, {b, a}} {
			group.Go(func() {
				answer := r.ask("POST", "/api/v1/leads/"+pair[0].String()+"/merge", fmt.Sprintf(`{"from_lead_id":%q}`, pair[1]), r.bearer("bluebird-operator"))
				codes[n] = fmt.Sprint(answer.status, answer.problem.Code)
			})
		}
		group.Wait()
		slices.Sort(codes)
		if got := strings.Join(codes, " "); got != "200 410lead_merged" {
			t.Errorf("they ended with %s", got)
		}
		if n := r.db.Int(t, "SELECT count(*) FROM leads WHERE id IN ($1, $2) AND deleted_at IS NULL AND external_id IS NOT NULL AND email IS NOT NULL", a, b); n != 1 {
			t.Errorf("%d are left with all that both had", n)
		}
	}
}
