package dispatch_test

import (
	"context"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/tenant"
)

// losing has the provider accept and every answer get lost.
func losing(o *options) { o.brevo.Faults = brevo.Faults{ReplyLost: 1} }

func TestLostEmailIsRepeatedUnderItsKeyAndSentOnce(t *testing.T) {
	t.Parallel()
	r := newRoom(t, losing)
	c := r.campaign("email", reached(30))
	r.pump()
	r.brevo.SetFaults(brevo.Faults{})

	r.reconcile(11 * time.Minute)

	n := r.brevo.Counts()
	if n.Total != 30 || n.Duplicates != 30 {
		t.Errorf("the provider has %d messages and refused %d repeats", n.Total, n.Duplicates)
	}
	if r.targets(c, "completed") != 30 || r.db.Int(t, "SELECT count(*) FROM attempts WHERE resolved_by = 'repeat'") != 30 {
		t.Errorf("%d of 30 completed", r.targets(c, "completed"))
	}
}

func TestRepeatMakesUpForAnEmailThatNeverArrived(t *testing.T) {
	t.Parallel()
	r := newRoom(t, func(o *options) { o.brevo.Faults = brevo.Faults{Down: true} })
	c := r.campaign("email", reached(30))
	r.pump()
	r.brevo.SetFaults(brevo.Faults{})

	r.reconcile(0)

	if n := r.brevo.Counts(); n.Total != 30 || n.Duplicates != 0 || r.targets(c, "completed") != 30 {
		t.Errorf("the provider has %d messages, %d targets are completed", n.Total, r.targets(c, "completed"))
	}
}

func TestEmailIsNotRepeatedWhen(t *testing.T) {
	t.Parallel()
	for name, meanwhile := range map[string]func(*room, db.Campaign) time.Duration{
		"its key is too old": func(*room, db.Campaign) time.Duration { return 13 * time.Minute },
		"somebody in it opted out": func(r *room, _ db.Campaign) time.Duration {
			r.db.Exec(r.t, "INSERT INTO suppressions (tenant_id, channel, address_key, reason, source) VALUES ($1, 'email', '2000001@example.com', 'unsubscribed', 'test')", r.who.Tenant)
			return 0
		},
		"somebody in it was deleted": func(r *room, _ db.Campaign) time.Duration {
			r.db.Exec(r.t, "UPDATE leads SET deleted_at = now() WHERE email = '2000001@example.com'")
			return 0
		},
		"its campaign was paused": func(r *room, c db.Campaign) time.Duration { r.pause(c); return 0 },
		"its account was paused": func(r *room, _ db.Campaign) time.Duration {
			r.db.Exec(r.t, "UPDATE connections SET status = 'paused', pause_reason = 'test'")
			return 0
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRoom(t, losing)
			c := r.campaign("email", reached(3))
			r.pump()
			r.brevo.SetFaults(brevo.Faults{})
			age := meanwhile(r, c)

			r.reconcile(age)

			if n := r.brevo.Counts(); n.Total != 3 || n.Duplicates != 0 {
				t.Errorf("the provider has %d messages and %d repeats", n.Total, n.Duplicates)
			}
			if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE state = 'accepted' AND resolved_by = 'lookup'"); n != 3 {
				t.Errorf("%d were found by asking", n)
			}
		})
	}
}

func TestPauseEndsARoundOfRepeats(t *testing.T) {
	t.Parallel()
	r := newRoom(t, losing)
	c := r.campaign("email", reached(8))
	r.db.Exec(t, "UPDATE targets SET hold = 'alone'") // eight requests
	r.pump()
	r.brevo.SetFaults(brevo.Faults{})
	r.brevo.SetLatency(200 * time.Millisecond)

	done := make(chan struct{})
	go func() { defer close(done); r.reconcile(0) }()
	r.await("the first repeat", func() bool { return r.brevo.Counts().Duplicates > 0 })
	r.pause(c)
	paused := r.brevo.Counts().Duplicates
	<-done

	if n := r.brevo.Counts(); n.Duplicates > paused+1 || n.Total != 8 {
		t.Errorf("%d repeats before the pause, %d in the end", paused, n.Duplicates)
	}
}

func TestRepeatsKeepTheRateOfSends(t *testing.T) {
	t.Parallel()
	r := newRoom(t, losing)
	c := r.campaign("email", reached(8))
	r.db.Exec(t, "UPDATE targets SET hold = 'alone'") // eight requests
	r.pump()
	r.brevo.SetFaults(brevo.Faults{})
	r.db.Exec(t, `UPDATE tenants SET send_rates = '{"email": {"limit": 3, "window_seconds": 3600}}'`)
	time.Sleep(1100 * time.Millisecond) // what is known of rates lasts a second

	r.reconcile(0)

	if n := r.brevo.Counts().Duplicates; n != 3 {
		t.Errorf("%d repeats where 3 may be sent", n)
	}
	if unknown, later := r.attempts(c, "unknown"), r.db.Int(t, "SELECT count(*) FROM attempts WHERE next_lookup_at > clock_timestamp()"); unknown != 5 || later != 5 {
		t.Errorf("%d wait, %d of them for another look", unknown, later)
	}
}

