package dispatch_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
)

var delivered = channel.Report{Kind: channel.ReportDelivered}

// permutations is how often each channel's reports are told in another order.
const permutations = 60

func TestReportsInAnyOrderEndInTheSameRow(t *testing.T) {
	t.Parallel()
	for name, reports := range told {
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			r := newRoom(t)
			c := r.campaign(string(name), reached(2*permutations), func(c *db.Campaign) {
				c.CompleteOn = "delivered"
				if name == channel.Email {
					c.Retry = json.RawMessage(`{"retry_on":["hard_bounced"]}`) // the wrong way round
				}
			})
			attempts := r.accepted(c)
			seed := rand.Uint64()
			dice := rand.New(rand.NewPCG(seed, seed))
			for i := range permutations {
				some := pick(dice, len(reports))
				one, other := attempts[2*i], attempts[2*i+1]

				r.apply(one, shuffled(dice, reports, some)...)
				r.apply(other, shuffled(dice, reports, some)...)

				if a, b := r.row(one.TargetID), r.row(other.TargetID); a != b {
					t.Fatalf("seed %d, reports %v of %v:\n%s\n%s", seed, some, reports, a, b)
				}
			}
		})
	}
}

// accepted gives every target of a campaign an accepted attempt, as if it had been sent, of which
// the provider is to be asked.
func (r *room) accepted(c db.Campaign) []db.Attempt {
	r.t.Helper()
	r.db.Exec(r.t, `INSERT INTO attempts (tenant_id, id, target_id, campaign_id, connection_id, number, request_id, state, campaign_epoch, content_version, recipient, tag, deadline, next_lookup_at)
		SELECT tenant_id, gen_random_uuid(), id, campaign_id, $2, 1, gen_random_uuid(), 'accepted', 1, 1, recipient, '', now(), now() FROM targets WHERE campaign_id = $1`,
		c.ID, r.conns[c.Channel])
	r.db.Exec(r.t, "UPDATE targets SET status = 'sending', due_at = NULL, attempts = 1, spent = 1 WHERE campaign_id = $1", c.ID)
	r.db.Exec(r.t, "UPDATE targets SET status = 'accepted' WHERE campaign_id = $1", c.ID)
	rows, err := r.db.Admin.Query(context.Background(), "SELECT id, target_id FROM attempts WHERE campaign_id = $1", c.ID)
	r.must(err)
	var all []db.Attempt
	for rows.Next() {
		var a db.Attempt
		r.must(rows.Scan(&a.ID, &a.TargetID))
		all = append(all, a)
	}
	return all
}

// row is a target and its attempts without their times: of those, only whether there is one.
func (r *room) row(id uuid.UUID) (row string) {
	r.t.Helper()
	r.must(r.db.Admin.QueryRow(context.Background(), `
		SELECT concat_ws(' | ', t.status, t.reason, t.hold, t.due_at IS NOT NULL, t.attempts, t.spent, t.delivery, t.flags::text, t.outcome,
			string_agg(concat_ws(' ', a.number, a.state, a.provider_message_id, a.resolved_by, a.contradicted, a.settled_at IS NOT NULL,
				a.closed_at IS NOT NULL, a.next_lookup_at IS NOT NULL), ', ' ORDER BY a.number))
		FROM targets t JOIN attempts a ON a.tenant_id = t.tenant_id AND a.target_id = t.id
		WHERE t.id = $1 GROUP BY t.tenant_id, t.id`, id).Scan(&row))
	return row
}

func TestWorstWordOfTheLastSendDecidesWhatIsNotDelivered(t *testing.T) {
	t.Parallel()
	soft, hard := channel.Report{Kind: channel.ReportSoftBounced}, channel.Report{Kind: channel.ReportHardBounced}
	r := newRoom(t)
	for i, c := range []struct {
		reports []channel.Report
		want    string
	}{
		{[]channel.Report{soft}, "pending | retry"},
		{[]channel.Report{soft, soft}, "pending | retry"},
		{[]channel.Report{soft, hard}, "failed | hard_bounce"},
		{[]channel.Report{hard, soft}, "failed | hard_bounce"},
		{[]channel.Report{soft, hard, delivered}, "completed"},
		{[]channel.Report{{Kind: channel.ReportFailed}}, "failed | not_delivered"},
		{[]channel.Report{{Kind: channel.ReportUnsubscribed}}, "failed | unsubscribed"},
		{[]channel.Report{{Kind: channel.ReportUnsubscribed}, delivered}, "completed"},
	} {
		campaign := r.campaign("sms", []string{fmt.Sprint(3000000 + i)}, func(c *db.Campaign) { c.CompleteOn = "delivered" })
		a := r.accepted(campaign)[0]

		r.apply(a, c.reports...)

		var got string
		r.must(r.db.Admin.QueryRow(context.Background(), "SELECT concat_ws(' | ', status, reason, hold) FROM targets WHERE id = $1", a.TargetID).Scan(&got))
		if got != c.want {
			t.Errorf("%v: %s, wanted %s", c.reports, got, c.want)
		}
	}
}

func TestBounceClosesAnAttemptThatWasDelivered(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	c := r.campaign("sms", reached(2), func(c *db.Campaign) { c.CompleteOn = "delivered" })
	attempts := r.accepted(c)
	hard := channel.Report{Kind: channel.ReportHardBounced}

	r.apply(attempts[0], hard, delivered)
	r.apply(attempts[1], delivered, hard)

	if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE closed_at IS NOT NULL AND next_lookup_at IS NULL"); n != 2 || r.targets(c, "completed") != 2 {
		t.Errorf("%d of 2 attempts are closed, %d of 2 targets completed", n, r.targets(c, "completed"))
	}
}

func TestProviderIsAskedNoMoreAboutWhatWasDelivered(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	c := r.campaign("sms", reached(2), func(c *db.Campaign) { c.CompleteOn = "delivered" })
	attempts := r.accepted(c)

	r.apply(attempts[0], channel.Report{Kind: channel.ReportSent})
	r.apply(attempts[1], delivered)

	if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE next_lookup_at IS NOT NULL AND id = $1", attempts[0].ID); n != 1 {
		t.Error("what was only sent is not asked after")
	}
	if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE next_lookup_at IS NOT NULL AND id = $1", attempts[1].ID); n != 0 {
		t.Error("what was delivered is asked after")
	}
}

func TestBounceOfTheFirstSendDoesNotEndTheSecond(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	c := r.campaign("sms", reached(1), func(c *db.Campaign) { c.CompleteOn = "delivered" })
	r.pump()
	r.apply(r.attempt(c), channel.Report{Kind: channel.ReportSoftBounced})
	r.clock.forward(time.Hour)
	r.pump()
	second := r.attempt(c)
	r.must(r.db.Admin.QueryRow(context.Background(), "SELECT id FROM attempts WHERE number = 2").Scan(&second.ID))

	r.apply(second, channel.Report{Kind: channel.ReportQueued}, channel.Report{Kind: channel.ReportSent})
	r.apply(r.attempt(c), channel.Report{Kind: channel.ReportSoftBounced}, channel.Report{Kind: channel.ReportHardBounced})
	r.clock.forward(time.Hour)
	r.pump()

	if r.targets(c, "accepted") != 1 || r.brevo.Counts().Total != 2 {
		t.Errorf("%s after %d sends", r.row(second.TargetID), r.brevo.Counts().Total)
	}
	r.apply(second, delivered)
	if r.targets(c, "completed") != 1 {
		t.Errorf("delivered at last, and yet %s", r.row(second.TargetID))
	}
}
