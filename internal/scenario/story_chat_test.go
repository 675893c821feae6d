package scenario_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/sim/vapi"
)

const welcome = 465118589032810 // a template of every account of the simulator

func TestWhatsAppTakesWordsForADayAndThenTemplates(t *testing.T) {
	t.Parallel()
	day := &dial{}
	r := newRig(t, func(o *options) { o.clock = day })
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.invite(phones("120255", "", 1))
	r.work()
	draft := deliveredCampaign(client.ChannelWhatsapp, list)
	draft.MessageContent = client.MessageContent{TemplateID: new(int64(welcome))}
	r.finished(r.as("bluebird-operator"), r.run(r.as("bluebird-operator"), draft), 20*time.Second)
	r.out.Brevo.Reply("bluebird", brevo.WhatsApp, ada, "Tell me more")
	c := r.arrives(1)
	operator, at := r.bearer("bluebird-operator"), "/api/v1/conversations/"+c.ID.String()+"/replies"

	r.reply(c.ID, client.NewReply{Body: new("Gladly")})
	r.await("the words", 20*time.Second, func() bool { return r.out.Brevo.Counts().Total == 2 })
	day.forward(25 * time.Hour)
	refused := r.ask("POST", at, `{"body":"Still there?"}`, operator).wants(t, "a day later", 422, "whatsapp_window_closed")
	late := r.conversation(c.ID)
	r.reply(c.ID, client.NewReply{TemplateID: new(int64(welcome)), Params: map[string]string{"NAME": "Ada"}})
	r.await("the template", 20*time.Second, func() bool { return r.out.Brevo.Counts().Total == 3 })

	if until := c.FreeTextUntil.MustGet().Sub(c.LastInboundAt.MustGet()); until != 24*time.Hour || !late.FreeTextUntil.IsNull() {
		t.Errorf("words were taken for %v, then until %v", until, late.FreeTextUntil)
	}
	if refused.at("/body").Code != "whatsapp_window_closed" {
		t.Errorf("the complaint is %s", refused.body)
	}
	said := r.thread(c.ID)
	if got := r.read(c.ID); !slices.Equal(got, []string{"list: ", "in: Tell me more", "reply: Gladly", "reply: "}) || said[0].TemplateID.MustGet() != welcome || said[3].TemplateID.MustGet() != welcome {
		t.Errorf("it reads %q", got)
	}
	if e := r.out.Brevo.Ledger()[2]; e.Content != `template 465118589032810 {"NAME":"Ada"}` {
		t.Errorf("the template is %q", e.Content)
	}
}

func TestCallIsOneEntryHoweverItIsReported(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string]vapi.CallbackFaults{
		"healthy": {}, "twice": {Duplicate: 1}, "in any order, twice": {Duplicate: 1, Shuffle: true}, "never": {Lost: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, func(o *options) { o.vapi.Faults.Callbacks, o.timing.Call = faults, 2*time.Second })
			r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
			r.work()
			c := r.as("bluebird-operator")
			r.finished(c, r.run(c, voice(r.invite(phones("120255", "", 1), phones("120256", "999003", 1)))), 40*time.Second)
			var all []client.Conversation
			r.await("both calls", 20*time.Second, func() bool {
				all = r.inbox(client.ListConversationsParams{Channel: new(client.ChannelVoice)})
				return len(all) == 2 && r.db.Int(t, "SELECT count(*) FROM callbacks WHERE status = 'pending'") == 0
			})

			for _, c := range all {
				said := r.thread(c.ID)
				if len(said) != 1 || c.Unread != 0 || text(said[0].Status) != "completed" {
					t.Fatalf("%s has %+v", c.Address, said)
				}
				call := said[0].Call.MustGet()
				if c.Address == ada && (text(call.Outcome) != "completed" || text(call.Summary) != "A short and friendly call." || text(c.Preview) != text(call.Summary) ||
					text(call.Transcript) == "" || text(call.RecordingURL) == "" || call.CostMicros.MustGet() <= 0) {
					t.Errorf("who answered: %+v, shown as %s", call, text(c.Preview))
				}
				if c.Address != ada && (text(call.Outcome) != "voicemail" || said[0].CampaignID.IsNull()) {
					t.Errorf("who did not: %+v", call)
				}
				r.ask("POST", "/api/v1/conversations/"+c.ID.String()+"/replies", `{"body":"Hello"}`, r.bearer("bluebird-operator")).wants(t, "a text on the phone", 409, "conversation_not_writable")
			}
			if n := r.db.Facts(t, "conversation.opened"); n != 2 {
				t.Errorf("%d conversations were announced", n)
			}
		})
	}
}