func (r *room) pause(c db.Campaign) {
	r.must(r.DB.Tx(context.Background(), r.who, func(tx *tenant.Tx) error {
		_, err := r.Campaigns.Pause(context.Background(), tx, c.ID)
		return err
	}))
}

func TestLostTextsAreFoundByTagAndNumber(t *testing.T) {
	t.Parallel()
	for _, people := range []int{3, 40} {
		r := newRoom(t, losing)
		c := r.campaign("sms", reached(people))
		r.pump()
		r.brevo.SetFaults(brevo.Faults{})

		r.reconcile(0)

		if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE resolved_by = 'lookup' AND provider_message_id IS NOT NULL"); n != people || r.targets(c, "completed") != people {
			t.Errorf("%d of %d were found, %d completed", n, people, r.targets(c, "completed"))
		}
		if n := r.brevo.Counts().Total; n != people {
			t.Errorf("the provider has %d messages", n)
		}
	}
}

func TestAbsenceIsBelievedOnlyAfterTheGrace(t *testing.T) {
	t.Parallel()
	r := newRoom(t, func(o *options) { o.brevo.Faults = brevo.Faults{Down: true} })
	c := r.campaign("sms", reached(10))
	r.pump()
	r.brevo.SetFaults(brevo.Faults{})

	r.reconcile(0)
	early := r.attempts(c, "unknown")
	r.reconcile(r.Dispatch.Timing.Grace + time.Minute)
	believed := r.attempts(c, "not_sent")
	r.elapse()
	r.pump()

	if early != 10 || believed != 10 {
		t.Errorf("%d of 10 stayed unknown at first, %d were believed absent in the end", early, believed)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM targets WHERE status = 'completed' AND spent = 1 AND attempts = 2"); n != 10 || r.brevo.Counts().Total != 10 {
		t.Errorf("%d of 10 completed, the provider has %d", n, r.brevo.Counts().Total)
	}
}

func TestUnknownPolicyDecidesWhereNothingCanBeKnown(t *testing.T) {
	t.Parallel()
	for policy, c := range map[string]struct{ sent, completed, unresolved int }{"hold": {5, 0, 5}, "resend": {10, 5, 0}} {
		r := newRoom(t, losing)
		campaign := r.campaign("whatsapp", reached(5), func(c *db.Campaign) { c.UnknownPolicy = policy })
		r.pump()
		r.brevo.SetFaults(brevo.Faults{})

		r.reconcile(0)
		early := r.targets(campaign, "unknown")
		r.reconcile(r.Dispatch.Timing.Grace + time.Minute)
		r.elapse()
		r.pump()
		r.reconcile(r.Dispatch.Timing.GiveUp + time.Minute)

		if early != 5 || r.brevo.Counts().Total != c.sent || r.targets(campaign, "completed") != c.completed || r.targets(campaign, "unresolved") != c.unresolved {
			t.Errorf("%s: %d unknown at first, then %d sent, %d completed, %d unresolved", policy, early,
				r.brevo.Counts().Total, r.targets(campaign, "completed"), r.targets(campaign, "unresolved"))
		}
	}
}

func TestSilentCallsAreAskedAfter(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	c := r.campaign("voice", []string{"0999010", "1999010", "2999010"})
	r.pump()
	r.await("the calls' end", func() bool { return r.vapi.Counts().ByStatus["ended"] == 3 })
	waiting := r.targets(c, "accepted")

	r.reconcile(0)

	if waiting != 3 || r.targets(c, "completed") != 3 || r.vapi.Counts().Total != 3 {
		t.Errorf("%d waited, %d completed, %d calls were made", waiting, r.targets(c, "completed"), r.vapi.Counts().Total)
	}
}

func TestWhatIsNeverReportedOnFailsAfterADayAndALateWordMendsIt(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	c := r.campaign("sms", reached(2), func(c *db.Campaign) { c.CompleteOn = "delivered" })
	r.pump()

	r.reconcile(r.Dispatch.Timing.GiveUp - time.Hour)
	waiting := r.targets(c, "accepted")
	r.reconcile(r.Dispatch.Timing.GiveUp + time.Minute)
	silent := r.db.Int(t, "SELECT count(*) FROM targets WHERE status = 'failed' AND reason = 'no_report'")
	r.apply(r.attempt(c), delivered)

	if waiting != 2 || silent != 2 {
		t.Errorf("%d waited, %d were given up", waiting, silent)
	}
	if r.targets(c, "completed") != 1 || r.targets(c, "failed") != 1 {
		t.Errorf("after a late word %d are completed", r.targets(c, "completed"))
	}
}
