package dispatch_test

import (
	"context"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// outcome is what one answer of the provider leaves in the ledger.
type outcome struct {
	attempt, status, reason, hold string
	spent                         int
}

func TestEveryAnswerIsClassifiedIntoTheLedger(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		person string
		faults brevo.Faults
		change func(*options)
		want   outcome
		then   func(*testing.T, *room)
	}{
		"accepted":       {want: outcome{"accepted", "completed", "", "", 1}, then: healthy},
		"bad address":    {person: "0999008", want: outcome{"rejected", "failed", "invalid_address", "", 1}, then: suppressed},
		"own error":      {person: "0999009", want: outcome{"unknown", "unknown", "server_error", "", 1}, then: failed},
		"down":           {faults: brevo.Faults{Down: true}, want: outcome{"unknown", "unknown", "server_error", "", 1}, then: failed},
		"500 after all":  {faults: brevo.Faults{ErrorAfterAccept: 1}, want: outcome{"unknown", "unknown", "server_error", "", 1}, then: failed},
		"reply lost":     {faults: brevo.Faults{ReplyLost: 1}, want: outcome{"unknown", "unknown", "no_answer", "", 1}, then: failed},
		"silence":        {faults: brevo.Faults{Hang: 1}, change: hasty, want: outcome{"unknown", "unknown", "no_answer", "", 1}, then: failed},
		"a web page":     {faults: brevo.Faults{HTML: 1}, want: outcome{"unknown", "unknown", "garbled", "", 1}, then: failed},
		"half an answer": {faults: brevo.Faults{BrokenJSON: 1}, want: outcome{"unknown", "unknown", "garbled", "", 1}, then: failed},
		"no name":        {faults: brevo.Faults{WithoutID: 1}, want: outcome{"unknown", "unknown", "garbled", "", 1}, then: failed},
		"a flood":        {faults: brevo.Faults{Huge: 1}, want: outcome{"unknown", "unknown", "garbled", "", 1}, then: failed},
		"too fast":       {faults: brevo.Faults{TooMany: 1, Reset: "7"}, want: outcome{"not_sent", "pending", "", "rate", 0}, then: slowed},
		"key refused":    {faults: brevo.Faults{Unauthorized: true}, want: outcome{"not_sent", "pending", "", "account", 0}, then: paused},
		"address barred": {faults: brevo.Faults{UnknownIP: true}, want: outcome{"not_sent", "pending", "", "account", 0}, then: paused},
		"no credit":      {faults: brevo.Faults{NoCredit: true}, want: outcome{"not_sent", "pending", "", "account", 0}, then: paused},
		"unreachable":    {change: func(o *options) { o.gone = true }, want: outcome{"not_sent", "pending", "", "retry", 0}, then: failed},
		"too late":       {change: func(o *options) { o.timing.Fence = -time.Second }, want: outcome{"not_sent", "pending", "", "retry", 0}, then: healthy},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRoom(t, func(o *options) {
				o.brevo.Faults = c.faults
				if c.change != nil {
					c.change(o)
				}
			})
			if c.person == "" {
				c.person = "2000001"
			}
			r.campaign("sms", []string{c.person})
			r.due()

			for r.db.Int(t, "SELECT count(*) FROM attempts") == 0 { // a busy machine may not come to it in so short a time
				r.must(r.Dispatch.Pump(context.Background(), time.Now().Add(50*time.Millisecond)))
			}

			if got := r.outcome(); got != c.want {
				t.Errorf("got %+v, wanted %+v", got, c.want)
			}
			c.then(t, r)
		})
	}
}

func hasty(o *options) { o.timing.Request = 100 * time.Millisecond }

// outcome reads what became of the only target and its first attempt.
func (r *room) outcome() (o outcome) {
	r.t.Helper()
	r.must(r.db.Admin.QueryRow(context.Background(), `
		SELECT a.state, t.status, coalesce(t.reason, ''), coalesce(t.hold, ''), t.spent
		FROM targets t JOIN attempts a ON a.target_id = t.id AND a.number = 1`).
		Scan(&o.attempt, &o.status, &o.reason, &o.hold, &o.spent))
	return o
}

func healthy(t *testing.T, r *room) {
	if l := r.lane(r.conns["sms"], "sms"); l.BadStreak != 0 || l.WaitUntil != nil {
		t.Errorf("the lane suffers: %+v", l)
	}
}

func failed(t *testing.T, r *room) {
	if l := r.lane(r.conns["sms"], "sms"); l.BadStreak == 0 {
		t.Error("the lane has forgotten a failure")
	}
}

func suppressed(t *testing.T, r *room) {
	if n := r.db.Int(t, "SELECT count(*) FROM suppressions WHERE channel = 'sms' AND reason = 'invalid' AND address_key = '+12020999008'"); n != 1 {
		t.Errorf("%d suppressions of the address", n)
	}
}

func slowed(t *testing.T, r *room) {
	l := r.lane(r.conns["sms"], "sms")
	if l.WaitUntil == nil || *l.WaitReason != "rate" || time.Until(*l.WaitUntil).Round(2*time.Second) > 8*time.Second {
		t.Errorf("the lane waits until %v", l.WaitUntil)
	}
}

func paused(t *testing.T, r *room) {
	if n := r.db.Int(t, "SELECT count(*) FROM connections WHERE id = $1 AND status = 'paused' AND pause_reason LIKE 'The provider refuses%'", r.conns["sms"]); n != 1 {
		t.Error("the connection goes on")
	}
	if n := r.db.Facts(t, "connection.paused"); n != 1 {
		t.Errorf("it was said %d times", n)
	}
}
