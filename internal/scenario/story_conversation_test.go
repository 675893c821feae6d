package scenario_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// dial is business time that a story sets forward.
type dial struct{ ahead atomic.Int64 }

// Now implements clock.Clock.
func (d *dial) Now() time.Time { return time.Now().Add(time.Duration(d.ahead.Load())).UTC() }

func (d *dial) forward(by time.Duration) { d.ahead.Add(int64(by)) }

// inbox is a page of bluebird's conversations, the latest first.
func (r *rig) inbox(filters client.ListConversationsParams) []client.Conversation {
	r.t.Helper()
	return must[*client.ListConversationsResponse](r.t, 200)(r.as("bluebird-viewer").ListConversationsWithResponse(context.Background(), &filters)).JSON200.Data
}

// arrives waits for the only conversation there is to have so many unread messages.
func (r *rig) arrives(unread int) (c client.Conversation) {
	r.t.Helper()
	r.await(fmt.Sprintf("a conversation with %d unread", unread), 20*time.Second, func() bool {
		all := r.inbox(client.ListConversationsParams{})
		if len(all) == 1 {
			c = all[0]
		}
		return len(all) == 1 && c.Unread == unread
	})
	return c
}

// conversation is one of bluebird's, as it is now.
func (r *rig) conversation(id uuid.UUID) client.Conversation {
	r.t.Helper()
	return *must[*client.GetConversationResponse](r.t, 200)(r.as("bluebird-viewer").GetConversationWithResponse(context.Background(), id, nil)).JSON200
}

// thread is all that was said in a conversation, the oldest first, read in pages of two.
func (r *rig) thread(id uuid.UUID) (said []client.ConversationEntry) {
	r.t.Helper()
	p := client.ListConversationEntriesParams{Limit: new(2)}
	for {
		page := must[*client.ListConversationEntriesResponse](r.t, 200)(r.as("bluebird-viewer").ListConversationEntriesWithResponse(context.Background(), id, &p)).JSON200
		said = append(said, page.Data...)
		if !page.HasMore {
			slices.Reverse(said)
			return said
		}
		p.Cursor = new(page.NextCursor.MustGet())
	}
}

// read is a thread as a person would read it: "in: Yes", "list: Hello".
func (r *rig) read(id uuid.UUID) (lines []string) {
	for _, e := range r.thread(id) {
		who := e.Direction
		if origin := text(e.Origin); origin != "" {
			who = origin
		}
		lines = append(lines, who+": "+text(e.Body))
	}
	return lines
}

// reply answers as bluebird's operator.
func (r *rig) reply(id uuid.UUID, said client.NewReply) client.ConversationEntry {
	r.t.Helper()
	return *must[*client.ReplyToConversationResponse](r.t, 201)(r.as("bluebird-operator").ReplyToConversationWithResponse(context.Background(), id, nil, said)).JSON201
}

// writing is a text message to an account's own address: from whom, what, and which of several.
func writing(from, said string, nth int) string {
	return fmt.Sprintf(`{"to":%q,"msg_status":"reply","messageId":0,"reply":%q,"ts_event":%d}`, strings.TrimPrefix(from, "+"), said, time.Now().Unix()+int64(nth))
}

// writes brings a text message to an account of bluebird's.
func (r *rig) writes(to client.Connection, body string) {
	r.t.Helper()
	if status := r.post(to.CallbackUrls["sms"], "Authorization", "Bearer "+r.callbackToken(to), body); status != 200 {
		r.t.Errorf("the message was answered with %d", status)
	}
}

func (r *rig) callbackToken(c client.Connection) string {
	r.t.Helper()
	return must[*client.GetCallbackTokenResponse](r.t, 200)(r.as("bluebird-admin").GetCallbackTokenWithResponse(context.Background(), c.ID, nil)).JSON200.Token
}

const ada, ben = "+120255000100000", "+120255001100001"

