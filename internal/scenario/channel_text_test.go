package scenario_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

func TestStopByTextIsHeardInTheNextCampaign(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *options) { o.clock = hurry(time.Now(), 3600) })
	c := r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.invite(phones("120255", "", 40), phones("44740", "999006", 4), phones("44740", "999005", 3), phones("44740", "999007", 2), phones("44740", "999001", 2))
	r.work()

	first := r.run(c, deliveredCampaign(client.ChannelSms, list))
	r.finished(c, first, 30*time.Second)
	r.await("the opt-outs", 10*time.Second, func() bool { return r.suppressed("sms")["unsubscribed"] == 7 })
	r.out.Brevo.Reply("bluebird", brevo.SMS, "+120255000100000", "arrêt !")
	r.await("one more", 10*time.Second, func() bool { return r.suppressed("sms")["unsubscribed"] == 8 })
	second := r.run(c, deliveredCampaign(client.ChannelSms, list))
	r.finished(c, second, 30*time.Second)

	r.ends(c, first, map[string]int{"completed": 49, "failed hard_bounce": 2})
	r.ends(c, second, map[string]int{"completed": 41, "skipped unsubscribed": 8, "skipped suppressed_bounce": 2})
	if n := r.db.Int(t, "SELECT count(*) FROM "+dbtest.Facts+" WHERE type = 'lead.unsubscribed' AND data = jsonb_build_object('channel', 'sms', 'campaign_id', $1::uuid)", first); n != 8 {
		t.Errorf("%d opt-outs were announced", n)
	}
	if n := r.db.Facts(t, "lead.consent_changed"); n != 10 {
		t.Errorf("%d changes of consent were announced", n)
	}
}

func TestCallbacksDamagedInAnyWayEndInTheSameAccount(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string]brevo.CallbackFaults{
		"healthy":              {},
		"twice":                {Duplicate: 1},
		"in any order, twice":  {Duplicate: 1, Shuffle: true},
		"before the answer":    {BeforeReply: true},
		"before it, and twice": {BeforeReply: true, Duplicate: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, func(o *options) {
				o.clock = hurry(time.Now(), 7200)
				o.brevo.Faults.Callbacks, o.vapi.Faults.Callbacks = faults, faults
			})
			c := r.as("bluebird-operator")
			r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
			r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
			r.work()
			texts := r.run(c, deliveredCampaign(client.ChannelSms, r.invite(phones("120255", "", 15), phones("44740", "999001", 3), phones("44740", "999003", 2))))
			mails := r.run(c, deliveredCampaign(client.ChannelEmail, r.invite(emails("ada", 15), emails("hardbounce", 3), emails("clicked", 2))))
			calls := r.run(c, voice(r.invite(phones("120256", "", 5), phones("120256", "999021", 1), phones("120256", "999003", 1), phones("120256", "999006", 1))))

			for _, id := range []uuid.UUID{texts, mails, calls} {
				r.finished(c, id, 40*time.Second)
			}

			r.ends(c, texts, map[string]int{"completed": 15, "failed hard_bounce": 3, "failed unsubscribed": 2})
			r.ends(c, mails, map[string]int{"completed": 17, "failed hard_bounce": 3})
			r.ends(c, calls, map[string]int{"completed": 6, "completed voicemail": 1, "failed call_rejected": 1})
			if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE contradicted"); n != 0 {
				t.Errorf("%d contradictions", n)
			}
		})
	}
}
