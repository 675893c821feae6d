package dispatch_test

import (
	"context"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/tenant"
)

// inFlight starts a send whose answer takes a while, and returns when the provider has been asked.
// What comes back waits for the send's end.
func (r *room) inFlight(c db.Campaign) (answered func()) {
	r.t.Helper()
	r.brevo.SetLatency(400 * time.Millisecond)
	done := make(chan error, 1)
	r.due()
	go func() { done <- r.Dispatch.Pump(context.Background(), time.Now().Add(50*time.Millisecond)) }()
	r.await("a send", func() bool { return r.attempts(c, "sending") > 0 })
	return func() { r.must(<-done) }
}

// sweep lets every lease run out.
func (r *room) sweep() (lost int) {
	r.t.Helper()
	r.db.Exec(r.t, "UPDATE attempts SET deadline = clock_timestamp() - interval '1 second' WHERE state = 'sending'")
	lost, err := r.Dispatch.Sweep(context.Background(), r.who)
	r.must(err)
	return lost
}

func TestAnswerAfterTheSweeperStillCounts(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	c := r.campaign("sms", append(reached(4), "0999008")) // the last is refused
	answered := r.inFlight(c)

	lost := r.sweep()
	unknown := r.targets(c, "unknown")
	answered()

	if lost != 5 || unknown != 5 {
		t.Errorf("%d attempts and %d targets were lost", lost, unknown)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE state = 'accepted' AND resolved_by = 'response' AND provider_message_id IS NOT NULL"); n != 4 {
		t.Errorf("%d of 4 good answers counted", n)
	}
	if r.targets(c, "completed") != 4 || r.targets(c, "failed") != 1 || r.attempts(c, "rejected") != 1 {
		t.Errorf("%d of 4 targets completed, %d of 1 failed", r.targets(c, "completed"), r.targets(c, "failed"))
	}
	if again := r.sweep(); again != 0 {
		t.Errorf("the sweeper found %d more", again)
	}
}

func TestAnswerAfterACallbackGivesTheMessageItsName(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	c := r.campaign("sms", reached(1), func(c *db.Campaign) { c.CompleteOn = "delivered" })
	answered := r.inFlight(c)

	r.apply(r.attempt(c), channel.Report{Kind: channel.ReportDelivered})
	early := r.outcome()
	answered()

	if early != (outcome{"accepted", "completed", "", "", 1}) || r.outcome() != early {
		t.Errorf("before the answer %+v, after it %+v", early, r.outcome())
	}
	if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE resolved_by = 'callback' AND provider_message_id IS NOT NULL AND NOT contradicted"); n != 1 {
		t.Error("the answer named nothing, or overwrote the evidence")
	}
}

func TestAcceptanceAfterNotSentIsAContradictionAndSendsNothing(t *testing.T) {
	t.Parallel()
	r := newRoom(t, func(o *options) { o.brevo.Faults = brevo.Faults{ReplyLost: 1} })
	c := r.campaign("whatsapp", reached(1), func(c *db.Campaign) { c.UnknownPolicy = "resend" })
	r.pump()
	r.reconcile(time.Hour)
	first := r.outcome()
	r.brevo.SetFaults(brevo.Faults{})
	r.elapse()
	r.pump()

	r.apply(r.attempt(c), channel.Report{Kind: channel.ReportDelivered})

	if first != (outcome{"not_sent", "pending", "", "retry", 0}) {
		t.Errorf("the policy left %+v", first)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE contradicted AND state = 'not_sent' AND resolved_by = 'policy'"); n != 1 {
		t.Errorf("%d contradictions are on record", n)
	}
	if n := r.brevo.Counts().Total; n != 2 || r.targets(c, "completed") != 1 {
		t.Errorf("the provider has %d messages, %d targets are completed", n, r.targets(c, "completed"))
	}
}

// attempt is a campaign's first.
func (r *room) attempt(c db.Campaign) (a db.Attempt) {
	r.t.Helper()
	r.must(r.db.Admin.QueryRow(context.Background(), "SELECT id, target_id FROM attempts WHERE campaign_id = $1 ORDER BY id LIMIT 1", c.ID).Scan(&a.ID, &a.TargetID))
	return a
}

// apply has the provider report on an attempt.
func (r *room) apply(a db.Attempt, reports ...channel.Report) {
	r.t.Helper()
	r.must(r.DB.Tx(context.Background(), r.who, func(tx *tenant.Tx) error {
		for _, report := range reports {
			if err := r.Dispatch.Apply(context.Background(), tx, a, report); err != nil {
				return err
			}
		}
		return nil
	}))
}
