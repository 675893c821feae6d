package scenario_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/tenant"

	"github.com/carillonhq/carillon/gen/db"
)

// sink answers as Brevo does to a text, after a while, and keeps nothing but their number and the
// first one's body.
type sink struct {
	url    string // as Brevo's own, with its version
	delay  time.Duration
	taken  atomic.Int64
	sample atomic.Pointer[[]byte]
}

func newSink(b *testing.B, delay time.Duration) *sink {
	b.Helper()
	s := &sink{delay: delay}
	front := httptest.NewServer(s)
	b.Cleanup(front.Close)
	s.url = front.URL + "/v3"
	return s
}

func (s *sink) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var err error
	if s.sample.Load() == nil {
		var body []byte
		body, err = io.ReadAll(r.Body)
		s.sample.CompareAndSwap(nil, &body)
	} else {
		_, err = io.Copy(io.Discard, r.Body)
	}
	if err != nil {
		return // whoever asked is gone, and asks again under another name
	}
	time.Sleep(s.delay)
	answer := append(make([]byte, 0, 40), `{"messageId":`...)
	answer = append(strconv.AppendInt(answer, s.taken.Add(1), 10), '}')
	w.Header()["Content-Type"] = []string{"application/json"}
	w.WriteHeader(http.StatusCreated)
	_, _ = w.Write(answer)
}

func (s *sink) count() int { return int(s.taken.Load()) }

// lanes are as many pumps as a stand's worker has, and slice is how many texts each sends at once.
const lanes = 16

var slice = dispatch.DefaultTiming().Sizes[channel.SMS]

// BenchmarkDispatchSMS sends one request for each target over loopback HTTP to a sink, and then, in
// the same run, what bounds it: a bare client's loop with as many requests side by side and the same
// bytes in each, to the sink and to the simulated Brevo with its ledger, and Postgres with nothing but
// the writes of the same slices.
func BenchmarkDispatchSMS(b *testing.B) {
	for _, latency := range []time.Duration{0, 10 * time.Millisecond, 50 * time.Millisecond} {
		b.Run(fmt.Sprint(latency), func(b *testing.B) {
			n := amount(60_000)
			for range b.N {
				drain := newSink(b, latency)
				s := newStandBefore(b, latency, drain)
				s.leads(n)
				s.freeze(s.start("sms", dispatch.Marketing, sms))
				before := s.costs()
				done, took := s.work(n, 2*time.Minute)
				spent := s.costs()
				texts := float64(done) / took.Seconds()
				bare := loop(b, drain.url, *drain.sample.Load(), n)
				id := s.again("sms", dispatch.Marketing, sms)
				s.freeze(id)
				writes := s.write(id, n)
				b.ReportMetric(texts, "texts/s")
				b.ReportMetric(float64(n-done), "unsettled")
				b.ReportMetric((spent.WAL-before.WAL)/float64(n), "WAL-bytes/text")
				b.ReportMetric((spent.Disk-before.Disk)/float64(n), "disk-bytes/text")
				if updates := spent.Updates - before.Updates; updates > 0 { // the last second's are told later
					b.ReportMetric(100*(spent.HOT-before.HOT)/updates, "HOT-%")
				}
				b.ReportMetric(bare, "bare/s")
				b.ReportMetric(loop(b, s.out.BrevoURL, *drain.sample.Load(), n), "bare-to-simulator/s")
				b.ReportMetric(writes, "writes/s")
				b.ReportMetric(texts/bare, "of-bare")
				b.ReportMetric(texts/writes, "of-writes")
				// One after the other on the same cores, a text costs a request and its writes.
				b.ReportMetric(texts*(1/bare+1/writes), "of-both")
			}
		})
	}
}

// costs are what Postgres has written so far: bytes of its log, bytes of its files, rows changed, and of
// those the ones that no index had to learn of.
type costs struct{ WAL, Disk, Updates, HOT float64 }

func (s *stand) costs() costs {
	s.b.Helper()
	ctx := context.Background()
	time.Sleep(2 * time.Second) // until every session has told its counts
	rows, err := s.admin.Query(ctx, `
		SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8, pg_database_size(current_database())::float8,
		       sum(n_tup_upd)::float8, sum(n_tup_hot_upd)::float8 FROM pg_stat_user_tables WHERE relname IN ('targets', 'attempts')`)
	check(s.b, err)
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[costs])
	check(s.b, err)
	return c
}

// loop sends n requests with the same body, as many side by side as a worker does, and returns how
// many it sent a second.
func loop(b *testing.B, url string, body []byte, n int) float64 {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: lanes * slice, DisableCompression: true}}
	defer client.CloseIdleConnections()
	var left atomic.Int64
	left.Store(int64(n))
	var group errgroup.Group
	began := time.Now()
	for range lanes * slice {
		group.Go(func() error {
			for left.Add(-1) >= 0 {
				if err := post(client, url+"/transactionalSMS/send", body); err != nil {
					return err
				}
			}
			return nil
		})
	}
	check(b, group.Wait())
	return float64(n) / time.Since(began).Seconds()
}

