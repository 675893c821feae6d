package scenario_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// TestWhatPeopleWriteStopsARunningCampaign: while campaigns run, one person stops by text and one by
// WhatsApp, and one writes a sentence with the word in it.
func TestWhatPeopleWriteStopsARunningCampaign(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.as("bluebird-operator")
	account := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	if err := r.out.Subscribe(t.Context(), "bluebird", "sms", account.CallbackUrls["sms"], r.callbackToken(account)); err != nil {
		t.Fatal(err)
	}
	r.inWaves(account.ID)
	r.work()
	draft := deliveredCampaign(client.ChannelWhatsapp, r.invite(phones("44750", "", 12)))
	draft.MessageContent = client.MessageContent{TemplateID: new(int64(465118589032811)), Params: map[string]string{"NAME": "{{ lead.first_name }}"}}
	texts, chats := r.run(c, deliveredCampaign(client.ChannelSms, r.invite(phones("120257", "", 14)))), r.run(c, draft)
	r.await("the first wave", 20*time.Second, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM attempts WHERE state = 'accepted'") == 20
	})
	waiting := r.waiting(texts)
	stops, doubts, leaves := waiting[0], waiting[1], r.waiting(chats)[0]

	r.out.Brevo.Reply("bluebird", brevo.SMS, stops, " Stop. ")
	r.out.Brevo.Reply("bluebird", brevo.SMS, doubts, "please don't stop calling")
	r.out.Brevo.Reply("bluebird", brevo.WhatsApp, leaves, "BAJA")

	r.await("the hold", 20*time.Second, func() bool { return r.stats(c, texts).ByHold["consent_review"] == 1 })
	r.finished(c, chats, 20*time.Second)
	if n := r.sentTo(stops, leaves, doubts); n != 0 {
		t.Errorf("%d messages went to who had written", n)
	}
	r.resolve(c, client.ConsentResolutionDecisionKeep)
	r.finished(c, texts, 30*time.Second)
	r.ends(c, texts, map[string]int{"completed": 13, "skipped unsubscribed": 1})
	r.ends(c, chats, map[string]int{"completed": 11, "skipped unsubscribed": 1})
	if n := r.sentTo(doubts); n != 1 || r.sentTo(stops, leaves) != 0 {
		t.Errorf("who did not mean it got %d messages", n)
	}
	if n := r.db.Int(t, `SELECT count(*) FROM attempts a JOIN targets t ON t.id = a.target_id JOIN campaigns c ON c.id = t.campaign_id
		JOIN suppressions s ON s.address_key = t.recipient_key AND s.channel = c.channel WHERE a.created_at > s.created_at`); n != 0 {
		t.Errorf("%d attempts were made after the opt-out", n)
	}
	r.startsAgain(stops)
}

// inWaves has an account send ten messages of a channel within six seconds, so that a campaign takes a
// while.
func (r *rig) inWaves(account uuid.UUID) {
	r.t.Helper()
	ten := &client.RateLimit{Limit: 10, WindowSeconds: 6}
	must[*client.UpdateConnectionResponse](r.t, 200)(r.as("bluebird-admin").UpdateConnectionWithResponse(context.Background(), account, nil,
		client.ConnectionChange{RateLimits: &client.SendRates{Sms: ten, Whatsapp: ten}}))
}

// waiting are whom a campaign has not reached yet.
func (r *rig) waiting(campaign uuid.UUID) []string {
	r.t.Helper()
	rows, _ := r.db.Admin.Query(context.Background(), "SELECT recipient FROM targets WHERE campaign_id = $1 AND status = 'pending' ORDER BY id", campaign)
	numbers, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(numbers) < 2 {
		r.t.Fatalf("%d are still waiting: %v", len(numbers), err)
	}
	return numbers
}

// sentTo is how many messages the provider took for these numbers.
func (r *rig) sentTo(numbers ...string) int {
	n := 0
	for _, e := range r.out.Brevo.Ledger() {
		if slices.Contains(numbers, "+"+e.Recipient) {
			n++
		}
	}
	return n
}

// startsAgain: a person who stopped may start again, and both stand in the record.
func (r *rig) startsAgain(phone string) {
	r.t.Helper()
	r.out.Brevo.Reply("bluebird", brevo.SMS, phone, "Alta")
	r.await("the way back", 10*time.Second, func() bool { return r.suppressed("sms")["unsubscribed"] == 0 })
	if n := r.db.Int(r.t, "SELECT count(*) FROM consents WHERE address_key = $1 AND method = 'word' AND lead_id IS NOT NULL", phone); n != 2 {
		r.t.Errorf("%d statements are kept of who stopped and started", n)
	}
	r.await("the timeline", 10*time.Second, func() bool {
		return r.db.Int(r.t, "SELECT count(*) FROM events e JOIN leads l ON l.id = e.lead_id WHERE l.phone = $1 AND e.type = 'lead.consent_changed'", phone) == 2
	})
}

// resolve decides on the one review that is open.
func (r *rig) resolve(c *client.ClientWithResponses, decision client.ConsentResolutionDecision) {
	r.t.Helper()
	ctx := context.Background()
	open := must[*client.ListConsentReviewsResponse](r.t, 200)(c.ListConsentReviewsWithResponse(ctx, &client.ListConsentReviewsParams{Open: new(true)})).JSON200.Data
	if len(open) != 1 || open[0].Text != "please don't stop calling" || open[0].LeadID.IsNull() {
		r.t.Fatalf("the reviews are %+v", open)
	}
	body := client.ConsentResolution{Decision: decision}
	must[*client.ResolveConsentReviewResponse](r.t, 200)(c.ResolveConsentReviewWithResponse(ctx, open[0].ID, nil, body))
	must[*client.ResolveConsentReviewResponse](r.t, 409)(c.ResolveConsentReviewWithResponse(ctx, open[0].ID, nil, body))
}
