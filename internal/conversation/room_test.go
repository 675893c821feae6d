package conversation_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/conversation"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// ahead is how far business time is before ours in these tests.
const ahead = 100 * time.Hour

type late struct{}

// Now implements clock.Clock.
func (late) Now() time.Time { return time.Now().Add(ahead) }

// room is the room of conversations of a tenant with one account and one lead.
type room struct {
	*conversation.Room
	t    *testing.T
	db   *dbtest.DB
	who  tenant.Actor
	conn uuid.UUID
	lead uuid.UUID
}

const number = "+447400123456"

func newRoom(t *testing.T) *room {
	t.Helper()
	d := dbtest.New(t)
	h, err := assembly.New(context.Background(), config.Config{
		DatabaseURL: d.URL, MasterKeys: "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=", Instances: 1, ContactHours: config.Hours{End: 24}, PublicURL: "http://127.0.0.1",
	}, slog.New(slog.DiscardHandler), assembly.Choices{Clock: late{}, Timing: dispatch.DefaultTiming()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	r := &room{h.Conversations, t, d, d.Tenant(t, "one"), uuid.New(), uuid.New()}
	d.Exec(t, "INSERT INTO connections (tenant_id, id, name, provider, secret, secret_last_four, secret_fingerprint, endpoint_id) VALUES ($1, $2, 'brevo', 'brevo', '', '', '', $2)", r.who.Tenant, r.conn)
	d.Exec(t, "INSERT INTO leads (tenant_id, id, phone) VALUES ($1, $2, $3)", r.who.Tenant, r.lead, number)
	return r
}

// do runs one step in a transaction.
func (r *room) do(step func(context.Context, *tenant.Tx) error) {
	r.t.Helper()
	ctx := context.Background()
	if err := r.db.Tx(ctx, r.who, func(tx *tenant.Tx) error { return step(ctx, tx) }); err != nil {
		r.t.Error(err)
	}
}

func (r *room) receive(in conversation.Inbound) {
	r.t.Helper()
	in.Connection, in.Channel = r.conn, "sms"
	r.do(func(ctx context.Context, tx *tenant.Tx) error { return r.Receive(ctx, tx, in) })
}

// since is how long ago a time of the only conversation is, to the minute.
func (r *room) since(expression string) time.Duration {
	r.t.Helper()
	return time.Duration(r.db.Int(r.t, "SELECT round(extract(epoch FROM now() - ("+expression+")) / 60)::integer FROM conversations c")) * time.Minute
}

func TestMessageThatComesLateStandsWhereItWasWritten(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ written, want time.Duration }{
		"an outage":                 {5 * time.Hour, 5 * time.Hour},
		"a few seconds":             {20 * time.Second, 0},
		"a provider's clock ahead":  {-10 * time.Minute, 0},
		"a provider without a word": {0, 0},
	} {
		r := newRoom(t)
		in := conversation.Inbound{Callback: uuid.New(), From: number, Text: "Hello", Received: time.Now()}
		if c.written != 0 {
			in.Written = time.Now().Add(-c.written)
		}

		r.receive(in)

		entry, heard := r.since("SELECT at FROM conversation_entries"), r.since("c.last_inbound_at")
		if entry != c.want || heard != c.want-ahead || r.since("c.last_entry_at") != c.want {
			t.Errorf("%s: the entry stands %v ago, the lead was heard %v ago in business time", name, entry, heard+ahead)
		}
	}
}

func TestOlderMessageIsUnreadButNotShown(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	now := time.Now()

	r.receive(conversation.Inbound{Callback: uuid.New(), From: number, Text: "The latest " + strings.Repeat("é", 300), Received: now})
	r.receive(conversation.Inbound{Callback: uuid.New(), From: number, Text: "Delayed", Received: now, Written: now.Add(-time.Hour)})

	if n := r.db.Int(t, "SELECT count(*) FROM conversations WHERE unread = 2 AND preview LIKE 'The latest %…' AND length(preview) = 200"); n != 1 || r.since("c.last_inbound_at") != -ahead {
		t.Errorf("the lead was heard %v ago in business time, and the latest is shown in %d", r.since("c.last_inbound_at")+ahead, n)
	}
}

func TestMessagesAtOnceMakeOneThread(t *testing.T) {
	t.Parallel()
	for _, from := range []string{number, "+447400999999"} {
		r := newRoom(t)
		same := uuid.New()
		var copies sync.WaitGroup
		for i := range 16 {
			copies.Go(func() {
				in := conversation.Inbound{Callback: same, From: from, Text: "Hello", Received: time.Now()}
				if i%2 == 0 {
					in.Callback = uuid.New()
				}
				r.receive(in)
			})
		}
		copies.Wait()

		if threads, unread := r.db.Int(t, "SELECT count(*) FROM conversations"), r.db.Int(t, "SELECT sum(unread) FROM conversations"); threads != 1 || unread != 9 {
			t.Errorf("%s: %d threads with %d unread", from, threads, unread)
		}
		if n := r.db.Int(t, "SELECT count(*) FROM conversation_entries"); n != 9 || r.db.Facts(t, "conversation.opened") != 1 {
			t.Errorf("%s: %d entries", from, n)
		}
	}
}

// called is an attempt to call the lead.
func (r *room) called() (a db.Attempt) {
	r.t.Helper()
	campaign, target := uuid.New(), uuid.New()
	a.ID = uuid.New()
	r.db.Exec(r.t, "INSERT INTO campaigns (tenant_id, id, name, channel, origin, ref, connection_id, timezone, content) VALUES ($1, $2, 'x', 'voice', 'automation', $2, $3, 'UTC', '{}')", r.who.Tenant, campaign, r.conn)
	r.db.Exec(r.t, "INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, zones, status, expires_at) VALUES ($1, $2, $3, $4, 'x', '{}', 'accepted', now())", r.who.Tenant, target, campaign, r.lead)
	r.db.Exec(r.t, `INSERT INTO attempts (tenant_id, id, target_id, campaign_id, connection_id, number, request_id, campaign_epoch, content_version, recipient, tag, deadline)
		VALUES ($1, $2, $3, $4, $5, 1, $2, 1, 1, $6, 'x', now())`, r.who.Tenant, a.ID, target, campaign, r.conn, number)
	r.do(func(ctx context.Context, tx *tenant.Tx) (err error) {
		a, err = tx.LockAttempt(ctx, a.ID)
		return err
	})
	return a
}

func TestReportsOfOneCallMakeOneEntryInAnyOrder(t *testing.T) {
	t.Parallel()
	ended := channel.Report{Kind: channel.ReportEnded, Outcome: channel.CallCompleted}
	early := channel.Report{Kind: channel.ReportCallReport, Outcome: channel.CallCompleted, CostMicros: 7}
	whole := channel.Report{Kind: channel.ReportCallReport, Outcome: channel.CallCompleted, Summary: "Kind", Transcript: "AI: Hello", Recording: "https://x", CostMicros: 7}
	ringing := channel.Report{Kind: channel.ReportRinging}
	for i, order := range [][]channel.Report{
		{ringing, ended, early, whole}, {whole, ended, early}, {ended, whole, ringing, ended}, {early, ended, whole, whole}, {whole, whole, early, ended},
	} {
		r := newRoom(t)
		a := r.called()
		for _, said := range order {
			r.do(func(ctx context.Context, tx *tenant.Tx) error { return r.Call(ctx, tx, a, said) })
		}

		var got string
		err := r.db.Admin.QueryRow(context.Background(), `
			SELECT string_agg(concat_ws(' ', c.channel, c.unread, c.preview, e.outcome, e.summary, e.transcript, e.recording_url, e.cost_micros), '|')
			FROM conversations c JOIN conversation_entries e ON e.conversation_id = c.id`).Scan(&got)
		if want := "voice 0 Kind completed Kind AI: Hello https://x 7"; err != nil || got != want {
			t.Errorf("order %d: %s (%v)", i, got, fmt.Sprint(err))
		}
	}
}