func TestConversationIsAssignedClosedAndReopened(t *testing.T) {
	t.Parallel()
	r, _, _ := chatting(t)
	ctx, c := context.Background(), r.as("bluebird-operator")
	r.out.Brevo.Reply("bluebird", brevo.SMS, ada, "Hello")
	id, omar := r.arrives(1).ID, devstack.ID("bluebird-operator")
	assign := func(to string) client.Conversation {
		t.Helper()
		r.ask("POST", "/api/v1/conversations/"+id.String()+"/assign", to, r.bearer("bluebird-operator")).wants(t, to, 200, "")
		return r.conversation(id)
	}

	read := *must[*client.ReadConversationResponse](t, 200)(c.ReadConversationWithResponse(ctx, id, nil)).JSON200
	mine := assign(`{"assignee_id":"` + omar.String() + `"}`)
	human := assign(`{"owner":"human"}`)
	same := assign(`{"owner":"human","assignee_id":"` + omar.String() + `"}`)
	closed := *must[*client.CloseConversationResponse](t, 200)(c.CloseConversationWithResponse(ctx, id, nil)).JSON200
	still := *must[*client.CloseConversationResponse](t, 200)(c.CloseConversationWithResponse(ctx, id, nil)).JSON200
	reopened := *must[*client.ReopenConversationResponse](t, 200)(c.ReopenConversationWithResponse(ctx, id, nil)).JSON200
	must[*client.CloseConversationResponse](t, 200)(c.CloseConversationWithResponse(ctx, id, nil))
	r.out.Brevo.Reply("bluebird", brevo.SMS, ada, "One more thing")
	back := r.arrives(1)
	nobodys := assign(`{"assignee_id":null}`)

	if read.Unread != 0 || mine.AssigneeID.MustGet() != omar || mine.Owner != "bot" || human.Owner != "human" || human.AssigneeID.MustGet() != omar || same.Version != human.Version {
		t.Errorf("read %+v, assigned %+v, handed over %+v, again %+v", read, mine, human, same)
	}
	if closed.State != "closed" || closed.Owner != "bot" || closed.AssigneeID.MustGet() != omar || still.Version != closed.Version || reopened.State != "open" {
		t.Errorf("closed %+v, still %+v, reopened %+v", closed, still, reopened)
	}
	if back.State != "open" || text(back.Preview) != "One more thing" || back.AssigneeID.MustGet() != omar || !nobodys.AssigneeID.IsNull() {
		t.Errorf("after the next message %+v, of nobody %+v", back, nobodys)
	}
	r.logged()
	var told []string
	for _, e := range r.logOf("bluebird-viewer", "conversation.opened", "conversation.assigned", "conversation.closed", "conversation.reopened") {
		told = append(told, e.Type[len("conversation."):])
	}
	if !slices.Equal(told, []string{"opened", "assigned", "assigned", "assigned", "closed", "reopened", "closed", "reopened", "assigned"}) {
		t.Errorf("the log says %v", told)
	}
}

func TestMemberWhoLeavesIsTakenOffTheConversations(t *testing.T) {
	t.Parallel()
	r, _, _ := chatting(t)
	r.out.Brevo.Reply("bluebird", brevo.SMS, ada, "Hello")
	c := r.arrives(1)
	r.reply(c.ID, client.NewReply{Body: new("Hello")})
	assigned := r.conversation(c.ID)

	admin := r.as("bluebird-admin")
	must[*client.RemoveMembershipResponse](t, 204)(admin.RemoveMembershipWithResponse(context.Background(), membershipOf(t, admin, "bluebird-operator"), nil))

	if now := r.conversation(c.ID); assigned.AssigneeID.IsNull() || !now.AssigneeID.IsNull() || now.Owner != "human" {
		t.Errorf("before %+v, after %+v", assigned, now)
	}
}
