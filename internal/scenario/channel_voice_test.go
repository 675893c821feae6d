package scenario_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/sim/vapi"
)

// voice is a campaign of calls with the founding document's retries.
func voice(list uuid.UUID) client.NewCampaign {
	return client.NewCampaign{Name: "Calls", Channel: client.ChannelVoice, LeadListID: list, MessageContent: client.MessageContent{}}
}

// lines caps the calls of a connection at a time.
func (r *rig) lines(c client.Connection, n int) {
	r.t.Helper()
	settings := c.Settings
	settings.MaxConcurrentCalls = &n
	must[*client.UpdateConnectionResponse](r.t, 200)(r.as("bluebird-admin").UpdateConnectionWithResponse(context.Background(), c.ID, nil,
		client.ConnectionChange{Settings: &settings}))
}

func TestCallsAreRetriedByWhatHappened(t *testing.T) {
	t.Parallel()
	const factor = 3600
	r := newRig(t, func(o *options) { o.clock = hurry(time.Now(), factor) })
	c := r.as("bluebird-operator")
	r.lines(r.connect("bluebird-admin", "bluebird", client.ProviderVapi), 6)
	list := r.invite(phones("120250", "", 15), phones("120251", "999021", 3), phones("120252", "999022", 2), phones("120253", "999001", 1),
		phones("120254", "999003", 2), phones("120255", "999004", 1), phones("120256", "999005", 1), phones("120257", "999006", 1),
		phones("120258", "999011", 1), phones("120259", "999012", 1), phones("120249", "999008", 1))
	r.work()

	id := r.run(c, voice(list))
	r.finished(c, id, 60*time.Second)

	r.ends(c, id, map[string]int{
		"completed": 20, "completed voicemail": 2, "failed attempts_exhausted": 1, "failed call_failed": 3,
		"failed call_rejected": 2, "failed provider_rejected": 1,
	})
	counts := r.out.Vapi.Counts()
	if counts.Peak["bluebird"] > 6 || counts.Peak["bluebird"] < 3 {
		t.Errorf("%d calls at a time, 6 are allowed", counts.Peak["bluebird"])
	}
	retries := map[string]struct {
		calls int
		wait  time.Duration // business time
	}{"999021": {2, 30 * time.Minute}, "999022": {2, 2 * time.Hour}, "999001": {3, 30 * time.Minute}}
	for number, calls := range byNumber(r.out.Vapi.Ledger()) {
		want := retries[number[len(number)-6:]]
		if len(calls) != max(want.calls, 1) {
			t.Errorf("%s was called %d times", number, len(calls))
		}
		for i := 1; i < len(calls); i++ {
			pause := time.Duration(float64(calls[i].StartedAt.Sub(calls[i-1].EndedAt)) * factor)
			if pause < want.wait {
				t.Errorf("%s was called again after %v, not %v", number, pause, want.wait)
			}
		}
	}
}

func byNumber(ledger []vapi.Entry) map[string][]vapi.Entry {
	calls := map[string][]vapi.Entry{}
	for _, e := range ledger {
		calls[e.Number] = append(calls[e.Number], e)
	}
	return calls
}

func TestCallsWhoseReportsAreLostAreAskedAfter(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *options) {
		o.vapi.Faults.Callbacks.Lost = 1
		o.vapi.Faults.ReplyLost, o.vapi.Faults.Seed = 0.3, 5
		o.timing.Call = 2 * time.Second
	})
	c := r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
	list := r.invite(phones("120250", "", 12), phones("120254", "999003", 1), phones("120257", "999006", 1))
	r.work()

	id := r.run(c, voice(list))
	r.finished(c, id, 60*time.Second)

	r.ends(c, id, map[string]int{"completed": 12, "completed voicemail": 1, "failed call_rejected": 1})
	if n := r.out.Vapi.Counts().Total; n != 14 {
		t.Errorf("%d calls were made", n)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE resolved_by = 'lookup'"); n == 0 {
		t.Error("no answer was lost: this proves nothing")
	}
}