// chatting is a rig in which Ada and Ben got a text from a campaign.
func chatting(t *testing.T, change ...func(*options)) (*rig, client.Connection, uuid.UUID) {
	t.Helper()
	r := newRig(t, change...)
	conn := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.invite(phones("120255", "", 2))
	r.work()
	r.finished(r.as("bluebird-operator"), r.run(r.as("bluebird-operator"), deliveredCampaign(client.ChannelSms, list)), 20*time.Second)
	return r, conn, list
}

func TestAnswerToACampaignBeginsAConversation(t *testing.T) {
	t.Parallel()
	r, _, list := chatting(t)
	if n := len(r.inbox(client.ListConversationsParams{})); n != 0 {
		t.Fatalf("a campaign alone opened %d conversations", n)
	}

	r.out.Brevo.Reply("bluebird", brevo.SMS, ada, "Yes, please")
	c := r.arrives(1)
	r.finished(r.as("bluebird-operator"), r.run(r.as("bluebird-operator"), deliveredCampaign(client.ChannelSms, list)), 20*time.Second)

	lead, _ := c.LeadID.Get()
	if n := r.db.Int(t, "SELECT count(*) FROM leads WHERE id = $1 AND phone = $2", lead, ada); n != 1 {
		t.Errorf("it is with lead %s", lead)
	}
	if c.Channel != "sms" || c.State != "open" || c.Owner != "bot" || !c.AssigneeID.IsNull() || text(c.Preview) != "Yes, please" || c.Address != ada || !c.FreeTextUntil.IsNull() {
		t.Errorf("it is %+v", c)
	}
	if got := r.read(c.ID); !slices.Equal(got, []string{"list: Hello, Ada", "in: Yes, please", "list: Hello, Ada"}) {
		t.Errorf("it reads %q", got)
	}
	if e := r.thread(c.ID)[0]; e.CampaignID.IsNull() || text(e.Status) != "completed" || text(e.Delivery) != "delivered" || e.MessageID.IsNull() || !e.Call.IsNull() {
		t.Errorf("the campaign's message is %+v", e)
	}
	r.logged()
	heard := r.logOf("bluebird-viewer", "message.received", "conversation.opened")
	if len(heard) != 2 || heard[0].Type != "conversation.opened" || heard[1].LeadID.MustGet() != lead || heard[1].ObjectID != r.thread(c.ID)[1].ID || heard[1].Data["text"] != "Yes, please" {
		t.Errorf("the log says %+v", heard)
	}
}

func TestOperatorsReplyArrivesOnceAndTakesTheConversationOver(t *testing.T) {
	t.Parallel()
	r, _, _ := chatting(t)
	r.out.Brevo.Reply("bluebird", brevo.SMS, ada, "How much?")
	c := r.arrives(1)

	made := r.reply(c.ID, client.NewReply{Body: new("{{ ten }} dollars")})
	r.await("its delivery", 20*time.Second, func() bool { return text(r.thread(c.ID)[2].Delivery) == "delivered" })

	sent := 0
	for _, e := range r.out.Brevo.Ledger() {
		if e.Content == "{{ ten }} dollars" && e.Recipient == strings.TrimPrefix(ada, "+") {
			sent++
		}
	}
	if sent != 1 || text(made.Status) != "pending" || text(made.Origin) != "reply" || made.Direction != "out" {
		t.Errorf("it arrived %d times; it was %+v", sent, made)
	}
	if e := r.thread(c.ID)[2]; e.MessageID.MustGet() != made.MessageID.MustGet() || text(e.Status) != "completed" || !e.CampaignID.IsNull() {
		t.Errorf("in the thread it is %+v", e)
	}
	now := r.conversation(c.ID)
	if now.Owner != "human" || now.AssigneeID.MustGet() != devstack.ID("bluebird-operator") || now.Unread != 0 || text(now.Preview) != "{{ ten }} dollars" || !now.LastEntryAt.After(c.LastEntryAt) {
		t.Errorf("it is %+v", now)
	}
	if got := r.read(c.ID); !slices.Equal(got, []string{"list: Hello, Ada", "in: How much?", "reply: {{ ten }} dollars"}) {
		t.Errorf("it reads %q", got)
	}
	r.logged()
	r.audit()
}