func post(client *http.Client, url string, body []byte) error {
	q, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	q.Header = http.Header{"Api-Key": {devstack.BrevoKey("bench")}, "Content-Type": {"application/json"}, "Accept": {"application/json"}}
	answer, err := client.Do(q)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusCreated {
		return fmt.Errorf("status %d", answer.StatusCode)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

// write does to a campaign's n targets what a worker writes of them, in slices of its size and by as
// many at once: the claim and the attempts in one transaction, the outcomes in another. It decides
// nothing, asks nobody and returns how many targets it wrote a second.
func (s *stand) write(campaign uuid.UUID, n int) float64 {
	s.b.Helper()
	var written atomic.Int64
	var group errgroup.Group
	began := time.Now()
	for range lanes {
		group.Go(func() error {
			for {
				ids, err := s.intend(campaign)
				if err != nil || len(ids) == 0 {
					return err
				}
				if err := s.settle(ids); err != nil {
					return err
				}
				written.Add(int64(len(ids)))
			}
		})
	}
	check(s.b, group.Wait())
	if int(written.Load()) != n {
		s.b.Fatalf("%d targets written of %d", written.Load(), n)
	}
	return float64(n) / time.Since(began).Seconds()
}

// intend claims a slice and writes its attempts, whose ids it returns.
func (s *stand) intend(campaign uuid.UUID) ([]uuid.UUID, error) {
	ctx, now := context.Background(), time.Now()
	row := db.InsertAttemptsParams{
		CampaignID: campaign, CampaignEpoch: 1, ContentVersion: 1, Tag: "c:" + campaign.String() + ":" + uuid.NewString(),
		Month: new(dispatch.Month(now)), LeaseSeconds: 60,
	}
	err := s.house.DB.Tx(ctx, s.actor, func(tx *tenant.Tx) error {
		due, err := tx.ClaimTargets(ctx, db.ClaimTargetsParams{Channel: "sms", CampaignID: campaign, Now: &now, Page: int32(slice)})
		if err != nil || len(due) == 0 {
			return err
		}
		for _, t := range due {
			id := uuid.Must(uuid.NewV7())
			row.Ids = append(row.Ids, id)
			row.RequestIds = append(row.RequestIds, id)
			row.TargetIds = append(row.TargetIds, t.ID)
			row.Numbers = append(row.Numbers, t.Attempts+1)
			row.Recipients = append(row.Recipients, *t.Recipient)
			row.Traces = append(row.Traces, "[]")
			row.Subjects = append(row.Subjects, "")
			row.Bodies = append(row.Bodies, "Hi Lead, your appointment is tomorrow.")
		}
		if err := tx.InsertAttempts(ctx, row); err != nil {
			return err
		}
		return tx.MarkSending(ctx, &now, row.TargetIds)
	})
	return row.Ids, err
}

// settle writes that a provider took the attempts.
func (s *stand) settle(ids []uuid.UUID) error {
	ctx := context.Background()
	attempts := db.SettleAttemptsParams{ResolvedBy: new("response"), FromStates: []string{"sending"}, Ids: ids}
	for i := range ids {
		attempts.States = append(attempts.States, "accepted")
		attempts.MessageIds = append(attempts.MessageIds, strconv.Itoa(i))
		attempts.HttpStatuses = append(attempts.HttpStatuses, http.StatusCreated)
		attempts.Errors = append(attempts.Errors, "")
		attempts.LookupSeconds = append(attempts.LookupSeconds, -1)
	}
	return s.house.DB.Tx(ctx, s.actor, func(tx *tenant.Tx) error {
		moved, err := tx.SettleAttempts(ctx, attempts)
		if err != nil {
			return err
		}
		targets := db.SettleTargetsParams{FromStatuses: []string{dispatch.Sending}}
		for _, m := range moved {
			targets.Ids = append(targets.Ids, m.TargetID)
			targets.Statuses = append(targets.Statuses, dispatch.Completed)
			targets.Reasons = append(targets.Reasons, "")
			targets.Holds = append(targets.Holds, "")
			targets.Dues = append(targets.Dues, time.Time{})
			targets.Refunds = append(targets.Refunds, 0)
		}
		_, err = tx.SettleTargets(ctx, targets)
		return err
	})
}

// amount is how much a benchmark does: little of it under -short, where only that it runs is asked.
func amount(n int) int {
	if testing.Short() {
		return max(n/100, 6)
	}
	return n
}
