package scenario_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

const stranger = "+447400123457"

// heard waits until so many messages from people have been put into threads.
func (r *rig) heard(n int) {
	r.t.Helper()
	r.await("the message", 20*time.Second, func() bool {
		return r.db.Int(r.t, "SELECT count(*) FROM conversation_entries WHERE kind = 'message'") == n
	})
}

// adopt says which lead an unknown sender is.
func (r *rig) adopt(id, lead uuid.UUID) client.Conversation {
	r.t.Helper()
	return *must[*client.AdoptConversationResponse](r.t, 200)(r.as("bluebird-operator").AdoptConversationWithResponse(context.Background(), id, nil,
		client.ConversationAdoption{LeadID: lead})).JSON200
}

func TestUnknownSenderWaitsInTheBinUntilAdopted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	conn := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.work()
	mia := r.lead("bluebird-operator", `{"external_id":"mia"}`).ID
	other := r.lead("bluebird-operator", `{"external_id":"other"}`).ID
	operator := r.bearer("bluebird-operator")

	r.writes(conn, writing(stranger, "Hello", 0))
	r.heard(1)
	r.writes(conn, writing(stranger, "Anybody?", 1))
	waiting := r.arrives(2)
	at := "/api/v1/conversations/" + waiting.ID.String()
	r.ask("POST", at+"/replies", `{"body":"Who is it?"}`, operator).wants(t, "a reply to nobody", 409, "conversation_without_lead")
	if a := r.ask("POST", at+"/adopt", `{"lead_id":"`+uuid.NewString()+`"}`, operator).wants(t, "nobody's", 422, "unknown_lead"); a.at("/lead_id").Code != "unknown_lead" {
		t.Errorf("the complaint is %s", a.body)
	}
	announced := r.db.Facts(t, "message.received")
	adopted := r.adopt(waiting.ID, mia)
	again := r.adopt(waiting.ID, mia)
	r.ask("POST", at+"/adopt", `{"lead_id":"`+other.String()+`"}`, operator).wants(t, "another's", 409, "conversation_adopted")
	r.writes(conn, writing(stranger, "It is me", 2))
	now := r.arrives(3)
	r.reply(now.ID, client.NewReply{Body: new("Hello, Mia")})

	if !waiting.LeadID.IsNull() || waiting.Address != stranger || announced != 0 {
		t.Errorf("in the bin it was %+v, announced %d times", waiting, announced)
	}
	if adopted.ID != waiting.ID || adopted.LeadID.MustGet() != mia || again.Version != adopted.Version || now.ID != waiting.ID {
		t.Errorf("adopted it is %+v, again %+v, after the next message %+v", adopted, again, now)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM leads WHERE id = $1 AND phone = $2", mia, stranger); n != 1 {
		t.Error("the lead did not get the number")
	}
	r.await("the reply", 20*time.Second, func() bool { return r.out.Brevo.Counts().Total == 1 })
	if got := r.read(now.ID); !slices.Equal(got, []string{"in: Hello", "in: Anybody?", "in: It is me", "reply: Hello, Mia"}) {
		t.Errorf("it reads %q", got)
	}
	r.logged()
}

func TestAdoptedThreadJoinsWhatTheLeadHasSaid(t *testing.T) {
	t.Parallel()
	r, conn, _ := chatting(t)
	r.writes(conn, writing(ada, "From my phone", 0))
	own := r.arrives(1)
	r.writes(conn, writing(stranger, "From another phone", 1))
	r.heard(2)
	bin := r.inbox(client.ListConversationsParams{Known: new(false)})[0]
	lead := own.LeadID.MustGet()

	joined := r.adopt(bin.ID, lead)
	r.writes(conn, writing(stranger, "And once more", 2))
	now := r.arrives(3)

	if joined.ID != own.ID || joined.Unread != 2 || text(joined.Preview) != "From another phone" || now.ID != own.ID {
		t.Errorf("joined it is %+v, then %+v", joined, now)
	}
	if got := r.read(own.ID); !slices.Equal(got, []string{"list: Hello, Ada", "in: From my phone", "in: From another phone", "in: And once more"}) {
		t.Errorf("it reads %q", got)
	}
	must[*client.GetConversationResponse](t, 404)(r.as("bluebird-viewer").GetConversationWithResponse(context.Background(), bin.ID, nil))
	if n := r.db.Int(t, "SELECT count(*) FROM leads WHERE id = $1 AND phone = $2", lead, ada); n != 1 {
		t.Error("the lead lost its own number")
	}
}

func TestUnknownSenderBecomesALeadWhereTheTenantWantsThat(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	conn := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.work()
	admin := r.as("bluebird-admin")
	before := must[*client.GetCurrentTenantResponse](t, 200)(admin.GetCurrentTenantWithResponse(context.Background(), nil)).JSON200
	after := must[*client.UpdateCurrentTenantResponse](t, 200)(admin.UpdateCurrentTenantWithResponse(context.Background(), nil,
		client.TenantChange{UnknownSenders: new(client.UnknownSendersLead)})).JSON200

	for i := range 5 { // at once: they make one lead
		r.writes(conn, writing("+447400123456", "Hello", i))
	}
	r.writes(conn, writing("+123456", "I cannot be a number", 9))
	r.heard(6)

	known, bin := r.inbox(client.ListConversationsParams{Known: new(true)}), r.inbox(client.ListConversationsParams{Known: new(false)})
	if before.UnknownSenders != "bin" || after.UnknownSenders != "lead" || len(known) != 1 || known[0].Unread != 5 || len(bin) != 1 || bin[0].Address != "+123456" {
		t.Fatalf("%s, then %s: known %+v, unknown %+v", before.UnknownSenders, after.UnknownSenders, known, bin)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM leads WHERE phone = '+447400123456' AND id = $1", known[0].LeadID.MustGet()); n != 1 {
		t.Error("no lead has the number")
	}
	if made, heard := r.db.Facts(t, "lead.created"), r.db.Facts(t, "message.received"); made != 1 || heard != 5 {
		t.Errorf("%d leads and %d messages were announced", made, heard)
	}
	r.logged()
}
