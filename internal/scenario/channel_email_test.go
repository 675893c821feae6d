package scenario_test

import (
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

func TestEmailCampaignHearsOfEveryFate(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *options) { o.clock = hurry(time.Now(), 3600) }) // soft bounces are tried again within seconds
	c := r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.invite(emails("ada", 150), emails("hardbounce", 5), emails("softbounce", 4), emails("blocked", 2), emails("opened", 6),
		emails("clicked", 3), emails("complaint", 3), emails("unsubscribed", 2))
	r.work()

	id := r.run(c, deliveredCampaign(client.ChannelEmail, list))
	r.finished(c, id, 40*time.Second)
	r.await("the last words", 10*time.Second, func() bool {
		s := r.suppressed("email")
		return s["complained"] == 3 && s["unsubscribed"] == 2 && r.stats(c, id).ByDelivery["clicked"] == 3
	})

	r.ends(c, id, map[string]int{"completed": 164, "failed hard_bounce": 7, "failed soft_bounce": 4})
	equal(t, "suppressed", r.suppressed("email"), map[string]int{"hard_bounced": 5, "blocked": 2, "complained": 3, "unsubscribed": 2})
	equal(t, "delivery", r.stats(c, id).ByDelivery, map[string]int64{"delivered": 155, "opened": 6, "clicked": 3, "queued": 11})
	sends, requests := map[string]int{}, map[string]bool{}
	for _, e := range r.out.Brevo.Ledger() {
		sends[e.Recipient]++
		requests[e.Custom] = true
		if e.Content != "<p>Hello, Ada</p>" || e.Subject != "Hello" {
			t.Fatalf("the message reads %q: %q", e.Subject, e.Content)
		}
	}
	for who, n := range sends {
		if want := map[bool]int{false: 1, true: 3}[who[:4] == "soft"]; n != want {
			t.Errorf("%s got %d emails", who, n)
		}
	}
	if len(requests) > 20 {
		t.Errorf("%d emails took %d requests", 175+8, len(requests))
	}

	again := r.run(c, deliveredCampaign(client.ChannelEmail, list))
	r.finished(c, again, 40*time.Second)

	r.ends(c, again, map[string]int{"completed": 159, "failed soft_bounce": 4, "skipped suppressed_bounce": 7, "skipped suppressed_complaint": 3, "skipped unsubscribed": 2})
}

func TestLostAnswersOfEmailAreFoundOutWithinTheStory(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *options) {
		o.brevo.Faults = brevo.Faults{ReplyLost: 0.4, ErrorAfterAccept: 0.2, Seed: 11, Callbacks: brevo.CallbackFaults{Lost: 1}}
		o.timing.Sizes = map[channel.Name]int{channel.Email: 10}
	})
	c := r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.invite(emails("ada", 100))
	r.work()
	draft := deliveredCampaign(client.ChannelEmail, list)
	draft.CompleteOn = new(client.CompleteOnAccepted)

	id := r.run(c, draft)
	r.finished(c, id, 40*time.Second)

	r.ends(c, id, map[string]int{"completed": 100})
	if n := r.out.Brevo.Counts(); n.Total != 100 || n.Duplicates == 0 {
		t.Errorf("the provider has %d emails and refused %d repeats", n.Total, n.Duplicates)
	}
}