func TestCopiesOfOneMessageMakeOneEntry(t *testing.T) {
	t.Parallel()
	r, conn, _ := chatting(t)
	i := slices.IndexFunc(r.out.Brevo.Ledger(), func(e brevo.Entry) bool { return e.Recipient == strings.TrimPrefix(ada, "+") })
	own, token := r.out.Brevo.Ledger()[i].WebURL, "Bearer "+r.callbackToken(conn)
	same := writing(ada, "Yes", 0)

	var copies sync.WaitGroup
	for n := range 8 {
		copies.Go(func() {
			url, proof := conn.CallbackUrls["sms"], token
			if n%2 == 0 {
				url, proof = own, ""
			}
			if status := r.post(url, "Authorization", proof, same); status != 200 {
				t.Errorf("copy %d was answered with %d", n, status)
			}
		})
	}
	copies.Wait()
	c := r.arrives(1)
	r.writes(conn, writing(ada, "Yes", 1)) // the same word, said again
	r.arrives(2)

	if got := r.read(c.ID); !slices.Equal(got, []string{"list: Hello, Ada", "in: Yes", "in: Yes"}) {
		t.Errorf("it reads %q", got)
	}
	if n := r.db.Facts(t, "message.received"); n != 2 {
		t.Errorf("%d messages were announced", n)
	}
}

func TestOptOutIsObeyedAndStandsInTheConversation(t *testing.T) {
	t.Parallel()
	r, _, _ := chatting(t)
	r.out.Brevo.Reply("bluebird", brevo.SMS, ada, "STOP")
	c := r.arrives(1)

	made := r.reply(c.ID, client.NewReply{Body: new("Sorry to hear that")})

	if text(made.Status) != "skipped" || text(made.Reason) != "unsubscribed" {
		t.Errorf("the reply is %+v", made)
	}
	if got := r.read(c.ID); !slices.Equal(got, []string{"list: Hello, Ada", "in: STOP", "reply: Sorry to hear that"}) {
		t.Errorf("it reads %q", got)
	}
	if n := r.out.Brevo.Counts().Total; n != 2 {
		t.Errorf("the provider has %d messages", n)
	}
	r.logged()
	if heard := r.logOf("bluebird-viewer", "message.received"); len(heard) != 1 || heard[0].Data["stop"] != true {
		t.Errorf("the log says %+v", heard)
	}
}

func TestRepliesBelongToNoCampaign(t *testing.T) {
	t.Parallel()
	r, _, _ := chatting(t)
	r.out.Brevo.Reply("bluebird", brevo.SMS, ada, "Hello?")
	target := r.reply(r.arrives(1).ID, client.NewReply{Body: new("Hello!")}).MessageID.MustGet().String()
	sending := r.texts("SELECT id::text FROM campaigns WHERE origin = 'reply'")[0]

	admin := r.bearer("bluebird-admin")
	at := "/api/v1/campaigns/" + sending
	for _, path := range []string{at, at + "/stats", at + "/preview", at + "/targets", at + "/targets/" + target + "/timeline"} {
		r.ask("GET", path, "", admin).wants(t, path, 404, "not_found")
	}
	for _, verb := range []string{"start", "pause", "resume", "cancel"} {
		r.ask("POST", at+"/"+verb, "", admin).wants(t, verb, 404, "not_found")
	}
	r.ask("PATCH", at, `{"name":"Mine"}`, admin).wants(t, "change", 404, "not_found")
	all := must[*client.ListCampaignsResponse](t, 200)(r.as("bluebird-admin").ListCampaignsWithResponse(context.Background(), nil)).JSON200.Data
	if len(all) != 1 || all[0].Name != "Story" {
		t.Errorf("%d campaigns are listed", len(all))
	}
}
