package scenario_test

import (
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

func TestWhatsAppIsPolledForWhatNoCallbackBrings(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.invite(phones("44740", "", 20), phones("44741", "999011", 5), phones("44742", "999006", 3), phones("44743", "999001", 2))
	r.work()
	draft := deliveredCampaign(client.ChannelWhatsapp, list)
	draft.MessageContent = client.MessageContent{TemplateID: new(int64(465118589032811)), Params: map[string]string{"NAME": "{{ lead.first_name }}"}}

	first := r.run(c, draft)
	r.finished(c, first, 30*time.Second)
	r.await("what was read", 10*time.Second, func() bool {
		return r.stats(c, first).ByDelivery["opened"] == 5 && r.suppressed("whatsapp")["unsubscribed"] == 3
	})
	second := r.run(c, draft)
	r.finished(c, second, 30*time.Second)

	r.ends(c, first, map[string]int{"completed": 28, "failed not_delivered": 2})
	r.ends(c, second, map[string]int{"completed": 25, "failed not_delivered": 2, "skipped unsubscribed": 3})
	if e := r.out.Brevo.Ledger()[0]; e.Content != `template 465118589032811 {"NAME":"Ada"}` {
		t.Errorf("the message reads %q", e.Content)
	}
}
